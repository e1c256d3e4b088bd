// Sandbox: what `bpol-compile` may still do once it has its three descriptors: compute, use memory, read and write
// those descriptors. No file, no network, no process, no debugger. A call outside the list ends the process; opening a
// file merely fails, because libraries look for things and live without them.
#pragma once

#include "runtime/base/result.h"

namespace bpol::child {

// Limits of memory (2 GB), processor time (20 s), file size (64 MB) and core dumps, then the system call filter. No way
// back.
Status EnterSandbox();

}  // namespace bpol::child
