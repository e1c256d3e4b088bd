// Reporter: diagnostics of a checker that may look at the same text several times, once for each action that reaches
// it. INVARIANT: at most one error for a place; what was reported there first, also by an earlier pass, stands. The
// same said of a name at several places is one error with labels.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "compiler/diagnostics/diagnostics.h"

namespace bpol::check {

class Reporter {
 public:
  explicit Reporter(Diagnostics& diagnostics);

  void Add(Code code, Span span, std::string message, Advice help = {}, std::vector<diagnostics::Label> labels = {},
           std::vector<diagnostics::Edit> edits = {});
  void Add(Diagnostic added);
  bool has_errors() const { return diagnostics_.has_errors(); }

  // A field, a part or a member that is declared with a mistake, which was told: that it is missing elsewhere is no
  // news.
  void Lose(std::string_view name) { lost_.emplace(name); }
  bool MayBeLost(std::string_view name) const { return lost_.contains(name); }
  bool has_lost() const { return !lost_.empty(); }
  bool in_trial() const { return trial_.has_value(); }

  // What is added from here to EndTrial is given back there, and reported nowhere. Trials do not nest.
  void BeginTrial();
  std::vector<Diagnostic> EndTrial();

 private:
  // Whether the same was said before; then this place is a label of it.
  bool AddToSame(const Diagnostic& added);

  using Places = std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>>;
  Diagnostics& diagnostics_;
  Places places_;
  std::set<std::string, std::less<>> lost_;
  std::map<std::pair<Code, std::string>, std::size_t> said_;  // of errors about names: where in all()
  Places places_before_;                                      // the trial
  std::optional<std::vector<Diagnostic>> trial_;
};

// Advice where a name is taken.
inline constexpr const char* kOwnName = "give each a name of its own";

// Advice where a definition needs itself.
inline constexpr const char* kNeedsItself =
    "one of the circle has to be known without the others: write out what it stands for";

// `text` in backticks.
std::string Quote(std::string_view text);
// `a`, `b`, `c`.
std::string QuoteAll(const std::vector<std::string>& texts);

}  // namespace bpol::check
