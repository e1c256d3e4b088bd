#include <gtest/gtest.h>

#include <algorithm>

#include "runtime/base/bytes.h"
#include "tests/unit/compiler/cli/run_bpol.h"

namespace bpol::cli {
namespace {

namespace fs = std::filesystem;

// tests/projects/NAME/requests/ACTION.jsonl is a test: by each engine it gives what stands in ACTION.decisions. To take
// over what is said now, run with BPOL_UPDATE=1 and read the difference.
std::vector<std::string> RequestFiles() {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(ProjectPath("")))
    if (entry.path().extension() == ".jsonl") files.push_back(entry.path().string());
  std::ranges::sort(files);
  return files;
}

class Requests : public testing::TestWithParam<std::string> {};

TEST_P(Requests, GiveTheDecisionsBesideThem) {
  const fs::path file = GetParam();
  const std::string project = file.parent_path().parent_path().string(), action = file.stem().string();
  const std::string expected = fs::path(file).replace_extension(".decisions").string();
  for (const std::string engine : {"plain", "native", "both"}) {
    const Ended ended = RunBpol({"eval", project, "--action", action, "--input", file.string(), "--engine", engine});
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(ended.err, "");
    const std::string said = WithoutHashes(ended.out);
    if (engine == "plain" && std::getenv("BPOL_UPDATE") != nullptr) {
      ASSERT_TRUE(WriteFile(expected, said).ok());
    }
    EXPECT_EQ(said, *ReadFile(expected)) << engine;
  }
}

std::string NameOf(const testing::TestParamInfo<std::string>& one) {
  const fs::path file = one.param;
  return file.parent_path().parent_path().filename().string() + "_" + file.stem().string();
}

INSTANTIATE_TEST_SUITE_P(Projects, Requests, testing::ValuesIn(RequestFiles()), NameOf);

TEST(Eval, AnswersEveryLineOnce) {
  const std::string request = R"({"subject":{"age":20,"blocked":false},"now":"2026-11-20T08:00:00Z"})"
                              "\n";
  std::string input;
  for (int i = 0; i < 20'000; ++i) input += i % 3 == 0 ? "nonsense\n" : request;
  const Ended ended = RunBpol({"eval", ProjectPath("one_line"), "--action", "Enter"}, input);
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_EQ(std::ranges::count(ended.out, '\n'), 20'000);
}

TEST(Eval, ALineAboveTheLimitIsRefusedAndTheStreamGoesOn) {
  const std::string longest = R"({"subject":{"age":20,"blocked":false},"now":"2026-11-20T08:00:00Z"})";
  for (const std::size_t size :
       {(std::size_t{1} << 20) - 1, std::size_t{1} << 20, (std::size_t{1} << 20) + 1, std::size_t{5} << 20}) {
    const std::string padded = longest + std::string(size - longest.size(), ' ');
    const Ended ended = RunBpol({"eval", ProjectPath("one_line"), "--action", "Enter", "--engine", "both"},
                                padded + "\n" + longest + "\n");
    EXPECT_EQ(ended.status, 0) << ended.err;
    const std::string first = ended.out.substr(0, ended.out.find('\n'));
    EXPECT_EQ(first.find("input.too_large") != std::string::npos, size > (1u << 20)) << size << " " << first;
    EXPECT_NE(ended.out.find("\"permit\"", first.size()), std::string::npos) << size;
  }
}

TEST(Eval, WhatCannotBeAskedIsAUsageError) {
  const std::string project = ProjectPath("one_line");
  const struct {
    std::vector<std::string> arguments;
    std::string_view said;
  } kRows[] = {
      {{"eval", project, "--action", "Leave"}, "bpol: `one_line` has no action `Leave`; it has `Enter`\n"},
      {{"eval", project}, "bpol: --action is required\ntry `bpol eval --help`\n"},
      {{"eval", project, "--action", "Enter", "--input", "/none/x"},
       "bpol: cannot open `/none/x`: No such file or directory\n"},
      {{"eval", project, "--action", "Enter", "--input", "/"}, "bpol: cannot read `/`: Is a directory\n"},
      {{"eval", "/none", "--action", "Enter"}, "bpol: there is no file or folder `/none`\n"},
  };
  for (const auto& row : kRows) {
    const Ended ended = RunBpol(row.arguments);
    EXPECT_EQ(ended.status, 2);
    EXPECT_EQ(ended.out, "");
    EXPECT_EQ(ended.err, row.said);
  }
  EXPECT_EQ(RunBpol({"eval", project, "--action", "Enter", "--engine", "quantum"}).status, 2);
}

TEST(Eval, APolicyWithMistakesDecidesNothing) {
  Folder folder;
  const std::string file = folder.Write("a.bpol", "module a\nrules R for Nothing { permit all }\n");
  const Ended ended = RunBpol({"eval", file, "--action", "Nothing"}, "{}\n");
  EXPECT_EQ(ended.status, 1);
  EXPECT_EQ(ended.out, "");
  EXPECT_NE(ended.err.find("a.bpol:2:13"), std::string::npos) << ended.err;
}

}  // namespace
}  // namespace bpol::cli
