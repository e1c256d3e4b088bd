// FactStore: what policies look up by key (consents, accounts, customers), as JSON objects in named stores.
//
// Reads are a look into the core's own index: no lock, no system call. A write is committed to an SQLite file on the
// store's own thread, then sent to every core, and acknowledged when all of them have it: whoever got the
// acknowledgement of a revocation knows that no core decides by the old consent any more. INVARIANT: what a core sees
// was committed. INVARIANT: a write that is not acknowledged may or may not have happened. Thread safety: Find belongs
// to the core's thread; Put and Remove may be called from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"

namespace bpol::facts {

// Bytes. A consent over a hundred accounts takes about 4 KB.
inline constexpr std::size_t kMaxName = 64;  // of a store
inline constexpr std::size_t kMaxKey = 256;
inline constexpr std::size_t kMaxJson = 64u << 10;
// Writes that may wait for the store's thread; beyond, Put says so at once.
inline constexpr std::size_t kMaxWaiting = 10'000;

// `json` is null when the key is not there, and lives until this core handles its next message.
struct Found {
  enum class Kind : std::uint8_t { Present, Absent, Unavailable };  // Unavailable: the store stopped working
  Kind kind = Kind::Absent;
  const std::string* json = nullptr;
};

// Runs work on a core's thread, in order. Every core answers, or writes are never acknowledged.
using PostToCore = std::function<void(unsigned core, std::function<void()>)>;
// Called once, on the store's thread or on a core's; must not throw.
using OnWritten = std::function<void(Status)>;

class FactStore {
 public:
  // Creates the file or reads all of it. An error names the file and SQLite's words, also when it is damaged.
  static Result<std::unique_ptr<FactStore>> Open(const std::string& path, unsigned cores, PostToCore post);
  // Finishes what waits. Stop the cores first: nobody may be inside Find.
  ~FactStore();
  FactStore(const FactStore&) = delete;
  FactStore& operator=(const FactStore&) = delete;

  Found Find(unsigned core, std::string_view store, std::string_view key) const;

  // `json` is the text of one JSON object; that it fits its record is the reader's question. An error in `done` names
  // what is wrong with the arguments, or SQLite's words.
  void Put(std::string store, std::string key, std::string json, OnWritten done);
  void Remove(std::string store, std::string key, OnWritten done);

 private:
  class Writer;
  struct Index;
  FactStore();

  std::vector<std::unique_ptr<Index>> cores_;
  std::unique_ptr<Writer> writer_;
};

}  // namespace bpol::facts
