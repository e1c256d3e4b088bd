// Members of objects: their names, and where objects and lists open and close.
#include <algorithm>
#include <bit>
#include <cstring>

#include "runtime/redact/redactor.h"
#include "runtime/redact/scalar.h"

namespace bpol::redact {

bool Redactor::AtName() {
  const char* at = index_.Peek();
  if (*at == '}' && expect_ == Expect::FirstName) return Close();
  if (*at != '"') return Fail(Problem::Kind::Malformed);
  name_buffer_.clear();
  name_pending_ = false;
  name_at_ = at;
  StartString(at);
  expect_ = Expect::InName;
  return index_.left() > 2 && *index_.Peek() == '"' && *index_.Peek(1) == ':' ? TakeWholeName() : InName();
}

// A name without escapes, with its colon and the value behind it, as most stand in a piece.
bool Redactor::TakeWholeName() {
  name_ = {token_, static_cast<std::size_t>(index_.Peek() - token_)};
  index_.Skip(2);
  expect_ = Expect::Value;
  if (name_.size() > kMaxNameBytes) return Fail(Problem::Kind::TooLarge);
  return TakeName(name_) && AtValue();
}

bool Redactor::InName() {
  switch (ScanString()) {
    case Scan::More:
      return true;
    case Scan::Bad:
      return Fail(Problem::Kind::Malformed);
    case Scan::Done:
      break;
  }
  if (name_buffer_.empty()) {
    name_ = {token_, static_cast<std::size_t>(quote_ - token_)};
  } else {
    name_buffer_.append(token_, quote_);
    name_ = name_buffer_;
  }
  expect_ = Expect::Colon;
  if (name_.size() > kMaxNameBytes) return Fail(Problem::Kind::TooLarge);
  return TakeName(name_) && (index_.done() || AtColon());
}

bool Redactor::AtColon() {
  if (*index_.Peek() != ':') return Fail(Problem::Kind::Malformed);
  index_.Skip();
  expect_ = Expect::Value;
  return index_.done() || AtValue();
}

// `raw` is what stands between the quotes.
bool Redactor::TakeName(std::string_view raw) {
  std::string_view name = raw;
  if (escaped_) {
    decoded_.clear();
    AppendUnescaped(raw, decoded_);
    name = decoded_;
  }
  const Frame& frame = Top();
  if (frame.map) return TakeKey(name);
  if (frame.record == nullptr) return TakeUnknown(name);
  const std::uint32_t known = frame.record->Find(name, frame.position + 1);
  return known == schema::kNone ? TakeUnknown(name) : TakeKnown(*frame.record, known);
}

bool Redactor::TakeKnown(const PlanRecord& record, std::uint32_t name) {
  Frame& frame = Top();
  frame.position = name;
  std::uint64_t& word = Seen()[name / 64];
  const std::uint64_t bit = std::uint64_t{1} << name % 64;
  if ((word & bit) != 0) return Fail(Problem::Kind::Duplicate);
  word |= bit;
  item_ = {.node = record.nodes[frame.arm_slot * record.names.size() + name], .fate = {}};
  name_pending_ = true;
  // The name of another arm's member: undeclared here, and never passed on.
  if (item_.node == kOpaque) {
    item_.fate = {.kind = Fate::Kind::Withhold};
    counts_.undeclared += frame.mode == Mode::Send;
    emitter_.Close();
  } else if (frame.mode == Mode::Withhold) {
    item_.fate = {.kind = Fate::Kind::Withhold};
  } else if (plan_->nodes()[item_.node].questions.empty()) {
    item_.fate = fates_[item_.node];
    if (item_.fate.kind == Fate::Kind::Withhold) WithholdItem();
  }
  return true;
}

// Names that no plan numbers are told apart by their hashes. In what is withheld, those beyond the limit no longer are:
// nobody sees them.
bool Redactor::TakeOnce(std::string_view name, bool told_apart) {
  const Frame& frame = Top();
  const std::uint64_t hash = HashName(name);
  const auto begin = unknown_names_.begin() + frame.names;
  if (std::find(begin, unknown_names_.end(), hash) != unknown_names_.end()) return Fail(Problem::Kind::Duplicate);
  if (unknown_names_.size() - frame.names < limits_.unknown_names) {
    unknown_names_.push_back(hash);
  } else if (told_apart) {
    return Fail(Problem::Kind::TooLarge);
  }
  return true;
}

// The key of a map is data of the map's own class: it leaves where the map does, and its value follows it.
bool Redactor::TakeKey(std::string_view key) {
  Frame& frame = Top();
  ++frame.position;
  const PlanNode& map = plan_->nodes()[frame.node];
  const schema::Type& type = plan_->unit().types[map.key];
  if (type.kind != schema::TypeKind::String && !FitsType(plan_->unit(), type, key)) return Misfit();
  if (!TakeOnce(key, frame.mode == Mode::Send)) return false;
  item_ = {.node = map.element, .fate = {}};
  if (!AsksObject()) Settle();
  name_pending_ = true;
  return true;
}

bool Redactor::TakeUnknown(std::string_view name) {
  Frame& frame = Top();
  frame.position = schema::kNone;
  const bool passed = frame.mode == Mode::Send && (frame.record == nullptr || frame.record->pass_unknown);
  if (!TakeOnce(name, passed)) return false;
  item_ = {.node = kOpaque, .fate = {.kind = passed ? Fate::Kind::Send : Fate::Kind::Withhold}};
  if (!passed) {
    counts_.undeclared += frame.mode == Mode::Send;
    emitter_.Close();
  }
  name_pending_ = true;
  return true;
}

// At the brace or bracket of the current item.
bool Redactor::Open() {
  const char* at = index_.Peek();
  if (depth_ == kMaxDepth) return Fail(Problem::Kind::TooDeep);
  index_.Skip();
  const bool object = *at == '{';
  const bool send = item_.fate.kind != Fate::Kind::Withhold;
  if (send) {
    SendPrefix(at);
    emitter_.SafeUntil(at + 1);
  }
  const PlanNode* node = item_.node == kOpaque ? nullptr : &plan_->nodes()[item_.node];
  Frame& frame = frames_[depth_++];
  frame = {.node = item_.node,
           .mode = send ? Mode::Send : Mode::Withhold,
           .object = object,
           .map = node != nullptr && node->shape == Shape::Map,
           .emitted = false,
           .arm_slot = decided_slot_,
           .position = schema::kNone,
           .names = static_cast<std::uint32_t>(unknown_names_.size()),
           .record = node != nullptr && node->shape == Shape::Record ? &plan_->RecordOf(*node) : nullptr};
  if (frame.record != nullptr) std::fill_n(Seen(), frame.record->words, 0);
  decided_ = false;
  decided_slot_ = 0;
  name_pending_ = false;
  expect_ = object ? Expect::FirstName : Expect::FirstElement;
  return true;
}

// At the closing brace or bracket of the innermost container.
bool Redactor::Close() {
  const char* at = index_.Peek();
  index_.Skip();
  Frame& frame = Top();
  if (frame.record != nullptr && !AllThere(frame)) return Misfit();
  if (frame.mode == Mode::Send) {
    emitter_.OpenAt(at);
    emitter_.SafeUntil(at + 1);
  }
  if (unknown_names_.size() > frame.names) unknown_names_.resize(frame.names);
  --depth_;
  expect_ = depth_ == 0 ? Expect::End : Expect::AfterValue;
  return true;
}

// Whether an object has every member that its type requires; where one is missing, it is what the path ends with.
bool Redactor::AllThere(Frame& frame) {
  const PlanRecord& record = *frame.record;
  for (std::uint32_t i = 0; i < record.words; ++i) {
    const std::uint64_t missing = record.required[frame.arm_slot * record.words + i] & ~Seen()[i];
    if (missing == 0) continue;
    frame.position = i * 64 + static_cast<std::uint32_t>(std::countr_zero(missing));
    return false;
  }
  return true;
}

}  // namespace bpol::redact
