// Redactor: turns the pieces of a JSON response into the pieces that the caller may see, while they flow.
// TokenIndex finds the tokens of a piece; over those one pass checks that the text is strict JSON (UTF-8, no duplicate
// member, depth) and fits the response type, and applies the plan of the action. Kept values leave byte for byte;
// blanks between tokens may go.
//
// INVARIANT: a byte of a value is sent only after its treatment is known, and a checked value only after it was
// checked. INVARIANT: what is sent, up to a problem, is a prefix of one valid JSON text that holds nothing undeclared.
// INVARIANT: where pieces begin and end changes nothing in what is sent, counted or refused; of a text with several
// problems, which one is told may differ. Memory is bounded by Limits, whatever the size of the body. Not thread-safe;
// may be started again, which reuses its memory.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/redact/context.h"
#include "runtime/redact/counts.h"
#include "runtime/redact/emitter.h"
#include "runtime/redact/json_scan.h"
#include "runtime/redact/object_finder.h"
#include "runtime/redact/plan.h"
#include "runtime/redact/token_index.h"

namespace bpol::redact {

// Why a response is not passed on. `path` names declared members and positions only: "Data.Account[3].Balance". Of text
// that is not JSON it ends with the last declared member that was met.
struct Problem {
  enum class Kind : std::uint8_t {
    None,
    Malformed,  // not JSON, not UTF-8, or cut short
    Duplicate,  // a member twice in one object
    TooDeep,    // beyond kMaxDepth
    TooLarge,   // a member name, the undeclared members of a passed object, or a root object that must be held, beyond
                // its limit
    Misfit,     // valid JSON that is not of the response type
  };
  Kind kind = Kind::None;
  std::string path;
};

class Redactor {
 public:
  explicit Redactor(Limits limits = {}) : limits_(limits) {}

  // Begins a response. `plan` and what `context` points to must live until the last Feed or Finish.
  void Start(const Plan& plan, const Context& context);

  // Takes the next piece, of any size, and appends to `out` what may be sent now. False: problem() says why, this call
  // has appended nothing, and nothing more may be fed. The caller answers 502 if nothing went out yet, else cuts the
  // stream.
  [[nodiscard]] bool Feed(std::string_view piece, std::string& out);
  // The body is complete: false if the text is not.
  [[nodiscard]] bool Finish(std::string& out);

  const Problem& problem() const { return problem_; }
  const Counts& counts() const { return counts_; }

 private:
  enum class Expect : std::uint8_t {
    Value,
    FirstElement,
    FirstName,
    Name,
    InName,
    Colon,
    AfterValue,
    InString,
    InNumber,
    InLiteral,
    Held,
    End,
  };
  enum class Mode : std::uint8_t { Send, Withhold };
  // How the text of the value that is being read is kept.
  enum class Keep : std::uint8_t {
    Stream,   // not at all: it is sent or withheld as it comes
    Capture,  // until its end: it is checked or transformed
  };
  // A value that comes next or is being read.
  struct Item {
    std::uint32_t node = kOpaque;
    Fate fate;
  };
  // An object or list that is open.
  struct Frame {
    std::uint32_t node = kOpaque;
    Mode mode = Mode::Send;
    bool object = false;
    bool map = false;                    // an object whose names are keys of a map, and its values elements
    bool emitted = false;                // something of it went out: a comma is due
    std::uint32_t arm_slot = 0;          // union: 0 while or where only the common fields exist, else arm + 1
    std::uint32_t position = 0;          // list, map: of the element; record: the name last seen
    std::uint32_t names = 0;             // where its undeclared names, or keys, begin in unknown_names_
    const PlanRecord* record = nullptr;  // of an object of the plan that is no map
  };

  // Those that take a token return false where reading stops: at a problem, or to hold an object. What is looked at
  // begins at the next entry of the index, unless it says where.

  // redactor.cpp: pieces, problems, and what follows a value.
  void Run(std::string_view piece);
  void Read(const char* begin);
  void Leave(const char* end);
  bool Step(const char* begin);
  bool AfterValue();
  bool Fail(Problem::Kind kind);
  bool Misfit() { return Fail(Problem::Kind::Misfit); }
  std::string PathHere() const;
  Frame& Top() { return frames_[depth_ - 1]; }
  std::uint64_t* Seen() { return seen_.data() + (depth_ - 1) * plan_->most_words(); }
  Mode TopMode() const { return depth_ == 0 ? Mode::Send : frames_[depth_ - 1].mode; }
  bool Failed() const { return problem_.kind != Problem::Kind::None; }
  bool InToken() const;

