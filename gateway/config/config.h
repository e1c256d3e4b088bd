// The gateway's settings: one TOML file, wholly validated before anything starts.
// INVARIANT: a Config that exists is complete and in range; an unknown key, a wrong type or a missing file is an error,
// never a default. Thread safety: immutable after loading.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"

namespace bpol::config {

enum class ClientCertificate { None, Optional, Required };

// When a decision record must be on disk (design: "The record"). FailClosed: before the first byte goes upstream.
enum class AuditMode { Buffered, FailClosed };

struct Listener {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: a free one, written to `port_file`
  std::string port_file;   // empty: not written
  std::string certificate, key;
  ClientCertificate client_certificate = ClientCertificate::Optional;
  std::string client_ca, client_crl;
};

// Plain HTTP on a loopback address only; every request needs the token in the file.
struct Admin {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;
  std::string port_file;
  std::string token_file;
};

struct Identity {
  std::string issuer;
  std::string audience;
  std::string keys;                // JWKS file
  std::size_t token_cache = 4096;  // verified tokens a core remembers
};

struct Audit {
  std::string path;
  std::string origin;  // node/log-id
  AuditMode mode = AuditMode::FailClosed;
  std::map<std::string, AuditMode> actions;  // exceptions by action
};

struct UpstreamServer {
  std::string url;
  std::string region;
};
struct Upstream {
  std::string name;
  std::vector<UpstreamServer> servers;
  std::string ca;                // the only roots trusted for this upstream; needed by an https url
  std::string certificate, key;  // that we present; empty: none
  std::string place;             // of its table: file and line
};

// Key material of one name, in versions of which one is active (runtime/keys/key_ring.h).
struct Key {
  std::string name;                          // as policies declare it
  std::string active;                        // id of a version
  std::map<std::string, std::string> files;  // version id -> file
};

struct Limits {
  std::uint64_t request_body = 1 << 20;    // bytes
  std::uint64_t response_body = 64 << 20;  // bytes
  std::uint32_t connections_per_address = 512;
  std::chrono::milliseconds handshake{10'000}, head{10'000}, idle{60'000}, drain{15'000};
  std::chrono::milliseconds body{20'000};  // longest silence inside a request's body
  // Reaching a server; its silence before the head of its answer, and inside the body.
  std::chrono::milliseconds upstream_connect{3'000}, upstream_response{15'000}, upstream_body{20'000};
  std::int64_t unit_cost = 10'000'000;  // worst case of an action; above it a unit is refused
  std::chrono::milliseconds compile{30'000};
};

// Compiled units that are kept over a restart (runtime/unit/image_cache.h).
struct ImageCache {
  std::string folder;  // empty: none are
  std::string key;     // file of 32 bytes that only the gateway's user reads
};

struct Config {
  std::size_t cores = 0;      // 0: as many as the machine has
  std::string unit;           // bundle to load at the start; empty: 503 until one is loaded
  std::string facts;          // SQLite file
  std::string compiler;       // the bpol-compile program
  std::string access_log;     // empty: standard error
  std::string pseudonym_key;  // file of 32 bytes as 64 hexadecimal digits: subjects and resources in the record
  std::vector<std::string> response_headers;  // upstream headers that may pass, lower case; a small default list
  Listener listener;
  Admin admin;
  Identity identity;
  Audit audit;
  std::vector<Upstream> upstreams;
  ImageCache image_cache;
  std::vector<Key> keys;  // for `tokenise` and `pseudonym` in policies; never those of a project's manifest
  Limits limits;

  // Where a setting stands, for what turns out to be wrong with the thing that it names: "gateway.toml:12:
  // `audit.path`". The file alone when the setting is not there.
  std::string Place(std::string_view setting) const;
  std::string path;                                        // of the file itself
  std::map<std::string, std::string, std::less<>> places;  // by full name
};

// Every mistake of the file is in the error, one a line: file, line, key, what was seen, how to mend it. Relative paths
// in the file are relative to it, and come out absolute.
Result<Config> Parse(std::string_view toml, const std::string& path);
Result<Config> Load(const std::string& path);

}  // namespace bpol::config
