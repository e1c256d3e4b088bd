// bpol-cases: every .bpol file below tests/cases as a test of its own.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <vector>

#include "tests/cases/run_case.h"

namespace bpol::cases {
namespace {

namespace fs = std::filesystem;

Golden golden = Golden::Compare;

class GoldenCase : public testing::Test {
 public:
  explicit GoldenCase(fs::path path) : path_(std::move(path)) {}
  void TestBody() override {
    const std::string wrong = RunCase(path_, golden);
    EXPECT_TRUE(wrong.empty()) << path_.string() << "\n" << wrong;
  }

 private:
  fs::path path_;
};

// Each folder of cases goes as far as RunCase knows how to take it.
constexpr std::string_view kFolders[] = {"parse", "resolve", "check"};

std::vector<fs::path> FindCases(const fs::path& root) {
  std::vector<fs::path> paths;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root)) {
    if (entry.path().extension() == ".bpol") paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  return paths;
}

void RegisterCases() {
  const fs::path root = fs::path(BPOL_SOURCE_DIR) / "tests" / "cases";
  for (const std::string_view folder : kFolders) {
    for (const fs::path& path : FindCases(root / folder)) {
      const std::string name = fs::relative(path, root).replace_extension().string();
      testing::RegisterTest("cases", name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                            [path]() -> testing::Test* { return new GoldenCase(path); });
    }
  }
}

}  // namespace
}  // namespace bpol::cases

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  const bool update = std::any_of(argv + 1, argv + argc, [](std::string_view word) { return word == "--update"; });
  if (update) bpol::cases::golden = bpol::cases::Golden::Update;
  bpol::cases::RegisterCases();
  return RUN_ALL_TESTS();
}
