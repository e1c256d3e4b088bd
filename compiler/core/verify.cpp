#include "compiler/core/verify.h"

#include <algorithm>
#include <map>
#include <set>

#include "compiler/core/given.h"
#include "compiler/core/ops.h"
#include "compiler/core/rows.h"
#include "compiler/core/walk.h"
#include "runtime/abi/helpers.h"

namespace bpol::core {
namespace {

constexpr std::int64_t kMaxOffset = 1 << 30;

bool IsOffset(std::int64_t value) {
  return value >= 0 && value < kMaxOffset && value % 8 == 0;
}
bool IsBit(std::int64_t value) {
  return value >= -1 && value < 1 << 16;
}

std::size_t WordsOf(const Program& program, std::int64_t constant) {
  const auto* words = std::get_if<std::vector<Word>>(&program.constants[static_cast<std::size_t>(constant)]);
  return words == nullptr ? 0 : words->size();
}

class Verifier {
 public:
  explicit Verifier(const Program& program) : program_(program), used_(program.exprs.size()) {}

  Status Run() {
    for (std::size_t i = 0; i < program_.constants.size() && ok_; ++i) CheckConstant(i);
    for (std::size_t i = 0; i < program_.tables.size() && ok_; ++i) CheckTable(i);
    for (std::size_t i = 0; i < program_.actions.size() && ok_; ++i) CheckAction(i);
    for (std::size_t i = 0; i < program_.functions.size() && ok_; ++i) CheckFunction(i);
    if (!ok_) return Error{"core program: " + message_};
    ForEachRoot(program_, [&](const Root& root, ExprId expr) {
      root_ = root;
      if (!ok_ || !CheckExpr(expr, 0)) return;
      if (program_.At(expr).type != root.wanted) Fail("a root has another type than its place", expr);
    });
    for (const Function& function : program_.functions) {
      const auto* blocks = std::get_if<BlocksFunction>(&function.kind);
      for (std::size_t i = 0; ok_ && blocks != nullptr && i < blocks->blocks.size(); ++i) CheckBlock(blocks->blocks[i]);
    }
    if (!ok_) return Error{"core program: " + message_};
    return {};
  }

 private:
  bool Fail(std::string_view what, std::size_t index) {
    if (ok_) message_ = std::string(what) + " (" + std::to_string(index) + ")";
    return ok_ = false;
  }
  bool Fail(std::string_view what, ExprId expr) {
    if (ok_) message_ = std::string(what) + ": node " + std::to_string(expr.index);
    if (ok_ && expr.index < program_.exprs.size()) message_ += ", " + std::string(InfoOf(program_.At(expr).op).name);
    return ok_ = false;
  }

  void CheckConstant(std::size_t index) {
    const auto* words = std::get_if<std::vector<Word>>(&program_.constants[index]);
    if (words == nullptr) return;
    for (const Word& word : *words) {
      if (word.address && (word.value < 0 || word.value >= static_cast<std::int64_t>(index)))
        Fail("a constant names one that does not stand before it", index);
    }
  }

  void CheckTable(std::size_t index) {
    const Table& table = program_.tables[index];
    if (table.constant >= program_.constants.size() || table.stride % 8 != 0 || table.stride == 0 ||
        table.rows > WordsOf(program_, table.constant) / (table.stride / 8)) {
      Fail("a table's rows do not lie in its constant", index);
      return;
    }
    for (const KeyColumn& key : table.keys) {
      const bool fits = key.rep != Rep::Bool && key.rep != Rep::Sequence && key.rep != Rep::Record;
      if (!fits || !IsOffset(key.offset) || key.offset + BytesOf(key.rep) > table.stride)
        Fail("a table's key does not lie in its row", index);
    }
    if (table.keys.empty()) Fail("a table has no key", index);
  }

  void CheckAction(std::size_t index) {
    const Action& action = program_.actions[index];
    for (const Cell& cell : action.cells) {
      std::uint64_t size = 8 + (cell.type.optional ? 8 : 0) + BytesOf(cell.type.rep);
      if (const auto* score = std::get_if<ScoreCell>(&cell.kind)) size += 8 + 8 * score->factors.size();
      if (!IsOffset(cell.offset) || cell.offset + size > action.scratch_size)
        Fail("a cell does not lie in the scratch memory of action", index);
      const bool is_let = std::holds_alternative<LetCell>(cell.kind);
      if (!is_let && cell.type != Type{Rep::Int}) Fail("a consent or score is an int, action", index);
    }
    if (action.scratch_size > kMaxOffset) Fail("an action's scratch memory is too large", index);
  }

  void CheckFunction(std::size_t index) {
    if (program_.functions[index].action >= program_.actions.size()) Fail("a function's action is unknown", index);
    const auto* obligation = std::get_if<ObligationFunction>(&program_.functions[index].kind);
    if (obligation != nullptr && obligation->arguments.size() > 8) Fail("an obligation has over 8 arguments", index);
  }

