// Core text, compiled to native code and run on a frame made by hand: for tests that begin in the middle.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/core/core.h"
#include "compiler/emit/emit.h"
#include "runtime/abi/abi.h"
#include "runtime/unit/policy_unit.h"

namespace bpol::testing {

// A unit of a schema without actions: only its functions can be called, which is all that these tests do.
Result<std::unique_ptr<const unit::PolicyUnit>> CompileCore(const core::Program& program,
                                                            const emit::EmitOptions& options = {});
std::unique_ptr<const unit::PolicyUnit> CompileCoreText(std::string_view text, const emit::EmitOptions& options = {});

// One request's memory.
struct CoreRun {
  const std::byte* frame = nullptr;
  const std::byte* object = nullptr;
  const keys::KeySource* keys = nullptr;
  std::int64_t visits_left = 1000;
  std::vector<std::int64_t> scratch = std::vector<std::int64_t>(64);
  std::array<decision::Event, 4096> events{};
  std::array<abi::Argument, 8> arguments{};
  abi::Output output{};

  // The status of `function`: 0, or a fault.
  std::uint32_t Call(const unit::PolicyUnit& unit, std::uint32_t function);
  // `B0 L1 L2!1` as appended: blocks, lines, lines with the number of the require that failed.
  std::string Events() const;
};

// The first argument of an obligation function as text: `5`, `"abc"`, `EUR 1.00`, `absent`, `[2]` for a sequence's
// count; `arithmetic.overflow@7` for a fault and its site.
std::string RunExpr(const unit::PolicyUnit& unit, std::uint32_t function, core::Rep rep, CoreRun& run);

}  // namespace bpol::testing
