// Core text: what is read and printed again is the same, and what is wrong is refused with its line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/core/print.h"
#include "compiler/core/read.h"

namespace bpol::core {
namespace {

constexpr std::string_view kEverything = R"((program
  (constant "AISP")
  (constant "\"quoted\" \\ \x0a\xc3\xa9")
  (constant (words (address 0) 4 7 (address 1) 16 8))
  (constant (words 0 281470681743360))
  (constant
    (words
      -9214364833305067521 -1
      13510798882111488 21474836483 5
      -9209861237972664318 25769803780 6
      -9209861233677697022 25769803780 0))
  (constant (words 6018027438359969856 0))
  (table (constant 2) (rows 2) (stride 24) (keys (text 0) (int 16)))
  (action (scratch 160)
    (cell "big" bool (site 1) (at 0) (let (gt (load int 8 -1 (frame)) (int 1000))))
    (cell "name" text? (site 1) (at 16) (let (load text? 16 3 (frame))))
    (cell "Consent" int (site 2) (at 48)
      (consent (there (present (load record? 32 0 (frame)))) (bool 1) (not (cell bool 0))))
    (cell "Risk" int (site 3) (at 64) (score 0 0 1000 (bands 250 500) (if (cell bool 0) (int 10) (int 20)) (int -5))))
  (function (action 0)
    (blocks
      (block 0 rules (site 4) (guard (and (bool 1) (same_bool (bool 0) (cell bool 0))))
        (line 0 (site 5) (when (one_of (load int 8 -1 (frame)) (int 1) (int 2)))
          (requires (call equal_text (unwrap (cell text? 1)) (text 0)) (bool 0)))
        (line 1 (site 6)))
      (block 1 decide (site 7)
        (line 2 (site 8)
          (when (let 0 (lookup 0 (text 1) (int 8)) (and (present (var record? 0))
            (eq (load int 16 -1 (unwrap (var record? 0))) (band 3)))))))))
  (function (action 0)
    (obligation (site 9) (when (call prefix_set_has (sequence 3 0) (ip 3))) (fact money? 40 4 5 10) (signal int 56 -1 7 11)
      (coalesce (some (int 1)) (int 2)) (none cidr?)))
  (function (action 0)
    (condition (site 12)
      (any 4 record 24 (sequence 2 2) (bool 1)
        (all 5 int 0 (int 6) (ne (var int 5) (int 1)) (call starts_with (load text 0 -1 (var record 4)) (text 0))))))
  (function (action 0)
    (blocks
      (block 2 rules (site 14)
        (index (rows 4) (lists (if (load bool 0 -1 (frame)) (int 16) (int 0)) (call find_rows (sequence 5 2) (int 7)))
          (shape
            (pattern (when (eq (load int 8 -1 (frame)) (load int 16 -1 (row)))) (requires (bool 1))))
          (shape (line 7 (site 15)) (line 8 (site 16) (when (bool 0))))))))
  (function (action 0) (check (site 13) (make_set 120 16 (text 0) (text 1)) (load bool 0 -1 (object)))))
)";

TEST(CoreText, ReadAndPrintedAgainIsTheSame) {
  Result<Program> first = Read(kEverything);
  ASSERT_TRUE(first.ok()) << first.error().message;
  const std::string printed = Print(*first);
  Result<Program> second = Read(printed);
  ASSERT_TRUE(second.ok()) << second.error().message << "\n" << printed;
  EXPECT_EQ(Print(*second), printed);
  EXPECT_EQ(second->exprs.size(), first->exprs.size());
  EXPECT_EQ(second->constants, first->constants);
}

struct Refusal {
  std::string_view text;
  std::string_view message;
};

std::string WithExpr(std::string_view expr) {
  return "(program (constant \"x\") (constant (words 1 2)) (action (scratch 32) (cell \"c\" int (site 0) (at 0) (let "
         "(int 1))))"
         "\n(function (action 0) (condition (site 0) " +
         std::string(expr) + ")))";
}

