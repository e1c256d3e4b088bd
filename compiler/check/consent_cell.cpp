// The verdict of a consent, for one action: 0 satisfied, 1 missing, then its lines.
#include "compiler/check/action_parts.h"
#include "compiler/check/cells.h"
#include "compiler/check/expr_checker.h"

namespace bpol::check {

using symbols::SymbolId;

namespace {

class ConsentReader {
 public:
  ConsentReader(Session& session, ActionState& action, SymbolId symbol)
      : session_(session),
        declared_(session.module.symbol(symbol)),
        node_(std::get<syntax::ConsentDecl>(session.module.DeclarationOf(declared_).node)),
        scope_{
            .module = declared_.module, .file = &session.module.FileOf(declared_), .action = &action, .shared = true},
        index_(session.IndexOf(symbol)) {}

  Typed Read(Span span) {
    const SymbolId symbol = session_.module.Find(declared_.module, symbols::Space::Value, node_.fact.text);
    const Typed fact = ReadFact(session_, *scope_.action, symbol, node_.fact.span);
    if (fact.error()) return {};
    if (node_.alias) scope_.locals.push_back({node_.alias->text, fact});
    scope_.known.SetPresent(*fact.place);
    checked::ConsentCell cell{.consent = index_, .fact_present = IsPresent(fact), .lines = {}};
    bool failed = false;
    for (const syntax::ConsentItem& item : node_.items) {
      if (const auto* let = std::get_if<syntax::LetDecl>(&item)) {
        AddLocalLet(session_, scope_, *let);
      } else {
        failed = !ReadLine(std::get<syntax::ConsentLine>(item), cell) || failed;
      }
    }
    if (failed) return {};
    const auto last = static_cast<std::int64_t>(session_.unit.consent_lines[index_].size());
    const TypeRef type = session_.types.Int(0, last);
    Typed verdict;
    verdict.if_true = scope_.known;  // satisfied: the fact is present, and no line holds
    return AddCell(session_, *scope_.action, {.name = node_.name.text, .kind = std::move(cell), .type = type}, verdict,
                   classes_, span);
  }

 private:
  checked::ExprId IsPresent(const Typed& fact) {
    return session_.Add(checked::IsPresent{fact.id, false}, session_.Scalar(TypeKind::Bool), 0, node_.fact.span);
  }

  bool ReadLine(const syntax::ConsentLine& line, checked::ConsentCell& cell) {
    const Typed condition = ExprChecker(session_, scope_).Condition(line.condition);
    scope_.known.Add(condition.if_false);
    if (condition.error()) return false;
    cell.lines.push_back(condition.id);
    classes_ |= session_.At(condition.id).classes;
    return true;
  }

  Session& session_;
  const symbols::Symbol& declared_;
  const syntax::ConsentDecl& node_;
  Scope scope_;
  std::uint32_t index_;
  std::uint64_t classes_ = 0;
};

}  // namespace

Typed ReadConsent(Session& session, ActionState& action, SymbolId symbol, Span span) {
  if (session.IndexOf(symbol) == kNone) return {};
  if (const auto known = action.cells.find(symbol.index); known != action.cells.end())
    return ReadAgain(session, known->second, span);
  const symbols::Symbol& declared = session.module.symbol(symbol);
  if (!action.open.insert(symbol.index).second) {
    session.report.Add(Code::Recursion, declared.span, Quote(declared.name) + " needs itself", kNeedsItself);
    return {};
  }
  const Typed cell = ConsentReader(session, action, symbol).Read(span);
  action.open.erase(symbol.index);
  action.cells[symbol.index] = cell;
  return cell;
}

}  // namespace bpol::check
