// Where the writer puts lines: a regular file, locked for one writer. Abstract so that tests can hand in a disk that is
// full, slow or broken.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "runtime/audit/sha256.h"
#include "runtime/base/result.h"

namespace bpol::audit {

// Used by the writer's thread only.
class Storage {
 public:
  virtual ~Storage() = default;
  // Adds all of the text at the end. After an error an unknown part of it may have been added.
  virtual Status Append(std::string_view text) = 0;
  // Returns once everything appended survives a power cut. After an error nothing is known about what was appended.
  virtual Status Sync() = 0;
  // Shortens to `size` bytes.
  virtual Status CutBack(std::uint64_t size) = 0;
};

// Where the chain of an existing file ends.
struct Tail {
  std::uint64_t size = 0;  // bytes up to the end of the last whole record
  std::uint64_t torn = 0;  // bytes behind it: what a crash left of a last write
  std::uint64_t seq = 0;   // of the last whole record; 0: there is none
  Hash hash{};             // of the last whole record
  std::string origin;      // of the last whole record; empty: there is none
};

struct OpenedFile {
  std::unique_ptr<Storage> storage;
  Tail tail;
};

// Opens or creates (mode 0600) a record file and checks the chain of its last records. Refuses what is no regular file,
// a file that another writer holds, and a tail that is neither whole nor merely torn.
Result<OpenedFile> OpenRecordFile(const std::string& path);

// A storage over a descriptor that it then owns; nothing is read or locked.
std::unique_ptr<Storage> AdoptDescriptor(int descriptor, std::string name);

// Judges the last bytes of a file. `offset` is where `window` begins in the file: a window that does not begin at 0
// begins inside a record, which is then skipped.
Result<Tail> ReadTail(std::string_view window, std::uint64_t offset);

}  // namespace bpol::audit
