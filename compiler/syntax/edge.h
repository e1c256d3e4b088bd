// The edges of a unit: bind, fixture, test, invariant (language.md sections 8 and 9).
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "compiler/syntax/block.h"
#include "compiler/syntax/declaration.h"
#include "compiler/syntax/expr.h"
#include "compiler/syntax/name.h"

namespace bpol::syntax {

struct HeaderTarget {  // header "x-customer" = …: sent to the upstream
  Text name;
};

struct BindLine {  // subject.client_id = token.client_id else deny "code"
  std::variant<Path, HeaderTarget> target;
  ExprId value;
  std::optional<Text> else_deny;
  Span span;
};

struct BindDecl {  // bind Action to GET "/route/{id}" { … }
  Name action;
  Name method;
  Text route;
  std::vector<Name> same_as;  // same as Action: takes over its lines
  std::vector<BindLine> lines;
};

struct FixtureDecl {  // fixture alice: ReadAccounts { subject: {…} now: … }
  Name name;
  Name action;
  std::vector<FieldValue> fields;
};

enum class ChangeKind { Value, Unavailable };  // `x = 1`, `x unavailable`; absence is the value `absent`

struct Change {
  Path target;
  ChangeKind kind;
  ExprId value;  // of Value
  Span span;
};

struct Given {  // given alice with consent.status = Revoked, store unavailable
  Name fixture;
  std::vector<Change> changes;
  Span span;
};

struct EffectExpectation {  // deny reason "…" oblige audit(full) in region "eu" with acr "…"
  LineEffect effect;
  std::optional<Text> reason;
  std::vector<Oblige> obligations;
  std::vector<Text> regions;
  std::optional<Challenge> challenge;
};

struct ResponseExpectation {  // response { … }
  ExprId response;
};

struct MoveExpectation {  // consent becomes Revoked, consent stays reason "…"
  Name fact;
  std::optional<Name> becomes;  // none: it stays
  std::optional<Text> reason;   // of staying
};

struct Expectation {
  Span span;
  std::variant<EffectExpectation, ResponseExpectation, MoveExpectation> node;
};

struct Happening {  // on withdrawn by customer
  Name event;
  std::optional<Name> actor;
  Span span;
};

struct ScenarioTest {  // test "…" { given … on … response {…} expect … }
  Text title;
  Given given;
  std::optional<Happening> happening;
  ExprId response;  // none: no response
  std::vector<Expectation> expectations;
};

struct TableTest {  // test "…" for alice { | consent.sca_at | effect | … }
  Text title;
  Given given;
  Rows rows;
};

struct NeverEffect {  // never permit Action when …
  LineEffect effect;
  std::vector<Name> actions;
};

enum class Disclosure { Full, Any };  // `in full`, or not said

struct NeverReveal {  // never reveal AccountView.iban in full when …
  Path field;
  Disclosure disclosure;
};

struct InvariantDecl {
  Name name;
  std::optional<Text> text;
  std::vector<Control> controls;
  std::variant<NeverEffect, NeverReveal> claim;
  ExprId condition;
};

}  // namespace bpol::syntax
