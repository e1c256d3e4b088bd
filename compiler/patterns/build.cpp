// Tree -> automaton, from the end to the beginning: each part is built knowing where it leads.
#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <string>

#include "compiler/patterns/automaton.h"

namespace bpol::patterns {
namespace {

constexpr std::size_t kMostParts = 4'000;  // states that are many at a time

// The bytes of a code point, and how many.
struct Utf8 {
  std::array<std::uint8_t, 4> bytes{};
  std::size_t size = 0;
};

Utf8 Encode(char32_t code) {
  const auto tail = [&](int shift) { return static_cast<std::uint8_t>(0x80 | (code >> shift & 0x3f)); };
  if (code < 0x80) return {{static_cast<std::uint8_t>(code)}, 1};
  if (code < 0x800) return {{static_cast<std::uint8_t>(0xc0 | code >> 6), tail(0)}, 2};
  if (code < 0x10000) return {{static_cast<std::uint8_t>(0xe0 | code >> 12), tail(6), tail(0)}, 3};
  return {{static_cast<std::uint8_t>(0xf0 | code >> 18), tail(12), tail(6), tail(0)}, 4};
}

class Builder {
 public:
  Result<Automaton> Run(const Tree& tree) {
    const StateId accept = Add({.kind = State::Kind::Accept});
    made_.start = Part(tree, accept);
    if (full_)
      return Error{"the pattern has more than " + std::to_string(kMostParts) +
                   " parts when its repetitions are written out"};
    return std::move(made_);
  }

 private:
  StateId Add(State state) {
    full_ = full_ || made_.states.size() >= kMostParts;
    if (full_) return 0;
    made_.states.push_back(state);
    return static_cast<StateId>(made_.states.size() - 1);
  }
  StateId Split(StateId next, StateId other) {
    if (next == kNowhere) return other;
    return other == kNowhere ? next : Add({.kind = State::Kind::Split, .next = next, .other = other});
  }

  // Where `tree` begins, when what follows begins at `next`; kNowhere where no text has the form.
  StateId Part(const Tree& tree, StateId next) {
    if (full_ || next == kNowhere) return next;
    switch (tree.kind) {
      case Tree::Kind::Set:
        return Set(tree.set, next);
      case Tree::Kind::Sequence:
        for (std::size_t i = tree.children.size(); i-- > 0;) next = Part(tree.children[i], next);
        return next;
      case Tree::Kind::Choice: {
        StateId any = kNowhere;
        for (const Tree& child : tree.children) any = Split(any, Part(child, next));
        return any;
      }
      case Tree::Kind::Repeat:
        return Repeat(tree, next);
    }
    BPOL_CHECK(false, "every kind of tree is built");
  }

  StateId Repeat(const Tree& tree, StateId next) {
    const Tree& part = tree.children[0];
    StateId start = next;
    if (tree.most == kNoLimit) {
      const StateId loop = Add({.kind = State::Kind::Split, .next = next, .other = next});
      const StateId again = Part(part, loop);
      if (!full_) made_.states[loop].other = again == kNowhere ? next : again;
      start = loop;
    } else {
      for (int i = tree.least; i < tree.most && !full_; ++i) start = Split(next, Part(part, start));
    }
    for (int i = 0; i < tree.least && !full_; ++i) start = Part(part, start);
    return start;
  }

  StateId Set(const CodeSet& set, StateId next) {
    StateId any = kNowhere;
    for (const CodeRange& range : set) any = Split(any, Range(range.low, range.high, next));
    return any;
  }

  // Cut where the number of bytes changes.
  StateId Range(char32_t low, char32_t high, StateId next) {
    StateId any = kNowhere;
    for (const char32_t last : {char32_t{0x7f}, char32_t{0x7ff}, char32_t{0xffff}, kMostCode}) {
      if (low > last || low > high) continue;
      const Utf8 from = Encode(low), to = Encode(std::min(high, last));
      any = Split(any, Bytes({from.bytes.data(), from.size}, {to.bytes.data(), to.size}, next));
      low = last + 1;
    }
    return any;
  }

  // Byte sequences of one length between two of them: those that begin as the lower, as the upper, and between.
  StateId Bytes(std::span<const std::uint8_t> from, std::span<const std::uint8_t> to, StateId next) {
    const auto byte = [&](std::uint8_t low, std::uint8_t high, StateId then) {
      return Add({.kind = State::Kind::Bytes, .low = low, .high = high, .next = then});
    };
    if (from.size() == 1) return byte(from[0], to[0], next);
    constexpr std::array<std::uint8_t, 3> kLowest = {0x80, 0x80, 0x80}, kHighest = {0xbf, 0xbf, 0xbf};
    const std::size_t rest = from.size() - 1;
    const auto lowest = std::span(kLowest).first(rest), highest = std::span(kHighest).first(rest);
    if (from[0] == to[0]) return byte(from[0], to[0], Bytes(from.subspan(1), to.subspan(1), next));
    const bool whole_first = std::ranges::equal(from.subspan(1), lowest);
    const bool whole_last = std::ranges::equal(to.subspan(1), highest);
    StateId any = kNowhere;
    if (!whole_first) any = byte(from[0], from[0], Bytes(from.subspan(1), highest, next));
    const auto low = static_cast<std::uint8_t>(from[0] + (whole_first ? 0 : 1));
    const auto high = static_cast<std::uint8_t>(to[0] - (whole_last ? 0 : 1));
    if (low <= high) any = Split(any, byte(low, high, Tail(rest, next)));
    if (!whole_last) any = Split(any, byte(to[0], to[0], Bytes(lowest, to.subspan(1), next)));
    return any;
  }

  // Any bytes that go on with a character; those that lead to one place are built once.
  StateId Tail(std::size_t size, StateId next) {
    if (size == 0) return next;
    const auto known = tails_.find({size, next});
    if (known != tails_.end()) return known->second;
    const StateId tail = Add({.kind = State::Kind::Bytes, .low = 0x80, .high = 0xbf, .next = Tail(size - 1, next)});
    return tails_[{size, next}] = tail;
  }

  std::map<std::pair<std::size_t, StateId>, StateId> tails_;
  Automaton made_;
  bool full_ = false;
};

}  // namespace

Result<Automaton> Build(const Tree& tree) {
  return Builder().Run(tree);
}

}  // namespace bpol::patterns
