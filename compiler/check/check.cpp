// The order of checking, on one page: what later steps read, earlier ones have settled.
#include "compiler/check/check.h"

#include <algorithm>

#include "compiler/check/action_parts.h"
#include "compiler/check/bindings.h"
#include "compiler/check/blocks.h"
#include "compiler/check/controls.h"
#include "compiler/check/declare.h"
#include "compiler/check/invariants.h"
#include "compiler/check/lifecycle.h"
#include "compiler/check/redaction.h"
#include "compiler/check/responses.h"
#include "compiler/check/tests.h"
#include "compiler/check/unreached.h"
#include "compiler/checked/children.h"

namespace bpol::check {

namespace {

void Declare(Session& session) {
  DeclareClasses(session);
  DeclareEnums(session);
  DeclareRecords(session);
  DeclareActions(session);
  DeclareParams(session);
  DeclareTables(session);
  DeclareKeys(session);
  DeclareDefinitions(session);
  DeclareFacts(session);
  DeclareObligations(session);
  DeclareConsents(session);
  DeclareScores(session);
  DeclareBlocks(session);
  CheckResponseClasses(session);
  CheckLifecycles(session);
}

bool ReadsScore(const Session& session, const ActionState& action, std::uint32_t score) {
  return std::ranges::any_of(session.unit.actions[action.action].cells, [&](const checked::Cell& cell) {
    const auto* found = std::get_if<checked::ScoreCell>(&cell.kind);
    return found != nullptr && found->score == score;
  });
}

// The challengers of every score that the action reads: computed beside it, read by nothing else.
void AddChallengers(Session& session, ActionState& action) {
  for (std::uint32_t i = 0; i < session.module.symbols().size(); ++i) {
    const symbols::Symbol& symbol = session.module.symbols()[i];
    if (symbol.kind != symbols::SymbolKind::Score || session.index[i] == kNone) continue;
    const std::uint32_t champion = session.unit.schema.scores[session.index[i]].champion;
    if (champion == kNone || !ReadsScore(session, action, champion)) continue;
    const Typed read = ReadScore(session, action, {i}, symbol.span);
    if (!read.error()) session.unit.actions[action.action].live_roots.push_back(read.id);
  }
}

// The `let` that a tool wants to know of this action.
void AddQuestion(Session& session, ActionState& action) {
  const std::optional<checked::Question>& question = session.project.question;
  if (!question || question->action != session.unit.schema.actions[action.action].name) return;
  for (std::uint32_t i = 0; i < session.module.symbols().size(); ++i) {
    const symbols::Symbol& symbol = session.module.symbols()[i];
    if (symbol.kind != symbols::SymbolKind::Let || symbol.name != question->let) continue;
    if (session.module.scope(symbol.module).name == question->module) ReadLet(session, action, {i}, symbol.span);
  }
}

// Every block that speaks of the action, in order of declaration.
void CheckAction(Session& session, std::uint32_t index, std::vector<bool>& reached) {
  ActionState action{.action = index};
  for (std::uint32_t block = 0; block < session.blocks.size(); ++block) {
    const BlockText& text = session.blocks[block];
    schema::Action& declared = session.unit.schema.actions[index];
    const bool residency = text.residency != nullptr;
    if (residency ? !ResidencyApplies(session, text, index) : std::ranges::count(text.actions, index) == 0) continue;
    (residency ? declared.residencies : declared.blocks).push_back(block);
    CheckBlock(session, action, block);
  }
  CheckRedactions(session, action);
  CheckBindings(session, action);
  AddChallengers(session, action);
  AddQuestion(session, action);
  ReadInvariants(session, action);
  for (const auto& [symbol, cell] : action.cells) reached[symbol] = true;
}

// What joined the frames while actions were checked has no class of its own.
void CompleteClasses(Session& session) {
  for (std::size_t i = 0; i < session.unit.field_classes.size(); ++i)
    session.unit.field_classes[i].resize(session.unit.schema.records[i].fields.size(), kNone);
}

// The cells of an action are live as far as they were read: each is read by something that is.
void AddLiveCells(checked::Action& action) {
  for (const checked::Cell& cell : action.cells) {
    const std::vector<checked::ExprId> values = checked::Children(cell);
    action.live_roots.insert(action.live_roots.end(), values.begin(), values.end());
  }
}

}  // namespace

checked::Unit Check(const symbols::Module& module, const checked::Project& project, Diagnostics& diagnostics) {
  Session session(module, project, diagnostics);
  Declare(session);
  std::vector<bool> reached(module.symbols().size(), false);
  for (std::uint32_t action = 0; action < session.unit.actions.size(); ++action) CheckAction(session, action, reached);
  CheckUnreached(session, reached);
  CheckInvariants(session);
  CheckTests(session);
  CheckControls(session);
  CompleteClasses(session);
  for (checked::Action& action : session.unit.actions) AddLiveCells(action);
  return std::move(session.unit);
}

}  // namespace bpol::check
