// What an upstream group is: a name and its servers, each in a region. Settings only; the connections are Client's.
// INVARIANT: a server outside the allowed regions is never picked, whatever the others' state.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/http/head_scan.h"
#include "gateway/http/message_reader.h"
#include "gateway/tls/context.h"
#include "runtime/base/result.h"

namespace bpol::upstream {

struct ServerSettings {
  std::string url{};     // http://host[:port] or https://host[:port], nothing after
  std::string region{};  // compared as it is written
};

struct GroupSettings {
  std::string name{};
  std::vector<ServerSettings> servers{};
  std::shared_ptr<const tls::ClientContext> tls{};  // needed when a url is https
  tls::Duration connect = std::chrono::seconds(3);
  tls::Duration response = std::chrono::seconds(15);  // from the request's last byte to the end of the response head
  tls::Duration write = std::chrono::seconds(15);     // for one piece to be taken
  tls::Duration idle = std::chrono::seconds(30);      // in the pool; below the upstream's own, or requests meet its FIN
  http::BodyPatience body{};
  http::HeadLimits head_sizes{.start_line = 1024, .fields = 100, .field_bytes = 64 * 1024};
  std::uint64_t body_bytes = 64u << 20;              // of a response
  std::size_t connections_per_core = 512;            // to one server
  unsigned failures_to_eject = 3;                    // in a row
  tls::Duration ejection = std::chrono::seconds(5);  // the first; doubles up to 16 times that
};

// A url taken apart.
struct Server {
  enum class Scheme { Http, Https };
  std::string url{};
  std::string host{};       // name or address, without brackets
  std::string authority{};  // what Host says
  std::uint16_t port = 0;
  Scheme scheme = Scheme::Http;
  std::string region{};
};

class UpstreamGroup {
 public:
  // An error names the url or region that is wrong, and an https url without TLS settings.
  static Result<std::shared_ptr<const UpstreamGroup>> Make(GroupSettings settings);

  const GroupSettings& settings() const { return settings_; }
  const std::string& name() const { return settings_.name; }
  std::span<const Server> servers() const { return servers_; }

 private:
  GroupSettings settings_;
  std::vector<Server> servers_;
};

// The regions that the decision allows. An empty list allows none.
class AllowedRegions {
 public:
  static AllowedRegions Any() { return AllowedRegions(); }
  // `regions` must outlive the request.
  static AllowedRegions Only(std::span<const std::string> regions) { return AllowedRegions(regions); }
  bool Allows(std::string_view region) const;

 private:
  AllowedRegions() : any_(true) {}
  explicit AllowedRegions(std::span<const std::string> regions) : any_(false), regions_(regions) {}
  bool any_;
  std::span<const std::string> regions_;
};

}  // namespace bpol::upstream
