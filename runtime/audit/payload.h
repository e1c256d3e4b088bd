// What the record asks of a payload: one JSON object (RFC 8259) on one line, nothing before or after it.
// The record never looks further into a payload than its top-level `id`, by which an outcome finds its decision.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace bpol::audit {

// Objects and arrays inside each other; deeper is refused, which lets the scanner recurse without fear.
constexpr int kMaxPayloadDepth = 32;

struct PayloadShape {
  // The raw characters between the quotes of the first top-level member `id`; empty when there is none or it is no
  // string. Points into the scanned text.
  std::string_view id;
};

// Nothing when the text is not exactly one JSON object, holds a control character or nests too deep.
std::optional<PayloadShape> ScanPayload(std::string_view text);

}  // namespace bpol::audit
