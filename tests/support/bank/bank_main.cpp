// sample-bank: flags and signals; the rest is BankServer.
#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>

#include "runtime/base/bytes.h"
#include "tests/support/bank/bank_server.h"

namespace {

std::string Names() {
  std::string names;
  for (const std::string_view name : bpol::bank::Misbehaviours())
    names += (names.empty() ? "" : ", ") + std::string(name);
  return names;
}

int Fail(const std::string& message) {
  std::cerr << "sample-bank: " << message << "\n";
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  bpol::bank::BankSettings settings;
  std::string port_file;
  CLI::App app("The core banking system of the tests: invented accounts over plain HTTP on loopback");
  app.add_option("--port", settings.port, "0 for a free one")->capture_default_str();
  app.add_option("--port-file", port_file, "receives the port once the bank listens");
  app.add_option("--region", settings.region, "said in each answer and in the log")->capture_default_str();
  app.add_option("--accounts", settings.accounts)->capture_default_str();
  app.add_option("--log", settings.log, "a line for each request");
  app.add_option("--tee", settings.tee, "receives every byte that is sent");
  app.add_option("--always", settings.always, "misbehave on every request: " + Names());
  CLI11_PARSE(app, argc, argv);

  // Before any thread exists, so that all inherit it and only sigwait below is told.
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);

  auto server = bpol::bank::BankServer::Start(settings);
  if (!server.ok()) return Fail(server.error().message);
  if (!port_file.empty()) {
    const auto written = bpol::WriteFile(port_file, std::to_string((*server)->port()) + "\n");
    if (!written.ok()) return Fail(written.error().message);
  }
  int signal = 0;
  sigwait(&ends, &signal);
  return 0;
}
