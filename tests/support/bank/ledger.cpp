#include "tests/support/bank/ledger.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace bpol::bank {
namespace {

constexpr std::array<std::string_view, 12> kGiven = {"Anneliese",  "Bartholomew", "Clothilde",        "Dieuwertje",
                                                     "Zo\xc3\xab", "Frederick",   "Genevi\xc3\xa8ve", "Hendrika",
                                                     "Ingeborg",   "Jos\xc3\xa9", "Katarzyna",        "Lysander"};
constexpr std::array<std::string_view, 11> kFamily = {"Achterberg",
                                                      "Birkenfeld",
                                                      "Castellane",
                                                      "Dunwoodie",
                                                      "Eisenhauer",
                                                      "Featherstone",
                                                      "Grosvenor",
                                                      "Hoogstraten",
                                                      "Ishikawa",
                                                      "Juneja",
                                                      "N\xc3\xba\xc3\xb1"
                                                      "ez"};
constexpr std::array<std::string_view, 5> kPurposes = {"Salary November", "Rent flat 12", "Groceries",
                                                       "Invoice 2026-118", "Refund train ticket"};
constexpr std::array<std::string_view, 4> kTypes = {"CurrentAccount", "Savings", "CreditCard", "EMoney"};

struct Currency {
  std::string_view code;
  int decimals;
};
constexpr std::array<Currency, 4> kCurrencies = {{{"EUR", 2}, {"GBP", 2}, {"JPY", 0}, {"KWD", 3}}};

// splitmix64 of a place and a purpose: the same value always, and unlike its neighbours.
std::uint64_t Draw(std::size_t index, std::uint64_t purpose) {
  std::uint64_t z = index * 0x9e3779b97f4a7c15u + purpose * 0xd1b54a32d192ed03u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

std::string Digits(std::uint64_t value, std::size_t count) {
  std::string digits(count, '0');
  for (std::size_t i = count; i-- > 0; value /= 10) digits[i] = static_cast<char>('0' + value % 10);
  return digits;
}

// ISO 13616: the number of BBAN, country and `00`, letters as 10 to 35, decides the check digits.
std::string Iban(std::string_view country, const std::string& bban) {
  unsigned remainder = 0;
  const auto take = [&remainder](char c) {
    const unsigned value = c <= '9' ? static_cast<unsigned>(c - '0') : static_cast<unsigned>(c - 'A') + 10;
    remainder = (remainder * (value < 10 ? 10 : 100) + value) % 97;
  };
  for (const char c : bban + std::string(country) + "00") take(c);
  return std::string(country) + Digits(98 - remainder, 2) + bban;
}

std::string MakeIban(std::size_t index, std::uint64_t purpose) {
  const std::uint64_t number = Draw(index, purpose);
  switch (index % 4) {
    case 0:
      return Iban("DE", "50070010" + Digits(number, 10));
    case 1:
      return Iban("GB", "SBPL" + Digits(number, 14));
    case 2:
      return Iban("FR", "30006" + Digits(number, 18));
    default:
      return Iban("NL", "SBPL" + Digits(number, 10));
  }
}

// ISO 7812: doubling every second digit from the right, the sum ends in 0.
std::string MakePan(std::size_t index) {
  std::string pan = (index % 2 == 0 ? "400000" : "520000") + Digits(Draw(index, 2), 9);
  int sum = 0;
  for (std::size_t i = 0; i < pan.size(); ++i) {
    const int doubled = (pan[i] - '0') * (i % 2 == 0 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return pan + static_cast<char>('0' + (10 - sum % 10) % 10);
}

std::string MakeAmount(std::uint64_t minor, int decimals) {
  std::string digits = Digits(minor, 9);
  const std::size_t whole = digits.size() - static_cast<std::size_t>(decimals);
  const std::size_t first = std::min(digits.find_first_not_of('0'), whole - 1);
  return digits.substr(first, whole - first) + (decimals > 0 ? "." + digits.substr(whole) : "");
}

std::vector<Transaction> MakeTransactions(std::size_t index, const Currency& currency) {
  std::vector<Transaction> made;
  constexpr std::size_t kPerAccount = 8;
  for (std::size_t i = 0; i < kPerAccount; ++i) {
    const std::uint64_t drawn = Draw(index * kPerAccount + i, 5);
    made.push_back({.id = "tx-" + Digits(index, 4) + "-" + Digits(i, 3),
                    .credit = i % 3 == 0,
                    .booked = "2026-11-" + Digits(1 + drawn % 28, 2) + "T" + Digits(drawn % 24, 2) + ":15:00Z",
                    .amount = MakeAmount(100 + drawn % 400'000, currency.decimals),
                    .information = std::string(kPurposes[drawn % kPurposes.size()]),
                    .counterparty_iban = MakeIban(index + i, 6)});
  }
  return made;
}

}  // namespace

std::vector<Account> MakeAccounts(std::size_t count) {
  std::vector<Account> accounts;
  for (std::size_t i = 0; i < count; ++i) {
    const Currency& currency = kCurrencies[i % kCurrencies.size()];
    const std::string_view given = kGiven[i % kGiven.size()];
    // 12 and 11 share no factor: 132 different names; beyond, a number tells them apart.
    const std::string more = i < kGiven.size() * kFamily.size() ? "" : " " + std::to_string(i);
    accounts.push_back(
        {.id = Digits(22'289'001 + i, 8),
         .currency = std::string(currency.code),
         .type = std::string(kTypes[(i / 4) % kTypes.size()]),
         .nickname = "Household of " + std::string(given),
         .owner = std::string(given) + " " + std::string(kFamily[i % kFamily.size()]) + more,
         .tax_id = Digits(10 + i, 2) + " " + Digits(Draw(i, 3), 9),
         .iban = MakeIban(i, 1),
         .pan = MakePan(i),
         .balance = MakeAmount(1'000 + Draw(i, 4) % 90'000'000, currency.decimals),
         .core_session_token = "cst_" + Digits(Draw(i, 7), 18),
         .internal_risk_note = "watch: " + std::string(given) + " was late " + Digits(Draw(i, 8), 1) + " times",
         .transactions = MakeTransactions(i, currency)});
  }
  return accounts;
}

}  // namespace bpol::bank
