// Definitions: their heads first, since a body may call any of them.
#include <set>

#include "compiler/check/declare.h"
#include "compiler/check/expr_checker.h"
#include "compiler/check/type_reader.h"

namespace bpol::check {

using symbols::ModuleId;

namespace {

std::vector<TypeRef> ReadParameters(Session& session, ModuleId module, const syntax::File& file,
                                    const syntax::DefDecl& node) {
  std::vector<TypeRef> types;
  std::set<std::string> names;
  for (const syntax::Field& parameter : node.parameters) {
    if (!names.insert(parameter.name.text).second)
      session.report.Add(Code::DuplicateMember, parameter.name.span,
                         "a parameter is named " + Quote(parameter.name.text) + " already", kOwnName);
    if (parameter.data_class)
      session.report.Add(Code::ClauseNotAllowed, parameter.data_class->span, "a data class on a parameter of a `def`",
                         "what is given brings its own");
    types.push_back(ReadType(session, module, file, parameter.type));
  }
  return types;
}

}  // namespace

void DeclareDefinitions(Session& session) {
  session.ForEach<syntax::DefDecl>(
      [&](ModuleId module, const syntax::File& file, const syntax::DefDecl& node, const syntax::Declaration&) {
        const symbols::SymbolId symbol = session.SymbolOf(module, symbols::Space::Value, node.name);
        if (!symbol.valid()) return;
        session.index[symbol.index] = static_cast<std::uint32_t>(session.definitions.size());
        session.definitions.push_back({.module = module,
                                       .file = &file,
                                       .node = &node,
                                       .parameters = ReadParameters(session, module, file, node),
                                       .result = ReadType(session, module, file, node.result)});
      });
  Scope scope;
  ExprChecker checker(session, scope);
  for (std::uint32_t i = 0; i < session.definitions.size(); ++i)
    checker.EnsureChecked(i, session.definitions[i].node->name.span);
}

}  // namespace bpol::check
