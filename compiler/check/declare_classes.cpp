#include <algorithm>

#include "compiler/check/declare.h"

namespace bpol::check {

using symbols::ModuleId;

namespace {

using Edges = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

// The class of a name; kNone where it means nothing, which resolve/ has reported.
std::uint32_t ClassNamed(const Session& session, ModuleId module, const syntax::Name& name) {
  const symbols::SymbolId symbol = session.module.Find(module, symbols::Space::DataClass, name.text);
  return symbol.valid() ? session.IndexOf(symbol) : kNone;
}

void DeclareOrder(Session& session) {
  Edges edges;
  Span last;
  session.ForEach<syntax::ClassDecl>(
      [&](ModuleId module, const syntax::File&, const syntax::ClassDecl& node, const syntax::Declaration&) {
        for (std::size_t i = 1; i < node.names.size(); ++i) {
          std::uint32_t weaker = ClassNamed(session, module, node.names[i - 1]);
          std::uint32_t stronger = ClassNamed(session, module, node.names[i]);
          if (weaker == kNone || stronger == kNone) continue;
          if (node.order == syntax::ClassOrder::StrongestFirst) std::swap(weaker, stronger);
          edges.emplace_back(weaker, stronger);
          last = node.names[i].span;
          const types::ClassOrder order(session.unit.schema.classes.size(), edges);
          const std::optional<std::uint32_t> circular = order.Circular();
          if (!circular) continue;
          session.report.Add(Code::ClassOrder, last,
                             Quote(session.unit.schema.classes[*circular]) + " would be stronger than itself",
                             "say once which of two classes is the weaker one: `class weaker < stronger`");
          edges.pop_back();
        }
      });
  session.classes.emplace(session.unit.schema.classes.size(), edges);
  session.unit.class_covers = session.classes->covers();
}

// What no redaction line speaks of may leave when it is of the default class or weaker; of two defaults the weaker one.
void TakeDefault(Session& session, std::uint32_t data_class, Span span) {
  std::uint32_t& common = session.unit.default_class;
  if (common == kNone || session.classes->AtLeast(common, data_class)) {
    common = data_class;
  } else if (!session.classes->AtLeast(data_class, common)) {
    session.report.Add(Code::ClassOrder, span,
                       "the default classes of two modules, " + Quote(session.unit.schema.classes[common]) + " and " +
                           Quote(session.unit.schema.classes[data_class]) + ", cannot be compared");
  }
}

void DeclareAcrs(Session& session) {
  std::vector<std::string>& acrs = session.unit.schema.acrs;
  session.ForEach<syntax::AcrDecl>([&](ModuleId, const syntax::File&, const syntax::AcrDecl& node,
                                       const syntax::Declaration&) {
    for (const syntax::Text& value : node.values) {
      if (std::ranges::find(acrs, value.value) == acrs.end()) {
        acrs.push_back(value.value);
      } else {
        session.report.Add(Code::DuplicateName, value.span, "the level " + Quote(value.value) + " is declared twice");
      }
    }
  });
}

}  // namespace

void DeclareClasses(Session& session) {
  std::vector<std::string>& classes = session.unit.schema.classes;
  for (std::uint32_t i = 0; i < session.module.symbols().size(); ++i) {
    const symbols::Symbol& symbol = session.module.symbols()[i];
    if (symbol.kind != symbols::SymbolKind::DataClass || session.index[i] != kNone) continue;
    if (classes.size() == types::ClassOrder::kMost) {
      session.report.Add(Code::TooManyMembers, symbol.span, "more than 64 data classes");
      continue;
    }
    session.index[i] = static_cast<std::uint32_t>(classes.size());
    classes.push_back(symbol.name);
  }
  // A project that speaks of no classes has one, so that every field has a class.
  if (classes.empty()) {
    classes.push_back("unclassified");
    session.default_classes.assign(session.default_classes.size(), 0);
  }
  DeclareOrder(session);
  session.ForEach<syntax::DefaultClassDecl>(
      [&](ModuleId module, const syntax::File&, const syntax::DefaultClassDecl& node, const syntax::Declaration&) {
        const std::uint32_t data_class = ClassNamed(session, module, node.data_class);
        if (data_class == kNone) return;
        session.default_classes[module.index] = data_class;
        TakeDefault(session, data_class, node.data_class.span);
      });
  if (session.unit.default_class == kNone) session.unit.default_class = session.classes->Weakest();
  DeclareAcrs(session);
}

}  // namespace bpol::check
