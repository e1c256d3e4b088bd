#include "runtime/abi/index_helpers.h"

#include "runtime/values/key_table.h"

namespace bpol::abi {

Int HashText(const char* text, Size size) noexcept {
  return values::HashOfText({text, size});
}

Int FindRows(const Int* table, Size words, Int key) noexcept {
  return values::FindKey({table, words}, key);
}

}  // namespace bpol::abi
