// Responses of an upstream that lies: the streaming redactor against the tree redactor, in pieces as the input says.
// The first byte answers the request's conditions, the second picks the limits, the third seeds the sizes of pieces.
#include <algorithm>
#include <random>

#include "runtime/base/check.h"
#include "tests/support/redact/raw_json.h"
#include "tests/support/redact/sample.h"

namespace bpol::redact {
namespace {

struct Fixture {
  Sample sample = MakeSample();
  Plan plan = std::move(Plan::Make(sample.unit, sample.redaction)).value();
  SampleObjects objects;
  SampleKeys keys;
};

struct Streamed {
  Problem::Kind problem = Problem::Kind::None;
  std::string body;
  Counts counts;
};

template <typename Piece>
Streamed Stream(const Plan& plan, const Context& context, const Limits& limits, std::string_view body, Piece piece) {
  Redactor redactor(limits);
  redactor.Start(plan, context);
  std::string out;
  bool ok = true;
  while (ok && !body.empty()) {
    const std::string copy(body.substr(0, piece()));
    ok = redactor.Feed(copy, out);
    body.remove_prefix(copy.size());
  }
  if (ok) ok = redactor.Finish(out);
  BPOL_CHECK(ok == (redactor.problem().kind == Problem::Kind::None), "a refusal has a problem");
  return {redactor.problem().kind, out, redactor.counts()};
}

void Compare(const Streamed& left, const Streamed& right) {
  const bool refused = left.problem != Problem::Kind::None;
  BPOL_CHECK(refused == (right.problem != Problem::Kind::None), "where pieces end changes no refusal");
  if (refused) return;
  BPOL_CHECK(Canonical(left.body) == Canonical(right.body), "where pieces end changes no answer");
  BPOL_CHECK(left.counts == right.counts, "where pieces end changes no count");
}

void CheckBody(Fixture& fixture, std::uint8_t bits, const Limits& limits, std::uint32_t seed, std::string_view body) {
  const std::vector<std::uint32_t>& functions = fixture.plan.request_functions();
  std::vector<Answer> answers(functions.size());
  for (std::size_t i = 0; i < answers.size(); ++i) answers[i] = (bits >> i & 1) != 0 ? Answer::Holds : Answer::Fails;
  const Context context{.request = answers, .objects = &fixture.objects, .keys = &fixture.keys, .today = 20'777};
  const auto request = [&](std::uint32_t function) {
    return answers[static_cast<std::size_t>(std::ranges::find(functions, function) - functions.begin())];
  };
  const TreeAnswer tree = RedactTree(fixture.sample.unit, fixture.sample.redaction,
                                     {.request = request, .context = context, .limits = limits}, body);
  std::minstd_rand random(seed);
  const Streamed whole = Stream(fixture.plan, context, limits, body, [] { return std::string_view::npos; });
  Compare(whole, Stream(fixture.plan, context, limits, body, [] { return 1; }));
  Compare(whole, Stream(fixture.plan, context, limits, body, [&random] { return 1 + random() % 64; }));
  BPOL_CHECK((whole.problem == Problem::Kind::None) == (tree.problem == Problem::Kind::None),
             "stream and tree refuse the same bodies");
  if (tree.problem == Problem::Kind::None) Compare(whole, {tree.problem, tree.body, tree.counts});
}

}  // namespace
}  // namespace bpol::redact

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bpol::redact;
  static Fixture& fixture = *new Fixture;
  // The tree tells undeclared names apart without a limit.
  constexpr std::size_t kMostBytes = 8192;
  if (size < 3 || size > kMostBytes) return 0;
  Limits limits{.unknown_names = kMostBytes};
  if ((data[1] & 1) != 0) limits.object_bytes = 16 + data[1] * 4u;
  if ((data[1] & 2) != 0) limits.scalar_bytes = 8 + data[1] / 4u;
  CheckBody(fixture, data[0], limits, data[2], {reinterpret_cast<const char*>(data) + 3, size - 3});
  return 0;
}
