// RunCase: one golden case, as far as its folder says.
#pragma once

#include <filesystem>
#include <string>

namespace bpol::cases {

enum class Golden { Compare, Update };

// The case `name` below `root`; the first folder of `name` says which passes it goes through. What is not as the file
// expects, in words for a person; empty when all is. With Update the *.expected siblings are rewritten instead of
// compared.
std::string RunCase(const std::filesystem::path& root, const std::filesystem::path& name, Golden golden);

}  // namespace bpol::cases
