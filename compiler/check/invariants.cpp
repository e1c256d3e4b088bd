#include "compiler/check/invariants.h"

#include <algorithm>

#include "compiler/check/advice.h"
#include "compiler/check/controls.h"
#include "compiler/check/expr_checker.h"
#include "compiler/check/responses.h"
#include "compiler/check/trial.h"

namespace bpol::check {

using symbols::ModuleId;
using symbols::Space;
using symbols::SymbolId;

namespace {

schema::Effect EffectOf(syntax::LineEffect effect) {
  switch (effect) {
    case syntax::LineEffect::Permit:
      return schema::Effect::Permit;
    case syntax::LineEffect::Challenge:
      return schema::Effect::Challenge;
    case syntax::LineEffect::Review:
      return schema::Effect::Review;
    case syntax::LineEffect::Deny:
    case syntax::LineEffect::Serve:  // refused
      return schema::Effect::Deny;
  }
  BPOL_CHECK(false, "every effect of a line is known");
}

checked::Disclosure DisclosureOf(syntax::Disclosure disclosure) {
  return disclosure == syntax::Disclosure::Full ? checked::Disclosure::Full : checked::Disclosure::Any;
}

// A claim, and the actions that it is about; none where what it names is not there, which was told.
struct Resolved {
  decltype(checked::Invariant::claim) claim;
  std::vector<std::uint32_t> actions;
};

class InvariantReader {
 public:
  InvariantReader(Session& session, ModuleId module, const syntax::File& file, const syntax::InvariantDecl& node)
      : session_(session), module_(module), file_(file), node_(node) {}

  void Check() {
    for (const std::uint32_t action : Resolve().actions) {
      const std::vector<Diagnostic> said = TryOn(session_, action, [&](ActionState& state) { Condition(state); });
      for (const Diagnostic& each : said) session_.report.Add(each);
    }
  }

  void Read(ActionState& state, checked::Invariant& invariant) {
    Resolved resolved = Resolve();
    invariant.name = node_.name.text;
    invariant.span = node_.name.span;
    invariant.controls = ControlTexts(node_.controls);
    invariant.claim = std::move(resolved.claim);
    if (std::ranges::count(resolved.actions, state.action) == 0) return;
    const checked::ExprId condition = Condition(state).id;
    if (condition.valid()) session_.unit.actions[state.action].live_roots.push_back(condition);
    invariant.cases.push_back({state.action, condition});
  }

 private:
  // Of no condition the error type.
  Typed Condition(ActionState& state) {
    if (!node_.condition.valid()) return {};
    Scope scope{.module = module_, .file = &file_, .action = &state};
    return ExprChecker(session_, scope).Condition(node_.condition);
  }

  Resolved Resolve() {
    return std::visit([&](const auto& claim) { return Of(claim); }, node_.claim);
  }

  Resolved Of(const syntax::NeverEffect& claim) {
    Resolved resolved{checked::NeverEffect{EffectOf(claim.effect)}, {}};
    if (claim.effect == syntax::LineEffect::Serve) {
      session_.report.Add(Code::EffectNotAllowed, node_.name.span,
                          "a decision is `permit`, `challenge`, `review` or `deny`, and this says never `serve`");
      return resolved;
    }
    for (const syntax::Name& name : claim.actions) {
      const SymbolId symbol = session_.module.Find(module_, Space::Action, name.text);
      if (symbol.valid()) resolved.actions.push_back(session_.IndexOf(symbol));  // resolve/ told of the others
    }
    return resolved;
  }

  Resolved Of(const syntax::NeverReveal& claim) {
    const syntax::Name& name = claim.field.parts.front();
    const SymbolId symbol = session_.module.Find(module_, Space::Type, name.text);
    if (!symbol.valid() || session_.module.symbol(symbol).kind == symbols::SymbolKind::Enum) {
      if (!session_.module.MayBeLost(module_, name.text))
        session_.report.Add(Code::UnknownType, name.span, "no record is named " + Quote(name.text));
      return {};
    }
    checked::NeverReveal reveal{
        .record = session_.IndexOf(symbol), .fields = {}, .disclosure = DisclosureOf(claim.disclosure)};
    if (reveal.record == kNone || !FollowFields(session_.types.Record(reveal.record), claim.field, reveal.fields))
      return {};
    std::vector<std::uint32_t> actions;
    for (std::uint32_t action = 0; action < session_.unit.schema.actions.size(); ++action) {
      const std::uint32_t response = session_.unit.schema.actions[action].response;
      if (response != kNone && HoldsRecord(session_, response, reveal.record)) actions.push_back(action);
    }
    if (actions.empty())
      session_.report.Add(Code::NotTheResponse, name.span, "no action answers with " + Quote(name.text));
    return {std::move(reveal), std::move(actions)};
  }

  // Behind the record each part is a field; elements of lists have no part of their own.
  bool FollowFields(TypeRef type, const syntax::Path& path, std::vector<std::uint32_t>& fields) {
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
      fields.push_back(static_cast<std::uint32_t>(field - record.fields.begin()));
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
        InvariantReader(session, module, file, node).Check();
      });
}

void ReadInvariants(Session& session, ActionState& action) {
  if (session.project.invariants == checked::Invariants::Checked) return;
  std::size_t number = 0;
  session.ForEach<syntax::InvariantDecl>(
      [&](ModuleId module, const syntax::File& file, const syntax::InvariantDecl& node, const syntax::Declaration&) {
        if (++number > session.unit.invariants.size()) session.unit.invariants.emplace_back();
        InvariantReader(session, module, file, node).Read(action, session.unit.invariants[number - 1]);
      });
}

}  // namespace bpol::check
