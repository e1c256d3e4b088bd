// core::Program: a unit as the machine sees it, and still as lines of rules. Small: loads from a frame at an offset,
// lazy choices, arithmetic with named faults, sets, quantifiers, cells, helper calls; above them blocks of lines.
// `lower` makes it, `optimise` rewrites it, `emit` turns it into code; docs/core.md is its reference, and its text can
// be read back.
//
// INVARIANT: expressions are trees: a node is an operand of at most one other and the root of at most one place;
// operands have lower ids than their node. What is needed twice is bound by `let`. INVARIANT: function i is
// checked::Function i; actions, lines, blocks, sites are those of schema::Unit, and behind the actions stand its
// lifecycles, which have no cells. INVARIANT: a line's `when` stays an
// expression over its tests, never a flow of control: the index finds them there.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "runtime/base/id.h"
#include "runtime/schema/schema.h"

namespace bpol::core {

using ExprId = Id<struct ExprTag>;
using schema::kNone;

// How a value is held. Bool: one bit; Int: 64 bits (also instants, enums, sets of an enum); Text, Money, Decimal and
// Sequence: two words; Ip, Cidr, Record: a pointer to where it stands.
enum class Rep : std::uint8_t { Bool, Int, Text, Money, Decimal, Ip, Cidr, Sequence, Record };

struct Type {
  Rep rep = Rep::Bool;
  bool optional = false;
  friend bool operator==(Type, Type) = default;
};

// Bytes of a value of this representation where it stands in a cell or is an element of a sequence (of a Record in a
// cell: its pointer; a record as an element has the stride of its type).
std::uint32_t BytesOf(Rep rep);

enum class Op : std::uint8_t {
#define BPOL_OP(name, spelling, immediates, signature) name,
#include "compiler/core/ops.def"
#undef BPOL_OP
};

struct Expr {
  Op op = Op::Bool;
  Type type = {};                            // what it gives; computed from the operands, except where ops.def says `=`
  std::array<std::int64_t, 4> immediates{};  // as many as ops.def says
  std::vector<ExprId> operands = {};
};

// --- constants
// ---------------------------------------------------------------------------------------------------------------

// A word of constant memory: a number, or the address of another constant of lower index.
struct Word {
  std::int64_t value = 0;
  bool address = false;
  friend bool operator==(Word, Word) = default;
};
// The bytes of a text, or memory laid out as in a frame: elements of a sequence, rows of a table, an address.
using Constant = std::variant<std::string, std::vector<Word>>;

struct KeyColumn {
  std::uint32_t offset = 0;  // in the row
  Rep rep = Rep::Int;        // a scalar
};
// Rows sorted by their key columns, as decision::Compare orders values; a lookup gives the first that equals all keys.
struct Table {
  std::uint32_t constant = 0;
  std::uint32_t rows = 0;
  std::uint32_t stride = 0;
  std::vector<KeyColumn> keys = {};
};

// --- what an action is made of
// -------------------------------------------------------------------------------------------------

struct LetCell {
  ExprId value = {};
};
// 0 satisfied; 1 the fact is absent; n + 2 line n holds.
struct ConsentCell {
  ExprId fact_present = {};  // may be invalid: then it is there
  std::vector<ExprId> lines = {};
};
// Factors are summed (arithmetic.overflow), the sum clamped; the band is the first whose bound is above the sum.
struct ScoreCell {
  std::uint32_t score = 0;  // in schema::Unit::scores
  std::int64_t minimum = 0, maximum = 0;
  std::vector<std::int64_t> bands = {};  // exclusive upper bounds of all but the last
  std::vector<ExprId> factors = {};
};
// Computed when first read, then kept at `offset` of the scratch memory: state (1: computed), then for an optional 1
// where it is present, then the value as BytesOf says; a score has its band and a word a factor behind the value.
struct Cell {
  std::string name = {};
  std::uint32_t site = kNone;
  std::uint32_t offset = 0;
  Type type = {};
  std::variant<LetCell, ConsentCell, ScoreCell> kind = {};
};
struct Action {
  std::uint32_t scratch_size = 0;  // bytes
  std::vector<Cell> cells = {};    // a cell reads only cells of lower index
};

struct Line {
  std::uint32_t line = 0;
  std::uint32_t site = kNone;
  ExprId when = {};  // invalid: always
  std::vector<ExprId> requires_ = {};
};
// What one piece of code answers: some lines that follow each other; or a single one that is a pattern for many, which
// differ in constants. Of a pattern, `line` and `site` are kNone: they stand in the row, with the constants (rows.h).
struct Shape {
  std::vector<Line> lines = {};
  bool IsPattern() const { return lines.size() == 1 && lines[0].line == kNone; }
};
// An index over the lines of a block: of each list, only the rows from the place that its expression gives are asked,
// and those of all lists in the order of the block.
struct Dispatch {
  std::vector<ExprId> lists = {};  // int: offsets in `rows`
  std::uint32_t rows = 0;          // a constant
  std::vector<Shape> shapes = {};
  bool exists() const { return !lists.empty(); }
};
struct Block {
  std::uint32_t block = 0;
  schema::BlockKind kind = schema::BlockKind::Rules;  // Rules: every line; the others stop at the first that holds
  std::uint32_t site = kNone;
  ExprId guard = {};  // invalid: always
  std::vector<Line> lines = {};
  Dispatch dispatch = {};  // where it exists, `lines` is empty
};

// --- functions
// -------------------------------------------------------------------------------------------------------------------

struct BlocksFunction {
  std::vector<Block> blocks = {};
};
// Writes each argument as it stands in a frame.
struct ObligationFunction {
  std::uint32_t site = kNone;
  ExprId when = {};  // invalid: always
  std::vector<ExprId> arguments = {};
};
struct ConditionFunction {
  std::uint32_t site = kNone;
  ExprId condition = {};
};
struct CheckFunction {
  std::uint32_t site = kNone;
  std::vector<ExprId> reached = {};
};
struct Function {
  std::uint32_t action = 0;
  std::variant<BlocksFunction, ObligationFunction, ConditionFunction, CheckFunction> kind = {};
};

struct Program {
  std::vector<Expr> exprs = {};
  std::vector<Constant> constants = {};
  std::vector<Table> tables = {};
  std::vector<Action> actions = {};
  std::vector<Function> functions = {};

  const Expr& At(ExprId id) const { return exprs[id.index]; }
};

}  // namespace bpol::core
