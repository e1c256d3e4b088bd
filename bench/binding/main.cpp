// bpol-bench-binding: from a parsed HTTP request to a decision of open_banking_gateway's Pay, as the gateway goes from
// the head to the effect: the route, the bindings, the JSON body, headers for the upstream, the keys of facts, the
// facts as JSON from a store that answers at once, the decision. The token is verified and the certificate read, as
// they are when they have been seen before; the clock of the request, records and sockets are not in it. One line of
// JSON.
//   --policies FOLDER
//   --check            no clock: the decision is the right one, and nothing is taken from the heap
//   --json FILE --machine TEXT   the figures there too, with that line about the machine
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "bench/support/measure.h"
#include "bench/support/pack.h"
#include "gateway/bind/http_wire_source.h"
#include "runtime/base/bytes.h"
#include "runtime/bind/fact_key.h"
#include "runtime/bind/route_binder.h"
#include "runtime/bind/upstream_headers.h"
#include "runtime/unit/native_engine.h"
#include "tests/support/allocations/allocations.h"

namespace bpol::bench {
namespace {

constexpr std::string_view kMethod = "POST", kPath = "/open-banking/v4.0/pisp/domestic-payments";
constexpr std::string_view kBody =
    R"({"Data":{"Initiation":{"InstructionIdentification":"p-1","InstructedAmount":{"Amount":"25.00","Currency":"EUR"},)"
    R"("DebtorAccountId":"22289","CreditorAccount":{"SchemeName":"UK.OBIE.IBAN","Identification":"DE89370400440532013000",)"
    R"("Name":"Anna Example"}}}})";
constexpr std::string_view kCustomer =
    R"({"customer_id":"customer-1","home":"DE","usual_max":"EUR 500.00","payees":["Anna Example","Bob Example"]})";
constexpr values::Instant kNow{1'795'161'600'000'000};  // 2026-11-20T08:00:00Z

// What the edge has made of the request before anything is bound.
struct Parsed {
  http::RequestHead head;
  net::ConnectionInfo connection;
  identity::VerifiedToken token;
  identity::CertificateFacts certificate;

  Parsed() {
    head.method = kMethod;
    head.target = kPath;
    head.path_size = kPath.size();
    for (const auto& [name, value] : {std::pair{"host", "api.bank.example"},
                                      {"user-agent", "tpp-blue/4.2"},
                                      {"accept", "application/json"},
                                      {"content-type", "application/json"},
                                      {"x-fapi-interaction-id", "5c4b1f0e-6a1d-4c6e-9a53-0b8f5e2f7a11"},
                                      {"x-fapi-customer-ip-address", "198.51.100.7"},
                                      {"x-device-state", "bound"},
                                      {"x-ip-country", "DE"},
                                      {"x-idempotency-key", "3f1c"}})
      BPOL_CHECK(head.fields.Add(name, value), "a handful of fields fit");
    connection.peer_address = "198.51.100.7";
    connection.peer_port = 54321;
    connection.tls_version = "TLSv1.3";
    connection.client_certificate.emplace();
    token.claims = {{"sub", "\"customer-1\""},
                    {"client_id", "\"tpp-blue\""},
                    {"scope", "\"payments\""},
                    {"acr", "\"urn:openbanking:psd2:sca\""},
                    {"auth_time", "1795161300"},
                    {"iss", "\"https://issuer.example\""},
                    {"aud", "\"https://api.bank.example\""},
                    {"jti", "\"9c1e\""}};
    certificate.country = "DE";
    certificate.role_names = "PSP_PI";
  }
};

class Bank {
 public:
  explicit Bank(const unit::PolicyUnit& unit) : unit_(unit), routes_(unit.schema()) {
    for (const schema::Route& route : schema().routes) binders_.emplace_back(schema(), route);
  }

  // From the parsed head to a frame with its facts; null when something does not fit.
  const std::byte* Bind() {
    arena_.Reset();
    bind::NoRoute why = bind::NoRoute::Path;
    const auto match = routes_.Match(parsed_.head.method, parsed_.head.path(), arena_, why);
    if (!match) return nullptr;
    const bind::RouteBinder& binder = binders_[match->route];
    action_ = &binder.action();
    const bind::HttpWireSource wire(parsed_.head, parsed_.connection, match->variables, &parsed_.token,
                                    &parsed_.certificate, arena_);
    bind::FrameWriter writer(schema(), *action_, arena_, parser_);
    writer.SetNow(kNow);
    bind::Misfit misfit = binder.Bind(wire, writer);
    if (!misfit) misfit = writer.SetBody(kBody);
    ArenaList<bind::HeaderText> headers(arena_);
    if (!misfit)
      misfit = bind::TakeUpstreamHeaders(schema(), schema().routes[match->route], writer, arena_, room_, headers);
    if (misfit) return nullptr;
    for (const schema::FactUse& use : action_->facts) Fetch(use, writer);
    return writer.frame();
  }

  // The effect of the whole; Deny where nothing could be bound.
  schema::Effect Decide() {
    const std::byte* frame = Bind();
    if (frame == nullptr) return schema::Effect::Deny;
    unit::NativeEngine engine(unit_, *action_, frame, arena_);
    decision::Decision decision(arena_);
    unit::Decide(unit_, *action_, engine, arena_, decision);
    return decision.effect;
  }

 private:
  const schema::Unit& schema() const { return unit_.schema(); }

  // The store knows the customer, and nothing else.
  void Fetch(const schema::FactUse& use, bind::FrameWriter& writer) {
    using State = bind::Looked::State;
    const bind::FactKey key = bind::KeyOf(schema(), *action_, use, writer.frame(), arena_, room_);
    const bool known = schema().facts[use.fact].name == "customer" && key.text == "customer-1";
    writer.SetFact(use, known ? bind::Looked{State::Found, kCustomer} : bind::Looked{State::Absent, {}});
  }

  const unit::PolicyUnit& unit_;
  const bind::RouteTable routes_;
  std::vector<bind::RouteBinder> binders_;
  const Parsed parsed_;
  Arena arena_;
  bind::JsonParser parser_;
  std::string room_;
  const schema::Action* action_ = nullptr;
};

// Heap allocations of one way from head to effect, once the arena has its memory.
std::uint64_t Allocations(Bank& bank) {
  for (int i = 0; i < 3; ++i) static_cast<void>(bank.Decide());
  const std::uint64_t before = testing::AllocationsSoFar();
  static_cast<void>(bank.Decide());
  return testing::AllocationsSoFar() - before;
}

nlohmann::ordered_json Figures(Bank& bank) {
  const Series series =
      Measure({[&] { static_cast<void>(bank.Bind()); }, [&] { static_cast<void>(bank.Decide()); }}, 31, 2);
  const Spread bound = series.Of(0), whole = series.Of(1);
  return {{"action", "open_banking_gateway.Pay"},
          {"bind_ns", bound.median * 1e9},
          {"ns", whole.median * 1e9},
          {"low_ns", whole.low * 1e9},
          {"high_ns", whole.high * 1e9},
          {"body_bytes", kBody.size()},
          {"allocations", Allocations(bank)}};
}

struct Asked {
  std::string policies = "policies", json, machine;
  bool check = false;
};

Status Run(const Asked& asked) {
  BPOL_TRY(const Pack pack, OpenPack(asked.policies + "/open_banking_gateway"));
  Bank bank(*pack.native);
  if (bank.Decide() != schema::Effect::Permit) return Error{"the payment is not permitted"};
  const std::uint64_t count = Allocations(bank);
  if (asked.check && count != 0)
    return Error{"from head to decision the heap was asked " + std::to_string(count) + " times"};
  if (asked.check) return {};
  nlohmann::ordered_json line = Figures(bank);
  std::puts(line.dump().c_str());
  line["machine"] = asked.machine;
  return asked.json.empty() ? Status() : WriteFile(asked.json, line.dump(1) + "\n");
}

}  // namespace
}  // namespace bpol::bench

int main(int argc, char** argv) {
  bpol::bench::Asked asked;
  const std::map<std::string_view, std::string*> texts = {
      {"--policies", &asked.policies}, {"--json", &asked.json}, {"--machine", &asked.machine}};
  for (int i = 1; i < argc; ++i) {
    const auto text = texts.find(argv[i]);
    if (std::strcmp(argv[i], "--check") == 0) {
      asked.check = true;
    } else if (text != texts.end() && i + 1 < argc) {
      *text->second = argv[++i];
    } else {
      std::fprintf(stderr, "bpol-bench-binding [--policies FOLDER] [--check] [--json FILE --machine TEXT]\n");
      return 2;
    }
  }
  const bpol::Status done = bpol::bench::Run(asked);
  if (done.ok()) return 0;
  std::fprintf(stderr, "bpol-bench-binding: %s\n", done.error().message.c_str());
  return 1;
}
