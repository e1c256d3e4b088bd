#include "gateway/identity/token_verifier.h"

#include "runtime/base/check.h"

namespace bpol::identity {

TokenVerifier::TokenVerifier(TokenRules rules, std::shared_ptr<const KeySet> keys, std::size_t capacity)
    : rules_(std::move(rules)), keys_(std::move(keys)), capacity_(capacity) {
  BPOL_CHECK(keys_ != nullptr, "without keys no token can be verified");
}

void TokenVerifier::UseKeys(std::shared_ptr<const KeySet> keys) {
  BPOL_CHECK(keys != nullptr, "without keys no token can be verified");
  if (keys->fingerprint() != keys_->fingerprint()) Forget();
  keys_ = std::move(keys);
}

void TokenVerifier::Forget() {
  by_hash_.clear();
  entries_.clear();
}

TokenResult TokenVerifier::Verify(std::span<const std::string_view> authorization_fields, std::chrono::sys_seconds now,
                                  const std::optional<Sha256Hash>& certificate) {
  const auto bearer = BearerToken(authorization_fields, rules_.max_size);
  if (const auto* fault = std::get_if<TokenFault>(&bearer)) return *fault;
  const std::string_view text = std::get<std::string_view>(bearer);
  const Sha256Hash hash = Sha256Of(AsBytes(text));
  if (const auto found = by_hash_.find(hash); found != by_hash_.end()) {
    ++hits_;
    const Token token = found->second->token;
    if (const auto fault = CheckMoment(*token, rules_, now, certificate)) {
      if (*fault == TokenFault::Expired) Drop(found->second);
      return *fault;
    }
    entries_.splice(entries_.begin(), entries_, found->second);
    return token;
  }
  ++misses_;
  TokenResult result = VerifyToken(text, *keys_, rules_, now, certificate);
  if (const Token* const token = std::get_if<Token>(&result)) Remember(hash, *token);
  return result;
}

void TokenVerifier::Remember(const Sha256Hash& hash, const Token& token) {
  if (capacity_ == 0) return;
  if (entries_.size() >= capacity_) Drop(std::prev(entries_.end()));
  entries_.push_front({hash, token});
  by_hash_.emplace(hash, entries_.begin());
}

void TokenVerifier::Drop(Entries::iterator entry) {
  by_hash_.erase(entry->hash);
  entries_.erase(entry);
}

}  // namespace bpol::identity
