// Declarations of the vocabulary (language.md section 5): types, actions, constants, facts, signals, functions.
#pragma once

#include <optional>
#include <vector>

#include "compiler/syntax/expr.h"
#include "compiler/syntax/name.h"

namespace bpol::syntax {

// name: Type as data_class. Also a parameter of an obligation or a def.
struct Field {
  Name name;
  TypeExprId type;
  std::optional<Name> data_class;
  Span span;
};

enum class ClassOrder { WeakestFirst, StrongestFirst };  // `<` and `>`

struct ClassDecl {  // class public < internal; class cardholder > personal
  std::vector<Name> names;
  ClassOrder order;  // WeakestFirst for a single name
};

struct DefaultClassDecl {  // default class internal
  Name data_class;
};

struct AcrDecl {  // acr "weakest" < "strongest"
  std::vector<Text> values;
};

struct EnumMember {
  Name name;
  std::optional<Text> wire;  // none: the name itself
};

enum class EnumOrder { Unordered, Ascending };  // members between `,`, or between `<`

struct EnumDecl {
  Name name;
  EnumOrder order;
  std::vector<EnumMember> members;  // without the catch-all
  std::optional<Name> otherwise;    // the member that every unknown wire name becomes
};

struct EntityDecl {
  Name name;
  std::vector<Field> fields;
};

enum class ArmKind { Member, Otherwise, All };

struct UnionArm {  // iban: { … }, otherwise: { … }, all: { … }
  ArmKind kind;
  Name name;
  std::vector<Field> fields;
  Span span;
};

struct UnionTag {  // by scheme: Scheme
  Name name;
  TypeExprId type;
};

struct RecordDecl {
  Name name;
  std::vector<Field> fields;    // empty for a union
  std::optional<UnionTag> tag;  // present: a union by tag
  std::vector<UnionArm> arms;
};

struct ActionDecl {
  Name name;
  std::vector<Field> parts;  // subject, resource, context, body, response; the checker knows which there are
  std::vector<Field> keys;   // key consent_id: String?
};

struct ParamDecl {
  Name name;
  TypeExprId type;
  ExprId value;  // none: the manifest must set it
};

// One cell between two bars.
enum class CellKind { Empty, Value, Effect };
enum class LineEffect { Permit, Challenge, Review, Deny, Serve };

struct Cell {
  CellKind kind;
  ExprId value;       // of Value
  LineEffect effect;  // of Effect: permit, challenge, review or deny
  Span span;
};

struct Row {
  std::vector<Cell> cells;  // INVARIANT: as many as Rows::columns
  Span span;
};

struct Rows {
  std::vector<Path> columns;
  std::vector<Row> rows;
  Span span;
};

struct TableDecl {  // exactly one of file, rows, value is there unless something was missing
  Name name;
  TypeExprId type;
  std::optional<Text> file;  // from "data/sanctioned.csv"
  std::optional<Rows> rows;  // = [ | a | b | … ]
  ExprId value;              // = {A, B}
};

enum class WhenUnavailable { Fault, Absent };

struct FactDecl {  // fact account: Account from store accounts by account_id else absent
  Name name;
  TypeExprId type;
  Name store;
  std::vector<ExprId> keys;
  WhenUnavailable when_unavailable;
};

enum class SignalKind { Count, Sum, Distinct, Rate, Deviation };

struct SignalDecl {  // signal n: count of Pay where permitted per subject.client_id over 24h
  Name name;
  SignalKind kind;
  ExprId of;                  // of Count: the action's name
  std::vector<Name> actions;  // `for A, B`; empty where not said
  ExprId where;               // none: all
  std::vector<ExprId> per;    // keys; empty: one for all
  ExprId over;                // the window, a Literal of kind Duration
};

struct KeyDecl {  // key analytics for pseudonym
  Name name;
  Name purpose;
};

struct ObligationDecl {  // obligation clamp_start(from: Date) keeps latest
  Name name;
  std::vector<Field> parameters;
  std::optional<Name> keeps;
};

struct LetDecl {
  Name name;
  TypeExprId type;  // none: inferred
  ExprId value;
  Span span;
};

struct DefDecl {  // def fee(amount: Money): Money = …
  Name name;
  std::vector<Field> parameters;
  TypeExprId result;
  ExprId body;
};

}  // namespace bpol::syntax
