// A record file for people: one short line a record, masked.
// Records hold no raw account number, name or token in the first place; this is the second net, which masks by shape:
// long numbers keep their last four digits, IBANs their first and last four characters, mail addresses their domain,
// long words (hashes, pseudonyms, tokens) their first eight characters. Nothing unprintable reaches the terminal.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <string_view>

#include "runtime/base/result.h"

namespace bpol::audit {

struct ShowRange {
  std::uint64_t first = 1;
  std::uint64_t last = std::numeric_limits<std::uint64_t>::max();
};

// Calls `print` with each line, without its end. Lines that are no record are shown as such, without their content; a
// wrong hash or link is the business of Verify. Error: the file cannot be read.
Status Show(const std::string& path, const ShowRange& range, const std::function<void(std::string_view)>& print);

// One line of the file as Show prints it; empty when it is a record outside the range.
std::string ShowLine(std::string_view line, const ShowRange& range);

// One text out of a payload, masked as above. Names that the policy gave (rules, reasons, actions) are long words that
// tell nothing about anybody: they are kept whole.
enum class LongWords : std::uint8_t { Cut, Keep };
std::string MaskForPeople(std::string_view text, LongWords long_words = LongWords::Cut);

}  // namespace bpol::audit
