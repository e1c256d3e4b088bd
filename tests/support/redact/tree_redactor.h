// TreeRedactor: the same redaction as runtime/redact, over a tree of the whole body, obvious and slow. Tests and the
// fuzzer hold the two against each other. It shares the forms of masks with the redactor, and nothing else.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "runtime/redact/redactor.h"

namespace bpol::redact {

struct TreeQuestion {
  std::function<Answer(std::uint32_t function)> request;
  Context context;  // `request` inside is not used
  Limits limits;
};

struct TreeAnswer {
  Problem::Kind problem = Problem::Kind::None;  // the first that was met, names and depth before types
  std::string body;                             // when there is none
  Counts counts;
};

TreeAnswer RedactTree(const schema::Unit& unit, const schema::Redaction& redaction, const TreeQuestion& question,
                      std::string_view body);

}  // namespace bpol::redact