  // redactor_members.cpp: names of members, and the ends of containers.
  bool AtName();
  bool TakeWholeName();
  bool InName();
  bool AtColon();
  bool TakeName(std::string_view raw);
  bool TakeKnown(const PlanRecord& record, std::uint32_t name);
  bool TakeUnknown(std::string_view name);
  bool TakeKey(std::string_view key);
  bool TakeOnce(std::string_view name, bool told_apart);
  bool Open();
  bool Close();
  bool AllThere(Frame& frame);

  // redactor_values.cpp: which token may stand where.
  bool AtValue();
  bool Begin(const char* at);
  bool BeginNull(const char* at);
  bool BeginOpaque(const char* at);
  bool BeginString(const char* at, Keep keep);
  bool BeginNumber(const char* at, Keep keep);
  bool BeginLiteral(const char* at);
  bool InString();
  bool InNumber(const char* at);
  bool InLiteral(const char* at);
  bool EndString();
  bool EndScalar(const char* at) {
    if (emitter_.open()) emitter_.SafeUntil(at);
    name_pending_ = false;
    expect_ = depth_ == 0 ? Expect::End : Expect::AfterValue;
    return true;
  }
  Scan ScanString();
  // At an opening quote, the next entry.
  void StartString(const char* at) {
    index_.Skip();
    token_ = at + 1;
    escaped_ = false;
  }
  void SendPrefix(const char* at);

  // redactor_captured.cpp: scalars that are checked or transformed.
  bool EndCaptured(const char* text_end, const char* at);
  bool Spill(const char* until);
  bool InLimit(std::size_t size);
  std::string_view TextOf(std::string_view raw);
  bool Fits(std::string_view text) const;
  void SendCaptured(std::string_view raw, const char* at);
  void SendUpToText(const char* rest);
  void TransformCaptured(std::string_view text, std::string_view raw, const char* at);

  // redactor_objects.cpp: fates, and objects that must be seen before they can be redacted.
  void ResolveAll();
  void ResolveNode(std::uint32_t index);
  bool AsksObject() const {
    return item_.node != kOpaque && TopMode() == Mode::Send && !plan_->nodes()[item_.node].questions.empty();
  }
  Fate FateOfItem() const;
  bool Dropped() const;
  void Settle();
  void WithholdItem();
  void PrepareElement();
  bool HoldOrOpen(const char* at);
  ObjectFinder::Found Seek(const char* object);
  std::size_t FeedHeld(std::string_view piece);
  void Decide(ObjectFinder::Found found);
  void Answered(bool loaded);
  void GiveUp();

  const Plan* plan_ = nullptr;
  Context context_;
  Limits limits_;
  Problem problem_;
  Counts counts_;
  Emitter emitter_;

  Expect expect_ = Expect::Value;
  std::uint32_t depth_ = 0;
  std::array<Frame, kMaxDepth> frames_;
  Item item_;

  std::vector<Answer> answers_;  // by slot of the plan
  std::vector<Fate> fates_;      // by node, as far as is known
  std::vector<char> drops_;      // by node: a list whose next element goes

  TokenIndex index_;
  EscapeScanner escape_;
  const char* escape_at_ = nullptr;  // where one that is open goes on
  const char* quote_ = nullptr;      // that closed the last string
  bool escaped_ = false;             // it has an escape
  NumberScanner number_;
  std::string_view literal_;
  std::size_t literal_matched_ = 0;
  Keep keep_ = Keep::Stream;
  const char* token_ = nullptr;  // where the text of the token begins in this piece
  bool spilled_ = false;         // part of it stands in captured_
  std::string captured_;
  std::string decoded_, changed_;  // scratch; the second is memory for a values::TextPlace

  std::string_view name_;      // raw text of the current member's name, in this piece or in name_buffer_
  bool name_pending_ = false;  // its value has not ended yet
  std::string name_buffer_;
  std::vector<std::uint64_t> unknown_names_;  // hashes, a stack of sets
  std::vector<std::uint64_t> seen_;           // by depth: which names were there, a bit each
  // Where the last comma, and the quote before name_, stand in this piece; null: in none of it.
  const char* comma_ = nullptr;
  const char* name_at_ = nullptr;

  ObjectFinder finder_;
  std::string held_, replayed_;
  bool root_withheld_ = false;
  bool decided_ = false;            // the object that begins now was looked at
  std::uint32_t decided_slot_ = 0;  // its arm
};

}  // namespace bpol::redact
