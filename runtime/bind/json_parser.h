// JsonParser: strict JSON with reused buffers; after warming up it allocates nothing. One per core, not thread-safe.
// INVARIANT: what it accepts is wholly valid JSON in UTF-8, at most kMaxDepth deep; what a decoder skips was checked
// too.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace bpol::bind {

class JsonParser {
 public:
  static constexpr std::size_t kMaxDepth = 32;

  // What fits is read straight from the text, the rest from its tree; Tree reads everything from there, and is what
  // tests hold the other against.
  enum class Way : std::uint8_t { Straight, Tree };

  // Texts above `max_bytes` are input.too_large.
  explicit JsonParser(std::size_t max_bytes = 1u << 20, Way way = Way::Straight);
  ~JsonParser();
  JsonParser(JsonParser&&) noexcept;
  JsonParser& operator=(JsonParser&&) noexcept;

  std::size_t max_bytes() const { return max_bytes_; }
  Way way() const { return way_; }

  struct State;  // json_document.h, for this folder
  State& state() { return *state_; }

 private:
  std::size_t max_bytes_;
  Way way_;
  std::unique_ptr<State> state_;
};

}  // namespace bpol::bind
