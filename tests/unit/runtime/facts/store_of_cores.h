// What the tests of the fact store share: cores as threads, and a store in a folder of its own.
#pragma once

#include <gtest/gtest.h>

#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <functional>
#include <future>
#include <mutex>
#include <optional>
#include <queue>
#include <string>
#include <thread>
#include <vector>

#include "runtime/facts/fact_store.h"

namespace bpol::facts {

// Cores as threads that run what is posted to them, in order.
class Cores {
 public:
  explicit Cores(unsigned count) : queues_(count) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this, i] { Run(queues_[i]); });
  }
  ~Cores() {
    for (Queue& queue : queues_) Post(queue, nullptr);
    for (std::thread& thread : threads_) thread.join();
  }
  PostToCore post() {
    return [this](unsigned core, std::function<void()> work) { Post(queues_[core], std::move(work)); };
  }
  void RunOn(unsigned core, std::function<void()> work) {
    std::promise<void> done;
    Post(queues_[core], [&] { work(), done.set_value(); });
    done.get_future().wait();
  }

 private:
  struct Queue {
    std::mutex mutex;
    std::condition_variable wake;
    std::queue<std::function<void()>> work;
  };
  static void Post(Queue& queue, std::function<void()> work) {
    const std::lock_guard lock(queue.mutex);
    queue.work.push(std::move(work));
    queue.wake.notify_one();
  }
  static void Run(Queue& queue) {
    for (;;) {
      std::unique_lock lock(queue.mutex);
      queue.wake.wait(lock, [&] { return !queue.work.empty(); });
      const auto work = std::move(queue.work.front());
      queue.work.pop();
      lock.unlock();
      if (!work) return;
      work();
    }
  }
  std::deque<Queue> queues_;
  std::vector<std::thread> threads_;
};

class FactStore_ : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "bpol-facts-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    path_ = folder_ + "/facts.db";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  static Status Put(FactStore& store, std::string name, std::string key, std::string json) {
    std::promise<Status> done;
    store.Put(std::move(name), std::move(key), std::move(json),
              [&](Status status) { done.set_value(std::move(status)); });
    return done.get_future().get();
  }
  // `written`, `other` or the error.
  static std::string Replace(FactStore& store, std::string key, std::optional<std::string> before, std::string json) {
    std::promise<std::string> done;
    store.Replace("consents", std::move(key), std::move(before), std::move(json), [&](const Result<bool>& written) {
      done.set_value(!written.ok() ? written.error().message : *written ? "written" : "other");
    });
    return done.get_future().get();
  }
  static std::string Find(Cores& cores, FactStore& store, unsigned core, std::string_view name, std::string_view key) {
    std::string seen = "absent";
    cores.RunOn(core, [&] {
      if (const Found found = store.Find(core, name, key); found.json != nullptr) seen = *found.json;
    });
    return seen;
  }
  std::string folder_, path_;
};

}  // namespace bpol::facts
