// What is kept over a restart: handed out whole and under its own name, or not at all.
#include "runtime/unit/image_cache.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "compiler/core/read.h"
#include "compiler/emit/emit.h"
#include "compiler/image/image.h"
#include "runtime/unit/compile_service.h"
#include "runtime/unit/image_file.h"

namespace bpol::unit {
namespace {

namespace fs = std::filesystem;

keys::KeyMaterial KeyOf(char digit) {
  return *keys::KeyMaterial::Parse(std::string(2 * keys::KeyMaterial::kBytes, digit));
}

class ImageCache_ : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "bpol-cache-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    fs::create_directory(folder_ + "/cache");
    Write("/compiler", "#!/bin/sh\n");
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string Write(const std::string& name, std::string_view content) {
    std::ofstream(folder_ + name, std::ios::binary) << content;
    ::chmod((folder_ + name).c_str(), 0755);
    return folder_ + name;
  }
  ImageCache Open(char key = 'a', const std::string& compiler = "/compiler") {
    return *ImageCache::Open(folder_ + "/cache", KeyOf(key), folder_ + compiler);
  }
  void Store(const ImageCache& cache, std::string_view bundle, std::string_view image) {
    EXPECT_TRUE(cache.Store(bundle, SealedImageOf(AsBytes(image))->get()).ok());
  }
  static std::string Found(const ImageCache& cache, std::string_view bundle) {
    const auto image = cache.Find(bundle);
    if (!image) return "nothing";
    EXPECT_TRUE(IsSealed(image->get()));
    std::string text(100, '\0');
    text.resize(static_cast<std::size_t>(std::max<ssize_t>(0, ::pread(image->get(), text.data(), text.size(), 0))));
    return text;
  }
  std::vector<fs::path> Files() const { return {fs::directory_iterator(folder_ + "/cache"), fs::directory_iterator()}; }
  std::string folder_;
};

TEST_F(ImageCache_, HandsOutWhatItWasGivenForTheSameBundle) {
  const ImageCache cache = Open();
  EXPECT_EQ(Found(cache, "bundle"), "nothing");
  Store(cache, "bundle", "image");
  EXPECT_EQ(Found(cache, "bundle"), "image");
  EXPECT_EQ(Found(Open(), "bundle"), "image");
  EXPECT_EQ(Found(cache, "bundle2"), "nothing");
  Store(cache, "bundle", "image of another day");
  EXPECT_EQ(Found(cache, "bundle"), "image of another day");
}

TEST_F(ImageCache_, AnotherCompilerOrAnotherKeyFindsNothing) {
  Store(Open(), "bundle", "image");
  EXPECT_EQ(Found(Open('b'), "bundle"), "nothing");
  Write("/newer", "#!/bin/sh\n# newer\n");
  EXPECT_EQ(Found(Open('a', "/newer"), "bundle"), "nothing");
}

TEST_F(ImageCache_, NothingThatWasChangedIsHandedOut) {
  const ImageCache cache = Open();
  Store(cache, "bundle", "image");
  const std::string path = Files().at(0);
  std::string content = *ReadFile(path);
  for (std::size_t i = 0; i < content.size(); ++i) {
    std::string changed = content;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    std::ofstream(path, std::ios::binary) << changed;
    EXPECT_EQ(Found(cache, "bundle"), "nothing") << i;
  }
  for (std::size_t size = 0; size < content.size(); ++size) {
    std::ofstream(path, std::ios::binary) << content.substr(0, size);
    EXPECT_EQ(Found(cache, "bundle"), "nothing") << size;
  }
  std::ofstream(path, std::ios::binary) << content + "x";
  EXPECT_EQ(Found(cache, "bundle"), "nothing");
  std::ofstream(path, std::ios::binary) << content;
  EXPECT_EQ(Found(cache, "bundle"), "image");
}

TEST_F(ImageCache_, OneBundlesImageIsNotAnothers) {
  const ImageCache cache = Open();
  Store(cache, "strict", "image of strict");
  const std::string strict = Files().at(0);
  Store(cache, "lax", "image of lax");
  for (const fs::path& file : Files()) {
    if (file != strict) fs::copy_file(file, strict, fs::copy_options::overwrite_existing);
  }
  EXPECT_EQ(Found(cache, "strict"), "nothing");
}

TEST_F(ImageCache_, KeepsABoundedNumberOfImages) {
  const ImageCache cache = Open();
  for (std::size_t i = 0; i < ImageCache::kMostImages + 4; ++i) Store(cache, "bundle " + std::to_string(i), "image");
  EXPECT_EQ(Files().size(), ImageCache::kMostImages);
}

TEST_F(ImageCache_, SaysWhatIsMissingAtTheStart) {
  const auto none = ImageCache::Open(folder_ + "/none", KeyOf('a'), folder_ + "/compiler");
  ASSERT_FALSE(none.ok());
  EXPECT_THAT(none.error().message, ::testing::HasSubstr(folder_ + "/none"));
  EXPECT_FALSE(ImageCache::Open(folder_ + "/cache", KeyOf('a'), folder_ + "/nobody").ok());
}

TEST_F(ImageCache_, WhatCannotBeKeptIsAnError) {
  const ImageCache cache = Open();
  fs::remove_all(folder_ + "/cache");
  EXPECT_FALSE(cache.Store("bundle", SealedImageOf(AsBytes("image"))->get()).ok());
}

Bytes SmallImage() {
  const Result<core::Program> program =
      core::Read("(program (action (scratch 0)) (function (action 0) (condition (site 0) (bool 1))))");
  BPOL_CHECK(program.ok(), "the core of this test is core");
  schema::Unit schema;
  schema.function_count = 1;
  return *image::MakeImage(*emit::Emit(*program, {.effort = emit::Effort::Thorough}), *program, schema);
}

// A compiler that leaves a line behind each time it runs.
TEST_F(ImageCache_, TheServiceCompilesABundleOnce) {
  Write("/image", AsText(SmallImage()));
  const std::string compiler =
      Write("/compiler", "#!/bin/sh\ncat " + folder_ + "/image >&3\necho ran >>" + folder_ + "/runs\n");
  const auto runs = [&] {
    const auto text = ReadFile(folder_ + "/runs");
    return text.ok() ? std::ranges::count(*text, '\n') : 0;
  };
  const auto compile = [&](std::string_view bundle) {
    auto service = CompileService::Start(compiler);
    (*service)->UseCache(Open());
    const auto unit = (*service)->Compile(bundle, std::chrono::seconds(20));
    EXPECT_TRUE(unit.ok()) << unit.error().message;
  };
  compile("bundle");
  EXPECT_EQ(runs(), 1);
  compile("bundle");
  EXPECT_EQ(runs(), 1);
  compile("another");
  EXPECT_EQ(runs(), 2);
  for (const fs::path& file : Files()) std::ofstream(file, std::ios::binary | std::ios::app) << "x";
  compile("bundle");
  EXPECT_EQ(runs(), 3);
}

}  // namespace
}  // namespace bpol::unit
