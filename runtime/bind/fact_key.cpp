#include "runtime/bind/fact_key.h"

#include "runtime/base/arena_list.h"
#include "runtime/bind/frame_reader.h"
#include "runtime/bind/printed_path.h"

namespace bpol::bind {
namespace {

void Append(std::string_view text, ArenaList<char>& out) {
  for (const char c : text) out.push_back(c);
}

void AppendEscaped(std::string_view key, ArenaList<char>& out) {
  for (const char c : key) {
    if (c == '%') {
      Append("%25", out);
    } else if (c == ',') {
      Append("%2C", out);
    } else {
      out.push_back(c);
    }
  }
}

}  // namespace

FactKey KeyOf(const schema::Unit& unit, const schema::Action& action, const schema::FactUse& use,
              const std::byte* frame, Arena& arena, std::string& room) {
  if (use.keys.empty()) return {FactKey::State::There, kOnlyKey};
  // Also where an absent one stands before: what is not known is not absent.
  bool absent = false;
  ArenaList<char> joined(arena);
  for (const std::vector<std::uint32_t>& path : use.keys) {
    const decision::Value key = ReadPath(unit, action, frame, path, arena);
    if (key.kind == decision::Value::Kind::Unavailable) return {FactKey::State::Unavailable, {}};
    absent = absent || !key.present();
    if (absent) continue;
    if (use.keys.size() == 1 && key.kind == decision::Value::Kind::Text) return {FactKey::State::There, key.AsText()};
    const std::string_view printed = PrintedAt(unit, action, path, key, room);
    if (use.keys.size() == 1) return {FactKey::State::There, arena.Copy(printed)};
    if (&path != &use.keys.front()) joined.push_back(',');
    AppendEscaped(printed, joined);
  }
  if (absent) return {FactKey::State::Absent, {}};
  return {FactKey::State::There, {joined.begin(), joined.size()}};
}

}  // namespace bpol::bind
