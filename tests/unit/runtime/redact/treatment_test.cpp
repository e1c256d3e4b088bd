// Precedence of treatments at one place, and what a treatment makes of a text.
#include "runtime/redact/treatment.h"

#include <gtest/gtest.h>

#include "runtime/redact/scalar.h"
#include "runtime/values/mask.h"
#include "runtime/values/time_text.h"

namespace bpol::redact {
namespace {

using schema::Form;
using schema::Treatment;
using schema::TypeKind;

constexpr Answer kAnswers[] = {Answer::Holds, Answer::Fails, Answer::Faulted};

PlanTreat Do(Treatment treatment, Form form = Form::None, std::vector<PlanCondition> when = {}) {
  return {.conditions = std::move(when), .treatment = treatment, .form = form};
}

std::string Show(const Fate& fate) {
  switch (fate.kind) {
    case Fate::Kind::Send:
      return "send";
    case Fate::Kind::Withhold:
      return "withhold";
    case Fate::Kind::Transform:
      return "form " + std::to_string(static_cast<int>(fate.treat->form));
  }
  return "";
}
std::string Resolved(const std::vector<PlanBlock>& blocks, Place place = Place::Text) {
  return Show(Resolve(blocks, place, kAnswers));
}
std::string FormName(Form form) {
  return "form " + std::to_string(static_cast<int>(form));
}

TEST(Treatment, TheFirstThatHoldsSpeaksForItsBlock) {
  const PlanTreat keep = Do(Treatment::Keep), mask = Do(Treatment::Mask, Form::Text);
  EXPECT_EQ(Resolved({{Do(Treatment::Keep, Form::None, {{0, false}}), mask}}), "send");
  EXPECT_EQ(Resolved({{Do(Treatment::Keep, Form::None, {{1, false}}), mask}}), FormName(Form::Text));
  EXPECT_EQ(Resolved({{Do(Treatment::Keep, Form::None, {{0, true}}), mask}}), FormName(Form::Text));
  EXPECT_EQ(Resolved({{Do(Treatment::Keep, Form::None, {{1, true}, {0, false}}), mask}}), "send");
  EXPECT_EQ(Resolved({{Do(Treatment::Keep, Form::None, {{2, false}}), mask}}), "withhold");
  EXPECT_EQ(Resolved({{Do(Treatment::Keep, Form::None, {{1, false}, {2, false}}), mask}}), FormName(Form::Text));
  EXPECT_EQ(Resolved({{keep, Do(Treatment::Remove, Form::None, {{2, false}})}}), "send");
}

TEST(Treatment, SilenceOfAllBlocksWithholds) {
  const PlanTreat never = Do(Treatment::Keep, Form::None, {{1, false}});
  EXPECT_EQ(Resolved({}), "withhold");
  EXPECT_EQ(Resolved({{never}, {}}), "withhold");
  EXPECT_EQ(Resolved({{never}, {Do(Treatment::Keep)}}), "send");
}

TEST(Treatment, TheStrictestBlockWins) {
  const auto one = [](Treatment treatment, Form form = Form::None) { return PlanBlock{Do(treatment, form)}; };
  EXPECT_EQ(Resolved({one(Treatment::Keep), one(Treatment::Remove)}), "withhold");
  EXPECT_EQ(Resolved({one(Treatment::Mask, Form::Iban), one(Treatment::Keep)}), FormName(Form::Iban));
  EXPECT_EQ(Resolved({one(Treatment::Mask, Form::Iban), one(Treatment::Truncate, Form::Pan)}), FormName(Form::Pan));
  EXPECT_EQ(Resolved({one(Treatment::Mask, Form::Iban), one(Treatment::Mask, Form::Text)}), FormName(Form::Text));
  EXPECT_EQ(Resolved({one(Treatment::Mask, Form::Pan), one(Treatment::Mask, Form::Phone)}), FormName(Form::Phone));
  EXPECT_EQ(Resolved({one(Treatment::Mask, Form::Email), one(Treatment::Mask, Form::FreeText)}), "withhold");
  EXPECT_EQ(Resolved({one(Treatment::Mask, Form::Email), one(Treatment::Mask, Form::Email)}), FormName(Form::Email));
}

TEST(Treatment, OnlyTextsAreTransformed) {
  const std::vector<PlanBlock> mask = {{Do(Treatment::Mask, Form::Text)}};
  EXPECT_EQ(Resolved(mask, Place::Plain), "withhold");
  EXPECT_EQ(Resolved(mask, Place::Container), "withhold");
}

TEST(Treatment, EightIssuerDigitsRevealMoreThanSix) {
  PlanTreat six = Do(Treatment::Mask, Form::Pan), eight = six;
  eight.bin_length = 8;
  EXPECT_EQ(Stricter(six, eight), &six);
  EXPECT_EQ(Stricter(eight, six), &six);
}

class OneKey : public keys::KeySource {
 public:
  ByteSpan Material(std::uint32_t key) const override { return key == 0 ? ByteSpan(material_) : ByteSpan(); }

