#include <algorithm>

#include "compiler/parse/builder.h"

namespace bpol::parse {

void Builder::Declare(antlr4::ParserRuleContext* tree, decltype(syntax::Declaration::node) node) {
  out_.declarations.push_back({SpanOf(tree), std::move(node)});
}

void Builder::ModuleLine(Grammar::ModuleLineContext* tree) {
  if (out_.module) {
    return Report(Code::DuplicateModule, SpanOf(tree), "a second `module` line", "a file is one module",
                  {{out_.module->span, "the first one"}});
  }
  if (!out_.uses.empty() || !out_.declarations.empty()) {
    Report(Code::MisplacedDeclaration, SpanOf(tree), "`module` behind other declarations",
           "it is the first line of its file");
  }
  out_.module = PathOf(tree->path());
}

void Builder::UseLine(Grammar::UseLineContext* tree) {
  if (!out_.declarations.empty()) {
    Report(Code::MisplacedDeclaration, SpanOf(tree), "`use` behind other declarations",
           "`use` lines stand at the top, behind `module`");
  }
  syntax::Use use{PathOf(tree->path()), {}, SpanOf(tree)};
  for (auto* name : tree->name()) use.names.push_back(NameOf(name));
  out_.uses.push_back(std::move(use));
}

void Builder::ClassDecl(Grammar::ClassDeclContext* tree) {
  syntax::ClassDecl decl;
  for (auto* name : tree->name()) decl.names.push_back(NameOf(name));
  if (!tree->LESS().empty() && !tree->GREATER().empty()) {
    Report(Code::MixedSeparators, SpanOf(tree->GREATER(0)), "`>` beside `<` in one list of classes",
           "order them one way: `class public < internal < personal`");
  }
  decl.order = tree->LESS().empty() && !tree->GREATER().empty() ? syntax::ClassOrder::StrongestFirst
                                                                : syntax::ClassOrder::WeakestFirst;
  Declare(tree, std::move(decl));
}

void Builder::AcrDecl(Grammar::AcrDeclContext* tree) {
  Declare(tree, syntax::AcrDecl{StringsOf(tree->STRING())});
}

void Builder::EnumDecl(Grammar::EnumDeclContext* tree) {
  syntax::EnumDecl decl{
      .name = NameOf(tree->name()), .order = syntax::EnumOrder::Unordered, .members = {}, .otherwise = {}};
  for (auto* member : tree->enumMember()) {
    decl.members.push_back({NameOf(member->word()), {}});
    if (member->STRING() != nullptr) decl.members.back().wire = StringOf(member->STRING());
  }
  if (!tree->LESS().empty()) {
    decl.order = syntax::EnumOrder::Ascending;
    if (tree->LESS().size() + 1 < decl.members.size()) {
      Report(Code::MixedSeparators, SpanOf(tree->COMMA(0)), "`,` beside `<` in one list of members",
             "an ordered enum has `<` between all its members");
    }
  }
  if (tree->word() != nullptr) decl.otherwise = NameOf(tree->word());
  Declare(tree, std::move(decl));
}

syntax::Field Builder::FieldOf(Grammar::FieldContext* tree) {
  syntax::Field field{NameOf(tree->word()), Type(tree->type()), {}, SpanOf(tree)};
  if (tree->COMMA() != nullptr) field.span.end = SpanOf(tree->COMMA()).begin;
  if (tree->name() != nullptr) field.data_class = NameOf(tree->name());
  return field;
}

std::vector<syntax::Field> Builder::FieldsOf(Grammar::FieldsContext* tree) {
  std::vector<syntax::Field> fields;
  for (auto* field : tree->field()) fields.push_back(FieldOf(field));
  return fields;
}

std::vector<syntax::Field> Builder::ParametersOf(Grammar::ParametersContext* tree) {
  std::vector<syntax::Field> fields;
  if (tree == nullptr) return fields;
  for (auto* parameter : tree->parameter()) {
    fields.push_back({NameOf(parameter->word()), Type(parameter->type()), {}, SpanOf(parameter)});
    if (parameter->name() != nullptr) fields.back().data_class = NameOf(parameter->name());
  }
  return fields;
}

void Builder::RecordDecl(Grammar::RecordDeclContext* tree) {
  syntax::RecordDecl decl;
  decl.name = NameOf(tree->name());
  if (tree->fields() != nullptr) decl.fields = FieldsOf(tree->fields());
  if (tree->BY() != nullptr) decl.tag = syntax::UnionTag{NameOf(tree->word()), Type(tree->type())};
  for (auto* arm : tree->arm()) {
    syntax::Name name = NameOf(arm->word());
    const auto kind = name.text == "otherwise" ? syntax::ArmKind::Otherwise
                      : name.text == "all"     ? syntax::ArmKind::All
                                               : syntax::ArmKind::Member;
    decl.arms.push_back({kind, std::move(name), FieldsOf(arm->fields()), SpanOf(arm)});
  }
  Declare(tree, std::move(decl));
}

void Builder::ActionDecl(Grammar::ActionDeclContext* tree) {
  syntax::ActionDecl decl{NameOf(tree->name()), {}, {}};
  for (auto* part : tree->actionPart()) {
    (part->KEY() != nullptr ? decl.keys : decl.parts).push_back(FieldOf(part->field()));
  }
  Declare(tree, std::move(decl));
}

void Builder::TableDecl(Grammar::TableDeclContext* tree) {
  syntax::TableDecl decl{NameOf(tree->name()), Type(tree->type()), {}, {}, {}};
  if (tree->STRING() != nullptr) decl.file = StringOf(tree->STRING());
  if (tree->rows() != nullptr) decl.rows = RowsOf(tree->rows());
  decl.value = Optional(tree->expr());
  Declare(tree, std::move(decl));
}

std::vector<syntax::ExprId> Builder::KeysOf(Grammar::KeysContext* tree) {
  std::vector<syntax::ExprId> keys;
  if (tree == nullptr) return keys;
  for (auto* key : tree->keyPath()) keys.push_back(PathExpr(key->path()));
  return keys;
}

void Builder::FactDecl(Grammar::FactDeclContext* tree) {
  const auto when_unavailable =
      tree->ABSENT() != nullptr ? syntax::WhenUnavailable::Absent : syntax::WhenUnavailable::Fault;
  Declare(tree, syntax::FactDecl{NameOf(tree->name(0)), Type(tree->type()), NameOf(tree->name(1)), KeysOf(tree->keys()),
                                 when_unavailable});
}

void Builder::SignalDecl(Grammar::SignalDeclContext* tree) {
  auto* written = tree->signalKind();
  const auto kind = written->COUNT() != nullptr      ? syntax::SignalKind::Count
                    : written->SUM() != nullptr      ? syntax::SignalKind::Sum
                    : written->DISTINCT() != nullptr ? syntax::SignalKind::Distinct
                    : written->RATE() != nullptr     ? syntax::SignalKind::Rate
                                                     : syntax::SignalKind::Deviation;
  syntax::SignalDecl decl{NameOf(tree->name()), kind, Expression(tree->expr(0)), {}, Optional(tree->expr(1)), {}, {}};
  if (tree->names() != nullptr) decl.actions = NamesOf(tree->names());
  decl.per = KeysOf(tree->keys());
  if (Terminal* window = tree->DURATION(); window != nullptr) {
    CheckDuration(window);
    decl.over = Add(SpanOf(window), syntax::Literal{syntax::LiteralKind::Duration, Digits(window)});
  }
  Declare(tree, std::move(decl));
}

void Builder::ObligationDecl(Grammar::ObligationDeclContext* tree) {
  syntax::ObligationDecl decl{NameOf(tree->name(0)), ParametersOf(tree->parameters()), {}};
  if (tree->KEEPS() != nullptr) decl.keeps = NameOf(tree->name(1));
  Declare(tree, std::move(decl));
}

syntax::LetDecl Builder::LetOf(Grammar::LetDeclContext* tree) {
  syntax::LetDecl let{NameOf(tree->name()), {}, {}, SpanOf(tree)};
  if (tree->type() != nullptr) let.type = Type(tree->type());
  let.value = Condition(tree->condition());
  return let;
}

void Builder::DefDecl(Grammar::DefDeclContext* tree) {
  syntax::DefDecl decl{NameOf(tree->name()), ParametersOf(tree->parameters()), Type(tree->type()), {}};
  decl.body = Condition(tree->condition());
  Declare(tree, std::move(decl));
}

}  // namespace bpol::parse
