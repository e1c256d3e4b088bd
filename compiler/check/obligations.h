// `oblige name(arguments) when condition`, of a line or a block.
#pragma once

#include <string>

#include "compiler/check/scope.h"
#include "compiler/check/session.h"

namespace bpol::check {

// Adds the obligation to the scope's action. `owner` is the id of the line or block, for faults in its arguments.
void AddOblige(Session& session, Scope& scope, const syntax::Oblige& oblige, schema::ObligationSite site,
               const std::string& owner);

// `audit` without a level: at the one that the host keeps. It is below `basic`, and prints as its name alone.
bool IsBareAudit(const syntax::Oblige& oblige);

// The obligation of a name, built in or declared; kNone, with a message, when there is none.
std::uint32_t FindObligation(Session& session, symbols::ModuleId module, const syntax::Oblige& oblige);

// The data classes that an output of `module` may not carry: stronger than its default class, or unrelated to it.
std::uint64_t ForbiddenClasses(const Session& session, symbols::ModuleId module);

}  // namespace bpol::check
