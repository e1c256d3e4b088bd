#include <algorithm>

#include "compiler/check/declare.h"

namespace bpol::check {

using symbols::ModuleId;
using symbols::SymbolId;

namespace {

// The fact that a consent is about; kNone, with a message unless resolve/ had one, when it is none that may be absent.
std::uint32_t FactOf(Session& session, ModuleId module, const syntax::ConsentDecl& node) {
  const SymbolId symbol = session.module.Find(module, symbols::Space::Value, node.fact.text);
  if (!symbol.valid() || session.module.symbol(symbol).kind != symbols::SymbolKind::Fact) return kNone;
  const std::uint32_t fact = session.IndexOf(symbol);
  if (fact == kNone || session.unit.schema.facts[fact].optional) return fact;
  session.report.Add(Code::ConsentOfPresentFact, node.fact.span,
                     Quote(node.fact.text) + " is always present; a consent is about a fact that may be absent",
                     "declare the fact with an optional type: `…?`");
  return kNone;
}

}  // namespace

void DeclareConsents(Session& session) {
  session.ForEach<syntax::ConsentDecl>(
      [&](ModuleId module, const syntax::File&, const syntax::ConsentDecl& node, const syntax::Declaration&) {
        const SymbolId symbol = session.SymbolOf(module, symbols::Space::Value, node.name);
        const std::uint32_t fact = FactOf(session, module, node);
        std::vector<std::string> lines{"missing"};
        for (const syntax::ConsentItem& item : node.items) {
          const auto* line = std::get_if<syntax::ConsentLine>(&item);
          if (line == nullptr || line->name.missing()) continue;
          if (std::ranges::find(lines, line->name.text) != lines.end())
            session.report.Add(Code::DuplicateMember, line->name.span,
                               "a line is named " + Quote(line->name.text) + " already", kOwnName);
          lines.push_back(line->name.text);
        }
        if (!symbol.valid() || fact == kNone) return;
        session.index[symbol.index] = static_cast<std::uint32_t>(session.unit.consents.size());
        session.unit.consents.push_back(node.name.text);
        session.unit.consent_lines.push_back(std::move(lines));
        session.consent_facts.push_back(fact);
      });
}

}  // namespace bpol::check
