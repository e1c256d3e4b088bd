// Blocks: rules, decide, consent, lifecycle, residency, redact, score (language.md sections 6 and 7).
// A condition is one ExprId: `when a unless b` is Binary Unless, a lone `unless b` is Unary Unless, none is always.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "compiler/syntax/declaration.h"
#include "compiler/syntax/expr.h"
#include "compiler/syntax/name.h"

namespace bpol::syntax {

struct Control {  // psd2.rts("36(1)(a)")
  Path catalogue;
  Text id;
  Span span;
};

struct Requirement {  // require condition else "code"
  ExprId condition;
  std::optional<Text> code;
  Span span;
};

struct Challenge {  // with acr "…" max_age 5min
  std::optional<Text> acr;
  ExprId max_age;
  Span span;
};

struct Oblige {  // oblige audit(full) when condition
  Name obligation;
  std::vector<ExprId> arguments;
  ExprId condition;
  Span span;
};

// One line of rules, decide or residency. Which parts fit which effect and block is the checker's question.
struct Line {
  LineEffect effect;
  Span effect_span;
  Name name;
  std::optional<Text> text;
  std::optional<Text> reason;
  std::vector<Control> controls;
  std::optional<Text> owner;
  std::vector<Text> regions;  // in region "eu-central", "eu-west"
  std::optional<Text> from;   // a date as written: 2026-11-20
  std::optional<Text> until;
  std::vector<LetDecl> lets;
  ExprId condition;
  std::vector<Requirement> requirements;
  std::optional<Challenge> challenge;
  std::vector<Oblige> obligations;
  Span span;
};

struct OnClause {                   // on permit oblige audit(full); on any effect oblige …
  std::vector<LineEffect> effects;  // empty: any
  std::vector<Oblige> obligations;
  Span span;
};

using BlockItem = std::variant<Line, OnClause, LetDecl>;

enum class BlockKind { Rules, Decide };

struct RuleBlock {  // rules Name for Action when guard opens context { … }; decide … first match { … }
  BlockKind kind;
  Name name;
  std::vector<Name> actions;
  ExprId guard;
  ExprId opens;  // none: nothing is opened
  std::vector<Control> controls;
  std::optional<Text> owner;
  std::vector<BlockItem> items;
};

struct ConsentLine {
  Name name;
  std::optional<Text> text;
  std::vector<Control> controls;
  ExprId condition;
  Span span;
};

using ConsentItem = std::variant<ConsentLine, LetDecl>;

struct ConsentDecl {  // consent AisConsent uses consent as c control … { name when condition }
  Name name;
  Name fact;
  std::optional<Name> alias;
  std::vector<Control> controls;
  std::optional<Text> owner;
  std::vector<ConsentItem> items;
};

struct Transition {  // from becomes to on event by actor, actor when condition
  Name from;
  Name to;
  Name event;
  std::vector<Name> actors;  // empty for `clock`
  ExprId condition;
  Span span;
};

struct LifecycleDecl {  // lifecycle Status for Record { start A … final B, C }
  Name status;
  Name record;
  std::optional<Name> start;
  std::vector<Transition> transitions;
  std::vector<Name> finals;
};

using ResidencyItem = std::variant<Line, LetDecl>;

struct ResidencyDecl {  // residency Name for class first match { … }
  Name name;
  std::vector<Name> classes;
  ExprId guard;
  std::vector<Control> controls;
  std::optional<Text> owner;
  std::vector<ResidencyItem> items;  // lines are deny and serve
};

enum class RedactStepKind { Field, Elements, Entries };  // name, [], [*]

struct RedactStep {
  RedactStepKind kind;
  Name name;  // of Field
  Span span;
};

struct RedactPath {
  std::vector<RedactStep> steps;
  Span span;
};

enum class TransformKind { Keep, Generalise, Mask, Truncate, Tokenise, Hash, Remove, Scan };

struct Transform {  // mask; truncate pan; mask(iban); hash(analytics)
  TransformKind kind;
  std::vector<ExprId> arguments;
  Span span;
};

enum class RedactLineKind { Drop, Field, Class, PassUnknown };

struct RedactLine {
  RedactLineKind kind;
  RedactPath path;                     // of Drop and Field
  Name data_class;                     // of Class
  std::optional<Transform> transform;  // of Field and Class
  std::vector<Control> controls;
  ExprId condition;
  Span span;
};

using RedactItem = std::variant<RedactLine, LetDecl>;

struct RedactDecl {  // redact AccountView for ReadAccounts { … }
  Name record;
  std::vector<Name> actions;
  std::vector<RedactItem> items;
};

enum class BinPatternKind { Absent, Comparison, Range, Value, In };

struct BinPattern {
  BinPatternKind kind;
  BinaryOp op = BinaryOp::Equal;  // of Comparison: Less … GreaterEqual
  ExprId value;                   // of Comparison, Value, In
  std::optional<IntRange> range;  // of Range; both ends belong to it
  Span span;
};

enum class BinKind { Patterns, Condition, Otherwise };

struct Bin {  // absent -> 150; < 24h -> 100; when condition -> 260; otherwise -> 0
  BinKind kind;
  std::vector<BinPattern> patterns;
  ExprId condition;  // of Condition
  ExprId points;
  Span span;
};

struct Factor {
  Name name;
  std::optional<Text> text;
  ExprId by;  // none: bins are conditions
  std::vector<Control> controls;
  std::vector<Bin> bins;
  Span span;
};

enum class AdjustmentKind { Add, Take };

struct Adjustment {  // add 220 name "text" when condition
  AdjustmentKind kind;
  ExprId points;
  Name name;
  std::optional<Text> text;
  std::vector<Control> controls;
  ExprId condition;
  Span span;
};

struct Band {  // low < 250; the last one has no bound
  Name name;
  ExprId below;
  Span span;
};

using ScoreItem = std::variant<Factor, Adjustment, LetDecl>;

struct ScoreDecl {  // score Risk: 0..1000 version "…" owner "…" challenger of Champion { … }
  Name name;
  IntRange range;
  std::optional<Text> version;
  std::optional<Text> owner;
  std::optional<Name> champion;  // present: this one is a challenger
  std::vector<Control> controls;
  std::vector<ScoreItem> items;
  std::vector<Band> bands;
};

}  // namespace bpol::syntax
