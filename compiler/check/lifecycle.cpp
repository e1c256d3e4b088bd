#include "compiler/check/lifecycle.h"

#include <algorithm>
#include <map>
#include <set>

#include "compiler/check/advice.h"
#include "compiler/check/expr_checker.h"

namespace bpol::check {

using symbols::ModuleId;
using symbols::SymbolId;
using symbols::SymbolKind;

namespace {

// The event that comes by itself.
constexpr std::string_view kClock = "clock";

class LifecycleChecker {
 public:
  LifecycleChecker(Session& session, ModuleId module, const syntax::File& file, const syntax::LifecycleDecl& node,
                   std::uint32_t states, std::uint32_t record)
      : session_(session),
        module_(module),
        file_(file),
        node_(node),
        states_(session.unit.schema.enums[states]),
        enum_(states),
        record_(record) {
    made_.record = record;
    made_.frame = AddFrame();
    checked_.span = node.status.span;
  }

  void Check() {
    CheckStateField();
    if (node_.start) made_.start = start_ = StateNamed(*node_.start);
    for (const syntax::Name& name : node_.finals) AddFinal(name);
    for (const syntax::Transition& transition : node_.transitions) CheckTransition(transition);
    session_.unit.schema.lifecycles.push_back(std::move(made_));
    session_.unit.lifecycles.push_back(std::move(checked_));
    // What was misspelt leads somewhere, only nobody knows where.
    if (misspelt_) return;
    CheckReached();
    CheckLeft();
  }

 private:
  // What conditions read beside the record: `now`, as the first field of a frame.
  std::uint32_t AddFrame() {
    const schema::Field now{.name = "now", .type = session_.Scalar(TypeKind::Instant).type};
    session_.unit.schema.records.push_back({.name = node_.status.text, .fields = {now}});
    session_.unit.field_classes.emplace_back();
    session_.field_spans.emplace_back();
    return static_cast<std::uint32_t>(session_.unit.schema.records.size() - 1);
  }

  // One field says in which state the record is, and always does.
  void CheckStateField() {
    std::vector<std::string> fields;
    const schema::Record& record = session_.unit.schema.records[record_];
    const std::string state_type = Quote(states_.name);
    for (std::uint32_t i = 0; i < record.fields.size(); ++i) {
      const schema::Field& field = record.fields[i];
      const schema::Type& type = session_.unit.schema.types[field.type];
      if (type.kind != TypeKind::Enum || type.declaration != enum_) continue;
      made_.state = i;
      fields.push_back(field.name);
      if (field.presence_bit == kNone && field.arm == kNone) continue;
      session_.report.Add(Code::LifecycleOfRecord, node_.record.span,
                          Quote(record.name) + " may be in no state: " + Quote(field.name) + " is not always there",
                          "leave the `?` out, and the field out of the arms of a union");
      return;
    }
    if (fields.size() == 1 || (fields.empty() && session_.report.has_lost())) return;
    session_.report.Add(
        Code::LifecycleOfRecord, node_.record.span,
        fields.empty() ? Quote(record.name) + " has no field of type " + state_type
                       : Quote(record.name) + " has several fields of type " + state_type + ": " + QuoteAll(fields),
        "one field says in which state the record is");
  }

  // The index of a member; kNone, with a message, where the enum has none of this name.
  std::uint32_t StateNamed(const syntax::Name& name) {
    if (name.missing()) {
      misspelt_ = true;
      return kNone;
    }
    std::vector<std::string_view> names;
    for (std::uint32_t i = 0; i < states_.members.size(); ++i) {
      if (states_.members[i].name == name.text) {
        named_.try_emplace(i, name.span);
        return i;
      }
      names.push_back(states_.members[i].name);
    }
    misspelt_ = true;
    session_.report.Add(Code::UnknownMember, name.span, Quote(states_.name) + " has no member " + Quote(name.text),
                        NearestOrAll(name.text, names));
    return kNone;
  }

