#include "compiler/check/unreached.h"

#include "compiler/check/action_parts.h"
#include "compiler/check/scope.h"

namespace bpol::check {

using symbols::SymbolKind;

void CheckUnreached(Session& session, const std::vector<bool>& reached) {
  // A stand-in for whichever action may come; what it collects is thrown away.
  const std::size_t exprs = session.unit.exprs.size();
  schema::Unit& schema = session.unit.schema;
  ActionState any{.action = static_cast<std::uint32_t>(schema.actions.size()), .any_action = true};
  schema.actions.emplace_back();
  session.unit.actions.emplace_back();
  for (std::uint32_t i = 0; i < session.module.symbols().size(); ++i) {
    const symbols::Symbol& symbol = session.module.symbols()[i];
    if (reached[i]) continue;
    if (symbol.kind == SymbolKind::Let) ReadLet(session, any, {i}, symbol.span);
    if (symbol.kind == SymbolKind::Consent) ReadConsent(session, any, {i}, symbol.span);
    if (symbol.kind == SymbolKind::Score) ReadScore(session, any, {i}, symbol.span);
  }
  schema.actions.pop_back();
  session.unit.actions.pop_back();
  session.unit.exprs.resize(exprs);
}

}  // namespace bpol::check
