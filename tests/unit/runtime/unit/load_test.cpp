// What a gateway maps: only sealed files, whole, of this interface, with the hash of their bytes.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>

#include <cstring>
#include <functional>
#include <random>

#include "compiler/core/read.h"
#include "compiler/emit/emit.h"
#include "compiler/image/image.h"
#include "runtime/abi/abi.h"
#include "runtime/unit/constants.h"
#include "runtime/unit/image_file.h"
#include "runtime/unit/image_format.h"
#include "runtime/unit/policy_unit.h"

namespace bpol::unit {
namespace {

using ::testing::HasSubstr;

// A unit with every part: read-only data, code, constants with addresses, a schema.
Bytes GoodImage() {
  std::string text = "(program (constant \"a\") (constant (words (address 0) 1 7)) (action (scratch 0))";
  for (int i = 0; i < 12; ++i)
    text += "(function (action 0) (condition (site 0) (call equal_text (text 0) (load text 0 -1 (record 1)))))";
  const Result<core::Program> program = core::Read(text + ")");
  schema::Unit schema;
  schema.name = "unit of a test";
  schema.function_count = 12;
  return *image::MakeImage(*emit::Emit(*program, {.effort = emit::Effort::Thorough}), *program, schema);
}

ImageHeader HeaderOf(const Bytes& image) {
  ImageHeader header;
  std::memcpy(&header, image.data(), sizeof header);
  return header;
}

// As an attacker would: the hash fits what was changed.
void SetHeader(Bytes& image, ImageHeader header) {
  header.hash = {};
  std::memcpy(image.data(), &header, sizeof header);
  header.hash = *HashOfImage(image);
  std::memcpy(image.data(), &header, sizeof header);
}

std::string LoadError(const Bytes& image) {
  Result<FileDescriptor> file = SealedImageOf(image);
  const Result<std::unique_ptr<const PolicyUnit>> unit = Load(file->get());
  return unit.ok() ? "" : unit.error().message;
}

int MapCount() {
  FILE* maps = std::fopen("/proc/self/maps", "re");
  int lines = 0;
  for (int c; (c = std::fgetc(maps)) != EOF;) lines += c == '\n';
  std::fclose(maps);
  return lines;
}

TEST(Load, MapsAndUnmapsAUnit) {
  Result<FileDescriptor> file = SealedImageOf(GoodImage());
  ASSERT_TRUE(file.ok());
  const int before = MapCount();
  for (int round = 0; round < 50; ++round) {
    const auto unit = Load(file->get());
    ASSERT_TRUE(unit.ok()) << unit.error().message;
    EXPECT_EQ((*unit)->schema().name, "unit of a test");
    abi::Input input{nullptr, nullptr, &abi::Helpers(), nullptr, nullptr, (*unit)->constants(), nullptr};
    abi::Output output{};
    EXPECT_EQ((*unit)->entry()(3, &input, &output), 0u);
    EXPECT_EQ(output.holds, 1u);
  }
  EXPECT_EQ(MapCount(), before);
}

TEST(Load, TwoUnitsAtATimeDecideEachForItself) {
  const auto image_of = [](std::string_view answer) {
    const std::string text =
        "(program (action (scratch 0)) (function (action 0) (condition (site 0) (bool " + std::string(answer) + "))))";
    const Result<core::Program> program = core::Read(text);
    schema::Unit schema;
    schema.function_count = 1;
    return *image::MakeImage(*emit::Emit(*program), *program, schema);
  };
  const auto yes = Load(SealedImageOf(image_of("1"))->get());
  const auto no = Load(SealedImageOf(image_of("0"))->get());
  ASSERT_TRUE(yes.ok() && no.ok());
  const abi::Input input{};
  abi::Output output{};
  (*yes)->entry()(0, &input, &output);
  EXPECT_EQ(output.holds, 1u);
  (*no)->entry()(0, &input, &output);
  EXPECT_EQ(output.holds, 0u);
}

TEST(Load, RefusesAFileThatIsNotSealed) {
  Result<FileDescriptor> file = NewImageFile();
  ASSERT_TRUE(file.ok());
  ASSERT_TRUE(WriteAll(file->get(), GoodImage()).ok());
  EXPECT_THAT(Load(file->get()).error().message, HasSubstr("not sealed"));
  ASSERT_EQ(::fcntl(file->get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW), 0);
  EXPECT_THAT(Load(file->get()).error().message, HasSubstr("not sealed"));
  ASSERT_TRUE(SealImage(file->get()).ok());
  EXPECT_TRUE(Load(file->get()).ok());
}

TEST(Load, ASealedFileCannotChange) {
  Result<FileDescriptor> file = SealedImageOf(GoodImage());
  ASSERT_TRUE(file.ok());
  EXPECT_LT(::pwrite(file->get(), "x", 1, 0), 0);
  EXPECT_NE(::ftruncate(file->get(), 0), 0);
  EXPECT_EQ(::mmap(nullptr, 4096, PROT_WRITE, MAP_SHARED, file->get(), 0), MAP_FAILED);
}

TEST(Load, SealingFailsWhileSomebodyStillWrites) {
  Result<FileDescriptor> file = NewImageFile();
  ASSERT_TRUE(file.ok() && ::ftruncate(file->get(), 4096) == 0);
  void* writer = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file->get(), 0);
  ASSERT_NE(writer, MAP_FAILED);
  EXPECT_FALSE(SealImage(file->get()).ok());
  ::munmap(writer, 4096);
  EXPECT_TRUE(SealImage(file->get()).ok());
}

TEST(Load, RefusesOtherFiles) {
  const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  EXPECT_FALSE(Load(null).ok());
  EXPECT_FALSE(Load(-1).ok());
  ::close(null);
}

struct Bad {
  std::string_view what;
  std::function<void(ImageHeader&)> change;
  std::string_view message;
};

const Bad kBads[] = {
    {"magic", [](ImageHeader& h) { h.magic[7] = '2'; }, "no image"},
    {"interface", [](ImageHeader& h) { ++h.abi_version; }, "compile it again"},
    {"total", [](ImageHeader& h) { h.total += kPage; }, "do not add up"},
    {"code too long", [](ImageHeader& h) { h.code_size += kPage; }, "do not add up"},
    {"code of half a page", [](ImageHeader& h) { h.code_size += 1; }, "odd size"},
    {"no code", [](ImageHeader& h) { h.code_size = 0; }, "entry lies outside"},
    {"code without end", [](ImageHeader& h) { h.code_size = ~std::uint64_t{0} & ~(kPage - 1); }, "too large"},
    {"entry", [](ImageHeader& h) { h.entry = h.code_size; }, "entry lies outside"},
    {"read-only data", [](ImageHeader& h) { h.read_only_size = kMaxImageBytes; }, "do not add up"},
    {"constants", [](ImageHeader& h) { h.constants_size += 4; }, "odd size"},
    {"constants too long", [](ImageHeader& h) { h.constants_size += kPage; }, "do not add up"},
    {"addresses", [](ImageHeader& h) { h.address_count = 1u << 30; }, "more addresses"},
    {"schema", [](ImageHeader& h) { h.schema_size = 0; }, "functions and a schema"},
    {"schema too long", [](ImageHeader& h) { h.schema_size += kPage; }, "do not add up"},
    {"functions", [](ImageHeader& h) { h.function_count = 0; }, "functions and a schema"},
    {"other functions", [](ImageHeader& h) { h.function_count = 13; }, "differ in the number"},
};

TEST(Load, RefusesHeadersThatDoNotFit) {
  for (const Bad& bad : kBads) {
    Bytes image = GoodImage();
    ImageHeader header = HeaderOf(image);
    bad.change(header);
    SetHeader(image, header);
    EXPECT_THAT(LoadError(image), HasSubstr(bad.message)) << bad.what;
  }
}

TEST(Load, RefusesBytesThatAreNotHashed) {
  const Bytes good = GoodImage();
  for (std::size_t at = 0; at < good.size(); at += 997) {
    Bytes bad = good;
    bad[at] ^= 1;
    EXPECT_NE(LoadError(bad), "") << at;
  }
  Bytes longer = good;
  longer.resize(longer.size() + kPage);
  EXPECT_NE(LoadError(longer), "");
  Bytes shorter(good.begin(), good.end() - kPage);
  EXPECT_NE(LoadError(shorter), "");
}

TEST(Load, SurvivesTenThousandMutatedImages) {
  const Bytes good = GoodImage();
  std::mt19937 random(11);
  int refused = 0;
  for (int i = 0; i < 10'000; ++i) {
    Bytes bad = good;
    const int changes = 1 + static_cast<int>(random() % 4);
    // Two thirds in the header, the others anywhere; the hash always fits.
    const std::size_t reach = i % 3 != 0 ? sizeof(ImageHeader) : bad.size();
    for (int change = 0; change < changes; ++change) bad[random() % reach] = static_cast<std::uint8_t>(random());
    SetHeader(bad, HeaderOf(bad));
    refused += LoadError(bad).empty() ? 0 : 1;
  }
  EXPECT_GT(refused, 6'000);
}

TEST(Constants, AddressesStayInside) {
  const auto place = [](std::vector<std::uint64_t> words, std::vector<std::uint32_t> addresses) {
    return PlaceAddresses(std::as_writable_bytes(std::span(words)), addresses).ok();
  };
  EXPECT_TRUE(place({16, 8, 7}, {0}));
  EXPECT_TRUE(place({24, 0, 7}, {0}));
  EXPECT_TRUE(place({}, {}));
  EXPECT_FALSE(place({16, 9, 7}, {0}));
  EXPECT_FALSE(place({25, 0, 7}, {0}));
  EXPECT_FALSE(place({~std::uint64_t{0}, 1, 7}, {0}));
  EXPECT_FALSE(place({0, ~std::uint64_t{0}, 7}, {0}));
  EXPECT_FALSE(place({0, 0, 0, 0}, {4}));
  EXPECT_FALSE(place({0, 0, 0, 0}, {24}));
  EXPECT_FALSE(place({0, 0, 0, 0}, {0, 8}));  // they overlap
  EXPECT_FALSE(place({0, 0, 0, 0}, {16, 0}));
  EXPECT_FALSE(place({}, {0}));
}

}  // namespace
}  // namespace bpol::unit
