#include "gateway/observe/access_log.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <optional>

namespace bpol::observe {
namespace {

// How long lines gather before they are written: at 50,000 requests a second half a ring.
constexpr std::chrono::milliseconds kGather{10};

}  // namespace

Result<std::unique_ptr<AccessLog>> AccessLog::Open(const std::string& path, unsigned cores) {
  const int descriptor =
      path.empty() ? ::dup(STDERR_FILENO) : ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
  if (descriptor < 0) return Error{"cannot open the access log `" + path + "`: " + std::strerror(errno)};
  return std::unique_ptr<AccessLog>(new AccessLog(descriptor, cores));
}

AccessLog::AccessLog(int descriptor, unsigned cores) : descriptor_(descriptor) {
  for (unsigned i = 0; i < cores; ++i) cores_.push_back(std::make_unique<Core>());
  thread_ = std::thread([this] { Run(); });
}

AccessLog::~AccessLog() {
  stopping_ = true;
  doorbell_.Ring(audit::Doorbell::Urgency::Now);
  thread_.join();
  ::close(descriptor_);
}

void AccessLog::Submit(unsigned core, std::string_view line) {
  Core& mine = *cores_[core];
  std::string* slot = mine.ring.Claim();
  if (slot == nullptr) {
    mine.lost.fetch_add(1, std::memory_order_relaxed);
    return;
  }
  slot->assign(line);
  mine.ring.Publish();
  doorbell_.Ring(mine.ring.HalfFull() ? audit::Doorbell::Urgency::Now : audit::Doorbell::Urgency::Soon);
}

void AccessLog::Run() {
  for (;;) {
    const bool last = stopping_;
    const bool wrote = WriteWhatWaits();
    if (last && !wrote) return;
    if (!last) RestAfter(wrote);
  }
}

// After a write a nap, during which lines gather into the next; then sleep, until a line comes.
void AccessLog::RestAfter(bool wrote) {
  using Depth = audit::Doorbell::Depth;
  doorbell_.Rest(wrote ? Depth::Napping : Depth::Asleep);
  bool waiting = stopping_;
  for (const auto& core : cores_) waiting = waiting || (!wrote && core->ring.Front() != nullptr);
  if (waiting) return doorbell_.Rise();
  doorbell_.Wait(wrote ? std::optional(kGather) : std::nullopt);
}

bool AccessLog::WriteWhatWaits() {
  std::string text;
  std::uint64_t lost = 0;
  for (const auto& core : cores_) {
    while (const std::string* line = core->ring.Front()) {
      text += *line;
      text += '\n';
      core->ring.Pop();
    }
    lost += core->lost.load(std::memory_order_relaxed);
  }
  if (lost > reported_) {
    text += R"({"lost":)" + std::to_string(lost - reported_) + "}\n";
    reported_ = lost;
  }
  WriteAll(text);
  return !text.empty();
}

// A log that cannot be written must not stop requests: what the disk refuses is gone, and the audit record is another
// file.
void AccessLog::WriteAll(std::string_view text) {
  while (!text.empty()) {
    const ssize_t put = ::write(descriptor_, text.data(), text.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return;
    text.remove_prefix(static_cast<std::size_t>(put));
  }
}

}  // namespace bpol::observe
