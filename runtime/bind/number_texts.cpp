#include "runtime/bind/number_texts.h"

#include <algorithm>
#include <bit>

#include "runtime/base/check.h"

namespace bpol::bind {
namespace {

bool BeginsNumber(char c) {
  return c == '-' || (c >= '0' && c <= '9');
}

// An element is its place on the tape, and says so to nobody.
std::size_t PlaceOf(simdjson::dom::element element) {
  return std::bit_cast<simdjson::internal::tape_ref>(element).json_index;
}

constexpr std::string_view kNumberBytes = "+-.0123456789Ee";

}  // namespace

void NumberTexts::Begin(const simdjson::dom::parser& parser, std::string_view text) {
  parser_ = &parser;
  text_ = text;
  counted_ = false;
}

// Tape and text name the same numbers in the same order: a word of the tape that holds one says so in its upper byte,
// and in the text a structural that begins with a digit or a minus is one.
void NumberTexts::Count() {
  numbers_.clear();
  const auto& stage1 = *parser_->implementation;
  const std::uint64_t* tape = parser_->doc.tape.get();
  std::uint32_t next = 0;
  const std::size_t end = tape[0] & simdjson::internal::JSON_VALUE_MASK;  // the root names the word behind the last
  for (std::size_t place = 1; place + 1 < end; ++place) {
    const auto kind = static_cast<simdjson::internal::tape_type>(tape[place] >> 56);
    if (kind != simdjson::internal::tape_type::INT64 && kind != simdjson::internal::tape_type::UINT64 &&
        kind != simdjson::internal::tape_type::DOUBLE)
      continue;
    while (next < stage1.n_structural_indexes && !BeginsNumber(text_[stage1.structural_indexes[next]])) ++next;
    BPOL_CHECK(next < stage1.n_structural_indexes, "the tape has as many numbers as the text");
    numbers_.push_back({place++, stage1.structural_indexes[next++]});  // the next word is the number itself
  }
  counted_ = true;
}

std::string_view NumberTexts::TextOf(simdjson::dom::element element) {
  if (!counted_) Count();
  const auto found = std::ranges::lower_bound(numbers_, PlaceOf(element), {}, &Number::tape);
  BPOL_CHECK(found != numbers_.end() && found->tape == PlaceOf(element), "a number of the document was counted");
  const std::size_t last = text_.find_first_not_of(kNumberBytes, found->offset);
  return text_.substr(found->offset, last == std::string_view::npos ? last : last - found->offset);
}

}  // namespace bpol::bind
