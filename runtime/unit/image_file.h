// Memory files that hold images: made, filled by a compiler, and sealed before anyone reads them, so that what was
// checked is what is mapped.
#pragma once

#include "runtime/base/bytes.h"
#include "runtime/base/result.h"
#include "runtime/unit/file_descriptor.h"

namespace bpol::unit {

// An empty memory file that can be sealed, and never be executed as a program where the kernel knows how to say so.
Result<FileDescriptor> NewImageFile();

// No write, no change of size, no further seal. Fails while somebody still maps it for writing.
Status SealImage(int fd);
bool IsSealed(int fd);

// For compilers in the same process: NewImageFile with these bytes, sealed.
Result<FileDescriptor> SealedImageOf(ByteSpan image);

// Writes all of it at the start of the file.
Status WriteAll(int fd, ByteSpan bytes);

}  // namespace bpol::unit
