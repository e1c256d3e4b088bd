#include "compiler/core/builder.h"

#include <algorithm>

#include "compiler/core/ops.h"
#include "runtime/base/check.h"

namespace bpol::core {
namespace {

// Distinct constants have distinct keys: the kind, then every word or byte.
std::string KeyOf(const Constant& constant) {
  if (const auto* text = std::get_if<std::string>(&constant)) return "t" + *text;
  std::string key = "w";
  for (const Word& word : std::get<std::vector<Word>>(constant)) {
    key.append(reinterpret_cast<const char*>(&word.value), sizeof word.value);
    key += word.address ? '&' : '#';
  }
  return key;
}

std::int64_t Bit(std::uint32_t bit) {
  return bit == kNone ? -1 : std::int64_t{bit};
}

}  // namespace

ExprId Builder::Add(Op op, std::initializer_list<std::int64_t> immediates, std::vector<ExprId> operands,
                    Type declared) {
  Expr expr{.op = op, .type = declared, .operands = std::move(operands)};
  BPOL_CHECK(immediates.size() == InfoOf(op).immediates.size(), "an operation has its immediates");
  std::ranges::copy(immediates, expr.immediates.begin());
  const std::optional<Type> type = TypeOf(program_, expr);
  BPOL_CHECK(type.has_value(), "operands fit their operation");
  expr.type = *type;
  program_.exprs.push_back(std::move(expr));
  return ExprId{static_cast<std::uint32_t>(program_.exprs.size() - 1)};
}

ExprId Builder::Load(ExprId record, Rep rep, std::uint32_t offset, std::uint32_t presence_bit) {
  return Add(Op::Load, {offset, Bit(presence_bit)}, {record}, Type{rep, presence_bit != kNone});
}

std::uint32_t Builder::Intern(Constant constant) {
  const auto next = static_cast<std::uint32_t>(program_.constants.size());
  const auto [found, added] = interned_.try_emplace(KeyOf(constant), next);
  if (added) program_.constants.push_back(std::move(constant));
  return found->second;
}

}  // namespace bpol::core
