#include "compiler/optimise/key_tests.h"

#include <algorithm>
#include <optional>

#include "compiler/core/builder.h"
#include "compiler/optimise/purity.h"
#include "compiler/optimise/trees.h"
#include "runtime/abi/helpers.h"
#include "runtime/values/key_table.h"

namespace bpol::optimise {

using abi::Helper;
using core::Expr;
using core::ExprId;
using core::Op;
using core::Rep;

namespace {

bool IsCallOf(const Expr& expr, Helper helper) {
  return expr.op == Op::Call && static_cast<Helper>(expr.immediates[0]) == helper;
}

// Whether it may be evaluated ahead of the tests that guard it. What is absent is read as whatever stands there, which
// a number can be; the address of a text cannot.
bool IsReadSafely(const core::Program& program, ExprId id) {
  const Expr& expr = program.At(id);
  switch (expr.op) {
    case Op::Frame:
    case Op::Bool:
    case Op::Int:
    case Op::Text:
      return true;
    case Op::Unwrap:
      if (program.At(expr.operands[0]).op != Op::Load || expr.type.rep != Rep::Int) return false;
      break;
    case Op::Load:
    case Op::Coalesce:
    case Op::Present:
    case Op::Not:
    case Op::BitsHas:
    case Op::SameBool:
      break;
    default:
      return false;
  }
  return std::ranges::all_of(expr.operands, [&](ExprId operand) { return IsReadSafely(program, operand); });
}

// A text that may be absent: asked as the empty text where it is.
bool IsOptionalText(const core::Program& program, const Expr& expr) {
  return expr.op == Op::Unwrap && expr.type.rep == Rep::Text && IsReadSafely(program, expr.operands[0]);
}

class Finder {
 public:
  explicit Finder(const core::Program& program) : program_(program) {}

  std::optional<KeyTest> Find(ExprId id) const {
    const Expr& expr = program_.At(id);
    switch (expr.op) {
      case Op::Eq:
        return Either(expr.operands, Op::Int);
      case Op::OneOf:
        return OneOf(expr);
      case Op::Or:
        return Both(expr);
      case Op::Call:
        return OfCall(expr);
      case Op::BitsHas:
        return IsReadSafely(program_, id) ? Test(id) : std::nullopt;
      default:
        return std::nullopt;
    }
  }

 private:
  std::optional<KeyTest> Test(ExprId value) const {
    const Expr& expr = program_.At(value);
    if (!IsReadSafely(program_, value) && !IsOptionalText(program_, expr)) return std::nullopt;
    KeyTest test{.value = value};
    AppendForm(program_, value, FormOf::Everything, test.form);
    return test;
  }

  // A value and a constant, in either order.
  std::optional<KeyTest> Either(const std::vector<ExprId>& operands, Op constant) const {
    const bool right = program_.At(operands[1]).op == constant;
    if (!right && program_.At(operands[0]).op != constant) return std::nullopt;
    std::optional<KeyTest> test = Test(operands[right ? 0 : 1]);
    if (test) test->keys.push_back(KeyIn(program_.At(operands[right ? 1 : 0])));
    return test;
  }

  std::optional<KeyTest> OneOf(const Expr& expr) const {
    std::optional<KeyTest> test = Test(expr.operands[0]);
    if (!test || expr.operands.size() == 1) return std::nullopt;
    for (std::size_t i = 1; i < expr.operands.size(); ++i) test->keys.push_back(KeyIn(program_.At(expr.operands[i])));
    return test;
  }

  std::optional<KeyTest> Both(const Expr& expr) const {
    std::optional<KeyTest> left = Find(expr.operands[0]);
    if (!left || left->keys.empty()) return std::nullopt;
    const std::optional<KeyTest> right = Find(expr.operands[1]);
    if (!right || right->keys.empty() || right->form != left->form) return std::nullopt;
    left->keys.insert(left->keys.end(), right->keys.begin(), right->keys.end());
    return left;
  }

  std::optional<KeyTest> OfCall(const Expr& expr) const {
    if (IsCallOf(expr, Helper::EqualText)) return Either(expr.operands, Op::Text);
    if (!IsCallOf(expr, Helper::SetHasInt) && !IsCallOf(expr, Helper::SetHasText)) return std::nullopt;
    const Expr& set = program_.At(expr.operands[0]);
    if (set.op != Op::Sequence || set.immediates[1] == 0) return std::nullopt;
    std::optional<KeyTest> test = Test(expr.operands[1]);
    if (test) AddMembers(set, IsCallOf(expr, Helper::SetHasText), test->keys);
    return test;
  }

  void AddMembers(const Expr& set, bool texts, std::vector<std::int64_t>& keys) const {
    const auto& words = std::get<std::vector<core::Word>>(program_.constants[std::size_t(set.immediates[0])]);
    for (std::size_t i = 0; i < std::size_t(set.immediates[1]); ++i) {
      if (!texts) {
        keys.push_back(words[i].value);
        continue;
      }
      const auto& bytes = std::get<std::string>(program_.constants[std::size_t(words[2 * i].value)]);
      keys.push_back(values::HashOfText(std::string_view(bytes).substr(0, std::size_t(words[2 * i + 1].value))));
    }
  }

  std::int64_t KeyIn(const Expr& constant) const {
    if (constant.op == Op::Int) return constant.immediates[0];
    return values::HashOfText(std::get<std::string>(program_.constants[std::size_t(constant.immediates[0])]));
  }

  const core::Program& program_;
};

void AddConjuncts(const core::Program& program, ExprId id, std::vector<ExprId>& conjuncts) {
  const Expr& expr = program.At(id);
  if (expr.op != Op::And) return conjuncts.push_back(id);
  AddConjuncts(program, expr.operands[0], conjuncts);
  AddConjuncts(program, expr.operands[1], conjuncts);
}

}  // namespace

std::vector<KeyTest> KeyTestsOf(const core::Program& program, ExprId when) {
  std::vector<KeyTest> tests;
  if (!when.valid()) return tests;
  std::vector<ExprId> conjuncts;
  AddConjuncts(program, when, conjuncts);
  const Finder finder(program);
  for (const ExprId conjunct : conjuncts) {
    if (!CanBeDropped(program, conjunct)) break;
    if (std::optional<KeyTest> test = finder.Find(conjunct)) tests.push_back(std::move(*test));
  }
  return tests;
}

ExprId KeyOf(core::Program& program, const KeyTest& test) {
  const auto whole = [](ExprId) { return std::nullopt; };
  if (program.At(test.value).type.rep != Rep::Text) return CopyTree(program, test.value, whole);
  core::Builder builder(program);
  ExprId text;
  if (IsOptionalText(program, program.At(test.value))) {
    const ExprId optional = CopyTree(program, program.At(test.value).operands[0], whole);
    text = builder.Add(Op::Coalesce, {optional, builder.Text("")});
  } else {
    text = CopyTree(program, test.value, whole);
  }
  return builder.Call(Helper::HashText, {text});
}

}  // namespace bpol::optimise
