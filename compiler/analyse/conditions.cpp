#include "compiler/analyse/conditions.h"

#include "compiler/analyse/claim_search.h"

namespace bpol::analyse {

bool Conditions::CanBeTrue(std::span<const Claim> claims) {
  return ClaimSearch(*this).CanBeTrue(claims);
}

Truth Conditions::TruthOf(checked::ExprId condition, std::span<const Claim> given) {
  std::vector<Claim> claims(given.begin(), given.end());
  claims.push_back({condition, true});
  const bool can_hold = CanBeTrue(claims);
  claims.back().holds = false;
  const bool can_fail = CanBeTrue(claims);
  if (can_hold == can_fail) return Truth::Open;
  return can_hold ? Truth::Always : Truth::Never;
}

checked::ExprId Conditions::Resolve(checked::ExprId id) {
  while (true) {
    const checked::Node& node = unit_.At(id).node;
    if (const auto* unwrap = std::get_if<checked::Unwrap>(&node)) {
      id = unwrap->value;
    } else if (const auto* let = std::get_if<checked::Let>(&node)) {
      bindings_[let->variable] = let->value;
      id = let->body;
    } else if (const auto* element = std::get_if<checked::Element>(&node);
               element != nullptr && bindings_.contains(element->variable)) {
      id = bindings_[element->variable];
    } else if (const auto* read = std::get_if<checked::CellRead>(&node);
               read != nullptr && std::holds_alternative<checked::LetCell>(action_.cells[read->cell].kind)) {
      id = std::get<checked::LetCell>(action_.cells[read->cell].kind).value;
    } else {
      return id;
    }
  }
}

}  // namespace bpol::analyse
