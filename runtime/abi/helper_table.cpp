#include "runtime/abi/abi.h"
#include "runtime/abi/helpers.h"
#include "runtime/abi/index_helpers.h"
#include "runtime/abi/scalar_helpers.h"
#include "runtime/abi/sequence_helpers.h"
#include "runtime/abi/signature.h"
#include "runtime/abi/transform_helpers.h"

namespace bpol::abi {

#define BPOL_HELPER(name, spelling, signature) \
  static_assert(WireOf(&name) == WireOf(std::string_view(signature)), "helpers.def and " #name " disagree");
#include "runtime/abi/helpers.def"
#undef BPOL_HELPER

const HelperTable& Helpers() noexcept {
  static const void* const functions[kHelperCount] = {
#define BPOL_HELPER(name, spelling, signature) reinterpret_cast<const void*>(&name),
#include "runtime/abi/helpers.def"
#undef BPOL_HELPER
  };
  return *reinterpret_cast<const HelperTable*>(functions);
}

}  // namespace bpol::abi
