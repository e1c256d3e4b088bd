#include "tests/agreement/workers.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <new>
#include <vector>

namespace bpol::agreement {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kPause{50};

// Memory that children write and we read.
std::byte* Shared(std::size_t size) {
  void* memory = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  BPOL_CHECK(memory != MAP_FAILED, "the machine has memory for the results of a run");
  return static_cast<std::byte*>(memory);
}

pid_t Fork() {
  std::fflush(nullptr);
  const pid_t child = fork();
  BPOL_CHECK(child >= 0, "the machine can start a process");
  return child;
}

class Crew {
 public:
  explicit Crew(const WorkPlan& plan) : plan_(plan) {
    std::byte* memory = Shared(sizeof(std::atomic<std::uint32_t>) * 16 + sizeof(Slot) * plan.units);
    next_ = new (memory) std::atomic<std::uint32_t>(0);
    Slot* first = reinterpret_cast<Slot*>(memory + sizeof(std::atomic<std::uint32_t>) * 16);
    for (std::uint32_t i = 0; i < plan.units; ++i) new (first + i) Slot;
    slots_ = {first, plan.units};
  }

  std::span<const Slot> Run() {
    for (std::uint32_t i = 0; i < plan_.workers; ++i) Start();
    while (!workers_.empty()) {
      usleep(static_cast<useconds_t>(std::chrono::microseconds(kPause).count()));
      Reap();
      StopTheHanging();
      if (plan_.progress) plan_.progress(slots_);
    }
    return slots_;
  }

 private:
  struct Worker {
    pid_t process = 0;
    std::uint64_t last_step = 0;
    Clock::time_point since = Clock::now();
  };

  void Start() {
    const pid_t child = Fork();
    if (child != 0) {
      workers_.push_back({.process = child});
      return;
    }
    for (std::uint32_t unit = next_->fetch_add(1); unit < plan_.units; unit = next_->fetch_add(1)) {
      slots_[unit].worker = getpid();
      slots_[unit].ending = Ending::Running;
      plan_.work(unit, slots_[unit]);
    }
    std::fflush(nullptr);
    _exit(0);
  }

  // Whoever died in the middle of a unit is replaced.
  void Reap() {
    for (std::size_t i = 0; i < workers_.size();) {
      int status = 0;
      if (waitpid(workers_[i].process, &status, WNOHANG) == 0) {
        ++i;
        continue;
      }
      Slot* slot = SlotOf(workers_[i].process);
      workers_.erase(workers_.begin() + static_cast<std::ptrdiff_t>(i));
      if (slot == nullptr) continue;
      slot->ending = Ending::Crashed;
      Start();
    }
  }

  void StopTheHanging() {
    for (Worker& worker : workers_) {
      Slot* slot = SlotOf(worker.process);
      const std::uint64_t step =
          slot == nullptr ? 0 : (std::uint64_t(slot - slots_.data()) << 32 | RequestOf(*slot)) + 1;
      if (step != worker.last_step || slot == nullptr) {
        worker.last_step = step;
        worker.since = Clock::now();
      } else if (Clock::now() - worker.since > plan_.patience) {
        kill(worker.process, SIGKILL);
        waitpid(worker.process, nullptr, 0);
        slot->ending = Ending::Hung;
        worker.process = 0;
      }
    }
    const std::size_t stopped = std::erase_if(workers_, [](const Worker& worker) { return worker.process == 0; });
    for (std::size_t i = 0; i < stopped; ++i) Start();
  }

  static std::uint32_t RequestOf(const Slot& slot) { return *const_cast<const volatile std::uint32_t*>(&slot.request); }

  Slot* SlotOf(pid_t worker) {
    for (Slot& slot : slots_)
      if (slot.worker == worker && slot.ending == Ending::Running) return &slot;
    return nullptr;
  }

  const WorkPlan& plan_;
  std::atomic<std::uint32_t>* next_ = nullptr;
  std::span<Slot> slots_;
  std::vector<Worker> workers_;
};

}  // namespace

std::span<const Slot> RunWorkers(const WorkPlan& plan) {
  return Crew(plan).Run();
}

Ending RunApart(std::chrono::seconds patience, const std::function<Ending()>& work) {
  const pid_t child = Fork();
  if (child == 0) {
    // What it prints is not ours: it is one try of many.
    if (std::freopen("/dev/null", "w", stderr) == nullptr) _exit(1);
    alarm(static_cast<unsigned>(patience.count()));
    const Ending ending = work();
    _exit(16 + static_cast<int>(ending));
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) return WTERMSIG(status) == SIGALRM ? Ending::Hung : Ending::Crashed;
  const int code = WEXITSTATUS(status);
  return code >= 16 ? static_cast<Ending>(code - 16) : Ending::Crashed;
}

}  // namespace bpol::agreement
