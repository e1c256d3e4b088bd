#include <set>

#include "compiler/check/advice.h"
#include "compiler/check/declare.h"
#include "compiler/check/expr_checker.h"
#include "compiler/check/given_value.h"
#include "compiler/check/type_reader.h"

namespace bpol::check {

using symbols::ModuleId;

namespace {

class ParamReader {
 public:
  ParamReader(Session& session, ModuleId module, const syntax::File& file, const syntax::ParamDecl& node)
      : session_(session), module_(module), file_(file), node_(node) {}

  Param Read() {
    Param param{.type = ReadType(session_, module_, file_, node_.type), .value = {}};
    if (param.type.error()) return param;
    const std::optional<decision::Value> value = ReadValue(param.type);
    if (!value) return {};
    param.value = *value;
    return param;
  }

 private:
  std::optional<decision::Value> ReadValue(TypeRef type) {
    const auto given = session_.project.params.find(node_.name.text);
    // The default is checked even where the manifest sets another value.
    std::optional<decision::Value> value;
    if (node_.value.valid()) {
      value = Default(type);
      if (!value) return std::nullopt;
    }
    if (given != session_.project.params.end())
      return ReadGiven(session_, type, node_.name.text, node_.name.span, given->second);
    if (!value) {
      session_.report.Add(Code::ParamNotGiven, node_.name.span,
                          "the manifest gives no value for " + Quote(node_.name.text),
                          "set it under `[params]` in bpol.toml, or give a default here: `= …`");
    }
    return value;
  }

  std::optional<decision::Value> Default(TypeRef type) {
    Scope scope{.module = module_, .file = &file_};
    ExprChecker checker(session_, scope);
    const Typed typed = checker.As(node_.value, type);
    const Span span = file_.expr(node_.value).span;
    const std::optional<decision::Value> value = checker.Constant(typed, span);
    if (!value) return std::nullopt;
    const std::optional<std::string> misfit = Misfit(session_, type, *value);
    if (!misfit) return value;
    session_.report.Add(Code::ParamOutOfRange, span, *misfit, "give a value of the range, or widen it");
    return std::nullopt;
  }

  Session& session_;
  ModuleId module_;
  const syntax::File& file_;
  const syntax::ParamDecl& node_;
};

}  // namespace

void DeclareParams(Session& session) {
  std::set<std::string> declared;
  session.ForEach<syntax::ParamDecl>(
      [&](ModuleId module, const syntax::File& file, const syntax::ParamDecl& node, const syntax::Declaration&) {
        const symbols::SymbolId symbol = session.SymbolOf(module, symbols::Space::Value, node.name);
        declared.insert(node.name.text);
        if (!symbol.valid()) return;
        session.index[symbol.index] = static_cast<std::uint32_t>(session.params.size());
        session.params.push_back(ParamReader(session, module, file, node).Read());
      });
  for (const auto& [name, value] : session.project.params) {
    if (declared.contains(name)) continue;
    const auto place = session.project.param_places.find(name);
    session.report.Add(Code::UnknownParam, place == session.project.param_places.end() ? Span{} : place->second,
                       "no policy declares the param " + Quote(name),
                       NearestOrAll(name, std::vector<std::string_view>(declared.begin(), declared.end())));
  }
}

}  // namespace bpol::check
