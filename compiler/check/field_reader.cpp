#include "compiler/check/field_reader.h"

#include <algorithm>

#include "compiler/check/type_reader.h"
#include "compiler/diagnostics/suggest.h"

namespace bpol::check {

std::uint32_t ReadClass(Session& session, symbols::ModuleId module, const syntax::Field& field) {
  if (!field.data_class || field.data_class->missing()) return session.default_classes[module.index];
  const symbols::SymbolId symbol = session.module.Find(module, symbols::Space::DataClass, field.data_class->text);
  if (symbol.valid()) return session.IndexOf(symbol);
  if (session.module.MayBeLost(module, field.data_class->text)) return kNone;
  session.report.Add(
      Code::UnknownName, field.data_class->span, "no data class is named " + Quote(field.data_class->text),
      diagnostics::DidYouMean(field.data_class->text, session.module.NamesIn(module, symbols::Space::DataClass)));
  return kNone;
}

void ReadFields(Session& session, symbols::ModuleId module, const syntax::File& file,
                const std::vector<syntax::Field>& fields, std::uint32_t record, std::uint32_t arm) {
  for (const syntax::Field& field : fields) {
    const TypeRef type = ReadType(session, module, file, field.type, WireObject::Allowed);
    const std::uint32_t data_class = ReadClass(session, module, field);
    if (type.error()) session.report.Lose(field.name.text);
    if (type.error() || field.name.missing()) continue;
    std::vector<schema::Field>& made = session.unit.schema.records[record].fields;
    const bool taken = std::ranges::any_of(made, [&](const schema::Field& other) {
      return other.name == field.name.text && (other.arm == arm || other.arm == kNone || arm == kNone);
    });
    if (taken) {
      session.report.Add(Code::DuplicateMember, field.name.span,
                         "a field is named " + Quote(field.name.text) + " already", kOwnName);
      continue;
    }
    made.push_back({.name = field.name.text, .type = type.type, .presence_bit = type.optional ? 0 : kNone, .arm = arm});
    if (const std::vector<syntax::Name>& members = file.type(field.type).from; !members.empty()) {
      made.back().amount_member = members[0].text;
      made.back().currency_member = members[1].text;
    }
    session.unit.field_classes[record].push_back(data_class);
    session.field_spans[record].push_back(field.name.span);
  }
}

}  // namespace bpol::check
