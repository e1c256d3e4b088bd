#include "runtime/unit/bundle.h"

#include <gtest/gtest.h>

namespace bpol::unit {
namespace {

Bundle Sample() {
  return {{{"bpol.toml", "[project]\n"}, {"rules.bpol", "module a\n"}, {"data/x.csv", "1,2\n"}}};
}

TEST(Bundle, TheSameProjectGivesTheSameBytesAndComesBack) {
  const auto bytes = WriteBundle(Sample());
  ASSERT_TRUE(bytes.ok());
  EXPECT_EQ(*bytes, *WriteBundle(Sample()));
  const auto back = ReadBundle(*bytes);
  ASSERT_TRUE(back.ok()) << back.error().message;
  EXPECT_EQ(back->members, Sample().members);
}

TEST(Bundle, EveryChangedByteAndEveryCutIsSeen) {
  const std::string bytes = *WriteBundle(Sample());
  const std::size_t contents = bytes.size() - 10 - 9 - 4;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    EXPECT_FALSE(ReadBundle(std::string_view(bytes).substr(0, i)).ok()) << i;
    std::string changed = bytes;
    changed[i] ^= 1;
    const auto read = ReadBundle(changed);
    // A changed letter of a path in the index may still be a path; a changed content never has its hash.
    if (i >= contents || i < 16) {
      EXPECT_FALSE(read.ok()) << i;
    }
    if (read.ok()) {
      EXPECT_NE(read->members, Sample().members) << i;
    }
  }
  EXPECT_FALSE(ReadBundle(bytes + "x").ok());
}

TEST(Bundle, NoPathLeavesTheProject) {
  for (const char* path : {"", "/etc/passwd", "../x", "a/../b", "a//b", "a/", "./a", "a\\b", "a\nb", "c:x"}) {
    EXPECT_FALSE(IsMemberPath(path)) << path;
    EXPECT_FALSE(WriteBundle({{{path, "x"}}}).ok()) << path;
  }
  for (const char* path : {"a", "a/b.csv", "data/..x"}) EXPECT_TRUE(IsMemberPath(path)) << path;
}

TEST(Bundle, IndicesOfTheWrongShapeAreRefused) {
  const auto with_index = [](std::string index) {
    std::string bytes = "BPOLBNDL";
    bytes += std::string("\1\0\0\0", 4);
    bytes += static_cast<char>(index.size() & 0xff);
    bytes += static_cast<char>(index.size() >> 8);
    return bytes + std::string(2, '\0') + index;
  };
  for (const char* index :
       {"", "[]", "{}", R"({"members":{}})", R"({"members":[1]})", R"({"members":[{"path":"a"}]})",
        R"({"members":[{"path":1,"size":0,"sha256":""}]})", R"({"members":[{"path":"a","size":-1,"sha256":""}]})",
        R"({"members":[{"path":"../a","size":0,"sha256":""}]})",
        R"({"members":[{"path":"a","size":99999999999999,"sha256":""}]})"})
    EXPECT_FALSE(ReadBundle(with_index(index)).ok()) << index;
  EXPECT_TRUE(ReadBundle(with_index(R"({"members":[]})")).ok());
}

}  // namespace
}  // namespace bpol::unit
