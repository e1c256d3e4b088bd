#include "compiler/core/read.h"

#include <algorithm>
#include <charconv>

#include "compiler/core/ops.h"
#include "compiler/core/sexp.h"
#include "compiler/core/verify.h"
#include "runtime/abi/helpers.h"

namespace bpol::core {
namespace {

// Reads with a flag instead of a Result a call: the first error is kept, and reading what follows it does no harm.
class Reader {
 public:
  Result<Program> Run(const Sexp& sexp) {
    if (!sexp.IsList("program")) Fail(sexp, "`(program …)` is expected");
    for (std::size_t i = 1; i < sexp.items.size() && error_.empty(); ++i) ReadItem(sexp.items[i]);
    if (!error_.empty()) return Error{error_};
    BPOL_TRY_STATUS(Verify(program_));
    return std::move(program_);
  }

 private:
  void Fail(const Sexp& at, std::string_view what) {
    if (error_.empty()) error_ = "core text, line " + std::to_string(at.line) + ": " + std::string(what);
  }

  // Item `index` of a list; an empty list in its place where there is none.
  const Sexp& Item(const Sexp& sexp, std::size_t index) {
    static const Sexp none;
    if (index < sexp.items.size()) return sexp.items[index];
    Fail(sexp, "the list is too short");
    return none;
  }

  std::int64_t Number(const Sexp& sexp) {
    std::int64_t value = 0;
    const char* end = sexp.text.data() + sexp.text.size();
    const auto [rest, problem] = std::from_chars(sexp.text.data(), end, value);
    if (sexp.kind != Sexp::Kind::Word || sexp.text.empty() || problem != std::errc() || rest != end)
      Fail(sexp, "a number is expected");
    return value;
  }
  std::uint32_t Index(const Sexp& sexp) {
    const std::int64_t value = Number(sexp);
    if (value < 0 || value > kNone) Fail(sexp, "an index is expected");
    return static_cast<std::uint32_t>(value);
  }
  // `(site 3)` as item `index`.
  std::uint32_t Tagged(const Sexp& sexp, std::size_t index, std::string_view head) {
    const Sexp& item = Item(sexp, index);
    if (!item.IsList(head) || item.items.size() != 2) {
      Fail(item, "`(" + std::string(head) + " number)` is expected");
      return 0;
    }
    return Index(item.items[1]);
  }
  std::string_view WordAt(const Sexp& sexp, std::size_t index) {
    const Sexp& item = Item(sexp, index);
    if (item.kind != Sexp::Kind::Word) Fail(item, "a word is expected");
    return item.text;
  }

  void ReadItem(const Sexp& sexp) {
    if (sexp.IsList("constant")) return ReadConstant(Item(sexp, 1));
    if (sexp.IsList("table")) return ReadTable(sexp);
    if (sexp.IsList("action")) return ReadAction(sexp);
    if (sexp.IsList("function")) return ReadFunction(sexp);
    Fail(sexp, "a constant, table, action or function is expected");
  }

  void ReadConstant(const Sexp& sexp) {
    if (sexp.kind == Sexp::Kind::String) {
      program_.constants.emplace_back(sexp.text);
      return;
    }
    if (!sexp.IsList("words")) return Fail(sexp, "a string or `(words …)` is expected");
    std::vector<Word> words;
    for (std::size_t i = 1; i < sexp.items.size(); ++i) {
      const bool address = sexp.items[i].kind == Sexp::Kind::List;
      words.push_back({address ? Tagged(sexp, i, "address") : Number(sexp.items[i]), address});
    }
    program_.constants.emplace_back(std::move(words));
  }

  void ReadTable(const Sexp& sexp) {
    Table table{
        .constant = Tagged(sexp, 1, "constant"), .rows = Tagged(sexp, 2, "rows"), .stride = Tagged(sexp, 3, "stride")};
    const Sexp& keys = Item(sexp, 4);
    if (!keys.IsList("keys")) return Fail(keys, "`(keys …)` is expected");
    for (std::size_t i = 1; i < keys.items.size(); ++i) {
      const std::optional<Rep> rep = RepFromName(WordAt(keys.items[i], 0));
      if (!rep) return Fail(keys, "a key is `(int offset)` or `(text offset)`");
      table.keys.push_back({Index(Item(keys.items[i], 1)), *rep});
    }
    program_.tables.push_back(std::move(table));
  }

