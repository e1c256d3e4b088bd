#include "compiler/check/knowledge.h"

namespace bpol::check {

Place Place::Below(std::uint32_t field) const {
  Place below = *this;
  below.path.push_back(field);
  return below;
}

bool Knowledge::IsArm(const Place& place, std::uint32_t arm) const {
  const auto found = arms_.find(place);
  return all_ || (found != arms_.end() && found->second == arm);
}

Knowledge Knowledge::Moved(std::uint32_t variable, const Place* to) const {
  const auto about = [&](const Place& place) { return place.root == Place::Root::Variable && place.index == variable; };
  const auto moved = [&](const Place& place) {
    Place there = *to;
    there.path.insert(there.path.end(), place.path.begin(), place.path.end());
    return there;
  };
  Knowledge knowledge;
  knowledge.all_ = all_;
  for (const Place& place : present_) {
    if (!about(place)) knowledge.present_.insert(place);
    if (about(place) && to != nullptr) knowledge.present_.insert(moved(place));
  }
  for (const auto& [place, arm] : arms_) {
    if (!about(place)) knowledge.arms_.emplace(place, arm);
    if (about(place) && to != nullptr) knowledge.arms_.emplace(moved(place), arm);
  }
  return knowledge;
}

void Knowledge::Add(const Knowledge& other) {
  all_ = all_ || other.all_;
  present_.insert(other.present_.begin(), other.present_.end());
  for (const auto& [place, arm] : other.arms_) arms_[place] = arm;
}

Knowledge Knowledge::Either(const Knowledge& left, const Knowledge& right) {
  if (left.all_) return right;
  if (right.all_) return left;
  Knowledge both;
  for (const Place& place : left.present_) {
    if (right.present_.contains(place)) both.present_.insert(place);
  }
  for (const auto& [place, arm] : left.arms_) {
    if (right.IsArm(place, arm)) both.arms_.emplace(place, arm);
  }
  return both;
}

Knowledge Knowledge::Both(Knowledge left, const Knowledge& right) {
  left.Add(right);
  return left;
}

}  // namespace bpol::check
