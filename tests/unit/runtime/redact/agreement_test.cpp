// The stream and the tree must agree on every body, wherever pieces begin and end.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <utility>

#include "tests/support/redact/raw_json.h"
#include "tests/support/redact/sample.h"

namespace bpol::redact {
namespace {

using Kind = Problem::Kind;

struct Streamed {
  Kind problem = Kind::None;
  std::string body;
  Counts counts;
};

class Agreement : public testing::Test {
 protected:
  // `piece` gives the size of the next piece.
  template <typename Piece>
  Streamed Stream(const std::string& body, Piece piece) {
    redactor_.Start(plan_, context_);
    std::string out;
    std::string_view rest = body;
    bool ok = true;
    while (ok && !rest.empty()) {
      // A copy of its own size, so that a read past the piece is seen by the sanitizer.
      const std::string copy(rest.substr(0, piece()));
      ok = redactor_.Feed(copy, out);
      rest.remove_prefix(copy.size());
    }
    if (ok) ok = redactor_.Finish(out);
    EXPECT_EQ(ok, redactor_.problem().kind == Kind::None);
    return {redactor_.problem().kind, out, redactor_.counts()};
  }

  void SetAnswers(std::uint32_t bits) {
    const std::vector<std::uint32_t>& functions = plan_.request_functions();
    answers_.resize(functions.size());
    for (std::size_t i = 0; i < functions.size(); ++i)
      answers_[i] = (bits >> i & 1) != 0 ? Answer::Holds : Answer::Fails;
    context_ = {.request = answers_, .objects = &objects_, .keys = &keys_, .today = 20'777};
  }

  TreeAnswer Tree(const std::string& body) {
    const auto request = [this](std::uint32_t function) {
      const auto& functions = plan_.request_functions();
      return answers_[static_cast<std::size_t>(std::ranges::find(functions, function) - functions.begin())];
    };
    return RedactTree(sample_.unit, sample_.redaction, {.request = request, .context = context_, .limits = limits_},
                      body);
  }

  void Check(const std::string& body, std::mt19937& random) {
    const TreeAnswer tree = Tree(body);
    const Streamed whole = Stream(body, [] { return std::string::npos; });
    const Streamed bytes = Stream(body, [] { return 1; });
    const Streamed pieces = Stream(body, [&random] { return 1 + random() % 40; });
    for (const Streamed& streamed : {whole, bytes, pieces}) {
      ASSERT_EQ(streamed.problem == Kind::None, tree.problem == Kind::None) << body;
      ASSERT_EQ(streamed.problem, whole.problem) << body;
      if (tree.problem != Kind::None) continue;
      ASSERT_EQ(Canonical(streamed.body), Canonical(tree.body)) << body;
      ASSERT_EQ(streamed.counts, tree.counts) << body;
    }
    ++met_[static_cast<std::size_t>(whole.problem)];
  }

  Sample sample_ = MakeSample();
  Plan plan_ = std::move(Plan::Make(sample_.unit, sample_.redaction)).value();
  Limits limits_;
  Redactor redactor_;
  std::vector<Answer> answers_;
  SampleObjects objects_;
  SampleKeys keys_;
  Context context_;
  std::array<int, 6> met_{};
};

TEST_F(Agreement, OnBodiesThatFit) {
  std::mt19937 random(1);
  for (int i = 0; i < 1500; ++i) {
    SetAnswers(random());
    Check(MakeBody(random, random() % 4, 0), random);
  }
  EXPECT_EQ(met_[0], 1500);
}

TEST_F(Agreement, OnBodiesWithMistakes) {
  std::mt19937 random(2);
  for (int i = 0; i < 4000; ++i) {
    SetAnswers(random());
    Check(MakeBody(random, random() % 3, 10 + random() % 60), random);
  }
  EXPECT_GT(met_[static_cast<std::size_t>(Kind::None)], 400);
  EXPECT_GT(met_[static_cast<std::size_t>(Kind::Malformed)], 400);
  EXPECT_GT(met_[static_cast<std::size_t>(Kind::Misfit)], 400);
  EXPECT_GT(met_[static_cast<std::size_t>(Kind::Duplicate)], 100);
}

// Bytes of a good body changed, taken out or doubled.
TEST_F(Agreement, OnDamagedBodies) {
  std::mt19937 random(3);
  for (int i = 0; i < 4000; ++i) {
    SetAnswers(random());
    std::string body = MakeBody(random, 1, 0);
    for (int j = static_cast<int>(random() % 3); j >= 0; --j) {
      const std::size_t at = random() % body.size();
      switch (random() % 4) {
        case 0:
          body[at] = static_cast<char>(random());
          break;
        case 1:
          body.erase(at, 1 + random() % 3);
          break;
        case 2:
          body.insert(at, 1, "\"\\{}[],:0-e \x80"[random() % 13]);
          break;
        default:
          body.resize(at);
          break;
      }
      if (body.empty()) body = " ";
    }
    Check(body, random);
  }
  EXPECT_GT(met_[static_cast<std::size_t>(Kind::Malformed)], 1000);
}

TEST_F(Agreement, WhereverABodyIsCutInTwo) {
  std::mt19937 random(5);
  for (int i = 0; i < 12; ++i) {
    SetAnswers(random());
    const std::string body = MakeBody(random, 1 + random() % 2, i < 6 ? 0 : 40);
    const Streamed whole = Stream(body, [] { return std::string::npos; });
    for (std::size_t cut = 1; cut < body.size(); ++cut) {
      bool first = true;
      const Streamed cut_in_two =
          Stream(body, [&first, cut] { return std::exchange(first, false) ? cut : std::string::npos; });
      ASSERT_EQ(cut_in_two.problem, whole.problem) << body << " cut at " << cut;
      if (whole.problem != Kind::None) continue;
      ASSERT_EQ(Canonical(cut_in_two.body), Canonical(whole.body)) << body << " cut at " << cut;
      ASSERT_EQ(cut_in_two.counts, whole.counts) << body << " cut at " << cut;
    }
  }
}

// Long enough that a piece is looked at in parts, and objects stand across them.
TEST_F(Agreement, OnLongBodies) {
  std::mt19937 random(6);
  for (int i = 0; i < 12; ++i) {
    SetAnswers(random());
    const std::string body = MakeBody(random, 150 + random() % 50, i < 8 ? 0 : 400);
    ASSERT_GT(body.size(), 48u << 10);
    Check(body, random);
  }
  EXPECT_GE(met_[static_cast<std::size_t>(Kind::None)], 8);
}

TEST_F(Agreement, WithSmallLimits) {
  std::mt19937 random(4);
  for (int i = 0; i < 1500; ++i) {
    limits_ = {.object_bytes = 20 + random() % 500, .scalar_bytes = 10 + random() % 20, .unknown_names = 1024};
    redactor_ = Redactor(limits_);
    SetAnswers(random());
    Check(MakeBody(random, random() % 3, 0), random);
  }
  EXPECT_GT(met_[static_cast<std::size_t>(Kind::None)], 300);
  EXPECT_GT(met_[static_cast<std::size_t>(Kind::Misfit)], 100);
}

}  // namespace
}  // namespace bpol::redact
