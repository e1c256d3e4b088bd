// The floor of open_banking_gateway, action ReadAccounts: what its `redact` says, by hand, for that one type, with
// simdjson on demand. It drops accounts that the consent does not cover, checks IBANs and card numbers and masks them.
// It trusts more than the redactor: it does not look for repeated members or at what follows the accounts, wants the
// whole document in memory, and sends nothing before it has read all.
#pragma once

#include <simdjson.h>

#include <memory>
#include <string>
#include <string_view>

namespace bpol::bench {

class RedactionFloor {
 public:
  virtual ~RedactionFloor() = default;
  // False: the response does not fit.
  virtual bool Redact(const simdjson::padded_string& response, std::string& out) = 0;
};

// For that pack and action, and a request as `bpol eval` takes it; null for every other.
std::unique_ptr<RedactionFloor> MakeRedactionFloor(std::string_view pack, std::string_view action,
                                                   const std::string& request);

}  // namespace bpol::bench
