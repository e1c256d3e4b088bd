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

// Behind a number or a literal. What begins another token there is an entry of its own, and refused as such.
bool EndsScalar(char c) {
  switch (c) {
    case ',':
    case ']':
    case '}':
    case ' ':
    case '\n':
    case '\r':
    case '\t':
      return true;
    default:
      return false;
  }
}

}  // namespace

bool Redactor::AtValue() {
  const char* at = index_.Peek();
  if (expect_ == Expect::FirstElement && *at == ']') return Close();
  // Before the element is counted, so that a stray bracket or comma is not taken for one.
  if (!BeginsValue(*at)) return Fail(Problem::Kind::Malformed);
  if (depth_ != 0 && !Top().object && !decided_) PrepareElement();
  return Begin(at);
}

bool Redactor::Begin(const char* at) {
  if (item_.node == kOpaque) return BeginOpaque(at);
  const PlanNode& node = plan_->nodes()[item_.node];
  if (*at == 'n' && node.nullable) return BeginNull(at);
  switch (node.shape) {
    case Shape::FreeString:
      if (*at != '"') return Misfit();
      return BeginString(at, item_.fate.kind == Fate::Kind::Transform ? Keep::Capture : Keep::Stream);
    case Shape::CheckedString:
      return *at == '"' ? BeginString(at, Keep::Capture) : Misfit();
    case Shape::Int:
      return BeginsNumber(*at) ? BeginNumber(at, Keep::Capture) : Misfit();
    case Shape::Decimal:
      if (*at == '"') return BeginString(at, Keep::Capture);
      return BeginsNumber(*at) ? BeginNumber(at, Keep::Capture) : Misfit();
    case Shape::Bool:
      return *at == 't' || *at == 'f' ? BeginLiteral(at) : Misfit();
    case Shape::Record:
      return *at == '{' ? HoldOrOpen(at) : Misfit();
    case Shape::Map:
      return *at == '{' ? Open() : Misfit();
    case Shape::List:
      return *at == '[' ? Open() : Misfit();
  }
  return Misfit();
}

// No object to ask about: its conditions count as faulted.
bool Redactor::BeginNull(const char* at) {
  if (AsksObject()) Answered(false);
  return BeginLiteral(at);
}

bool Redactor::BeginOpaque(const char* at) {
  if (*at == '{' || *at == '[') return Open();
  if (*at == '"') return BeginString(at, Keep::Stream);
  return BeginsNumber(*at) ? BeginNumber(at, Keep::Stream) : BeginLiteral(at);
}

// Sends the comma and the name before a value that begins at `at`, and has a region open there. Where they stand in
// this piece they become part of it.
void Redactor::SendPrefix(const char* at) {
  if (depth_ == 0) return emitter_.OpenAt(at);
  Frame& frame = Top();
  const bool comma = frame.emitted;
  frame.emitted = true;
  if (emitter_.open()) return;
  const char* from = comma ? comma_ : frame.object ? name_at_ : at;
  if (from != nullptr && (!frame.object || name_at_ != nullptr)) return emitter_.OpenAt(from);
  std::string& out = emitter_.Direct();
  if (comma) out += ',';
  if (frame.object) {
    out += '"';
    out += name_;
    out += "\":";
  }
  emitter_.OpenAt(at);
}

bool Redactor::BeginString(const char* at, Keep keep) {
  keep_ = keep;
  if (keep == Keep::Stream && item_.fate.kind == Fate::Kind::Send) SendPrefix(at);
  spilled_ = false;
  StartString(at);
  expect_ = Expect::InString;
  if (index_.done() || *index_.Peek() != '"') return InString();
  // Without escapes it ends at the next entry.
  quote_ = index_.Peek();
  index_.Skip();
  return EndString();
}

bool Redactor::BeginNumber(const char* at, Keep keep) {
  keep_ = keep;
  if (keep == Keep::Stream && item_.fate.kind == Fate::Kind::Send) SendPrefix(at);
  index_.Skip();
  token_ = at;
  spilled_ = false;
  number_.Start();
  expect_ = Expect::InNumber;
  return InNumber(at);
}

bool Redactor::BeginLiteral(const char* at) {
  keep_ = Keep::Stream;
  literal_ = *at == 't' ? "true" : *at == 'f' ? "false" : "null";
  literal_matched_ = 0;
  if (item_.fate.kind != Fate::Kind::Withhold) SendPrefix(at);
  index_.Skip();
  expect_ = Expect::InLiteral;
  return InLiteral(at);
}

// The byte behind it, which may be in the next piece, says that it is no more than the literal.
bool Redactor::InLiteral(const char* at) {
  const char* end = index_.end();
  while (at != end && literal_matched_ < literal_.size()) {
    if (*at++ != literal_[literal_matched_++]) return Fail(Problem::Kind::Malformed);
  }
  if (at == end) return true;
  return EndsScalar(*at) ? EndScalar(at) : Fail(Problem::Kind::Malformed);
}

bool Redactor::InNumber(const char* at) {
  switch (number_.Go(at, index_.end())) {
    case Scan::More:
      return true;
    case Scan::Bad:
      return Fail(Problem::Kind::Malformed);
    case Scan::Done:
      break;
  }
  if (!EndsScalar(*at)) return Fail(Problem::Kind::Malformed);
  return keep_ == Keep::Stream ? EndScalar(at) : EndCaptured(at, at);
}

// From behind the opening quote, or where the piece begins, to the closing one. The index passes plain text, so that
// only escapes are looked at.
Scan Redactor::ScanString() {
  while (true) {
    if (escape_.open()) {
      const Scan scan = escape_.Go(escape_at_, index_.end());
      index_.SkipTo(escape_at_);
      if (scan != Scan::Done) return scan;
    }
    if (index_.done()) return Scan::More;
    quote_ = index_.Peek();
    index_.Skip();
    if (*quote_ == '"') return Scan::Done;
    escaped_ = true;
    escape_.Start();
    escape_at_ = quote_ + 1;
  }
}

bool Redactor::InString() {
  switch (ScanString()) {
    case Scan::More:
      return true;
    case Scan::Bad:
      return Fail(Problem::Kind::Malformed);
    case Scan::Done:
      return EndString();
  }
  return false;
}

bool Redactor::EndString() {
  return keep_ == Keep::Stream ? EndScalar(quote_ + 1) : EndCaptured(quote_, quote_ + 1);
}

}  // namespace bpol::redact
