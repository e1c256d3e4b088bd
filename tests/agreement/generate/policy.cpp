#include "tests/agreement/generate/policy.h"

#include "tests/agreement/generate/block_writer.h"
#include "tests/agreement/generate/lifecycle.h"
#include "tests/agreement/generate/params.h"
#include "tests/agreement/generate/routes.h"
#include "tests/agreement/generate/tables.h"

namespace bpol::agreement {
namespace {

constexpr int kPercentRouted = 30, kPercentLiving = 50;

}  // namespace

void Policy::AddModule(const std::string& name, const std::string& declarations) {
  std::string text = "module " + name + "\n";
  for (const std::string& other : modules) text += "use " + other + "\n";
  modules.push_back(name);
  files[name + ".bpol"] = text + declarations;
  files["bpol.toml"] = ManifestOf(vocabulary, modules);
}

Policy DrawPolicy(std::uint64_t seed) {
  Random random(seed);
  Random words = random.Fork(1), tables = random.Fork(2), blocks = random.Fork(3);
  Policy made{.vocabulary = DrawVocabulary(words), .files = {}};
  Random living = random.Fork(6);
  if (living.Chance(kPercentLiving)) AddStates(made.vocabulary);
  DrawTables(tables, made.vocabulary);
  Random params = random.Fork(5);
  DrawShapedParams(params, made.vocabulary);
  const std::string declarations = DeclarationsOf(made.vocabulary);
  std::string rules = BlockWriter(blocks, made.vocabulary).Write();
  if (made.vocabulary.living != kNone) rules += DrawLifecycle(living, made.vocabulary);
  Random routes = random.Fork(4);
  if (routes.Chance(kPercentRouted)) rules += DrawRoutes(routes, made.vocabulary);
  if (random.Chance(30)) {
    made.AddModule("words", declarations);
    made.AddModule("rules", rules);
  } else {
    made.AddModule("m", declarations + rules);
  }
  for (const GivenTable& table : made.vocabulary.tables)
    if (!table.file.empty()) made.files[table.file] = table.content;
  return made;
}

}  // namespace bpol::agreement
