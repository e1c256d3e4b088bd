// What the host and its helper process say to each other over a SOCK_SEQPACKET pair. Private to this folder.
#pragma once

#include <cstdint>
#include <span>

#include "runtime/unit/file_descriptor.h"

namespace bpol::unit {

// Descriptors travel with the request, in this order; the child finds them under these numbers.
inline constexpr int kBundleInChild = 0;
inline constexpr int kReportInChild = 2;
inline constexpr int kImageInChild = 3;
inline constexpr std::size_t kDescriptors = 3;

struct SpawnRequest {
  std::uint64_t limit_ms = 0;
};
struct SpawnReply {
  enum class End : std::uint32_t { Exited, Killed, TimedOut, NotStarted } end = End::NotStarted;
  std::int32_t status = 0;  // exit status, or signal
};

// Both false when the other side is gone.
bool SendRequest(int socket, const SpawnRequest& request, std::span<const int, kDescriptors> descriptors);
bool ReceiveRequest(int socket, SpawnRequest& request, std::span<FileDescriptor, kDescriptors> descriptors);

// The helper's life: serves requests until the host is gone, then ends the process. `program` is the path of
// bpol-compile.
[[noreturn]] void ServeSpawnRequests(int socket, const char* program);

}  // namespace bpol::unit
