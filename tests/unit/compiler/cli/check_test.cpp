#include <gtest/gtest.h>

#include <algorithm>

#include "runtime/base/bytes.h"
#include "tests/unit/compiler/cli/run_bpol.h"

namespace bpol::cli {
namespace {

constexpr char kManifest[] = "[project]\nname = \"p\"\nversion = \"1\"\nmodules = [\"a.bpol\"]\n";
constexpr char kPolicy[] =
    "module a\nentity Caller { age: Int 0..150 }\naction Enter { subject: Caller }\n"
    "rules Door for Enter {\n    permit adult when subject.age >= 18\n}\n";

void ExpectIn(const std::string& part, const std::string& whole) {
  EXPECT_NE(whole.find(part), std::string::npos) << "`" << part << "` is not in:\n" << whole;
}

TEST(Check, SaysThatAllIsWell) {
  const Ended ended = RunBpol({"check", ProjectPath("one_line")});
  EXPECT_EQ(ended.status, 0) << ended.err;
  ExpectIn("one_line 1: no mistakes found; 1 action, 2 lines, 0 tests\n", ended.out);
  EXPECT_EQ(ended.err, "");
}

TEST(Check, TakesAFolderItsManifestOrOneFile) {
  Folder folder;
  folder.Write("bpol.toml", kManifest);
  const std::string file = folder.Write("a.bpol", kPolicy);
  EXPECT_EQ(RunBpol({"check", folder.path()}).status, 0);
  EXPECT_EQ(RunBpol({"check", folder.Path("bpol.toml")}).status, 0);
  EXPECT_EQ(RunBpol({"check", file}).status, 0);
}

TEST(Check, WhatCannotBeReadEndsWithTwo) {
  Folder folder;
  const struct {
    std::vector<std::string> arguments;
    std::string said;
  } rows[] = {
      {{"check", folder.Path("none")}, "bpol: there is no file or folder `" + folder.Path("none") + "`\n"},
      {{"check", folder.path()},
       "bpol: `" + folder.path() + "/bpol.toml` does not exist; a project is a folder with a file `bpol.toml`\n"},
      {{"check", folder.Write("x.txt", "")},
       "bpol: `" + folder.Path("x.txt") +
           "` is neither a project's folder nor a policy file; policy files end in `.bpol`\n"},
      {{"check"}, "bpol: PROJECT is required\ntry `bpol check --help`\n"},
      {{}, "bpol: A subcommand is required\ntry `bpol --help`\n"},
  };
  for (const auto& row : rows) {
    const Ended ended = RunBpol(row.arguments);
    EXPECT_EQ(ended.status, 2) << ended.err;
    EXPECT_EQ(ended.err, row.said);
    EXPECT_EQ(ended.out, "");
  }
  EXPECT_EQ(RunBpol({"chekc", "."}).status, 2);
  EXPECT_EQ(RunBpol({"check", ProjectPath("one_line"), "--print=colour"}).status, 2);
  EXPECT_EQ(RunBpol({"check", ProjectPath("one_line"), "--stop-after=parse", "--print=core"}).status, 2);
}

TEST(Check, NamesEveryMistakeOfTheManifestWithItsLine) {
  Folder folder;
  folder.Write("bpol.toml", "[project]\nname = 3\nversion = \"1\"\nmodules = [\"../a.bpol\"]\ncolour = 1\n");
  const Ended ended = RunBpol({"check", folder.path()});
  EXPECT_EQ(ended.status, 1);
  ExpectIn("bpol.toml:2:8", ended.err);
  ExpectIn("bpol.toml:4:12", ended.err);
  ExpectIn("leads out of the project's folder", ended.err);
  ExpectIn("bpol.toml:5:1", ended.err);
  ExpectIn("3 errors, 0 warnings\n", ended.err);
}

TEST(Check, BadTomlIsOneMessage) {
  Folder folder;
  folder.Write("bpol.toml", "[project\nname = \"p\"\n");
  const Ended ended = RunBpol({"check", folder.path()});
  EXPECT_EQ(ended.status, 1);
  ExpectIn("error[E1009]", ended.err);
  ExpectIn("1 error, 0 warnings\n", ended.err);
}

TEST(Check, MistakesAsJson) {
  Folder folder;
  const std::string file = folder.Write("a.bpol", "module a\nrules R for Nothing { permit all }\n");
  const Ended ended = RunBpol({"check", file, "--format", "json"});
  EXPECT_EQ(ended.status, 1);
  EXPECT_EQ(ended.err, "");
  ExpectIn("{\"code\":\"E0201\",\"severity\":\"error\"", ended.out);
  ExpectIn("\"line\":2", ended.out);
  EXPECT_EQ(std::ranges::count(ended.out, '\n'), 1);
  EXPECT_EQ(RunBpol({"check", ProjectPath("one_line"), "--format", "json"}).out, "");
}

TEST(Check, MistakesAsSarif) {
  Folder folder;
  const std::string file = folder.Write("a.bpol", "module a\nrules R for Nothing { permit all }\n");
  const Ended ended = RunBpol({"check", file, "--format", "sarif"});
  EXPECT_EQ(ended.status, 1);
  EXPECT_EQ(ended.err, "");
  ExpectIn("\"ruleId\": \"E0201\"", ended.out);
  const Ended good = RunBpol({"check", ProjectPath("one_line"), "--format", "sarif"});
  EXPECT_EQ(good.status, 0);
  ExpectIn("\"results\": []", good.out);
}

TEST(Check, FixesWhatIsCertainInTheFileAndChecksAgain) {
  Folder folder;
  const std::string file =
      folder.Write("a.bpol",
                   "module a\nentity Caller { age: Int 0..150  known: Bool }\naction Enter { subject: Caller }\n"
                   "rules Door for Enter {\n    permit adult when subject.agee >= 18 && subject.known\n}\n");
  const Ended parsed = RunBpol({"check", "--fix", file});
  EXPECT_EQ(parsed.status, 1);
  ExpectIn("a.bpol:5:42: `&&` becomes `and`\n", parsed.out);
  ExpectIn("`Caller` has no field `agee`", parsed.err);
  const Ended fixed = RunBpol({"check", "--fix", file});
  EXPECT_EQ(fixed.status, 0) << fixed.err;
  ExpectIn("`agee` becomes `age`\n", fixed.out);
  const auto text = ReadFile(file);
  ASSERT_TRUE(text.ok());
  ExpectIn("    permit adult when subject.age >= 18 and subject.known\n", *text);
  EXPECT_EQ(RunBpol({"check", "--fix", file}).out.find("becomes"), std::string::npos);
}

TEST(Check, PeriodsAreHeldAgainstTheDayThatIsGiven) {
  Folder folder;
  std::string text = kPolicy;
  text.replace(text.find("adult"), 5, "adult until 2026-11-20");
  const std::string file = folder.Write("a.bpol", text);
  EXPECT_EQ(RunBpol({"check", file, "--today", "2026-11-20"}).err, "");
  ExpectIn("warning[W0404]", RunBpol({"check", file, "--today", "2026-11-21"}).err);
  EXPECT_EQ(RunBpol({"check", file, "--today", "tomorrow"}).status, 2);
}

TEST(Check, EveryStagePrintsItself) {
  const struct {
    std::string what;
    std::string_view holds;
  } kRows[] = {{"syntax", "permit adult"},
               {"checked", "permit shop.Door.adult reason adult when (>= subject.age 18)"},
               {"schema", "\"id\": \"shop.Door.adult\""},
               {"core", "(program"},
               {"llvm", "define"}};
  for (const auto& row : kRows) {
    const Ended ended = RunBpol({"check", ProjectPath("one_line"), "--print=" + row.what});
    EXPECT_EQ(ended.status, 0) << row.what << ended.err;
    ExpectIn(std::string(row.holds), ended.out);
  }
  const Ended redaction = RunBpol({"check", ProjectPath("consent"), "--print=redaction"});
  EXPECT_EQ(redaction.out,
            "Read\n"
            "  account_id  public      keep\n"
            "  owner       personal    keep if [bank.access.AccountView: owner keep], else mask text\n"
            "  iban        personal    mask iban\n"
            "  note        personal    remove\n");
}

TEST(Check, StopsWhereItIsTold) {
  Folder folder;
  const std::string file = folder.Write("a.bpol", "module a\nrules R for Nothing { permit all }\n");
  EXPECT_EQ(RunBpol({"check", file, "--stop-after=parse"}).status, 0);
  EXPECT_EQ(RunBpol({"check", file, "--stop-after=resolve"}).status, 1);
}

TEST(Check, ObligationsThatTheHostCannotFulfilAreRefused) {
  Folder folder;
  folder.Write("bpol.toml", std::string(kManifest) + "[host]\nobligations = [\"notify\"]\n[limits]\ncost = 1\n");
  folder.Write("a.bpol",
               "module a\nentity Caller { age: Int 0..150 }\naction Enter { subject: Caller }\nobligation alarm()\n"
               "rules Door for Enter {\n    permit adult when subject.age >= 18 oblige alarm()\n}\n");
  const Ended ended = RunBpol({"check", folder.path()});
  EXPECT_EQ(ended.status, 1);
  ExpectIn("`Enter` obliges to `alarm`, which the host cannot do", ended.err);
  ExpectIn("the manifest allows 1", ended.err);
}

TEST(Fmt, WritesTheCanonicalFormOnce) {
  Folder folder;
  const std::string file = folder.Write("a.bpol", "module a\nentity   Caller {   age: Int 0..150 }\n");
  const Ended unformatted = RunBpol({"fmt", "--check", file});
  EXPECT_EQ(unformatted.status, 1);
  EXPECT_EQ(unformatted.out, file + " is not formatted; `bpol fmt` mends it\n");
  EXPECT_EQ(RunBpol({"fmt", folder.path()}).out, "formatted " + file + "\n");
  EXPECT_EQ(*ReadFile(file), "module a\nentity Caller { age: Int 0..150 }\n");
  EXPECT_EQ(RunBpol({"fmt", "--check", folder.path()}).status, 0);
  EXPECT_EQ(RunBpol({"fmt", file}).out, "");
}

TEST(Fmt, LeavesAloneWhatItCannotRead) {
  Folder folder;
  const std::string text = "module a\nentity Caller { age }\n";
  const std::string file = folder.Write("a.bpol", text);
  const Ended ended = RunBpol({"fmt", file});
  EXPECT_EQ(ended.status, 1);
  EXPECT_NE(ended.err, "");
  EXPECT_EQ(*ReadFile(file), text);
  EXPECT_EQ(RunBpol({"fmt", folder.Path("none.bpol")}).status, 2);
}

TEST(Build, TheSameProjectGivesTheSameBytes) {
  Folder folder;
  const std::string first = folder.Path("first"), second = folder.Path("second");
  EXPECT_EQ(RunBpol({"build", ProjectPath("consent"), "-o", first}).status, 0);
  EXPECT_EQ(RunBpol({"build", ProjectPath("consent") + "/", "-o", second}).status, 0);
  EXPECT_EQ(*ReadFile(first), *ReadFile(second));
  EXPECT_EQ(RunBpol({"build", ProjectPath("consent") + "/access.bpol", "-o", first}).status, 1);
  EXPECT_EQ(RunBpol({"build", ProjectPath("one_line") + "/access.bpol", "-o", first}).status, 2);
  EXPECT_EQ(RunBpol({"build", ProjectPath("one_line"), "-o", folder.Path("none/x")}).status, 2);
}

TEST(Help, IsThereForEveryCommand) {
  for (const std::string command : {"check", "eval", "test", "fmt", "build", "audit"}) {
    const Ended ended = RunBpol({command, "--help"});
    EXPECT_EQ(ended.status, 0);
    ExpectIn("Usage: bpol " + command, ended.out);
  }
  EXPECT_EQ(RunBpol({"--help"}).status, 0);
}

}  // namespace
}  // namespace bpol::cli
