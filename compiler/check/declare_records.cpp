// Entities, records and unions: first their names, so that they may speak of each other, then their fields.
#include <algorithm>

#include "compiler/check/advice.h"
#include "compiler/check/declare.h"
#include "compiler/check/field_reader.h"
#include "compiler/check/type_reader.h"

namespace bpol::check {

using symbols::ModuleId;
using symbols::SymbolId;

namespace {

void DeclareName(Session& session, ModuleId module, const syntax::Name& name) {
  const SymbolId symbol = session.SymbolOf(module, symbols::Space::Type, name);
  if (!symbol.valid()) return;
  session.index[symbol.index] = static_cast<std::uint32_t>(session.unit.schema.records.size());
  session.unit.schema.records.push_back({.name = name.text, .fields = {}, .arm_of_member = {}, .arms = {}});
  session.unit.field_classes.emplace_back();
  session.field_spans.emplace_back();
}

// Adds the arms of a union and says which member has which.
class UnionReader {
 public:
  UnionReader(Session& session, ModuleId module, const syntax::File& file, std::uint32_t record)
      : session_(session), module_(module), file_(file), record_(record) {}

  void Read(const syntax::RecordDecl& node) {
    const TypeRef tag = ReadType(session_, module_, file_, node.tag->type);
    if (tag.error()) return LoseAll(node);
    if (!session_.types.Is(tag, TypeKind::Enum) || tag.optional) {
      LoseAll(node);
      session_.report.Add(Code::UnionShape, file_.type(node.tag->type).span,
                          "a union is told apart by an enum, not by " + Quote(session_.types.Name(tag)),
                          "declare its cases: `enum … { … }`");
      return;
    }
    Record().tag_field = 0;
    Record().fields.push_back({.name = node.tag->name.text, .type = tag.type});
    session_.unit.field_classes[record_].push_back(session_.default_classes[module_.index]);
    session_.field_spans[record_].push_back(node.tag->name.span);
    const schema::Enum& members = session_.EnumOf(tag);
    Record().arm_of_member.assign(members.members.size(), kNone);
    for (const syntax::UnionArm& arm : node.arms) ReadArm(arm, members);
    if (otherwise_ != kNone) std::ranges::replace(Record().arm_of_member, kNone, otherwise_);
    CheckCovered(node, members);
  }

 private:
  schema::Record& Record() { return session_.unit.schema.records[record_]; }

  // Without its tag a union has no arms.
  void LoseAll(const syntax::RecordDecl& node) {
    session_.report.Lose(node.tag->name.text);
    for (const syntax::UnionArm& arm : node.arms) {
      session_.report.Lose(arm.name.text);
      for (const syntax::Field& field : arm.fields) session_.report.Lose(field.name.text);
    }
  }

  void ReadArm(const syntax::UnionArm& arm, const schema::Enum& members) {
    std::uint32_t index = kNone;
    if (arm.kind == syntax::ArmKind::All) {
      has_all_ = true;
    } else {
      index = static_cast<std::uint32_t>(Record().arms.size());
      if (arm.kind == syntax::ArmKind::Otherwise) {
        otherwise_ = index;
        Record().arms.push_back("otherwise");
      } else {
        const auto member = std::ranges::find(members.members, arm.name.text, &schema::EnumMember::name);
        if (member == members.members.end()) {
          std::vector<std::string_view> names;
          for (const schema::EnumMember& known : members.members) names.push_back(known.name);
          session_.report.Add(Code::UnionShape, arm.name.span,
                              Quote(members.name) + " has no member " + Quote(arm.name.text),
                              NearestOrAll(arm.name.text, names));
          failed_ = true;
          return;
        }
        std::uint32_t& place = Record().arm_of_member[static_cast<std::size_t>(member - members.members.begin())];
        if (place != kNone)
          session_.report.Add(Code::CoveredTwice, arm.name.span, Quote(arm.name.text) + " is covered already",
                              "join the two arms");
        place = index;
        Record().arms.push_back(arm.name.text);
      }
    }
    ReadFields(session_, module_, file_, arm.fields, record_, index);
  }

