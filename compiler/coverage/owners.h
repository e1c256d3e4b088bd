// Owners: which declaration a part of the text belongs to, and what a report calls it.
// Thread safety: immutable after construction; refers to the Compiled that it was made of.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/pipeline.h"

namespace bpol::coverage {

struct Owner {
  std::string name;  // `decide psd2_ais.access.AccountInformation`
  Span span;         // of the name where it is declared
  Span all;          // of the whole declaration
};

class Owners {
 public:
  explicit Owners(const compiler::Compiled& compiled);

  const std::vector<Owner>& all() const { return owners_; }
  // An index in all(). Nothing for what no module of the project declares: the standard library has tests of its own.
  std::optional<std::size_t> Of(Span span) const;
  // By the word and the last part of the name: `score FraudRisk`.
  std::optional<std::size_t> Named(std::string_view word, std::string_view name) const;

 private:
  std::vector<Owner> owners_;  // in order of modules and text
};

}  // namespace bpol::coverage
