// CoreState: what one core needs to serve requests. Made once, touched only by its core; what it shares is immutable or
// has its own way across threads (the audit log's rings, the fact store's messages, the review queue).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "gateway/config/config.h"
#include "gateway/enforce/loaded_unit.h"
#include "gateway/enforce/records.h"
#include "gateway/enforce/reviews.h"
#include "gateway/identity/certificate_reader.h"
#include "gateway/identity/token_verifier.h"
#include "gateway/observe/access_log.h"
#include "gateway/upstream/client.h"
#include "runtime/audit/log.h"
#include "runtime/bind/json_parser.h"
#include "runtime/facts/fact_store.h"
#include "runtime/unit/publication.h"

namespace bpol::enforce {

// Shared by all cores; every member outlives them.
struct Shared {
  const config::Config& config;
  unit::Publication<LoadedUnit>& publication;
  facts::FactStore& facts;
  audit::Log& audit;
  observe::AccessLog& access_log;
  Reviews& reviews;
  const Pseudonyms& pseudonyms;
};

// The memory of one request; taken from its core's pool and given back.
struct RequestMemory {
  Arena arena;
  std::string printing;  // bind::PrintedAt's room
};

class CoreState {
 public:
  CoreState(Shared of_all, unsigned index, boost::asio::io_context& loop, identity::TokenVerifier tokens)
      : shared(of_all), core(index), context(loop), verifier(std::move(tokens)) {}

  std::unique_ptr<RequestMemory> Take() {
    if (pool_.empty()) return std::make_unique<RequestMemory>();
    std::unique_ptr<RequestMemory> memory = std::move(pool_.back());
    pool_.pop_back();
    return memory;
  }
  void GiveBack(std::unique_ptr<RequestMemory> memory) {
    memory->arena.Reset();
    // As many as ever ran at once on this core, up to a bound that a burst does not leave behind for good.
    if (pool_.size() < 256) pool_.push_back(std::move(memory));
  }

  Shared shared;
  const unsigned core;
  boost::asio::io_context& context;
  identity::TokenVerifier verifier;
  identity::CertificateReader certificates;
  bind::JsonParser parser;
  std::map<std::string, std::unique_ptr<upstream::Client>, std::less<>> upstreams;

 private:
  std::vector<std::unique_ptr<RequestMemory>> pool_;
};

}  // namespace bpol::enforce
