// Certificates made for one test: an authority, a server `localhost` / 127.0.0.1, a client, and a client of a
// stranger's.
#pragma once

#include <string>

namespace bpol::wire {

// A temporary folder with the PEM files; removed with the object.
class Certificates {
 public:
  Certificates();
  ~Certificates();
  Certificates(const Certificates&) = delete;
  Certificates& operator=(const Certificates&) = delete;

  std::string ca() const { return folder_ + "/ca.pem"; }
  std::string server() const { return folder_ + "/server.pem"; }
  std::string server_key() const { return folder_ + "/server.key"; }
  std::string client() const { return folder_ + "/client.pem"; }
  std::string client_key() const { return folder_ + "/client.key"; }
  // Signed by an authority that nobody was told of.
  std::string stranger() const { return folder_ + "/stranger.pem"; }
  std::string stranger_key() const { return folder_ + "/stranger.key"; }
  // Of the authority; `client` is on it in the second.
  std::string empty_revocations() const { return folder_ + "/empty.crl"; }
  std::string client_revoked() const { return folder_ + "/revoked.crl"; }

 private:
  std::string folder_;
};

}  // namespace bpol::wire
