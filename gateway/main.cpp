// bpol-gateway: flags, wiring, signals; nothing else.
//   bpol-gateway SETTINGS.toml           serves until SIGTERM or SIGINT, then lets requests in flight finish; a second
//                                        signal refuses those that wait for an upstream
//   bpol-gateway --check SETTINGS.toml   validates the settings and ends
// Exit status: 0 ended in good order, 1 could not start, 2 usage.
#include <malloc.h>
#include <signal.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <cstdio>
#include <functional>
#include <future>
#include <string>
#include <string_view>
#include <thread>

#include "gateway/admin/admin_handler.h"
#include "gateway/enforce/edge_log.h"
#include "gateway/enforce/handler.h"
#include "gateway/net/server.h"
#include "runtime/base/bytes.h"
#include "runtime/unit/compile_service.h"
#include "runtime/unit/lockdown.h"

#if defined(__SANITIZE_ADDRESS__)
// The leak checker traces its own process, which the gateway forbids itself (runtime/unit/lockdown.h). Leaks are looked
// for in the unit tests.
extern "C" const char* __asan_default_options() {
  return "detect_leaks=0";
}
#endif

namespace bpol {
namespace {

namespace asio = boost::asio;

// For the refusals of requests that outlasted the drain time to reach their clients.
constexpr tls::Duration kLastAnswers = std::chrono::seconds(1);
// How soon a second signal is noticed while requests finish.
constexpr tls::Duration kDrainLook = std::chrono::milliseconds(100);

struct Arguments {
  std::string settings;
  bool check = false;
};

Result<Arguments> ReadArguments(int count, char** values) {
  Arguments arguments;
  for (int i = 1; i < count; ++i) {
    const std::string_view argument = values[i];
    if (argument == "--check") {
      arguments.check = true;
    } else if (argument.starts_with("-") || !arguments.settings.empty()) {
      return Error{"does not know `" + std::string(argument) + "`"};
    } else {
      arguments.settings = argument;
    }
  }
  if (arguments.settings.empty()) return Error{"wants the path of its settings"};
  return arguments;
}

// The settings are in order by themselves, and what one of them names is not: says first where that stands.
template <typename T>
Result<T> NamedAt(const std::string& place, Result<T> result) {
  if (result.ok()) return result;
  return Error{place + ": " + result.error().message};
}

// What one request frees the next one takes: without this, malloc gives the end of a core's heap back to the kernel and
// asks for it again every few requests, each time with a system call and the faults of fresh pages.
void KeepFreedMemory() {
  mallopt(M_TRIM_THRESHOLD, 32 << 20);
  mallopt(M_TOP_PAD, 1 << 20);
}

std::size_t CoresOf(const config::Config& config) {
  return config.cores != 0 ? config.cores : std::max(1u, std::thread::hardware_concurrency());
}

Result<std::string> ReadToken(const std::string& path) {
  BPOL_TRY(std::string token, ReadFile(path, 4096));
  while (!token.empty() && (token.back() == '\n' || token.back() == '\r')) token.pop_back();
  if (token.size() < 32) return Error{"`" + path + "` should hold a token of at least 32 characters"};
  return token;
}

// Everything that lives as long as the process serves, in the order in which it is built; it goes in the opposite
// order.
class Gateway {
 public:
  explicit Gateway(const config::Config& config) : config_(config), cores_count_(CoresOf(config)) {}
  ~Gateway();

  // Before any thread: forks the compiler's helper.
  Status Prepare();
  Status Start();
  // Requests in flight finish, up to the configured patience, or until `enough` says so; asked ten times a second.
  void Stop(const std::function<bool()>& enough);

 private:
  Status LoadKeys();
  Status OpenStores();
  Result<std::shared_ptr<const upstream::UpstreamGroup>> MakeGroup(const config::Upstream& settings) const;
  Status MakeCores();
  Status StartAdmin();
  Status StartListener();
  Status LoadFirstUnit();
  Result<std::unique_ptr<const enforce::LoadedUnit>> LoadUnit(std::string_view bundle);
  unit::Executors Executors();
  void ShutDownUpstreams();

