#include "gateway/net/core_runtime.h"

#include <boost/asio/post.hpp>
#include <csignal>
#include <latch>
#include <system_error>

namespace bpol::net {

CoreRuntime::Core::Core()
    : context(BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO), deadlines(context), keep_running(context.get_executor()) {}

Result<std::unique_ptr<CoreRuntime>> CoreRuntime::Start(std::size_t cores) {
  BPOL_CHECK(cores >= 1, "a gateway has a core");
  // Both are errors of the write that met them: a peer that is gone, a file that may not grow.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  std::unique_ptr<CoreRuntime> runtime(new CoreRuntime());
  try {
    for (std::size_t i = 0; i < cores; ++i) {
      Core& core = *runtime->cores_.emplace_back(std::make_unique<Core>());
      core.thread = std::thread([&core] { core.context.run(); });
    }
  } catch (const std::system_error& error) {
    return Error{"no thread for a core: " + std::string(error.what())};
  }
  return runtime;
}

CoreRuntime::~CoreRuntime() {
  Stop();
}

void CoreRuntime::Post(std::size_t index, std::function<void()> work) {
  boost::asio::post(core(index), std::move(work));
}

void CoreRuntime::RunOnAll(const std::function<void(std::size_t)>& work) {
  std::latch left(static_cast<std::ptrdiff_t>(size()));
  for (std::size_t i = 0; i < size(); ++i) {
    Post(i, [&work, &left, i] {
      work(i);
      left.count_down();
    });
  }
  left.wait();
}

void CoreRuntime::Stop() {
  for (auto& core : cores_) core->context.stop();
  for (auto& core : cores_) {
    if (core->thread.joinable()) core->thread.join();
  }
}

}  // namespace bpol::net