TEST(CoreText, WhatIsWrongIsRefused) {
  const Refusal refusals[] = {
      {"", "line 1: a `(` is expected"},
      {"(program", "a `)` is missing"},
      {"(program) x", "nothing may follow"},
      {"(unit)", "`(program …)` is expected"},
      {"(program (constant \"x))", "a string has no end"},
      {"(program (constant \"\\q\"))", "an escape is"},
      {"(program\n(konstant 1))", "line 2: a constant, table, action or function"},
      {"(program (constant (words (address 0))))", "does not stand before it"},
      {"(program (constant (words 1)) (table (constant 0) (rows 2) (stride 8) (keys (int 0))))",
       "do not lie in its constant"},
      {"(program (constant (words 1)) (table (constant 0) (rows 1) (stride 8) (keys (text 0))))", "key does not lie"},
      {"(program (action (scratch 8) (cell \"c\" int (site 0) (at 0) (let (int 1)))))", "does not lie in the scratch"},
      {"(program (function (action 0) (condition (site 0) (bool 1))))", "action is unknown"},
      {"(program (action (scratch 64) (cell \"c\" int (site 0) (at 0) (let (cell int 0)))))", "out of range"},
  };
  for (const Refusal& refusal : refusals) {
    const Result<Program> program = Read(refusal.text);
    ASSERT_FALSE(program.ok()) << refusal.text;
    EXPECT_THAT(program.error().message, testing::HasSubstr(refusal.message)) << refusal.text;
  }
}

// Rows of a list at 16, of three words each: places 0 and 2, both of shape 0.
std::string WithIndex(std::string_view index) {
  return "(program (constant (words -9214364833305067521 -1 13510798882111488 21474836483 5 -9209861237972664318 "
         "25769803780 "
         "6)) (constant (words 13510798882111488 0 0)) (constant (words -9214364833305067521 -1 -9209861237972664318 1 "
         "0 "
         "-5170132372221329406 1 -9209861233677697022 1 0 -9214364837600034814 1 13510798882111490 1 0 "
         "-9209861237972664318 1 0)) (action (scratch 0)) (function (action 0) (blocks (block 0 rules (site 0) " +
         std::string(index) + "))))";
}

TEST(CoreText, AnIndexWhoseRowsAreNotInOrderIsRefused) {
  const std::string pattern = "(shape (pattern (when (eq (int 1) (load int 16 -1 (row))))))";
  const Result<Program> right = Read(WithIndex("(index (rows 0) (lists (int 16) (int 0)) " + pattern + ")"));
  ASSERT_TRUE(right.ok()) << right.error().message;
  const Refusal refusals[] = {
      {"(index (rows 1) (lists (int 0)) PATTERN)", "begin with an empty list"},
      {"(index (rows 0) (lists (int 8)) PATTERN)", "does not lie in its constant"},
      {"(index (rows 0) (lists (int 9)) PATTERN)", "not found by its key"},
      {"(index (rows 0) (lists (count_of (sequence 0 1))) PATTERN)", "not found by its key"},
      {"(index (rows 0) (lists (int 800)) PATTERN)", "does not lie in its constant"},
      {"(index (rows 2) (lists (int 40)) PATTERN)", "does not lie in its constant"},
      {"(index (rows 2) (lists (int 56)) PATTERN)", "has no shape"},
      {"(index (rows 2) (lists (int 80)) PATTERN)", "shorter than its pattern"},
      {"(index (rows 2) (lists (int 96)) PATTERN)", "order of the block"},
      {"(index (rows 0) (lists (int 16)) (shape (pattern (when (load bool 24 -1 (row))))))",
       "shorter than its pattern"},
      {"(index (rows 0) (lists (int 16)) (shape (line 1 (site 1)) (pattern)))", "stands among lines"},
      {"(index (rows 0) (lists (call find_rows (sequence 0 8) (int 1))) PATTERN)", "no places of rows by key"},
      {"(pattern (when (bool 1)))", "outside of an index"},
      {"(line 1 (site 1) (when (load bool 16 -1 (row))))", "outside of a pattern"},
  };
  for (const Refusal& refusal : refusals) {
    std::string text(refusal.text);
    if (const std::size_t at = text.find("PATTERN"); at != std::string::npos) text.replace(at, 7, pattern);
    const Result<Program> program = Read(WithIndex(text));
    ASSERT_FALSE(program.ok()) << refusal.text;
    EXPECT_THAT(program.error().message, testing::HasSubstr(refusal.message)) << refusal.text;
  }
}

