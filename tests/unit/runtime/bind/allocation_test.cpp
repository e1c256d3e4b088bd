// No allocation per request: from the second request on, binding uses only memory that it has.
#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

#include "runtime/bind/request_json.h"
#include "tests/unit/runtime/bind/pay_unit.h"

namespace {
// Plain: the tests of this program run on one thread.
std::size_t allocations = 0;
}  // namespace

// Not inlined: g++ would see malloc on one side and delete on the other.
[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  void* memory = std::malloc(size);
  if (memory == nullptr) std::abort();
  return memory;
}
void* operator new[](std::size_t size) {
  return operator new(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return operator new(size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
  return operator new(size);
}
[[gnu::noinline]] void operator delete(void* memory) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete[](void* memory) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete[](void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace bpol::bind {
namespace {

const std::string kRequest =
    R"({"now":"2026-11-20T08:00:00Z","subject":{"id":"tpp","roles":["PSP_PI"],"scopes":["b","a","b"]},)"
    R"("context":{"ip":"10.0.0.1","mtls":true},"facts":{"consent":{"id":"c"},"limit":5},)"
    R"("body":{"amount":"EUR 30.00","to":{"scheme":"IBAN","account":"DE89370400440532013000"},"items":[{"count":3}]}})";

TEST(Allocation, ARequestThatFitsAllocatesNothing) {
  const PayUnit pay;
  Arena arena;
  JsonParser parser;
  for (int round = 0; round < 3; ++round) {
    arena.Reset();
    const std::size_t before = allocations;
    const BoundRequest bound = DecodeRequest(pay.unit, pay.action(), kRequest, arena, parser);
    const std::size_t after = allocations;
    ASSERT_NE(bound.frame, nullptr);
    if (round == 0) continue;  // that one makes the buffers
    EXPECT_EQ(after, before);
  }
  EXPECT_GT(allocations, 0u);
}

}  // namespace
}  // namespace bpol::bind
