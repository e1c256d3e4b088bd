// BlockWriter: what a unit says in its vocabulary: lets, consents, scores, rules, decide, residency. One declaration,
// one line or one clause a line of text, so that a shrinker can take them out one by one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "runtime/base/random.h"
#include "tests/agreement/generate/expressions.h"
#include "tests/agreement/generate/vocabulary.h"

namespace bpol::agreement {

class BlockWriter {
 public:
  BlockWriter(Random& random, const Vocabulary& vocabulary);

  // Everything, in an order in which each part can use what stands before it.
  std::string Write();

 private:
  using Actions = std::vector<std::size_t>;

  // lets.cpp
  std::string Let(Scope& scope, const std::string& indent);
  std::string RowLet(Scope& scope, const std::string& name);
  std::string Lets(Scope& scope, const std::string& indent, int percent);
  std::string Definition();

  // consent.cpp, score.cpp
  std::string Consent();
  std::string Score();
  std::string Challenger(const std::string& champion);
  std::string FactorByValue(Scope& scope, const std::string& name);
  std::string FactorByConditions(Scope& scope, const std::string& name);
  std::string WordBins(const Path& path);
  std::string NumberBins(const Path& path);
  std::string Points();
  void EndFactor();
  std::string Bands(std::int64_t least);

  // blocks.cpp
  std::string Gate(const Actions& actions);
  std::string Brake(const Actions& actions);
  std::string Block(const Actions& actions, bool decide, const std::vector<std::string>& effects);
  std::string Line(Scope& scope, const std::string& effect, bool conditional);
  std::string LineHead(const std::string& effect, bool conditional);
  std::string Requires(Scope& scope);
  std::string OnClauses(const Scope& scope);
  std::string Oblige(Scope scope);
  std::string Residency();

  // redaction.cpp
  std::string Redaction();
  std::string RedactLine(const Scope& scope, const std::string& path, const GivenType& type, std::uint32_t holder,
                         bool pseudonyms);
  std::string RedactWhen(Scope scope, std::uint32_t holder);
  std::string Transform(const GivenType& type, bool pseudonyms);

  // rare_forms.cpp
  std::string RareForms(Random random);
  std::optional<std::string> RareForm(Random& random, Scope& scope);

  std::string Guard(Scope& scope, std::string* opens);  // null: not here
  Condition Coupled(Scope& scope, const std::string& effect);
  // A condition that `count` in ten requests meet: it keeps the effects of a unit in proportion, whatever its other
  // conditions come to.
  std::string Lane(std::size_t count);
  std::string Turn(std::size_t count) { return Tenths(kLanes[1], count, random_.Below(10)); }
  std::string Lot(std::size_t count) { return Tenths(kLanes[2], count, random_.Below(10)); }
  std::string Tenths(const char* name, std::size_t count, std::size_t first) const;

  Scope ScopeOf(const Actions& actions) const;
  Actions AllActions() const;
  Actions SomeActions();
  std::string Heads(const Actions& actions) const;
  std::string NewName(const char* stem) { return stem + std::to_string(next_name_++); }

  Random& random_;
  const Vocabulary& vocabulary_;
  Scope shared_;  // what is declared at the module, besides the vocabulary
  int next_name_ = 0;
  std::string context_ = "context.";      // empty where a block opens it
  std::optional<std::size_t> next_lane_;  // in a `decide`: its lines share the lanes out
  struct Spread {
    double mean = 0, variance = 0;
  } score_;                     // of the score that is being written
  std::vector<double> points_;  // of its factor that is being written
};

// `open.x` becomes `x`, in a block that `opens` it.
void OpenPath(Scope& scope, const std::string& open);

}  // namespace bpol::agreement