TEST(CoreText, WrongExpressionsAreRefused) {
  ASSERT_TRUE(Read(WithExpr("(bool 1)")).ok());
  const Refusal refusals[] = {
      {"(and (bool 1) (int 1))", "operands do not fit"},
      {"(and (bool 1))", "operands do not fit"},
      {"(not (bool 1) (bool 1))", "operands do not fit"},
      {"(nonsense)", "an expression is expected"},
      {"7", "an expression is expected"},
      {"(int 1)", "another type than its place"},
      {"(bool 2)", "0 or 1"},
      {"(bool x)", "a number is expected"},
      {"(eq (int 99999999999999999999) (int 1))", "a number is expected"},
      {"(eq (load int 7 -1 (frame)) (int 1))", "out of range"},
      {"(eq (load int 8 3 (frame)) (int 1))", "without a presence bit"},
      {"(present (load int? 8 -1 (frame)))", "without a presence bit"},
      {"(eq (unwrap (int 1)) (int 1))", "operands do not fit"},
      {"(if (bool 1) (int 1) (bool 1))", "operands do not fit"},
      {"(same_bool (bool 1) (if (bool 1) (bool 0) (some (bool 1))))", "operands do not fit"},
      {"(var bool 0)", "not in scope"},
      {"(let 0 (int 1) (var bool 0))", "not in scope"},
      {"(and (let 0 (bool 1) (var bool 0)) (var bool 0))", "not in scope"},
      {"(let 0 (int 1) (let 0 (bool 1) (var bool 0)))", "bound inside itself"},
      {"(eq (cell int 1) (int 1))", "out of range"},
      {"(cell bool 0)", "another type"},
      {"(eq (band 0) (int 1))", "no score"},
      {"(call equal_text (text 0) (int 1))", "operands do not fit"},
      {"(call no_such (text 0))", "no helper has this name"},
      {"(call equal_text (text 1) (text 0))", "no text"},
      {"(call equal_text (text 2) (text 0))", "out of range"},
      {"(call equal_ip (ip 0) (ip 1))", "no address"},
      {"(present (call_address ip_from_text 24 (text 0)))", "scratch memory"},
      {"(present (call ip_from_text (text 0)))", "operands do not fit"},
      {"(eq (call_address weekday 0 (int 1)) (int 1))", "operands do not fit"},
      {"(call matches (text 0) (sequence 1 2))", "no pattern"},
      {"(eq (call hour_in (int 0) (sequence 1 2)) (int 1))", "no zone"},
      {"(call fits_text (int 0) (text 0))", "no value of this kind"},
      {"(call fits_text (add (int 1) (int 2)) (text 0))", "no value of this kind"},
      {"(one_of (int 1) (add (int 1) (int 2)))", "no constant"},
      {"(eq (count_of (sequence 1 3)) (int 1))", "shorter than the sequence"},
      {"(eq (count_of (make_list 24 8 (int 1) (int 2))) (int 1))", "scratch memory"},
      {"(eq (count_of (make_list 16 8 (int 1) (bool 1))) (int 1))", "differ in type"},
      {"(eq (count_of (make_list 16 16 (int 1))) (int 1))", "odd stride"},
      {"(any 0 text 0 (int 3) (bool 1) (bool 1))", "operands do not fit"},
      {"(any 0 int 8 (int 3) (bool 1) (bool 1))", "operands do not fit"},
  };
  for (const Refusal& refusal : refusals) {
    const Result<Program> program = Read(WithExpr(refusal.text));
    ASSERT_FALSE(program.ok()) << refusal.text;
    EXPECT_THAT(program.error().message, testing::HasSubstr(refusal.message)) << refusal.text;
  }
}

TEST(CoreText, DeepNestingIsRefused) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "(not ";
  EXPECT_FALSE(Read(WithExpr(deep)).ok());
  EXPECT_FALSE(Read(WithExpr(deep + "(bool 1)" + std::string(100'000, ')'))).ok());
}

}  // namespace
}  // namespace bpol::core
