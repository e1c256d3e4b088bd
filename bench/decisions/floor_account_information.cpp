#include "bench/decisions/floor_account_information.h"

#include "bench/decisions/json_input.h"
#include "runtime/values/time.h"
#include "runtime/values/time_text.h"

namespace bpol::bench {
namespace {

using values::kDay;

constexpr std::array<std::string_view, 4> kRoles = {"PSP_AS", "PSP_PI", "PSP_AI", "PSP_IC"};
constexpr std::uint32_t kAccountInformation = 1u << 2;
constexpr std::array<std::string_view, 7> kStatuses = {
    "received", "partiallyAuthorised", "valid", "rejected", "revokedByPsu", "expired", "terminatedByTpp"};
constexpr std::size_t kValid = 2, kExpired = 5;
constexpr std::array<std::string_view, 3> kResources = {"accounts", "balances", "transactions"};
enum : std::size_t { kAccounts, kBalances, kTransactions };

struct Call {
  std::int64_t now = 0;
  bool cert_valid = false, recurring = false, psu_present = false, sca_in_session = false, fraud_evidence = false;
  std::uint32_t roles = 0;  // bit i: kRoles[i]
  std::size_t status = 0, resource = 0;
  std::string_view tpp, consent_tpp, account;
  std::int64_t valid_until = 0;  // days
  std::int64_t uses = 0, freq = 0, bilateral_max = 0, unattended_24h = 0, history_days = 0;
  TextSet<100> acc, bal, tx;
  bool has_last_sca = false;
  std::int64_t last_sca = 0;
};

enum class Effect : std::uint8_t { Permit, Challenge, Deny };
enum Line : std::uint8_t {
  kCertInvalid,
  kRole,
  kConsentUnknown,
  kConsentExpired,
  kConsentInvalid,
  kPastLastDay,
  kUsedUp,
  kScope,
  kExceeded,
  kFirstAccess,
  k180Days,
  kHistory,
  kFraud,
  kOk,
};
constexpr std::array<const char*, 14> kReasons = {"TPP_CERT_INVALID", "TPP_ROLE",
                                                  "CONSENT_UNKNOWN",  "CONSENT_EXPIRED",
                                                  "CONSENT_INVALID",  "CONSENT_EXPIRED",
                                                  "CONSENT_EXPIRED",  "CONSENT_SCOPE",
                                                  "ACCESS_EXCEEDED",  "SCA_FIRST_ACCESS",
                                                  "SCA_180D",         "SCA_HISTORY_90D",
                                                  "SCA_FRAUD",        "OK"};
enum Obligation : std::uint8_t { kDocument = 1, kAudit = 2, kStrip = 4, kCount = 8, kExpire = 16 };

// First match: there is one reason. Bits of obligations.
struct Verdict {
  Effect effect;
  Line reason;
  std::uint8_t obligations;
};

bool Covered(const Call& call) {
  switch (call.resource) {
    case kAccounts:
      return call.acc.Has(call.account) || call.bal.Has(call.account) || call.tx.Has(call.account);
    case kBalances:
      return call.bal.Has(call.account);
    default:
      return call.tx.Has(call.account);
  }
}

std::int64_t DayOf(std::int64_t instant) {
  return instant >= 0 ? instant / kDay : (instant - kDay + 1) / kDay;
}

Verdict Decide(const Call& call) {
  if (!call.cert_valid) return {Effect::Deny, kCertInvalid, 0};
  if ((call.roles & kAccountInformation) == 0) return {Effect::Deny, kRole, 0};
  if (call.consent_tpp != call.tpp) return {Effect::Deny, kConsentUnknown, 0};
  if (call.status == kExpired) return {Effect::Deny, kConsentExpired, 0};
  if (call.status != kValid) return {Effect::Deny, kConsentInvalid, 0};
  if (DayOf(call.now) > call.valid_until) return {Effect::Deny, kPastLastDay, 0};
  if (!call.recurring && call.uses >= 1) return {Effect::Deny, kUsedUp, 0};
  if (!Covered(call)) return {Effect::Deny, kScope, 0};
  if (!call.psu_present && call.unattended_24h >= std::min(call.freq, call.bilateral_max))
    return {Effect::Deny, kExceeded, 0};
  if (!call.has_last_sca) return {Effect::Challenge, kFirstAccess, 0};
  if (call.now - call.last_sca > 180 * kDay) return {Effect::Challenge, k180Days, 0};
  if (call.resource == kTransactions && call.history_days > 90 && !call.sca_in_session)
    return {Effect::Challenge, kHistory, 0};
  if (call.fraud_evidence) return {Effect::Challenge, kFraud, kDocument};
  const int obligations = kAudit | kStrip | (call.psu_present ? 0 : kCount) | (call.recurring ? 0 : kExpire);
  return {Effect::Permit, kOk, static_cast<std::uint8_t>(obligations)};
}

std::string AnswerOf(const Verdict& verdict) {
  Said said;
  said.effect = verdict.effect == Effect::Deny ? "deny" : verdict.effect == Effect::Permit ? "permit" : "challenge";
  said.reasons = {kReasons[verdict.reason]};
  if (verdict.effect == Effect::Challenge) said.acr = "urn:openbanking:psd2:sca";
  constexpr std::array<const char*, 5> names = {"document_justification", "audit", "strip_sensitive",
                                                "count_unattended", "expire_consent"};
  for (std::size_t i = 0; i < names.size(); ++i)
    if (verdict.obligations >> i & 1) said.obligations.push_back(names[i]);
  return said.Text();
}

// The members of a call, told apart once.
enum Member : std::size_t {
  kCertValid,
  kRoleSet,
  kTpp,
  kConsentTpp,
  kStatus,
  kValidUntil,
  kRecurring,
  kUses,
  kAcc,
  kBal,
  kTx,
  kResource,
  kAccount,
  kPsuPresent,
  kFreq,
  kBilateral,
  kUnattended,
  kLastSca,
  kHistoryDays,
  kScaInSession,
  kFraudEvidence,
};
constexpr std::array<std::string_view, 21> kMembers = {"cert_valid",
                                                       "roles",
                                                       "tpp",
                                                       "consent_tpp",
                                                       "status",
                                                       "valid_until",
                                                       "recurring",
                                                       "uses",
                                                       "acc",
                                                       "bal",
                                                       "tx",
                                                       "resource",
                                                       "account",
                                                       "psu_present",
                                                       "freq",
                                                       "bilateral_max",
                                                       "unattended_24h",
                                                       "last_sca",
                                                       "history_days",
                                                       "sca_in_session",
                                                       "fraud_evidence"};

std::uint32_t ReadRoles(ondemand::array roles) {
  std::uint32_t bits = 0;
  for (auto role : roles) bits |= 1u << IndexOf(kRoles, Must(role.get_string()));  // what nobody knows: bit 4
  return bits;
}

void ReadMember(std::size_t member, ondemand::value value, Call& call) {
  switch (member) {
    case kCertValid:
      call.cert_valid = Must(value.get_bool());
      return;
    case kRoleSet:
      call.roles = ReadRoles(Must(value.get_array()));
      return;
    case kTpp:
      call.tpp = Must(value.get_string());
      return;
    case kConsentTpp:
      call.consent_tpp = Must(value.get_string());
      return;
    case kStatus:
      call.status = IndexOf(kStatuses, Must(value.get_string()));
      return;
    case kValidUntil:
      BPOL_CHECK(values::ParseDate(Must(value.get_string()), &call.valid_until), "a date");
      return;
    case kRecurring:
      call.recurring = Must(value.get_bool());
      return;
    case kUses:
      call.uses = Must(value.get_int64());
      return;
    case kAcc:
      call.acc.Read(Must(value.get_array()));
      return;
    case kBal:
      call.bal.Read(Must(value.get_array()));
      return;
    case kTx:
      call.tx.Read(Must(value.get_array()));
      return;
    case kResource:
      call.resource = IndexOf(kResources, Must(value.get_string()));
      return;
    case kAccount:
      call.account = Must(value.get_string());
      return;
    case kPsuPresent:
      call.psu_present = Must(value.get_bool());
      return;
    case kFreq:
      call.freq = Must(value.get_int64());
      return;
    case kBilateral:
      call.bilateral_max = Must(value.get_int64());
      return;
    case kUnattended:
      call.unattended_24h = Must(value.get_int64());
      return;
    case kLastSca:
      call.has_last_sca = !Must(value.is_null());
      if (call.has_last_sca) BPOL_CHECK(values::ParseInstant(Must(value.get_string()), &call.last_sca), "an instant");
      return;
    case kHistoryDays:
      call.history_days = Must(value.get_int64());
      return;
    case kScaInSession:
      call.sca_in_session = Must(value.get_bool());
      return;
    case kFraudEvidence:
      call.fraud_evidence = Must(value.get_bool());
      return;
  }
  BPOL_CHECK(false, "no member that the record does not name");
}

void Read(ondemand::parser& parser, const std::string& json, Call& call) {
  call.has_last_sca = false;
  ondemand::document document = Parse(parser, json);
  for (auto part : Must(document.get_object())) {
    const std::string_view name = Must(part.unescaped_key());
    ondemand::value value = Must(part.value());
    if (name == "now") {
      BPOL_CHECK(values::ParseInstant(Must(value.get_string()), &call.now), "an instant");
    } else if (name == "context") {
      for (auto field : Must(value.get_object())) {
        const std::size_t member = IndexOf(kMembers, Must(field.unescaped_key()));
        ReadMember(member, Must(field.value()), call);
      }
    }
  }
}

class AccountInformationFloor final : public Contestant {
 public:
  explicit AccountInformationFloor(std::span<const std::string> requests)
      : json_(Padded(requests)), parsers_(requests.size()), calls_(requests.size()) {
    for (std::size_t i = 0; i < json_.size(); ++i) Read(parsers_[i], json_[i], calls_[i]);
  }

  void DecideTyped(Order order) override {
    for (const std::uint16_t request : order) Keep(Decide(calls_[request]));
  }

  void DecideJson(Order order) override {
    for (const std::uint16_t request : order) {
      Read(parser_, json_[request], call_);
      Keep(Decide(call_));
    }
  }

  std::string Answer(std::size_t request) override { return AnswerOf(Decide(calls_[request])); }

 private:
  std::vector<std::string> json_;
  std::vector<ondemand::parser> parsers_;  // one a call: its texts live there
  std::vector<Call> calls_;
  ondemand::parser parser_;
  Call call_;
};

}  // namespace

std::unique_ptr<Contestant> MakeAccountInformationFloor(std::span<const std::string> requests) {
  return std::make_unique<AccountInformationFloor>(requests);
}

}  // namespace bpol::bench
