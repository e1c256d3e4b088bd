// Members of objects: their names, and where objects and lists open and close.
#include <algorithm>
#include <bit>
#include <cstring>

#include "runtime/redact/redactor.h"
#include "runtime/redact/scalar.h"

namespace bpol::redact {

const char* Redactor::AtName(const char* at, const char* end) {
  at = SkipBlanks(at, end);
  if (at == end) return end;
  if (*at == '}' && expect_ == Expect::FirstName) return Close(at, end);
  if (*at != '"') return Fail(Problem::Kind::Malformed, end);
  if (TakeGuess(at, end)) return at;
  if (Failed()) return end;
  token_ = ++at;
  name_buffer_.clear();
  name_pending_ = false;
  string_.Start();
  expect_ = Expect::InName;
  return InName(at, end);
}

// Members mostly come in declared order, without some optional ones: the next names, with their quotes and the colon,
// are tried by comparison. A trick that saves half of the work on names; whatever it does not recognise is read byte by
// byte.
bool Redactor::TakeGuess(const char*& at, const char* end) {
  constexpr std::uint32_t kTries = 4;
  const Frame& frame = Top();
  if (frame.node == kOpaque || frame.map) return false;
  const PlanRecord& record = plan_->RecordOf(plan_->nodes()[frame.node]);
  const std::uint32_t first = frame.position + 1;  // kNone + 1 is the first
  const auto names = static_cast<std::uint32_t>(record.names.size());
  for (std::uint32_t guess = first; guess < names && guess - first < kTries; ++guess) {
    const std::string& key = record.keys[guess];
    if (static_cast<std::size_t>(end - at) < key.size() || at[1] != key[1]) continue;
    if (std::memcmp(at, key.data(), key.size()) != 0) continue;
    name_ = {at + 1, key.size() - 3};
    at += key.size();
    expect_ = Expect::Value;
    return TakeKnown(guess, end);
  }
  return false;
}

const char* Redactor::InName(const char* at, const char* end) {
  switch (string_.Go(at, end)) {
    case Scan::More:
      return end;
    case Scan::Bad:
      return Fail(Problem::Kind::Malformed, end);
    case Scan::Done:
      break;
  }
  const char* close = at - 1;
  if (name_buffer_.empty()) {
    name_ = {token_, static_cast<std::size_t>(close - token_)};
  } else {
    name_buffer_.append(token_, close);
    name_ = name_buffer_;
  }
  expect_ = Expect::Colon;
  return name_.size() <= kMaxNameBytes && TakeName(name_, end) ? at : Fail(Problem::Kind::TooLarge, end);
}

const char* Redactor::AtColon(const char* at, const char* end) {
  at = SkipBlanks(at, end);
  if (at == end) return end;
  if (*at != ':') return Fail(Problem::Kind::Malformed, end);
  expect_ = Expect::Value;
  return at + 1;
}

// `raw` is what stands between the quotes. False: a problem.
bool Redactor::TakeName(std::string_view raw, const char* end) {
  std::string_view name = raw;
  if (string_.escaped()) {
    decoded_.clear();
    AppendUnescaped(raw, decoded_);
    name = decoded_;
  }
  if (Top().map) return TakeKey(name, end);
  const std::uint32_t node = Top().node;
  const std::uint32_t known = node == kOpaque ? schema::kNone : plan_->RecordOf(plan_->nodes()[node]).Find(name);
  return known == schema::kNone ? TakeUnknown(name, end) : TakeKnown(known, end);
}

bool Redactor::TakeKnown(std::uint32_t name, const char* end) {
  Frame& frame = Top();
  frame.position = name;
  std::uint64_t& word = seen_[frame.seen + name / 64];
  const std::uint64_t bit = std::uint64_t{1} << name % 64;
  if ((word & bit) != 0) {
    Fail(Problem::Kind::Duplicate, end);
    return false;
  }
  word |= bit;
  const PlanRecord& record = plan_->RecordOf(plan_->nodes()[frame.node]);
  item_.node = record.nodes[frame.arm_slot * record.names.size() + name];
  // The name of another arm's member: undeclared here, and never passed on.
  if (item_.node == kOpaque) {
    item_.fate = {.kind = Fate::Kind::Withhold};
    counts_.undeclared += frame.mode == Mode::Send;
    emitter_.Close();
  } else if (item_.fate = {}; !AsksObject()) {
    Settle();
  }
  name_pending_ = true;
  return true;
}

// Names that no plan numbers are told apart by their hashes. In what is withheld, those beyond the limit no longer are:
// nobody sees them.
bool Redactor::TakeOnce(std::string_view name, bool told_apart, const char* end) {
  const Frame& frame = Top();
  const std::uint64_t hash = HashName(name);
  const auto begin = unknown_names_.begin() + frame.names;
  if (std::find(begin, unknown_names_.end(), hash) != unknown_names_.end()) {
    Fail(Problem::Kind::Duplicate, end);
    return false;
  }
  if (unknown_names_.size() - frame.names < limits_.unknown_names) {
    unknown_names_.push_back(hash);
  } else if (told_apart) {
    Fail(Problem::Kind::TooLarge, end);
    return false;
  }
  return true;
}

// The key of a map is data of the map's own class: it leaves where the map does, and its value follows it.
bool Redactor::TakeKey(std::string_view key, const char* end) {
  Frame& frame = Top();
  ++frame.position;
  const PlanNode& map = plan_->nodes()[frame.node];
  const schema::Type& type = plan_->unit().types[map.key];
  if (type.kind != schema::TypeKind::String && !FitsType(plan_->unit(), type, key)) {
    Misfit(end);
    return false;
  }
  if (!TakeOnce(key, frame.mode == Mode::Send, end)) return false;
  item_ = {.node = map.element, .fate = {}};
  if (!AsksObject()) Settle();
  name_pending_ = true;
  return true;
}

bool Redactor::TakeUnknown(std::string_view name, const char* end) {
  Frame& frame = Top();
  frame.position = schema::kNone;
  const bool passed =
      frame.mode == Mode::Send && (frame.node == kOpaque || plan_->RecordOf(plan_->nodes()[frame.node]).pass_unknown);
  if (!TakeOnce(name, passed, end)) return false;
  item_ = {.node = kOpaque, .fate = {.kind = passed ? Fate::Kind::Send : Fate::Kind::Withhold}};
  if (!passed) {
    counts_.undeclared += frame.mode == Mode::Send;
    emitter_.Close();
  }
  name_pending_ = true;
  return true;
}

// At the brace or bracket of the current item.
const char* Redactor::Open(const char* at, const char* end) {
  if (depth_ == kMaxDepth) return Fail(Problem::Kind::TooDeep, end);
  const bool object = *at == '{';
  const bool send = item_.fate.kind != Fate::Kind::Withhold;
  if (send) {
    SendPrefix(at);
    emitter_.SafeUntil(at + 1);
  }
  Frame& frame = frames_[depth_++];
  frame = {.node = item_.node,
           .mode = send ? Mode::Send : Mode::Withhold,
           .object = object,
           .map = item_.node != kOpaque && plan_->nodes()[item_.node].shape == Shape::Map,
           .emitted = false,
           .arm_slot = decided_slot_,
           .position = schema::kNone,
           .names = static_cast<std::uint32_t>(unknown_names_.size()),
           .seen = static_cast<std::uint32_t>(seen_.size())};
  if (object && frame.node != kOpaque && !frame.map)
    seen_.resize(seen_.size() + plan_->RecordOf(plan_->nodes()[frame.node]).words, 0);
  decided_ = false;
  decided_slot_ = 0;
  name_pending_ = false;
  expect_ = object ? Expect::FirstName : Expect::FirstElement;
  return at + 1;
}

// At the closing brace or bracket of the innermost container.
const char* Redactor::Close(const char* at, const char* end) {
  Frame& frame = Top();
  if (frame.object && frame.node != kOpaque && !frame.map) {
    const PlanRecord& record = plan_->RecordOf(plan_->nodes()[frame.node]);
    for (std::uint32_t i = 0; i < record.words; ++i) {
      const std::uint64_t missing = record.required[frame.arm_slot * record.words + i] & ~seen_[frame.seen + i];
      if (missing == 0) continue;
      frame.position = i * 64 + static_cast<std::uint32_t>(std::countr_zero(missing));
      return Misfit(end);
    }
  }
  if (frame.mode == Mode::Send) {
    emitter_.OpenAt(at);
    emitter_.SafeUntil(at + 1);
  }
  unknown_names_.resize(frame.names);
  seen_.resize(frame.seen);
  --depth_;
  expect_ = depth_ == 0 ? Expect::End : Expect::AfterValue;
  return at + 1;
}

}  // namespace bpol::redact
