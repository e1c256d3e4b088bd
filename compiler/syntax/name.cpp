#include "compiler/syntax/name.h"

namespace bpol::syntax {

std::string Path::Dotted() const {
  std::string dotted;
  for (const Name& part : parts) {
    if (!dotted.empty()) dotted += '.';
    dotted += part.text;
  }
  return dotted;
}

}  // namespace bpol::syntax
