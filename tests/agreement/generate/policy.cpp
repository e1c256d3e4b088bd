#include "tests/agreement/generate/policy.h"

#include "tests/agreement/generate/block_writer.h"
#include "tests/agreement/generate/tables.h"

namespace bpol::agreement {

Policy DrawPolicy(std::uint64_t seed) {
  Random random(seed);
  Random words = random.Fork(1), tables = random.Fork(2), blocks = random.Fork(3);
  Policy made{.vocabulary = DrawVocabulary(words), .files = {}};
  DrawTables(tables, made.vocabulary);
  const std::string declarations = DeclarationsOf(made.vocabulary);
  const std::string rules = BlockWriter(blocks, made.vocabulary).Write();
  if (random.Chance(30)) {
    made.files["words.bpol"] = "module words\n" + declarations;
    made.files["rules.bpol"] = "module rules\nuse words\n" + rules;
    made.files["bpol.toml"] = ManifestOf(made.vocabulary, {"words.bpol", "rules.bpol"});
  } else {
    made.files["all.bpol"] = "module m\n" + declarations + rules;
    made.files["bpol.toml"] = ManifestOf(made.vocabulary, {"all.bpol"});
  }
  for (const GivenTable& table : made.vocabulary.tables)
    if (!table.file.empty()) made.files[table.file] = table.content;
  return made;
}

}  // namespace bpol::agreement
