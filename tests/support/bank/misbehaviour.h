// How an upstream can break its word: for each name, the exact bytes and what happens after them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/bank/documents.h"

namespace bpol::bank {

struct Script {
  std::string bytes{};  // head included
  // Not zero: sent in pieces of `piece` bytes with this pause between them.
  std::chrono::milliseconds pause{};
  std::size_t piece = 1;
  enum class After { KeepOpen, Close, Reset, Hang } after = After::KeepOpen;
};

// The script of a name such as "short-length", built around `good`; nothing for an unknown name.
std::optional<Script> Misbehave(std::string_view name, const Answer& good, const Documents& documents);

// All names, for --help and for tests that walk through them.
std::vector<std::string_view> Misbehaviours();

// A well-formed answer in bytes.
std::string Bytes(const Answer& answer);

}  // namespace bpol::bank
