// The members of every struct of schema.h, by name, in order of declaration: one list for the writer, the reader and
// the hash of a unit's meaning. A member that is forgotten here would not travel; schema_json_test counts them.
#pragma once

#include <type_traits>

#include "runtime/schema/schema.h"

namespace bpol::schema {

template <typename T, typename Struct>
concept Is = std::is_same_v<std::remove_const_t<T>, Struct>;

// Calls `visit(name, member)` for each member of a struct, const or not.
template <Is<Type> T>
void ForEachMember(T& value, auto&& visit) {
  visit("kind", value.kind);
  visit("declaration", value.declaration);
  visit("element", value.element);
  visit("bound", value.bound);
  visit("minimum", value.minimum);
  visit("maximum", value.maximum);
}

template <Is<EnumMember> T>
void ForEachMember(T& value, auto&& visit) {
  visit("name", value.name);
  visit("wire", value.wire);
}

template <Is<Enum> T>
void ForEachMember(T& value, auto&& visit) {
  visit("name", value.name);
  visit("members", value.members);
  visit("otherwise", value.otherwise);
  visit("ordered", value.ordered);
}

template <Is<Field> T>
void ForEachMember(T& value, auto&& visit) {
  visit("name", value.name);
  visit("type", value.type);
  visit("offset", value.offset);
  visit("presence_bit", value.presence_bit);
  visit("unavailable_bit", value.unavailable_bit);
  visit("arm", value.arm);
  visit("amount_member", value.amount_member);
  visit("currency_member", value.currency_member);
}

template <Is<Record> T>
void ForEachMember(T& value, auto&& visit) {
  visit("name", value.name);
  visit("size", value.size);
  visit("presence_words", value.presence_words);
  visit("fields", value.fields);
  visit("tag_field", value.tag_field);
  visit("arm_of_member", value.arm_of_member);
  visit("arms", value.arms);
}

template <Is<Require> T>
void ForEachMember(T& value, auto&& visit) {
  visit("reason", value.reason);
}

template <Is<Line> T>
void ForEachMember(T& value, auto&& visit) {
  visit("id", value.id);
  visit("reason", value.reason);
  visit("effect", value.effect);
  visit("block", value.block);
  visit("controls", value.controls);
  visit("requires", value.requires_);
  visit("acr", value.acr);
  visit("max_age", value.max_age);
  visit("regions", value.regions);
}

template <Is<Block> T>
void ForEachMember(T& value, auto&& visit) {
  visit("id", value.id);
  visit("kind", value.kind);
  visit("gate", value.gate);
  visit("lines", value.lines);
}

template <Is<Obligation> T>
void ForEachMember(T& value, auto&& visit) {
  visit("name", value.name);
  visit("parameters", value.parameters);
  visit("keeps", value.keeps);
}

template <Is<ObligationSite> T>
void ForEachMember(T& value, auto&& visit) {
  visit("owner", value.owner);
  visit("index", value.index);
  visit("when", value.when);
  visit("obligation", value.obligation);
  visit("function", value.function);
  visit("constant", value.constant);
}

template <Is<Band> T>
void ForEachMember(T& value, auto&& visit) {
  visit("name", value.name);
  visit("below", value.below);
}

template <Is<Score> T>
void ForEachMember(T& value, auto&& visit) {
  visit("name", value.name);
  visit("version", value.version);
  visit("minimum", value.minimum);
  visit("maximum", value.maximum);
  visit("factors", value.factors);
  visit("bands", value.bands);
  visit("champion", value.champion);
}

template <Is<ScoreCell> T>
void ForEachMember(T& value, auto&& visit) {
  visit("score", value.score);
  visit("offset", value.offset);
  visit("function", value.function);
}

template <Is<Fact> T>
void ForEachMember(T& value, auto&& visit) {
  visit("name", value.name);
  visit("store", value.store);
  visit("type", value.type);
  visit("optional", value.optional);
  visit("else_absent", value.else_absent);
}

template <Is<Signal> T>
void ForEachMember(T& value, auto&& visit) {
  visit("name", value.name);
  visit("type", value.type);
  visit("optional", value.optional);
  visit("kind", value.kind);
  visit("window", value.window);
  visit("most_keys", value.most_keys);
}

template <Is<FactUse> T>
void ForEachMember(T& value, auto&& visit) {
  visit("fact", value.fact);
  visit("field", value.field);
  visit("keys", value.keys);
  visit("wave", value.wave);
}

template <Is<SignalUse> T>
void ForEachMember(T& value, auto&& visit) {
  visit("signal", value.signal);
  visit("field", value.field);
}

template <Is<Binding> T>
void ForEachMember(T& value, auto&& visit) {
  visit("target", value.target);
  visit("source", value.source);
  visit("name", value.name);
  visit("conversion", value.conversion);
}

template <Is<Route> T>
void ForEachMember(T& value, auto&& visit) {
  visit("method", value.method);
  visit("path", value.path);
  visit("action", value.action);
  visit("bindings", value.bindings);
  visit("resource_fact", value.resource_fact);
  visit("resource_reason", value.resource_reason);
  visit("upstream", value.upstream);
  visit("headers", value.headers);
}

template <Is<UpstreamHeader> T>
void ForEachMember(T& value, auto&& visit) {
  visit("name", value.name);
  visit("path", value.path);
  visit("text", value.text);
}

template <Is<Live> T>
void ForEachMember(T& value, auto&& visit) {
  visit("field", value.field);
  visit("whole", value.whole);
  visit("children", value.children);
}

template <Is<Condition> T>
void ForEachMember(T& value, auto&& visit) {
  visit("function", value.function);
  visit("negated", value.negated);
  visit("reads_object", value.reads_object);
  visit("object", value.object);
}

template <Is<Treat> T>
void ForEachMember(T& value, auto&& visit) {
  visit("conditions", value.conditions);
  visit("treatment", value.treatment);
  visit("form", value.form);
  visit("bin_length", value.bin_length);
  visit("key", value.key);
  visit("line", value.line);
}

template <Is<Drop> T>
void ForEachMember(T& value, auto&& visit) {
  visit("conditions", value.conditions);
}

template <Is<RedactMember> T>
void ForEachMember(T& value, auto&& visit) {
  visit("name", value.name);
  visit("node", value.node);
  visit("arm", value.arm);
  visit("data_class", value.data_class);
}

template <Is<RedactNode> T>
void ForEachMember(T& value, auto&& visit) {
  visit("kind", value.kind);
  visit("type", value.type);
  visit("blocks", value.blocks);
  visit("members", value.members);
  visit("pass_unknown", value.pass_unknown);
  visit("element", value.element);
  visit("drops", value.drops);
  visit("object_live", value.object_live);
}

template <Is<Redaction> T>
void ForEachMember(T& value, auto&& visit) {
  visit("root", value.root);
  visit("nodes", value.nodes);
}

template <Is<Action> T>
void ForEachMember(T& value, auto&& visit) {
  visit("name", value.name);
  visit("frame", value.frame);
  visit("subject", value.subject);
  visit("resource", value.resource);
  visit("context", value.context);
  visit("body", value.body);
  visit("keys", value.keys);
  visit("now", value.now);
  visit("approved", value.approved);
  visit("live", value.live);
  visit("facts", value.facts);
  visit("signals", value.signals);
  visit("blocks", value.blocks);
  visit("residencies", value.residencies);
  visit("obligations", value.obligations);
  visit("scores", value.scores);
  visit("scratch_size", value.scratch_size);
  visit("max_events", value.max_events);
  visit("decide_function", value.decide_function);
  visit("residency_function", value.residency_function);
  visit("redact_check_function", value.redact_check_function);
  visit("response", value.response);
  visit("redaction", value.redaction);
  visit("cost", value.cost);
}

template <Is<Transition> T>
void ForEachMember(T& value, auto&& visit) {
  visit("from", value.from);
  visit("to", value.to);
  visit("event", value.event);
  visit("actors", value.actors);
  visit("function", value.function);
}

template <Is<Lifecycle> T>
void ForEachMember(T& value, auto&& visit) {
  visit("record", value.record);
  visit("state", value.state);
  visit("start", value.start);
  visit("finals", value.finals);
  visit("transitions", value.transitions);
  visit("frame", value.frame);
  visit("scratch_size", value.scratch_size);
}

template <Is<Unit> T>
void ForEachMember(T& value, auto&& visit) {
  visit("name", value.name);
  visit("version", value.version);
  visit("hash", value.hash);
  visit("clock_skew", value.clock_skew);
  visit("visit_limit", value.visit_limit);
  visit("types", value.types);
  visit("enums", value.enums);
  visit("records", value.records);
  visit("regions", value.regions);
  visit("classes", value.classes);
  visit("acrs", value.acrs);
  visit("keys", value.keys);
  visit("sites", value.sites);
  visit("lines", value.lines);
  visit("blocks", value.blocks);
  visit("obligations", value.obligations);
  visit("scores", value.scores);
  visit("facts", value.facts);
  visit("signals", value.signals);
  visit("redactions", value.redactions);
  visit("redact_lines", value.redact_lines);
  visit("actions", value.actions);
  visit("routes", value.routes);
  visit("lifecycles", value.lifecycles);
  visit("function_count", value.function_count);
}

}  // namespace bpol::schema
