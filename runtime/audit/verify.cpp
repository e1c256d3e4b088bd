#include "runtime/audit/verify.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "runtime/base/check.h"

namespace bpol::audit {

std::string_view Name(FindingKind kind) {
  switch (kind) {
    case FindingKind::Edited:
      return "edited";
    case FindingKind::Dropped:
      return "dropped";
    case FindingKind::Inserted:
      return "inserted";
    case FindingKind::Duplicated:
      return "duplicated";
    case FindingKind::Reordered:
      return "reordered";
    case FindingKind::Spliced:
      return "spliced";
    case FindingKind::ClockBackStep:
      return "clock stepped back";
    case FindingKind::TornTail:
      return "torn tail";
  }
  BPOL_CHECK(false, "a FindingKind is one of its members");
}

bool IsTampering(FindingKind kind) {
  switch (kind) {
    case FindingKind::Edited:
    case FindingKind::Dropped:
    case FindingKind::Inserted:
    case FindingKind::Duplicated:
    case FindingKind::Reordered:
    case FindingKind::Spliced:
      return true;
    case FindingKind::ClockBackStep:
    case FindingKind::TornTail:
      return false;
  }
  BPOL_CHECK(false, "a FindingKind is one of its members");
}

Result<Report> Verify(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return Error{"cannot open `" + path + "`: " + std::strerror(errno)};
  Verifier verifier;
  std::string buffer(1 << 17, '\0');
  ssize_t got = 0;
  while ((got = ::read(descriptor, buffer.data(), buffer.size())) != 0) {
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) break;
    verifier.Feed(std::string_view(buffer).substr(0, static_cast<std::size_t>(got)));
  }
  const int why = errno;
  ::close(descriptor);
  if (got < 0) return Error{"cannot read `" + path + "`: " + std::strerror(why)};
  return verifier.Finish();
}

}  // namespace bpol::audit
