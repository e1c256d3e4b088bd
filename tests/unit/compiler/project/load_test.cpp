#include "compiler/project/load.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace bpol::project {
namespace {

namespace fs = std::filesystem;
using Files = MemorySource::Files;

constexpr char kManifest[] = "[project]\nname = \"p\"\nversion = \"1\"\nmodules = [\"a.bpol\", \"b.bpol\"]\n";

class FolderTest : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::path(testing::TempDir()) / ("bpol_load_" + std::to_string(::getpid()));
    fs::remove_all(root_);
    fs::create_directories(root_ / "project");
    Write("outside.csv", "x\n");
  }
  void TearDown() override { fs::remove_all(root_); }
  void Write(const std::string& path, std::string_view content) {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << content;
  }
  FolderSource Source() { return *FolderSource::Open((root_ / "project").string()); }

  fs::path root_;
};

TEST(CheckPath, RefusesWhatLeavesTheProject) {
  for (const std::string_view path : {"a.bpol", "data/x.csv", "..a/b", "a/..b"})
    EXPECT_TRUE(CheckPath(path).ok()) << path;
  constexpr std::string_view kRefused[] = {"",          "/etc/passwd", "..",   "../x",
                                           "a/../../x", "a/..",        "./a",  "a//b",
                                           "a/",        "a\\b",        "a\nb", std::string_view("a\0b", 3)};
  for (const std::string_view path : kRefused) EXPECT_FALSE(CheckPath(path).ok()) << path;
  EXPECT_FALSE(CheckPath(std::string(256, 'a')).ok());
}

TEST_F(FolderTest, ReadsOnlyWhatIsInside) {
  Write("project/data/x.csv", "network\n");
  fs::create_symlink("../outside.csv", root_ / "project/link.csv");
  fs::create_symlink("data/x.csv", root_ / "project/inner.csv");
  fs::create_directory_symlink("..", root_ / "project/up");
  const FolderSource source = Source();
  EXPECT_EQ(*source.Read("data/x.csv", 100), "network\n");
  EXPECT_EQ(*source.Read("inner.csv", 100), "network\n");
  EXPECT_EQ(source.Read("data/x.csv", 3).error().message, "is larger than the limit of 3 bytes");
  EXPECT_EQ(source.Read("data/y.csv", 100).error().message, "does not exist");
  EXPECT_EQ(source.Read("data", 100).error().message, "is not a file");
  EXPECT_EQ(source.Read("../outside.csv", 100).error().message, "leads out of the project's folder");
  EXPECT_EQ(source.Read("link.csv", 100).error().message, "is a link that leads out of the project's folder");
  EXPECT_EQ(source.Read("up/outside.csv", 100).error().message, "is a link that leads out of the project's folder");
}

TEST_F(FolderTest, FoldersAreNamedAsTheCallerWroteThem) {
  EXPECT_FALSE(FolderSource::Open((root_ / "none").string()).ok());
  EXPECT_FALSE(FolderSource::Open((root_ / "outside.csv").string()).ok());
  EXPECT_EQ(Source().DisplayPath("a.bpol"), (root_ / "project/a.bpol").string());
  EXPECT_EQ(FolderSource::Open(".")->DisplayPath("a.bpol"), "a.bpol");
}

TEST(Load, ReadsModulesInTheOrderOfTheManifest) {
  source::SourceMap sources;
  Diagnostics diagnostics;
  const MemorySource files(Files{{"bpol.toml", kManifest}, {"b.bpol", "module b\n"}, {"a.bpol", "module a\n"}});
  const auto loaded = Load(files, sources, diagnostics);
  ASSERT_TRUE(loaded.ok());
  EXPECT_TRUE(diagnostics.empty());
  ASSERT_EQ(loaded->modules.size(), 2u);
  EXPECT_EQ(sources.file(loaded->modules[0].source).text(), "module a\n");
  EXPECT_EQ(sources.file(loaded->modules[1].source).path(), "b.bpol");
  EXPECT_EQ(loaded->manifest_text, kManifest);
}

