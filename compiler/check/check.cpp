// The order of checking, on one page: what later steps read, earlier ones have settled.
#include "compiler/check/check.h"

#include <algorithm>

#include "compiler/check/blocks.h"
#include "compiler/check/declare.h"
#include "compiler/check/unreached.h"

namespace bpol::check {

namespace {

void Declare(Session& session) {
  DeclareClasses(session);
  DeclareEnums(session);
  DeclareRecords(session);
  DeclareActions(session);
  DeclareParams(session);
  DeclareTables(session);
  DeclareFacts(session);
  DeclareObligations(session);
  DeclareConsents(session);
  DeclareScores(session);
  DeclareBlocks(session);
}

// Every block that speaks of the action, in order of declaration.
void CheckAction(Session& session, std::uint32_t index, std::vector<bool>& reached) {
  ActionState action{.action = index};
  for (std::uint32_t block = 0; block < session.blocks.size(); ++block) {
    const BlockText& text = session.blocks[block];
    if (std::ranges::find(text.actions, index) == text.actions.end()) continue;
    session.unit.schema.actions[index].blocks.push_back(block);
    CheckBlock(session, action, block);
  }
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
    if (const auto* let = std::get_if<checked::LetCell>(&cell.kind)) action.live_roots.push_back(let->value);
    if (const auto* consent = std::get_if<checked::ConsentCell>(&cell.kind)) {
      action.live_roots.push_back(consent->fact_present);
      action.live_roots.insert(action.live_roots.end(), consent->lines.begin(), consent->lines.end());
    }
    if (const auto* score = std::get_if<checked::ScoreCell>(&cell.kind))
      action.live_roots.insert(action.live_roots.end(), score->factors.begin(), score->factors.end());
  }
}

}  // namespace

checked::Unit Check(const symbols::Module& module, const checked::Project& project, Diagnostics& diagnostics) {
  Session session(module, project, diagnostics);
  Declare(session);
  std::vector<bool> reached(module.symbols().size(), false);
  for (std::uint32_t action = 0; action < session.unit.actions.size(); ++action) CheckAction(session, action, reached);
  CheckUnreached(session, reached);
  CompleteClasses(session);
  for (checked::Action& action : session.unit.actions) AddLiveCells(action);
  return std::move(session.unit);
}

}  // namespace bpol::check
