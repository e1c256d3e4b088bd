#include "tests/agreement/generate/datum.h"

namespace bpol::agreement {
namespace {

void Append(const Datum& datum, std::string& out) {
  if (datum.kind == Datum::Kind::Text) {
    out += datum.text;
    return;
  }
  const bool object = datum.kind == Datum::Kind::Object;
  out += object ? '{' : '[';
  bool first = true;
  const auto comma = [&] {
    if (!first) out += ',';
    first = false;
  };
  for (const auto& [name, value] : datum.members) {
    if (value.left_out) continue;
    comma();
    out += '"' + name + "\":";
    Append(value, out);
  }
  for (const Datum& value : datum.elements) {
    comma();
    Append(value, out);
  }
  out += object ? '}' : ']';
}

}  // namespace

std::string ToJson(const Datum& datum) {
  std::string out;
  Append(datum, out);
  return out;
}

}  // namespace bpol::agreement
