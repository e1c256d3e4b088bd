// FrameWriter: fills the frame of one request, value by value, as a host comes by them.
// INVARIANT: a new frame has every optional absent and every fact and signal unavailable (facts declared `else absent`
// absent), so that what a host forgets denies.
// The frame and everything in it lives in the arena. One per request, not thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "runtime/base/arena.h"
#include "runtime/bind/json_parser.h"
#include "runtime/schema/schema.h"
#include "runtime/values/time.h"

namespace bpol::bind {

// The fault and the path, in the arena, of what does not fit.
struct MisfitAt {
  values::Fault fault = values::Fault::None;
  std::uint32_t site = schema::kNone;
  std::string_view path = {};
};
// Nothing when it fits.
using Misfit = std::optional<MisfitAt>;

// What a store or a signal source answered.
struct Looked {
  enum class State : std::uint8_t { Found, Absent, Unavailable } state = State::Unavailable;
  std::string_view json = {};  // Found: one JSON value
};

class FrameWriter {
 public:
  // All arguments outlive the writer; the parser's buffers are used and given back by each call.
  FrameWriter(const schema::Unit& unit, const schema::Action& action, Arena& arena, JsonParser& parser);

  const std::byte* frame() const { return frame_; }
  std::byte* frame() { return frame_; }

  void SetNow(values::Instant now);
  // The lines that humans have approved for this request (review.approved), as indices in Unit::lines.
  void SetApproved(std::span<const std::uint32_t> lines);

  // `target`: field indices from the frame; every optional on the way becomes present.
  // Text as headers, paths and certificates have it; sets and lists are words between blanks.
  Misfit SetText(std::span<const std::uint32_t> target, std::string_view text);
  // One JSON value, as claims and constants have it.
  Misfit SetJson(std::span<const std::uint32_t> target, std::string_view json);
  // The words of a JSON string, as the `scope` claim has them.
  Misfit SetJsonWords(std::span<const std::uint32_t> target, std::string_view json);
  Misfit SetBool(std::span<const std::uint32_t> target, bool value);
  // An optional record of which something came, whatever is read of it.
  void SetPresent(std::span<const std::uint32_t> target) { Reach(target); }
  // Wholly against its record; an action without a body takes none.
  Misfit SetBody(std::string_view json);

  // What is to be said of a target that does not fit, `below` it where the decoder stood; nothing without a fault.
  Misfit Refused(values::Fault fault, std::span<const std::uint32_t> target, std::string_view below = {}) const;

  // A value that does not fit its type leaves the fact or signal unavailable: the client is not to blame.
  void SetFact(const schema::FactUse& use, const Looked& looked);
  void SetSignal(const schema::SignalUse& use, const Looked& looked);
  // `resource = account else deny …`: the record of a fact becomes the resource.
  Looked::State SetResourceFromFact(const schema::FactUse& use);

 private:
  struct Place {
    const schema::Field* field;
    std::byte* at;
  };
  Place Reach(std::span<const std::uint32_t> target);
  Misfit SetWords(std::span<const std::uint32_t> target, std::string_view words);
  template <typename Read>
  bool Straight(std::string_view json, const schema::Field& field, std::byte* at, Read read);
  bool SourceStraight(const schema::Field& field, const Looked& looked);

  const schema::Unit& unit_;
  const schema::Action& action_;
  const schema::Record& record_;
  Arena& arena_;
  JsonParser& parser_;
  std::byte* frame_;
};

}  // namespace bpol::bind
