// Transforms of personal data: calls of helpers that write a text to the scratch memory.
#include "compiler/lower/lowering.h"
#include "runtime/base/check.h"

namespace bpol::lower {

using abi::Helper;
using checked::Builtin;
using core::Op;

namespace {

// `typed`: the value is a Date or an Ip, where it may be one.
Helper HelperOf(Builtin builtin, bool typed) {
  switch (builtin) {
    case Builtin::MaskPan:
      return Helper::MaskPan;
    case Builtin::MaskIban:
      return Helper::MaskIban;
    case Builtin::MaskEmail:
      return Helper::MaskEmail;
    case Builtin::MaskPhone:
      return Helper::MaskPhone;
    case Builtin::MaskName:
      return Helper::MaskName;
    case Builtin::MaskLastFour:
      return Helper::MaskLastFour;
    case Builtin::TruncatePan:
      return Helper::TruncatePan;
    case Builtin::ScanText:
      return Helper::ScanText;
    case Builtin::BirthYear:
      return typed ? Helper::BirthYear : Helper::BirthYearOfText;
    case Builtin::AgeBand:
      return typed ? Helper::AgeBand : Helper::AgeBandOfText;
    case Builtin::GeneraliseIp:
      return typed ? Helper::GeneraliseIp : Helper::GeneraliseIpOfText;
    case Builtin::Pseudonym:
      return Helper::Pseudonym;
    default:
      break;
  }
  BPOL_CHECK(false, "every transform has a helper");
}

}  // namespace

// The bound of the result's type is what the text may take.
ExprId Lowering::TextOf(const Expr& expr, Builtin builtin, std::vector<ExprId> arguments) {
  const bool typed = builder_.TypeAt(arguments[0]).rep != Rep::Text;
  const std::uint32_t capacity = (schema_.types[expr.type.type].bound + 7) / 8 * 8;
  const std::uint32_t at = TakeScratch(capacity);
  const auto helper = static_cast<std::int64_t>(HelperOf(builtin, typed));
  return builder_.Add(Op::CallText, {helper, at, capacity}, std::move(arguments));
}

}  // namespace bpol::lower
