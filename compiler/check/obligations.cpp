#include "compiler/check/obligations.h"

#include "compiler/check/expr_checker.h"
#include "compiler/diagnostics/suggest.h"

namespace bpol::check {

namespace {

// audit and rate take a word; what is wrong with it is told in words of its own.
bool CheckBuiltInWord(Session& session, const syntax::File& file, const syntax::Oblige& oblige, TypeRef wanted) {
  const auto* name = std::get_if<syntax::NameExpr>(&file.expr(oblige.arguments[0]).node);
  if (name == nullptr || name->name.missing()) return true;
  std::vector<std::string> members;
  for (const schema::EnumMember& member : session.EnumOf(wanted).members) {
    if (member.name == name->name.text) return true;
    members.push_back(member.name);
  }
  const std::string what = oblige.obligation.text == "audit" ? "an audit level" : "a rate class";
  session.report.Add(Code::UnknownMember, name->name.span,
                     what + " is one of " + QuoteAll(members) + ", not " + Quote(name->name.text));
  return false;
}

// `declared`: the class that the parameter may carry, kNone where it says nothing.
bool CheckClasses(Session& session, const Scope& scope, std::uint32_t declared, const Typed& argument, Span span) {
  std::uint64_t leaving = session.At(argument.id).classes & ForbiddenClasses(session, scope.module);
  for (std::uint32_t i = 0; declared != kNone && i < session.unit.schema.classes.size(); ++i) {
    if (session.classes->AtLeast(declared, i)) leaving &= ~(std::uint64_t{1} << i);
  }
  if (leaving == 0) return true;
  std::uint32_t data_class = 0;
  while ((leaving >> data_class & 1) == 0) ++data_class;
  session.report.Add(Code::ClassLeaves, span,
                     Quote(session.unit.schema.classes[data_class]) + " data would leave in an obligation",
                     "give the obligation something that says less, or declare what it carries: `text: String as …`");
  return false;
}

}  // namespace

std::uint64_t ForbiddenClasses(const Session& session, symbols::ModuleId module) {
  std::uint32_t base = session.default_classes[module.index];
  if (base == kNone) base = session.unit.default_class;
  std::uint64_t forbidden = 0;
  for (std::uint32_t i = 0; i < session.unit.schema.classes.size(); ++i) {
    if (!session.classes->AtLeast(base, i)) forbidden |= std::uint64_t{1} << i;
  }
  return forbidden;
}

bool IsBareAudit(const syntax::Oblige& oblige) {
  return oblige.obligation.text == "audit" && oblige.arguments.empty();
}

std::uint32_t FindObligation(Session& session, symbols::ModuleId module, const syntax::Oblige& oblige) {
  const std::string& name = oblige.obligation.text;
  if (name == "audit") return 0;
  if (name == "rate") return 1;
  const symbols::SymbolId symbol = session.module.Find(module, symbols::Space::Obligation, name);
  if (symbol.valid()) return session.IndexOf(symbol);
  std::vector<std::string_view> names = session.module.NamesIn(module, symbols::Space::Obligation);
  names.push_back("audit");
  names.push_back("rate");
  if (session.module.MayBeLost(module, name)) return kNone;
  session.report.Add(Code::UnknownObligation, oblige.obligation.span, "no obligation is named " + Quote(name),
                     diagnostics::DidYouMean(name, names));
  return kNone;
}

void AddOblige(Session& session, Scope& scope, const syntax::Oblige& oblige, schema::ObligationSite site,
               const std::string& owner) {
  if (oblige.obligation.missing()) return;
  site.obligation = FindObligation(session, scope.module, oblige);
  ExprChecker checker(session, scope);
  const Branch branch(scope, {});
  checked::Oblige made{.site = site, .when = {}, .arguments = {}, .fault_site = session.Site(owner)};
  if (oblige.condition.valid()) {
    const Typed condition = checker.Condition(oblige.condition);
    made.when = condition.id;
    scope.known.Add(condition.if_true);
  }
  if (site.obligation == kNone) return;
  const std::vector<std::uint32_t> parameters = session.unit.schema.obligations[site.obligation].parameters;
  const bool bare = IsBareAudit(oblige);
  if (!bare && oblige.arguments.size() != parameters.size()) {
    std::vector<std::string> types;
    for (const std::uint32_t parameter : parameters) types.push_back(session.types.Name({parameter, false}));
    session.report.Add(Code::ObligationArguments, oblige.span,
                       Quote(oblige.obligation.text) + " is given " + std::to_string(oblige.arguments.size()) +
                           (oblige.arguments.size() == 1 ? " value" : " values") + "; it takes " +
                           std::to_string(parameters.size()) + (types.empty() ? "" : ": " + QuoteAll(types)));
    return;
  }
  if (site.obligation < 2 && !bare && !CheckBuiltInWord(session, *scope.file, oblige, {parameters[0], false})) return;
  if (bare)
    made.arguments.push_back(checker.MakeLiteral(decision::Value::Absent(), {parameters[0], true}, oblige.span).id);
  for (std::size_t i = 0; i < oblige.arguments.size(); ++i) {
    const Typed argument = checker.As(oblige.arguments[i], {parameters[i], false});
    const std::uint32_t declared = session.obligation_classes[site.obligation][i];
    const Span span = scope.file->expr(oblige.arguments[i]).span;
    if (argument.error() || !CheckClasses(session, scope, declared, argument, span)) return;
    made.arguments.push_back(argument.id);
  }
  checked::Action& action = session.unit.actions[scope.action->action];
  if (made.when.valid()) action.live_roots.push_back(made.when);
  action.live_roots.insert(action.live_roots.end(), made.arguments.begin(), made.arguments.end());
  session.unit.schema.actions[scope.action->action].obligations.push_back(made.site);
  action.obligations.push_back(std::move(made));
}

}  // namespace bpol::check
