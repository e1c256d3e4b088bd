#include "compiler/check/unreached.h"

#include <algorithm>

#include "compiler/check/action_parts.h"
#include "compiler/check/scope.h"
#include "compiler/check/trial.h"

namespace bpol::check {

using symbols::SymbolKind;

namespace {

bool IsCell(SymbolKind kind) {
  return kind == SymbolKind::Let || kind == SymbolKind::Consent || kind == SymbolKind::Score;
}

void Read(Session& session, ActionState& action, std::uint32_t index) {
  const symbols::Symbol& symbol = session.module.symbols()[index];
  if (symbol.kind == SymbolKind::Let) ReadLet(session, action, {index}, symbol.span);
  if (symbol.kind == SymbolKind::Consent) ReadConsent(session, action, {index}, symbol.span);
  if (symbol.kind == SymbolKind::Score) ReadScore(session, action, {index}, symbol.span);
}

// One action, as if it reached the symbol.
struct Trial {
  std::vector<Diagnostic> said = {};
  std::vector<std::uint32_t> reached = {};  // the symbol, and those that it needs
};

Trial Try(Session& session, std::uint32_t action, std::uint32_t symbol) {
  Trial trial;
  trial.said = TryOn(session, action, [&](ActionState& state) {
    Read(session, state, symbol);
    for (const auto& [read, cell] : state.cells) trial.reached.push_back(read);
  });
  return trial;
}

// Whether the action has everything that was named.
bool Fits(const Trial& trial) {
  return std::ranges::none_of(trial.said, [](const Diagnostic& each) {
    return each.code == Code::UnknownName || each.code == Code::UnknownField;
  });
}

// With the action that the symbol fits best, of several the first; nothing where it fits none.
std::optional<Trial> TryTheBest(Session& session, std::uint32_t symbol) {
  if (session.unit.actions.size() == 1) return Try(session, 0, symbol);
  std::optional<Trial> best;
  for (std::uint32_t action = 0; action < session.unit.actions.size(); ++action) {
    Trial trial = Try(session, action, symbol);
    if (Fits(trial) && (!best || trial.said.size() < best->said.size())) best = std::move(trial);
    if (best && best->said.empty()) break;
  }
  return best;
}

// A stand-in for whichever action may come; what it collects is thrown away.
void CheckForAnyAction(Session& session, std::uint32_t symbol) {
  schema::Unit& schema = session.unit.schema;
  const std::size_t exprs = session.unit.exprs.size();
  ActionState any{.action = static_cast<std::uint32_t>(schema.actions.size()), .any_action = true};
  schema.actions.emplace_back();
  session.unit.actions.emplace_back();
  Read(session, any, symbol);
  schema.actions.pop_back();
  session.unit.actions.pop_back();
  session.unit.exprs.resize(exprs);
}

}  // namespace

void CheckUnreached(Session& session, std::vector<bool> reached) {
  const auto count = static_cast<std::uint32_t>(session.module.symbols().size());
  for (std::uint32_t symbol = 0; symbol < count; ++symbol) {
    if (reached[symbol] || !IsCell(session.module.symbols()[symbol].kind)) continue;
    const std::optional<Trial> trial = TryTheBest(session, symbol);
    if (!trial) {
      CheckForAnyAction(session, symbol);
      continue;
    }
    for (const Diagnostic& each : trial->said) session.report.Add(each);
    for (const std::uint32_t each : trial->reached) reached[each] = true;
  }
}

}  // namespace bpol::check
