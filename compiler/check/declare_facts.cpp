// Facts, signals and keys: what is asked of stores, counters and providers of key material.
#include <set>

#include "compiler/check/declare.h"
#include "compiler/check/fact_keys.h"
#include "compiler/check/literal.h"
#include "compiler/check/type_reader.h"

namespace bpol::check {

using symbols::ModuleId;
using symbols::SymbolId;

namespace {

// Requests name facts and signals without their module, so each name stands once in a project.
class Names {
 public:
  explicit Names(Session& session) : session_(session) {}

  bool Take(const syntax::Name& name) {
    if (name.text == "now" || name.text == "approved" || name.text == "subject" || name.text == "resource" ||
        name.text == "context" || name.text == "body") {
      session_.report.Add(Code::DuplicateName, name.span, Quote(name.text) + " is a part of every action");
      return false;
    }
    if (taken_.insert(name.text).second) return true;
    session_.report.Add(Code::DuplicateName, name.span,
                        "another module has a fact or a signal named " + Quote(name.text) + " already");
    return false;
  }

 private:
  Session& session_;
  std::set<std::string> taken_;
};

void DeclareFact(Session& session, ModuleId module, const syntax::File& file, const syntax::FactDecl& node,
                 Names& names) {
  const SymbolId symbol = session.SymbolOf(module, symbols::Space::Value, node.name);
  const TypeRef type = ReadType(session, module, file, node.type);
  if (!symbol.valid() || !names.Take(node.name) || type.error()) return;
  const bool else_absent = node.when_unavailable == syntax::WhenUnavailable::Absent;
  if (else_absent && !type.optional) {
    session.report.Add(Code::ElseAbsent, file.type(node.type).span,
                       "`else absent` on a fact of type " + Quote(session.types.Name(type)),
                       "a fact that may be absent has the type `" + session.types.Name(type) + "?`");
    return;
  }
  session.index[symbol.index] = static_cast<std::uint32_t>(session.unit.schema.facts.size());
  session.unit.schema.facts.push_back({.name = node.name.text,
                                       .store = node.store.text,
                                       .type = type.type,
                                       .optional = type.optional,
                                       .else_absent = else_absent});
  session.Site(node.name.text);
}

schema::SignalKind KindOf(syntax::SignalKind kind) {
  switch (kind) {
    case syntax::SignalKind::Count:
      return schema::SignalKind::Count;
    case syntax::SignalKind::Sum:
      return schema::SignalKind::Sum;
    case syntax::SignalKind::Distinct:
      return schema::SignalKind::Distinct;
    case syntax::SignalKind::Rate:
      return schema::SignalKind::Rate;
    case syntax::SignalKind::Deviation:
      return schema::SignalKind::Deviation;
  }
  BPOL_CHECK(false, "every kind of signal is kept in some way");
}

// Microseconds; 0 where nothing is said.
std::int64_t WindowOf(const syntax::File& file, const syntax::SignalDecl& node) {
  std::int64_t window = 0;
  if (!node.over.valid()) return window;
  const auto* literal = std::get_if<syntax::Literal>(&file.expr(node.over).node);
  return literal != nullptr && ParseDurationLiteral(literal->text, &window) ? window : 0;
}

void DeclareSignal(Session& session, ModuleId module, const syntax::File& file, const syntax::SignalDecl& node,
                   Names& names) {
  const SymbolId symbol = session.SymbolOf(module, symbols::Space::Value, node.name);
  if (!symbol.valid() || !names.Take(node.name)) return;
  // What is counted is never below zero. A deviation may be below its baseline, and is absent while that is cold.
  const bool deviation = node.kind == syntax::SignalKind::Deviation;
  const bool counts = node.kind == syntax::SignalKind::Count || node.kind == syntax::SignalKind::Distinct ||
                      node.kind == syntax::SignalKind::Rate;
  const TypeRef type = counts ? session.types.Int(0, INT64_MAX) : session.Scalar(TypeKind::Int);
  session.index[symbol.index] = static_cast<std::uint32_t>(session.unit.schema.signals.size());
  session.unit.schema.signals.push_back({.name = node.name.text,
                                         .type = type.type,
                                         .optional = deviation,
                                         .kind = KindOf(node.kind),
                                         .window = WindowOf(file, node),
                                         .most_keys = node.per.empty() ? 1 : session.project.signal_keys});
  session.Site(node.name.text);
}

}  // namespace

void DeclareFacts(Session& session) {
  Names names(session);
  session.ForEach<syntax::FactDecl>(
      [&](ModuleId module, const syntax::File& file, const syntax::FactDecl& node, const syntax::Declaration&) {
        DeclareFact(session, module, file, node, names);
      });
  session.ForEach<syntax::SignalDecl>(
      [&](ModuleId module, const syntax::File& file, const syntax::SignalDecl& node, const syntax::Declaration&) {
        DeclareSignal(session, module, file, node, names);
      });
  CheckFactChains(session);
}

void DeclareKeys(Session& session) {
  session.ForEach<syntax::KeyDecl>(
      [&](ModuleId module, const syntax::File&, const syntax::KeyDecl& node, const syntax::Declaration&) {
        const SymbolId symbol = session.SymbolOf(module, symbols::Space::Key, node.name);
        if (!symbol.valid()) return;
        session.index[symbol.index] = static_cast<std::uint32_t>(session.unit.schema.keys.size());
        session.unit.schema.keys.push_back(node.name.text);
      });
}

}  // namespace bpol::check
