#include "compiler/repl/explain.h"

#include <algorithm>
#include <set>

#include "compiler/checked/children.h"
#include "compiler/trial/value_text.h"
#include "runtime/decision/decision.h"
#include "runtime/values/fault.h"

namespace bpol::repl {

using checked::BinaryOp;
using checked::Expr;
using checked::ExprId;

namespace {

constexpr std::size_t kColumn = 56;

class Explainer {
 public:
  Explainer(const compiler::Compiled& compiled, evaluate::Evaluator& evaluator)
      : unit_(*compiled.unit), sources_(compiled.sources), evaluator_(evaluator) {}

  std::string Explain(const checked::Action& action) {
    action_ = &action;
    for (const checked::Block& block : action.blocks) Block(block);
    for (const checked::Block& block : action.residencies) Block(block);
    return std::move(text_);
  }

 private:
  void Block(const checked::Block& block) {
    const schema::Block& declared = unit_.schema.blocks[block.block];
    Put(0, declared.id, "");
    if (block.guard.valid() && !Holds(2, "its guard", block.guard, "does not apply")) return;
    for (const checked::Line& line : block.lines) {
      const bool answers = Line(line);
      if (answers && declared.kind != schema::BlockKind::Rules) return Put(2, "the first line that holds answers", "");
    }
  }

  // Whether its `when` holds.
  bool Line(const checked::Line& line) {
    const schema::Line& declared = unit_.schema.lines[line.line];
    name_ = declared.id.substr(declared.id.rfind('.') + 1);
    const std::string name = EffectWord(declared) + " " + name_;
    if (!Holds(2, name, line.when, "does not hold")) return false;
    for (std::size_t i = 0; i < line.requires_.size(); ++i) {
      const std::size_t before = text_.size();
      const std::optional<bool> holds = Show(6, line.requires_[i]);
      // A consent is required one line of it after another: the one that fails speaks for all.
      if (holds && *holds && i + 1 < line.requires_.size() && SameText(line.requires_[i], line.requires_[i + 1]))
        text_.resize(before);
      if (!holds || !*holds) {
        Put(4, "its require fails", holds ? declared.requires_[i].reason : FaultText());
        evaluator_.Forget();
        return true;
      }
    }
    Put(4, "holds", declared.reason);
    return true;
  }

  std::string EffectWord(const schema::Line& line) const {
    const bool serves =
        unit_.schema.blocks[line.block].kind == schema::BlockKind::Residency && line.effect == schema::Effect::Permit;
    return serves ? "serve" : std::string(decision::EffectName(line.effect));
  }

  // `a >= b` is made of `not` and `a < b`, and `not in` of `not` and `in`; the reader wrote one condition, whose value
  // is the whole's.
  bool IsOneWord(const Expr& negation, ExprId operand) const {
    return TextAt(negation) != name_ && TextAt(negation) == TextAt(unit_.At(operand));
  }

  bool SameText(ExprId left, ExprId right) const { return TextAt(unit_.At(left)) == TextAt(unit_.At(right)); }

  // Under `name` the parts of `condition`; where it does not hold, `otherwise` and false.
  bool Holds(std::size_t indent, const std::string& name, ExprId condition, const char* otherwise) {
    if (!condition.valid()) {
      Put(indent, name, "always");
      return true;
    }
    const std::size_t heading = text_.size();
    const std::optional<bool> holds = Show(indent + 4, condition);
    std::string parts = text_.substr(heading);
    text_.resize(heading);
    Put(indent, name, !holds ? FaultText() : *holds ? "" : otherwise);
    text_ += parts;
    evaluator_.Forget();
    return holds.value_or(false);
  }

  // The parts of a condition in the order in which they are asked; what is not reached is not shown, and not asked.
  std::optional<bool> Show(std::size_t indent, ExprId id) {
    const Expr& expr = unit_.At(id);
    if (const auto* both = std::get_if<checked::Binary>(&expr.node);
        both != nullptr && (both->op == BinaryOp::And || both->op == BinaryOp::Or)) {
      const std::optional<bool> left = Show(indent, both->left);
      if (!left || *left == (both->op == BinaryOp::Or)) return left;
      return Show(indent, both->right);
    }
    if (const auto* unary = std::get_if<checked::Unary>(&expr.node);
        unary != nullptr && unary->op == checked::UnaryOp::Not && !IsOneWord(expr, unary->operand)) {
      const std::optional<bool> holds = Show(indent, unary->operand);
      return holds ? std::optional(!*holds) : holds;
    }
    const evaluate::Maybe value = evaluator_.Eval(id);
    // A review line asks first whether it was approved; that has the place of its name.
    Put(indent, TextAt(expr) == name_ ? "it was approved" : TextAt(expr),
        value ? trial::TextOf(unit_.schema, expr.type.type, *value) : FaultText());
    if (!value) return std::nullopt;
    std::set<std::string> named = {TextAt(expr)};
    ShowReads(indent + 2, id, named);
    return value->integer != 0;
  }

