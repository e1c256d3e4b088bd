// The `bpol` command as a function, so that main.cpp holds nothing else.
#pragma once

namespace bpol::cli {

// Reads the command line, runs the sub-command and returns the status of the process.
int Run(int argc, const char* const* argv);

}  // namespace bpol::cli
