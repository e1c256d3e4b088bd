#include "tests/agreement/generate/lifecycle.h"

#include "tests/agreement/generate/expressions.h"

namespace bpol::agreement {
namespace {

class LifecycleWriter {
 public:
  LifecycleWriter(Random& random, const Vocabulary& vocabulary) : random_(random), vocabulary_(vocabulary) {}

  std::string Write() {
    std::string text = "lifecycle Phase for " + vocabulary_.records[vocabulary_.living].name + " {\n    start open\n";
    for (std::uint64_t more = 3 + random_.Below(4); more > 0; --more) text += Drawn();
    // What always fits stands last, so that none is in vain.
    text += "    open becomes held on take by owner, staff\n    held becomes done on give by owner\n";
    return text + "    held becomes dead on clock when " + When() + "\n    final done, dead\n}\n";
  }

 private:
  std::string Drawn() {
    const bool open = random_.Chance(60);
    const std::string to = random_.Chance(40) ? (open ? "held" : "open") : random_.Chance(50) ? "done" : "dead";
    const std::string event = random_.Pick(kEvents);
    std::string by;
    if (event != "clock") by = random_.Chance(30) ? " by owner, staff" : std::string(" by ") + random_.Pick(kActors);
    return "    " + std::string(open ? "open" : "held") + " becomes " + to + " on " + event + by + " when " + When() +
           "\n";
  }

  // Over the record's own fields, params, tables and the time.
  std::string When() {
    Scope scope;
    Path object{.text = "", .type = {.kind = TypeKind::Record, .declaration = vocabulary_.living}};
    object.near = true;
    AddBelow(vocabulary_, std::move(object), scope.paths);
    scope.paths.push_back({.text = "now", .type = {.kind = TypeKind::Instant}});
    for (const GivenParam& param : vocabulary_.params) {
      Path path{.text = param.name, .type = param.type, .optional = param.optional, .fixed = true};
      AddBelow(vocabulary_, std::move(path), scope.paths);
    }
    ExprWriter writer(random_, vocabulary_, scope);
    const Condition when = writer.Cond(static_cast<int>(random_.Below(3)));
    if (!random_.Chance(20)) return when.text;
    Learn(scope.known, when.if_true);
    return when.text + " unless " + writer.Cond(0).text;
  }

  Random& random_;
  const Vocabulary& vocabulary_;
};

}  // namespace

void AddStates(Vocabulary& vocabulary) {
  GivenEnum phase{.name = "Phase", .words = {}};
  for (const char* word : {"open", "held", "done", "dead"}) phase.words.push_back({word, word});
  phase.usual = phase.words;
  vocabulary.living = vocabulary.facts.front().type.declaration;
  const GivenType type{.kind = TypeKind::Enum, .declaration = static_cast<std::uint32_t>(vocabulary.enums.size())};
  vocabulary.records[vocabulary.living].members.push_back({.name = "phase", .type = type});
  vocabulary.enums.push_back(std::move(phase));
}

std::string DrawLifecycle(Random& random, const Vocabulary& vocabulary) {
  return LifecycleWriter(random, vocabulary).Write();
}

}  // namespace bpol::agreement
