// Contestant: one way to decide the requests of one action. All of them get the same requests and are held against each
// other before a clock is read.
// Thread safety: one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace bpol::bench {

// Indices into the requests, in the order in which they are decided.
using Order = std::span<const std::uint16_t>;

// Keeps the optimiser from seeing that nobody looks at `value`.
template <typename T>
inline void Keep(const T& value) {
  asm volatile("" : : "g"(&value) : "memory");
}

class Contestant {
 public:
  virtual ~Contestant() = default;
  // Every request of `order`, from the typed form that was made when the contestant was.
  virtual void DecideTyped(Order order) = 0;
  // The same, from JSON text in the form of `bpol eval`: parsed and bound each time.
  virtual void DecideJson(Order order) = 0;
  // What the decision says, as `Said` writes it.
  virtual std::string Answer(std::size_t request) = 0;
};

// Answers as text, so that they can be compared: `effect | reasons | obligations | acr | regions | scores`, lists in
// the order in which they came.
struct Said {
  std::string effect;
  std::vector<std::string> reasons, obligations, regions, scores;
  std::string acr;
  std::string Text() const;
};

// Written by hand for one action of one pack: the floor. Null where nobody has written one.
std::unique_ptr<Contestant> MakeFloor(const std::string& unit, const std::string& action,
                                      std::span<const std::string> requests);

}  // namespace bpol::bench
