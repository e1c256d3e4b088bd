// checked::Unit: the typed tree of a whole project, immutable once built. `check` makes it; `evaluate` walks it and so
// defines the language; `describe` and `lower` turn it into what runs.
//
// INVARIANT: every expression has a type.
// INVARIANT: every optional that is used as a value is under an Unwrap that narrowing has proved.
// INVARIANT: indices of enums, records, lines, blocks, scores, facts, signals, sites, actions are those of `schema`.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/source/span.h"
#include "compiler/types/type_ref.h"
#include "runtime/base/arena.h"
#include "runtime/base/id.h"
#include "runtime/decision/value.h"
#include "runtime/schema/schema.h"
#include "runtime/values/time.h"

namespace bpol::checked {

using source::Span;
using ExprId = Id<struct ExprTag>;
using schema::kNone;

using types::TypeRef;

// clang-format off: a node a line reads as the table it is

// --- expressions ------------------------------------------------------------------------------------------------------------

// Memory in Unit::constants; also `absent`. `given`: the symbol of the param or table that has this value in this project, or
// kGivenOtherwise where several have a part in it or the shape of the action decides: elsewhere it may be another.
inline constexpr std::uint32_t kGivenOtherwise = kNone - 1;
struct Literal { decision::Value value; std::uint32_t given = kNone; };
struct Frame {};                                            // the frame record of the action or lifecycle; only ever below Field
struct Field { ExprId record; std::uint32_t field = 0; };   // a field of the frame, a record, an entity or a union
struct FactRead { std::uint32_t fact = 0; std::uint32_t field = 0; };     // field: of the frame. Faults when unavailable; a
                                                            // fact of type T that is not found is input.missing
struct SignalRead { std::uint32_t signal = 0; std::uint32_t field = 0; };
struct Element { std::uint32_t variable = 0; };             // the variable of an enclosing quantifier or Let, numbered per action
struct Object {};                                           // redaction, lifecycles: the record whose fields a condition reads
struct CellRead { std::uint32_t cell = 0; };                // in the action's `cells`: let, consent verdict, score value
struct BandRead { std::uint32_t cell = 0; };                // the band of a score cell, as Int
struct Unwrap { ExprId value; };                            // T? proved present
enum class UnaryOp : std::uint8_t { Not, Negate };
struct Unary { UnaryOp op; ExprId operand; };
// And, Or evaluate left to right and stop when decided. `a unless c` is And(a, Not c). Arithmetic faults as values/ says.
enum class BinaryOp : std::uint8_t { And, Or, Eq, Ne, Lt, Le, Gt, Ge, Add, Sub, Mul };
struct Binary { BinaryOp op; ExprId left, right; };
struct IsPresent { ExprId operand; bool negated = false; };
struct Coalesce { ExprId optional, fallback; };             // `??`: the right side only when the left is absent
struct If { ExprId condition, then, otherwise; };
struct MatchArm { std::vector<std::int64_t> members; ExprId value; };
struct Match { ExprId scrutinee; std::vector<MatchArm> arms; ExprId otherwise; };  // over an enum; otherwise may be invalid
struct IsArm { ExprId operand; std::uint32_t arm = 0; };    // a union is in this arm
struct Contains { ExprId set, element; };                   // element in set; set of Cidr with an Ip: prefix match
struct SubsetOf { ExprId inner, outer; };
struct TableContains { std::uint32_t table = 0; ExprId element; };
struct TableLookup { std::uint32_t table = 0; std::vector<ExprId> keys; };  // the row record; optional unless total
struct ListAt { ExprId list, index; };                      // the element at a place from 0, or of a Map the value under a key;
                                                            // absent where there is none
struct SetOf { std::vector<ExprId> elements; };             // `{a, b}` with an element that is not a constant
struct ListOf { std::vector<ExprId> elements; };
enum class QuantifierKind : std::uint8_t { Any, All, Count, Sum, Min, Max };
// Visits elements in order (sets in printed order); `where` may be invalid. Any and All stop when decided. Each visit counts
// against Unit::visit_limit.
struct Quantifier { QuantifierKind kind; std::uint32_t variable = 0; ExprId source, where, body; };
// The value is computed once, before the body, which reads it as Element{variable}: what a `def` is called with.
struct Let { std::uint32_t variable = 0; ExprId value, body; };
// Built-in functions; the list is builtins.def, shared with core.
enum class Builtin : std::uint16_t {
#define BPOL_BUILTIN(name, spelling, helper) name,
#include "compiler/checked/builtins.def"
#undef BPOL_BUILTIN
};
struct Call { Builtin builtin; std::vector<ExprId> arguments; };

using Node = std::variant<Literal, Frame, Field, FactRead, SignalRead, Element, Object, CellRead, BandRead, Unwrap, Unary, Binary,
                          IsPresent, Coalesce, If, Match, IsArm, Contains, SubsetOf, TableContains, TableLookup, ListAt, SetOf, ListOf,
                          Quantifier, Let, Call>;

struct Expr {
  Node node;
  TypeRef type;
  std::uint64_t classes = 0;  // bit i: schema.classes[i] flows into this value
  Span span;
};

// --- what an action is made of ------------------------------------------------------------------------------------------------

// A value computed when first read and kept for the rest of the decision: a `let`, a consent's verdict, a score.
struct LetCell { ExprId value; };
// The verdict is Int: 0 satisfied, n the n-th of `verdicts` (from 1). `missing` (the fact is absent) is line 1.
struct ConsentCell { std::uint32_t consent = 0; ExprId fact_present; std::vector<ExprId> lines; };
struct ScoreCell { std::uint32_t score = 0; std::vector<ExprId> factors; };  // Int each; the sum is clamped
struct Cell {
  std::string name;
  std::variant<LetCell, ConsentCell, ScoreCell> kind;
  TypeRef type;
  std::uint32_t site = kNone;  // what a fault inside it names
};

struct Line {
  std::uint32_t line = kNone;   // schema.lines
  ExprId when;                  // invalid: always. `unless`, `from`, `until` and the passing over of approved reviews included
  std::vector<ExprId> requires_;
  std::uint32_t site = kNone;
  Span span;
};
struct Block {
  std::uint32_t block = kNone;  // schema.blocks
  ExprId guard;                 // invalid: always
  std::vector<Line> lines;
  std::uint32_t site = kNone;
};

struct Oblige {
  schema::ObligationSite site;  // function not yet given
  ExprId when;                  // may be invalid
  std::vector<ExprId> arguments;
  std::uint32_t fault_site = kNone;
};

// A line of a `redact` block, still as written: `describe` resolves precedence into schema::Redaction.
struct RedactLine {
  std::vector<std::string> path;  // from the root; elements of lists and maps as "[]", "[*]", arms by name; empty for a class
  std::uint32_t data_class = kNone;
  bool drop = false;
  schema::Treatment treatment = schema::Treatment::Remove;
  schema::Form form = schema::Form::None;
  std::uint32_t bin_length = 6;
  std::uint32_t key = kNone;
  ExprId when, unless;            // read the frame and the Object
  std::vector<std::string> controls;
  std::uint32_t site = kNone;
  Span span;
};
struct RedactBlock {
  std::string name;
  std::uint32_t type = kNone;     // the response type it speaks of
  bool pass_unknown = false;
  std::vector<RedactLine> lines;
  Span span;
};

struct Action {
  std::uint32_t action = kNone;   // schema.actions; its frame record, blocks and names are filled in
  std::vector<Cell> cells;        // a cell reads only cells of lower index
  std::vector<Block> blocks;      // rules and decide, in order of declaration
  std::vector<Block> residencies;
  std::vector<Oblige> obligations;
  std::vector<RedactBlock> redacts;
  std::vector<ExprId> live_roots; // every expression of the action: what they name is decoded and checked
  Span span;                      // of its name
};

// What may become of a record, beside schema.lifecycles, transition by transition. A condition reads the Object, which is the record,
// and the Frame, whose one field is `now`.
struct Transition {
  ExprId condition;               // invalid: always
  std::uint32_t site = kNone;     // what a fault in it names
  Span span;
};
struct Lifecycle {
  std::vector<Transition> transitions;
  Span span;                      // of the name of its states
};

// --- constants and tests --------------------------------------------------------------------------------------------------------

// A table is a constant of the unit. Rows are records of `row` type; a Set<Cidr> table has elements and no columns.
struct Table {
  std::string name;
  TypeRef type;                         // Set<T> or List<Row>
  std::vector<std::uint32_t> keys;      // row tables: key columns, as fields of the row record
  bool total = false;
  decision::Value value;                // Sequence
};

// Per record of schema.records, per field: its data class, an index in schema.classes.
using FieldClasses = std::vector<std::vector<std::uint32_t>>;

// A `test` block or one row of a test table, with the request as JSON text in the form of `bpol eval`.
struct ExpectedScore {
  std::string name;
  std::optional<std::int64_t> value;               // nothing: the score is not read
  std::vector<std::string> factors;                // the first ones that add points, at most four, as decisions list them
  bool asks_value = false, asks_factors = false;
};
// What a test asks of a lifecycle, instead of a decision.
struct TestMove {
  std::uint32_t lifecycle = kNone;           // schema.lifecycles
  std::string subject;                       // the fact whose record it is, as messages name it
  std::string record;                        // JSON
  values::Instant now = 0;
  std::string event, actor;                  // actor: empty of the clock
  std::uint32_t becomes = kNone;             // a member of the states; kNone: it stays as it is
  std::string reason;                        // why it stays; empty: not asked
};
struct Test {
  std::string name;
  std::uint32_t action = kNone;
  std::string request;                       // one JSON object
  std::string response;                      // JSON, or empty
  std::string expected_effect;               // empty: not asked
  std::string expected_reason;
  std::vector<std::string> expected_obligations;
  bool asks_obligations = false;
  std::vector<std::string> expected_regions; // empty: not asked
  std::string expected_acr;                  // empty: not asked
  std::string expected_response;             // JSON, or empty
  std::vector<ExpectedScore> expected_scores;
  std::vector<TestMove> moves;               // one an expectation; a test that has some asks for no decision
  Span span;
};

// A `fixture`: a whole request of its action, as above.
struct Fixture {
  std::string name;
  std::uint32_t action = kNone;
  std::string request;
};

// What must never happen, as far as it was asked for (Project::invariants).
struct NeverEffect { schema::Effect effect = schema::Effect::Deny; };
enum class Disclosure : std::uint8_t { Full, Any };         // the value itself, or anything of it
struct NeverReveal {
  std::uint32_t record = kNone;                             // schema.records; wherever it stands in a response
  std::vector<std::uint32_t> fields;                        // from there; elements of lists and maps have no part of their own
  Disclosure disclosure = Disclosure::Full;
};
struct InvariantCase {                                      // an action that it speaks of
  std::uint32_t action = kNone;
  ExprId condition;                                         // invalid: always. One of the action's live roots
};
struct Invariant {
  std::string name;
  std::vector<std::string> controls;                        // as lines have them
  std::variant<NeverEffect, NeverReveal> claim;
  std::vector<InvariantCase> cases;
  Span span;                                                // of its name
};

struct Unit {
  schema::Unit schema;                       // complete but for layouts, functions, live trees, redactions and cost
  FieldClasses field_classes;
  std::vector<std::uint64_t> class_covers;   // per class: bit i set when class i is the same or stronger
  std::uint32_t default_class = kNone;
  std::vector<Expr> exprs;
  std::vector<Table> tables;
  std::vector<std::vector<std::string>> consent_lines;  // per consent: names of its verdicts, `missing` first
  std::vector<std::string> consents;
  std::vector<Action> actions;               // one a schema.actions
  std::vector<Lifecycle> lifecycles;         // one a schema.lifecycles
  std::vector<Test> tests;
  std::vector<Fixture> fixtures;
  std::vector<Invariant> invariants;         // in order of declaration; empty unless they were asked for
  std::shared_ptr<Arena> constants = std::make_shared<Arena>();

  const Expr& At(ExprId id) const { return exprs[id.index]; }
};

// --- functions --------------------------------------------------------------------------------------------------------------------

// What function i of the unit computes; `describe` numbers them, `lower` and `evaluate` give them bodies.
struct DecideFunction {};
struct ResidencyFunction {};
struct ObligationFunction { std::uint32_t site = 0; };                    // in Action::obligations
struct ConditionFunction { ExprId condition; std::uint32_t site = kNone; };  // Bool; may read the Object
struct CheckFunction { std::vector<ExprId> reached; std::uint32_t site = kNone; };  // evaluated in order for their faults only
struct Function {
  std::uint32_t action = 0;  // behind the actions stand the lifecycles: unit.actions.size() + i is lifecycle i
  std::variant<DecideFunction, ResidencyFunction, ObligationFunction, ConditionFunction, CheckFunction> kind;
};

}  // namespace bpol::checked
