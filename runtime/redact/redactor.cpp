#include "runtime/redact/redactor.h"

#include <algorithm>

namespace bpol::redact {
namespace {

// A long piece is looked at in parts, so that a part and its index stay in the first caches.
constexpr std::size_t kWindow = 16u << 10;

}  // namespace

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
  index_.Start();
  escape_ = {};
  name_pending_ = decided_ = root_withheld_ = false;
  decided_slot_ = 0;
  unknown_names_.clear();
  seen_.resize(std::size_t{kMaxDepth} * plan.most_words());
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
    const std::string_view next = piece.substr(0, kWindow);
    if (expect_ == Expect::Held) {
      piece.remove_prefix(FeedHeld(next));
    } else {
      Run(next);
      piece.remove_prefix(next.size());
    }
  }
  if (Failed()) out.resize(before);
  return !Failed();
}

bool Redactor::Finish(std::string& out) {
  if (Failed()) return false;
  const std::size_t before = out.size();
  // What has no end of its own ends with the text.
  if (depth_ == 0 && (expect_ == Expect::InNumber || expect_ == Expect::InLiteral)) {
    constexpr char kBlank = ' ';
    if (!Feed({&kBlank, 1}, out)) return false;
  }
  if (expect_ == Expect::End) {
    if (root_withheld_) out += "null";
    return true;
  }
  Fail(Problem::Kind::Malformed);
  out.resize(before);
  return false;
}

void Redactor::Run(std::string_view piece) {
  index_.Open(piece);
  Read(piece.data());
}

bool Redactor::InToken() const {
  return expect_ == Expect::InString || expect_ == Expect::InNumber || expect_ == Expect::InLiteral;
}

// The index is open from `begin` on.
void Redactor::Read(const char* begin) {
  emitter_.OpenPiece(begin);
  token_ = escape_at_ = begin;
  comma_ = name_at_ = nullptr;
  bool on = (!InToken() && expect_ != Expect::InName) || Step(begin);
  while (on && !index_.done()) on = Step(index_.Peek());
  if (Failed()) return;
  if (expect_ != Expect::Held && index_.broken()) {
    Fail(Problem::Kind::Malformed);
    return;
  }
  Leave(index_.end());
}

// The piece ends, and takes its text away.
void Redactor::Leave(const char* end) {
  emitter_.ClosePiece(end, InToken() && keep_ == Keep::Stream && emitter_.open());
  if (expect_ == Expect::InName) {
    name_buffer_.append(token_, end);
    if (name_buffer_.size() > kMaxNameBytes) Fail(Problem::Kind::TooLarge);
  } else if (name_pending_ && name_.data() != name_buffer_.data()) {
    name_buffer_ = name_;
    name_ = name_buffer_;
  }
  if (InToken() && keep_ == Keep::Capture && !Spill(end)) Misfit();
}

// One token at `at`, which is the next entry of the index, or where a token goes on that the last piece began.
bool Redactor::Step(const char* at) {
  switch (expect_) {
    case Expect::Value:
    case Expect::FirstElement:
      return AtValue();
    case Expect::FirstName:
    case Expect::Name:
      return AtName();
    case Expect::InName:
      return InName();
    case Expect::Colon:
      return AtColon();
    case Expect::AfterValue:
      return AfterValue();
    case Expect::InString:
      return InString();
    case Expect::InNumber:
      return InNumber(at);
    case Expect::InLiteral:
      return InLiteral(at);
    case Expect::End:
      return Fail(Problem::Kind::Malformed);
    case Expect::Held:
      break;
  }
  BPOL_CHECK(false, "a held object is fed elsewhere");
}

bool Redactor::AfterValue() {
  const char* at = index_.Peek();
  const char c = *at;
  const bool object = Top().object;
  if (c == ',') {
    index_.Skip();
    comma_ = at;
    expect_ = object ? Expect::Name : Expect::Value;
    return index_.done() || (object ? AtName() : AtValue());
  }
  return c == (object ? '}' : ']') ? Close() : Fail(Problem::Kind::Malformed);
}

// The first problem stands. Nothing after it is read.
bool Redactor::Fail(Problem::Kind kind) {
  if (Failed()) return false;
  problem_.kind = kind;
  problem_.path = PathHere();
  return false;
}

// Names come from the plan, never from the text.
std::string Redactor::PathHere() const {
  std::string path;
  for (std::uint32_t i = 0; i < depth_; ++i) {
    const Frame& frame = frames_[i];
    if (frame.node == kOpaque || frame.position == schema::kNone) break;
    if (!frame.object || frame.map) {
      path += '[' + std::to_string(frame.position) + ']';
    } else {
      if (!path.empty()) path += '.';
      path += frame.record->names[frame.position];
    }
  }
  return path;
}

}  // namespace bpol::redact