  void AddFinal(const syntax::Name& name) {
    const std::uint32_t state = StateNamed(name);
    if (state == kNone) return;
    made_.finals |= std::uint64_t{1} << state;
    if (finals_.try_emplace(state, name.span).second) return;
    session_.report.Add(Code::DuplicateMember, name.span, Quote(name.text) + " is final already");
  }

  void CheckTransition(const syntax::Transition& transition) {
    const std::uint32_t from = StateNamed(transition.from);
    const std::uint32_t to = StateNamed(transition.to);
    CheckActors(transition);
    made_.transitions.push_back({.from = from, .to = to, .event = transition.event.text});
    for (const syntax::Name& actor : transition.actors) made_.transitions.back().actors.push_back(actor.text);
    checked_.transitions.push_back({ReadCondition(transition), session_.Site(SiteOf(transition)), transition.span});
    if (from == kNone || to == kNone) return;
    if (from == to) {
      session_.report.Add(Code::TransitionNeverTaken, transition.span,
                          Quote(transition.from.text) + " becomes itself, which changes nothing");
    } else if (const auto final = finals_.find(from); final != finals_.end()) {
      session_.report.Add(Code::StateNeverLeft, transition.from.span,
                          Quote(transition.from.text) + " is final, and this leaves it", "",
                          {{final->second, "final"}});
    }
    CheckTaken(transition);
    next_[from].insert(to);
  }

  void CheckActors(const syntax::Transition& transition) {
    const bool clock = transition.event.text == kClock;
    if (clock && !transition.actors.empty()) {
      session_.report.Add(Code::TransitionCause, transition.actors.front().span, "the clock is nobody's",
                          "leave `by …` out");
    } else if (clock && !transition.condition.valid()) {
      session_.report.Add(Code::TransitionCause, transition.event.span, "the clock alone says nothing about when",
                          "say when it is time: `when now >= …`");
    } else if (!clock && !transition.event.missing() && transition.actors.empty()) {
      session_.report.Add(Code::TransitionCause, transition.event.span,
                          "nobody may cause " + Quote(transition.event.text), "say who: `by customer`");
    }
    std::set<std::string_view> seen;
    for (const syntax::Name& actor : transition.actors) {
      if (!actor.missing() && !seen.insert(actor.text).second)
        session_.report.Add(Code::DuplicateMember, actor.span, Quote(actor.text) + " stands here twice");
    }
  }

  // What the record holds, and what time it is.
  checked::ExprId ReadCondition(const syntax::Transition& transition) {
    if (!transition.condition.valid()) return {};
    const TypeRef instant = session_.Scalar(TypeKind::Instant);
    Scope scope{.module = module_, .file = &file_, .object = session_.types.Record(record_)};
    const checked::ExprId frame =
        session_.Add(checked::Frame{}, session_.types.Record(made_.frame), 0, transition.span);
    Typed now;
    now.id = session_.Add(checked::Field{frame, 0}, instant, 0, transition.span);
    now.type = instant;
    scope.now = now;
    return ExprChecker(session_, scope).Condition(transition.condition).id;
  }

  // What a fault in its condition names: `bank.ConsentStatus.Authorised.clock`.
  std::string SiteOf(const syntax::Transition& transition) const {
    return session_.module.scope(module_).name + "." + node_.status.text + "." + transition.from.text + "." +
           transition.event.text;
  }

  // In the order of the text the first whose condition holds is taken: one without a condition ends it for its actors.
  void CheckTaken(const syntax::Transition& transition) {
    std::set<std::string_view> left;
    for (const syntax::Name& actor : transition.actors) left.insert(actor.text);
    const bool anybody = !left.empty();
    Span earlier{};
    for (const syntax::Transition& other : node_.transitions) {
      if (&other == &transition) break;
      if (other.from.text != transition.from.text || other.event.text != transition.event.text) continue;
      if (other.condition.valid()) continue;
      for (const syntax::Name& actor : other.actors) left.erase(actor.text);
      earlier = other.span;
    }
    if (!anybody || !left.empty()) return;
    session_.report.Add(Code::TransitionNeverTaken, transition.span,
                        "on " + Quote(transition.event.text) + " an earlier transition always comes before this one",
                        "say when it is taken, or leave one of them out", {{earlier, "this one"}});
  }

