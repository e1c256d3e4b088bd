// How many connections each client address has on one core.
// An IPv6 client counts by its /64, since that is what one subscriber is given.
// Thread safety: belongs to one core.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <cstddef>
#include <string>
#include <unordered_map>

namespace bpol::net {

class AddressCounts {
 public:
  explicit AddressCounts(std::size_t limit) : limit_(limit) {}

  enum class Verdict { Admitted, TooMany };
  Verdict Enter(const boost::asio::ip::address& address);
  // Once for each admitted.
  void Leave(const boost::asio::ip::address& address);

 private:
  std::size_t limit_;
  std::unordered_map<std::string, std::size_t> counts_;  // no longer than the connections of the core
};

// An IPv4 address mapped into IPv6 as the IPv4 address that it is.
boost::asio::ip::address Unmapped(const boost::asio::ip::address& address);

}  // namespace bpol::net
