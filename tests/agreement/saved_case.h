// SavedCase: a project, one request of one of its actions, perhaps a response: what two engines once disagreed about,
// or what crashed one of them. In a folder: the project's files as they are, `Act0.request.json`, `Act0.response.json`,
// `Act0.wire.json` (the action's name before the dot), and note.txt for people. Without the wire `bpol eval FOLDER
// --action Act0 --input Act0.request.json --engine both` plays it too.
#pragma once

#include <string>

#include "runtime/base/result.h"
#include "tests/agreement/engines.h"
#include "tests/agreement/workers.h"

namespace bpol::agreement {

struct SavedCase {
  Files files;
  std::string action;
  std::string request, response = {};  // JSON; no response: empty
  std::string wire = {};               // the request as a route gets it (wire_case.h); empty: none
  std::string note = {};               // where it comes from and what was said

  std::size_t Size() const;  // bytes, of what is executed
};

Status WriteCase(const SavedCase& saved, const std::string& folder);
Result<SavedCase> ReadCase(const std::string& folder);

// What came of a case, and if it is not Agreed, why.
struct Verdict {
  Ending ending = Ending::Agreed;  // Refused: the project has mistakes, or no such action
  std::string problem = {};        // mistakes of the project, what the engines said, or which test fails
};

// Every making that is named decides the case and runs the project's tests; a crash of one is a crash of ours.
Verdict Judge(const SavedCase& saved, const std::vector<Making>& makings);

}  // namespace bpol::agreement
