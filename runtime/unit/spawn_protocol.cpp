#include "runtime/unit/spawn_protocol.h"

#include <sys/socket.h>

#include <cerrno>
#include <cstring>

namespace bpol::unit {
namespace {

constexpr std::size_t kDescriptorBytes = kDescriptors * sizeof(int);

struct Message {
  explicit Message(SpawnRequest& request) : part{&request, sizeof request} {
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control;
    header.msg_controllen = sizeof control;
  }
  iovec part;
  alignas(cmsghdr) char control[CMSG_SPACE(kDescriptorBytes)] = {};
  msghdr header{};
};

}  // namespace

bool SendRequest(int socket, const SpawnRequest& request, std::span<const int, kDescriptors> descriptors) {
  SpawnRequest copy = request;
  Message message(copy);
  cmsghdr* rights = CMSG_FIRSTHDR(&message.header);
  rights->cmsg_level = SOL_SOCKET;
  rights->cmsg_type = SCM_RIGHTS;
  rights->cmsg_len = CMSG_LEN(kDescriptorBytes);
  std::memcpy(CMSG_DATA(rights), descriptors.data(), kDescriptorBytes);
  ssize_t sent;
  do sent = ::sendmsg(socket, &message.header, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent == sizeof copy;
}

bool ReceiveRequest(int socket, SpawnRequest& request, std::span<FileDescriptor, kDescriptors> descriptors) {
  Message message(request);
  ssize_t got;
  do got = ::recvmsg(socket, &message.header, MSG_CMSG_CLOEXEC);
  while (got < 0 && errno == EINTR);
  const cmsghdr* rights = CMSG_FIRSTHDR(&message.header);
  if (got != sizeof request || rights == nullptr || rights->cmsg_len != CMSG_LEN(kDescriptorBytes)) return false;
  int received[kDescriptors];
  std::memcpy(received, CMSG_DATA(rights), sizeof received);
  for (std::size_t i = 0; i < kDescriptors; ++i) descriptors[i] = FileDescriptor(received[i]);
  return true;
}

}  // namespace bpol::unit