  ExprId ReadExpr(const Sexp& sexp) {
    const std::optional<Op> op = OpFromName(sexp.kind == Sexp::Kind::List ? WordAt(sexp, 0) : "");
    if (!op) return Fail(sexp, "an expression is expected"), ExprId{};
    const OpInfo& info = InfoOf(*op);
    Expr expr{.op = *op};
    std::size_t next = 1;
    if (info.declares_type()) expr.type = ReadType(Item(sexp, next++));
    for (std::size_t i = 0; i < info.immediates.size(); ++i)
      expr.immediates[i] = ReadImmediate(info.immediates[i], Item(sexp, next++));
    for (; next < sexp.items.size(); ++next) expr.operands.push_back(ReadExpr(sexp.items[next]));
    return error_.empty() ? AddExpr(sexp, std::move(expr)) : ExprId{};
  }

  ExprId AddExpr(const Sexp& sexp, Expr expr) {
    const std::optional<Type> type = TypeOf(program_, expr);
    if (!type) return Fail(sexp, "the operands do not fit the operation"), ExprId{};
    expr.type = *type;
    program_.exprs.push_back(std::move(expr));
    return ExprId{static_cast<std::uint32_t>(program_.exprs.size() - 1)};
  }

  Type ReadType(const Sexp& sexp) {
    const std::optional<Type> type = TypeFromName(sexp.text);
    if (!type) Fail(sexp, "a type is expected");
    return type.value_or(Type{});
  }

  std::int64_t ReadImmediate(char kind, const Sexp& sexp) {
    if (kind == 'r') {
      const std::optional<Rep> rep = RepFromName(sexp.text);
      if (!rep) Fail(sexp, "a representation is expected");
      return static_cast<std::int64_t>(rep.value_or(Rep::Bool));
    }
    if (kind != 'h') return Number(sexp);
    const auto helper = std::ranges::find(abi::kHelperInfos, std::string_view(sexp.text), &abi::HelperInfo::spelling);
    if (helper == std::end(abi::kHelperInfos)) Fail(sexp, "no helper has this name");
    return helper - std::begin(abi::kHelperInfos);
  }

  std::vector<ExprId> ReadExprs(const Sexp& sexp, std::size_t from) {
    std::vector<ExprId> exprs;
    for (std::size_t i = from; i < sexp.items.size(); ++i) exprs.push_back(ReadExpr(sexp.items[i]));
    return exprs;
  }
  // `(when EXPR)` as item `*next`, which is then passed over; an invalid id where something else stands.
  ExprId ReadOptional(const Sexp& sexp, std::size_t* next, std::string_view head) {
    if (*next >= sexp.items.size() || !sexp.items[*next].IsList(head)) return {};
    return ReadExpr(Item(sexp.items[(*next)++], 1));
  }

  void ReadAction(const Sexp& sexp) {
    program_.actions.push_back({.scratch_size = Tagged(sexp, 1, "scratch")});
    for (std::size_t i = 2; i < sexp.items.size(); ++i) {
      const Sexp& item = sexp.items[i];
      if (!item.IsList("cell")) return Fail(item, "`(cell …)` is expected");
      Cell cell{.name = Item(item, 1).text, .site = Tagged(item, 3, "site"), .offset = Tagged(item, 4, "at")};
      cell.type = ReadType(Item(item, 2));
      ReadCellKind(Item(item, 5), cell);
      program_.actions.back().cells.push_back(std::move(cell));
    }
  }

  void ReadCellKind(const Sexp& sexp, Cell& cell) {
    if (sexp.IsList("let")) {
      cell.kind = LetCell{ReadExpr(Item(sexp, 1))};
    } else if (sexp.IsList("consent")) {
      std::size_t next = 1;
      const ExprId present = ReadOptional(sexp, &next, "there");
      cell.kind = ConsentCell{present, ReadExprs(sexp, next)};
    } else if (sexp.IsList("score")) {
      ScoreCell score{Index(Item(sexp, 1)), Number(Item(sexp, 2)), Number(Item(sexp, 3))};
      const Sexp& bands = Item(sexp, 4);
      if (!bands.IsList("bands")) return Fail(bands, "`(bands …)` is expected");
      for (std::size_t i = 1; i < bands.items.size(); ++i) score.bands.push_back(Number(bands.items[i]));
      score.factors = ReadExprs(sexp, 5);
      cell.kind = std::move(score);
    } else {
      Fail(sexp, "`let`, `consent` or `score` is expected");
    }
  }

