// LockDown: what a process that decides gives up for good: it can start no program, attach to none, and never again
// make memory that it wrote executable. Code comes only from sealed image files (load.cpp), which stays possible.
#pragma once

#include "runtime/base/result.h"

namespace bpol::unit {

// Applies to every thread of the process, and to those to come; there is no way back. Start helpers (CompileService)
// before. Where the kernel knows memory-deny-write-execute (from 6.3) it is set too; the system call filter carries the
// rule everywhere.
Status LockDown();

}  // namespace bpol::unit
