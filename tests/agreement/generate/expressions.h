// ExprWriter: random expressions of bounded depth that the checker accepts: every value that may be absent is guarded,
// every union is asked for its arm, whole numbers are compared only where their ranges leave both answers open.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "runtime/base/random.h"
#include "tests/agreement/generate/path.h"
#include "tests/agreement/generate/vocabulary.h"

namespace bpol::agreement {

// Whether `part`, a name or a path, is read in `text`.
bool Mentions(const std::string& text, const std::string& part);
// Whether two texts read a path in common.
bool Overlap(const std::string& left, const std::string& right);

// A value that is there. Ranges and bounds of `type` are those that the checker computes.
struct Expr {
  std::string text;
  GivenType type;
  std::int64_t typical = 0;  // about what it comes to, for numbers and times
  bool classified = false;
  bool bare = false;   // a word that takes its type from what stands opposite
  bool fixed = false;  // the same for every request
  bool row = false;    // stands in a row of a table: one of a few values
  bool rough = false;  // takes so many values that it hardly ever equals another
};

struct Condition {
  std::string text;
  std::set<std::string> if_true = {}, if_false = {};  // what is known where it holds, and where it does not
  bool classified = false;
};

struct ConsentName {
  std::string name, fact;
  std::vector<std::string> lines;  // with `missing`
};
// A `def` that gives a Bool, and like what it takes its values.
struct DefName {
  std::string name;
  std::vector<Path> parameters;
};
struct ScoreName {
  std::string name;
  std::vector<std::string> bands;
};

// What stands around an expression.
struct Scope {
  std::vector<Path> paths = {};
  std::vector<ConsentName> consents = {};
  std::vector<ScoreName> scores = {};
  std::vector<DefName> defs = {};
  std::set<std::string> known = {};
  std::set<std::string> absent = {};  // asked for already: they are not there
  std::string favourite = {};         // expressions should be about this path or what is below it
  bool classified_allowed = true;     // obligations carry nothing classified
  bool times_allowed = true;          // `now` and calls with it: not where the checker wants constants
  int quantifiers = 0;
  std::map<std::string, std::string> visited = {};  // by variable of a quantifier: what it goes through
};

class ExprWriter {
 public:
  ExprWriter(Random& random, const Vocabulary& vocabulary, Scope& scope)
      : random_(random), vocabulary_(vocabulary), scope_(scope) {}

  Condition Cond(int depth);
  // A text that is and a literal: what an index over lines finds them by.
  std::optional<Condition> TextKey();
  // Nothing where no such value can be written here: there are no literals of every type.
  std::optional<Expr> Value(const GivenType& type, int depth);
  // Not a constant.
  std::optional<Expr> Dynamic(const GivenType& type, int depth);
  // Nothing for types without literals.
  std::optional<Expr> Literal(const GivenType& type);
  // A literal of a number or a time around `typical`.
  Expr LiteralNear(TypeKind kind, std::int64_t typical);
  // A path that may be absent and is not known to be there.
  const Path* Optional(const GivenType* type = nullptr);
  // A type that scalars here have.
  GivenType ScalarType();

 private:
  // expressions.cpp
  bool Usable(const Path& path) const;
  bool Allowed(const Path& path) const { return scope_.classified_allowed || !path.classified; }
  bool Favoured(const Path& path) const;
  template <typename Fits>
  const Path* PickPath(Fits&& fits);
  enum class Constants { Allowed, Avoided };
  std::optional<Expr> PathValue(const GivenType& type, Constants constants = Constants::Allowed);
  Expr Read(const Path& path) const;
  std::optional<Expr> Coalesce(const GivenType& type, int depth);
  std::optional<Expr> IfElse(const GivenType& type, int depth);
  std::optional<Expr> MatchValue(const GivenType& type, int depth);
  std::optional<Expr> CollectionLiteral(const GivenType& type, int depth);
  std::optional<Expr> RowField(const GivenType& type, int depth);
  Expr Joined(std::string text, const Expr& left, const Expr& right) const;

