// CompileBundle: a bundle's bytes to an image, by every pass of the compiler, and through the bundle's own tests in
// both engines.
#pragma once

#include <string_view>

#include "runtime/base/bytes.h"
#include "runtime/base/result.h"

namespace bpol::child {

// The bytes of the image (runtime/unit/image_format.h). The error is what an operator reads: diagnostics, the tests
// that failed, or what is wrong with the bundle.
Result<Bytes> CompileBundle(std::string_view bundle);

}  // namespace bpol::child
