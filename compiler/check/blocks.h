// Blocks: first the lines and blocks of the schema, once each, then their expressions, for every action.
#pragma once

#include "compiler/check/scope.h"
#include "compiler/check/session.h"

namespace bpol::check {

// Fills schema.blocks and schema.lines in order of declaration, and session.blocks. What is wrong with a line whatever
// action it meets is told here: effects, codes, periods, levels, regions.
void DeclareBlocks(Session& session);

// Checks block `index` for an action and adds it, with its obligations, to that action.
void CheckBlock(Session& session, ActionState& action, std::uint32_t index);

// The consent that a requirement without a code asks for; invalid where it is a condition. Such a requirement becomes
// one for each line of the consent, with the reason `consent.` and the line's name.
symbols::SymbolId RequiredConsent(const Session& session, symbols::ModuleId module, const syntax::File& file,
                                  const syntax::Requirement& requirement);

// The dates of a line's `from` and `until`; nothing where they are not written or not in the calendar.
struct Period {
  std::optional<std::int64_t> from, until;
};
Period PeriodOf(const syntax::Line& line);

}  // namespace bpol::check