  // After every expression, since what a pattern loads has been seen by then.
  void CheckBlock(const Block& block) {
    for (const Line& line : block.lines)
      if (line.line == kNone) Fail("a pattern stands outside of an index, block", block.block);
    if (!block.dispatch.exists()) return;
    if (!block.lines.empty()) Fail("lines stand beside an index, block", block.block);
    const std::vector<Word>& rows = RowsOf(program_, block.dispatch);
    const std::optional<Row> first = RowAt(rows, 0);
    if (!first || first->place != kNoPlace || !first->last) Fail("rows begin with an empty list, block", block.block);
    for (const Shape& shape : block.dispatch.shapes)
      for (const Line& line : shape.lines)
        if (line.line == kNone && !shape.IsPattern()) Fail("a pattern stands among lines, block", block.block);
    if (block.dispatch.shapes.size() > kMostShapes) Fail("an index has too many shapes, block", block.block);
    for (const ExprId list : block.dispatch.lists) {
      const auto places = PlacesOf(program_, list);
      if (!places) Fail("a list is not found by its key", list);
      for (std::size_t i = 0; ok_ && i < places->size(); ++i) CheckRows(block.dispatch, rows, (*places)[i], list);
    }
  }

  void CheckRows(const Dispatch& dispatch, const std::vector<Word>& rows, std::size_t at, ExprId list) {
    for (std::optional<std::uint32_t> before; ok_;) {
      const std::optional<Row> row = RowAt(rows, at);
      if (!row) return void(Fail("a row does not lie in its constant", list));
      if (row->place == kNoPlace) return void((at == 0 && row->last) || Fail("an empty list inside another", list));
      if (before && row->place <= *before) return void(Fail("rows do not stand in the order of the block", list));
      if (row->shape >= dispatch.shapes.size()) return void(Fail("a row has no shape", list));
      const Shape& shape = dispatch.shapes[row->shape];
      if (shape.IsPattern() && (row->line == kNone || row->words * 8 < row_bytes_[&shape]))
        return void(Fail("a row is shorter than its pattern", list));
      if (row->last) return;
      before = row->place;
      at += row->words;
    }
  }

  bool CheckExpr(ExprId id, int depth) {
    if (depth > 2000) return Fail("an expression is too deep", id);
    if (id.index >= program_.exprs.size()) return Fail("a node is unknown", id);
    if (used_[id.index]++ != 0) return Fail("a node is used twice", id);
    const Expr& expr = program_.At(id);
    if (!CheckImmediates(id, expr)) return false;
    for (std::size_t i = 0; i < expr.operands.size(); ++i) {
      if (expr.operands[i].index >= id.index) return Fail("an operand does not stand before its node", id);
      const bool binds = Binds(expr.op) && i > 0;
      if (binds && i == 1 && !Bind(id, expr)) return false;
      if (!CheckExpr(expr.operands[i], depth + 1)) return false;
    }
    if (Binds(expr.op)) variables_.erase(expr.immediates[0]);
    const std::optional<Type> type = TypeOf(program_, expr);
    if (!type || *type != expr.type) return Fail("operands do not fit", id);
    return CheckOp(id, expr);
  }

  // Let, and the quantifiers: the first operand stands outside of the variable's scope.
  static bool Binds(Op op) { return op == Op::Let || InfoOf(op).immediates == "vrd"; }

  bool Bind(ExprId id, const Expr& expr) {
    const Type type = expr.op == Op::Let ? program_.At(expr.operands[0]).type : Type{Rep(expr.immediates[1])};
    if (!variables_.emplace(expr.immediates[0], type).second) return Fail("a variable is bound inside itself", id);
    return true;
  }

  bool CheckImmediates(ExprId id, const Expr& expr) {
    const std::string_view kinds = InfoOf(expr.op).immediates;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      if (!ImmediateFits(kinds[i], expr.immediates[i])) return Fail("an immediate is out of range", id);
    }
    return true;
  }

  bool ImmediateFits(char kind, std::int64_t value) const {
    switch (kind) {
      case 'k':
        return value >= 0 && value < static_cast<std::int64_t>(program_.constants.size());
      case 'o':
      case 'd':
        return IsOffset(value);
      case 'p':
      case 'u':
        return IsBit(value);
      case 's':
        return value >= 0 && value <= kNone;
      case 'v':
        return value >= 0;
      case 'c':
        return value >= 0 && value < CellsInSight();
      case 't':
        return value >= 0 && value < static_cast<std::int64_t>(program_.tables.size());
      case 'r':
        return value >= 0 && value <= static_cast<std::int64_t>(Rep::Record);
      case 'h':
        return value >= 0 && value < static_cast<std::int64_t>(abi::kHelperCount);
      default:
        return true;
    }
  }

  // A cell reads only those before it; a function all of its action.
  std::int64_t CellsInSight() const {
    return root_.cell != kNone ? root_.cell : static_cast<std::int64_t>(program_.actions[root_.action].cells.size());
  }

