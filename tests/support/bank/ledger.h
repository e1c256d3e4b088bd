// The sample bank's customers and accounts: the same on every run and in every region, all invented.
// INVARIANT: IBANs and PANs carry right check digits; owners, tax ids, tokens and all identifiers are unique.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace bpol::bank {

struct Transaction {
  std::string id;
  bool credit = false;
  std::string booked;  // RFC 3339
  std::string amount;  // with the currency's own number of decimals
  std::string information;
  std::string counterparty_iban;
};

struct Account {
  std::string id;
  std::string currency;  // EUR, GBP, JPY, KWD in turn
  std::string type;
  std::string nickname;
  std::string owner;
  std::string tax_id;
  std::string iban;
  std::string pan;
  std::string balance;
  // What a core system knows and no interface ever declared.
  std::string core_session_token;
  std::string internal_risk_note;
  std::vector<Transaction> transactions;
};

std::vector<Account> MakeAccounts(std::size_t count);

}  // namespace bpol::bank