  const config::Config& config_;
  const std::size_t cores_count_;
  std::unique_ptr<unit::CompileService> compiler_;
  std::unique_ptr<net::CoreRuntime> cores_;
  std::unique_ptr<net::CoreRuntime> admin_core_;
  keys::KeyRing key_ring_;
  std::unique_ptr<enforce::Pseudonyms> pseudonyms_;
  std::shared_ptr<const identity::KeySet> keys_;
  std::unique_ptr<audit::Log> audit_;
  std::unique_ptr<observe::AccessLog> access_log_;
  std::unique_ptr<enforce::EdgeLog> edge_log_;
  std::unique_ptr<facts::FactStore> facts_;
  enforce::Reviews reviews_;
  std::unique_ptr<unit::Publication<enforce::LoadedUnit>> publication_;
  std::vector<std::unique_ptr<enforce::CoreState>> states_;
  std::vector<std::unique_ptr<enforce::PolicyHandler>> handlers_;
  std::unique_ptr<admin::AdminHandler> admin_;
  std::unique_ptr<net::Server> admin_server_;
  std::unique_ptr<net::Server> server_;
};

Status Gateway::Prepare() {
  BPOL_TRY(compiler_, NamedAt(config_.Place("compiler"), unit::CompileService::Start(config_.compiler)));
  if (config_.image_cache.folder.empty()) return {};
  BPOL_TRY(keys::KeyMaterial key,
           NamedAt(config_.Place("image_cache.key"), keys::KeyMaterial::ReadFile(config_.image_cache.key)));
  BPOL_TRY(unit::ImageCache cache,
           NamedAt(config_.Place("image_cache.folder"),
                   unit::ImageCache::Open(config_.image_cache.folder, std::move(key), config_.compiler)));
  compiler_->UseCache(std::move(cache));
  return {};
}

unit::Executors Gateway::Executors() {
  return {.post_to_core = [this](unsigned core, std::function<void()> work) { cores_->Post(core, std::move(work)); },
          .post_to_admin = [this](std::function<void()> work) { admin_core_->Post(0, std::move(work)); }};
}

Status Gateway::LoadKeys() {
  BPOL_TRY(keys::KeyMaterial of_records,
           NamedAt(config_.Place("pseudonym_key"), keys::KeyMaterial::ReadFile(config_.pseudonym_key)));
  pseudonyms_ = std::make_unique<enforce::Pseudonyms>(std::move(of_records));
  for (const config::Key& key : config_.keys) {
    std::vector<keys::KeyRing::Version> versions;
    for (const auto& [id, file] : key.files) {
      const std::string place = config_.Place("keys." + key.name + ".files." + id);
      BPOL_TRY(keys::KeyMaterial material, NamedAt(place, keys::KeyMaterial::ReadFile(file)));
      versions.push_back({id, std::move(material)});
    }
    BPOL_TRY_STATUS(
        NamedAt(config_.Place("keys." + key.name), key_ring_.Add(key.name, key.active, std::move(versions))));
  }
  return {};
}

Status Gateway::OpenStores() {
  BPOL_TRY(identity::KeySet keys,
           NamedAt(config_.Place("identity.keys"), identity::KeySet::Load(config_.identity.keys)));
  keys_ = std::make_shared<const identity::KeySet>(std::move(keys));
  audit::LogOptions log;
  log.path = config_.audit.path;
  log.origin = config_.audit.origin;
  log.cores = static_cast<unsigned>(cores_count_);
  BPOL_TRY(audit_, NamedAt(config_.Place("audit"), audit::Log::Open(std::move(log))));
  BPOL_TRY(access_log_, NamedAt(config_.Place("access_log"),
                                observe::AccessLog::Open(config_.access_log, static_cast<unsigned>(cores_count_))));
  edge_log_ = std::make_unique<enforce::EdgeLog>(*access_log_);
  // The admin thread sees what is stored as one core more.
  const auto post = [this](unsigned core, std::function<void()> work) {
    core < cores_count_ ? cores_->Post(core, std::move(work)) : admin_core_->Post(0, std::move(work));
  };
  BPOL_TRY(facts_, NamedAt(config_.Place("facts"),
                           facts::FactStore::Open(config_.facts, static_cast<unsigned>(cores_count_ + 1), post)));
  return {};
}

Result<std::shared_ptr<const upstream::UpstreamGroup>> Gateway::MakeGroup(const config::Upstream& settings) const {
  upstream::GroupSettings group;
  group.name = settings.name;
  for (const config::UpstreamServer& server : settings.servers) group.servers.push_back({server.url, server.region});
  group.connect = config_.limits.upstream_connect;
  group.response = config_.limits.upstream_response;
  group.body.silence = config_.limits.upstream_body;
  group.body_bytes = config_.limits.response_body;
  if (!settings.ca.empty()) {
    BPOL_TRY(group.tls, tls::ClientContext::Load({settings.ca, settings.certificate, settings.key}));
  }
  return upstream::UpstreamGroup::Make(std::move(group));
}

Status Gateway::MakeCores() {
  const enforce::Shared shared{config_, *publication_, *facts_, *audit_, *access_log_, reviews_, *pseudonyms_};
  identity::TokenRules rules;
  rules.issuer = config_.identity.issuer;
  rules.audience = config_.identity.audience;
  std::vector<std::shared_ptr<const upstream::UpstreamGroup>> groups;
  for (const config::Upstream& each : config_.upstreams) {
    BPOL_TRY(auto group, NamedAt(each.place, MakeGroup(each)));
    groups.push_back(std::move(group));
  }
  for (std::size_t i = 0; i < cores_count_; ++i) {
    states_.push_back(
        std::make_unique<enforce::CoreState>(shared, static_cast<unsigned>(i), cores_->core(i),
                                             identity::TokenVerifier(rules, keys_, config_.identity.token_cache)));
    for (const auto& group : groups)
      states_.back()->upstreams.emplace(group->name(),
                                        upstream::MakeClient(cores_->core(i), cores_->deadlines(i), group));
    handlers_.push_back(std::make_unique<enforce::PolicyHandler>(*states_.back()));
  }
  return {};
}

Result<std::unique_ptr<const enforce::LoadedUnit>> Gateway::LoadUnit(std::string_view bundle) {
  BPOL_TRY(auto policy, compiler_->Compile(bundle, config_.limits.compile));
  return enforce::LoadedUnit::Make(std::move(policy), config_, key_ring_);
}

Status Gateway::StartAdmin() {
  BPOL_TRY(std::string token, NamedAt(config_.Place("admin.token_file"), ReadToken(config_.admin.token_file)));
  admin_ = std::make_unique<admin::AdminHandler>(admin::Services{
      admin_core_->core(0), std::move(token), [this](std::string_view bundle) { return LoadUnit(bundle); },
      *publication_, *facts_, static_cast<unsigned>(cores_count_), reviews_});
  net::ServerSettings settings;
  settings.address = config_.admin.address;
  settings.port = config_.admin.port;
  settings.limits.body_bytes = std::uint64_t{64} << 20;  // a bundle
  const auto handler = [this](std::size_t) -> net::RequestHandler& { return *admin_; };
  BPOL_TRY(admin_server_,
           NamedAt(config_.Place("admin"), net::Server::Start(*admin_core_, settings, handler, nullptr)));
  if (!config_.admin.port_file.empty())
    BPOL_TRY_STATUS(WriteFile(config_.admin.port_file, std::to_string(admin_server_->port())));
  return {};
}

Status Gateway::LoadFirstUnit() {
  if (config_.unit.empty()) return {};
  BPOL_TRY(const std::string bundle, ReadFile(config_.unit));
  BPOL_TRY(auto loaded, NamedAt(config_.Place("unit"), LoadUnit(bundle)));
  std::promise<void> published;
  asio::co_spawn(
      admin_core_->core(0).get_executor(),
      [this, &loaded, &published]() -> Task<void> {
        co_await admin_->Publish(std::move(loaded));
        published.set_value();
      },
      asio::detached);
  published.get_future().wait();
  return {};
}

Status Gateway::StartListener() {
  const config::Listener& listener = config_.listener;
  tls::ServerSettings tls;
  tls.certificate_file = listener.certificate;
  tls.key_file = listener.key;
  tls.client_ca_file = listener.client_ca;
  tls.client_crl_file = listener.client_crl;
  tls.client_certificate = static_cast<tls::ClientCertificate>(listener.client_certificate);
  net::ServerSettings settings;
  settings.address = listener.address;
  settings.port = listener.port;
  BPOL_TRY(settings.tls, NamedAt(config_.Place("listener"), tls::ServerContext::Load(tls)));
  settings.limits.handshake = config_.limits.handshake;
  settings.limits.head = config_.limits.head;
  settings.limits.idle = config_.limits.idle;
  settings.limits.body.silence = config_.limits.body;
  settings.limits.body_bytes = config_.limits.request_body;
  settings.limits.connections_per_address = config_.limits.connections_per_address;
  const auto handler = [this](std::size_t core) -> net::RequestHandler& { return *handlers_[core]; };
  BPOL_TRY(server_,
           NamedAt(config_.Place("listener"), net::Server::Start(*cores_, settings, handler, edge_log_.get())));
  if (!listener.port_file.empty()) BPOL_TRY_STATUS(WriteFile(listener.port_file, std::to_string(server_->port())));
  std::fprintf(stderr, "bpol-gateway: https on %s port %u, %zu cores\n", listener.address.c_str(), server_->port(),
               cores_count_);
  return {};
}

Status Gateway::Start() {
  BPOL_TRY(cores_, net::CoreRuntime::Start(cores_count_));
  BPOL_TRY(admin_core_, net::CoreRuntime::Start(1));
  publication_ =
      std::make_unique<unit::Publication<enforce::LoadedUnit>>(static_cast<unsigned>(cores_count_), Executors());
  BPOL_TRY_STATUS(LoadKeys());
  BPOL_TRY_STATUS(OpenStores());
  BPOL_TRY_STATUS(MakeCores());
  // No code is executable from here on but what is now, and sealed images.
  BPOL_TRY_STATUS(unit::LockDown());
  BPOL_TRY_STATUS(StartAdmin());
  BPOL_TRY_STATUS(LoadFirstUnit());
  return StartListener();
}

// What still waits for the bank fails now, and later requests to it at once. A client belongs to its core.
void Gateway::ShutDownUpstreams() {
  cores_->RunOnAll([this](std::size_t core) {
    for (const auto& [name, client] : states_[core]->upstreams) client->Shutdown();
  });
}

void Gateway::Stop(const std::function<bool()>& enough) {
  if (server_) {
    // Requests in flight end with the bank's answer as long as patience lasts, then with a refusal of ours.
    const auto end = tls::Clock::now() + config_.limits.drain;
    // Who is answered from here on is told to close, also where it is enough at once.
    bool all_done = server_->Drain(tls::Duration::zero()) == net::Server::Drained::Yes;
    while (!all_done && tls::Clock::now() < end && !enough()) {
      const tls::Duration left = end - tls::Clock::now();
      all_done = server_->Drain(std::min<tls::Duration>(left, kDrainLook)) == net::Server::Drained::Yes;
    }
    if (!all_done && server_->connections() != 0) {
      std::fprintf(stderr,
                   "bpol-gateway: %zu connections outlast the drain time; what waits for an upstream is refused\n",
                   server_->connections());
      ShutDownUpstreams();
    }
    const std::size_t cut = server_->Stop(kLastAnswers);
    if (cut != 0)
      std::fprintf(stderr, "bpol-gateway: %zu connections were cut off at the end of the drain time\n", cut);
  }
  if (admin_server_) admin_server_->Stop(std::chrono::seconds(1));
}

// Threads end before what they use: first the cores, then the stores behind them. Upstream clients go on their core,
// to whose clock and sockets they belong, once no connection of the server can use them.
Gateway::~Gateway() {
  Stop([] { return true; });
  if (facts_) facts_->Stop();
  server_.reset();
  admin_server_.reset();
  if (!states_.empty()) {
    ShutDownUpstreams();
    cores_->RunOnAll([this](std::size_t core) { states_[core]->upstreams.clear(); });
  }
  if (cores_) cores_->Stop();
  if (admin_core_) admin_core_->Stop();
}

int Run(const config::Config& config) {
  // Every thread inherits the mask, so that signals reach only sigwait.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  Gateway gateway(config);
  Status status = gateway.Prepare();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  if (status.ok()) status = gateway.Start();
  if (!status.ok()) {
    std::fprintf(stderr, "bpol-gateway: cannot start: %s\n", status.error().message.c_str());
    return 1;
  }
  int received = 0;
  sigwait(&signals, &received);
  // A second one ends the patience with requests in flight, not their order: they are refused and recorded.
  gateway.Stop([&signals] {
    constexpr timespec kNow{};
    return sigtimedwait(&signals, nullptr, &kNow) > 0;
  });
  return 0;
}

}  // namespace
}  // namespace bpol

int main(int argc, char** argv) {
  const auto arguments = bpol::ReadArguments(argc, argv);
  if (!arguments.ok()) {
    std::fprintf(stderr, "bpol-gateway %s\nusage: bpol-gateway [--check] SETTINGS.toml\n",
                 arguments.error().message.c_str());
    return 2;
  }
  const auto config = bpol::config::Load(arguments->settings);
  if (!config.ok()) {
    std::fprintf(stderr, "%s\n", config.error().message.c_str());
    return 1;
  }
  if (arguments->check) {
    std::printf("%s: the settings are in order\n", arguments->settings.c_str());
    return 0;
  }
  bpol::KeepFreedMemory();
  return bpol::Run(*config);
}
