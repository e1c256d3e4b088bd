// SavedCase: a project, one request of one of its actions, perhaps a response: what two engines once disagreed about,
// or what crashed one of them. In a folder: the project's files as they are, `Act0.request.json`, `Act0.response.json`
// (the action's name before the dot), and note.txt for people. `bpol eval FOLDER --action Act0 --input
// Act0.request.json
// --engine both` plays it too.
#pragma once

#include <string>

#include "runtime/base/result.h"
#include "tests/agreement/engines.h"

namespace bpol::agreement {

struct SavedCase {
  Files files;
  std::string action;
  std::string request, response = {};  // JSON; no response: empty
  std::string note = {};               // where it comes from and what was said

  std::size_t Size() const;  // bytes, of what is executed
};

Status WriteCase(const SavedCase& saved, const std::string& folder);
Result<SavedCase> ReadCase(const std::string& folder);

// What came of a case: how it ended, and if not well, why. `disagreement` has what both engines said.
struct Verdict {
  bool agreed = false;
  std::string problem = {};  // mistakes of the project, or what the engines said
  bool refused = false;      // the project has mistakes, or no such action
};

// Every making that is named decides the case; a crash of one is a crash of ours.
Verdict Judge(const SavedCase& saved, const std::vector<Making>& makings);

}  // namespace bpol::agreement
