#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "runtime/values/identifier.h"
#include "tests/support/bank/bank_server.h"
#include "tests/support/wire/wire_client.h"

namespace bpol::bank {
namespace {

std::string Get(std::string_view path) {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: h\r\n\r\n";
}

TEST(Ledger, IsWellFormedAndTheSameEveryTime) {
  const auto accounts = MakeAccounts(200);
  std::set<std::string> seen;
  for (const Account& account : accounts) {
    EXPECT_TRUE(values::IsIban(account.iban)) << account.iban;
    EXPECT_TRUE(values::IsPan(account.pan)) << account.pan;
    for (const auto& value :
         {account.id, account.owner, account.tax_id, account.iban, account.pan, account.core_session_token}) {
      EXPECT_TRUE(seen.insert(value).second) << value;
    }
    for (const Transaction& transaction : account.transactions)
      EXPECT_TRUE(values::IsIban(transaction.counterparty_iban));
  }
  EXPECT_EQ(MakeAccounts(200)[199].pan, accounts[199].pan);
}

TEST(Bank, ServesAccountsOnOneConnection) {
  const auto server = BankServer::Start({.region = "eu"}).value();
  auto client = wire::WireClient::Plain(server->port());
  const std::string base = "/open-banking/v4.0/aisp/accounts";
  client.Send(Get(base));
  const auto all = client.ReadAnswer();
  const auto list = nlohmann::json::parse(all.body)["Data"]["Account"];
  EXPECT_EQ(list.size(), 24u);
  EXPECT_NE(all.head.find("X-Region: eu\r\n"), std::string::npos);
  const std::string id = list[3]["AccountId"];
  for (const auto& [part, member, size] :
       {std::tuple{"", "Account", 1u}, {"/balances", "Balance", 2u}, {"/transactions", "Transaction", 8u}}) {
    client.Send(Get(base + "/" + id + part));
    EXPECT_EQ(nlohmann::json::parse(client.ReadAnswer().body)["Data"][member].size(), size) << part;
  }
  client.Send(Get("/own-pages/accounts/" + id + "/transactions"));
  EXPECT_EQ(nlohmann::json::parse(client.ReadAnswer().body)["Data"]["Transaction"].size(), 8u);
  client.Send(Get("/own-pages/accounts"));
  EXPECT_EQ(client.ReadAnswer().status, 404) << "one's own accounts are asked for one by one";
  client.Send(Get(base + "/nobody"));
  EXPECT_EQ(client.ReadAnswer().status, 404);
  client.Send(
      "POST /open-banking/v4.0/pisp/domestic-payments HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\n{\"Data\":{}}");
  EXPECT_EQ(client.ReadAnswer().status, 201);
  EXPECT_EQ(server->requests(), 8u);
}

TEST(Bank, HasAmountsInEachCurrencysDecimals) {
  const auto accounts = MakeAccounts(4);
  const auto decimals = [](const std::string& amount) {
    const std::size_t point = amount.find('.');
    return point == std::string::npos ? 0 : amount.size() - point - 1;
  };
  EXPECT_EQ(decimals(accounts[0].balance), 2u);
  EXPECT_EQ(decimals(accounts[2].balance), 0u);
  EXPECT_EQ(decimals(accounts[3].balance), 3u);
}

// None of the names gives the good answer, bytes and ending alike.
TEST(Bank, EachMisbehaviourMisbehaves) {
  const Documents documents(MakeAccounts(24));
  const Answer good = documents.Get("/open-banking/v4.0/aisp/accounts");
  for (const std::string_view name : Misbehaviours()) {
    const Script script = Misbehave(name, good, documents).value();
    const bool same =
        script.bytes == Bytes(good) && script.pause.count() == 0 && script.after == Script::After::KeepOpen;
    EXPECT_FALSE(same) << name;
  }
  EXPECT_FALSE(Misbehave("unknown", good, documents).has_value());
}

TEST(Bank, MisbehavesUnderTheTestPrefix) {
  const auto server = BankServer::Start({}).value();
  auto client = wire::WireClient::Plain(server->port());
  client.Send(Get("/test/close-half-way"));
  const auto answer = client.ReadAnswer();
  EXPECT_EQ(answer.status, 200);
  EXPECT_FALSE(answer.whole);
  EXPECT_EQ(client.ending(), wire::Ending::Finished);
  auto large = wire::WireClient::Plain(server->port());
  large.Send(Get("/test/large"));
  EXPECT_GT(nlohmann::json::parse(large.ReadAnswer().body)["Data"]["Account"].size(), 1000u);
  EXPECT_FALSE(BankServer::Start({.always = "unknown"}).ok());
}

}  // namespace
}  // namespace bpol::bank
