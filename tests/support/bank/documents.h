// What the sample bank answers to a well-meant request: a plain function from request to answer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/support/bank/ledger.h"

namespace bpol::bank {

struct Answer {
  int status = 200;
  std::string content_type = "application/json";
  std::string body{};
};

class Documents {
 public:
  explicit Documents(std::vector<Account> accounts) : accounts_(std::move(accounts)) {}
  const std::vector<Account>& accounts() const { return accounts_; }

  // `path` without query. Unknown: 404 with a document of the bank's own, which contains personal data on purpose.
  Answer Get(std::string_view path) const;
  // `path` as above; a body that is not JSON is answered 400.
  Answer Post(std::string_view path, std::string_view body) const;
  // An error as core systems write it, with the owner's name, IBAN and a stack trace in it.
  Answer Failure(int status) const;

 private:
  Answer AboutAccount(std::string_view rest) const;
  std::vector<Account> accounts_;
};

}  // namespace bpol::bank
