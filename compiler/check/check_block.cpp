// The expressions of one block for one action: guard, lines, requirements, obligations.
#include "compiler/check/action_parts.h"
#include "compiler/check/blocks.h"
#include "compiler/check/cells.h"
#include "compiler/check/exhaustive.h"
#include "compiler/check/expr_checker.h"
#include "compiler/check/obligations.h"

namespace bpol::check {

using decision::Value;
using syntax::LineEffect;

namespace {

class BlockChecker {
 public:
  BlockChecker(Session& session, ActionState& action, std::uint32_t index)
      : session_(session),
        action_(action),
        text_(session.blocks[index]),
        block_(session.unit.schema.blocks[index]),
        scope_{.module = text_.module,
               .file = text_.file,
               .action = &action,
               .shared = text_.residency != nullptr || text_.actions.size() > 1},
        checker_(session, scope_) {
    result_.block = index;
    result_.site = session.Site(block_.id);
  }

  void Run() {
    const syntax::ExprId guard = text_.rules ? text_.rules->guard : text_.residency->guard;
    if (guard.valid()) {
      const Typed typed = checker_.Condition(guard);
      result_.guard = typed.id;
      scope_.known.Add(typed.if_true);
      Root(typed);
    }
    if (text_.rules) {
      if (text_.rules->opens.valid()) Open(text_.rules->opens);
      for (const syntax::BlockItem& item : text_.rules->items) std::visit([&](const auto& node) { Item(node); }, item);
    } else {
      for (const syntax::ResidencyItem& item : text_.residency->items)
        std::visit([&](const auto& node) { Item(node); }, item);
    }
    if (block_.kind == schema::BlockKind::Decide) CheckEnd();
    checked::Action& action = session_.unit.actions[action_.action];
    (text_.residency ? action.residencies : action.blocks).push_back(std::move(result_));
  }

 private:
  void Root(const Typed& typed) {
    if (typed.id.valid()) session_.unit.actions[action_.action].live_roots.push_back(typed.id);
  }

  void Open(syntax::ExprId opens) {
    const Typed record = checker_.Value(opens);
    if (record.error()) return;
    if (!session_.types.Is(record.type, TypeKind::Record)) {
      session_.report.Add(Code::TypeMismatch, text_.file->expr(opens).span,
                          "`opens` of a " + Quote(session_.types.Name(record.type)) + ", which has no fields");
      return;
    }
    scope_.opened = record;
  }

  void Item(const syntax::LetDecl& let) { AddLocalLet(session_, scope_, let); }

  // A block's obligation comes out whichever line answered: what a decide's earlier lines told, and the lets that lean
  // on it, are not there.
  void Item(const syntax::OnClause& clause) {
    Scope& scope = before_lines_ ? *before_lines_ : scope_;
    for (const syntax::Oblige& oblige : clause.obligations) {
      for (const schema::When when : EffectsOf(clause)) {
        const schema::ObligationSite site{.owner = schema::OwnerKind::Block, .index = result_.block, .when = when};
        AddOblige(session_, scope, oblige, site, block_.id);
      }
    }
  }

  static std::vector<schema::When> EffectsOf(const syntax::OnClause& clause) {
    if (clause.effects.empty()) return {schema::When::Any};
    std::vector<schema::When> effects;
    for (const LineEffect effect : clause.effects) {
      switch (effect) {
        case LineEffect::Permit:
        case LineEffect::Serve:
          effects.push_back(schema::When::Permit);
          break;
        case LineEffect::Challenge:
          effects.push_back(schema::When::Challenge);
          break;
        case LineEffect::Review:
          effects.push_back(schema::When::Review);
          break;
        case LineEffect::Deny:
          effects.push_back(schema::When::Deny);
          break;
      }
    }
    return effects;
  }

  void Item(const syntax::Line& line) {
    if (next_ >= block_.lines.size()) return;
    if (block_.kind != schema::BlockKind::Rules && !before_lines_) before_lines_ = scope_;
    const std::uint32_t index = block_.lines[next_++];
    const schema::Line& declared = session_.unit.schema.lines[index];
    if (always_ != nullptr) {
      session_.report.Add(Code::UnreachableLine, line.name.span,
                          Quote(line.name.text) + " is never reached: " + Quote(always_->name.text) + " always holds",
                          "move it in front of " + Quote(always_->name.text), {{always_->name.span, "always holds"}});
    }
    checked::Line made{
        .line = index, .when = {}, .requires_ = {}, .site = session_.Site(declared.id), .span = line.name.span};
    Typed condition;
    {
      const Branch branch(scope_, {});
      for (const syntax::LetDecl& let : line.lets) AddLocalLet(session_, scope_, let);
      if (line.condition.valid()) condition = checker_.Condition(line.condition);
      made.when = WhenOf(line, index, condition);
      scope_.known.Add(condition.if_true);
      for (const syntax::Requirement& requirement : line.requirements) AddRequirement(line, requirement, made);
      AddObligations(line, index, declared.id);
    }
    if (block_.kind != schema::BlockKind::Rules) Pass(line, condition);
    result_.lines.push_back(std::move(made));
  }

