#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/compiler/cli/run_bpol.h"
#include "tests/unit/runtime/audit/record_file.h"

namespace bpol::cli {
namespace {

TEST(Audit, VerifiesARecordThatNobodyTouched) {
  Folder folder;
  const std::string file = folder.Write("record", audit::Join(audit::MakeLines(9)));
  const Ended ended = RunBpol({"audit", "verify", file});
  EXPECT_EQ(ended.status, 0) << ended.out;
  EXPECT_EQ(ended.err, "");
  EXPECT_NE(ended.out, "");
}

TEST(Audit, NamesTheRecordThatWasTouched) {
  Folder folder;
  std::vector<std::string> lines = audit::MakeLines(9);
  const std::size_t at = lines[4].find("permit");
  ASSERT_NE(at, std::string::npos);
  lines[4][at] = 'P';
  const Ended ended = RunBpol({"audit", "verify", folder.Write("record", audit::Join(lines))});
  EXPECT_EQ(ended.status, 1);
  EXPECT_NE(ended.out.find("record 5"), std::string::npos) << ended.out;
}

TEST(Audit, ShowsALineForEachRecord) {
  Folder folder;
  const std::string file = folder.Write("record", audit::Join(audit::MakeLines(9)));
  const Ended all = RunBpol({"audit", "show", file}),
              some = RunBpol({"audit", "show", file, "--from", "3", "--to", "5"});
  EXPECT_EQ(all.status, 0);
  EXPECT_EQ(std::count(all.out.begin(), all.out.end(), '\n'), 9);
  EXPECT_EQ(std::count(some.out.begin(), some.out.end(), '\n'), 3);
}

TEST(Audit, ARecordThatCannotBeReadEndsWithTwo) {
  for (const std::string command : {"verify", "show"}) {
    const Ended ended = RunBpol({"audit", command, "/none/record"});
    EXPECT_EQ(ended.status, 2);
    EXPECT_TRUE(ended.err.starts_with("bpol: ")) << ended.err;
  }
  EXPECT_EQ(RunBpol({"audit"}).status, 2);
}

}  // namespace
}  // namespace bpol::cli
