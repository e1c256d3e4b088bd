// Patterns: the first line of the input as one, the rest as a text. A pattern is refused or gives a table within its
// limits that no text leads astray; what RE2 reads too means the same.
#include <re2/re2.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "compiler/patterns/patterns.h"
#include "runtime/base/check.h"
#include "runtime/values/pattern.h"
#include "runtime/values/unicode.h"

namespace {

using namespace bpol;

void Check(const std::string& pattern, const std::string& text) {
  const auto compiled = patterns::Compile(pattern);
  if (!compiled.ok()) {
    BPOL_CHECK(!compiled.error().message.empty(), "the author is told what is wrong");
    return;
  }
  BPOL_CHECK(pattern.size() <= patterns::kMostBytes, "what is too long is refused");
  BPOL_CHECK(compiled->size() * sizeof(std::int64_t) <= patterns::kMostKilobytes << 10, "a table keeps its limit");
  BPOL_CHECK(values::IsPattern(*compiled), "what is compiled is a pattern");
  const bool matches = values::Matches(*compiled, text);
  // Rules ask of text that was let in; of other bytes the two may think what they like.
  if (values::CheckText(text) == values::TextFit::NotUtf8) return;
  re2::RE2::Options options;
  options.set_log_errors(false);
  const re2::RE2 re(pattern, options);
  if (re.ok()) BPOL_CHECK(matches == re2::RE2::FullMatch(text, re), "a pattern means what RE2 says");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string input(reinterpret_cast<const char*>(data), size);
  const std::size_t end = input.find('\n');
  Check(input.substr(0, end), end == std::string::npos ? "" : input.substr(end + 1));
  return 0;
}
