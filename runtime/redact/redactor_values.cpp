// Values: which token may stand here, and what becomes of a scalar when its end is reached.
#include <cstring>

#include "runtime/redact/redactor.h"
#include "runtime/redact/scalar.h"

namespace bpol::redact {
namespace {

bool BeginsNumber(char c) {
  return c == '-' || (c >= '0' && c <= '9');
}
bool BeginsValue(char c) {
  switch (c) {
    case '"':
    case '{':
    case '[':
    case 't':
    case 'f':
    case 'n':
      return true;
    default:
      return BeginsNumber(c);
  }
}

}  // namespace

const char* Redactor::AtValue(const char* at, const char* end) {
  at = SkipBlanks(at, end);
  if (at == end) return end;
  if (expect_ == Expect::FirstElement && *at == ']') return Close(at, end);
  if (depth_ != 0 && !Top().object && !decided_) {
    // Before the element is counted, so that a stray bracket or comma is not taken for one.
    if (!BeginsValue(*at)) return Fail(Problem::Kind::Malformed, end);
    PrepareElement();
  }
  return Begin(at, end);
}

const char* Redactor::Begin(const char* at, const char* end) {
  if (!BeginsValue(*at)) return Fail(Problem::Kind::Malformed, end);
  if (item_.node == kOpaque) return BeginOpaque(at, end);
  const PlanNode& node = plan_->nodes()[item_.node];
  if (*at == 'n' && node.nullable) return BeginNull(at, end);
  switch (node.shape) {
    case Shape::FreeString:
      if (*at != '"') return Misfit(end);
      return BeginString(at, end, item_.fate.kind == Fate::Kind::Transform ? Keep::Capture : Keep::Stream);
    case Shape::CheckedString:
      return *at == '"' ? BeginString(at, end, Keep::Capture) : Misfit(end);
    case Shape::Int:
      return BeginsNumber(*at) ? BeginNumber(at, end, Keep::Capture) : Misfit(end);
    case Shape::Decimal:
      if (*at == '"') return BeginString(at, end, Keep::Capture);
      return BeginsNumber(*at) ? BeginNumber(at, end, Keep::Capture) : Misfit(end);
    case Shape::Bool:
      return *at == 't' || *at == 'f' ? BeginLiteral(at, end) : Misfit(end);
    case Shape::Record:
      return *at == '{' ? HoldOrOpen(at, end) : Misfit(end);
    case Shape::Map:
      return *at == '{' ? Open(at, end) : Misfit(end);
    case Shape::List:
      return *at == '[' ? Open(at, end) : Misfit(end);
  }
  return Misfit(end);
}

// No object to ask about: its conditions count as faulted.
const char* Redactor::BeginNull(const char* at, const char* end) {
  if (AsksObject()) Answered(false);
  return BeginLiteral(at, end);
}

const char* Redactor::BeginOpaque(const char* at, const char* end) {
  if (*at == '{' || *at == '[') return Open(at, end);
  if (*at == '"') return BeginString(at, end, Keep::Stream);
  return BeginsNumber(*at) ? BeginNumber(at, end, Keep::Stream) : BeginLiteral(at, end);
}

// Sends the comma and the name before a value that begins at `at`, and opens a region there.
void Redactor::SendPrefix(const char* at) {
  if (!emitter_.open()) SendPrefix();
  if (depth_ != 0) Top().emitted = true;
  emitter_.OpenAt(at);
}

void Redactor::SendPrefix() {
  emitter_.Close();
  if (depth_ == 0) return;
  std::string& out = emitter_.Direct();
  if (Top().emitted) out += ',';
  Top().emitted = true;
  if (!Top().object) return;
  out += '"';
  out += name_;
  out += "\":";
}

const char* Redactor::BeginString(const char* at, const char* end, Keep keep) {
  keep_ = keep;
  if (keep == Keep::Stream && item_.fate.kind == Fate::Kind::Send) SendPrefix(at);
  token_ = ++at;
  spilled_ = false;
  string_.Start();
  expect_ = Expect::InString;
  return at == end ? end : InString(at, end);
}

const char* Redactor::BeginNumber(const char* at, const char* end, Keep keep) {
  keep_ = keep;
  if (keep == Keep::Stream && item_.fate.kind == Fate::Kind::Send) SendPrefix(at);
  token_ = at;
  spilled_ = false;
  number_.Start();
  expect_ = Expect::InNumber;
  return InNumber(at, end);
}

const char* Redactor::BeginLiteral(const char* at, const char* end) {
  keep_ = Keep::Stream;
  literal_ = *at == 't' ? "true" : *at == 'f' ? "false" : "null";
  literal_matched_ = 0;
  if (item_.fate.kind != Fate::Kind::Withhold) SendPrefix(at);
  expect_ = Expect::InLiteral;
  return InLiteral(at, end);
}

const char* Redactor::InLiteral(const char* at, const char* end) {
  while (at != end && literal_matched_ < literal_.size()) {
    if (*at++ != literal_[literal_matched_++]) return Fail(Problem::Kind::Malformed, end);
  }
  return literal_matched_ == literal_.size() ? EndScalar(at) : end;
}

const char* Redactor::InNumber(const char* at, const char* end) {
  switch (number_.Go(at, end)) {
    case Scan::More:
      return end;
    case Scan::Bad:
      return Fail(Problem::Kind::Malformed, end);
    case Scan::Done:
      return keep_ == Keep::Stream ? EndScalar(at) : EndCaptured(at, at, end);
  }
  return end;
}

const char* Redactor::InString(const char* at, const char* end) {
  switch (string_.Go(at, end)) {
    case Scan::More:
      return end;
    case Scan::Bad:
      return Fail(Problem::Kind::Malformed, end);
    case Scan::Done:
      return keep_ == Keep::Stream ? EndScalar(at) : EndCaptured(at - 1, at, end);
  }
  return end;
}

const char* Redactor::EndScalar(const char* at) {
  if (emitter_.open()) emitter_.SafeUntil(at);
  name_pending_ = false;
  expect_ = depth_ == 0 ? Expect::End : Expect::AfterValue;
  return at;
}

}  // namespace bpol::redact
