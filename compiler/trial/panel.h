// Panel: one engine, or both side by side so that a disagreement is seen.
// Thread safety: one thread.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "compiler/trial/judge.h"

namespace bpol::trial {

enum class Engines { Native, Plain, Both };

class Panel {
 public:
  // Either may be null, not both. The plain evaluator speaks first: it defines the language.
  Panel(std::unique_ptr<Judge> plain, std::unique_ptr<Judge> native)
      : plain_(std::move(plain)), native_(std::move(native)) {
    BPOL_CHECK(plain_ != nullptr || native_ != nullptr, "somebody has to decide");
  }

  struct Outcome {
    Ruling ruling;
    std::optional<Ruling> native;  // only when both were asked and native code said something else
  };
  Outcome Decide(std::uint32_t action, std::string_view request);

  struct Answer {
    Reply reply;
    std::optional<Reply> native;  // as above
  };
  // After Decide gave a permit.
  Answer Redact(std::string_view response);

  struct Passing {
    Passage passage;
    std::optional<Passage> native;  // as above
  };
  Passing Advance(const checked::TestMove& move);

  const schema::Unit& schema() const { return (plain_ != nullptr ? plain_ : native_)->schema(); }

 private:
  std::unique_ptr<Judge> plain_;
  std::unique_ptr<Judge> native_;
};

}  // namespace bpol::trial
