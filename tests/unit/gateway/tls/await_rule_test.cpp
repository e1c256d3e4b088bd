// The rule of gateway/tls/task.h: no co_await inside a condition, because g++ 12 miscompiles it.
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>

#include "runtime/base/bytes.h"

namespace bpol {
namespace {

// Line by line, which is enough for code that clang-format laid out.
bool BreaksRule(const std::string& line) {
  static const std::regex condition(R"(\b(if|while|switch)\s*\()");
  static const std::regex behind_operator(R"((&&|\|\||\?)\s*!?co_await)");
  const std::string code = line.substr(0, line.find("//"));
  const std::size_t await = code.find("co_await");
  if (await == std::string::npos) return false;
  if (std::regex_search(code, behind_operator)) return true;
  const std::string before = code.substr(0, await);
  std::smatch keyword;
  // An init-statement gives the result a name, which is the remedy.
  if (!std::regex_search(before, keyword, condition) || before.ends_with("= ")) return false;
  // Inside the condition when its parenthesis is still open where the await stands.
  int open = 1;
  for (std::size_t i = static_cast<std::size_t>(keyword.position() + keyword.length()); i < before.size(); ++i) {
    if (before[i] == '(') ++open;
    if (before[i] == ')' && --open == 0) return false;
  }
  return true;
}

TEST(AwaitRule, KnowsWhatBreaksIt) {
  for (const char* bad : {"if (co_await F() == X) co_return;", "while (!co_await F()) {", "if ((co_await F()).ok()) {",
                          "switch (co_await F()) {", "if (a && co_await F()) b();", "x = a && co_await F();"}) {
    EXPECT_TRUE(BreaksRule(bad)) << bad;
  }
  for (const char* good : {"if (a) co_await F();", "if (const N n = co_await F(); n == X) co_return;",
                           "x = co_await F();", "while (a == b) a = co_await F();", "co_return Of(co_await F());",
                           "// if (co_await F())", "if (f(a) || g()) co_return co_await F();"}) {
    EXPECT_FALSE(BreaksRule(good)) << good;
  }
}

TEST(AwaitRule, HoldsInTheGateway) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(BPOL_SOURCE_DIR "/gateway")) {
    const std::string extension = entry.path().extension().string();
    if (extension != ".cpp" && extension != ".h") continue;
    const std::string text = ReadFile(entry.path().string()).value();
    std::size_t number = 1;
    for (std::size_t at = 0; at < text.size(); ++number) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      EXPECT_FALSE(BreaksRule(text.substr(at, end - at)))
          << entry.path().string() << ":" << number
          << ": give the result of co_await a name first (gateway/tls/task.h)";
      at = end + 1;
    }
  }
}

}  // namespace
}  // namespace bpol
