// The access log: one JSON line a request, without personal data (gateway/enforce writes the fields).
// Lines go through a bounded ring per core to one thread, so that a slow disk never holds a request; what does not fit
// is counted, and the count is written as a line of its own as soon as one fits. Thread safety: core i submits from one
// thread at a time. Destroy it when no core submits any more; it then writes what is left.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "runtime/audit/doorbell.h"
#include "runtime/audit/ring.h"
#include "runtime/base/result.h"

namespace bpol::observe {

class AccessLog {
 public:
  // Appends to `path`; empty: standard error.
  static Result<std::unique_ptr<AccessLog>> Open(const std::string& path, unsigned cores);
  ~AccessLog();
  AccessLog(const AccessLog&) = delete;
  AccessLog& operator=(const AccessLog&) = delete;

  // `line` is one JSON object without line end.
  void Submit(unsigned core, std::string_view line);

 private:
  AccessLog(int descriptor, unsigned cores);
  void Run();
  void RestAfter(bool wrote);
  bool WriteWhatWaits();
  void WriteAll(std::string_view text);

  struct Core {
    // 1,024 lines of 500 bytes: half a megabyte a core, and 20 ms of 50,000 requests a second.
    audit::Ring<std::string> ring{1024};
    std::atomic<std::uint64_t> lost = 0;
  };
  const int descriptor_;
  std::vector<std::unique_ptr<Core>> cores_;
  audit::Doorbell doorbell_;
  std::atomic<bool> stopping_ = false;
  std::uint64_t reported_ = 0;  // the writing thread only
  std::thread thread_;
};

}  // namespace bpol::observe
