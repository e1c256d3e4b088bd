#include "runtime/keys/key_material.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "runtime/values/pseudonym.h"
#include "tests/support/process/in_child.h"

namespace bpol::keys {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kHex = "6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b";

class KeyFiles : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "bpol-keys-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string File(std::string_view text, ::mode_t mode = 0600) {
    const std::string path = folder_ + "/key" + std::to_string(++files_);
    std::ofstream(path) << text;
    ::chmod(path.c_str(), mode);
    return path;
  }
  void CheckRefused(const std::string& path, std::string_view why) {
    const auto key = KeyMaterial::ReadFile(path);
    ASSERT_FALSE(key.ok()) << path;
    EXPECT_THAT(key.error().message, HasSubstr(why));
    EXPECT_THAT(key.error().message, HasSubstr(path));
    EXPECT_THAT(key.error().message, Not(HasSubstr("6b6b"))) << "the error quotes the key";
  }
  std::string folder_;
  int files_ = 0;
};

// Spellings and pseudonyms that Python computed.
TEST(KeyMaterial, VectorsInBothSpellings) {
  std::ifstream file(BPOL_SOURCE_DIR "/tests/unit/runtime/keys/vectors/key_files.tsv");
  std::string line, text, kind, value, expected;
  std::getline(file, line);
  int keys = 0, refused = 0;
  while (std::getline(file, line)) {
    std::istringstream cells(line);
    std::getline(cells, text, '\t');
    std::getline(cells, kind, '\t');
    std::getline(cells, value, '\t');
    std::getline(cells, expected);
    const auto key = KeyMaterial::Parse(text);
    EXPECT_EQ(key.ok(), expected != "!") << line;
    if (!key.ok()) {
      ++refused;
      continue;
    }
    ++keys;
    char memory[values::kPseudonymBytes];
    values::TextPlace pseudonym(memory);
    EXPECT_TRUE(values::Pseudonym(key->bytes(), kind, value, pseudonym));
    EXPECT_EQ(pseudonym.text(), expected) << line;
  }
  EXPECT_GE(keys, 180);
  EXPECT_GE(refused, 20);
}

TEST_F(KeyFiles, ReadsWhatOnlyTheOwnerMayRead) {
  for (const char* end : {"", "\n", "\r\n"}) {
    for (const ::mode_t mode : {0600, 0400}) {
      const auto key = KeyMaterial::ReadFile(File(std::string(kHex) + end, mode));
      ASSERT_TRUE(key.ok()) << key.error().message;
      EXPECT_EQ(Bytes(key->bytes().begin(), key->bytes().end()), Bytes(32, 0x6b));
    }
  }
  // As secrets are mounted: a link to a file that is private.
  const std::string link = folder_ + "/link";
  std::filesystem::create_symlink(File(kHex), link);
  EXPECT_TRUE(KeyMaterial::ReadFile(link).ok());
}

TEST_F(KeyFiles, RefusesWhatOthersMayReadOrWrite) {
  for (const ::mode_t mode : {0644, 0640, 0604, 0660, 0602, 0620, 0610, 0601, 0777})
    CheckRefused(File(kHex, mode), "can be read by others than its owner");
}

TEST_F(KeyFiles, RefusesWrongSizes) {
  for (const std::string& text : {std::string(), std::string("\n"), std::string(kHex.substr(0, 62)),
                                  std::string(kHex) + "6b", std::string(kHex) + "\n\n", std::string(5000, '6')})
    CheckRefused(File(text), "is not a key of 32 bytes");
  CheckRefused(File(std::string(kHex.substr(0, 63)) + "x"), "not all are hexadecimal digits");
  CheckRefused(File(std::string(44, '!')), "they are not base64");
}

TEST_F(KeyFiles, RefusesWhatIsNoFile) {
  CheckRefused(folder_ + "/none", "No such file");
  ::chmod(folder_.c_str(), 0700);
  CheckRefused(folder_, "is not a regular file");
  const std::string pipe = folder_ + "/pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  CheckRefused(pipe, "is not a regular file");  // and does not wait for somebody to write
}

// As another user than root, whom permissions do not hold.
TEST_F(KeyFiles, RefusesWhatItMayNotRead) {
  const std::string locked = File(kHex, 0000);
  const std::string foreign = File(kHex, 0600);
  const std::string end = test::EndOf([&] {
    if (::geteuid() == 0 && (::chmod(folder_.c_str(), 0755) != 0 || ::chown(foreign.c_str(), 1, 1) != 0)) return 2;
    // Root reads the file of somebody else, and refuses it for that.
    if (::geteuid() == 0 && KeyMaterial::ReadFile(foreign).ok()) return 3;
    if (::geteuid() == 0 && ::setuid(65534) != 0) return 4;
    const auto key = KeyMaterial::ReadFile(locked);
    return !key.ok() && key.error().message.find("Permission denied") != std::string::npos ? 0 : 1;
  });
  EXPECT_EQ(end, "exit 0");
}

TEST(KeyMaterial, StaysWhereItIsWhenItMoves) {
  auto first = KeyMaterial::Parse(kHex).value();
  const std::uint8_t* const place = first.bytes().data();
  const KeyMaterial second = std::move(first);
  EXPECT_EQ(second.bytes().data(), place);
}

}  // namespace
}  // namespace bpol::keys
