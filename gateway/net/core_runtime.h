// CoreRuntime: one thread and one io_context a core. Nothing is shared between cores; they are told things by Post.
// The contexts are made with CONCURRENCY_HINT_UNSAFE_IO: sockets and timers are used by their own thread only and need
// no lock, while the queue keeps its lock, so that Post is safe from anywhere (plain UNSAFE would make it a data race).
// INVARIANT: SIGPIPE is ignored from Start on, because OpenSSL writes to sockets without MSG_NOSIGNAL.
// Thread safety: all functions may be called from any thread, except Stop and the destructor: not from a core.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "gateway/tls/deadlines.h"
#include "runtime/base/result.h"

namespace bpol::net {

class CoreRuntime {
 public:
  // `cores` is at least 1. Threads run from here on.
  static Result<std::unique_ptr<CoreRuntime>> Start(std::size_t cores);
  ~CoreRuntime();

  std::size_t size() const { return cores_.size(); }
  boost::asio::io_context& core(std::size_t index) { return cores_[index]->context; }
  tls::Deadlines& deadlines(std::size_t index) { return cores_[index]->deadlines; }

  // Runs `work` on that core, soon; `work` must not throw.
  void Post(std::size_t index, std::function<void()> work);
  // Runs `work(core index)` on every core and returns when all are done. Not to be called from a core.
  void RunOnAll(const std::function<void(std::size_t)>& work);

  // Drops what is still pending and joins the threads. Servers are stopped before.
  void Stop();

 private:
  struct Core {
    Core();
    boost::asio::io_context context;
    tls::Deadlines deadlines;
    boost::asio::executor_work_guard<Executor> keep_running;
    std::thread thread;
  };
  CoreRuntime() = default;
  std::vector<std::unique_ptr<Core>> cores_;
};

}  // namespace bpol::net
