// Calls of a `def`: arguments from left to right, then the body, which knows nothing but them, params and tables.
#include <algorithm>

#include "compiler/check/expr_checker.h"

namespace bpol::check {

namespace {

// Bodies are written out where they are called; this many one inside another are as many as a reader follows.
constexpr std::uint32_t kMostDefinitions = 8;
// Parts of a body with the bodies that it calls: what each call may add to the unit.
constexpr std::size_t kMostParts = 4'000;

std::string CountOf(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " value" : " values");
}

}  // namespace

Typed ExprChecker::CheckDefinitionCall(const syntax::Call& call, std::uint32_t index, Span span) {
  const bool good = EnsureChecked(index, span);
  const std::vector<TypeRef> parameters = session_.definitions[index].parameters;
  if (call.arguments.size() != parameters.size()) {
    session_.report.Add(Code::ArgumentCount, span,
                        Quote(call.function.text) + " is given " + CountOf(call.arguments.size()) + "; it takes " +
                            std::to_string(parameters.size()),
                        "give a value for each of its parameters, in their order",
                        {{session_.definitions[index].node->name.span, "declared here"}});
    return {};
  }
  std::vector<Typed> arguments;
  bool failed = !good;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    arguments.push_back(As(call.arguments[i], parameters[i]));
    failed = failed || arguments.back().error() || parameters[i].error();
  }
  scope_.deepest = std::max(scope_.deepest, session_.definitions[index].depth);
  return failed ? Typed{} : CheckCallee(index, arguments, span);
}

// The body in place of the call, with a variable for each argument.
Typed ExprChecker::CheckCallee(std::uint32_t index, const std::vector<Typed>& arguments, Span span) {
  const Definition definition = session_.definitions[index];
  Scope inner{.module = definition.module,
              .file = definition.file,
              .numbers = scope_.action != nullptr ? scope_.action : scope_.numbers,
              .quantifiers = scope_.quantifiers,
              .in_definition = true};
  std::vector<std::uint32_t> variables;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    variables.push_back(NewVariable());
    inner.locals.push_back(
        {definition.node->parameters[i].name.text,
         Variable(variables[i], definition.parameters[i], ClassesOf(arguments[i]), SpanOfNode(arguments[i]))});
  }
  ExprChecker checker(session_, inner);
  const Typed body = checker.As(definition.node->body, definition.result);
  if (body.error()) return {};
  Typed result;
  result.id = body.id;
  result.type = definition.result;
  result.if_true = body.if_true;
  result.if_false = body.if_false;
  for (std::size_t i = arguments.size(); i-- > 0;) {
    const std::uint64_t classes = ClassesOf(result);
    const checked::ExprId value = Widened(arguments[i], definition.parameters[i]);
    result.id = Make(checked::Let{variables[i], value, result.id}, definition.result, classes, span).id;
    const Place* place = arguments[i].place ? &*arguments[i].place : nullptr;
    result.if_true = result.if_true.Moved(variables[i], place);
    result.if_false = result.if_false.Moved(variables[i], place);
  }
  return result;
}

// A value that is there as one that may be absent, where the parameter is of that type.
checked::ExprId ExprChecker::Widened(const Typed& value, TypeRef wanted) {
  if (wanted.optional == value.type.optional) return value.id;
  const Span span = SpanOfNode(value);
  const Typed yes = MakeLiteral(decision::Value::Int(1), Bool(), span);
  const Typed absent = MakeLiteral(decision::Value::Absent(), {value.type.type, true}, span);
  return Make(checked::If{yes.id, value.id, absent.id}, {value.type.type, true}, ClassesOf(value), span).id;
}

Span ExprChecker::SpanOfNode(const Typed& value) const {
  return session_.At(value.id).span;
}

// Whether the body is right by itself; what a definition calls is checked before it, so that a circle is met here.
bool ExprChecker::EnsureChecked(std::uint32_t index, Span span) {
  Definition& definition = session_.definitions[index];
  if (definition.state == Definition::State::Open) {
    session_.report.Add(Code::Recursion, span, Quote(definition.node->name.text) + " needs itself", kNeedsItself);
    return false;
  }
  if (definition.state == Definition::State::Unchecked) CheckBody(definition);
  return session_.definitions[index].state == Definition::State::Good;
}

void ExprChecker::CheckBody(Definition& definition) {
  definition.state = Definition::State::Open;
  const std::size_t exprs = session_.unit.exprs.size();
  Scope own{.module = definition.module, .file = definition.file, .in_definition = true};
  ExprChecker checker(session_, own);
  bool failed = definition.result.error();
  for (std::size_t i = 0; i < definition.parameters.size(); ++i) {
    const syntax::Name& name = definition.node->parameters[i].name;
    failed = failed || definition.parameters[i].error();
    const Typed variable = checker.Variable(checker.NewVariable(), definition.parameters[i], 0, name.span);
    own.locals.push_back({name.text, definition.parameters[i].error() ? Typed{} : variable});
  }
  const Typed body = checker.As(definition.node->body, definition.result);
  failed = failed || body.error();
  definition.depth = own.deepest + 1;
  const std::string name = Quote(definition.node->name.text);
  if (definition.depth > kMostDefinitions) {
    failed = true;
    session_.report.Add(Code::DefinitionsTooDeep, definition.node->name.span,
                        name + " stands on " + std::to_string(definition.depth - 1) +
                            " definitions, one inside another; " + std::to_string(kMostDefinitions - 1) +
                            " are the most",
                        "join some of them into one");
  } else if (session_.unit.exprs.size() - exprs > kMostParts) {
    failed = true;
    session_.report.Add(Code::DefinitionsTooDeep, definition.node->name.span,
                        name + " with all that it calls has more than " + std::to_string(kMostParts) + " parts",
                        "make it smaller, or keep its values in a `table`");
  }
  definition.state = failed ? Definition::State::Wrong : Definition::State::Good;
  session_.unit.exprs.resize(exprs);
}

}  // namespace bpol::check
