#include <openssl/evp.h>

#include <algorithm>

#include "compiler/core/print.h"
#include "compiler/image/image.h"
#include "runtime/base/check.h"
#include "runtime/schema/schema_json.h"

namespace bpol::image {
namespace {

void PlaceScores(const core::Action& lowered, schema::Action& action) {
  action.scratch_size = lowered.scratch_size;
  for (schema::ScoreCell& place : action.scores) {
    const auto cell = std::ranges::find_if(lowered.cells, [&](const core::Cell& candidate) {
      const auto* score = std::get_if<core::ScoreCell>(&candidate.kind);
      return score != nullptr && score->score == place.score;
    });
    BPOL_CHECK(cell != lowered.cells.end(), "a score that an action names has a cell");
    place.offset = cell->offset;
  }
}

Result<std::string> Sha256(std::string_view text) {
  std::uint8_t digest[32];
  if (EVP_Digest(text.data(), text.size(), digest, nullptr, EVP_sha256(), nullptr) != 1)
    return Error{"SHA-256 is not available"};
  return ToHex(digest);
}

}  // namespace

Status CompleteSchema(const core::Program& program, schema::Unit& schema) {
  BPOL_CHECK(program.actions.size() == schema.actions.size(), "core and schema have the same actions");
  BPOL_CHECK(program.functions.size() == schema.function_count, "core and schema have the same functions");
  for (std::size_t i = 0; i < schema.actions.size(); ++i) PlaceScores(program.actions[i], schema.actions[i]);
  schema.hash.clear();
  BPOL_TRY(schema.hash, Sha256(core::Print(program) + schema::ToJson(schema)));
  return {};
}

}  // namespace bpol::image
