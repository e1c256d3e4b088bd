#include "compiler/core/given.h"

#include <optional>
#include <span>
#include <vector>

#include "runtime/abi/helpers.h"
#include "runtime/schema/scalar_text.h"
#include "runtime/values/key_table.h"
#include "runtime/values/pattern.h"
#include "runtime/values/zone.h"

namespace bpol::core {
namespace {

// The words of a sequence that is a constant; nothing for any other expression.
std::optional<std::vector<std::int64_t>> WordsIn(const Program& program, const Expr& expr) {
  if (expr.op != Op::Sequence) return std::nullopt;
  const auto* constant =
      std::get_if<std::vector<Word>>(&program.constants[static_cast<std::size_t>(expr.immediates[0])]);
  if (constant == nullptr) return std::nullopt;
  std::vector<std::int64_t> words;
  for (const Word& word : std::span(*constant).first(static_cast<std::size_t>(expr.immediates[1]))) {
    if (word.address) return std::nullopt;
    words.push_back(word.value);
  }
  return words;
}

bool IsKind(const Expr& expr) {
  if (expr.op != Op::Int) return false;
  for (std::int64_t kind = 0; kind <= static_cast<std::int64_t>(schema::TypeKind::List); ++kind) {
    if (kind == expr.immediates[0]) return schema::ComesFromText(static_cast<schema::TypeKind>(kind));
  }
  return false;
}

}  // namespace

std::string_view WrongGiven(const Program& program, const Expr& call) {
  const auto helper = static_cast<abi::Helper>(call.immediates[0]);
  const auto operand = [&](std::size_t i) -> const Expr& { return program.At(call.operands[i]); };
  if (helper == abi::Helper::Matches) {
    const auto words = WordsIn(program, operand(1));
    return words && values::IsPattern(*words) ? "" : "the sequence is no pattern";
  }
  if (helper == abi::Helper::DateIn || helper == abi::Helper::HourIn || helper == abi::Helper::TimeIn ||
      helper == abi::Helper::StartOfDayIn) {
    const auto words = WordsIn(program, operand(1));
    return words && values::IsZone(*words) ? "" : "the sequence is no zone";
  }
  if (helper == abi::Helper::FindRows) {
    const auto words = WordsIn(program, operand(0));
    return words && values::IsKeyTable(*words) ? "" : "the sequence holds no places of rows by key";
  }
  if (helper == abi::Helper::FitsText || helper == abi::Helper::IntFromText)
    return IsKind(operand(0)) ? "" : "no value of this kind is made from a text";
  return "";
}

}  // namespace bpol::core
