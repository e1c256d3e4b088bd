// Knowledge: what a condition tells about the values that stand behind it, so that `x is present and x > 3` is
// accepted.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <vector>

namespace bpol::check {

// Something that has the same value wherever it is read during one decision: a path from a root.
struct Place {
  enum class Root : std::uint8_t { Frame, Fact, Signal, Cell, Variable, Object, Param };
  Root root = Root::Frame;
  std::uint32_t index = 0;          // of the frame's field, the fact, signal, cell, variable or param
  std::vector<std::uint32_t> path;  // fields below it
  friend auto operator<=>(const Place&, const Place&) = default;

  Place Below(std::uint32_t field) const;
};

class Knowledge {
 public:
  void SetPresent(const Place& place) { present_.insert(place); }
  void SetArm(const Place& place, std::uint32_t arm) { arms_[place] = arm; }

  // Behind a condition that is wrong anything may be known: what it would have told must not be missed a second time.
  void AssumeAll() { all_ = true; }

  bool IsPresent(const Place& place) const { return all_ || present_.contains(place); }
  bool IsArm(const Place& place, std::uint32_t arm) const;

  // What is known of a variable, said of the place whose value it has; without one it is forgotten.
  Knowledge Moved(std::uint32_t variable, const Place* to) const;

  // Adds what `other` knows.
  void Add(const Knowledge& other);
  // What holds when one or the other holds.
  static Knowledge Either(const Knowledge& left, const Knowledge& right);
  static Knowledge Both(Knowledge left, const Knowledge& right);

 private:
  bool all_ = false;
  std::set<Place> present_;
  std::map<Place, std::uint32_t> arms_;  // a union is in this arm
};

}  // namespace bpol::check
