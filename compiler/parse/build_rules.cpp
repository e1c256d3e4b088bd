#include <algorithm>

#include "compiler/parse/block_head.h"
#include "compiler/parse/builder.h"

namespace bpol::parse {

using syntax::LineEffect;

LineEffect Builder::EffectOf(Grammar::EffectContext* tree) {
  if (tree->PERMIT() != nullptr) return LineEffect::Permit;
  if (tree->CHALLENGE() != nullptr) return LineEffect::Challenge;
  if (tree->REVIEW() != nullptr) return LineEffect::Review;
  if (tree->DENY() != nullptr) return LineEffect::Deny;
  return LineEffect::Serve;
}

Builder::BlockHead Builder::HeadOf(const std::vector<Grammar::BlockHeadContext*>& trees) {
  BlockHead head;
  for (auto* tree : trees) {
    const Span span = SpanOf(tree);
    if (tree->names() != nullptr) {
      if (!head.subjects.empty()) ReportRepeated(span, "for");
      for (syntax::Name& name : NamesOf(tree->names())) head.subjects.push_back(std::move(name));
    } else if (tree->guard() != nullptr) {
      AddGuard(head.guard, tree->guard());
    } else if (tree->OPENS() != nullptr) {
      if (head.opens.valid()) ReportRepeated(span, "opens");
      head.opens = PathExpr(tree->path());
      head.opens_span = span;
    } else if (tree->FIRST() != nullptr) {
      SetOnce(head.first_match, span, span, "first match");
    } else if (tree->controls() != nullptr) {
      AddControls(head.controls, tree->controls());
    } else {
      SetOnce(head.owner, StringOf(tree->owner()->STRING()), span, "owner");
    }
  }
  return head;
}

void Builder::RuleBlock(Grammar::RuleBlockContext* tree) {
  const auto kind = tree->RULES() != nullptr ? syntax::BlockKind::Rules : syntax::BlockKind::Decide;
  syntax::Name name = NameOf(tree->name());
  BlockHead head = HeadOf(tree->blockHead());
  if (head.subjects.empty()) {
    Report(Code::MissingText, name.span, "missing `for` behind this name", "say for which actions: `for ReadAccounts`");
  }
  if (kind == syntax::BlockKind::Decide && !head.first_match) {
    Report(Code::MissingText, name.span, "missing `first match` in the head of a `decide`",
           "write `first match` before `{`");
  }
  if (kind == syntax::BlockKind::Rules && head.first_match) {
    Report(Code::ClauseNotAllowed, *head.first_match, "`first match` on `rules`",
           "lines of `rules` have no order; with one it is a `decide`");
  }
  syntax::RuleBlock block{kind,       std::move(name),          std::move(head.subjects), head.guard,
                          head.opens, std::move(head.controls), std::move(head.owner),    {}};
  for (auto* item : tree->ruleItem()) {
    if (item->line() != nullptr) {
      block.items.emplace_back(LineOf(item->line()));
    } else if (item->onClause() != nullptr) {
      block.items.emplace_back(OnClauseOf(item->onClause()));
    } else {
      block.items.emplace_back(LetOf(item->letDecl()));
    }
  }
  Declare(tree, std::move(block));
}

syntax::Line Builder::LineOf(Grammar::LineContext* tree) {
  syntax::Line line;
  line.effect = EffectOf(tree->effect());
  line.effect_span = SpanOf(tree->effect());
  line.name = NameOf(tree->name());
  line.span = SpanOf(tree);
  if (tree->STRING() != nullptr) line.text = StringOf(tree->STRING());
  for (auto* head : tree->lineHead()) AddLineHead(line, head);
  for (auto* let : tree->letDecl()) line.lets.push_back(LetOf(let));
  bool behind_oblige = false;
  for (auto* tail : tree->lineTail()) {
    AddLineTail(line, tail, behind_oblige);
    behind_oblige = tail->oblige() != nullptr;
  }
  CheckClauseOrder(tree);
  return line;
}

void Builder::AddLineHead(syntax::Line& line, Grammar::LineHeadContext* tree) {
  const Span span = SpanOf(tree);
  if (tree->REASON() != nullptr) {
    SetOnce(line.reason, StringOf(tree->STRING()), span, "reason");
  } else if (tree->controls() != nullptr) {
    AddControls(line.controls, tree->controls());
  } else if (tree->owner() != nullptr) {
    SetOnce(line.owner, StringOf(tree->owner()->STRING()), span, "owner");
  } else if (tree->regions() != nullptr) {
    if (!line.regions.empty()) ReportRepeated(span, "in region");
    line.regions = StringsOf(tree->regions()->STRING());
  } else {
    const syntax::Text date{std::string(TextOf(tree->DATE())), SpanOf(tree->DATE())};
    if (tree->FROM() != nullptr) SetOnce(line.from, date, span, "from");
    if (tree->UNTIL() != nullptr) SetOnce(line.until, date, span, "until");
  }
}

void Builder::AddLineTail(syntax::Line& line, Grammar::LineTailContext* tree, bool behind_oblige) {
  if (tree->guard() != nullptr) {
    AddGuard(behind_oblige ? line.obligations.back().condition : line.condition, tree->guard());
    if (behind_oblige) line.obligations.back().span = Join(line.obligations.back().span, SpanOf(tree));
  } else if (tree->REQUIRE() != nullptr) {
    syntax::Requirement requirement{Condition(tree->condition()), {}, SpanOf(tree)};
    if (tree->STRING() != nullptr) requirement.code = StringOf(tree->STRING());
    line.requirements.push_back(std::move(requirement));
  } else if (tree->oblige() != nullptr) {
    line.obligations.push_back(ObligeOf(tree->oblige()));
  } else {
    if (line.challenge) ReportRepeated(SpanOf(tree), "with");
    AddStepUps(line.challenge, tree->stepUp());
  }
}

namespace {

// The order of a line's clauses (language.md section 6).
struct Clause {
  int rank;
  std::string_view word;
};

Clause ClauseOf(Grammar::LineHeadContext* tree) {
  if (tree->REASON() != nullptr) return {1, "reason"};
  if (tree->controls() != nullptr) return {2, "control"};
  if (tree->owner() != nullptr) return {3, "owner"};
  if (tree->regions() != nullptr) return {4, "in region"};
  return tree->FROM() != nullptr ? Clause{5, "from"} : Clause{6, "until"};
}

Clause ClauseOf(Grammar::LineTailContext* tree, bool behind_oblige) {
  if (tree->guard() != nullptr) return behind_oblige ? Clause{11, "when"} : Clause{8, "when"};
  if (tree->REQUIRE() != nullptr) return {9, "require"};
  return tree->oblige() != nullptr ? Clause{11, "oblige"} : Clause{10, "with"};
}

}  // namespace

void Builder::CheckClauseOrder(Grammar::LineContext* tree) {
  std::vector<std::pair<Clause, Span>> before;
  bool behind_oblige = false;
  for (antlr4::tree::ParseTree* child : tree->children) {
    auto* head = dynamic_cast<Grammar::LineHeadContext*>(child);
    auto* tail = dynamic_cast<Grammar::LineTailContext*>(child);
    if (head == nullptr && tail == nullptr) continue;
    const Clause clause = head != nullptr ? ClauseOf(head) : ClauseOf(tail, behind_oblige);
    const Span place = head != nullptr ? SpanOf(head) : SpanOf(tail);
    behind_oblige = clause.rank == 11;
    const auto later = std::ranges::find_if(before, [&](const auto& each) { return each.first.rank > clause.rank; });
    if (later != before.end())
      return Report(Code::ClauseOutOfOrder, place,
                    "`" + std::string(clause.word) + "` behind `" + std::string(before.back().first.word) + "`",
                    "a line goes: reason, control, owner, in region, from, until, when, require, with, oblige", {},
                    Moved(place, later->second.begin));
    before.emplace_back(clause, place);
  }
}

// The text there, and the blanks in front of it taken away here.
std::vector<diagnostics::Edit> Builder::Moved(Span clause, std::uint32_t to) const {
  Edits edits = Removed(clause);
  edits.insert(edits.begin(), {{clause.file, to, to}, std::string(file_.Text(clause)) + " "});
  return edits;
}

syntax::Oblige Builder::ObligeOf(Grammar::ObligeContext* tree) {
  syntax::Oblige oblige{NameOf(tree->name()), {}, {}, SpanOf(tree)};
  if (tree->arguments() != nullptr) oblige.arguments = Arguments(tree->arguments());
  return oblige;
}

void Builder::AddStepUps(std::optional<syntax::Challenge>& challenge,
                         const std::vector<Grammar::StepUpContext*>& trees) {
  if (!challenge) challenge = syntax::Challenge{};
  for (auto* tree : trees) {
    const Span span = SpanOf(tree);
    challenge->span = Join(challenge->span, span);
    if (tree->ACR() != nullptr) {
      SetOnce(challenge->acr, StringOf(tree->STRING()), span, "acr");
    } else if (challenge->max_age.valid()) {
      ReportRepeated(span, "max_age");
    } else {
      challenge->max_age = Operand(tree->operand());
    }
  }
}

syntax::OnClause Builder::OnClauseOf(Grammar::OnClauseContext* tree) {
  syntax::OnClause clause{{}, {}, SpanOf(tree)};
  for (auto* effect : tree->effect()) clause.effects.push_back(EffectOf(effect));
  for (auto* guarded : tree->guardedOblige()) {
    clause.obligations.push_back(ObligeOf(guarded->oblige()));
    if (guarded->guard() != nullptr) AddGuard(clause.obligations.back().condition, guarded->guard());
  }
  return clause;
}

}  // namespace bpol::parse
