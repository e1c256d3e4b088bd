// CompileService: how a process without a compiler gets a unit out of a bundle. A helper process, forked while the host
// was still free, starts `bpol-compile` for each bundle, watches its time, and reports how it ended; the host maps what
// the child left in a memory file. A child that crashes, loops, runs its tests red or declines means: unit refused, and
// nothing else.
//
// INVARIANT: the child gets three descriptors (the bundle, an empty image file, a report file) and nothing else of the
// host's. INVARIANT: the image is sealed before its first byte is read. Thread safety: Compile may be called from any
// thread; calls are served one at a time.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/base/result.h"
#include "runtime/unit/file_descriptor.h"
#include "runtime/unit/image_cache.h"
#include "runtime/unit/policy_unit.h"

namespace bpol::unit {

class CompileService {
 public:
  // Forks the helper: call it before any thread is started. `program` is the path of bpol-compile.
  static Result<std::unique_ptr<CompileService>> Start(const std::string& program);
  // Ends the helper and a child that still runs.
  ~CompileService();
  CompileService(const CompileService&) = delete;
  CompileService& operator=(const CompileService&) = delete;

  // From now on asks the cache first, and gives it what the compiler makes. Before the first Compile.
  void UseCache(ImageCache cache) { cache_ = std::move(cache); }

  // The unit of a bundle; blocks for as long as compiling takes, at most about `limit`. An error is what the child said
  // of the bundle, or how it ended.
  Result<std::unique_ptr<const PolicyUnit>> Compile(std::string_view bundle, std::chrono::milliseconds limit);

 private:
  // The sealed image that a child makes of a bundle.
  Result<FileDescriptor> RunChild(std::string_view bundle, std::chrono::milliseconds limit);

  CompileService(FileDescriptor socket, int helper) : socket_(std::move(socket)), helper_(helper) {}

  std::mutex mutex_;  // one request on the socket at a time
  FileDescriptor socket_;
  int helper_;  // process id
  std::optional<ImageCache> cache_;
};

}  // namespace bpol::unit
