// FactStore: what policies look up by key (consents, accounts, customers), as JSON objects in named stores.
//
// Reads are a look into the core's own index: no lock, no system call. A write is committed to an SQLite file on the
// store's own thread, then sent to every core, and acknowledged when all of them have it: whoever got the
// acknowledgement of a revocation knows that no core decides by the old consent any more.
// INVARIANT: what a core sees was committed. INVARIANT: a write that is not acknowledged may or may not have happened.
// INVARIANT: a store that was stopped answers Unavailable, never Absent: absence is a statement about the data.
// Thread safety: Find belongs to the core's thread; Put, Replace, Remove and Stop may be called from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/base/result.h"

namespace bpol::facts {

// Bytes. A consent over a hundred accounts takes about 4 KB.
inline constexpr std::size_t kMaxName = 64;  // of a store
inline constexpr std::size_t kMaxKey = 256;
inline constexpr std::size_t kMaxJson = 64u << 10;
// Facts in all stores together. Each costs every core about 150 bytes, and the process its text once.
inline constexpr std::size_t kMaxFacts = 1'000'000;
// Writes that may wait for the store's thread; beyond, Put says so at once.
inline constexpr std::size_t kMaxWaiting = 10'000;

// `json` is null unless Present, and lives until this core handles its next message.
struct Found {
  enum class Kind : std::uint8_t { Present, Absent, Unavailable };  // Unavailable: the store was stopped
  Kind kind = Kind::Unavailable;
  const std::string* json = nullptr;
};

// Runs work on a core's thread, in the order posted. It may drop what it still holds when the host ends: writes that
// not every core has seen by then are acknowledged with an error.
using PostToCore = std::function<void(unsigned core, std::function<void()>)>;
// Called exactly once, on the caller's thread, the store's or a core's; must not throw.
using OnWritten = std::function<void(Status)>;
// The same of a write that asks what was there before; false: something else was, and nothing was changed.
using OnReplaced = std::function<void(Result<bool>)>;

class FactStore {
 public:
  // Creates the file or reads all of it; call it before the cores run. An error names the file and what is wrong with
  // it: damaged, of another program, in use by another process, or with a row above the limits.
  static Result<std::unique_ptr<FactStore>> Open(const std::string& path, unsigned cores, PostToCore post,
                                                 std::size_t max_facts = kMaxFacts);
  // Commits what waits. Stop the cores first: nobody may be inside Find.
  ~FactStore();
  FactStore(const FactStore&) = delete;
  FactStore& operator=(const FactStore&) = delete;

  Found Find(unsigned core, std::string_view store, std::string_view key) const;

  // `json` is the text of one JSON object; that it fits its record is the reader's question. An error in `done` names
  // what is wrong with the arguments, that there is no room, or SQLite's words; then nothing was changed.
  void Put(std::string store, std::string key, std::string json, OnWritten done);
  // As Put, where the fact is still the text `before`, byte by byte, or is not there where that is empty: for whoever
  // read it and made the new one of it. A core that `false` is told on has seen what is there instead.
  void Replace(std::string store, std::string key, std::optional<std::string> before, std::string json,
               OnReplaced done);
  // Removing what is not there succeeds.
  void Remove(std::string store, std::string key, OnWritten done);

  // Commits what waits. From then on every write fails and, as soon as a core hears of it, every Find is Unavailable.
  void Stop();

 private:
  class Impl;
  explicit FactStore(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace bpol::facts