  void ReadFunction(const Sexp& sexp) {
    const std::uint32_t action = Tagged(sexp, 1, "action");
    program_.functions.push_back({action, ReadFunctionKind(Item(sexp, 2))});
  }

  decltype(Function::kind) ReadFunctionKind(const Sexp& sexp) {
    if (sexp.IsList("blocks")) return ReadBlocks(sexp);
    if (sexp.IsList("obligation")) return ReadObligation(sexp);
    if (sexp.IsList("condition")) return ConditionFunction{Tagged(sexp, 1, "site"), ReadExpr(Item(sexp, 2))};
    if (sexp.IsList("check")) return CheckFunction{Tagged(sexp, 1, "site"), ReadExprs(sexp, 2)};
    Fail(sexp, "`blocks`, `obligation`, `condition` or `check` is expected");
    return BlocksFunction{};
  }

  ObligationFunction ReadObligation(const Sexp& sexp) {
    std::size_t next = 2;
    ObligationFunction obligation{.site = Tagged(sexp, 1, "site")};
    obligation.when = ReadOptional(sexp, &next, "when");
    obligation.arguments = ReadExprs(sexp, next);
    return obligation;
  }

  BlocksFunction ReadBlocks(const Sexp& sexp) {
    BlocksFunction function;
    for (std::size_t i = 1; i < sexp.items.size(); ++i) {
      const Sexp& item = sexp.items[i];
      if (!item.IsList("block")) return Fail(item, "`(block …)` is expected"), function;
      Block block{.block = Index(Item(item, 1)), .kind = ReadBlockKind(Item(item, 2))};
      block.site = Tagged(item, 3, "site");
      std::size_t next = 4;
      block.guard = ReadOptional(item, &next, "guard");
      if (next + 1 == item.items.size() && item.items[next].IsList("index"))
        block.dispatch = ReadDispatch(item.items[next++]);
      for (; next < item.items.size(); ++next) block.lines.push_back(ReadLine(item.items[next]));
      function.blocks.push_back(std::move(block));
    }
    return function;
  }

  schema::BlockKind ReadBlockKind(const Sexp& sexp) {
    if (sexp.text == "rules") return schema::BlockKind::Rules;
    if (sexp.text == "decide") return schema::BlockKind::Decide;
    if (sexp.text != "residency") Fail(sexp, "`rules`, `decide` or `residency` is expected");
    return schema::BlockKind::Residency;
  }

  Dispatch ReadDispatch(const Sexp& sexp) {
    Dispatch dispatch{.rows = Tagged(sexp, 1, "rows")};
    const Sexp& lists = Item(sexp, 2);
    if (!lists.IsList("lists")) return Fail(lists, "`(lists …)` is expected"), dispatch;
    dispatch.lists = ReadExprs(lists, 1);
    for (std::size_t i = 3; i < sexp.items.size(); ++i) {
      if (!sexp.items[i].IsList("shape")) return Fail(sexp.items[i], "`(shape …)` is expected"), dispatch;
      Shape& shape = dispatch.shapes.emplace_back();
      for (std::size_t j = 1; j < sexp.items[i].items.size(); ++j)
        shape.lines.push_back(ReadLine(Item(sexp.items[i], j)));
    }
    return dispatch;
  }

  // Also `(pattern …)`, of an index.
  Line ReadLine(const Sexp& sexp) {
    const bool is_pattern = sexp.IsList("pattern");
    if (!is_pattern && !sexp.IsList("line")) return Fail(sexp, "`(line …)` is expected"), Line{};
    Line line{.line = kNone, .site = kNone};
    if (!is_pattern) line = {.line = Index(Item(sexp, 1)), .site = Tagged(sexp, 2, "site")};
    std::size_t next = is_pattern ? 1 : 3;
    line.when = ReadOptional(sexp, &next, "when");
    if (next < sexp.items.size() && sexp.items[next].IsList("requires"))
      line.requires_ = ReadExprs(sexp.items[next++], 1);
    if (next != sexp.items.size()) Fail(sexp, "a line has `when` and `requires`, in this order");
    return line;
  }

  Program program_;
  std::string error_;
};

}  // namespace

Result<Program> Read(std::string_view text) {
  BPOL_TRY(const Sexp sexp, ParseSexp(text));
  return Reader().Run(sexp);
}

}  // namespace bpol::core
