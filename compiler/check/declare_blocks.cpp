#include <algorithm>
#include <set>

#include "compiler/check/advice.h"
#include "compiler/check/blocks.h"
#include "compiler/check/controls.h"
#include "compiler/check/expr_checker.h"
#include "compiler/check/literal.h"
#include "compiler/diagnostics/suggest.h"
#include "compiler/syntax/printer.h"
#include "runtime/values/time_text.h"

namespace bpol::check {

using symbols::ModuleId;
using symbols::SymbolId;
using symbols::SymbolKind;
using syntax::LineEffect;

namespace {

schema::Effect EffectOf(LineEffect effect) {
  switch (effect) {
    case LineEffect::Permit:
    case LineEffect::Serve:
      return schema::Effect::Permit;
    case LineEffect::Challenge:
      return schema::Effect::Challenge;
    case LineEffect::Review:
      return schema::Effect::Review;
    case LineEffect::Deny:
      return schema::Effect::Deny;
  }
  BPOL_CHECK(false, "every effect has its kind");
}

class BlockReader {
 public:
  BlockReader(Session& session, BlockText text, schema::BlockKind kind, std::string id)
      : session_(session),
        text_(std::move(text)),
        index_(static_cast<std::uint32_t>(session.unit.schema.blocks.size())) {
    session_.unit.schema.blocks.push_back({.id = std::move(id), .kind = kind, .lines = {}});
    session_.Site(Block().id);
  }

  void Line(const syntax::Line& line) {
    const auto [first, added] = names_.try_emplace(line.name.text, line.name.span);
    if (!added)
      session_.report.Add(Code::DuplicateMember, line.name.span,
                          "a line is named " + Quote(line.name.text) + " already", kOwnName,
                          {{first->second, "the first one"}});
    CheckEffect(line);
    schema::Line made{.id = Block().id + "." + line.name.text,
                      .reason = line.reason ? line.reason->value : line.name.text,
                      .effect = EffectOf(line.effect),
                      .block = index_,
                      .controls = ControlTexts(line.controls),
                      .requires_ = Requires(line)};
    ReadChallenge(line, made);
    ReadRegions(line, made);
    CheckPeriod(line);
    session_.Site(made.id);
    Block().lines.push_back(static_cast<std::uint32_t>(session_.unit.schema.lines.size()));
    if (made.effect == schema::Effect::Permit && Block().kind != schema::BlockKind::Residency) Block().gate = true;
    session_.unit.schema.lines.push_back(std::move(made));
  }

  void Finish() { session_.blocks.push_back(std::move(text_)); }

 private:
  schema::Block& Block() { return session_.unit.schema.blocks[index_]; }

  void CheckEffect(const syntax::Line& line) {
    const bool residency = Block().kind == schema::BlockKind::Residency;
    const bool fits = residency ? line.effect == LineEffect::Serve || line.effect == LineEffect::Deny
                                : line.effect != LineEffect::Serve;
    if (fits) return;
    session_.report.Add(
        Code::EffectNotAllowed, line.effect_span,
        Quote(SpellingOf(line.effect)) + (residency ? " in a residency block" : " outside a residency block"),
        residency ? "its lines are `serve` and `deny`" : "`serve` says where data may go, in a `residency` block");
  }

  std::vector<schema::Require> Requires(const syntax::Line& line) {
    std::vector<schema::Require> requires_;
    for (const syntax::Requirement& requirement : line.requirements) {
      if (line.effect != LineEffect::Permit) {
        session_.report.Add(Code::RequireNotOnPermit, requirement.span,
                            "`require` on a " + Quote(SpellingOf(line.effect)) + " line",
                            "say it in its condition: `when … and …`");
        continue;
      }
      const SymbolId consent = RequiredConsent(session_, text_.module, *text_.file, requirement);
      if (consent.valid()) {
        if (session_.IndexOf(consent) == kNone) continue;
        for (const std::string& name : session_.unit.consent_lines[session_.IndexOf(consent)])
          requires_.push_back({"consent." + name});
      } else if (requirement.code) {
        requires_.push_back({requirement.code->value});
      } else {
        const std::string brought = BroughtBy(requirement);
        session_.report.Add(Code::MissingReasonCode, text_.file->expr(requirement.condition).span,
                            "this requirement has no reason code",
                            brought.empty() ? "add what callers are told: `else \"…\"`" : brought);
      }
    }
    return requires_;
  }

