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
  GoldenCase(fs::path root, fs::path name) : root_(std::move(root)), name_(std::move(name)) {}
  void TestBody() override {
    const std::string wrong = RunCase(root_, name_, golden);
    EXPECT_TRUE(wrong.empty()) << (root_ / name_).string() << "\n" << wrong;
  }

 private:
  fs::path root_, name_;
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
      const fs::path name = fs::relative(path, root);
      testing::RegisterTest("cases", fs::path(name).replace_extension().c_str(), nullptr, nullptr, __FILE__, __LINE__,
                            [root, name]() -> testing::Test* { return new GoldenCase(root, name); });
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