TEST(Load, ReportsAMissingModuleWhereTheManifestNamesIt) {
  source::SourceMap sources;
  Diagnostics diagnostics;
  const auto loaded = Load(MemorySource(Files{{"bpol.toml", kManifest}, {"a.bpol", ""}}), sources, diagnostics);
  ASSERT_TRUE(loaded.ok());
  ASSERT_EQ(diagnostics.error_count(), 1u);
  EXPECT_EQ(diagnostics.all()[0].message, "`b.bpol` does not exist");
  EXPECT_EQ(sources.Text(diagnostics.all()[0].span), "\"b.bpol\"");
}

TEST(Load, AFolderWithoutManifestIsNoProject) {
  source::SourceMap sources;
  Diagnostics diagnostics;
  const auto loaded = Load(MemorySource(Files{}), sources, diagnostics);
  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(loaded.error().message, "`bpol.toml` does not exist; a project is a folder with a file `bpol.toml`");
}

syntax::Path Dotted(std::string first, std::string second) {
  syntax::Path path;
  for (std::string* name : {&first, &second}) {
    path.parts.emplace_back();
    path.parts.back().text = std::move(*name);
  }
  return path;
}

TEST(LoadStandardModule, TheProjectsOwnCopyComesBeforeTheLibrarys) {
  source::SourceMap sources;
  Diagnostics diagnostics;
  const auto module = LoadStandardModule(MemorySource(Files{}), Dotted("std", "geo"), sources, diagnostics);
  ASSERT_TRUE(module.has_value());
  EXPECT_EQ(module->path, "std/geo.bpol");
  EXPECT_THAT(std::string(sources.file(module->source).text()), testing::HasSubstr("module std.geo\n"));
  const MemorySource older(Files{{"std/geo.bpol", "module std.geo // of 2025\n"}});
  const auto copy = LoadStandardModule(older, Dotted("std", "geo"), sources, diagnostics);
  ASSERT_TRUE(copy.has_value());
  EXPECT_EQ(sources.file(copy->source).text(), "module std.geo // of 2025\n");
  EXPECT_FALSE(LoadStandardModule(older, Dotted("std", "geography"), sources, diagnostics).has_value());
  EXPECT_FALSE(LoadStandardModule(older, Dotted("bank", "geo"), sources, diagnostics).has_value());
  EXPECT_TRUE(diagnostics.empty());
}

syntax::File ModuleWithTable(std::string path) {
  syntax::File file;
  syntax::TableDecl table;
  table.name.text = "t";
  table.file = syntax::Text{std::move(path), {}};
  file.declarations.push_back({{}, std::move(table)});
  return file;
}

TEST(LoadData, ReadsWhatTablesName) {
  const MemorySource files(Files{{"data/x.csv", "a\n"}});
  const syntax::File modules[] = {ModuleWithTable("data/x.csv"), ModuleWithTable("data/none.csv")};
  checked::Project project;
  Diagnostics diagnostics;
  LoadData(files, modules, project, diagnostics);
  EXPECT_TRUE(diagnostics.empty());
  EXPECT_EQ(project.data_files, (std::map<std::string, std::string>{{"data/x.csv", "a\n"}}));
}

TEST(LoadData, RefusesPathsOutOfTheProject) {
  const syntax::File modules[] = {ModuleWithTable("../x.csv")};
  checked::Project project;
  Diagnostics diagnostics;
  LoadData(MemorySource(Files{{"../x.csv", "a\n"}}), modules, project, diagnostics);
  ASSERT_EQ(diagnostics.error_count(), 1u);
  EXPECT_EQ(diagnostics.all()[0].message, "`../x.csv` leads out of the project's folder");
  EXPECT_TRUE(project.data_files.empty());
}

}  // namespace
}  // namespace bpol::project
