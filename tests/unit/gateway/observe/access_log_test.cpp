#include "gateway/observe/access_log.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "runtime/base/bytes.h"

namespace bpol::observe {
namespace {

TEST(AccessLog, WritesEveryLineOrSaysHowManyAreMissing) {
  std::string folder = (std::filesystem::temp_directory_path() / "bpol-access-XXXXXX").string();
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  const std::string path = folder + "/access.log";
  constexpr int kLines = 5000;
  {
    auto log = AccessLog::Open(path, 2);
    ASSERT_TRUE(log.ok()) << log.error().message;
    std::thread first([&] {
      for (int i = 0; i < kLines; ++i) (*log)->Submit(0, R"({"n":1})");
    });
    std::thread second([&] {
      for (int i = 0; i < kLines; ++i) (*log)->Submit(1, R"({"n":2})");
    });
    first.join();
    second.join();
  }
  const auto text = ReadFile(path);
  ASSERT_TRUE(text.ok());
  std::uint64_t lines = 0, lost = 0;
  std::string_view rest = *text;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(line.size() + 1);
    if (line.starts_with(R"({"lost":)")) {
      lost += std::strtoull(line.data() + 8, nullptr, 10);
    } else {
      EXPECT_TRUE(line == R"({"n":1})" || line == R"({"n":2})") << line;
      ++lines;
    }
  }
  EXPECT_EQ(lines + lost, 2 * kLines);
  std::filesystem::remove_all(folder);
}

TEST(AccessLog, SaysWhichFileCannotBeOpened) {
  const auto log = AccessLog::Open("/nonexistent/access.log", 1);
  ASSERT_FALSE(log.ok());
  EXPECT_NE(log.error().message.find("/nonexistent/access.log"), std::string::npos);
}

}  // namespace
}  // namespace bpol::observe