  // A consent of another module, which would need no code.
  std::string BroughtBy(const syntax::Requirement& requirement) const {
    const auto* name = std::get_if<syntax::NameExpr>(&text_.file->expr(requirement.condition).node);
    if (name == nullptr || session_.module.Find(text_.module, symbols::Space::Value, name->name.text).valid())
      return "";
    return diagnostics::BroughtBy(
        session_.module.DeclaringModule(text_.module, symbols::Space::Value, name->name.text));
  }

  void ReadChallenge(const syntax::Line& line, schema::Line& made) {
    if (line.effect != LineEffect::Challenge) {
      if (line.challenge)
        session_.report.Add(Code::WithNotOnChallenge, line.challenge->span,
                            "`with` on a " + Quote(SpellingOf(line.effect)) + " line",
                            "a `challenge` asks for a login; other lines ask for nothing");
      return;
    }
    if (!line.challenge || (!line.challenge->acr && !line.challenge->max_age.valid())) {
      session_.report.Add(Code::ChallengeWithoutAcr, line.name.span, Quote(line.name.text) + " names no `acr`",
                          "say what to ask for: `with acr \"…\"`", {}, OnlyAcr(line));
      return;
    }
    if (line.challenge->acr) ReadAcr(*line.challenge->acr, made);
    if (line.challenge->max_age.valid()) ReadMaxAge(line.challenge->max_age, made);
  }

  // Where one `acr` is declared it is meant. It stands behind all but obligations.
  std::vector<diagnostics::Edit> OnlyAcr(const syntax::Line& line) const {
    const std::vector<std::string>& acrs = session_.unit.schema.acrs;
    if (acrs.size() != 1 || acrs[0].find_first_of("\"\\") != std::string::npos || !line.obligations.empty()) return {};
    return {{{line.span.file, line.span.end, line.span.end}, " with acr \"" + acrs[0] + "\""}};
  }

  void ReadAcr(const syntax::Text& acr, schema::Line& made) {
    const std::vector<std::string>& acrs = session_.unit.schema.acrs;
    const auto found = std::ranges::find(acrs, acr.value);
    if (found != acrs.end()) {
      made.acr = static_cast<std::uint32_t>(found - acrs.begin());
      return;
    }
    const std::vector<std::string_view> names(acrs.begin(), acrs.end());
    session_.report.Add(Code::UnknownAcr, acr.span, Quote(acr.value) + " is not declared by any `acr`",
                        NearestOrAll(acr.value, names));
  }

  void ReadMaxAge(syntax::ExprId max_age, schema::Line& made) {
    Scope scope{.module = text_.module, .file = text_.file};
    ExprChecker checker(session_, scope);
    const Typed typed = checker.As(max_age, session_.Scalar(TypeKind::Duration));
    const std::optional<decision::Value> value = checker.Constant(typed, text_.file->expr(max_age).span);
    if (!value) return;
    made.max_age = value->integer;
    if (made.max_age < 0)
      session_.report.Add(Code::LiteralOutOfRange, text_.file->expr(max_age).span, "an age below zero");
  }

  void ReadRegions(const syntax::Line& line, schema::Line& made) {
    if (line.effect == LineEffect::Serve && line.regions.empty()) {
      session_.report.Add(Code::ServeWithoutRegion, line.effect_span, Quote(line.name.text) + " serves in no region",
                          "say where: `in region \"…\"`");
    }
    if (line.effect != LineEffect::Serve && !line.regions.empty()) {
      session_.report.Add(Code::RegionNotOnServe, Join(line.regions.front().span, line.regions.back().span),
                          "`in region` on a " + Quote(SpellingOf(line.effect)) + " line",
                          "write `serve`, or leave the region out");
      return;
    }
    for (const syntax::Text& region : line.regions) {
      if (const std::optional<std::uint32_t> index = RegionOf(session_, region.value)) {
        made.regions |= std::uint64_t{1} << *index;
      } else {
        session_.report.Add(Code::UnknownRegion, region.span, Quote(region.value) + " is not a region of the manifest",
                            "the manifest lists: " + QuoteAll(session_.project.regions));
      }
    }
  }

