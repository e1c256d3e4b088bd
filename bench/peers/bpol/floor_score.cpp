// bench/workloads/score_40/access.bpol by hand.
#include "bench/peers/bpol/by_hand.h"
#include "bench/peers/bpol/floors.h"

namespace bpol::bench {
namespace {

constexpr std::int64_t kAbsent = -1;

// Members of enums by their place, flags as 0 and 1.
struct Payment {
  std::int64_t payee_age_hours, account_age_days, amount_share, amount_times_usual, payments_last_hour,
      payments_last_day, refused_last_day, payees_last_week, failed_logins, minutes_since_login, minutes_since_password,
      minutes_since_limit_raised, kilometres_from_home, kilometres_an_hour, hour, device_age_days, devices,
      customer_age, years_a_customer, network_reports;
  std::int64_t device, channel, payment, payee_bank, network, segment;
  std::int64_t remote_control, on_a_call, copied_account, emulator, language_changed, address_changed, payee_reported,
      payee_name_differs, first_abroad, round_amount, travel_announced, payee_trusted, payee_paid_before,
      strong_authentication;
};

using Points = std::array<std::int64_t, 40>;

void Customer(const Payment& p, Points& points) {
  points[0] = p.payee_age_hours == kAbsent ? 70 : p.payee_age_hours < 24 ? 90 : p.payee_age_hours < 720 ? 35 : 0;
  points[1] = p.account_age_days < 30 ? 60 : p.account_age_days < 365 ? 20 : 0;
  points[2] = p.amount_share < 50 ? 0 : p.amount_share < 80 ? 15 : 45;
  points[3] = p.amount_times_usual < 2 ? 0 : p.amount_times_usual < 5 ? 30 : p.amount_times_usual < 10 ? 70 : 110;
  points[4] = p.payments_last_hour < 3 ? 0 : p.payments_last_hour < 6 ? 35 : 80;
  points[5] = p.payments_last_day < 10 ? 0 : p.payments_last_day < 25 ? 20 : 55;
  points[6] = p.refused_last_day < 1 ? 0 : p.refused_last_day < 3 ? 30 : 75;
  points[7] = p.payees_last_week < 4 ? 0 : p.payees_last_week < 9 ? 25 : 60;
  points[8] = p.failed_logins < 1 ? 0 : p.failed_logins < 4 ? 20 : 65;
  points[9] = p.minutes_since_login < 1 ? 40 : p.minutes_since_login < 60 ? 0 : 10;
}

void Behaviour(const Payment& p, Points& points) {
  points[10] = p.minutes_since_password == kAbsent ? 0
               : p.minutes_since_password < 60     ? 70
               : p.minutes_since_password < 1440   ? 30
                                                   : 0;
  points[11] = p.minutes_since_limit_raised == kAbsent ? 0
               : p.minutes_since_limit_raised < 60     ? 80
               : p.minutes_since_limit_raised < 1440   ? 35
                                                       : 0;
  points[12] = p.kilometres_from_home == kAbsent ? 20
               : p.kilometres_from_home < 50     ? 0
               : p.kilometres_from_home < 500    ? 10
               : p.kilometres_from_home < 3000   ? 25
                                                 : 50;
  points[13] = p.kilometres_an_hour < 200 ? 0 : p.kilometres_an_hour < 900 ? 25 : 120;
  points[14] = p.hour < 5 ? 30 : p.hour < 8 ? 10 : p.hour < 22 ? 0 : 20;
  points[15] = p.device_age_days < 1 ? 60 : p.device_age_days < 30 ? 25 : 0;
  points[16] = p.devices < 3 ? 0 : p.devices < 6 ? 15 : 35;
  points[17] = p.customer_age < 25 ? 10 : p.customer_age < 65 ? 0 : 20;
  points[18] = p.years_a_customer < 1 ? 25 : p.years_a_customer < 5 ? 5 : 0;
  points[19] = p.network_reports < 1 ? 0 : p.network_reports < 5 ? 30 : 85;
}

void Choices(const Payment& p, Points& points) {
  points[20] = std::array{0, 20, 60, 200}[static_cast<std::size_t>(p.device)];
  points[21] = std::array{0, 5, 15, 40}[static_cast<std::size_t>(p.channel)];
  points[22] = std::array{0, 0, 15, 40}[static_cast<std::size_t>(p.payment)];
  points[23] = std::array{0, 10, 45}[static_cast<std::size_t>(p.payee_bank)];
  points[24] = std::array{0, 5, 60, 120}[static_cast<std::size_t>(p.network)];
  points[25] = std::array{10, 5, 20}[static_cast<std::size_t>(p.segment)];
}

void Flags(const Payment& p, Points& points) {
  points[26] = p.remote_control ? 180 : 0;
  points[27] = p.on_a_call ? 45 : 0;
  points[28] = p.copied_account ? 10 : 0;
  points[29] = p.emulator ? 150 : 0;
  points[30] = p.language_changed ? 15 : 0;
  points[31] = p.address_changed ? 25 : 0;
  points[32] = p.payee_reported ? 220 : 0;
  points[33] = p.payee_name_differs ? 55 : 0;
  points[34] = p.first_abroad ? 30 : 0;
  points[35] = p.round_amount ? 10 : 0;
  points[36] = p.travel_announced ? -40 : 0;
  points[37] = p.payee_trusted ? -90 : 0;
  points[38] = p.payee_paid_before ? -45 : 0;
  points[39] = p.strong_authentication ? -60 : 0;
}

enum class Form { Number, Choice, Flag };
struct Field {
  std::string_view name;
  std::int64_t Payment::* place;
  Form form;
  std::array<std::string_view, 4> members = {};
};
// By name, as the requests have them.
constexpr std::array<Field, 40> kFields = {{
    {"account_age_days", &Payment::account_age_days, Form::Number},
    {"address_changed", &Payment::address_changed, Form::Flag},
    {"amount_share", &Payment::amount_share, Form::Number},
    {"amount_times_usual", &Payment::amount_times_usual, Form::Number},
    {"channel", &Payment::channel, Form::Choice, {"branch", "app", "web", "phone"}},
    {"copied_account", &Payment::copied_account, Form::Flag},
    {"customer_age", &Payment::customer_age, Form::Number},
    {"device", &Payment::device, Form::Choice, {"bound", "known", "new", "tampered"}},
    {"device_age_days", &Payment::device_age_days, Form::Number},
    {"devices", &Payment::devices, Form::Number},
    {"emulator", &Payment::emulator, Form::Flag},
    {"failed_logins", &Payment::failed_logins, Form::Number},
    {"first_abroad", &Payment::first_abroad, Form::Flag},
    {"hour", &Payment::hour, Form::Number},
    {"kilometres_an_hour", &Payment::kilometres_an_hour, Form::Number},
    {"kilometres_from_home", &Payment::kilometres_from_home, Form::Number},
    {"language_changed", &Payment::language_changed, Form::Flag},
    {"minutes_since_limit_raised", &Payment::minutes_since_limit_raised, Form::Number},
    {"minutes_since_login", &Payment::minutes_since_login, Form::Number},
    {"minutes_since_password", &Payment::minutes_since_password, Form::Number},
    {"network", &Payment::network, Form::Choice, {"home", "mobile", "hosting", "anonymous"}},
    {"network_reports", &Payment::network_reports, Form::Number},
    {"on_a_call", &Payment::on_a_call, Form::Flag},
    {"payee_age_hours", &Payment::payee_age_hours, Form::Number},
    {"payee_bank", &Payment::payee_bank, Form::Choice, {"home", "euro_area", "abroad"}},
    {"payee_name_differs", &Payment::payee_name_differs, Form::Flag},
    {"payee_paid_before", &Payment::payee_paid_before, Form::Flag},
    {"payee_reported", &Payment::payee_reported, Form::Flag},
    {"payee_trusted", &Payment::payee_trusted, Form::Flag},
    {"payees_last_week", &Payment::payees_last_week, Form::Number},
    {"payment", &Payment::payment, Form::Choice, {"own_account", "standing_order", "transfer", "instant"}},
    {"payments_last_day", &Payment::payments_last_day, Form::Number},
    {"payments_last_hour", &Payment::payments_last_hour, Form::Number},
    {"refused_last_day", &Payment::refused_last_day, Form::Number},
    {"remote_control", &Payment::remote_control, Form::Flag},
    {"round_amount", &Payment::round_amount, Form::Flag},
    {"segment", &Payment::segment, Form::Choice, {"private", "business", "wealth"}},
    {"strong_authentication", &Payment::strong_authentication, Form::Flag},
    {"travel_announced", &Payment::travel_announced, Form::Flag},
    {"years_a_customer", &Payment::years_a_customer, Form::Number},
}};

std::int64_t ValueOf(const Field& field, ondemand::value value) {
  switch (field.form) {
    case Form::Number:
      return Must(value.get_int64());
    case Form::Choice:
      return static_cast<std::int64_t>(IndexOf(field.members, Must(value.get_string())));
    case Form::Flag:
      return Must(value.get_bool()) ? 1 : 0;
  }
  BPOL_CHECK(false, "a field has one of three forms");
}

struct Score {
  static constexpr std::array<std::string_view, 1> kActions = {"Decide"};
  using Call = Payment;
  struct Verdict {
    Points points;
    std::int64_t score;
    bool permits;
  };

