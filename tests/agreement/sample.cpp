#include "tests/agreement/sample.h"

#include "tests/agreement/generate/request_writer.h"

namespace bpol::agreement {
namespace {

std::uint64_t StateOf(std::uint64_t seed, std::uint32_t unit) {
  return Random(seed).Fork(unit + 1).Next();
}

}  // namespace

Sample::Sample(std::uint64_t seed, std::uint32_t unit) : state_(StateOf(seed, unit)), policy_(DrawPolicy(state_)) {}

Case Sample::DrawCase(const schema::Unit& schema, std::uint32_t request) const {
  Random random = Random(state_).Fork(request + 1);
  std::vector<std::string> lines;
  for (const schema::Line& line : schema.lines) lines.push_back(line.id);
  Case made;
  made.action = static_cast<std::uint32_t>(random.Below(policy_.vocabulary.actions.size()));
  RequestWriter writer(random, policy_.vocabulary);
  made.request = writer.Write(policy_.vocabulary.actions[made.action], lines);
  return made;
}

}  // namespace bpol::agreement
