#include "runtime/bind/upstream_headers.h"

#include "runtime/bind/frame_reader.h"
#include "runtime/bind/printed_path.h"
#include "runtime/schema/field_text.h"

namespace bpol::bind {

Misfit TakeUpstreamHeaders(const schema::Unit& unit, const schema::Route& route, const FrameWriter& writer,
                           Arena& arena, std::string& room, ArenaList<HeaderText>& out) {
  out.clear();
  const schema::Action& action = unit.actions[route.action];
  for (const schema::UpstreamHeader& header : route.headers) {
    if (header.path.empty()) {
      out.push_back({header.name, header.text});
      continue;
    }
    const decision::Value value = ReadPath(unit, action, writer.frame(), header.path, arena);
    if (!value.present()) continue;
    const std::string_view printed = PrintedAt(unit, action, header.path, value, room);
    if (printed.empty()) continue;
    if (printed.size() > schema::kMaxFieldValue) return writer.Refused(values::Fault::InputTooLarge, header.path);
    if (!schema::IsFieldValue(printed)) return writer.Refused(values::Fault::InputMisfit, header.path);
    out.push_back({header.name, arena.Copy(printed)});
  }
  return std::nullopt;
}

}  // namespace bpol::bind
