#include "tests/support/bank/documents.h"

#include <nlohmann/json.hpp>

namespace bpol::bank {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kAccounts = "/open-banking/v4.0/aisp/accounts";
constexpr std::string_view kOwnPages = "/own-pages/accounts";
constexpr std::string_view kPayments = "/open-banking/v4.0/pisp/domestic-payments";

Json ToJson(const Account& account) {
  return {{"AccountId", account.id},
          {"Status", "Enabled"},
          {"Currency", account.currency},
          {"AccountType", account.type},
          {"Nickname", account.nickname},
          {"Owner", account.owner},
          {"TaxId", account.tax_id},
          {"Account",
           Json::array({{{"SchemeName", "UK.OBIE.IBAN"}, {"Identification", account.iban}, {"Name", account.owner}},
                        {{"SchemeName", "UK.OBIE.PAN"}, {"Identification", account.pan}, {"Name", account.owner}}})},
          {"Balance", {{"Amount", account.balance}, {"Currency", account.currency}}},
          {"CoreSessionToken", account.core_session_token},
          {"InternalRiskNote", account.internal_risk_note},
          {"CoreBanking", {{"Branch", "0042"}, {"OwnerAsPrinted", account.owner}, {"Flags", {"vip", "late"}}}}};
}

Json ToJson(const Account& account, const Transaction& transaction) {
  return {{"TransactionId", transaction.id},
          {"AccountId", account.id},
          {"CreditDebitIndicator", transaction.credit ? "Credit" : "Debit"},
          {"Status", "BOOK"},
          {"BookingDateTime", transaction.booked},
          {"Amount", {{"Amount", transaction.amount}, {"Currency", account.currency}}},
          {"TransactionInformation", transaction.information},
          {"CounterpartyIban", transaction.counterparty_iban}};
}

Json Balance(const Account& account, std::string_view type) {
  return {{"AccountId", account.id},
          {"CreditDebitIndicator", "Credit"},
          {"Type", type},
          {"DateTime", "2026-11-20T06:00:00Z"},
          {"Amount", {{"Amount", account.balance}, {"Currency", account.currency}}},
          {"InternalRiskNote", account.internal_risk_note}};
}

Answer Ok(std::string_view member, Json items, const std::string& self) {
  const Json document = {{"Data", {{std::string(member), std::move(items)}}},
                         {"Links", {{"Self", "https://core.bank.internal" + self}}},
                         {"Meta", {{"TotalPages", 1}, {"ServedBy", "core-7"}}}};
  return {.body = document.dump()};
}

}  // namespace

Answer Documents::Failure(int status) const {
  const Account& someone = accounts_.front();
  const Json document = {{"error", "java.lang.NullPointerException at com.core.Ledger.read(Ledger.java:217)"},
                         {"customer", someone.owner},
                         {"iban", someone.iban},
                         {"session", someone.core_session_token}};
  return {.status = status, .body = document.dump()};
}

Answer Documents::Get(std::string_view path) const {
  if (path.starts_with(kOwnPages) && path.size() > kOwnPages.size()) return AboutAccount(path.substr(kOwnPages.size()));
  if (!path.starts_with(kAccounts)) return Failure(404);
  const std::string_view rest = path.substr(kAccounts.size());
  if (!rest.empty()) return AboutAccount(rest);
  Json items = Json::array();
  for (const Account& account : accounts_) items.push_back(ToJson(account));
  return Ok("Account", std::move(items), std::string(path));
}

Answer Documents::AboutAccount(std::string_view rest) const {
  const std::size_t slash = std::min(rest.find('/', 1), rest.size());
  const std::string_view id = rest.substr(1, slash - 1);
  const std::string_view part = rest.substr(slash);
  const std::string self = std::string(kAccounts) + std::string(rest);
  for (const Account& account : accounts_) {
    if (rest.front() != '/' || account.id != id) continue;
    if (part.empty()) return Ok("Account", Json::array({ToJson(account)}), self);
    if (part == "/balances") {
      return Ok("Balance", Json::array({Balance(account, "InterimAvailable"), Balance(account, "ClosingBooked")}),
                self);
    }
    if (part != "/transactions") break;
    Json items = Json::array();
    for (const Transaction& transaction : account.transactions) items.push_back(ToJson(account, transaction));
    return Ok("Transaction", std::move(items), self);
  }
  return Failure(404);
}

Answer Documents::Post(std::string_view path, std::string_view body) const {
  if (path != kPayments) return Failure(404);
  const Json request = Json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (request.is_discarded() || !request.contains("Data")) return Failure(400);
  const Json document = {{"Data",
                          {{"PaymentId", "pay-" + std::to_string(std::hash<std::string_view>()(body) % 1'000'000)},
                           {"Status", "AcceptedSettlementInProcess"},
                           {"CreationDateTime", "2026-11-20T09:30:00Z"},
                           {"DebtorName", accounts_.front().owner},
                           {"FraudScore", 0.031}}},
                         {"Links", {{"Self", "https://core.bank.internal" + std::string(path)}}}};
  return {.status = 201, .body = document.dump()};
}

}  // namespace bpol::bank
