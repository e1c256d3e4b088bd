// Several modules; what one file can show stands in tests/cases/resolve.
#include "compiler/resolve/resolve.h"

#include <gtest/gtest.h>

#include "compiler/diagnostics/render.h"
#include "compiler/parse/parse.h"
#include "compiler/source/source_map.h"

namespace bpol::resolve {
namespace {

using symbols::Space;

struct Resolved {
  source::SourceMap sources;
  std::vector<syntax::File> files;
  Diagnostics diagnostics;
  symbols::Module module;

  explicit Resolved(const std::vector<std::string>& texts) {
    for (const std::string& text : texts) files.push_back(parse::Parse(sources.Add("m.bpol", text), diagnostics));
    EXPECT_FALSE(diagnostics.has_errors()) << Text();
    module = Resolve(files, diagnostics);
  }
  std::string Text() const { return RenderText(diagnostics, sources, diagnostics::Colour::Never); }
  std::string What(std::uint32_t file, Space space, std::string_view name) const {
    const symbols::SymbolId found = module.Find(module.ModuleOfFile(file), space, name);
    return found.valid() ? module.QualifiedName(found) : "nothing";
  }
};

void CheckCode(const std::vector<std::string>& texts, Code code, const std::string& message) {
  const Resolved resolved(texts);
  ASSERT_EQ(resolved.diagnostics.all().size(), 1u) << resolved.Text();
  EXPECT_EQ(resolved.diagnostics.all()[0].code, code);
  EXPECT_EQ(resolved.diagnostics.all()[0].message, message);
}

TEST(Resolve, SeesWhatIsUsedWholeOrByName) {
  const Resolved resolved({
      "module a\nuse b\nuse c (Three)\nrules R for Two, Three { permit all }",
      "module b\nuse c\naction Two { }\nlet hidden = 1",
      "module c\naction Three { }\naction Four { }\nclass low < high",
  });
  EXPECT_FALSE(resolved.diagnostics.has_errors()) << resolved.Text();
  EXPECT_EQ(resolved.What(0, Space::Action, "Two"), "b.Two");
  EXPECT_EQ(resolved.What(0, Space::Value, "hidden"), "b.hidden");
  EXPECT_EQ(resolved.What(0, Space::Action, "Three"), "c.Three");
  EXPECT_EQ(resolved.What(0, Space::Action, "Four"), "nothing");  // neither named here nor handed on by b
  EXPECT_EQ(resolved.What(1, Space::DataClass, "high"), "c.high");
}

TEST(Resolve, AClassIsDeclaredWhereItIsNamedFirst) {
  const Resolved resolved(
      {"module a\nuse b\nclass cardholder > personal\nclass personal < secret", "module b\nclass public < personal"});
  EXPECT_FALSE(resolved.diagnostics.has_errors()) << resolved.Text();
  EXPECT_EQ(resolved.What(0, Space::DataClass, "personal"), "b.personal");
  EXPECT_EQ(resolved.What(0, Space::DataClass, "secret"), "a.secret");
}

TEST(Resolve, OwnNamesWinOverWhatComesInWhole) {
  const Resolved resolved({"module a\nuse b\nlet x = 1", "module b\nlet x = 2"});
  EXPECT_FALSE(resolved.diagnostics.has_errors()) << resolved.Text();
  EXPECT_EQ(resolved.What(0, Space::Value, "x"), "a.x");
}

TEST(Resolve, ReportsMistakesOfUse) {
  CheckCode({"module a\nuse b (Too)", "module b\naction Two { }"}, Code::NotInModule, "`b` declares no `Too`");
  CheckCode({"module a\nuse bb", "module b"}, Code::UnknownModule, "no module `bb` in this project");
  CheckCode({"module a\nuse b (x)\nlet x = 1", "module b\nlet x = 2"}, Code::DuplicateName,
            "`x` means something else here");
  CheckCode({"module a", "module a"}, Code::DuplicateModule, "a second module `a`");
  CheckCode({"module a\nuse b", "module b\nuse c", "module c\nuse a"}, Code::UseCycle,
            "`a` already uses this module, directly or through others");
}

TEST(Resolve, FilesAndModulesRunInParallel) {
  const Resolved resolved({"let x = 1", "let x = 2"});
  EXPECT_FALSE(resolved.diagnostics.has_errors()) << resolved.Text();
  EXPECT_EQ(resolved.module.symbols().size(), 2u);
  EXPECT_EQ(resolved.module.symbols()[1].file, 1u);
  EXPECT_EQ(resolved.What(1, Space::Value, "x"), "x");
}

}  // namespace
}  // namespace bpol::resolve
