// The syntax tree as text, for `--print=syntax` and for golden files: declarations as an indented outline, expressions
// as S-expressions, no positions, so that moving a line changes nothing.
#pragma once

#include <string>
#include <string_view>

#include "compiler/syntax/file.h"

namespace bpol::syntax {

std::string Print(const File& file);
// One expression: `(and (== c.status Revoked) (is c.sca_at absent))`.
std::string PrintExpr(const File& file, ExprId id);
// One type: `Set<String> max 32`.
std::string PrintType(const File& file, TypeExprId id);

// The word or sign that stands for it in policies.
std::string_view SpellingOf(LineEffect effect);
std::string_view SpellingOf(BinaryOp op);
std::string_view SpellingOf(TransformKind kind);
std::string_view SpellingOf(SignalKind kind);

// `text` in quotes with escapes, as it would be written in a policy.
std::string Quoted(std::string_view text);

}  // namespace bpol::syntax
