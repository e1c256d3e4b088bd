#include "gateway/tls/deadlines.h"

namespace bpol::tls {

DeadlineEntry::DeadlineEntry(Deadlines& owner) : owner_(owner) {
  owner_.Add(*this);
}

DeadlineEntry::~DeadlineEntry() {
  owner_.Remove(*this);
}

void DeadlineEntry::Arm(Duration after) {
  deadline_ = Clock::now() + after;
  if (!owner_.ticking_) owner_.StartTicking();
}

Deadlines::~Deadlines() {
  BPOL_CHECK(first_ == nullptr, "every stream of a core is gone before its deadlines are");
}

void Deadlines::Add(DeadlineEntry& entry) {
  entry.next_ = first_;
  if (first_ != nullptr) first_->previous_ = &entry;
  first_ = &entry;
}

void Deadlines::Remove(DeadlineEntry& entry) {
  (entry.previous_ != nullptr ? entry.previous_->next_ : first_) = entry.next_;
  if (entry.next_ != nullptr) entry.next_->previous_ = entry.previous_;
}

void Deadlines::StartTicking() {
  ticking_ = true;
  timer_.expires_after(kTick);
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error) Sweep();
  });
}

void Deadlines::Sweep() {
  const Clock::time_point now = Clock::now();
  bool any_armed = false;
  for (DeadlineEntry* entry = first_; entry != nullptr; entry = entry->next_) {
    if (entry->deadline_ == Clock::time_point::max()) continue;
    if (entry->deadline_ > now) {
      any_armed = true;
      continue;
    }
    entry->Disarm();
    entry->Expire();
  }
  // An idle core does not wake up: the next Arm starts the timer again.
  ticking_ = false;
  if (any_armed) StartTicking();
}

}  // namespace bpol::tls
