#include "compiler/syntax/outline.h"

namespace bpol::syntax {

void Outline::operator()(const BindDecl& decl) {
  Put("bind " + decl.action.text + " to " + decl.method.text + " " + Quoted(decl.route.value));
  Below([&] {
    for (const Name& other : decl.same_as) Put("same as " + other.text);
    for (const BindLine& line : decl.lines) {
      const auto* path = std::get_if<Path>(&line.target);
      const std::string target =
          path != nullptr ? path->Dotted() : "header " + Quoted(std::get<HeaderTarget>(line.target).name.value);
      Put(target + " = " + Expr(line.value) + (line.else_deny ? " else deny " + Quoted(line.else_deny->value) : ""));
    }
  });
}

void Outline::operator()(const FixtureDecl& decl) {
  Put("fixture " + decl.name.text + ": " + decl.action.text);
  Below([&] {
    for (const FieldValue& field : decl.fields) Put(field.name.text + ": " + Expr(field.value));
  });
}

void Outline::PutGiven(const Given& given) {
  Put("given " + given.fixture.text);
  Below([&] {
    for (const Change& change : given.changes) {
      Put(change.target.Dotted() +
          (change.kind == ChangeKind::Unavailable ? " unavailable" : " = " + Expr(change.value)));
    }
  });
}

void Outline::PutExpectation(const Expectation& expectation) {
  if (const auto* response = std::get_if<ResponseExpectation>(&expectation.node)) {
    return PutExpr("expect response", response->response);
  }
  if (const auto* move = std::get_if<MoveExpectation>(&expectation.node)) {
    Put("expect " + move->fact.text + (move->becomes ? " becomes " + move->becomes->text : " stays"));
    return Below([&] { PutText("reason", move->reason); });
  }
  const auto& effect = std::get<EffectExpectation>(expectation.node);
  Put("expect " + std::string(SpellingOf(effect.effect)));
  Below([&] {
    PutText("reason", effect.reason);
    for (const Oblige& oblige : effect.obligations) PutOblige(oblige, "oblige");
    if (!effect.regions.empty()) Put("in region " + Listed(effect.regions));
    PutChallenge(effect.challenge);
  });
}

void Outline::operator()(const ScenarioTest& decl) {
  Put("test " + Quoted(decl.title.value));
  Below([&] {
    PutGiven(decl.given);
    if (decl.happening)
      Put("on " + decl.happening->event.text + (decl.happening->actor ? " by " + decl.happening->actor->text : ""));
    PutExpr("response", decl.response);
    for (const Expectation& expectation : decl.expectations) PutExpectation(expectation);
  });
}

void Outline::operator()(const TableTest& decl) {
  Put("test " + Quoted(decl.title.value));
  Below([&] {
    PutGiven(decl.given);
    PutRows(decl.rows);
  });
}

void Outline::operator()(const InvariantDecl& decl) {
  Put("invariant " + decl.name.text);
  Below([&] {
    PutText("text", decl.text);
    PutControls(decl.controls);
    if (const auto* effect = std::get_if<NeverEffect>(&decl.claim)) {
      Put("never " + std::string(SpellingOf(effect->effect)) + " " + Listed(effect->actions));
    } else {
      const auto& reveal = std::get<NeverReveal>(decl.claim);
      Put("never reveal " + reveal.field.Dotted() + (reveal.disclosure == Disclosure::Full ? " in full" : ""));
    }
    PutExpr("when", decl.condition);
  });
}

}  // namespace bpol::syntax
