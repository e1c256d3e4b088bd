// A row of a table with one key is found by the hash of its key, and not by halving: the places of rows stand in a
// table of keys (runtime/values/key_table.h), and the row that stands there is asked whether the key is its own.
#include <algorithm>
#include <map>

#include "compiler/core/builder.h"
#include "compiler/core/walk.h"
#include "compiler/optimise/rewrites.h"
#include "runtime/values/key_table.h"

namespace bpol::optimise {

using core::Constant;
using core::Expr;
using core::ExprId;
using core::Op;
using core::Rep;
using core::Word;

namespace {

constexpr std::uint32_t kFewestRows = 8;  // below, halving is as fast

bool HasVariable(Op op) {
  switch (op) {
    case Op::Var:
    case Op::Let:
    case Op::Any:
    case Op::All:
    case Op::Count:
    case Op::Sum:
    case Op::Least:
    case Op::Greatest:
      return true;
    default:
      return false;
  }
}

class TableHasher {
 public:
  TableHasher(core::Program& program, Index index)
      : program_(program), builder_(program), fewest_(index == Index::Everywhere ? 1 : kFewestRows) {
    for (const Expr& expr : program.exprs)
      if (HasVariable(expr.op)) next_variable_ = std::max(next_variable_, expr.immediates[0] + 1);
  }

  bool Concerns(ExprId id) const {
    const Expr& expr = program_.At(id);
    return IsHashed(expr) || std::ranges::any_of(expr.operands, [&](ExprId operand) { return Concerns(operand); });
  }

  ExprId Rewritten(ExprId id) {
    Expr expr = program_.At(id);
    for (ExprId& operand : expr.operands) operand = Rewritten(operand);
    if (IsHashed(expr)) return Hashed(expr);
    program_.exprs.push_back(std::move(expr));
    return ExprId{static_cast<std::uint32_t>(program_.exprs.size() - 1)};
  }

 private:
  bool IsHashed(const Expr& expr) const {
    if (expr.op != Op::Lookup) return false;
    const core::Table& table = program_.tables[static_cast<std::size_t>(expr.immediates[0])];
    return table.keys.size() == 1 && table.rows >= fewest_ &&
           (table.keys[0].rep == Rep::Text || table.keys[0].rep == Rep::Int);
  }

  // Where the rows of a table stand, from 1, by the tags of their keys. Rows that share a tag are found by halving:
  // their place is one behind the last.
  struct Places {
    std::uint32_t constant = 0;
    std::int64_t size = 0;
    bool shared = false;
  };

  ExprId Hashed(const Expr& lookup) {
    const auto index = static_cast<std::size_t>(lookup.immediates[0]);
    const core::Table table = program_.tables[index];
    const Places places = PlacesOf(index);
    const core::KeyColumn column = table.keys[0];
    const std::int64_t key = next_variable_++, place = next_variable_++;
    const auto wanted = [&] { return builder_.Var(key, {column.rep}); };
    const ExprId hash = column.rep == Rep::Text ? builder_.Call(abi::Helper::HashText, {wanted()}) : wanted();
    const ExprId by_key = builder_.Add(Op::Sequence, {places.constant, places.size}, {});
    const ExprId found = builder_.Call(abi::Helper::FindRows, {by_key, hash});
    ExprId row = RowAt(table, place, wanted);
    if (places.shared) {
      const ExprId is_shared = builder_.Add(Op::Eq, {builder_.Var(place, {Rep::Int}), builder_.Int(table.rows + 1)});
      row = builder_.Add(Op::If, {is_shared, builder_.Add(Op::Lookup, {lookup.immediates[0]}, {wanted()}), row});
    }
    return builder_.Add(Op::Let, {key}, {lookup.operands[0], builder_.Add(Op::Let, {place}, {found, row})});
  }

  // The row at a place, if the key is its own.
  ExprId RowAt(const core::Table& table, std::int64_t place, const auto& wanted) {
    const core::KeyColumn column = table.keys[0];
    const std::int64_t row = next_variable_++;
    const auto read = [&] { return builder_.Var(row, {Rep::Record, true}); };
    const ExprId rows = builder_.Add(Op::Sequence, {table.constant, table.rows}, {});
    const ExprId from_0 = builder_.Add(Op::Sub, {builder_.Var(place, {Rep::Int}), builder_.Int(1)});
    const ExprId element =
        builder_.Add(Op::ElementAt, {static_cast<std::int64_t>(Rep::Record), table.stride}, {rows, from_0});
    const ExprId have = builder_.Load(builder_.Add(Op::Unwrap, {read()}), column.rep, column.offset, schema::kNone);
    const ExprId same = column.rep == Rep::Text ? builder_.Call(abi::Helper::EqualText, {have, wanted()})
                                                : builder_.Add(Op::Eq, {have, wanted()});
    const ExprId is_its_own = builder_.Add(Op::And, {builder_.Add(Op::Present, {read()}), same});
    return builder_.Add(Op::Let, {row},
                        {element, builder_.Add(Op::If, {is_its_own, read(), builder_.None(Rep::Record)})});
  }

  const Places& PlacesOf(std::size_t index) {
    if (const auto known = places_.find(index); known != places_.end()) return known->second;
    const core::Table& table = program_.tables[index];
    std::map<std::uint32_t, std::uint32_t> by_tag;
    Places places;
    for (std::uint32_t row = 0; row < table.rows; ++row) {
      const auto [entry, is_new] = by_tag.emplace(TagOf(table, row), row + 1);
      if (is_new) continue;
      entry->second = table.rows + 1;
      places.shared = true;
    }
    std::vector<values::TaggedOffset> entries;
    for (const auto& [tag, place] : by_tag) entries.push_back({tag, place});
    std::vector<Word> words;
    for (const std::int64_t word : values::MakeKeyTable(entries)) words.push_back({word});
    places.size = static_cast<std::int64_t>(words.size());
    places.constant = builder_.Intern(std::move(words));
    return places_.emplace(index, places).first->second;
  }

  std::uint32_t TagOf(const core::Table& table, std::uint32_t row) const {
    const auto& words = std::get<std::vector<Word>>(program_.constants[table.constant]);
    const std::size_t at = (std::size_t{row} * table.stride + table.keys[0].offset) / sizeof(std::int64_t);
    if (table.keys[0].rep == Rep::Int) return values::TagOfKey(words[at].value);
    const auto& text = std::get<std::string>(program_.constants[static_cast<std::size_t>(words[at].value)]);
    return values::TagOfKey(values::HashOfText(text));
  }

  core::Program& program_;
  core::Builder builder_;
  const std::uint32_t fewest_;
  std::int64_t next_variable_ = 0;
  std::map<std::size_t, Places> places_;
};

}  // namespace

void HashTables(core::Program& program, const OptimiseOptions& options) {
  TableHasher hasher(program, options.index);
  core::ForEachRoot(program, [&](const core::Root&, ExprId& expr) {
    if (hasher.Concerns(expr)) expr = hasher.Rewritten(expr);
  });
}

}  // namespace bpol::optimise
