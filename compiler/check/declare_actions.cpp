#include <array>

#include "compiler/check/action_parts.h"
#include "compiler/check/declare.h"
#include "compiler/check/field_reader.h"
#include "compiler/check/type_reader.h"

namespace bpol::check {

using symbols::ModuleId;

namespace {

class ActionReader {
 public:
  ActionReader(Session& session, ModuleId module, const syntax::File& file, std::uint32_t index)
      : session_(session), module_(module), file_(file), index_(index) {}

  void Read(const syntax::ActionDecl& node) {
    Action().name = node.name.text;
    Action().frame = static_cast<std::uint32_t>(session_.unit.schema.records.size());
    session_.unit.schema.records.push_back({.name = node.name.text, .fields = {}, .arm_of_member = {}, .arms = {}});
    session_.unit.field_classes.emplace_back();
    session_.field_spans.emplace_back();
    AddField("now", session_.Scalar(TypeKind::Instant), session_.default_classes[module_.index]);
    Action().now = 0;
    for (const syntax::Field& part : node.parts) ReadPart(part);
    for (const syntax::Field& key : node.keys) ReadKey(key);
  }

 private:
  schema::Action& Action() { return session_.unit.schema.actions[index_]; }

  std::uint32_t AddField(const std::string& name, TypeRef type, std::uint32_t data_class) {
    std::vector<schema::Field>& fields = session_.unit.schema.records[Action().frame].fields;
    fields.push_back({.name = name, .type = type.type, .presence_bit = type.optional ? 0 : kNone});
    session_.unit.field_classes[Action().frame].push_back(data_class);
    return static_cast<std::uint32_t>(fields.size() - 1);
  }

  std::uint32_t* PartNamed(std::string_view name) {
    if (name == "subject") return &Action().subject;
    if (name == "resource") return &Action().resource;
    if (name == "context") return &Action().context;
    if (name == "body") return &Action().body;
    return nullptr;
  }

  void ReadPart(const syntax::Field& part) {
    if (part.name.missing()) return;
    const TypeRef type = ReadType(session_, module_, file_, part.type);
    if (part.name.text == "response") {
      Action().response = type.type;
      return;
    }
    std::uint32_t* place = PartNamed(part.name.text);
    if (place == nullptr) {
      session_.report.Add(
          Code::ActionShape, part.name.span, "an action has no part " + Quote(part.name.text),
          "it has `subject`, `resource`, `context`, `body`, `response`, and keys: `key " + part.name.text + ": …`");
      for (const std::string_view name : {"subject", "resource", "context", "body"}) session_.report.Lose(name);
      return;
    }
    if (type.error()) return session_.report.Lose(part.name.text);
    if (!session_.types.Is(type, TypeKind::Record)) {
      session_.report.Lose(part.name.text);
      session_.report.Add(
          Code::ActionShape, file_.type(part.type).span,
          Quote(part.name.text) + " is a " + Quote(session_.types.Name(type)) + "; it is an entity or a record");
      return;
    }
    const std::uint32_t data_class = ReadClass(session_, module_, part);
    if (*place == kNone) *place = AddField(part.name.text, type, data_class);
  }

  void ReadKey(const syntax::Field& key) {
    const TypeRef type = ReadType(session_, module_, file_, key.type);
    if (type.error()) session_.report.Lose(key.name.text);
    if (type.error() || key.name.missing()) return;
    if (IsPartName(key.name.text) || key.name.text == "now") {
      session_.report.Add(Code::DuplicateMember, key.name.span,
                          Quote(key.name.text) + " is a part of an action; a key has another name");
      return;
    }
    if (session_.types.IsCollection(type) || session_.types.Is(type, TypeKind::Record)) {
      session_.report.Add(Code::ActionShape, file_.type(key.type).span,
                          "a key is a single value, not a " + Quote(session_.types.Name(type)));
      return;
    }
    Action().keys.push_back(AddField(key.name.text, type, ReadClass(session_, module_, key)));
  }

  Session& session_;
  ModuleId module_;
  const syntax::File& file_;
  std::uint32_t index_;
};

}  // namespace

void DeclareActions(Session& session) {
  session.ForEach<syntax::ActionDecl>(
      [&](ModuleId module, const syntax::File& file, const syntax::ActionDecl& node, const syntax::Declaration&) {
        const symbols::SymbolId symbol = session.SymbolOf(module, symbols::Space::Action, node.name);
        if (!symbol.valid()) return;
        const auto index = static_cast<std::uint32_t>(session.unit.schema.actions.size());
        session.index[symbol.index] = index;
        session.unit.schema.actions.emplace_back();
        ActionReader(session, module, file, index).Read(node);
        session.unit.actions.emplace_back();
        session.unit.actions.back().action = index;
        session.unit.actions.back().span = node.name.span;
      });
}

}  // namespace bpol::check
