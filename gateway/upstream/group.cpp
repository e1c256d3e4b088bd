#include "gateway/upstream/group.h"

#include <algorithm>

#include "gateway/http/target.h"

namespace bpol::upstream {
namespace {

constexpr std::string_view kHttp = "http://";
constexpr std::string_view kHttps = "https://";

Error Wrong(const std::string& group, const ServerSettings& settings, std::string_view what) {
  return {"upstream `" + group + "`: url `" + settings.url + "` " + std::string(what)};
}

// Where the port's colon stands, if there is one; the colons of an IPv6 address stand inside brackets.
std::size_t PortColon(std::string_view authority) {
  const std::size_t bracket = authority.rfind(']');
  return authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
}

void SplitAuthority(std::string_view authority, Server& server) {
  const std::size_t colon = std::min(PortColon(authority), authority.size());
  std::string_view host = authority.substr(0, colon);
  if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
  server.host = host;
  if (colon < authority.size()) {
    server.port = static_cast<std::uint16_t>(std::stoul(std::string(authority.substr(colon + 1))));
  }
}

Result<Server> ParseServer(const std::string& group, const ServerSettings& settings) {
  const bool is_https = settings.url.starts_with(kHttps);
  if (!is_https && !settings.url.starts_with(kHttp)) {
    return Wrong(group, settings, "does not begin with http:// or https://");
  }
  const std::string_view rest = std::string_view(settings.url).substr(is_https ? kHttps.size() : kHttp.size());
  const auto authority = http::ParseAuthority(rest);
  if (!authority) return Wrong(group, settings, "is not a host with an optional port and nothing behind it");
  if (settings.region.empty()) return Wrong(group, settings, "stands in no region");
  Server server{.url = settings.url,
                .authority = std::string(http::WithoutPort(*authority, is_https ? ":443" : ":80")),
                .port = static_cast<std::uint16_t>(is_https ? 443 : 80),
                .scheme = is_https ? Server::Scheme::Https : Server::Scheme::Http,
                .region = settings.region};
  SplitAuthority(*authority, server);
  return server;
}

}  // namespace

Result<std::shared_ptr<const UpstreamGroup>> UpstreamGroup::Make(GroupSettings settings) {
  if (settings.servers.empty()) return Error{"upstream `" + settings.name + "` has no server"};
  auto group = std::make_shared<UpstreamGroup>();
  for (const ServerSettings& one : settings.servers) {
    BPOL_TRY(Server server, ParseServer(settings.name, one));
    if (server.scheme == Server::Scheme::Https && settings.tls == nullptr) {
      return Wrong(settings.name, one, "is https, but no certificate authority is given");
    }
    group->servers_.push_back(std::move(server));
  }
  group->settings_ = std::move(settings);
  return std::shared_ptr<const UpstreamGroup>(std::move(group));
}

bool AllowedRegions::Allows(std::string_view region) const {
  return any_ || std::ranges::find(regions_, region) != regions_.end();
}

}  // namespace bpol::upstream
