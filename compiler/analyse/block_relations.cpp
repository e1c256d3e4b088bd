#include "compiler/analyse/block_relations.h"

#include <algorithm>
#include <optional>

namespace bpol::analyse {

using checked::Line;

namespace {

// Lines are held against each other, which takes the square of their number.
constexpr std::size_t kMostLines = 200;

class BlockRelations {
 public:
  BlockRelations(Conditions& conditions, const checked::Block& block)
      : conditions_(conditions), unit_(conditions.unit()), block_(block) {}

  std::vector<LineFinding> Run() {
    std::vector<LineFinding> found;
    for (std::size_t i = 0; i < block_.lines.size(); ++i) {
      if (std::optional<LineFinding> finding = Look(i)) found.push_back(std::move(*finding));
    }
    return found;
  }

 private:
  using Lines = std::vector<Line>;

  bool InOrder() const { return unit_.schema.blocks[block_.block].kind != schema::BlockKind::Rules; }
  const schema::Line& Declared(const Line& line) const { return unit_.schema.lines[line.line]; }
  std::vector<Claim> Applies() const { return {{block_.guard}}; }

  std::optional<LineFinding> Look(std::size_t index) {
    const Line& line = block_.lines[index];
    std::vector<Claim> matched = Applies();
    matched.push_back({line.when});
    if (!conditions_.CanBeTrue(Applies())) return std::nullopt;
    if (!conditions_.CanBeTrue(matched)) return LineFinding{Relation::NeverHolds, line};
    const bool few = block_.lines.size() <= kMostLines;
    // A last line without a condition is there in case the others leave something out, as E0401 asks.
    if (few && InOrder() && line.when.valid()) {
      if (std::optional<Lines> before = Cover(matched, EarlierThan(index)))
        return LineFinding{Relation::Unreachable, line, std::move(*before)};
    }
    if (few && Declared(line).effect == schema::Effect::Permit) {
      if (std::optional<Lines> against = NeverPermits(line, matched))
        return LineFinding{Relation::NeverPermits, line, std::move(*against)};
    }
    if (few && !InOrder()) {
      if (std::optional<Line> other = SameAs(index, matched)) return LineFinding{Relation::AddsNothing, line, {*other}};
    }
    if (line.when.valid() && conditions_.TruthOf(line.when, Applies()) == Truth::Always)
      return LineFinding{Relation::AlwaysHolds, line};
    return std::nullopt;
  }

  Lines EarlierThan(std::size_t index) const { return {block_.lines.begin(), block_.lines.begin() + index}; }

  // Lines of which one holds wherever `claims` are true: one alone where that is enough, else all that are needed.
  std::optional<Lines> Cover(const std::vector<Claim>& claims, const Lines& lines) {
    for (const Line& line : lines) {
      if (Cannot(claims, {line})) return Lines{line};
    }
    if (lines.size() < 2 || !Cannot(claims, lines)) return std::nullopt;
    Lines needed = lines;
    for (std::size_t i = needed.size(); i-- > 0;) {
      Lines fewer = needed;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      if (Cannot(claims, fewer)) needed = std::move(fewer);
    }
    return needed;
  }

  // Whether `claims` cannot be true where none of `lines` holds. These come first: later lines lean on what they tell.
  bool Cannot(const std::vector<Claim>& claims, const Lines& lines) {
    std::vector<Claim> all = Applies();
    for (const Line& line : lines) all.push_back({line.when, false});
    all.insert(all.end(), claims.begin(), claims.end());
    return !conditions_.CanBeTrue(all);
  }

  std::optional<Lines> NeverPermits(const Line& line, std::vector<Claim> claims) {
    for (const checked::ExprId requirement : line.requires_) claims.push_back({requirement});
    if (!conditions_.CanBeTrue(claims)) return Lines{};
    if (InOrder()) return std::nullopt;
    Lines denials;
    std::ranges::copy_if(block_.lines, std::back_inserter(denials),
                         [&](const Line& other) { return Declared(other).effect == schema::Effect::Deny; });
    return Cover(claims, denials);
  }

  // A line that holds wherever this one does, and whose effect, reason and obligations leave nothing for this one to
  // add. Of two that hold together the later one is told of.
  std::optional<Line> SameAs(std::size_t index, const std::vector<Claim>& matched) {
    const Line& line = block_.lines[index];
    if (!line.requires_.empty() || HasObligations(line)) return std::nullopt;
    for (std::size_t i = 0; i < block_.lines.size(); ++i) {
      const Line& other = block_.lines[i];
      if (i == index || !other.requires_.empty() || !SaysTheSame(line, other) || !Cannot(matched, {other})) continue;
      std::vector<Claim> of_other = Applies();
      of_other.push_back({other.when});
      if (i < index || !Cannot(of_other, {line})) return other;
    }
    return std::nullopt;
  }

  // Nobody is told why he was permitted: there the name is reason enough, unless another was written.
  bool SaysTheSame(const Line& line, const Line& other) const {
    const schema::Line& one = Declared(line);
    const schema::Line& two = Declared(other);
    const bool named = one.effect == schema::Effect::Permit && one.reason == NameOf(unit_, line);
    return one.effect == two.effect && (named || one.reason == two.reason) && one.acr == two.acr &&
           one.max_age == two.max_age && std::ranges::all_of(one.controls, [&](const std::string& control) {
             return std::ranges::find(two.controls, control) != two.controls.end();
           });
  }

  bool HasObligations(const Line& line) const {
    return std::ranges::any_of(conditions_.action().obligations, [&](const checked::Oblige& oblige) {
      return oblige.site.owner == schema::OwnerKind::Line && oblige.site.index == line.line;
    });
  }

  Conditions& conditions_;
  const checked::Unit& unit_;
  const checked::Block& block_;
};

}  // namespace

std::vector<LineFinding> RelationsOf(Conditions& conditions, const checked::Block& block) {
  return BlockRelations(conditions, block).Run();
}

std::string NameOf(const checked::Unit& unit, const Line& line) {
  const std::string& id = unit.schema.lines[line.line].id;
  return id.substr(unit.schema.blocks[unit.schema.lines[line.line].block].id.size() + 1);
}

}  // namespace bpol::analyse
