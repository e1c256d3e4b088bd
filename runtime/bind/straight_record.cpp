// Records, entities and unions by tag, each member as it comes.
#include <algorithm>

#include "runtime/base/same_text.h"
#include "runtime/bind/record_bits.h"
#include "runtime/bind/straight_decoder.h"

namespace bpol::bind {
namespace {

bool InArm(const schema::Field& field, std::uint32_t arm) {
  return field.arm == schema::kNone || field.arm == arm;
}

// The field of that name. Members mostly come as they are declared, so that what is done with one at `next` need not
// wait for the search.
template <typename Accept>
std::uint32_t FieldNamed(const schema::Record& record, std::string_view name, std::uint32_t next, Accept accept) {
  if (next < record.fields.size() && SameText(record.fields[next].name, name) && accept(next)) return next;
  return record.names.Find(name, accept);
}

// Which fields are wanted, and what of each.
class WantedFields {
 public:
  explicit WantedFields(Wanted wanted) : wanted_(wanted) {}

  // False: nothing of it. What is live below it; null: all.
  bool Find(std::uint32_t field, const schema::Live** below) {
    *below = nullptr;
    if (wanted_.whole) return true;
    const std::size_t place = PlaceOf(field);
    if (place == wanted_.children.size()) return false;
    *below = &wanted_.children[place];
    next_ = place + 1;
    return true;
  }

  std::size_t Count(const schema::Record& record) const {
    return wanted_.whole ? record.fields.size() : wanted_.children.size();
  }
  // Calls `visit` with each field that is; false ends, and is the answer.
  template <typename Visit>
  bool All(const schema::Record& record, Visit&& visit) const {
    if (wanted_.whole) {
      for (std::uint32_t field = 0; field < record.fields.size(); ++field)
        if (!visit(field)) return false;
    }
    for (const schema::Live& live : wanted_.children)
      if (!visit(live.field)) return false;
    return true;
  }

 private:
  // Of a field, as many as there are where it is not wanted. Mostly members come in the order in which they are
  // declared, or all are wanted, or all but a few, in that order.
  std::size_t PlaceOf(std::uint32_t field) const {
    const auto is = [&](std::size_t place) { return wanted_.children[place].field == field; };
    const std::size_t count = wanted_.children.size();
    if (next_ < count && is(next_)) return next_;
    for (std::size_t i = std::min<std::size_t>(std::size_t{field} + 1, count); i > 0; --i) {
      if (is(i - 1)) return i - 1;
      if (wanted_.children[i - 1].field < field) break;
    }
    std::size_t place = 0;
    while (place < count && !is(place)) ++place;
    return place;
  }

  const Wanted wanted_;
  std::size_t next_ = 0;  // behind the last that was found
};

}  // namespace

bool StraightDecoder::Record(const schema::Record& record, Wanted wanted, std::byte* out) {
  if (record.fields.size() > SeenBits::kMost) return false;
  std::uint32_t arm = schema::kNone;
  if (record.tag_field != schema::kNone && !FindArm(record, &arm)) return false;
  const auto in_arm = [&](std::uint32_t field) { return InArm(record.fields[field], arm); };
  WantedFields fields(wanted);
  SeenBits seen;
  std::uint32_t next = 0;
  std::size_t found = 0;
  const bool fits = tokens_.Object([&](std::string_view name) {
    const std::uint32_t index = FieldNamed(record, name, next, in_arm);
    if (index == schema::kNone) return undeclared_ == Undeclared::Ignored && tokens_.Skip();
    const schema::Live* below;
    if (!seen.Add(index)) return false;
    next = index + 1;
    if (fields.Find(index, &below)) {
      ++found;
    } else if (index != record.tag_field) {
      return tokens_.Skip();
    }
    return Member(record.fields[index], below, out);
  });
  if (!fits || found == fields.Count(record)) return fits;
  return fields.All(record, [&](std::uint32_t field) {
    return seen.Has(field) || record.fields[field].presence_bit != schema::kNone || !in_arm(field);
  });
}

// The arm of a union, from its tag, wherever that stands.
bool StraightDecoder::FindArm(const schema::Record& record, std::uint32_t* arm) {
  const schema::Field& tag = record.fields[record.tag_field];
  const JsonTokens here = tokens_;
  std::int64_t member = 0;
  bool found = false;
  static_cast<void>(tokens_.Object([&](std::string_view name) {
    if (name != tag.name) return tokens_.Skip();
    found = Value(unit_.types[tag.type], nullptr, reinterpret_cast<std::byte*>(&member));
    return false;
  }));
  tokens_ = here;
  if (found) *arm = record.arm_of_member[static_cast<std::size_t>(member)];
  return found;
}

bool StraightDecoder::Member(const schema::Field& field, const schema::Live* live, std::byte* record) {
  const bool optional = field.presence_bit != schema::kNone;
  if (tokens_.Next() == 'n') return optional && tokens_.Null();
  if (!Field(field, live, record + field.offset)) return false;
  if (optional) SetBit(record, field.presence_bit);
  return true;
}

}  // namespace bpol::bind
