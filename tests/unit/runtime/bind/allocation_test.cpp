// No allocation per request: from the second request on, binding uses only memory that it has.
#include <gtest/gtest.h>

#include <tuple>

#include "runtime/bind/request_json.h"
#include "tests/support/allocations/allocations.h"
#include "tests/unit/runtime/bind/pay_unit.h"

namespace bpol::bind {
namespace {

const std::string kRequest =
    R"({"now":"2026-11-20T08:00:00Z","subject":{"id":"tpp","roles":["PSP_PI"],"scopes":["b","a","b"]},)"
    R"("context":{"ip":"10.0.0.1","mtls":true},"facts":{"consent":{"id":"c"},"limit":5},)"
    R"("body":{"amount":"EUR 30.00","to":{"scheme":"IBAN","account":"DE89370400440532013000"},"items":[{"count":3}]}})";

// Twice to make the buffers, then once more.
template <typename Work>
std::uint64_t AllocationsOf(Arena& arena, Work work) {
  std::uint64_t before = 0;
  for (int round = 0; round < 3; ++round) {
    arena.Reset();
    before = testing::AllocationsSoFar();
    work();
  }
  return testing::AllocationsSoFar() - before;
}

TEST(Allocation, ARequestThatFitsAllocatesNothing) {
  const PayUnit pay;
  Arena arena;
  JsonParser parser;
  const std::byte* frame = nullptr;
  const auto decode = [&] { frame = DecodeRequest(pay.unit, pay.action(), kRequest, arena, parser).frame; };
  EXPECT_EQ(AllocationsOf(arena, decode), 0u);
  EXPECT_NE(frame, nullptr);
  EXPECT_GT(testing::AllocationsSoFar(), 0u);
}

TEST(Allocation, NeitherDoesOneThatDoesNotFit) {
  const PayUnit pay;
  Arena arena;
  JsonParser parser;
  const std::tuple<std::string_view, std::string_view, std::string_view> rows[] = {
      {"DE89370400440532013000", "DE89370400440532013001", "body.to.account"},
      {R"({"count":3})", R"({"count":3},{"count":101})", "body.items[1].count"},
      {R"("count":3)", R"("count":123456789012345678901234)", "body.items[0].count"},
      {R"("PSP_PI")", R"("PSP_XX")", "subject.roles[0]"},
      {R"("mtls":true)", R"("mtls":true,"a_name_that_is_not_declared":1)", "context.a_name_that_is_not_declared"},
      {R"("mtls":true)", R"("mtls":)", ""},
  };
  for (const auto& [good, bad, path] : rows) {
    std::string request = kRequest;
    request.replace(request.find(good), good.size(), bad);
    Misfit misfit;
    const auto decode = [&] { misfit = DecodeRequest(pay.unit, pay.action(), request, arena, parser).misfit; };
    EXPECT_EQ(AllocationsOf(arena, decode), 0u) << bad;
    ASSERT_TRUE(misfit.has_value()) << bad;
    EXPECT_EQ(misfit->path, path);
  }
}

TEST(Allocation, NorDoesAHostThatWritesAFrame) {
  const PayUnit pay;
  Arena arena;
  JsonParser parser;
  const std::vector<std::uint32_t> scopes = pay.Path("subject.scopes"), ip = pay.Path("context.ip");
  const std::string_view body = R"({"amount":"EUR 30.00","to":{"scheme":"IBAN","account":"DE89370400440532013000"},)"
                                R"("items":[{"count":3}]})";
  const auto write = [&] {
    FrameWriter writer(pay.unit, pay.action(), arena, parser);
    EXPECT_FALSE(writer.SetJsonWords(scopes, R"(" b  a ")").has_value());
    EXPECT_FALSE(writer.SetText(ip, "192.0.2.7").has_value());
    EXPECT_FALSE(writer.SetBody(body).has_value());
    EXPECT_TRUE(writer.SetText(ip, "192.0.2").has_value());
    EXPECT_TRUE(writer.SetBody(body.substr(1)).has_value());
    writer.SetFact(pay.action().facts[0], {.state = Looked::State::Found, .json = R"({"id":"c"})"});
  };
  EXPECT_EQ(AllocationsOf(arena, write), 0u);
}

}  // namespace
}  // namespace bpol::bind
