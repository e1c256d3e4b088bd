// Sample: one unit with a response type and a redaction that use every part of a plan, conditions that answer by a
// rule, and a generator of response bodies. Shared by the tests of runtime/redact, its fuzzer and its benchmark.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include "tests/support/redact/tree_redactor.h"

namespace bpol::redact {

// A reply like those of the UK's account API: {"Data":{"Account":[…]},"Meta":{…}}.
struct Sample {
  schema::Unit unit;
  schema::Redaction redaction;
};
Sample MakeSample();

// Functions of the sample's conditions.
inline constexpr std::uint32_t kDetail = 0;     // request: the caller may see details
inline constexpr std::uint32_t kConsented = 1;  // reads the account
inline constexpr std::uint32_t kEnabled = 2;    // reads the account; faults on Status "Unknown"
inline constexpr std::uint32_t kNoTags = 3;     // request
inline constexpr std::uint32_t kPrivate = 4;    // reads the owner
inline constexpr std::uint32_t kSupport = 5;    // request, in a second block

// Answers by the digits of AccountId and the text of Status, read with nlohmann.
class SampleObjects : public ObjectConditions {
 public:
  bool Load(std::uint32_t record, std::span<const schema::Live> live, std::string_view json) override;
  Answer Ask(std::uint32_t function) override;

 private:
  std::string account_id_, status_, owner_;
};

class SampleKeys : public keys::KeySource {
 public:
  ByteSpan Material(std::uint32_t key) const override;
};

// A body that mostly fits the type, with optional members, unions, escapes, blanks and undeclared members as the engine
// says. `trouble`: one in so many places is wrong; 0: none.
std::string MakeBody(std::mt19937& random, std::size_t accounts, std::uint32_t trouble);

}  // namespace bpol::redact
