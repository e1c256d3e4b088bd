#include <span>

#include "compiler/core/ops.h"
#include "runtime/abi/helpers.h"

namespace bpol::core {
namespace {

std::optional<Rep> RepOfLetter(char letter) {
  switch (letter) {
    case 'b':
      return Rep::Bool;
    case 'i':
    case 'k':
      return Rep::Int;
    case 't':
      return Rep::Text;
    case 'm':
      return Rep::Money;
    case 'd':
      return Rep::Decimal;
    case 'a':
      return Rep::Ip;
    case 'c':
      return Rep::Cidr;
    case 's':
      return Rep::Sequence;
    case 'r':
      return Rep::Record;
    default:
      return std::nullopt;
  }
}

bool Fits(char letter, Type type, const Type* before) {
  if (const std::optional<Rep> rep = RepOfLetter(letter)) return type == Type{*rep};
  switch (letter) {
    case 'T':
      return !type.optional;
    case 'O':
      return type.optional;
    case 'A':
      return true;
    case 'S':
      return before != nullptr && type == *before;
    case 'X':
      return before != nullptr && type.rep == before->rep;
    case 'N':
      return !type.optional && (type.rep == Rep::Int || type.rep == Rep::Money || type.rep == Rep::Decimal);
    case 'Q':
      return !type.optional && (type.rep == Rep::Int || type.rep == Rep::Sequence);
    default:
      return false;
  }
}

// `ii*`: a starred letter stands for none or more.
bool Fits(std::string_view pattern, std::span<const Type> types) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool starred = i + 1 < pattern.size() && pattern[i + 1] == '*';
    do {
      if (at == types.size()) {
        if (starred) break;
        return false;
      }
      if (!Fits(pattern[i], types[at], at > 0 ? &types[at - 1] : nullptr)) return false;
      ++at;
    } while (starred);
    i += starred ? 1 : 0;
  }
  return at == types.size();
}

std::optional<Type> ResultOf(const Expr& expr, std::string_view pattern, std::span<const Type> types) {
  if (pattern == "=") return expr.op == Op::None && !expr.type.optional ? std::nullopt : std::optional(expr.type);
  if (pattern == "2") return types[1];
  if (pattern == "v") return Type{types[0].rep};
  if (pattern == "o") return Type{types[0].rep, true};
  if (pattern == "e") return Type{static_cast<Rep>(expr.immediates[0]), true};
  if (pattern == "o3") return Type{types[2].rep, true};
  if (pattern == "!") return Type{types[2].rep, types[2].rep == Rep::Money};  // Sum: of no money is absent
  return Type{*RepOfLetter(pattern[0]), pattern.ends_with('?')};
}

std::optional<Type> TypeOfCall(const Expr& expr, std::span<const Type> types) {
  const auto helper = static_cast<std::uint64_t>(expr.immediates[0]);
  if (helper >= abi::kHelperCount) return std::nullopt;
  const abi::HelperInfo& info = abi::kHelperInfos[helper];
  const bool gives_text = info.result == 't', gives_address = info.result == 'a' || info.result == 'c';
  if (gives_text != (expr.op == Op::CallText) || gives_address != (expr.op == Op::CallAddress)) return std::nullopt;
  if (!Fits(info.arguments, types)) return std::nullopt;
  return Type{*RepOfLetter(info.result), info.optional};
}

bool QuantifierFits(const Expr& expr, std::span<const Type> types) {
  const bool bits = expr.immediates[2] == 0;
  return types[0].rep == (bits ? Rep::Int : Rep::Sequence) && (!bits || expr.immediates[1] == std::int64_t(Rep::Int));
}

}  // namespace

std::optional<Type> TypeOf(const Program& program, const Expr& expr) {
  std::vector<Type> types;
  for (const ExprId operand : expr.operands) types.push_back(program.At(operand).type);
  if (expr.op == Op::Call || expr.op == Op::CallText || expr.op == Op::CallAddress) return TypeOfCall(expr, types);
  const OpInfo& info = InfoOf(expr.op);
  if (!Fits(info.operands, types)) return std::nullopt;
  if (info.immediates == "vrd" && !QuantifierFits(expr, types)) return std::nullopt;
  return ResultOf(expr, info.result, types);
}

}  // namespace bpol::core
