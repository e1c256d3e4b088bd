// Publication and retirement of a unit: how all cores change from one unit to the next while requests run, and how the
// old one is freed without a lock, an atomic or a shared count on the way of a request.
//
// Each core has its own pointer to the unit of today and its own plain count of requests inside each unit. To publish,
// the admin thread sends one message to every core; a core switches and answers. Once a core has switched, its count
// for the old unit only falls, and when it is zero the core says so, once. When every core has said so, the admin
// thread destroys the unit. INVARIANT: a unit is destroyed on the admin thread, once, and never while a lease on it
// exists. INVARIANT: a request that holds a lease sees one unit from begin to end, whatever is published meanwhile. A
// core that never answers keeps the old unit alive, which is safe. Thread safety: Acquire and everything about a lease
// belong to the core's own thread; Publish, RollBack and alive() to the admin thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace bpol::unit {

struct PolicyUnit;

// How the host runs something on another thread. Both keep the order in which one thread posts to another, and may drop
// what they still hold when the host ends. Copied once; called on any thread.
struct Executors {
  std::function<void(unsigned core, std::function<void()>)> post_to_core;
  std::function<void(std::function<void()>)> post_to_admin;
};

// What becomes of the unit that was active until now, once no request is inside it.
enum class Previous {
  KeepWarm,  // stays loaded, so that RollBack is one message to each core; an earlier warm unit is let go
  Destroy,
};

// The part that does not know the type of the unit.
class AnyPublication {
 public:
  AnyPublication(unsigned cores, Executors executors);
  // Only after the cores and the admin thread have ended and every lease is gone; destroys what is left.
  ~AnyPublication();
  AnyPublication(const AnyPublication&) = delete;
  AnyPublication& operator=(const AnyPublication&) = delete;

  // Makes the unit before the active one active again; false if there is none that is warm. `on_switched` as below.
  bool RollBack(Previous previous, std::function<void()> on_switched = {});
  // Units not yet destroyed: the active one, a warm one, and those that requests are still inside of.
  std::size_t alive() const { return units_.size(); }

 protected:
  struct Unit {
    const void* object;
    void (*destroy)(const void*);
    unsigned publications = 0;  // of this unit that are active or not yet drained
  };
  struct Round;

  // What one core keeps about one publication. Only that core's thread touches it after it was made.
  struct alignas(128) Count {
    std::uint64_t inside = 0;
    bool draining = false;  // the core has switched away
    Round* round = nullptr;
  };

  // One publication. A unit that comes back by RollBack gets a new round, so that late messages about the old one
  // cannot be taken for this one's.
  struct Round {
    Unit* unit;
    std::vector<Count> counts;  // one for each core
    unsigned switched = 0;      // admin's: how many cores answered
    unsigned drained = 0;       // admin's: how many cores have switched away and have nobody inside
    std::function<void()> on_switched;
  };

  struct alignas(128) Core {
    Round* round = nullptr;  // what new requests enter
  };

  Count* Enter(unsigned core) {
    Round* const round = cores_[core].round;
    if (round == nullptr) return nullptr;
    Count& count = round->counts[core];
    ++count.inside;
    return &count;
  }
  static const void* ObjectOf(const Count& count) { return count.round->unit->object; }
  const void* active_object() const { return active_ != nullptr ? active_->object : nullptr; }

  void PublishAny(std::unique_ptr<Unit> unit, Previous previous, std::function<void()> on_switched);
  void LastOut(Count& count);

  template <typename T>
  friend class Lease;

 private:
  void Activate(Unit* unit, Previous previous, std::function<void()> on_switched);
  void SwitchCore(unsigned core, Round* round);
  void Switched(Round* round);
  void Drained(Round* round);
  void RetireIfDone(Round* round);
  void DestroyIfUnused(Unit* unit);

  const Executors executors_;
  std::vector<Core> cores_;
  // The admin thread's.
  std::vector<std::unique_ptr<Unit>> units_;
  std::vector<std::unique_ptr<Round>> rounds_;
  Unit* active_ = nullptr;
  Unit* warm_ = nullptr;
};

// Keeps a unit from the begin of a request to its last byte. Belongs to one core: made, moved and ended on its thread.
template <typename T>
class Lease {
 public:
  // Holds nothing: no unit was published, or it was given back.
  Lease() = default;
  Lease(Lease&& other) noexcept
      : publication_(other.publication_), count_(std::exchange(other.count_, nullptr)), unit_(other.unit_) {}
  Lease& operator=(Lease&& other) noexcept {
    if (this == &other) return *this;
    Release();
    publication_ = other.publication_;
    unit_ = other.unit_;
    count_ = std::exchange(other.count_, nullptr);
    return *this;
  }
  ~Lease() { Release(); }

  explicit operator bool() const { return count_ != nullptr; }
  // Null when the lease holds nothing.
  const T* get() const { return count_ != nullptr ? unit_ : nullptr; }
  const T& operator*() const { return *get(); }
  const T* operator->() const { return get(); }

  void Release() {
    AnyPublication::Count* const count = std::exchange(count_, nullptr);
    if (count != nullptr && --count->inside == 0 && count->draining) publication_->LastOut(*count);
  }

 private:
  template <typename>
  friend class Publication;
  Lease(AnyPublication* publication, AnyPublication::Count* count)
      : publication_(publication),
        count_(count),
        unit_(count != nullptr ? static_cast<const T*>(AnyPublication::ObjectOf(*count)) : nullptr) {}

  AnyPublication* publication_ = nullptr;
  AnyPublication::Count* count_ = nullptr;
  const T* unit_ = nullptr;
};

template <typename T>
class Publication : public AnyPublication {
 public:
  using AnyPublication::AnyPublication;

  // `on_switched` is called on the admin thread when every core has switched: from then on no new request enters an
  // earlier unit. The unit must not be null.
  void Publish(std::unique_ptr<const T> unit, Previous previous, std::function<void()> on_switched = {}) {
    const auto destroy = [](const void* object) { delete static_cast<const T*>(object); };
    auto any = std::make_unique<Unit>(Unit{unit.get(), destroy});
    static_cast<void>(unit.release());
    PublishAny(std::move(any), previous, std::move(on_switched));
  }

  // The unit that was published last; null before the first. The admin thread's, until that thread does something else:
  // nothing keeps it alive beyond.
  const T* active() const { return static_cast<const T*>(active_object()); }

  // The unit that requests beginning now on this core are decided by; empty before the first publication: answer 503.
  [[nodiscard]] Lease<T> Acquire(unsigned core) { return Lease<T>(this, Enter(core)); }
};

using UnitLease = Lease<PolicyUnit>;
using UnitPublication = Publication<PolicyUnit>;

}  // namespace bpol::unit
