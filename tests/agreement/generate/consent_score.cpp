// Consents and scores.
#include <algorithm>
#include <cmath>

#include "tests/agreement/generate/block_writer.h"
#include "tests/agreement/generate/pools.h"
#include "tests/agreement/generate/ranges.h"

namespace bpol::agreement {
namespace {

constexpr std::int64_t kMostPoints = 400;  // of a score

}  // namespace

// Over the fact `grant`, by its own name or another.
std::string BlockWriter::Consent() {
  ConsentName made{.name = NewName("Agreed"), .fact = "grant", .lines = {"missing"}};
  Scope scope = ScopeOf(AllActions());
  const bool alias = random_.Chance(60);
  if (alias) {
    // Known by both names, and what is known of one is known of the other; expressions here use the short one.
    std::erase_if(scope.paths,
                  [](const Path& path) { return path.text == "grant" || path.text.starts_with("grant."); });
    AddBelow(vocabulary_, {.text = "g", .type = vocabulary_.facts[0].type, .optional = true}, scope.paths);
  }
  scope.known.insert(alias ? "g" : "grant");
  scope.favourite = alias ? "g" : "grant";
  std::string text = "consent " + made.name + " uses grant" + (alias ? " as g" : "") +
                     (random_.Chance(50) ? " control psd2.rts(\"36\")" : "") + " {\n";
  const std::size_t lines = 1 + random_.Below(4);
  for (std::size_t i = 0; i < lines; ++i) {
    text += Lets(scope, "    ", 10);
    ExprWriter writer(random_, vocabulary_, scope);
    const Condition inner = writer.Cond(static_cast<int>(random_.Below(3)));
    made.lines.push_back(NewName("verdict"));
    // Seldom enough that later lines are reached, and that consents are satisfied.
    const bool coupled = random_.Chance(80);
    text += "    " + made.lines.back() + " when " + (coupled ? "(" + inner.text + " and " + Lot(2) + ")" : inner.text) +
            "\n";
    if (!coupled) Learn(scope.known, inner.if_false);
  }
  shared_.consents.push_back(made);
  return text + "}\n";
}

std::string BlockWriter::Points() {
  const std::int64_t points = random_.Between(-20, 120);
  points_.push_back(static_cast<double>(points));
  return std::to_string(points);
}

// What the factor adds to the sum, as if each of its bins were as likely as the others.
void BlockWriter::EndFactor() {
  double mean = 0, squares = 0;
  for (const double points : points_) mean += points / static_cast<double>(points_.size());
  for (const double points : points_) squares += (points - mean) * (points - mean);
  score_.mean += mean;
  score_.variance += squares / static_cast<double>(points_.size());
  points_.clear();
}

// Three, cut where sums often lie on either side.
std::string BlockWriter::Bands(std::int64_t least) {
  const double third = 0.43 * std::sqrt(score_.variance);  // of a normal distribution, on each side of the middle
  const auto low = std::clamp(static_cast<std::int64_t>(score_.mean - third), least + 1, kMostPoints - 2);
  const auto middle = std::clamp(static_cast<std::int64_t>(score_.mean + third) + 1, low + 1, kMostPoints - 1);
  return "    band low < " + std::to_string(low) + ", middle < " + std::to_string(middle) + ", high\n";
}

std::string BlockWriter::Score() {
  const bool negative = random_.Chance(20);
  ScoreName made{.name = NewName("Risk"), .bands = {"low", "middle", "high"}};
  Scope scope = ScopeOf(AllActions());
  const std::int64_t least = negative ? -100 : 0;
  score_ = {};
  std::string text = "score " + made.name + ": " + std::to_string(least) + ".." + std::to_string(kMostPoints) +
                     " version \"2026-11\"" + (random_.Chance(40) ? " owner \"models\"" : "") + " {\n";
  text += Lets(scope, "    ", 15);
  const std::size_t factors = 2 + random_.Below(4);
  for (std::size_t i = 0; i < factors; ++i) {
    const std::string name = NewName("F");
    text += random_.Chance(60) ? FactorByValue(scope, name) : FactorByConditions(scope, name);
    EndFactor();
  }
  ExprWriter writer(random_, vocabulary_, scope);
  for (const char* word : {"add ", "take "}) {
    if (random_.Chance(50)) continue;
    // Now and then so much that the sum leaves 64 bits.
    const bool huge = random_.Chance(6), conditional = huge || random_.Chance(80);
    const std::int64_t points = random_.Between(1, 150);
    text += std::string("    ") + word + (huge ? "9_223_372_036_854_775_807" : std::to_string(points)) + " " +
            NewName("F") + (conditional ? " when " + writer.Cond(1).text : "") + "\n";
    if (huge) continue;
    points_ = {static_cast<double>(*word == 'a' ? points : -points)};
    if (conditional) points_.push_back(0);
    EndFactor();
  }
  text += Bands(least);
  shared_.scores.push_back(made);
  Path path{.text = made.name, .type = {.kind = TypeKind::Int, .minimum = least, .maximum = kMostPoints}};
  path.classified = true;
  path.rough = true;
  path.typical = std::clamp(static_cast<std::int64_t>(score_.mean), least + 2, kMostPoints - 2);
  shared_.paths.push_back(std::move(path));
  text += "}\n";
  return random_.Chance(30) ? text + Challenger(made.name) : text;
}

// Beside a score that rules read; nothing reads it, and it may fault as it likes.
std::string BlockWriter::Challenger(const std::string& champion) {
  Scope scope = ScopeOf(AllActions());
  ExprWriter writer(random_, vocabulary_, scope);
  std::string text = "score " + NewName("Trial") + ": 0..400 version \"next\" challenger of " + champion + " {\n";
  text += "    add 9_223_372_036_854_775_807 " + NewName("F") + " when " + writer.Cond(1).text + "\n";
  text +=
      "    add " + std::to_string(random_.Between(1, 150)) + " " + NewName("F") + " when " + writer.Cond(1).text + "\n";
  return text + "    band low < 100, high\n}\n";
}

// Bins over a word, a number, a time, or anything else with an equality.
std::string BlockWriter::FactorByValue(Scope& scope, const std::string& name) {
  std::vector<Path> paths;
  for (const Path& path : scope.paths) {
    const bool readable = std::ranges::all_of(path.needs, [&](const auto& need) { return scope.known.contains(need); });
    const TypeKind kind = path.type.kind;
    const bool fits = kind == TypeKind::Enum || kind == TypeKind::Int || kind == TypeKind::Duration ||
                      kind == TypeKind::Date || kind == TypeKind::Country || kind == TypeKind::Bool ||
                      kind == TypeKind::String || kind == TypeKind::Money;
    if (readable && fits) paths.push_back(path);
  }
  if (paths.empty()) return FactorByConditions(scope, name);
  Path path = random_.Pick(paths);
  std::string subject = path.text;
  // More than a path is computed once, in a cell of its own.
  if (random_.Chance(30) && !path.optional &&
      (path.type.kind == TypeKind::Int || path.type.kind == TypeKind::Duration)) {
    ExprWriter writer(random_, vocabulary_, scope);
    if (const std::optional<Expr> value = writer.Dynamic(path.type, 1)) {
      subject = value->text;
      path.type = value->type;
    }
  }
  std::string text = "    factor " + name + (random_.Chance(20) ? " \"a factor\"" : "") + " by " + subject + " { ";
  if (path.optional) text += "absent -> " + Points() + ", ";
  text += path.type.kind == TypeKind::Enum ? WordBins(path) : NumberBins(path);
  return text + " }\n";
}

std::string BlockWriter::WordBins(const Path& path) {
  std::string text;
  const std::vector<EnumWord>& words = vocabulary_.enums[path.type.declaration].words;
  const std::size_t named = words.size() > 8 ? 3 : 1 + random_.Below(words.size());
  for (std::size_t i = 0; i < named; ++i) {
    text += (i == 0 ? "" : random_.Chance(25) ? " or " : " -> " + Points() + ", ") + words[i].name;
  }
  text += " -> " + Points();
  return named == words.size() ? text : text + ", otherwise -> " + Points();
}

std::string BlockWriter::NumberBins(const Path& path) {
  Scope scope;
  ExprWriter writer(random_, vocabulary_, scope);
  const TypeKind kind = path.type.kind;
  if (kind == TypeKind::Bool) return "true -> " + Points() + ", false -> " + Points();
  if (kind == TypeKind::Int) {
    const std::int64_t middle = TypicalOf(path.type);
    std::string text;
    if (middle > path.type.minimum) text += "< " + std::to_string(middle) + " -> " + Points() + ", ";
    if (middle < path.type.maximum && random_.Chance(40)) text += std::to_string(middle) + " -> " + Points() + ", ";
    if (middle < path.type.maximum - 2 && random_.Chance(40))
      text += std::to_string(middle + 1) + ".." + std::to_string(middle + 2) + " -> " + Points() + ", ";
    return text + "otherwise -> " + Points();
  }
  const std::optional<Expr> literal = writer.Literal({.kind = kind});
  if (kind == TypeKind::Country)
    return (random_.Chance(50) ? literal->text : "in {" + literal->text + "}") + " -> " + Points() + ", otherwise -> " +
           Points();
  const bool ordered = kind != TypeKind::String;
  return (ordered ? "< " : "") + literal->text + " -> " + Points() + ", otherwise -> " + Points();
}

std::string BlockWriter::FactorByConditions(Scope& scope, const std::string& name) {
  Scope inside = scope;  // what one factor's bins tell is not known to the next
  ExprWriter writer(random_, vocabulary_, inside);
  std::string text = "    factor " + name + " { ";
  const std::size_t bins = 1 + random_.Below(2);
  for (std::size_t i = 0; i < bins; ++i) {
    const Condition condition = writer.Cond(1);
    text += "when " + condition.text + " -> " + Points() + "  ";
    Learn(inside.known, condition.if_false);
  }
  return text + "otherwise -> " + Points() + " }\n";
}

}  // namespace bpol::agreement
