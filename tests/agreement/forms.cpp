#include "tests/agreement/forms.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace bpol::agreement {
namespace {

struct Spelled {
  std::string_view name, spelling;
};
constexpr Spelled kSpelled[] = {
#define BPOL_FORM(name, spelling) {name, spelling},
#include "tests/agreement/forms.def"
#undef BPOL_FORM
};
constexpr std::string_view kBuiltins[] = {
#define BPOL_BUILTIN(name, spelling, helper) #name,
#include "compiler/checked/builtins.def"
#undef BPOL_BUILTIN
};
constexpr std::string_view kHelpers[] = {
#define BPOL_HELPER(name, spelling, signature) spelling,
#include "runtime/abi/helpers.def"
#undef BPOL_HELPER
};

bool Holds(const Files& files, std::string_view spelling) {
  return std::ranges::any_of(files, [&](const auto& file) {
    return file.first.ends_with(".bpol") && file.second.find(spelling) != std::string::npos;
  });
}

std::array<bool, std::size(kBuiltins)> BuiltinsOf(const checked::Unit& unit) {
  std::array<bool, std::size(kBuiltins)> met{};
  for (const checked::Expr& expr : unit.exprs)
    if (const auto* call = std::get_if<checked::Call>(&expr.node)) met[static_cast<std::size_t>(call->builtin)] = true;
  return met;
}

// Those whose places in the helper table the program loads, as it goes to the code generator: also what `emit` calls of
// its own accord, and not what it says in place.
std::array<bool, std::size(kHelpers)> HelpersOf(const core::Program& program) {
  std::array<bool, std::size(kHelpers)> met{};
  const Result<std::string> text = emit::PrintLlvm(program);
  BPOL_CHECK(text.ok(), "a program that was emitted can be printed");
  constexpr std::string_view kFirst = " = load ptr, ptr %v_helpers", kTable = "inbounds i8, ptr %v_helpers",
                             kOffset = ", i64 ";
  met[0] = text->find(kFirst) != std::string::npos;
  for (std::size_t at = text->find(kTable); at != std::string::npos; at = text->find(kTable, at + 1)) {
    const std::size_t offset = text->find(kOffset, at) + kOffset.size();
    met.at(std::strtoul(text->c_str() + offset, nullptr, 10) / sizeof(void*)) = true;
  }
  return met;
}

}  // namespace

const std::vector<std::string>& FormNames() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all{"gate", "brake"};
    for (const Spelled& form : kSpelled) all.emplace_back(form.name);
    for (const std::string_view name : kBuiltins) all.push_back("function " + std::string(name));
    for (const std::string_view name : kHelpers) all.push_back("helper " + std::string(name));
    return all;
  }();
  return names;
}

std::vector<bool> FormsOf(const Files& files, const Engines& engines) {
  const std::vector<schema::Block>& blocks = engines.schema().blocks;
  const auto is_gate = [](const schema::Block& block) { return block.gate; };
  const auto is_brake = [](const schema::Block& block) {
    return !block.gate && block.kind != schema::BlockKind::Residency;
  };
  std::vector<bool> met{std::ranges::any_of(blocks, is_gate), std::ranges::any_of(blocks, is_brake)};
  for (const Spelled& form : kSpelled) met.push_back(Holds(files, form.spelling));
  for (const bool each : BuiltinsOf(engines.unit())) met.push_back(each);
  for (const bool each : HelpersOf(engines.program())) met.push_back(each);
  return met;
}

}  // namespace bpol::agreement
