#include "bench/decisions/floor_payment.h"

#include <cstring>

#include "bench/decisions/json_input.h"
#include "runtime/values/country.h"
#include "runtime/values/identifier.h"
#include "runtime/values/ip.h"
#include "runtime/values/money.h"
#include "runtime/values/time_text.h"

namespace bpol::bench {
namespace {

constexpr std::array<std::string_view, 4> kRoles = {"PSP_AI", "PSP_PI", "PSP_IC", "PSP_AS"};
constexpr std::uint32_t kPisp = 1u << 1;
constexpr std::array<std::string_view, 4> kDevices = {"bound", "known", "new", "tampered"};
constexpr std::size_t kAbsent = 4;  // after the devices
constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kFresh = 300 * kSecond;
constexpr std::int64_t kSkew = 10 * kSecond;

struct Payment {
  std::uint32_t roles = 0;
  values::Ip ip;
  bool mtls = false, psu_present = false, strong = false, has_login_time = false;
  bool high_approved = false;  // the line `score_high`, by a person
  values::Instant now = 0;
  std::int64_t login_time = 0;  // seconds since 1970
  std::size_t device = kAbsent;
  std::int64_t ip_country = 0;  // 0: absent
  values::Money amount;
  std::string_view payee;
  bool has_customer = false;
  std::int64_t home = 0;
  values::Money usual_max;
  TextSet<200> payees;
};

// data/sanctioned.csv, as two words of network order.
struct Prefix {
  std::uint64_t high, low, high_mask, low_mask;
};
constexpr std::array<Prefix, 3> kSanctioned = {{
    {0, 0x0000'ffff'cb00'7100, ~0ull, ~0ull << 8},
    {0x2001'0db8'0bad'0000, 0, ~0ull << 16, 0},
    {0, 0x0000'ffff'7f42'0000, ~0ull, ~0ull << 16},
}};

bool Sanctioned(const values::Ip& ip) {
  std::uint64_t high, low;
  std::memcpy(&high, ip.bytes, 8);
  std::memcpy(&low, ip.bytes + 8, 8);
  high = __builtin_bswap64(high);
  low = __builtin_bswap64(low);
  for (const Prefix& prefix : kSanctioned)
    if ((high & prefix.high_mask) == prefix.high && (low & prefix.low_mask) == prefix.low) return true;
  return false;
}

enum class Effect : std::uint8_t { Permit, Challenge, Review, Deny };
enum class Fault : std::uint8_t { None, InputMissing, CurrencyMismatch, TimeOutOfRange };
enum Region : std::uint8_t { kEuCentral = 1, kInMumbai = 2 };
enum Reason : std::uint8_t {
  kSanctionedNetwork,
  kScoreSevere,
  kTlsRequired,
  kCustomerAbsent,
  kNoRulePermits,
  kPermit,
  kScoreMedium,
  kScoreHigh,
  kEuDefault,
};
constexpr std::array<const char*, 9> kReasons = {"network.sanctioned", "score_severe",    "tls.required",
                                                 "customer.absent",    "no_rule_permits", "pisp",
                                                 "score_medium",       "score_high",      "EU_DEFAULT"};
constexpr std::array<const char*, 4> kBands = {"low", "medium", "high", "severe"};

struct Verdict {
  Effect effect = Effect::Deny;
  Fault fault = Fault::None;
  std::uint8_t reason_count = 0;
  std::array<Reason, 8> reasons;
  std::array<std::int64_t, 4> points;
  std::int64_t score = 0;
  std::uint8_t band = 0;
  std::uint8_t regions = 0;

  void Add(Reason reason) { reasons[reason_count++] = reason; }
};

// False: a fault, which is the decision.
bool Score(const Payment& payment, Verdict& verdict) {
  constexpr std::array<std::int64_t, 5> device_points = {0, 30, 130, 250, 130};
  if (!payment.has_customer) verdict.fault = Fault::InputMissing;
  if (payment.has_customer && payment.amount.currency != payment.usual_max.currency)
    verdict.fault = Fault::CurrencyMismatch;
  if (verdict.fault != Fault::None) return false;
  verdict.points = {payment.payees.Has(payment.payee) ? 0 : 150,
                    payment.amount.minor > payment.usual_max.minor ? 220 : 0, device_points[payment.device],
                    payment.ip_country != 0 && payment.ip_country != payment.home ? 150 : 0};
  const std::int64_t sum = verdict.points[0] + verdict.points[1] + verdict.points[2] + verdict.points[3];
  verdict.score = std::clamp<std::int64_t>(sum, 0, 1000);
  verdict.band = (verdict.score >= 250) + (verdict.score >= 500) + (verdict.score >= 750);
  return true;
}

// Whether the customer proved with two factors, at most five minutes ago, who they are.
bool JustProved(const Payment& payment, Verdict& verdict) {
  if (!payment.strong || !payment.has_login_time) return false;
  const std::int64_t age = payment.now - payment.login_time * kSecond;
  if (age < -kSkew) verdict.fault = Fault::TimeOutOfRange;
  return age <= kFresh;
}

Verdict Decide(const Payment& payment) {
  Verdict verdict;
  if (!Score(payment, verdict)) return verdict;
  const bool proved = verdict.band == 1 && JustProved(payment, verdict);
  const bool excused = proved || (verdict.band == 2 && payment.high_approved);
  if (verdict.fault != Fault::None) return verdict;
  const bool sanctioned = Sanctioned(payment.ip);
  const bool pisp = (payment.roles & kPisp) != 0;
  const bool permitted = pisp && payment.mtls && payment.psu_present;
  if (sanctioned || verdict.band == 3 || !permitted) {
    if (sanctioned) verdict.Add(kSanctionedNetwork);
    if (verdict.band == 3) verdict.Add(kScoreSevere);
    if (pisp && !payment.mtls) verdict.Add(kTlsRequired);
    if (pisp && payment.mtls && !payment.psu_present) verdict.Add(kCustomerAbsent);
    if (!pisp) verdict.Add(kNoRulePermits);
    return verdict;
  }
  constexpr std::array<Effect, 3> effects = {Effect::Permit, Effect::Challenge, Effect::Review};
  constexpr std::array<Reason, 3> reasons = {kPermit, kScoreMedium, kScoreHigh};
  const std::uint8_t outcome = excused ? 0 : verdict.band;
  verdict.effect = effects[outcome];
  verdict.Add(reasons[outcome]);
  if (verdict.effect != Effect::Permit) return verdict;
  verdict.regions = kEuCentral;  // a payment has no resource that could be at home in India
  verdict.Add(kEuDefault);
  return verdict;
}

std::string AnswerOf(const Verdict& verdict) {
  constexpr std::array<const char*, 4> effects = {"permit", "challenge", "review", "deny"};
  Said said;
  said.effect = effects[static_cast<std::size_t>(verdict.effect)];
  if (verdict.fault != Fault::None) {
    constexpr std::array<const char*, 4> faults = {"", "input.missing", "money.currency_mismatch", "time.out_of_range"};
    said.reasons = {faults[static_cast<std::size_t>(verdict.fault)]};
    return said.Text();
  }
  for (std::size_t i = 0; i < verdict.reason_count; ++i) said.reasons.push_back(kReasons[verdict.reasons[i]]);
  if (verdict.effect == Effect::Challenge) said.acr = "urn:openbanking:psd2:sca";
  if (verdict.regions & kEuCentral) said.regions.push_back("eu-central");
  if (verdict.regions & kInMumbai) said.regions.push_back("in-mumbai");
  said.scores = {"PaymentRisk=" + std::to_string(verdict.score) + "," + kBands[verdict.band]};
  return said.Text();
}

void ReadSubject(ondemand::object subject, Payment& payment) {
  payment.roles = 0;
  for (auto role : Must(subject.find_field_unordered("roles").get_array()))
    payment.roles |= 1u << IndexOf(kRoles, Must(role.get_string()));
}

void ReadLogin(ondemand::object login, Payment& payment) {
  payment.strong = payment.has_login_time = false;
  for (auto field : login) {
    const std::string_view name = Must(field.unescaped_key());
    ondemand::value value = Must(field.value());
    if (name == "proof") payment.strong = Must(value.get_string()) == "urn:openbanking:psd2:sca";
    if (name == "at") {
      payment.has_login_time = true;
      payment.login_time = Must(value.get_int64());
    }
  }
}

void ReadApproved(ondemand::object review, Payment& payment) {
  for (auto line : Must(review.find_field_unordered("approved").get_array()))
    if (Must(line.get_string()) == "bank.payments.PaymentScore.score_high") payment.high_approved = true;
}

void ReadContext(ondemand::object context, Payment& payment) {
  payment.device = kAbsent;
  payment.ip_country = 0;
  for (auto field : context) {
    const std::string_view name = Must(field.unescaped_key());
    ondemand::value value = Must(field.value());
    if (Must(value.is_null())) continue;
    if (name == "ip") {
      BPOL_CHECK(values::ParseIp(Must(value.get_string()), &payment.ip), "an address");
    } else if (name == "mtls") {
      payment.mtls = Must(value.get_bool());
    } else if (name == "psu_present") {
      payment.psu_present = Must(value.get_bool());
    } else if (name == "login") {
      ReadLogin(Must(value.get_object()), payment);
    } else if (name == "device") {
      payment.device = IndexOf(kDevices, Must(value.get_string()));
      BPOL_CHECK(payment.device != kAbsent, "a device that the enum names");
    } else if (name == "ip_country") {
      BPOL_CHECK(values::ParseCountry(Must(value.get_string()), &payment.ip_country), "a country");
    }
  }
}

void ReadCreditor(ondemand::object creditor, Payment& payment) {
  for (auto field : creditor) {
    const std::string_view name = Must(field.unescaped_key());
    ondemand::value value = Must(field.value());
    const std::string_view text = Must(value.get_string());
    if (name == "Name") {
      payment.payee = text;
    } else if (name == "Identification") {
      values::ShortText iban;
      BPOL_CHECK(values::IbanFromDisplay(text, &iban), "an IBAN");
    } else {
      BPOL_CHECK(name == "SchemeName", "no other member");
    }
  }
}

// Wholly, as the record says.
void ReadBody(ondemand::object body, Payment& payment) {
  ondemand::object data = Must(body.find_field_unordered("Data").get_object());
  for (auto field : Must(data.find_field_unordered("Initiation").get_object())) {
    const std::string_view name = Must(field.unescaped_key());
    ondemand::value value = Must(field.value());
    if (name == "InstructedAmount") {
      ondemand::object amount = Must(value.get_object());
      const std::string_view number = Must(amount.find_field_unordered("Amount").get_string());
      const std::string_view currency = Must(amount.find_field_unordered("Currency").get_string());
      BPOL_CHECK(values::ParseMoneyParts(number, currency, &payment.amount), "an amount");
    } else if (name == "CreditorAccount") {
      ReadCreditor(Must(value.get_object()), payment);
    } else {
      BPOL_CHECK(name == "InstructionIdentification" || name == "DebtorAccountId", "no other member");
      Must(value.get_string());
    }
  }
}

void ReadCustomer(ondemand::value value, Payment& payment) {
  payment.has_customer = !Must(value.is_null());
  if (!payment.has_customer) return;
  for (auto field : Must(value.get_object())) {
    const std::string_view name = Must(field.unescaped_key());
    ondemand::value member = Must(field.value());
    if (name == "home") {
      BPOL_CHECK(values::ParseCountry(Must(member.get_string()), &payment.home), "a country");
    } else if (name == "usual_max") {
      BPOL_CHECK(values::ParseMoney(Must(member.get_string()), &payment.usual_max), "an amount");
    } else if (name == "payees") {
      payment.payees.Read(Must(member.get_array()));
    }
  }
}

void Read(ondemand::parser& parser, const std::string& json, Payment& payment) {
  payment.has_customer = payment.high_approved = false;
  ondemand::document document = Parse(parser, json);
  for (auto part : Must(document.get_object())) {
    const std::string_view name = Must(part.unescaped_key());
    ondemand::value value = Must(part.value());
    if (name == "now") BPOL_CHECK(values::ParseInstant(Must(value.get_string()), &payment.now), "an instant");
    if (name == "subject") ReadSubject(Must(value.get_object()), payment);
    if (name == "context") ReadContext(Must(value.get_object()), payment);
    if (name == "review") ReadApproved(Must(value.get_object()), payment);
    if (name == "body") ReadBody(Must(value.get_object()), payment);
    if (name == "facts") ReadCustomer(Must(Must(value.get_object()).find_field_unordered("customer")), payment);
  }
}

class PaymentFloor final : public Contestant {
 public:
  explicit PaymentFloor(std::span<const std::string> requests)
      : json_(Padded(requests)), parsers_(requests.size()), payments_(requests.size()) {
    for (std::size_t i = 0; i < json_.size(); ++i) Read(parsers_[i], json_[i], payments_[i]);
  }

  void DecideTyped(Order order) override {
    for (const std::uint16_t request : order) Keep(Decide(payments_[request]));
  }

  void DecideJson(Order order) override {
    for (const std::uint16_t request : order) {
      Read(parser_, json_[request], payment_);
      Keep(Decide(payment_));
    }
  }

  std::string Answer(std::size_t request) override { return AnswerOf(Decide(payments_[request])); }

 private:
  std::vector<std::string> json_;
  std::vector<ondemand::parser> parsers_;  // one a payment: its texts live there
  std::vector<Payment> payments_;
  ondemand::parser parser_;
  Payment payment_;
};

}  // namespace

std::unique_ptr<Contestant> MakePaymentFloor(std::span<const std::string> requests) {
  return std::make_unique<PaymentFloor>(requests);
}

}  // namespace bpol::bench
