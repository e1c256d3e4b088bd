#include <cstdio>
#include <cstdlib>
#include <map>

#include "tests/agreement/engines.h"
#include "tests/agreement/generate/policy.h"
#include "tests/agreement/generate/request_writer.h"

using namespace bpol;
using namespace bpol::agreement;

int main(int argc, char** argv) {
  const int first = argc > 1 ? atoi(argv[1]) : 0, count = argc > 2 ? atoi(argv[2]) : 10,
            requests = argc > 3 ? atoi(argv[3]) : 100;
  const bool native = argc > 4;
  int bad = 0;
  std::map<std::string, int> tally;
  for (int seed = first; seed < first + count; ++seed) {
    const Policy policy = DrawPolicy(seed);
    auto engines = Engines::Compile(policy.files);
    if (!engines.ok()) {
      if (++bad <= 3) {
        printf("seed %d: %s\n", seed, engines.error().message.c_str());
        for (auto& [name, text] : policy.files)
          if (count == 1) printf("--- %s\n%s", name.c_str(), text.c_str());
      }
      continue;
    }
    if (native)
      if (const Status s = (*engines)->Add({}); !s.ok()) {
        printf("seed %d: %s\n", seed, s.error().message.c_str());
        continue;
      }
    Random random(seed * 77 + 1);
    RequestWriter writer(random, policy.vocabulary);
    std::vector<std::string> lines;
    for (const auto& line : (*engines)->schema().lines) lines.push_back(line.id);
    for (int i = 0; i < requests; ++i) {
      Case given;
      given.action = random.Below(policy.vocabulary.actions.size());
      given.request = writer.Write(policy.vocabulary.actions[given.action], lines);
      const auto found = (*engines)->Compare(given);
      if (found) {
        printf("seed %d request %d: %s\n  %s\n  %s\n  %s\n", seed, i, found->making.c_str(), given.request.c_str(),
               found->plain.c_str(), found->native.c_str());
        break;
      }
      const auto& r = (*engines)->ruling();
      tally[std::string(decision::EffectName(r.effect))]++;
      if (r.fault != values::Fault::None)
        tally["fault " + std::string(values::FaultCode(r.fault))]++, tally["faults"]++;
    }
  }
  printf("%d bad\n", bad);
  for (auto& [k, v] : tally) printf("%s %d\n", k.c_str(), v);
}
