#include "tests/unit/gateway/upstream/client_harness.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>

namespace bpol::upstream {
namespace {

using namespace std::chrono_literals;

class Pieces final : public http::BodyReader {
 public:
  explicit Pieces(const std::vector<std::string>& pieces) : pieces_(pieces) {}
  Task<http::BodyStep> Next() override {
    if (at_ == pieces_.size()) co_return http::BodyStep{};
    // A piece "!" stands for a client that breaks off.
    const std::string& piece = pieces_[at_++];
    if (piece == "!") co_return http::BodyStep{.kind = http::BodyStep::Kind::Reset, .why = http::Refusal::BodyCut};
    co_return http::BodyStep{.kind = http::BodyStep::Kind::Piece, .bytes = piece};
  }
  void SetLimit(std::uint64_t) override {}

 private:
  const std::vector<std::string>& pieces_;
  std::size_t at_ = 0;
};

}  // namespace

GroupSettings QuickSettings(std::vector<ServerSettings> servers) {
  GroupSettings settings;
  settings.name = "bank";
  settings.servers = std::move(servers);
  settings.connect = settings.response = settings.write = 300ms;
  settings.body = {.silence = 300ms, .grace = 1s, .minimum_rate = 0};
  return settings;
}

ClientHarness::ClientHarness(GroupSettings settings) : runtime_(net::CoreRuntime::Start(1).value()) {
  const auto group = UpstreamGroup::Make(std::move(settings)).value();
  runtime_->RunOnAll([&](std::size_t) { client_ = MakeClient(runtime_->core(0), runtime_->deadlines(0), group); });
}

ClientHarness::~ClientHarness() {
  runtime_->RunOnAll([&](std::size_t) { client_.reset(); });
}

Task<std::string> ClientHarness::Run(const Call& call, bool drop_body) {
  const http::FieldList fields;
  Pieces pieces(call.stream);
  const Request request{.method = call.method,
                        .target = "/a?b",
                        .fields = fields,
                        .body = call.body,
                        .stream = call.stream.empty() ? nullptr : &pieces,
                        .stream_framing = call.stream_framing,
                        .regions = call.any_region ? AllowedRegions::Any() : AllowedRegions::Only(call.regions)};
  auto sent = co_await client_->Send(request);
  if (const Failure* failure = std::get_if<Failure>(&sent)) co_return std::string(CodeOf(*failure));
  auto& response = std::get<Response>(sent);
  served_by_ = response.server->region;
  resends_ = response.resend_count;
  std::string line = std::to_string(response.head.status) + " ";
  if (drop_body) co_return line;
  for (;;) {
    const http::BodyStep step = co_await response.body->Next();
    if (step.kind == http::BodyStep::Kind::End) co_return line;
    if (step.kind == http::BodyStep::Kind::Reset) co_return line + "|" + std::string(CodeOf(*response.body->failure()));
    line += step.bytes;
  }
}

std::string ClientHarness::Wait(const Call& call, bool drop_body) {
  return boost::asio::co_spawn(runtime_->core(0), Run(call, drop_body), boost::asio::use_future).get();
}

std::string ClientHarness::Send(const Call& call) {
  return Wait(call, false);
}
std::string ClientHarness::SendAndDropBody() {
  return Wait({}, true);
}

std::size_t ClientHarness::idle() {
  std::size_t idle = 0;
  runtime_->RunOnAll([&](std::size_t) { idle = client_->idle_connections(); });
  return idle;
}

void ClientHarness::Shutdown() {
  runtime_->RunOnAll([&](std::size_t) { client_->Shutdown(); });
}

}  // namespace bpol::upstream
