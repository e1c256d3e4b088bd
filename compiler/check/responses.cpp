#include "compiler/check/responses.h"

#include <set>

#include "runtime/schema/layout.h"

namespace bpol::check {

namespace {

// The elements of a set or list, the values of a map: its keys are data of the field that holds it.
TypeRef HeldBy(const Session& session, TypeRef type) {
  const TypeRef element = session.types.ElementOf(type);
  if (!session.types.IsMap(type)) return element;
  return {session.RecordOf(element).fields[schema::kMapValue].type, false};
}

// Calls visit(record, field) for every field below a type, each record once.
template <typename Visit>
class FieldWalk {
 public:
  FieldWalk(const Session& session, Visit visit) : session_(session), visit_(std::move(visit)) {}

  void Type(TypeRef type) {
    while (session_.types.IsCollection(type)) type = HeldBy(session_, type);
    if (!session_.types.Is(type, TypeKind::Record)) return;
    const std::uint32_t record = session_.types.At(type).declaration;
    if (!seen_.insert(record).second) return;
    const std::vector<schema::Field>& fields = session_.unit.schema.records[record].fields;
    for (std::uint32_t i = 0; i < fields.size(); ++i) {
      visit_(record, i);
      Type({fields[i].type, false});
    }
  }
  bool Saw(std::uint32_t record) const { return seen_.contains(record); }

 private:
  const Session& session_;
  Visit visit_;
  std::set<std::uint32_t> seen_;
};

bool IsListOf(const Session& session, TypeRef type, std::uint32_t record) {
  return session.types.Is(type, TypeKind::List) && session.types.Is(session.types.ElementOf(type), TypeKind::Record) &&
         session.types.At(session.types.ElementOf(type)).declaration == record;
}

}  // namespace

std::uint64_t ClassesWithin(const Session& session, std::uint32_t type) {
  std::uint64_t classes = 0;
  FieldWalk walk(session, [&](std::uint32_t record, std::uint32_t field) {
    const std::uint32_t data_class = session.unit.field_classes[record][field];
    if (data_class != kNone) classes |= std::uint64_t{1} << data_class;
  });
  walk.Type({type, false});
  return classes;
}

bool HoldsRecord(const Session& session, std::uint32_t type, std::uint32_t record) {
  FieldWalk walk(session, [](std::uint32_t, std::uint32_t) {});
  walk.Type({type, false});
  return walk.Saw(record);
}

bool HoldsListOf(const Session& session, std::uint32_t type, std::uint32_t record) {
  bool found = IsListOf(session, {type, false}, record);
  FieldWalk walk(session, [&](std::uint32_t holder, std::uint32_t field) {
    const TypeRef held{session.unit.schema.records[holder].fields[field].type, false};
    found = found || IsListOf(session, held, record);
  });
  walk.Type({type, false});
  return found;
}

void CheckResponseClasses(Session& session) {
  for (const schema::Action& action : session.unit.schema.actions) {
    if (action.response == kNone) continue;
    FieldWalk walk(session, [&](std::uint32_t record, std::uint32_t field) {
      if (session.unit.field_classes[record][field] != kNone) return;
      session.report.Add(Code::FieldWithoutClass, session.field_spans[record][field],
                         Quote(session.unit.schema.records[record].fields[field].name) + " has no class",
                         "say what it is, `as …`, or give the module a `default class`");
    });
    walk.Type({action.response, false});
  }
}

bool ResidencyApplies(const Session& session, const BlockText& block, std::uint32_t index) {
  const schema::Action& action = session.unit.schema.actions[index];
  std::uint64_t held = action.response == kNone ? 0 : ClassesWithin(session, action.response);
  if (action.body != kNone)
    held |= ClassesWithin(session, session.unit.schema.records[action.frame].fields[action.body].type);
  for (const std::uint32_t data_class : block.classes) {
    if ((session.classes->Covers(data_class) & held) != 0) return true;
  }
  return false;
}

}  // namespace bpol::check