  void CheckReached() {
    if (start_ == kNone) {
      session_.report.Add(Code::StateNeverReached, node_.status.span, "this lifecycle does not say where it starts",
                          "add `start " + states_.members.front().name + "`");
      return;
    }
    std::set<std::uint32_t> reached{start_};
    std::vector<std::uint32_t> open{start_};
    while (!open.empty()) {
      const std::uint32_t state = open.back();
      open.pop_back();
      for (const std::uint32_t next : next_[state]) {
        if (reached.insert(next).second) open.push_back(next);
      }
    }
    std::vector<std::string> nowhere;  // in the lifecycle
    for (std::uint32_t state = 0; state < states_.members.size(); ++state) {
      const std::string& name = states_.members[state].name;
      // What a catch-all member stands for is no state of its own.
      if (reached.contains(state) || state == states_.otherwise) continue;
      if (!named_.contains(state)) {
        nowhere.push_back(name);
        continue;
      }
      session_.report.Add(Code::StateNeverReached, named_[state], "nothing leads to " + Quote(name),
                          "add a transition that does, or leave it out");
    }
    if (!nowhere.empty())
      session_.report.Add(Code::StateNeverReached, node_.status.span,
                          "this lifecycle says nothing of " + QuoteAll(nowhere),
                          "every member of the enum is a state: add transitions, or take it out there");
  }

  void CheckLeft() {
    for (const auto& [state, span] : named_) {
      if (!next_[state].empty() || finals_.contains(state)) continue;
      session_.report.Add(Code::StateNeverLeft, span, "nothing leaves " + Quote(states_.members[state].name),
                          "if that is meant, it is `final`");
    }
  }

  Session& session_;
  const ModuleId module_;
  const syntax::File& file_;
  const syntax::LifecycleDecl& node_;
  const schema::Enum& states_;
  const std::uint32_t enum_, record_;
  std::uint32_t start_ = kNone;
  std::map<std::uint32_t, Span> finals_;
  std::map<std::uint32_t, Span> named_;  // where each state stands first
  std::map<std::uint32_t, std::set<std::uint32_t>> next_;
  bool misspelt_ = false;
  schema::Lifecycle made_;
  checked::Lifecycle checked_;
};

// The index of the type of that name; kNone where it is of another kind, which resolve/ has said.
std::uint32_t IndexOf(const Session& session, ModuleId module, const syntax::Name& name, SymbolKind kind) {
  const SymbolId symbol = session.module.Find(module, symbols::Space::Type, name.text);
  return symbol.valid() && session.module.symbol(symbol).kind == kind ? session.IndexOf(symbol) : kNone;
}

}  // namespace

void CheckLifecycles(Session& session) {
  std::map<std::uint32_t, Span> known;  // by record
  session.ForEach<syntax::LifecycleDecl>(
      [&](ModuleId module, const syntax::File& file, const syntax::LifecycleDecl& node, const syntax::Declaration&) {
        const std::uint32_t states = IndexOf(session, module, node.status, SymbolKind::Enum);
        const std::uint32_t record = IndexOf(session, module, node.record, SymbolKind::Record);
        if (states == kNone || record == kNone) return;
        const auto [first, is_new] = known.try_emplace(record, node.record.span);
        if (!is_new) {
          session.report.Add(Code::DuplicateName, node.record.span,
                             Quote(node.record.text) + " has a lifecycle already", "", {{first->second, "here"}});
          return;
        }
        LifecycleChecker(session, module, file, node, states, record).Check();
      });
}

}  // namespace bpol::check
