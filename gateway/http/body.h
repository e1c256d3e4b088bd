// Bodies as a stream: pieces, then an end or a reset. Readers are pulled and writers pushed, so that the slower side
// sets the pace and nothing is buffered without bound. Thread safety: belongs to one core; one caller at a time.
#pragma once

#include <string>
#include <string_view>

#include "gateway/http/refusal.h"
#include "gateway/tls/task.h"

namespace bpol::http {

struct BodyStep {
  enum class Kind {
    Piece,  // `bytes` is not empty and valid until the next call
    End,    // the body is whole; further calls give End again
    Reset,  // the body is not whole and never will be; further calls give Reset again
  };
  Kind kind = Kind::End;
  std::string_view bytes{};
  Refusal why{};  // when Reset
};

class BodyReader {
 public:
  virtual ~BodyReader() = default;
  virtual Task<BodyStep> Next() = 0;
  // Total bytes of body above which Next gives Reset with BodyTooLarge.
  virtual void SetLimit(std::uint64_t bytes) = 0;
};

// A body that is already in memory; `bytes` must outlive it.
class MemoryBody final : public BodyReader {
 public:
  explicit MemoryBody(std::string_view bytes) : rest_(bytes) {}
  Task<BodyStep> Next() override;
  void SetLimit(std::uint64_t bytes) override { limit_ = bytes; }

 private:
  std::string_view rest_;
  std::uint64_t limit_ = ~std::uint64_t{0};
};

// Takes what a body is relayed to.
class BodyWriter {
 public:
  // What became of the bytes: Sent, or the peer is gone and further calls do nothing.
  enum class Outcome { Sent, Gone };

  virtual ~BodyWriter() = default;
  virtual Task<Outcome> SendPiece(std::string_view bytes) = 0;
  // The body is whole with this last piece, which may be empty; saves a write over SendPiece and then Finish.
  virtual Task<Outcome> Finish(std::string_view last_piece) = 0;
  // The body will never be whole: ends the message so that no reader takes it for complete.
  virtual void Abort() = 0;
};

// The rest of a body in one string.
struct CollectedBody {
  BodyStep::Kind kind = BodyStep::Kind::End;  // End, or Reset
  std::string bytes{};                        // when End
  Refusal why{};                              // when Reset
};
// Reads at most `limit` bytes; a longer body is Reset with BodyTooLarge.
Task<CollectedBody> Collect(BodyReader& body, std::uint64_t limit);

}  // namespace bpol::http