  // numbers.cpp: arithmetic and calls
  std::optional<Expr> Operation(const GivenType& type, int depth);
  std::optional<Expr> IntOperation(int depth);
  std::optional<Expr> IntArithmetic(int depth);
  std::optional<Expr> IntCall(int depth);
  std::optional<Expr> Choice(TypeKind kind, int depth);
  std::optional<Expr> DecimalOperation(int depth);
  std::optional<Expr> Rounded(int depth);
  std::optional<Expr> MoneyOperation(int depth);
  std::optional<Expr> InstantOperation(int depth);
  std::optional<Expr> DateOperation(int depth);
  std::optional<Expr> DurationOperation(int depth);
  std::optional<Expr> DurationDifference(int depth);

  // collections.cpp
  const Path* Collection(const GivenType* element = nullptr);
  std::optional<Expr> Aggregate(TypeKind kind, int depth);
  std::optional<Expr> CountOf(int depth);
  std::optional<Condition> Quantified(int depth);
  std::optional<Condition> Membership(int depth);
  std::optional<Condition> InLiteral(int depth);
  std::optional<Condition> InTable(int depth);
  std::optional<Condition> Subset(int depth);
  std::optional<Condition> Prefixes(int depth);

  // maps.cpp
  std::optional<Condition> MapAsked(int depth);
  std::optional<Condition> PlaceAsked();
  std::optional<Expr> Place(const GivenType& type, int depth);

  // transforms.cpp
  std::optional<Condition> Transformed(int depth);
  std::optional<Condition> Generalised(int depth);

  // conditions.cpp
  std::optional<Condition> Leaf(int depth);
  std::optional<Condition> BoolValue(int depth);
  std::optional<Condition> Order(int depth);
  std::optional<Condition> OrderOf(const Expr& left, int depth);
  std::optional<Condition> Computed(int depth);
  std::optional<Condition> Equality(int depth);
  std::optional<Condition> TextEdge(int depth);
  std::optional<Condition> Presence();
  std::optional<Condition> ArmIs(int depth);
  std::optional<Condition> ConsentIs();
  std::optional<Condition> ScoreIs();
  std::optional<Condition> Called();
  std::optional<Condition> LookedUp(int depth);
  std::optional<Condition> Guarded(int depth);
  Condition GuardedBy(Path path, int depth);
  Condition And(int depth);
  Condition Or(int depth);
  Condition Not(int depth);
  Condition Unless(int depth);
  Condition Chosen(int depth);

  // Runs `write` knowing `known` too.
  template <typename Write>
  auto Knowing(const std::set<std::string>& known, Write&& write);
  // Runs `write` with a variable over the elements of `collection`.
  template <typename Write>
  auto Visiting(const Path& collection, std::string& variable, Write&& write);
  // A condition that asks about `variable`, rather than about anything else.
  bool Visits(const std::string& text, const std::string& xs) const;
  Condition CondAbout(const std::string& variable, int depth);

  Random& random_;
  const Vocabulary& vocabulary_;
  Scope& scope_;
};

template <typename Write>
auto ExprWriter::Knowing(const std::set<std::string>& known, Write&& write) {
  const std::set<std::string> before = scope_.known;
  Learn(scope_.known, known);
  auto written = write();
  scope_.known = before;
  return written;
}

template <typename Write>
auto ExprWriter::Visiting(const Path& collection, std::string& variable, Write&& write) {
  const Scope before = scope_;
  variable = "e" + std::to_string(++scope_.quantifiers);
  scope_.favourite = variable;
  scope_.visited[variable] = collection.text;
  AddBelow(vocabulary_, {.text = variable, .type = collection.type.ElementType(), .classified = collection.classified},
           scope_.paths);
  auto written = write();
  scope_ = before;
  return written;
}

}  // namespace bpol::agreement
