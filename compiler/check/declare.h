// Declarations -> the lists of schema::Unit, in the order in which check.cpp asks for them: each needs those before it.
#pragma once

#include "compiler/check/session.h"

namespace bpol::check {

void DeclareClasses(Session& session);  // classes, their order, defaults of modules, acrs
void DeclareEnums(Session& session);
void DeclareRecords(Session& session);  // entities, records, unions; no circles
void DeclareActions(Session& session);  // with their frames, as far as declarations tell
void DeclareParams(Session& session);   // values of the manifest
void DeclareTables(Session& session);
void DeclareKeys(Session& session);         // of pseudonyms
void DeclareDefinitions(Session& session);  // their heads, then their bodies by themselves
void DeclareFacts(Session& session);        // facts, signals
void DeclareObligations(Session& session);
void DeclareConsents(Session& session);  // names of their lines
void DeclareScores(Session& session);    // factors, bands

}  // namespace bpol::check
