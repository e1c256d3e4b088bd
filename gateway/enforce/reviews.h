// The review queue: requests that wait for a human, bounded. Releasing one never permits by itself: the client sends
// the request again with the entry's id, and it is decided again with the approved lines passed over. An approval is
// good for that request, once. Thread safety: any thread; the lock is held for a look into a map and never across I/O.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bpol::enforce {

// What makes a request the same request: action, target, caller, and the body's bytes, hashed.
using RequestDigest = std::array<std::uint8_t, 32>;

struct Review {
  std::string id;  // unguessable
  std::string action;
  std::string reason;  // code of the line that holds it
  std::string unit;    // label of the unit that decided
  std::string interaction_id;
  std::string held_at;             // RFC 3339
  std::vector<std::string> lines;  // ids of the review lines that hold it, and of those approved before
  RequestDigest digest{};
  bool approved = false;
};

class Reviews {
 public:
  // Entries: each is about 500 bytes.
  explicit Reviews(std::size_t capacity = 10'000) : capacity_(capacity) {}

  // False when the queue is full: deny `review.queue_full`.
  [[nodiscard]] bool Hold(Review review);
  // Marks the entry; false when there is none of that id.
  bool Approve(std::string_view id);
  bool Reject(std::string_view id);
  // The approved lines of that entry, if it is approved and of this request; the entry is used up.
  std::optional<std::vector<std::string>> Take(std::string_view id, const RequestDigest& digest);
  std::vector<Review> List() const;

 private:
  const std::size_t capacity_;
  mutable std::mutex mutex_;  // guards entries_
  std::map<std::string, Review, std::less<>> entries_;
};

}  // namespace bpol::enforce
