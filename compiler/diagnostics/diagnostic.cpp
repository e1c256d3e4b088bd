#include "compiler/diagnostics/diagnostic.h"

namespace bpol::diagnostics {
namespace {

struct Entry {
  std::string_view number;
  std::string_view title;
};

constexpr Entry kEntries[] = {
#define BPOL_CODE(number, name, title) {#number, title},
#include "compiler/diagnostics/codes.def"
#undef BPOL_CODE
};

}  // namespace

std::string_view NumberOf(Code code) {
  return kEntries[static_cast<std::size_t>(code)].number;
}

std::string_view TitleOf(Code code) {
  return kEntries[static_cast<std::size_t>(code)].title;
}

Severity SeverityOf(Code code) {
  return NumberOf(code).front() == 'E' ? Severity::Error : Severity::Warning;
}

const std::vector<Code>& AllCodes() {
  static const std::vector<Code> all = {
#define BPOL_CODE(number, name, title) Code::name,
#include "compiler/diagnostics/codes.def"
#undef BPOL_CODE
  };
  return all;
}

}  // namespace bpol::diagnostics
