#include "compiler/check/operator_text.h"

#include "runtime/base/check.h"

namespace bpol::check {

std::string OperatorText(syntax::BinaryOp op) {
  using syntax::BinaryOp;
  switch (op) {
    case BinaryOp::Or:
      return "or";
    case BinaryOp::And:
      return "and";
    case BinaryOp::Equal:
      return "==";
    case BinaryOp::NotEqual:
      return "!=";
    case BinaryOp::Less:
      return "<";
    case BinaryOp::LessEqual:
      return "<=";
    case BinaryOp::Greater:
      return ">";
    case BinaryOp::GreaterEqual:
      return ">=";
    case BinaryOp::In:
      return "in";
    case BinaryOp::NotIn:
      return "not in";
    case BinaryOp::Contains:
      return "contains";
    case BinaryOp::SubsetOf:
      return "subset of";
    case BinaryOp::StartsWith:
      return "starts with";
    case BinaryOp::EndsWith:
      return "ends with";
    case BinaryOp::Within:
      return "within";
    case BinaryOp::Coalesce:
      return "??";
    case BinaryOp::Add:
      return "+";
    case BinaryOp::Subtract:
      return "-";
    case BinaryOp::Multiply:
      return "*";
    case BinaryOp::Divide:
      return "/";
    case BinaryOp::Unless:
      return "unless";
  }
  BPOL_CHECK(false, "every operator has a spelling");
}

}  // namespace bpol::check
