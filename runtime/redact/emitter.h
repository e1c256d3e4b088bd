// Emitter: where what is sent leaves. Kept text is not copied token by token: while members that follow each other are
// kept, a region of the piece grows, and is appended in one go when something is withheld, changed, or the piece ends.
//
// INVARIANT: in an open region everything before `safe_` is to be sent; what stands behind it is not decided.
// INVARIANT: a region is open at a value only if the value before it in the same container was sent, or none is before
// it: the comma and the name in between are then part of the region.
#pragma once

#include <string>
#include <string_view>

namespace bpol::redact {

class Emitter {
 public:
  void Start() { region_ = nullptr, through_ = false; }
  void SetOutput(std::string* out) { out_ = out; }

  // A piece begins: a token that was being sent when the last one ended goes on.
  void OpenPiece(const char* begin) {
    region_ = through_ ? begin : nullptr;
    safe_ = begin;
    through_ = false;
  }
  // The piece ends; `through`: inside a token that is being sent.
  void ClosePiece(const char* end, bool through) {
    if (through) safe_ = end;
    Close();
    through_ = through;
  }

  bool open() const { return region_ != nullptr; }
  // Opens a region at `at` unless one is open.
  void OpenAt(const char* at) {
    if (region_ == nullptr) region_ = at;
  }
  // Everything before `at` may go.
  void SafeUntil(const char* at) { safe_ = at; }
  // Sends what is safe and forgets the rest.
  void Close() {
    if (region_ != nullptr) out_->append(region_, static_cast<std::size_t>(safe_ - region_));
    region_ = nullptr;
  }
  // Sends text that does not stand in the piece; no region is open.
  std::string& Direct() { return *out_; }

 private:
  std::string* out_ = nullptr;
  const char* region_ = nullptr;
  const char* safe_ = nullptr;
  bool through_ = false;
};

}  // namespace bpol::redact
