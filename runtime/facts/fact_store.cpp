#include "runtime/facts/fact_store.h"

#include "runtime/base/check.h"
#include "runtime/facts/store_thread.h"

namespace bpol::facts {

FactStore::FactStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
FactStore::~FactStore() = default;

Result<std::unique_ptr<FactStore>> FactStore::Open(const std::string& path, unsigned cores, PostToCore post,
                                                   std::size_t max_facts) {
  BPOL_CHECK(cores > 0 && post != nullptr, "a fact store serves cores that can be reached");
  BPOL_TRY(std::unique_ptr<Database> database, Database::Open(path));
  auto impl = std::make_unique<Impl>(std::move(database), cores, std::move(post), max_facts);
  if (const Status status = impl->Start(); !status.ok()) return Error{"`" + path + "`: " + status.error().message};
  return std::unique_ptr<FactStore>(new FactStore(std::move(impl)));
}

Found FactStore::Find(unsigned core, std::string_view store, std::string_view key) const {
  return impl_->index(core).Find(store, key);
}

namespace {

OnReplaced Whatever(OnWritten done) {
  return [done = std::move(done)](const Result<bool>& written) {
    done(written.ok() ? Status() : Status(written.error()));
  };
}

}  // namespace

void FactStore::Put(std::string store, std::string key, std::string json, OnWritten done) {
  impl_->Write({std::move(store), std::move(key), std::make_shared<const std::string>(std::move(json))}, std::nullopt,
               Whatever(std::move(done)));
}

void FactStore::Replace(std::string store, std::string key, std::optional<std::string> before, std::string json,
                        OnReplaced done) {
  impl_->Write({std::move(store), std::move(key), std::make_shared<const std::string>(std::move(json))},
               Before{std::move(before)}, std::move(done));
}

void FactStore::Remove(std::string store, std::string key, OnWritten done) {
  impl_->Write({std::move(store), std::move(key), nullptr}, std::nullopt, Whatever(std::move(done)));
}

void FactStore::Stop() {
  impl_->Stop();
}

}  // namespace bpol::facts
