// Parse: text -> syntax tree. The only folder that sees ANTLR; nothing of it leaves.
// Always gives a tree. What is wrong is reported once, mended where one small change makes the rest readable (a missing
// `when`, a misspelt word), else left out, so that several mistakes give several messages and none gives ten.
// Thread safety: calls may run in parallel on different files.
#pragma once

#include <cstddef>

#include "compiler/diagnostics/diagnostics.h"
#include "compiler/source/source_file.h"
#include "compiler/syntax/file.h"

namespace bpol::parse {

// ANTLR's trees take about 150 bytes for a byte of text; modules of 5,000 lines have half of this.
inline constexpr std::size_t kMaxFileBytes = 1u << 20;
// Nobody reads longer lines; lists may break theirs.
inline constexpr std::size_t kMaxLineBytes = 16u << 10;
// Bounds the tree of a file of signs only.
inline constexpr std::size_t kMaxWords = 250'000;
// Brackets in brackets. Deeper ones are an attack, not a policy.
inline constexpr std::size_t kMaxBrackets = 64;
// Grammar rules in rules; a chain of operators counts each. No expression of the tree is deeper, so passes may recurse.
inline constexpr std::size_t kMaxDepth = 1'000;

syntax::File Parse(const source::SourceFile& file, Diagnostics& diagnostics);

}  // namespace bpol::parse
