// What the condition of a line asks before anything in it could show: tests by which an index may leave the line out.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/core/core.h"

namespace bpol::optimise {

// The line cannot hold unless `value` is one of `keys`: a number, or the hash of a text (values::HashOfText).
// Or, of no keys: unless `value`, a bool, is true.
// INVARIANT: `value` may be evaluated at any time: it cannot fault, counts no visit, computes no cell, and reads no
// memory that may not be there.
struct KeyTest {
  core::ExprId value = {};
  std::string form = {};  // of `value`
  std::vector<std::int64_t> keys = {};
};

// Of the parts of `when` that have nothing to their left that could fault or show otherwise. In order of the text.
std::vector<KeyTest> KeyTestsOf(const core::Program& program, core::ExprId when);

// The number that a table of keys is asked for: `value` itself, or the hash of a text.
core::ExprId KeyOf(core::Program& program, const KeyTest& test);

}  // namespace bpol::optimise
