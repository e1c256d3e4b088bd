#include "compiler/check/invariants.h"

#include <algorithm>

#include "compiler/check/advice.h"
#include "compiler/check/expr_checker.h"
#include "compiler/check/responses.h"
#include "compiler/check/trial.h"

namespace bpol::check {

using symbols::ModuleId;
using symbols::Space;
using symbols::SymbolId;

namespace {

class InvariantChecker {
 public:
  InvariantChecker(Session& session, ModuleId module, const syntax::File& file, const syntax::InvariantDecl& node)
      : session_(session), module_(module), file_(file), node_(node) {}

  void Check() {
    for (const std::uint32_t action : std::visit([&](const auto& claim) { return ActionsOf(claim); }, node_.claim)) {
      const std::vector<Diagnostic> said = TryOn(session_, action, [&](ActionState& state) {
        Scope scope{.module = module_, .file = &file_, .action = &state};
        if (node_.condition.valid()) ExprChecker(session_, scope).Condition(node_.condition);
      });
      for (const Diagnostic& each : said)
        session_.report.Add(each.code, each.span, each.message, each.help, each.labels);
    }
  }

 private:
  std::vector<std::uint32_t> ActionsOf(const syntax::NeverEffect& claim) {
    std::vector<std::uint32_t> actions;
    for (const syntax::Name& name : claim.actions) {
      const SymbolId symbol = session_.module.Find(module_, Space::Action, name.text);
      if (symbol.valid()) actions.push_back(session_.IndexOf(symbol));  // resolve/ told of the others
    }
    return actions;
  }

  std::vector<std::uint32_t> ActionsOf(const syntax::NeverReveal& claim) {
    const syntax::Name& name = claim.field.parts.front();
    const SymbolId symbol = session_.module.Find(module_, Space::Type, name.text);
    if (!symbol.valid() || session_.module.symbol(symbol).kind == symbols::SymbolKind::Enum) {
      if (!session_.module.MayBeLost(module_, name.text))
        session_.report.Add(Code::UnknownType, name.span, "no record is named " + Quote(name.text));
      return {};
    }
    const std::uint32_t record = session_.IndexOf(symbol);
    if (record == kNone || !FollowFields(session_.types.Record(record), claim.field)) return {};
    std::vector<std::uint32_t> actions;
    for (std::uint32_t action = 0; action < session_.unit.schema.actions.size(); ++action) {
      const std::uint32_t response = session_.unit.schema.actions[action].response;
      if (response != kNone && HoldsRecord(session_, response, record)) actions.push_back(action);
    }
    if (actions.empty())
      session_.report.Add(Code::NotTheResponse, name.span, "no action answers with " + Quote(name.text));
    return actions;
  }

  // Behind the record each part is a field; elements of lists have no part of their own.
  bool FollowFields(TypeRef type, const syntax::Path& path) {
    for (std::size_t i = 1; i < path.parts.size(); ++i) {
      while (session_.types.IsCollection(type)) type = session_.types.ElementOf(type);
      const syntax::Name& name = path.parts[i];
      if (!session_.types.Is(type, TypeKind::Record)) {
        session_.report.Add(Code::UnknownField, name.span, Quote(session_.types.Name(type)) + " has no fields");
        return false;
      }
      const schema::Record& record = session_.RecordOf(type);
      const auto field = std::ranges::find(record.fields, name.text, &schema::Field::name);
      if (field == record.fields.end()) {
        std::vector<std::string_view> names;
        for (const schema::Field& known : record.fields) names.push_back(known.name);
        if (!session_.report.MayBeLost(name.text))
          session_.report.Add(Code::UnknownField, name.span, Quote(record.name) + " has no field " + Quote(name.text),
                              NearestOrAll(name.text, names));
        return false;
      }
      type = {field->type, false};
    }
    return true;
  }

  Session& session_;
  const ModuleId module_;
  const syntax::File& file_;
  const syntax::InvariantDecl& node_;
};

}  // namespace

void CheckInvariants(Session& session) {
  session.ForEach<syntax::InvariantDecl>(
      [&](ModuleId module, const syntax::File& file, const syntax::InvariantDecl& node, const syntax::Declaration&) {
        InvariantChecker(session, module, file, node).Check();
      });
}

}  // namespace bpol::check
