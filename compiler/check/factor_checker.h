// FactorChecker: one factor of a score -> one Int expression, a chain of `if`s over its bins.
#pragma once

#include <optional>
#include <string>

#include "compiler/check/bin_cover.h"
#include "compiler/check/expr_checker.h"

namespace bpol::check {

// The points of a factor: its value, and the least and greatest that it can give.
struct Points {
  checked::ExprId value;
  std::int64_t least = 0, greatest = 0;
};

class FactorChecker {
 public:
  FactorChecker(Session& session, Scope& scope, const std::string& score)
      : session_(session), scope_(scope), score_(score) {}

  // Nothing, with messages, when it is wrong.
  std::optional<Points> Factor(const syntax::Factor& factor);
  std::optional<Points> Adjustment(const syntax::Adjustment& adjustment);

 private:
  struct Choice {
    checked::ExprId condition;  // invalid: always
    std::int64_t points = 0;
    Span span;
  };

  bool ReadBins(const syntax::Factor& factor);
  bool ReadBin(const syntax::Factor& factor, const syntax::Bin& bin);
  Typed Condition(const syntax::Bin& bin);
  Typed Pattern(const syntax::BinPattern& pattern);
  Typed Number(std::int64_t value, Span span);
  Typed PresentPattern(const syntax::BinPattern& pattern);
  bool Take(const syntax::BinPattern& pattern, const Typed& value, Span span);
  bool TakeRange(Interval interval, Span span);
  bool CheckComplete(const syntax::Factor& factor);
  std::string Describe(const Interval& interval) const;
  std::optional<std::int64_t> ReadPoints(syntax::ExprId points);
  Points Chain(const std::vector<Choice>& choices, Span span);
  Typed Subject(syntax::ExprId by, const syntax::Name& name);
  Typed Both(checked::BinaryOp op, const Typed& left, const Typed& right, Span span);

  Session& session_;
  Scope& scope_;
  const std::string& score_;
  Typed subject_;  // what bins are of; may be absent
  Typed present_;  // the same, present
  std::optional<BinCover> cover_;
  bool absent_taken_ = false;
  bool otherwise_ = false;
  std::vector<Choice> choices_;
};

}  // namespace bpol::check
