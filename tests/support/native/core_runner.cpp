#include "tests/support/native/core_runner.h"

#include <gtest/gtest.h>

#include <cstring>

#include "compiler/core/read.h"
#include "compiler/image/image.h"
#include "runtime/unit/image_file.h"
#include "runtime/values/decimal.h"
#include "runtime/values/ip.h"
#include "runtime/values/money.h"
#include "runtime/values/text.h"

namespace bpol::testing {
namespace {

template <typename T>
T ValueIn(const abi::Argument& argument) {
  T value;
  std::memcpy(&value, argument.value, sizeof value);
  return value;
}

std::string Print(core::Rep rep, const abi::Argument& argument) {
  std::string text;
  switch (rep) {
    case core::Rep::Bool:
      return ValueIn<std::int64_t>(argument) != 0 ? "true" : "false";
    case core::Rep::Int:
      return std::to_string(ValueIn<std::int64_t>(argument));
    case core::Rep::Text:
      return '"' + std::string(ValueIn<values::Text>(argument).View()) + '"';
    case core::Rep::Money:
      values::PrintMoney(ValueIn<values::Money>(argument), text);
      return text;
    case core::Rep::Decimal:
      values::PrintDecimal(ValueIn<values::Decimal>(argument), text);
      return text;
    case core::Rep::Ip:
      values::PrintIp(ValueIn<values::Ip>(argument), text);
      return text;
    case core::Rep::Cidr:
      values::PrintCidr(ValueIn<values::Cidr>(argument), text);
      return text;
    case core::Rep::Sequence:
      return '[' + std::to_string(ValueIn<abi::Sequence>(argument).count) + ']';
    case core::Rep::Record:
      break;
  }
  return "?";
}

}  // namespace

Result<std::unique_ptr<const unit::PolicyUnit>> CompileCore(const core::Program& program,
                                                            const emit::EmitOptions& options) {
  schema::Unit schema;
  schema.function_count = static_cast<std::uint32_t>(program.functions.size());
  BPOL_TRY(const Bytes object, emit::Emit(program, options));
  BPOL_TRY(const Bytes image, image::MakeImage(object, program, schema));
  BPOL_TRY(const unit::FileDescriptor file, unit::SealedImageOf(image));
  return unit::Load(file.get());
}

std::unique_ptr<const unit::PolicyUnit> CompileCoreText(std::string_view text, const emit::EmitOptions& options) {
  const Result<core::Program> program = core::Read(text);
  if (!program.ok()) {
    ADD_FAILURE() << program.error().message << "\n" << text;
    return nullptr;
  }
  Result<std::unique_ptr<const unit::PolicyUnit>> unit = CompileCore(*program, options);
  if (!unit.ok()) {
    ADD_FAILURE() << unit.error().message << "\n" << text;
    return nullptr;
  }
  return std::move(*unit);
}

std::uint32_t CoreRun::Call(const unit::PolicyUnit& unit, std::uint32_t function) {
  auto* memory = reinterpret_cast<std::byte*>(scratch.data());
  const abi::Input input{frame, object, &abi::Helpers(), &visits_left, memory, unit.constants(), keys};
  output = {events.data(), 0, arguments.data(), 0, 0};
  return unit.entry()(function, &input, &output);
}

std::string CoreRun::Events() const {
  std::string text;
  for (std::size_t i = 0; i < output.event_count; ++i) {
    const decision::Event& event = events[i];
    const bool block = (event.index & decision::Event::kBlock) != 0;
    if (i > 0) text += ' ';
    text += (block ? "B" : "L") + std::to_string(event.index & ~decision::Event::kBlock);
    if (event.outcome != 0) text += '!' + std::to_string(event.outcome);
  }
  return text;
}

std::string RunExpr(const unit::PolicyUnit& unit, std::uint32_t function, core::Rep rep, CoreRun& run) {
  const std::uint32_t status = run.Call(unit, function);
  if (status != 0)
    return std::string(values::FaultCode(static_cast<values::Fault>(status))) + '@' +
           std::to_string(run.output.fault_site);
  if (run.arguments[0].present == 0) return "absent";
  return Print(rep, run.arguments[0]);
}

}  // namespace bpol::testing