  // A union says something of every member, were it only what all arms have.
  void CheckCovered(const syntax::RecordDecl& node, const schema::Enum& members) {
    if (failed_ || has_all_) return;
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < members.members.size(); ++i) {
      if (Record().arm_of_member[i] == kNone) missing.push_back(members.members[i].name);
    }
    if (missing.empty()) return;
    session_.report.Add(Code::UnionShape, node.name.span, "no arm for " + QuoteAll(missing),
                        "add the arm, or `otherwise: { … }`");
  }

  Session& session_;
  ModuleId module_;
  const syntax::File& file_;
  std::uint32_t record_;
  std::uint32_t otherwise_ = kNone;
  bool has_all_ = false;
  bool failed_ = false;
};

// Finds records that contain themselves, by any way: such a value could never be laid out.
class CircleFinder {
 public:
  explicit CircleFinder(Session& session) : session_(session) {}

  void Report(std::uint32_t record, Span span) {
    path_.clear();
    if (!Reaches(record, record)) return;
    const auto name = [&](std::uint32_t index) { return Quote(session_.unit.schema.records[index].name); };
    std::string message = name(record) + " contains itself";
    for (std::size_t i = 0; i < path_.size(); ++i)
      message += (i == 0 ? ": " + name(record) + " holds " : ", which holds ") + name(path_[i]);
    if (path_.size() < 2) message = name(record) + " contains itself";
    // The other records of the circle need not be told again.
    for (const std::uint32_t other : path_) told_.push_back(other);
    session_.report.Add(Code::RecursiveRecord, span, message,
                        "hold the key of the other one, and look it up with a `fact`");
  }
  bool WasTold(std::uint32_t record) const { return std::ranges::find(told_, record) != told_.end(); }

 private:
  bool Reaches(std::uint32_t from, std::uint32_t target) {
    if (path_.size() > session_.unit.schema.records.size()) return false;
    for (const schema::Field& field : session_.unit.schema.records[from].fields) {
      TypeRef type{field.type, false};
      while (session_.types.IsCollection(type)) type = session_.types.ElementOf(type);
      if (!session_.types.Is(type, TypeKind::Record)) continue;
      const std::uint32_t next = session_.types.At(type).declaration;
      if (std::ranges::find(path_, next) != path_.end()) continue;
      path_.push_back(next);
      if (next == target || Reaches(next, target)) return true;
      path_.pop_back();
    }
    return false;
  }

  Session& session_;
  std::vector<std::uint32_t> path_;
  std::vector<std::uint32_t> told_;
};

void CheckCircles(Session& session) {
  CircleFinder finder(session);
  for (std::uint32_t i = 0; i < session.module.symbols().size(); ++i) {
    const symbols::Symbol& symbol = session.module.symbols()[i];
    const bool record = symbol.kind == symbols::SymbolKind::Record || symbol.kind == symbols::SymbolKind::Entity;
    if (record && session.index[i] != kNone && !finder.WasTold(session.index[i]))
      finder.Report(session.index[i], symbol.span);
  }
}

}  // namespace

void DeclareRecords(Session& session) {
  const auto each = [&](auto&& entity, auto&& record) {
    session.ForEach<syntax::EntityDecl>(entity);
    session.ForEach<syntax::RecordDecl>(record);
  };
  each([&](ModuleId module, const syntax::File&, const syntax::EntityDecl& node,
           const syntax::Declaration&) { DeclareName(session, module, node.name); },
       [&](ModuleId module, const syntax::File&, const syntax::RecordDecl& node, const syntax::Declaration&) {
         DeclareName(session, module, node.name);
       });
  each(
      [&](ModuleId module, const syntax::File& file, const syntax::EntityDecl& node, const syntax::Declaration&) {
        const SymbolId symbol = session.SymbolOf(module, symbols::Space::Type, node.name);
        if (symbol.valid()) ReadFields(session, module, file, node.fields, session.IndexOf(symbol), kNone);
      },
      [&](ModuleId module, const syntax::File& file, const syntax::RecordDecl& node, const syntax::Declaration&) {
        const SymbolId symbol = session.SymbolOf(module, symbols::Space::Type, node.name);
        if (!symbol.valid()) return;
        const std::uint32_t record = session.IndexOf(symbol);
        if (node.tag) {
          UnionReader(session, module, file, record).Read(node);
        } else {
          ReadFields(session, module, file, node.fields, record, kNone);
        }
      });
  CheckCircles(session);
}

}  // namespace bpol::check
