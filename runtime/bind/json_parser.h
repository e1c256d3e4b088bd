// JsonParser: strict JSON with reused buffers; after warming up it allocates nothing. One per core, not thread-safe.
// INVARIANT: what it accepts is wholly valid JSON in UTF-8, at most kMaxDepth deep; what a decoder skips was checked
// too.
#pragma once

#include <cstddef>
#include <memory>

namespace bpol::bind {

class JsonParser {
 public:
  static constexpr std::size_t kMaxDepth = 32;

  // Texts above `max_bytes` are input.too_large.
  explicit JsonParser(std::size_t max_bytes = 1u << 20);
  ~JsonParser();
  JsonParser(JsonParser&&) noexcept;
  JsonParser& operator=(JsonParser&&) noexcept;

  std::size_t max_bytes() const { return max_bytes_; }

  struct State;  // json_document.h, for this folder
  State& state() { return *state_; }

 private:
  std::size_t max_bytes_;
  std::unique_ptr<State> state_;
};

}  // namespace bpol::bind