  static void Read(ondemand::parser& parser, const std::string& json, Call& call) {
    ondemand::document document = Parse(parser, json);
    const auto* next = kFields.begin();
    for (auto field : Must(document["context"].get_object())) {
      const std::string_view name = Must(field.unescaped_key());
      for (; next->name != name; ++next) call.*(next->place) = kAbsent;  // only numbers are ever absent
      call.*(next->place) = ValueOf(*next, Must(field.value()));
      ++next;
    }
    BPOL_CHECK(next == kFields.end(), "the last field by name is always there");
  }

  Verdict Decide(std::size_t, const Call& call) const {
    Verdict verdict;
    Customer(call, verdict.points);
    Behaviour(call, verdict.points);
    Choices(call, verdict.points);
    Flags(call, verdict.points);
    verdict.score = 0;
    for (const std::int64_t points : verdict.points) verdict.score += points;
    verdict.score = std::clamp<std::int64_t>(verdict.score, 0, 1000);
    verdict.permits = verdict.score < 400;
    return verdict;
  }

  static Said Say(const Verdict& verdict) {
    Said said;
    said.effect = verdict.permits ? "permit" : "deny";
    said.reasons = {verdict.permits ? "acceptable" : "no_rule_permits"};
    said.scores = {"Risk=" + std::to_string(verdict.score) + (verdict.permits ? ",acceptable" : ",high")};
    return said;
  }
};

}  // namespace

std::unique_ptr<Contestant> MakeScoreFloor(const Workload& workload) {
  return std::make_unique<ByHand<Score>>(workload, Score{});
}

}  // namespace bpol::bench
