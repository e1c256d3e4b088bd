// bpol: the command of the people who write policies.
#include "compiler/cli/app.h"

int main(int argc, char** argv) {
  return bpol::cli::Run(argc, argv);
}
