// core -> LLVM -> an ELF object for this CPU. The only folder that sees LLVM.
// The object defines one global, `Entry` (abi::EntryFunction), needs no symbol, and has neither writable data nor
// unwind tables: what `image` asks for. A function of the program is an internal function of bounded size (64 lines).
// Thread safety: each call has an LLVM context of its own.
#pragma once

#include <cstdint>
#include <string>

#include "compiler/core/core.h"
#include "runtime/base/bytes.h"
#include "runtime/base/result.h"

namespace bpol::emit {

// How hard LLVM tries. Balanced is Thorough for small programs and Quick for large ones.
enum class Effort : std::uint8_t { Balanced, Quick, Thorough };

struct EmitOptions {
  Effort effort = Effort::Balanced;
};

// The program is verified. Fails only where LLVM or memory does.
Result<Bytes> Emit(const core::Program& program, const EmitOptions& options = {});

// The module as LLVM text, as it goes to the code generator: `--print=llvm`.
Result<std::string> PrintLlvm(const core::Program& program, const EmitOptions& options = {});

}  // namespace bpol::emit
