#include "runtime/redact/redactor.h"

#include <algorithm>

namespace bpol::redact {

void Redactor::Start(const Plan& plan, const Context& context) {
  plan_ = &plan;
  context_ = context;
  problem_ = {};
  const std::size_t classes = std::max<std::size_t>(plan.unit().classes.size(), 1);
  counts_.removed.assign(classes, 0);
  counts_.transformed.assign(classes, 0);
  counts_.dropped = counts_.undeclared = 0;
  emitter_.Start();
  expect_ = Expect::Value;
  depth_ = 0;
  keep_ = Keep::Stream;
  name_pending_ = decided_ = root_withheld_ = false;
  decided_slot_ = 0;
  unknown_names_.clear();
  seen_.clear();
  held_.clear();
  ResolveAll();
  item_ = {.node = plan.root(), .fate = {}};
  if (!AsksObject()) Settle();
}

bool Redactor::Feed(std::string_view piece, std::string& out) {
  BPOL_CHECK(plan_ != nullptr, "Start comes before Feed");
  if (Failed()) return false;
  const std::size_t before = out.size();
  emitter_.SetOutput(&out);
  while (!piece.empty() && !Failed()) {
    if (expect_ == Expect::Held) {
      piece.remove_prefix(FeedHeld(piece));
    } else {
      Run(piece);
      piece = {};
    }
  }
  if (Failed()) out.resize(before);
  return !Failed();
}

bool Redactor::Finish(std::string& out) {
  if (Failed()) return false;
  const std::size_t before = out.size();
  // A number at the root ends with the text.
  if (expect_ == Expect::InNumber && depth_ == 0 && number_.complete()) {
    constexpr char kBlank = ' ';
    if (!Feed({&kBlank, 1}, out)) return false;
  }
  if (expect_ == Expect::End) {
    if (root_withheld_) out += "null";
    return true;
  }
  Fail(Problem::Kind::Malformed, nullptr);
  out.resize(before);
  return false;
}

void Redactor::Run(std::string_view piece) {
  const char* at = piece.data();
  const char* end = at + piece.size();
  emitter_.OpenPiece(at);
  token_ = at;
  while (at != end) at = Step(at, end);
  if (Failed()) return;
  const bool token = expect_ == Expect::InString || expect_ == Expect::InNumber || expect_ == Expect::InLiteral;
  emitter_.ClosePiece(end, token && keep_ == Keep::Stream && emitter_.open());
  if (expect_ == Expect::InName) {
    name_buffer_.append(token_, end);
    if (name_buffer_.size() > kMaxNameBytes) Fail(Problem::Kind::TooLarge, end);
  } else if (name_pending_ && name_.data() != name_buffer_.data()) {
    name_buffer_ = name_;
    name_ = name_buffer_;
  }
  if (token && keep_ == Keep::Capture && !Spill(end)) Misfit(end);
}

const char* Redactor::Step(const char* at, const char* end) {
  switch (expect_) {
    case Expect::Value:
    case Expect::FirstElement:
      return AtValue(at, end);
    case Expect::FirstName:
    case Expect::Name:
      return AtName(at, end);
    case Expect::InName:
      return InName(at, end);
    case Expect::Colon:
      return AtColon(at, end);
    case Expect::AfterValue:
      return AfterValue(at, end);
    case Expect::InString:
      return InString(at, end);
    case Expect::InNumber:
      return InNumber(at, end);
    case Expect::InLiteral:
      return InLiteral(at, end);
    case Expect::End:
      at = SkipBlanks(at, end);
      return at == end ? end : Fail(Problem::Kind::Malformed, end);
    case Expect::Held:
      break;
  }
  BPOL_CHECK(false, "a held object is fed elsewhere");
}

const char* Redactor::AfterValue(const char* at, const char* end) {
  at = SkipBlanks(at, end);
  if (at == end) return end;
  const bool object = Top().object;
  if (*at == ',') {
    expect_ = object ? Expect::Name : Expect::Value;
    return at + 1;
  }
  if (*at == (object ? '}' : ']')) return Close(at, end);
  return Fail(Problem::Kind::Malformed, end);
}

// The first problem stands. Nothing after it is read.
const char* Redactor::Fail(Problem::Kind kind, const char* end) {
  if (Failed()) return end;
  problem_.kind = kind;
  problem_.path = PathHere();
  return end;
}

const char* Redactor::Misfit(const char* end) {
  return Fail(Problem::Kind::Misfit, end);
}

// Names come from the plan, never from the text.
std::string Redactor::PathHere() const {
  std::string path;
  for (std::uint32_t i = 0; i < depth_; ++i) {
    const Frame& frame = frames_[i];
    if (frame.node == kOpaque || frame.position == schema::kNone) break;
    const PlanNode& node = plan_->nodes()[frame.node];
    if (!frame.object || frame.map) {
      path += '[' + std::to_string(frame.position) + ']';
    } else {
      if (!path.empty()) path += '.';
      path += plan_->RecordOf(node).names[frame.position];
    }
  }
  return path;
}

}  // namespace bpol::redact
