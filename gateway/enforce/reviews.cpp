#include "gateway/enforce/reviews.h"

namespace bpol::enforce {

bool Reviews::Hold(Review review) {
  const std::lock_guard lock(mutex_);
  if (entries_.size() >= capacity_) return false;
  std::string id = review.id;
  entries_.insert_or_assign(std::move(id), std::move(review));
  return true;
}

bool Reviews::Approve(std::string_view id) {
  const std::lock_guard lock(mutex_);
  const auto entry = entries_.find(id);
  if (entry == entries_.end()) return false;
  entry->second.approved = true;
  return true;
}

bool Reviews::Reject(std::string_view id) {
  const std::lock_guard lock(mutex_);
  const auto entry = entries_.find(id);
  if (entry == entries_.end()) return false;
  entries_.erase(entry);
  return true;
}

std::optional<std::vector<std::string>> Reviews::Take(std::string_view id, const RequestDigest& digest) {
  const std::lock_guard lock(mutex_);
  const auto entry = entries_.find(id);
  if (entry == entries_.end() || !entry->second.approved || entry->second.digest != digest) return std::nullopt;
  std::vector<std::string> lines = std::move(entry->second.lines);
  entries_.erase(entry);
  return lines;
}

std::vector<Review> Reviews::List() const {
  const std::lock_guard lock(mutex_);
  std::vector<Review> reviews;
  for (const auto& [id, review] : entries_) reviews.push_back(review);
  return reviews;
}

}  // namespace bpol::enforce
