// Path: something that expressions can read, as policies spell it, and what must be known before it may be read.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/agreement/generate/vocabulary.h"

namespace bpol::agreement {

struct Path {
  std::string text;
  GivenType type;
  bool optional = false;
  std::vector<std::string> needs = {};       // facts of a Scope: `a.b` (it is present), `a.b is arm`
  bool classified = false;                   // must not leave in an obligation
  bool near = false;                         // a field of the redacted object: expressions around it should be about it
  std::string union_of = {};                 // the tag of this union
  bool fixed = false;                        // the same for every request
  bool row = false;                          // of a table
  bool rough = false;                        // as of Expr
  std::optional<std::int64_t> typical = {};  // where it is not what requests draw
};

// `root` and everything below it, by way of records.
void AddBelow(const Vocabulary& vocabulary, Path root, std::vector<Path>& paths);

// What blocks for all of `actions` can read: parts, keys, facts, signals, params.
std::vector<Path> PathsOf(const Vocabulary& vocabulary, const std::vector<std::size_t>& actions);

// Adds what a condition told. Of a union only the arm that was told last is known.
void Learn(std::set<std::string>& known, const std::set<std::string>& told);

// The fact that this union is in the arm of `word`; empty where the word has none.
std::string ArmFact(const Vocabulary& vocabulary, const Path& tag, const std::string& word);

}  // namespace bpol::agreement
