#include "compiler/parse/builder.h"

namespace bpol::parse {

void Builder::BindDecl(Grammar::BindDeclContext* tree) {
  syntax::BindDecl decl{NameOf(tree->name(0)), NameOf(tree->name(1)), StringOf(tree->STRING()), {}, {}};
  for (auto* item : tree->bindItem()) AddBindItem(decl, item);
  Declare(tree, std::move(decl));
}

void Builder::AddBindItem(syntax::BindDecl& decl, Grammar::BindItemContext* tree) {
  if (tree->SAME() != nullptr) {
    decl.same_as.push_back(NameOf(tree->name()));
    return;
  }
  const bool header = tree->HEADER() != nullptr;
  syntax::BindLine line{syntax::Path{}, {}, {}, SpanOf(tree)};
  if (header) {
    line.target = syntax::HeaderTarget{StringOf(tree->STRING(0))};
  } else {
    line.target = PathOf(tree->path());
  }
  line.value = Expression(tree->expr());
  if (tree->DENY() != nullptr) line.else_deny = StringOf(tree->STRING(header ? 1 : 0));
  decl.lines.push_back(std::move(line));
}

void Builder::FixtureDecl(Grammar::FixtureDeclContext* tree) {
  syntax::FixtureDecl decl{NameOf(tree->name(0)), NameOf(tree->name(1)), {}};
  for (auto* field : tree->fieldValue()) decl.fields.push_back(FieldValueOf(field));
  Declare(tree, std::move(decl));
}

void Builder::TestDecl(Grammar::TestDeclContext* tree) {
  syntax::Text title = StringOf(tree->STRING());
  syntax::Given given = GivenOf(tree->given());
  if (tree->rows() != nullptr) {
    return Declare(tree, syntax::TableTest{std::move(title), std::move(given), RowsOf(tree->rows())});
  }
  syntax::ScenarioTest test{std::move(title), std::move(given), {}, {}, {}};
  if (tree->happening() != nullptr) test.happening = HappeningOf(tree->happening());
  if (tree->literalValue() != nullptr) test.response = LiteralValue(tree->literalValue());
  for (auto* expectation : tree->expectation()) test.expectations.push_back(ExpectationOf(expectation));
  if (test.expectations.empty()) {
    Report(Code::MissingText, test.title.span, "missing `expect` in this test",
           "say what should come of it: `expect permit`");
  }
  Declare(tree, std::move(test));
}

syntax::Given Builder::GivenOf(Grammar::GivenContext* tree) {
  syntax::Given given{NameOf(tree->name()), {}, SpanOf(tree)};
  for (auto* change : tree->change()) {
    syntax::Change one{PathOf(change->memberPath()), syntax::ChangeKind::Value, Optional(change->expr()),
                       SpanOf(change)};
    if (change->UNAVAILABLE() != nullptr) one.kind = syntax::ChangeKind::Unavailable;
    if (change->ABSENT() != nullptr) {
      one.value = Add(SpanOf(change->ABSENT()), syntax::Literal{syntax::LiteralKind::Absent, "absent"});
    }
    given.changes.push_back(std::move(one));
  }
  return given;
}

syntax::Happening Builder::HappeningOf(Grammar::HappeningContext* tree) {
  syntax::Happening happening{NameOf(tree->name(0)), {}, SpanOf(tree)};
  if (tree->BY() != nullptr) happening.actor = NameOf(tree->name(1));
  return happening;
}

syntax::MoveExpectation Builder::MoveExpectationOf(Grammar::ExpectedMoveContext* tree) {
  syntax::MoveExpectation expected{NameOf(tree->name(0)), {}, {}};
  if (tree->BECOMES() != nullptr) expected.becomes = NameOf(tree->name(1));
  if (tree->STRING() != nullptr) expected.reason = StringOf(tree->STRING());
  return expected;
}

syntax::Expectation Builder::ExpectationOf(Grammar::ExpectationContext* tree) {
  const Span span = SpanOf(tree);
  if (tree->expectedMove() != nullptr) return {span, MoveExpectationOf(tree->expectedMove())};
  if (tree->effect() != nullptr) return {span, EffectExpectationOf(tree)};
  return {span, syntax::ResponseExpectation{LiteralValue(tree->literalValue())}};
}

syntax::EffectExpectation Builder::EffectExpectationOf(Grammar::ExpectationContext* tree) {
  syntax::EffectExpectation expected;
  expected.effect = EffectOf(tree->effect());
  for (auto* part : tree->expectedPart()) {
    if (part->REASON() != nullptr) {
      SetOnce(expected.reason, StringOf(part->STRING()), SpanOf(part), "reason");
    } else if (part->regions() != nullptr) {
      for (syntax::Text& region : StringsOf(part->regions()->STRING())) expected.regions.push_back(std::move(region));
    } else if (part->WITH() != nullptr) {
      AddStepUps(expected.challenge, part->stepUp());
    }
    for (auto* oblige : part->oblige()) expected.obligations.push_back(ObligeOf(oblige));
  }
  return expected;
}

void Builder::InvariantDecl(Grammar::InvariantDeclContext* tree) {
  syntax::InvariantDecl decl{NameOf(tree->name()), {}, {}, syntax::NeverEffect{}, {}};
  if (tree->STRING() != nullptr) decl.text = StringOf(tree->STRING());
  AddAllControls(decl.controls, tree->controls());
  if (tree->effect() != nullptr) {
    decl.claim = syntax::NeverEffect{EffectOf(tree->effect()), NamesOf(tree->names())};
  } else {
    const auto disclosure = tree->FULL() != nullptr ? syntax::Disclosure::Full : syntax::Disclosure::Any;
    decl.claim = syntax::NeverReveal{PathOf(tree->path()), disclosure};
  }
  if (tree->guard() != nullptr) AddGuard(decl.condition, tree->guard());
  Declare(tree, std::move(decl));
}

}  // namespace bpol::parse
