#include "gateway/net/address_counts.h"

#include "runtime/base/check.h"

namespace bpol::net {
namespace {

namespace ip = boost::asio::ip;

std::string KeyOf(const ip::address& address) {
  if (address.is_v4()) {
    const auto bytes = address.to_v4().to_bytes();
    return {bytes.begin(), bytes.end()};
  }
  constexpr std::size_t kPrefixBytes = 8;
  const auto bytes = address.to_v6().to_bytes();
  return {bytes.begin(), bytes.begin() + kPrefixBytes};
}

}  // namespace

ip::address Unmapped(const ip::address& address) {
  if (!address.is_v6() || !address.to_v6().is_v4_mapped()) return address;
  return ip::make_address_v4(ip::v4_mapped, address.to_v6());
}

AddressCounts::Verdict AddressCounts::Enter(const ip::address& address) {
  std::size_t& count = counts_[KeyOf(address)];
  if (count >= limit_) return Verdict::TooMany;
  ++count;
  return Verdict::Admitted;
}

void AddressCounts::Leave(const ip::address& address) {
  const auto found = counts_.find(KeyOf(address));
  BPOL_CHECK(found != counts_.end() && found->second > 0, "who leaves had entered");
  if (--found->second == 0) counts_.erase(found);
}

}  // namespace bpol::net
