#include "runtime/schema/name_table.h"

namespace bpol::schema {

NameTable::NameTable(std::span<const std::string_view> names) {
  slots_.resize(std::bit_ceil(2 * names.size() + 1));
  mask_ = slots_.size() - 1;
  shift_ = 64 - static_cast<unsigned>(std::countr_zero(slots_.size()));
  if (shift_ == 64) shift_ = 63;  // one slot, and the mask takes the rest
  for (std::uint32_t place = 0; place < names.size(); ++place) {
    const Key key = KeyOf(names[place]);
    std::size_t at = Begin(key);
    while (slots_[at].place != kNowhere) at = (at + 1) & mask_;
    slots_[at] = {key, place, static_cast<std::uint32_t>(texts_.size())};
    texts_ += names[place];
  }
}

}  // namespace bpol::schema
