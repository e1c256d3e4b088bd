#include "compiler/optimise/trees.h"

#include <map>

#include "compiler/core/ops.h"
#include "runtime/abi/helpers.h"

namespace bpol::optimise {

using abi::Helper;
using core::Expr;
using core::ExprId;
using core::Op;

ExprId CopyTree(core::Program& program, ExprId root, const Replace& replace) {
  std::optional<Expr> copy = replace(root);
  if (!copy) {
    copy = program.At(root);
    for (ExprId& operand : copy->operands) operand = CopyTree(program, operand, replace);
  }
  program.exprs.push_back(std::move(*copy));
  return {static_cast<std::uint32_t>(program.exprs.size() - 1)};
}

namespace {

bool ComparesTexts(Helper helper) {
  return helper == Helper::EqualText || helper == Helper::CompareText || helper == Helper::StartsWith ||
         helper == Helper::EndsWith;
}

// Whether a constant that is an operand of this is one that a row may hold.
bool TakesConstants(const Expr& expr) {
  switch (expr.op) {
    case Op::Eq:
    case Op::Ne:
    case Op::Lt:
    case Op::Le:
    case Op::Gt:
    case Op::Ge:
    case Op::BitsHas:
    case Op::BitsSubset:
      return true;
    case Op::Call: {
      const auto helper = static_cast<Helper>(expr.immediates[0]);
      return ComparesTexts(helper) || helper == Helper::MoneyCompare || helper == Helper::DecimalCompare ||
             helper == Helper::SetHasInt || helper == Helper::SetHasText;
    }
    default:
      return false;
  }
}

bool IsConstant(const Expr& expr) {
  return expr.op == Op::Int || expr.op == Op::Text || expr.op == Op::Money || expr.op == Op::Decimal ||
         expr.op == Op::Sequence;
}

bool MayDiffer(const core::Program& program, const Expr& parent, ExprId operand) {
  return TakesConstants(parent) && IsConstant(program.At(operand));
}

class Writer {
 public:
  Writer(const core::Program& program, FormOf of, std::string& form) : program_(program), of_(of), form_(form) {}

  void Write(ExprId id) {
    const Expr& expr = program_.At(id);
    WriteHead(expr);
    for (const ExprId operand : expr.operands) {
      if (of_ == FormOf::ConstantsLeftOut && MayDiffer(program_, expr, operand)) {
        form_ += '?';
        form_ += static_cast<char>(program_.At(operand).op);
      } else {
        Write(operand);
      }
    }
  }

 private:
  void WriteHead(const Expr& expr) {
    form_ += static_cast<char>(expr.op);
    form_ += static_cast<char>(static_cast<int>(expr.type.rep) * 2 + (expr.type.optional ? 1 : 0));
    form_ += static_cast<char>(expr.operands.size());
    const std::string_view kinds = core::InfoOf(expr.op).immediates;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      const std::int64_t value = kinds[i] == 'v' ? NumberOf(expr.immediates[i]) : expr.immediates[i];
      form_.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
  }

  // Variables in the order in which they appear.
  std::int64_t NumberOf(std::int64_t variable) {
    return variables_.try_emplace(variable, static_cast<std::int64_t>(variables_.size())).first->second;
  }

  const core::Program& program_;
  const FormOf of_;
  std::string& form_;
  std::map<std::int64_t, std::int64_t> variables_;
};

}  // namespace

void CollectConstants(const core::Program& program, ExprId root, std::vector<ExprId>& constants) {
  const Expr& expr = program.At(root);
  for (const ExprId operand : expr.operands) {
    if (MayDiffer(program, expr, operand)) {
      constants.push_back(operand);
    } else {
      CollectConstants(program, operand, constants);
    }
  }
}

void AppendForm(const core::Program& program, ExprId root, FormOf of, std::string& form) {
  Writer(program, of, form).Write(root);
}

}  // namespace bpol::optimise
