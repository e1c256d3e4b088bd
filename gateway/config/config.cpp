#include "gateway/config/config.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "gateway/config/table_reader.h"
#include "runtime/base/bytes.h"

namespace bpol::config {
namespace {

using Existence = TableReader::Existence;

// What an upstream may say to a client besides the body: nothing that describes bytes we change (RFC 9110 section 8).
const std::vector<std::string> kResponseHeaders = {"content-type", "content-language", "x-fapi-interaction-id",
                                                   "retry-after"};
// These describe bytes that redaction changes, or belong to one connection.
const std::set<std::string> kNeverPassed = {
    "content-length", "content-encoding", "transfer-encoding", "etag",          "digest",
    "content-digest", "repr-digest",      "content-md5",       "last-modified", "connection",
    "set-cookie",     "content-range",    "accept-ranges",     "trailer",       "upgrade"};

void ReadListener(const toml::table* table, Listener& out, Mistakes& mistakes) {
  TableReader reader(table, "listener", mistakes);
  reader.Text("address", out.address, Need::Optional);
  reader.Port("port", out.port);
  reader.Path("port_file", out.port_file, Need::Optional, Existence::May);
  reader.Path("certificate", out.certificate, Need::Required, Existence::Must);
  reader.Path("key", out.key, Need::Required, Existence::Must);
  reader.Choice("client_certificate", out.client_certificate,
                {{"none", ClientCertificate::None},
                 {"optional", ClientCertificate::Optional},
                 {"required", ClientCertificate::Required}});
  const Need ca = out.client_certificate == ClientCertificate::None ? Need::Optional : Need::Required;
  reader.Path("client_ca", out.client_ca, ca, Existence::Must);
  reader.Path("client_crl", out.client_crl, Need::Optional, Existence::Must);
}

void ReadAdmin(const toml::table* table, Admin& out, Mistakes& mistakes) {
  TableReader reader(table, "admin", mistakes);
  reader.Text("address", out.address, Need::Optional);
  reader.Port("port", out.port);
  reader.Path("port_file", out.port_file, Need::Optional, Existence::May);
  reader.Path("token_file", out.token_file, Need::Required, Existence::Must);
  if (out.address != "127.0.0.1" && out.address != "::1")
    reader.Complain("address",
                    "is `" + out.address + "`; the admin listener is for this machine only: 127.0.0.1 or ::1");
}

void ReadIdentity(const toml::table* table, Identity& out, Mistakes& mistakes) {
  TableReader reader(table, "identity", mistakes);
  reader.Text("issuer", out.issuer, Need::Required);
  reader.Text("audience", out.audience, Need::Required);
  reader.Path("keys", out.keys, Need::Required, Existence::Must);
  reader.Number("token_cache", out.token_cache, 0, 1'000'000);
}

void ReadAudit(const toml::table* table, Audit& out, Mistakes& mistakes) {
  TableReader reader(table, "audit", mistakes);
  reader.Path("path", out.path, Need::Required, Existence::May);
  reader.Text("origin", out.origin, Need::Required);
  const auto modes = {std::pair<std::string_view, AuditMode>{"buffered", AuditMode::Buffered},
                      std::pair<std::string_view, AuditMode>{"fail_closed", AuditMode::FailClosed}};
  reader.Choice("mode", out.mode, modes);
  const toml::table* actions = reader.Table("actions", Need::Optional);
  if (actions == nullptr) return;
  TableReader each(actions, "audit.actions", mistakes);
  for (const auto& [key, node] : *actions) {
    AuditMode mode = out.mode;
    each.Choice(key.str(), mode, modes);
    out.actions[std::string(key.str())] = mode;
  }
}

void ReadUpstreamTls(TableReader& reader, Upstream& upstream) {
  const bool encrypted = std::ranges::any_of(
      upstream.servers, [](const UpstreamServer& server) { return server.url.starts_with("https:"); });
  reader.Path("ca", upstream.ca, encrypted ? Need::Required : Need::Optional, Existence::Must);
  reader.Path("certificate", upstream.certificate, Need::Optional, Existence::Must);
  reader.Path("key", upstream.key, upstream.certificate.empty() ? Need::Optional : Need::Required, Existence::Must);
}

void ReadUpstream(const toml::node& node, std::vector<Upstream>& out, Mistakes& mistakes) {
  if (node.as_table() == nullptr) return mistakes.Add(node.source().begin, "`upstream` should be tables: [[upstream]]");
  TableReader reader(node.as_table(), "upstream", mistakes);
  Upstream upstream;
  reader.Text("name", upstream.name, Need::Required);
  upstream.place = mistakes.Place(node.source().begin);
  const toml::array* servers = reader.Array("servers", Need::Required);
  if (servers != nullptr && servers->empty()) reader.Complain("servers", "is empty");
  for (std::size_t i = 0; servers != nullptr && i < servers->size(); ++i) {
    const toml::table* table = servers->get(i)->as_table();
    if (table == nullptr) {
      reader.Complain("servers", R"(should be a list of { url = "…", region = "…" })");
      break;
    }
    TableReader server(table, "upstream.servers", mistakes);
    UpstreamServer& added = upstream.servers.emplace_back();
    server.Text("url", added.url, Need::Required);
    server.Text("region", added.region, Need::Required);
  }
  ReadUpstreamTls(reader, upstream);
  const bool twice = std::ranges::any_of(out, [&](const Upstream& other) { return other.name == upstream.name; });
  if (twice) reader.Complain("name", "`" + upstream.name + "` is the name of another upstream");
  out.push_back(std::move(upstream));
}

// [keys]
// analytics = { active = "2026-11", files = { "2026-11" = "keys/analytics-2026-11" } }
void ReadKeys(const toml::table* table, std::vector<Key>& out, Mistakes& mistakes) {
  if (table == nullptr) return;
  TableReader keys(table, "keys", mistakes);
  for (const auto& [name, node] : *table) {
    Key& key = out.emplace_back();
    key.name = std::string(name.str());
    TableReader reader(keys.Table(name.str(), Need::Required), "keys." + key.name, mistakes);
    reader.Text("active", key.active, Need::Required);
    const toml::table* files = reader.Table("files", Need::Required);
    if (files == nullptr) continue;
    TableReader versions(files, "keys." + key.name + ".files", mistakes);
    for (const auto& [id, file] : *files)
      versions.Path(id.str(), key.files[std::string(id.str())], Need::Required, Existence::Must);
    if (!key.active.empty() && !key.files.contains(key.active))
      reader.Complain("active", "is `" + key.active + "`, and `files` has no version of that name");
  }
}

void ReadImageCache(const toml::table* table, ImageCache& out, Mistakes& mistakes) {
  if (table == nullptr) return;
  TableReader reader(table, "image_cache", mistakes);
  reader.Path("folder", out.folder, Need::Required, Existence::Must);
  reader.Path("key", out.key, Need::Required, Existence::Must);
}

void ReadLimits(const toml::table* table, Limits& out, Mistakes& mistakes) {
  TableReader reader(table, "limits", mistakes);
  reader.Number("request_body", out.request_body, 0, 1 << 30);
  reader.Number("response_body", out.response_body, 0, std::int64_t{1} << 40);
  reader.Number("connections_per_address", out.connections_per_address, 1, 1'000'000);
  reader.Number("unit_cost", out.unit_cost, 1, INT64_MAX);
  reader.Milliseconds("handshake_ms", out.handshake);
  reader.Milliseconds("head_ms", out.head);
  reader.Milliseconds("idle_ms", out.idle);
  reader.Milliseconds("body_ms", out.body);
  reader.Milliseconds("upstream_connect_ms", out.upstream_connect);
  reader.Milliseconds("upstream_response_ms", out.upstream_response);
  reader.Milliseconds("upstream_body_ms", out.upstream_body);
  reader.Milliseconds("drain_ms", out.drain);
  reader.Milliseconds("compile_ms", out.compile);
}

void ReadResponseHeaders(TableReader& root, std::vector<std::string>& out) {
  out = kResponseHeaders;
  root.Texts("response_headers", out);
  for (std::string& name : out) {
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
    if (kNeverPassed.contains(name))
      root.Complain("response_headers",
                    "names `" + name + "`, which never passes: redaction changes what it describes");
  }
}

Config ReadAll(const toml::table& table, Mistakes& mistakes) {
  Config config;
  TableReader root(&table, "", mistakes);
  root.Number("cores", config.cores, 0, 256);
  root.Path("unit", config.unit, Need::Optional, Existence::Must);
  root.Path("facts", config.facts, Need::Required, Existence::May);
  root.Path("compiler", config.compiler, Need::Required, Existence::Must);
  root.Path("access_log", config.access_log, Need::Optional, Existence::May);
  root.Path("pseudonym_key", config.pseudonym_key, Need::Required, Existence::Must);
  ReadResponseHeaders(root, config.response_headers);
  ReadListener(root.Table("listener", Need::Required), config.listener, mistakes);
  ReadAdmin(root.Table("admin", Need::Required), config.admin, mistakes);
  ReadIdentity(root.Table("identity", Need::Required), config.identity, mistakes);
  ReadAudit(root.Table("audit", Need::Required), config.audit, mistakes);
  ReadLimits(root.Table("limits", Need::Optional), config.limits, mistakes);
  ReadImageCache(root.Table("image_cache", Need::Optional), config.image_cache, mistakes);
  ReadKeys(root.Table("keys", Need::Optional), config.keys, mistakes);
  const toml::array* upstreams = root.Array("upstream", Need::Required);
  for (std::size_t i = 0; upstreams != nullptr && i < upstreams->size(); ++i)
    ReadUpstream(*upstreams->get(i), config.upstreams, mistakes);
  return config;
}

}  // namespace

std::string Config::Place(std::string_view setting) const {
  const auto found = places.find(setting);
  return found == places.end() ? path : found->second;
}

Result<Config> Parse(std::string_view toml, const std::string& path) {
  Mistakes mistakes{path, {}, {}};
  try {
    const toml::table table = toml::parse(toml, path);
    Config config = ReadAll(table, mistakes);
    config.path = path;
    config.places = std::move(mistakes.places);
    if (mistakes.lines.empty()) return config;
  } catch (const toml::parse_error& error) {
    mistakes.Add(error.source().begin, std::string(error.description()));
  }
  std::string text;
  for (const std::string& line : mistakes.lines) text += (text.empty() ? "" : "\n") + line;
  return Error{text};
}

Result<Config> Load(const std::string& path) {
  BPOL_TRY(const std::string text, ReadFile(path, 1 << 20));
  return Parse(text, path);
}

}  // namespace bpol::config