 private:
  Bytes material_ = Bytes(32, 0x6b);
};

struct Row {
  Treatment treatment;
  Form form;
  TypeKind kind;
  const char* text;
  const char* changed;  // "=": as it is; "-": removed
  std::uint32_t key = schema::kNone;
};

// Vectors: domain page, pack 6.
constexpr Row kRows[] = {
    {Treatment::Mask, Form::Text, TypeKind::String, "secret", "***"},
    {Treatment::Mask, Form::None, TypeKind::Money, "EUR 1.00", "-"},
    {Treatment::Mask, Form::Pan, TypeKind::Pan, "4111111111111111", "411111******1111"},
    {Treatment::Truncate, Form::Pan, TypeKind::Pan, "4111111111111111", "1111"},
    {Treatment::Truncate, Form::Iban, TypeKind::Iban, "DE89370400440532013000", "-"},
    {Treatment::Mask, Form::Iban, TypeKind::Iban, "DE89370400440532013000", "DE89**************3000"},
    {Treatment::Mask, Form::Email, TypeKind::String, "anna.m@bank.example", "a***@bank.example"},
    {Treatment::Mask, Form::Email, TypeKind::Email, "anna.m@bank.example", "a***@bank.example"},
    {Treatment::Mask, Form::Phone, TypeKind::String, "+44 7700 900123", "+********0123"},
    {Treatment::Mask, Form::Name, TypeKind::String, "Anna Maria M\xc3\xbcller", "A*** M*** M***"},
    {Treatment::Generalise, Form::BirthDate, TypeKind::Date, "1990-11-21", "1990"},
    {Treatment::Generalise, Form::None, TypeKind::String, "postcode", "-"},
    {Treatment::Mask, Form::BirthDate, TypeKind::Date, "1990-11-21", "30-39"},
    {Treatment::Mask, Form::BirthDate, TypeKind::Date, "2100-11-21", "-"},
    {Treatment::Generalise, Form::None, TypeKind::Ip, "2001:db8:abcd:12::1", "2001:db8:abcd::/48"},
    {Treatment::Mask, Form::Ip, TypeKind::String, "not an address", "-"},
    {Treatment::Mask, Form::FreeText, TypeKind::String, "INV 4111 1111 1111 1111 ref 1234567890123456",
     "INV 411111******1111 ref 1234567890123456"},
    {Treatment::Mask, Form::FreeText, TypeKind::String, "rent", "="},
    {Treatment::Tokenise, Form::None, TypeKind::Iban, "DE89370400440532013000", "psn_eea38060a8bcb200028f5690392c5f41",
     0},
    {Treatment::Hash, Form::Email, TypeKind::String, "anna.m@bank.example", "psn_f48f5eb602a084da73b869d2e123ef26", 0},
    {Treatment::Tokenise, Form::Email, TypeKind::String, "anna.m@bank.example", "-", 1},
    {Treatment::Tokenise, Form::Email, TypeKind::String, "anna.m@bank.example", "-"},
    {Treatment::Keep, Form::None, TypeKind::String, "x", "="},
    {Treatment::Remove, Form::None, TypeKind::String, "x", "-"},
};

TEST(Scalar, Transforms) {
  OneKey keys;
  Context context{.request = {}, .keys = &keys};
  ASSERT_TRUE(values::ParseDate("2026-11-20", &context.today));
  for (const Row& row : kRows) {
    PlanTreat treat = Do(row.treatment, row.form);
    treat.key = row.key;
    std::string memory(values::RoomForMask(std::string_view(row.text).size()), ' ');
    values::TextPlace out(memory);
    const Changed changed = Transform(treat, row.kind, row.text, context, out);
    EXPECT_EQ(changed == Changed::No ? "=" : changed == Changed::Remove ? "-" : out.text(), row.changed) << row.text;
  }
}

TEST(Scalar, FitsItsType) {
  schema::Unit unit;
  unit.regions = {"eu-central"};
  unit.enums = {{.name = "E", .members = {{"a", "A"}}},
                {.name = "O", .members = {{"a", "A"}, {"b", "B"}}, .otherwise = 1}};
  const std::tuple<schema::Type, const char*, const char*> rows[] = {
      {{.kind = TypeKind::Money}, "EUR 30.00", "EUR 30.001"},
      {{.kind = TypeKind::Instant}, "2026-11-20T08:00:00Z", "2026-11-20"},
      {{.kind = TypeKind::Date}, "2026-11-20", "2026-11-31"},
      {{.kind = TypeKind::Duration}, "90min", "90"},
      {{.kind = TypeKind::Country}, "DE", "UK"},
      {{.kind = TypeKind::Region}, "eu-central", "moon"},
      {{.kind = TypeKind::Iban}, "GB82WEST12345698765432", "GB82 WEST 1234 5698 7654 32"},
      {{.kind = TypeKind::Pan}, "4111111111111111", "4111111111111112"},
      {{.kind = TypeKind::Decimal}, "-0.130", ".13"},
      {{.kind = TypeKind::TimeOfDay}, "08:00", "8:00"},
      {{.kind = TypeKind::Currency}, "EUR", "eur"},
      {{.kind = TypeKind::Bic}, "DEUTDEFF", "DEUTDEF"},
      {{.kind = TypeKind::Lei}, "529900T8BM49AURSDO55", "529900T8BM49AURSDO56"},
      {{.kind = TypeKind::Email}, "a@b.example", "a@b@c"},
      {{.kind = TypeKind::Phone}, "+49 30 123456", "030 123456"},
      {{.kind = TypeKind::Ip}, "10.0.0.1", "10.0.0.256"},
      {{.kind = TypeKind::Cidr}, "10.0.0.0/8", "10.0.0.1/8"},
      {{.kind = TypeKind::Enum, .declaration = 0}, "A", "a"},
  };
  for (const auto& [type, good, bad] : rows) {
    EXPECT_TRUE(FitsType(unit, type, good)) << good;
    EXPECT_FALSE(FitsType(unit, type, bad)) << bad;
  }
  EXPECT_TRUE(FitsType(unit, {.kind = TypeKind::Enum, .declaration = 1}, "anything"));
  EXPECT_TRUE(FitsType(unit, {.kind = TypeKind::String}, ""));
}

}  // namespace
}  // namespace bpol::redact
