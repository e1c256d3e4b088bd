// any, all, count, sum, min, max.
#include "compiler/lower/lowering.h"
#include "runtime/base/check.h"
#include "runtime/schema/layout.h"

namespace bpol::lower {

using checked::QuantifierKind;
using core::Op;

namespace {

Op OpOf(QuantifierKind kind) {
  switch (kind) {
    case QuantifierKind::Any:
      return Op::Any;
    case QuantifierKind::All:
      return Op::All;
    case QuantifierKind::Count:
      return Op::Count;
    case QuantifierKind::Sum:
      return Op::Sum;
    case QuantifierKind::Min:
      return Op::Least;
    case QuantifierKind::Max:
      return Op::Greatest;
  }
  BPOL_CHECK(false, "every quantifier is lowered");
}

}  // namespace

ExprId Lowering::Node(const Expr&, const checked::Quantifier& node) {
  const schema::Type& source_type = TypeOf(node.source);
  const Rep element = RepOf(source_type.element);
  const bool bits = schema::IsBitSet(schema_, source_type);
  const std::int64_t stride = bits ? 0 : schema::SizeOf(schema_, schema_.types[source_type.element]);
  std::vector<ExprId> operands = {Lower(node.source)};
  const Variable variable{builder_.NewVariable(), {element}};
  variables_.insert_or_assign(node.variable, variable);
  operands.push_back(node.where.valid() ? Lower(node.where) : builder_.Bool(true));
  if (node.kind != QuantifierKind::Count) operands.push_back(Lower(node.body));
  variables_.erase(node.variable);
  return builder_.Add(OpOf(node.kind), {variable.number, static_cast<std::int64_t>(element), stride},
                      std::move(operands));
}

}  // namespace bpol::lower