  void CheckPeriod(const syntax::Line& line) {
    const Period period = PeriodOf(line);
    for (const auto& [text, date] : {std::pair(line.from, period.from), std::pair(line.until, period.until)}) {
      if (text && !date)
        session_.report.Add(Code::LiteralOutOfRange, text->span, Quote(text->value) + " is not in the calendar");
    }
    if (period.from && period.until && *period.until < *period.from)
      session_.report.Add(Code::PeriodOrder, line.until->span, "`until` lies before `from`",
                          "the earlier day stands behind `from`; both days count");
    if (period.until && session_.project.today && *period.until < *session_.project.today)
      session_.report.Add(Code::PeriodPast, line.until->span,
                          "the last day of " + Quote(line.name.text) + " was " + line.until->value +
                              ": it holds for no request any more",
                          "leave the line out, or give it another last day");
  }

  Session& session_;
  BlockText text_;
  std::uint32_t index_;
  std::map<std::string, Span> names_;  // of lines, and where they stand first
};

void DeclareRules(Session& session, ModuleId module, const syntax::File& file, const syntax::RuleBlock& node) {
  BlockText text{.module = module, .file = &file, .rules = &node, .actions = {}, .classes = {}};
  for (const syntax::Name& name : node.actions) {
    const SymbolId symbol = session.module.Find(module, symbols::Space::Action, name.text);
    if (!symbol.valid() || session.IndexOf(symbol) == kNone) continue;
    const std::uint32_t action = session.IndexOf(symbol);
    if (std::ranges::find(text.actions, action) != text.actions.end()) {
      session.report.Add(Code::DuplicateMember, name.span, Quote(name.text) + " is named already",
                         "name each action once");
      continue;
    }
    text.actions.push_back(action);
  }
  const auto kind = node.kind == syntax::BlockKind::Decide ? schema::BlockKind::Decide : schema::BlockKind::Rules;
  const std::string& in = session.module.scope(module).name;
  BlockReader reader(session, std::move(text), kind, in.empty() ? node.name.text : in + "." + node.name.text);
  for (const syntax::BlockItem& item : node.items) {
    if (const auto* line = std::get_if<syntax::Line>(&item)) reader.Line(*line);
  }
  reader.Finish();
}

void DeclareResidency(Session& session, ModuleId module, const syntax::File& file, const syntax::ResidencyDecl& node) {
  BlockText text{.module = module, .file = &file, .residency = &node, .actions = {}, .classes = {}};
  for (const syntax::Name& name : node.classes) {
    const SymbolId symbol = session.module.Find(module, symbols::Space::DataClass, name.text);
    if (symbol.valid() && session.IndexOf(symbol) != kNone) text.classes.push_back(session.IndexOf(symbol));
  }
  const std::string& in = session.module.scope(module).name;
  BlockReader reader(session, std::move(text), schema::BlockKind::Residency,
                     in.empty() ? node.name.text : in + "." + node.name.text);
  for (const syntax::ResidencyItem& item : node.items) {
    if (const auto* line = std::get_if<syntax::Line>(&item)) reader.Line(*line);
  }
  reader.Finish();
}

}  // namespace

void DeclareBlocks(Session& session) {
  for (std::uint32_t i = 0; i < session.module.files().size(); ++i) {
    const syntax::File& file = session.module.files()[i];
    const ModuleId module = session.module.ModuleOfFile(i);
    for (const syntax::Declaration& declaration : file.declarations) {
      if (const auto* rules = std::get_if<syntax::RuleBlock>(&declaration.node))
        DeclareRules(session, module, file, *rules);
      if (const auto* residency = std::get_if<syntax::ResidencyDecl>(&declaration.node))
        DeclareResidency(session, module, file, *residency);
    }
  }
}

SymbolId RequiredConsent(const Session& session, ModuleId module, const syntax::File& file,
                         const syntax::Requirement& requirement) {
  if (requirement.code || !requirement.condition.valid()) return {};
  const auto* name = std::get_if<syntax::NameExpr>(&file.expr(requirement.condition).node);
  if (name == nullptr) return {};
  const SymbolId symbol = session.module.Find(module, symbols::Space::Value, name->name.text);
  return symbol.valid() && session.module.symbol(symbol).kind == SymbolKind::Consent ? symbol : SymbolId{};
}

Period PeriodOf(const syntax::Line& line) {
  Period period;
  values::Date date = 0;
  if (line.from && values::ParseDate(line.from->value, &date)) period.from = date;
  if (line.until && values::ParseDate(line.until->value, &date)) period.until = date;
  return period;
}

}  // namespace bpol::check
