#include "runtime/bind/straight_request.h"

#include <algorithm>

#include "runtime/bind/record_bits.h"
#include "runtime/bind/request_parts.h"
#include "runtime/bind/source_field.h"
#include "runtime/bind/straight_decoder.h"

namespace bpol::bind {
namespace {

class StraightRequest {
 public:
  StraightRequest(const schema::Unit& unit, const schema::Action& action, JsonTokens& tokens, Arena& arena,
                  std::byte* frame)
      : unit_(unit),
        action_(action),
        record_(unit.records[action.frame]),
        tokens_(tokens),
        arena_(arena),
        decoder_(unit, arena, tokens),
        frame_(frame) {}

  bool Decode() {
    const bool small = record_.fields.size() <= SeenBits::kMost && unit_.facts.size() <= SeenBits::kMost &&
                       unit_.signals.size() <= SeenBits::kMost;
    return small && tokens_.Object([this](std::string_view name) { return Part(name); }) && tokens_.AtEnd() &&
           AllThere();
  }

 private:
  bool Part(std::string_view name);
  bool Keys();
  bool Review();
  bool Approved();
  bool FrameField(std::uint32_t index);
  template <typename Declared, typename Uses>
  bool Sources(const Declared& declared, const Uses& uses, std::uint32_t Uses::value_type::* which);
  bool AllThere() const;

  const schema::Unit& unit_;
  const schema::Action& action_;
  const schema::Record& record_;
  JsonTokens& tokens_;
  Arena& arena_;
  StraightDecoder decoder_;
  std::byte* const frame_;
  SeenBits parts_, there_;  // there_: fields of the frame that clients send
};

bool StraightRequest::Part(std::string_view name) {
  const RequestPart part = PartNamed(name);
  if (part == RequestPart::None || !parts_.Add(static_cast<std::uint32_t>(part))) return false;
  const std::uint32_t field = FieldOf(action_, part);
  if (field != schema::kNone) return FrameField(field);
  if (tokens_.Next() == 'n') return tokens_.Null();
  switch (part) {
    case RequestPart::Now:
      return tokens_.Skip();
    case RequestPart::Keys:
      return Keys();
    case RequestPart::Facts:
      return Sources(unit_.facts, action_.facts, &schema::FactUse::fact);
    case RequestPart::Signals:
      return Sources(unit_.signals, action_.signals, &schema::SignalUse::signal);
    case RequestPart::Review:
      return Review();
    case RequestPart::Subject:
    case RequestPart::Resource:
    case RequestPart::Context:
    case RequestPart::Body:
    case RequestPart::None:
      return false;  // what an action has not got is undeclared
  }
  return false;
}

// A part, or a key, into its field of the frame.
bool StraightRequest::FrameField(std::uint32_t index) {
  if (!there_.Add(index)) return false;
  const auto live = std::ranges::find(action_.live, index, &schema::Live::field);
  if (live == action_.live.end()) return tokens_.Skip();
  const schema::Field& field = record_.fields[index];
  const bool optional = field.presence_bit != schema::kNone;
  if (tokens_.Next() == 'n') return optional && tokens_.Null();
  if (!decoder_.Field(field, &*live, frame_ + field.offset)) return false;
  if (optional) SetBit(frame_, field.presence_bit);
  return true;
}

bool StraightRequest::Keys() {
  return tokens_.Object([this](std::string_view name) {
    const auto key =
        std::ranges::find_if(action_.keys, [&](std::uint32_t field) { return record_.fields[field].name == name; });
    return key != action_.keys.end() && FrameField(*key);
  });
}

// What the action does not read is only named: `which` of its uses is which declared fact or signal.
template <typename Declared, typename Uses>
bool StraightRequest::Sources(const Declared& declared, const Uses& uses, std::uint32_t Uses::value_type::* which) {
  SeenBits seen;
  return tokens_.Object([&](std::string_view name) {
    const auto source = std::ranges::find(declared, name, &Declared::value_type::name);
    const auto index = static_cast<std::uint32_t>(source - declared.begin());
    if (source == declared.end() || !seen.Add(index)) return false;
    const auto use = std::ranges::find(uses, index, which);
    if (use == uses.end()) return tokens_.Skip();
    return StoreStraight(record_.fields[use->field], decoder_, tokens_, frame_);
  });
}

bool StraightRequest::Review() {
  bool seen = false;
  return tokens_.Object([&](std::string_view name) {
    if (name != kApproved || seen) return false;
    seen = true;
    return action_.approved == schema::kNone ? tokens_.Skip() : Approved();
  });
}

bool StraightRequest::Approved() {
  const schema::Field& field = record_.fields[action_.approved];
  const std::size_t bound = unit_.types[field.type].bound;
  const std::span<std::int64_t> lines = arena_.AllocateArray<std::int64_t>(bound);
  std::size_t count = 0;
  const bool fits = tokens_.Array([&] {
    std::string_view id;
    if (count == bound || !tokens_.String(&id)) return false;
    const auto line = std::ranges::find(unit_.lines, id, &schema::Line::id);
    if (line == unit_.lines.end()) return false;
    lines[count++] = line - unit_.lines.begin();
    return true;
  });
  if (!fits) return false;
  Put(frame_ + field.offset, Elements{reinterpret_cast<const std::byte*>(lines.data()), count});
  return true;
}

// Of what clients send and rules read; facts and signals may be silent.
bool StraightRequest::AllThere() const {
  return std::ranges::all_of(action_.live, [this](const schema::Live& live) {
    const schema::Field& field = record_.fields[live.field];
    return there_.Has(live.field) || field.presence_bit != schema::kNone || field.unavailable_bit != schema::kNone ||
           live.field == action_.approved;
  });
}

}  // namespace

bool DecodeStraight(const schema::Unit& unit, const schema::Action& action, JsonTokens& tokens, Arena& arena,
                    std::byte* frame) {
  return StraightRequest(unit, action, tokens, arena, frame).Decode();
}

}  // namespace bpol::bind
