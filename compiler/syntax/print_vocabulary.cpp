#include "compiler/syntax/outline.h"

namespace bpol::syntax {

std::string Listed(const std::vector<Name>& names) {
  std::string list;
  for (const Name& name : names) list += (list.empty() ? "" : ", ") + name.text;
  return list;
}

std::string Listed(const std::vector<Text>& texts) {
  std::string list;
  for (const Text& text : texts) list += (list.empty() ? "" : ", ") + Quoted(text.value);
  return list;
}

std::string Print(const File& file) {
  Outline outline(file);
  if (file.module) outline.Put("module " + file.module->Dotted());
  for (const Use& use : file.uses) {
    outline.Put("use " + use.module.Dotted() + (use.names.empty() ? "" : " (" + Listed(use.names) + ")"));
  }
  for (const Declaration& declaration : file.declarations) outline.Declaration(declaration);
  return outline.Take();
}

void Outline::Declaration(const syntax::Declaration& declaration) {
  std::visit(*this, declaration.node);
}

void Outline::PutExpr(std::string_view word, ExprId id) {
  if (id.valid()) Put(std::string(word) + " " + Expr(id));
}

void Outline::PutText(std::string_view word, const std::optional<Text>& text) {
  if (text) Put(std::string(word) + " " + Quoted(text->value));
}

std::string Outline::FieldText(const Field& field) const {
  return field.name.text + ": " + Type(field.type) + (field.data_class ? " as " + field.data_class->text : "");
}

void Outline::Fields(const std::vector<Field>& fields) {
  Below([&] {
    for (const Field& field : fields) Put(FieldText(field));
  });
}

void Outline::operator()(const ClassDecl& decl) {
  Put((decl.order == ClassOrder::WeakestFirst ? "class weakest first " : "class strongest first ") +
      Listed(decl.names));
}

void Outline::operator()(const DefaultClassDecl& decl) {
  Put("default class " + decl.data_class.text);
}

void Outline::operator()(const AcrDecl& decl) {
  Put("acr " + Listed(decl.values));
}

void Outline::operator()(const EnumDecl& decl) {
  Put("enum " + decl.name.text + (decl.order == EnumOrder::Ascending ? " ascending" : ""));
  Below([&] {
    for (const EnumMember& member : decl.members) {
      Put(member.name.text + (member.wire ? " = " + Quoted(member.wire->value) : ""));
    }
    if (decl.otherwise) Put("otherwise " + decl.otherwise->text);
  });
}

void Outline::operator()(const EntityDecl& decl) {
  Put("entity " + decl.name.text);
  Fields(decl.fields);
}

void Outline::operator()(const RecordDecl& decl) {
  Put("record " + decl.name.text + (decl.tag ? " by " + decl.tag->name.text + ": " + Type(decl.tag->type) : ""));
  Fields(decl.fields);
  Below([&] {
    for (const UnionArm& arm : decl.arms) {
      Put("arm " + arm.name.text);
      Fields(arm.fields);
    }
  });
}

void Outline::operator()(const ActionDecl& decl) {
  Put("action " + decl.name.text);
  Fields(decl.parts);
  Below([&] {
    for (const Field& key : decl.keys) Put("key " + FieldText(key));
  });
}

void Outline::operator()(const ParamDecl& decl) {
  Put("param " + decl.name.text + ": " + Type(decl.type) + (decl.value.valid() ? " = " + Expr(decl.value) : ""));
}

void Outline::operator()(const TableDecl& decl) {
  Put("table " + decl.name.text + ": " + Type(decl.type));
  Below([&] {
    PutText("from", decl.file);
    PutExpr("value", decl.value);
    if (decl.rows) PutRows(*decl.rows);
  });
}

void Outline::PutRows(const Rows& rows) {
  std::string heading = "columns";
  for (const Path& column : rows.columns) heading += " " + column.Dotted();
  Put(heading);
  for (const Row& row : rows.rows) {
    std::string line = "row";
    for (const Cell& cell : row.cells) {
      line += cell.kind == CellKind::Empty    ? " <empty>"
              : cell.kind == CellKind::Effect ? " " + std::string(SpellingOf(cell.effect))
                                              : " " + Expr(cell.value);
    }
    Put(line);
  }
}

void Outline::operator()(const FactDecl& decl) {
  Put("fact " + decl.name.text + ": " + Type(decl.type));
  Below([&] {
    Put("store " + decl.store.text);
    for (const ExprId key : decl.keys) PutExpr("by", key);
    if (decl.when_unavailable == WhenUnavailable::Absent) Put("else absent");
  });
}

void Outline::operator()(const SignalDecl& decl) {
  Put("signal " + decl.name.text);
  Below([&] {
    PutExpr(std::string(SpellingOf(decl.kind)) + " of", decl.of);
    if (!decl.actions.empty()) Put("for " + Listed(decl.actions));
    PutExpr("where", decl.where);
    for (const ExprId key : decl.per) PutExpr("per", key);
    PutExpr("over", decl.over);
  });
}

void Outline::operator()(const KeyDecl& decl) {
  Put("key " + decl.name.text + " for " + decl.purpose.text);
}

void Outline::operator()(const ObligationDecl& decl) {
  Put("obligation " + decl.name.text + (decl.keeps ? " keeps " + decl.keeps->text : ""));
  Fields(decl.parameters);
}

void Outline::operator()(const LetDecl& decl) {
  Put("let " + decl.name.text + (decl.type.valid() ? ": " + Type(decl.type) : "") + " = " + Expr(decl.value));
}

void Outline::operator()(const DefDecl& decl) {
  Put("def " + decl.name.text + ": " + Type(decl.result) + " = " + Expr(decl.body));
  Fields(decl.parameters);
}

}  // namespace bpol::syntax