  // What a condition read on its way, where all of it is always read.
  void ShowReads(std::size_t indent, ExprId id, std::set<std::string>& named) {
    const Expr& expr = unit_.At(id);
    if (const checked::ConsentCell* consent = ConsentRead(expr)) return ShowConsent(indent, expr, *consent);
    const bool call = std::holds_alternative<checked::Call>(expr.node);
    if (call || IsNamed(expr)) ShowNamed(indent, id, named);
    if (IsNamed(expr) || !IsStrict(expr)) return;
    for (const ExprId child : checked::Children(expr.node)) ShowReads(indent, child, named);
  }

  void ShowNamed(std::size_t indent, ExprId id, std::set<std::string>& named) {
    const Expr& expr = unit_.At(id);
    const std::string name = TextAt(expr);
    // What a function reads by itself, as `age` reads `now`, has the function's text.
    const bool own = std::holds_alternative<checked::Call>(expr.node) || name.find('(') == std::string::npos;
    if (name.empty() || !own || !named.insert(name).second) return;
    const evaluate::Maybe value = evaluator_.Eval(id);
    if (value) Put(indent, name + " = " + trial::TextOf(unit_.schema, expr.type.type, *value), "");
  }

  const checked::ConsentCell* ConsentRead(const Expr& expr) const {
    const auto* read = std::get_if<checked::CellRead>(&expr.node);
    return read == nullptr ? nullptr : std::get_if<checked::ConsentCell>(&action_->cells[read->cell].kind);
  }

  // The verdict, and the condition that gave it.
  void ShowConsent(std::size_t indent, const Expr& expr, const checked::ConsentCell& consent) {
    const evaluate::Maybe verdict = evaluator_.Eval(ExprId{static_cast<std::uint32_t>(&expr - unit_.exprs.data())});
    if (!verdict) return;
    const std::int64_t line = verdict->integer;
    Put(indent,
        unit_.consents[consent.consent] + " is " +
            (line == 0 ? "satisfied" : unit_.consent_lines[consent.consent][line - 1]),
        "");
    if (line > 1) Show(indent + 2, consent.lines[line - 2]);
  }

  static bool IsNamed(const Expr& expr) {
    return std::holds_alternative<checked::Field>(expr.node) || std::holds_alternative<checked::FactRead>(expr.node) ||
           std::holds_alternative<checked::SignalRead>(expr.node) ||
           std::holds_alternative<checked::CellRead>(expr.node);
  }
  // Every child is evaluated when the expression is.
  static bool IsStrict(const Expr& expr) {
    if (const auto* binary = std::get_if<checked::Binary>(&expr.node))
      return binary->op != BinaryOp::And && binary->op != BinaryOp::Or;
    return std::holds_alternative<checked::Unwrap>(expr.node) || std::holds_alternative<checked::Unary>(expr.node) ||
           std::holds_alternative<checked::IsPresent>(expr.node) ||
           std::holds_alternative<checked::Contains>(expr.node) ||
           std::holds_alternative<checked::SubsetOf>(expr.node) ||
           std::holds_alternative<checked::TableContains>(expr.node) ||
           std::holds_alternative<checked::TableLookup>(expr.node) ||
           std::holds_alternative<checked::ListAt>(expr.node) || std::holds_alternative<checked::Call>(expr.node);
  }

  std::string FaultText() const { return "fault " + std::string(values::FaultCode(evaluator_.ended().fault)); }

  // As written, on one line.
  std::string TextAt(const Expr& expr) const {
    if (!expr.span.valid()) return "";
    std::string text;
    for (const char c : sources_.Text(expr.span)) {
      const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
      if (!blank) text += c;
      if (blank && !text.empty() && text.back() != ' ') text += ' ';
    }
    return text;
  }

  void Put(std::size_t indent, std::string_view left, std::string_view right) {
    std::string line(indent, ' ');
    line += left;
    if (!right.empty()) line.append(line.size() < kColumn ? kColumn - line.size() : 2, ' ').append(right);
    text_ += line + "\n";
  }

  const checked::Unit& unit_;
  const source::SourceMap& sources_;
  evaluate::Evaluator& evaluator_;
  const checked::Action* action_ = nullptr;
  std::string name_;  // of the line that is being shown
  std::string text_;
};

}  // namespace

std::string Explain(const compiler::Compiled& compiled, std::uint32_t action, evaluate::Evaluator& evaluator) {
  return Explainer(compiled, evaluator).Explain(compiled.unit->actions[action]);
}

}  // namespace bpol::repl
