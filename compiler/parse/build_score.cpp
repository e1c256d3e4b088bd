#include "compiler/parse/builder.h"

namespace bpol::parse {

void Builder::ScoreDecl(Grammar::ScoreDeclContext* tree) {
  syntax::ScoreDecl decl;
  decl.name = NameOf(tree->name(0));
  decl.range = Range(tree->range());
  for (Terminal* version : tree->STRING()) SetOnce(decl.version, StringOf(version), SpanOf(version), "version");
  for (auto* owner : tree->owner()) SetOnce(decl.owner, StringOf(owner->STRING()), SpanOf(owner), "owner");
  for (std::size_t at = 1; at < tree->name().size(); ++at) {
    SetOnce(decl.champion, NameOf(tree->name(at)), SpanOf(tree->name(at)), "challenger of");
  }
  AddAllControls(decl.controls, tree->controls());
  for (auto* item : tree->scoreItem()) AddScoreItem(decl, item);
  Declare(tree, std::move(decl));
}

void Builder::AddScoreItem(syntax::ScoreDecl& decl, Grammar::ScoreItemContext* tree) {
  if (tree->FACTOR() != nullptr) {
    decl.items.emplace_back(FactorOf(tree));
  } else if (tree->operand() != nullptr) {
    decl.items.emplace_back(AdjustmentOf(tree));
  } else if (tree->letDecl() != nullptr) {
    decl.items.emplace_back(LetOf(tree->letDecl()));
  } else {
    if (!decl.bands.empty()) ReportRepeated(SpanOf(tree->BAND()), "band");
    for (auto* band : tree->band()) {
      syntax::Band one{NameOf(band->name()), {}, SpanOf(band)};
      if (band->operand() != nullptr) one.below = Operand(band->operand());
      decl.bands.push_back(std::move(one));
    }
  }
}

syntax::Factor Builder::FactorOf(Grammar::ScoreItemContext* tree) {
  syntax::Factor factor{NameOf(tree->name()), {}, Optional(tree->expr()), {}, {}, SpanOf(tree)};
  if (tree->STRING() != nullptr) factor.text = StringOf(tree->STRING());
  AddAllControls(factor.controls, tree->controls());
  for (auto* bin : tree->bin()) factor.bins.push_back(BinOf(bin));
  return factor;
}

syntax::Adjustment Builder::AdjustmentOf(Grammar::ScoreItemContext* tree) {
  const auto kind = tree->ADD() != nullptr ? syntax::AdjustmentKind::Add : syntax::AdjustmentKind::Take;
  syntax::Adjustment adjustment{kind, Operand(tree->operand()), NameOf(tree->name()), {}, {}, {}, SpanOf(tree)};
  if (tree->STRING() != nullptr) adjustment.text = StringOf(tree->STRING());
  AddAllControls(adjustment.controls, tree->controls());
  if (tree->guard() != nullptr) AddGuard(adjustment.condition, tree->guard());
  return adjustment;
}

syntax::Bin Builder::BinOf(Grammar::BinContext* tree) {
  const auto kind = tree->guard() != nullptr       ? syntax::BinKind::Condition
                    : tree->OTHERWISE() != nullptr ? syntax::BinKind::Otherwise
                                                   : syntax::BinKind::Patterns;
  syntax::Bin bin{kind, {}, {}, {}, SpanOf(tree)};
  for (auto* pattern : tree->binPattern()) bin.patterns.push_back(BinPatternOf(pattern));
  if (tree->guard() != nullptr) AddGuard(bin.condition, tree->guard());
  bin.points = Operand(tree->operand());
  return bin;
}

syntax::BinPattern Builder::BinPatternOf(Grammar::BinPatternContext* tree) {
  using syntax::BinaryOp;
  using syntax::BinPatternKind;
  syntax::BinPattern pattern{BinPatternKind::Value, BinaryOp::Equal, {}, {}, SpanOf(tree)};
  if (tree->range() != nullptr) {
    pattern.kind = BinPatternKind::Range;
    pattern.range = Range(tree->range());
    return pattern;
  }
  pattern.value = Operand(tree->operand());
  const auto compare = [&](Terminal* sign, BinaryOp op) {
    if (sign == nullptr) return;
    pattern.kind = BinPatternKind::Comparison;
    pattern.op = op;
  };
  compare(tree->LESS(), BinaryOp::Less);
  compare(tree->LESS_EQUAL(), BinaryOp::LessEqual);
  compare(tree->GREATER(), BinaryOp::Greater);
  compare(tree->GREATER_EQUAL(), BinaryOp::GreaterEqual);
  if (tree->IN() != nullptr) pattern.kind = BinPatternKind::In;
  const auto* literal = std::get_if<syntax::Literal>(&out_.expr(pattern.value).node);
  const bool absent = literal != nullptr && literal->kind == syntax::LiteralKind::Absent;
  if (absent && pattern.kind == BinPatternKind::Value) pattern.kind = BinPatternKind::Absent;
  return pattern;
}

}  // namespace bpol::parse
