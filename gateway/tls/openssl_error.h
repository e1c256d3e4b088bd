// What OpenSSL has to say of the last failure on this thread.
#pragma once

#include <string>

namespace bpol::tls {

// The reason of the newest error, "certificate verify failed", and empties the queue, so that the next failure is not
// explained by this one. OpenSSL's texts contain nothing that the peer sent.
std::string TakeOpenSslError();

}  // namespace bpol::tls
