// Expressions as written. Parentheses leave no node; a Missing stands where the text did not fit, and was reported.
// INVARIANT: depth is at most parse::kMaxDepth, so that passes may recurse.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/syntax/name.h"

namespace bpol::syntax {

struct Missing {};

enum class LiteralKind {
  Bool,       // true, false
  Int,        // digits without `_`, no sign; may be above 64 bits: the checker says so
  Decimal,    // digits, a dot, digits, without `_`
  Money,      // `EUR 30.00`: three letters, one space, the number without `_`
  String,     // escapes read
  Instant,    // RFC 3339, calendar not yet checked
  Date,       // 2026-11-20, calendar not yet checked
  TimeOfDay,  // 08:00 or 08:00:00
  Duration,   // digits and one of ms s min h d w
  Ip,         // v4 or v6 address, v6 groups not yet checked
  Cidr,       // the same with `/` and a length
  Region,     // region "eu-central": the text
  Absent,     // the word `absent` as a value
};

struct Literal {
  LiteralKind kind;
  std::string text;
};

// A bare name: variable, declaration, field of an opened record or enum member; the checker says which.
struct NameExpr {
  Name name;
};

struct Member {  // object.name
  ExprId object;
  Name name;
};

struct Index {  // object[index]
  ExprId object;
  ExprId index;
};

struct Call {  // function(arguments)
  Name function;
  std::vector<ExprId> arguments;
};

enum class UnaryOp {
  Not,
  Negate,
  Unless,  // a condition that is only `unless c`; means `not c`
};

struct Unary {
  UnaryOp op;
  ExprId operand;
  Span operator_span;
};

enum class BinaryOp {
  Or,
  And,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  In,
  NotIn,
  Contains,
  SubsetOf,
  StartsWith,
  EndsWith,
  Within,
  Coalesce,
  Add,
  Subtract,
  Multiply,
  Divide,
  Unless,  // `a unless b`: `a and not b`
};

struct Binary {
  BinaryOp op;
  ExprId left;
  ExprId right;
  Span operator_span;
};

struct Matches {  // subject matches /pattern/
  ExprId subject;
  std::string pattern;  // between the slashes, `\/` read as `/`
  Span pattern_span;    // with the slashes
};

enum class IsKind { Absent, Present, Named };

struct Is {  // operand is absent | present | name
  ExprId operand;
  IsKind kind;
  Name name;  // of Named: a consent's line, a score's band, an arm of a union
};

struct If {  // if condition then yes else no
  ExprId condition;
  ExprId yes;
  ExprId no;
};

struct MatchArm {
  std::vector<ExprId> patterns;  // empty: `otherwise`
  ExprId value;
  Span span;
};

struct Match {  // match subject { A -> x, B, C -> y, otherwise -> z }
  ExprId subject;
  std::vector<MatchArm> arms;
};

enum class QuantifierKind { Any, All };

struct Quantifier {  // any variable in collection: body
  QuantifierKind kind;
  Name variable;
  ExprId collection;
  ExprId body;
};

enum class AggregateKind { Count, Sum, Min, Max };

struct Aggregate {  // sum of value for variable in collection where condition
  AggregateKind kind;
  ExprId value;
  Name variable;
  ExprId collection;
  ExprId where;  // none: all
};

struct SetLiteral {  // { a, b }; the empty braces are one too, whatever is expected there
  std::vector<ExprId> elements;
};

struct ListLiteral {  // [ a, b ]
  std::vector<ExprId> elements;
};

struct MapEntry {
  ExprId key;
  ExprId value;
};

struct MapLiteral {  // { a -> b, c -> d }
  std::vector<MapEntry> entries;
};

struct FieldValue {
  Name name;
  ExprId value;
  Span span;
};

struct RecordLiteral {  // { name: value, name: value }
  std::vector<FieldValue> fields;
};

struct Convert {  // Iban from value, Money from { Amount, Currency }
  Name type;
  ExprId value;
};

enum class WirePart { Header, Query, Cookie };

struct Wire {  // header "x-fapi-interaction-id"; only in `bind`
  WirePart part;
  Text name;
};

struct Expr {
  Span span;
  std::variant<Missing, Literal, NameExpr, Member, Index, Call, Unary, Binary, Matches, Is, If, Match, Quantifier,
               Aggregate, SetLiteral, ListLiteral, MapLiteral, RecordLiteral, Convert, Wire>
      node;
};

// The bounds of `Int 0..1_000`, of a score and of a range of bins; digits without `_`, a sign in front where negative.
struct IntRange {
  std::string low;
  std::string high;
  Span span;
};

// Set<String> max 32, Int 1..100, Account?, Money from { Amount, Currency }
struct TypeExpr {
  Span span;
  Name name;
  std::vector<TypeExprId> arguments;
  std::optional<IntRange> range;
  std::optional<std::string> max;  // digits without `_`
  bool optional = false;           // a `?` at its end
  std::vector<Name> from;          // on the wire an object of these members, in this order
};

}  // namespace bpol::syntax
