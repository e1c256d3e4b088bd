// Nearby: values for a place of a request that make a condition tip: what it is held against and what lies next to
// that, the values of the other places that the condition reads, and sums and differences of them.
// Thread safety: one thread; it lives as long as one request is changed.
#pragma once

#include <set>
#include <vector>

#include "compiler/invariants/conditions.h"
#include "compiler/invariants/samples.h"

namespace bpol::invariants {

class Nearby {
 public:
  // `frame`: of the request that is changed, or null where there is none that fits. Everything outlives this.
  Nearby(const Subject& subject, std::uint32_t action, const Condition& condition, const decision::Value* frame,
         Samples& samples);

  // For a field whose value now is `current` (null: absent). Only what fits the type; may be empty.
  std::vector<Json> For(const schema::Field& field, const Json& current) const;

 private:
  using Integers = std::set<std::int64_t>;
  std::vector<decision::Value> Scalars(const schema::Type& type) const;
  std::vector<decision::Value> Of(const Integers& integers) const;
  std::vector<decision::Value> Moneys() const;
  std::vector<decision::Value> Decimals() const;
  Integers Members(const schema::Type& type) const;
  Integers Numbers(const schema::Type& type) const;
  Integers Moments() const;
  Integers Days() const;
  Integers Spans() const;
  std::vector<Json> Texts(const schema::Type& type) const;
  std::vector<Json> Sets(const schema::Type& type, const Json& current) const;
  std::vector<Json> Maps(const schema::Field& field, const Json& current) const;
  std::vector<Json> Records(const schema::Field& field) const;
  std::vector<Json> Addresses() const;

  void Learn(std::uint32_t type, const decision::Value& value);
  void Read(const decision::Value& value, std::uint32_t type, std::span<const std::uint32_t> path);
  Integers Known(schema::TypeKind kind, std::uint32_t declaration = schema::kNone) const;

  const Subject& subject_;
  Samples& samples_;
  std::vector<Constant> known_;
  std::int64_t now_ = 0;
};

}  // namespace bpol::invariants
