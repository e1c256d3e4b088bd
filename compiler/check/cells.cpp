#include "compiler/check/cells.h"

#include "compiler/check/action_parts.h"
#include "compiler/check/expr_checker.h"
#include "compiler/check/type_reader.h"

namespace bpol::check {

Typed CheckLet(Session& session, Scope& scope, const syntax::LetDecl& let) {
  ExprChecker checker(session, scope);
  Typed value;
  if (let.type.valid()) {
    const TypeRef wanted = ReadType(session, scope.module, *scope.file, let.type);
    value = checker.As(let.value, wanted);
    if (wanted.error()) return {};
  } else {
    value = checker.Narrowed(checker.Check(let.value), let.value);
  }
  if (value.error()) return {};
  const std::uint64_t classes = session.At(value.id).classes;
  return AddCell(session, *scope.action,
                 {.name = let.name.text, .kind = checked::LetCell{value.id}, .type = value.type}, value, classes,
                 let.span);
}

void AddLocalLet(Session& session, Scope& scope, const syntax::LetDecl& let) {
  const Typed cell = CheckLet(session, scope, let);
  scope.locals.push_back({let.name.text, cell});
}

}  // namespace bpol::check
