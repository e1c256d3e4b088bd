#include <set>

#include "compiler/check/advice.h"
#include "compiler/check/declare.h"
#include "compiler/check/expr_checker.h"
#include "compiler/check/literal.h"
#include "compiler/check/type_reader.h"

namespace bpol::check {

using symbols::ModuleId;

namespace {

bool InRange(const schema::Type& type, const decision::Value& value) {
  return type.kind != TypeKind::Int || (value.integer >= type.minimum && value.integer <= type.maximum);
}

class ParamReader {
 public:
  ParamReader(Session& session, ModuleId module, const syntax::File& file, const syntax::ParamDecl& node)
      : session_(session), module_(module), file_(file), node_(node) {}

  Param Read() {
    Param param{.type = ReadType(session_, module_, file_, node_.type), .value = {}};
    if (param.type.error()) return param;
    if (param.type.optional || session_.types.Is(param.type, TypeKind::Record) ||
        session_.types.IsCollection(param.type)) {
      session_.report.Add(
          Code::NotInThisVersion, file_.type(node_.type).span,
          "a param of type " + Quote(session_.types.Name(param.type)) + " is not in this version of the language",
          "many constants are a `table`");
      return {};
    }
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
    if (given != session_.project.params.end()) return Given(type, given->second);
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
    if (value && !InRange(session_.types.At(type), *value)) {
      const schema::Type& at = session_.types.At(type);
      session_.report.Add(Code::ParamOutOfRange, span,
                          std::to_string(value->integer) + " is not in " + std::to_string(at.minimum) + ".." +
                              std::to_string(at.maximum),
                          "give a value of the range, or widen it");
      return std::nullopt;
    }
    return value;
  }

  std::optional<decision::Value> Given(TypeRef type, const std::string& text) {
    const std::optional<decision::Value> value = ReadText(session_, type, text);
    if (value) return value;
    const schema::Type& at = session_.types.At(type);
    const bool range = at.kind == TypeKind::Int && (at.minimum != INT64_MIN || at.maximum != INT64_MAX);
    session_.report.Add(Code::ParamOutOfRange, node_.name.span,
                        "the manifest gives " + Quote(node_.name.text) + " the value " + Quote(text) + "; it is a " +
                            Quote(session_.types.Name(type)) +
                            (range ? " in " + std::to_string(at.minimum) + ".." + std::to_string(at.maximum) : ""));
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
