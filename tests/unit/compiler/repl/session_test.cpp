#include "compiler/repl/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/project/file_source.h"

namespace bpol::repl {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr char kPolicy[] = R"(module shop.door
class public
default class public
enum Status { Open, Closed = "CLSD" }
record Pass { status: Status  until: Instant?  doors: Set<Int 0..99> max 8 }
entity Caller { name: String  age: Int 0..150 }
action Enter { subject: Caller  key pass_id: String? }
fact pass: Pass? from store passes by pass_id
rules Door for Enter {
    permit adult
        when subject.age >= 18
        require pass is present and pass.status == Open else "pass.closed"
    deny barred when subject.name == "Mallory" or subject.age > 120
}
fixture anna: Enter {
    subject: { name: "Anna", age: 44 }
    keys: { pass_id: "p1" }
    pass: { status: Open, until: 2026-12-01T00:00:00Z, doors: {1, 7} }
    now: 2026-11-20T10:00:00Z
}
)";

class SessionTest : public testing::Test {
 protected:
  static Result<Session> Of(std::string policy) {
    return Session::Open([policy = std::move(policy)](const compiler::Options& options) {
      return compiler::CompileModule(project::MemorySource({{"door.bpol", policy}}), "door.bpol", options);
    });
  }
  std::string Ask(std::string_view line) { return session_.Answer(line); }

  Session session_ = *Of(kPolicy);
};

TEST_F(SessionTest, SaysWhatThereIsAndWantsARequest) {
  EXPECT_THAT(session_.Greeting(), HasSubstr("fixtures: anna"));
  EXPECT_EQ(Ask("decide"), "no request is set; take a fixture's: given anna\n");
  EXPECT_EQ(Ask("1 + 1"), "no request is set; take a fixture's: given anna\n");
  EXPECT_EQ(Ask("   "), "");
  EXPECT_THAT(Ask("help"), HasSubstr("given NAME"));
}

TEST_F(SessionTest, ShowsAMistakeAsItWasTyped) {
  EXPECT_EQ(Ask("given anna"), "");
  EXPECT_EQ(Ask("set subject.name = \"Bob\""), "");
  const std::string said = Ask("set pass.until = 3 days");
  EXPECT_THAT(said, HasSubstr(" | pass.until = 3 days\n"));
  EXPECT_THAT(said, HasSubstr("= fix: pass.until = 3d\n"));
}

TEST_F(SessionTest, DecidesWhatWasSet) {
  EXPECT_EQ(Ask("given anna"), "");
  EXPECT_THAT(Ask("decide"), StartsWith("permit  adult\n"));
  EXPECT_EQ(Ask("set pass.status = Closed"), "");
  EXPECT_THAT(Ask("decide"), StartsWith("deny  pass.closed\n"));
  EXPECT_EQ(Ask("set pass.status = Open"), "");  // takes the place of the one before
  EXPECT_THAT(Ask("decide"), StartsWith("permit  "));
  EXPECT_EQ(Ask("set pass unavailable"), "");
  EXPECT_THAT(Ask("request"), testing::Not(HasSubstr("\"pass\"")));
}

TEST_F(SessionTest, EvaluatesExpressionsWithTheirTypes) {
  Ask("given anna");
  EXPECT_EQ(Ask("subject.age + 1"), "45: Int\n");
  EXPECT_EQ(Ask("subject.name"), "\"Anna\": String\n");
  EXPECT_EQ(Ask("pass"), "{ status: Open until: 2026-12-01T00:00:00Z doors: {1, 7} }: Pass?\n");
  EXPECT_EQ(Ask("pass is present and 7 in pass.doors"), "true: Bool\n");
  EXPECT_EQ(Ask("now + 3000000d"), "fault time.out_of_range\n");
  EXPECT_THAT(Ask("pass.doors"), HasSubstr("`pass` may be absent here"));
  Ask("set pass absent");
  EXPECT_EQ(Ask("pass"), "absent: Pass?\n");
}

TEST_F(SessionTest, ExplainsEveryLineWithTheValuesItMet) {
  Ask("given anna");
  const std::string told = Ask("explain");
  EXPECT_THAT(told, HasSubstr("shop.door.Door\n"));
  EXPECT_THAT(told, HasSubstr("subject.age = 44"));
  EXPECT_THAT(told, HasSubstr("subject.name = \"Anna\""));
}

// What is made of `not` and something else is one condition to the reader, with the value of the whole.
TEST_F(SessionTest, ExplainsAConditionAsItWasWritten) {
  Session session = *Of(R"(module m
class public
default class public
entity Caller { age: Int 0..150  doors: Set<Int 0..99> max 8 }
action Enter { subject: Caller }
rules Door for Enter {
    permit all
    review old when subject.age >= 50
    review young when subject.age <= 50
    review other when 7 not in subject.doors
    review none when subject.age > 3 unless subject.age > 40
    review inside when not (7 in subject.doors)
}
fixture anna: Enter { subject: { age: 44, doors: {7} }  now: 2026-11-20T10:00:00Z }
)");
  session.Answer("given anna");
  const std::string told = session.Answer("explain");
  const auto says = [](const std::string& condition, const std::string& value) {
    return testing::ContainsRegex("\n *" + condition + " +" + value + "\n");
  };
  EXPECT_THAT(told, says("subject.age >= 50", "false"));
  EXPECT_THAT(told, says("subject.age <= 50", "true"));
  EXPECT_THAT(told, says("7 not in subject.doors", "false"));
  EXPECT_THAT(told, says("subject.age > 40", "true"));
  EXPECT_THAT(told, says("7 in subject.doors", "true"));
  EXPECT_THAT(told, testing::Not(HasSubstr("unless")));
}

TEST_F(SessionTest, AMistakeIsToldAndChangesNothing) {
  Ask("given anna");
  EXPECT_THAT(Ask("set pass.status = Shut"), HasSubstr("error[E"));
  EXPECT_THAT(Ask("given bert"), HasSubstr("error[E0201]"));
  EXPECT_THAT(Ask("subject.aeg > 1"), HasSubstr("did you mean `age`?"));
  EXPECT_THAT(Ask("decide"), StartsWith("permit  "));
}

TEST_F(SessionTest, AProjectWithMistakesIsNotOpened) {
  EXPECT_THAT(Of("module m\nrules R for Nothing { permit all }\n").error().message, HasSubstr("error[E0201]"));
}

}  // namespace
}  // namespace bpol::repl
