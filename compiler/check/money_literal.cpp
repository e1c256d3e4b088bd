#include "compiler/check/money_literal.h"

namespace bpol::check {

std::optional<values::Currency> LiteralCurrency(const checked::Unit& unit, checked::ExprId id) {
  if (!id.valid()) return std::nullopt;
  const checked::Node& node = unit.At(id).node;
  if (const auto* literal = std::get_if<checked::Literal>(&node)) {
    if (literal->value.kind != decision::Value::Kind::Money) return std::nullopt;
    return literal->value.money.currency;
  }
  const auto* call = std::get_if<checked::Call>(&node);
  if (call == nullptr) return std::nullopt;
  if (call->builtin == checked::Builtin::MoneyMultiply) return LiteralCurrency(unit, call->arguments[0]);
  if (call->builtin != checked::Builtin::MoneyAdd && call->builtin != checked::Builtin::MoneySubtract)
    return std::nullopt;
  const std::optional<values::Currency> left = LiteralCurrency(unit, call->arguments[0]);
  return left ? left : LiteralCurrency(unit, call->arguments[1]);
}

}  // namespace bpol::check