  bool CheckOp(ExprId id, const Expr& expr) {
    switch (expr.op) {
      case Op::Bool:
        return expr.immediates[0] == 0 || expr.immediates[0] == 1 || Fail("a bool is 0 or 1", id);
      case Op::Text:
        return std::holds_alternative<std::string>(program_.constants[std::size_t(expr.immediates[0])]) ||
               Fail("the constant is no text", id);
      case Op::Ip:
        return WordsOf(program_, expr.immediates[0]) == 2 || Fail("the constant is no address", id);
      case Op::Cidr:
        return WordsOf(program_, expr.immediates[0]) == 3 || Fail("the constant is no prefix", id);
      case Op::Sequence:
        return (expr.immediates[1] >= 0 &&
                std::uint64_t(expr.immediates[1]) <= WordsOf(program_, expr.immediates[0])) ||
               Fail("the constant is shorter than the sequence", id);
      case Op::Record:
        return WordsOf(program_, expr.immediates[0]) > 0 || Fail("the constant is no record", id);
      case Op::Row:
        return root_.pattern != nullptr || Fail("a row is read outside of a pattern", id);
      case Op::Load:
        if (program_.At(expr.operands[0]).op == Op::Row) {
          std::uint64_t& bytes = row_bytes_[root_.pattern];
          bytes = std::max<std::uint64_t>(bytes, std::uint64_t(expr.immediates[0]) + BytesOf(expr.type.rep));
        }
        return expr.type.optional == (expr.immediates[1] >= 0) || Fail("optional without a presence bit", id);
      case Op::ReadFact:
      case Op::ReadSignal:
        return !expr.type.optional || expr.immediates[1] >= 0 || Fail("optional without a presence bit", id);
      case Op::Cell:
      case Op::Band:
        return CheckCell(id, expr);
      case Op::Var:
        return CheckVariable(id, expr);
      case Op::OneOf:
        for (std::size_t i = 1; i < expr.operands.size(); ++i)
          if (program_.At(expr.operands[i]).op != Op::Int) return Fail("a member is no constant", id);
        return true;
      case Op::ElementAt:
        return expr.immediates[1] > 0 || Fail("an odd stride", id);
      case Op::Lookup:
        return CheckLookup(id, expr);
      case Op::MakeList:
      case Op::MakeSet:
        return CheckMake(id, expr);
      case Op::Call: {
        const std::string_view wrong = WrongGiven(program_, expr);
        return wrong.empty() || Fail(std::string(wrong), id);
      }
      case Op::CallText:
        return expr.immediates[1] + expr.immediates[2] <= program_.actions[root_.action].scratch_size ||
               Fail("a text does not lie in the scratch memory", id);
      case Op::CallAddress:
        return expr.immediates[1] + BytesOf(expr.type.rep) <= program_.actions[root_.action].scratch_size ||
               Fail("an address does not lie in the scratch memory", id);
      default:
        return true;
    }
  }

  bool CheckCell(ExprId id, const Expr& expr) {
    const Cell& cell = program_.actions[root_.action].cells[std::size_t(expr.immediates[0])];
    if (expr.op == Op::Band) return std::holds_alternative<ScoreCell>(cell.kind) || Fail("no score has this band", id);
    return cell.type == expr.type || Fail("a cell has another type", id);
  }

  bool CheckVariable(ExprId id, const Expr& expr) {
    const auto found = variables_.find(expr.immediates[0]);
    return (found != variables_.end() && found->second == expr.type) || Fail("a variable is not in scope", id);
  }

  bool CheckLookup(ExprId id, const Expr& expr) {
    const Table& table = program_.tables[std::size_t(expr.immediates[0])];
    if (table.keys.size() != expr.operands.size()) return Fail("a lookup has another number of keys", id);
    for (std::size_t i = 0; i < table.keys.size(); ++i) {
      if (program_.At(expr.operands[i]).type.rep != table.keys[i].rep) return Fail("a key has another type", id);
    }
    return true;
  }

  bool CheckMake(ExprId id, const Expr& expr) {
    const auto stride = std::uint64_t(expr.immediates[1]);
    for (const ExprId operand : expr.operands) {
      const Rep rep = program_.At(operand).type.rep;
      if (rep != program_.At(expr.operands[0]).type.rep) return Fail("elements differ in type", id);
      if (stride == 0 || (rep != Rep::Record && stride != BytesOf(rep))) return Fail("an odd stride", id);
      if (rep == Rep::Record && expr.op == Op::MakeSet) return Fail("a set holds scalars", id);
    }
    return std::uint64_t(expr.immediates[0]) + stride * expr.operands.size() <=
               program_.actions[root_.action].scratch_size ||
           Fail("a sequence does not lie in the scratch memory", id);
  }

  const Program& program_;
  std::vector<std::uint8_t> used_;
  std::map<std::int64_t, Type> variables_;
  std::map<const Shape*, std::uint64_t> row_bytes_;  // what each pattern loads of its rows
  Root root_;
  bool ok_ = true;
  std::string message_;
};

}  // namespace

Status Verify(const Program& program) {
  return Verifier(program).Run();
}

}  // namespace bpol::core
