// A disk that a test controls, and someone who waits for what the log says of it.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <string>

#include "runtime/audit/log.h"

namespace bpol::audit {

// Waits for callbacks of the writer's thread.
class Waiter {
 public:
  OnDurable Expect() {
    const std::lock_guard lock(mutex_);
    ++expected_;
    return [this](Durability durability) {
      const std::lock_guard inner(mutex_);
      ++(durability == Durability::Durable ? durable_ : lost_);
      changed_.notify_all();
    };
  }
  void Wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return durable_ + lost_ == expected_; });
  }
  int durable() { return Read(durable_); }
  int lost() { return Read(lost_); }

 private:
  int Read(const int& number) {
    const std::lock_guard lock(mutex_);
    return number;
  }
  std::mutex mutex_;
  std::condition_variable changed_;
  int expected_ = 0, durable_ = 0, lost_ = 0;
};

// A disk in memory that a test can fill, stop and break.
class TestDisk final : public Storage {
 public:
  struct Control {
    std::mutex mutex;
    std::condition_variable changed;
    std::string content;
    int syncs = 0;
    std::size_t capacity = std::string::npos;
    bool sync_blocked = false;
    bool sync_entered = false;
    bool sync_fails = false;
    bool cut_fails = false;

    void Set(bool& flag, bool value) {
      const std::lock_guard lock(mutex);
      flag = value;
      changed.notify_all();
    }
    void SetCapacity(std::size_t bytes) {
      const std::lock_guard lock(mutex);
      capacity = bytes;
    }
    std::string Content() {
      const std::lock_guard lock(mutex);
      return content;
    }
    void AwaitSync() {
      std::unique_lock lock(mutex);
      changed.wait(lock, [this] { return sync_entered; });
    }
  };

  explicit TestDisk(Control& control) : control_(control) {}

  Status Append(std::string_view text) override {
    const std::lock_guard lock(control_.mutex);
    const std::size_t room = control_.capacity - std::min(control_.capacity, control_.content.size());
    control_.content.append(text.substr(0, room));
    if (room < text.size()) return Error{"no space"};
    return {};
  }
  Status Sync() override {
    std::unique_lock lock(control_.mutex);
    control_.sync_entered = true;
    control_.changed.notify_all();
    control_.changed.wait(lock, [this] { return !control_.sync_blocked; });
    ++control_.syncs;
    if (control_.sync_fails) return Error{"input/output error"};
    return {};
  }
  Status CutBack(std::uint64_t size) override {
    const std::lock_guard lock(control_.mutex);
    if (control_.cut_fails) return Error{"cannot"};
    control_.content.resize(size);
    return {};
  }

 private:
  Control& control_;
};

}  // namespace bpol::audit