  // Later lines of a first-match block know that this one did not hold, unless it may have been passed over.
  void Pass(const syntax::Line& line, const Typed& condition) {
    if (line.effect == LineEffect::Review || line.from || line.until) return;
    if (!line.condition.valid()) {
      always_ = always_ == nullptr ? &line : always_;
      return;
    }
    complete_ = complete_ || condition.fixed.value_or(false);
    scope_.known.Add(condition.if_false);
    if (condition.id.valid()) passed_.push_back(condition.id);
    failed_ = failed_ || condition.error();
  }

  // The condition with what else lets a line be passed over, cheapest first.
  checked::ExprId WhenOf(const syntax::Line& line, std::uint32_t index, const Typed& condition) {
    std::optional<Typed> when;
    const auto add = [&](const Typed& part) { when = when ? checker_.And(*when, part, line.span) : part; };
    if (line.effect == LineEffect::Review) add(NotApproved(index, line.name.span));
    const Period period = PeriodOf(line);
    if (period.from) add(Today(syntax::BinaryOp::GreaterEqual, *period.from, line.from->span));
    if (period.until) add(Today(syntax::BinaryOp::LessEqual, *period.until, line.until->span));
    if (condition.id.valid()) add(condition);
    if (when) Root(*when);
    return when ? when->id : checked::ExprId{};
  }

  Typed NotApproved(std::uint32_t line, Span span) {
    schema::Action& action = session_.unit.schema.actions[action_.action];
    if (action.approved == kNone) {
      std::vector<schema::Field>& fields = session_.unit.schema.records[action.frame].fields;
      const auto bound = static_cast<std::uint32_t>(session_.unit.schema.lines.size());
      const TypeRef type = session_.types.ListOf(session_.Scalar(TypeKind::Int), bound);
      action.approved = static_cast<std::uint32_t>(fields.size());
      fields.push_back({.name = "approved", .type = type.type});
    }
    const Typed approved = ReadFrameField(session_, action_, action.approved, span);
    const Typed own = checker_.MakeLiteral(Value::Int(line), session_.types.Int(line, line), span);
    return checker_.Not(checker_.MakeMembership(approved, own, span), span);
  }

  // `from` and `until` are dates in the project's zone, both inclusive.
  Typed Today(syntax::BinaryOp op, std::int64_t date, Span span) {
    const Typed now = ReadFrameWord(session_, action_, "now", span);
    const Typed zone = checker_.MakeLiteral(Value::Text(session_.Keep(session_.project.zone)),
                                            session_.Scalar(TypeKind::String), span);
    const TypeRef type = session_.Scalar(TypeKind::Date);
    Typed today;
    today.type = type;
    today.id = session_.Add(checked::Call{checked::Builtin::DateOf, {now.id, zone.id}}, type, 0, span);
    return checker_.Compare(op, today, checker_.MakeLiteral(Value::Int(date), type, span), span);
  }

  void AddRequirement(const syntax::Line& line, const syntax::Requirement& requirement, checked::Line& made) {
    const symbols::SymbolId consent = RequiredConsent(session_, text_.module, *text_.file, requirement);
    if (!consent.valid()) {
      const Typed condition = checker_.Condition(requirement.condition);
      if (condition.error() || line.effect != LineEffect::Permit) return;
      made.requires_.push_back(condition.id);
      Root(condition);
      scope_.known.Add(condition.if_true);
      return;
    }
    const Span span = text_.file->expr(requirement.condition).span;
    const Typed verdict = ReadConsent(session_, action_, consent, span);
    if (verdict.error()) return scope_.known.AssumeAll();
    const auto lines = static_cast<std::int64_t>(session_.unit.consent_lines[session_.IndexOf(consent)].size());
    for (std::int64_t i = 1; i <= lines; ++i) {
      const Typed other = checker_.MakeLiteral(Value::Int(i), verdict.type, span);
      const Typed differs = checker_.Compare(syntax::BinaryOp::NotEqual, verdict, other, span);
      made.requires_.push_back(differs.id);
      Root(differs);
    }
    scope_.known.Add(verdict.if_true);
  }

  void AddObligations(const syntax::Line& line, std::uint32_t index, const std::string& id) {
    for (const syntax::Oblige& oblige : line.obligations) {
      const schema::ObligationSite site{.owner = schema::OwnerKind::Line, .index = index};
      AddOblige(session_, scope_, oblige, site, id);
    }
  }

  // A gate answers every request: by its last line, or because its lines leave nothing out.
  void CheckEnd() {
    if (!block_.gate || always_ != nullptr || complete_ || failed_ || Exhaustive(session_, passed_)) return;
    session_.report.Add(Code::GateNotExhaustive, text_.rules->name.span,
                        "it may be that no line of " + Quote(text_.rules->name.text) + " holds",
                        "end it with a line without `when`: `deny …`");
  }

  Session& session_;
  ActionState& action_;
  const BlockText& text_;
  const schema::Block& block_;
  Scope scope_;
  ExprChecker checker_;
  checked::Block result_;
  std::optional<Scope> before_lines_;     // first match: what stood around the first line
  std::size_t next_ = 0;                  // the line of the schema that comes next
  const syntax::Line* always_ = nullptr;  // first match: the line behind which nothing is reached
  std::vector<checked::ExprId> passed_;   // conditions that did not hold when the end is reached
  bool complete_ = false;                 // a line holds for every request of this action
  bool failed_ = false;
};

}  // namespace

void CheckBlock(Session& session, ActionState& action, std::uint32_t index) {
  BlockChecker(session, action, index).Run();
}

}  // namespace bpol::check
