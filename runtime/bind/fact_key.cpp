#include "runtime/bind/fact_key.h"

#include <algorithm>

#include "runtime/bind/frame_reader.h"
#include "runtime/bind/printed_path.h"

namespace bpol::bind {
namespace {

std::string_view Keep(std::string_view text, Arena& arena) {
  const std::span<char> kept = arena.AllocateArray<char>(text.size());
  std::ranges::copy(text, kept.begin());
  return {kept.data(), kept.size()};
}

void AppendEscaped(std::string_view key, std::string& out) {
  for (const char c : key) {
    if (c == '%') {
      out += "%25";
    } else if (c == ',') {
      out += "%2C";
    } else {
      out += c;
    }
  }
}

}  // namespace

FactKey KeyOf(const schema::Unit& unit, const schema::Action& action, const schema::FactUse& use,
              const std::byte* frame, Arena& arena) {
  if (use.keys.empty()) return {FactKey::State::There, kOnlyKey};
  // Also where an absent one stands before: what is not known is not absent.
  bool absent = false;
  std::string joined;
  for (const std::vector<std::uint32_t>& path : use.keys) {
    const decision::Value key = ReadPath(unit, action, frame, path, arena);
    if (key.kind == decision::Value::Kind::Unavailable) return {FactKey::State::Unavailable, {}};
    absent = absent || !key.present();
    if (absent) continue;
    if (use.keys.size() == 1 && key.kind == decision::Value::Kind::Text) return {FactKey::State::There, key.AsText()};
    const std::string printed = PrintedAt(unit, action, path, key);
    if (use.keys.size() == 1) return {FactKey::State::There, Keep(printed, arena)};
    if (&path != &use.keys.front()) joined += ',';
    AppendEscaped(printed, joined);
  }
  if (absent) return {FactKey::State::Absent, {}};
  return {FactKey::State::There, Keep(joined, arena)};
}

}  // namespace bpol::bind
