// The end, the tag and the wanted members of an object, found ahead of it.
#include "runtime/redact/object_finder.h"

#include <gtest/gtest.h>

namespace bpol::redact {
namespace {

using Found = ObjectFinder::Found;
using Seek = ObjectFinder::Seek;

struct Row {
  const char* text;
  std::size_t end;      // of the object
  const char* tag;      // null: none
  const char* members;  // named "w" or "v"
};

const std::vector<std::string> kWanted = {"w", "v"};

class Search {
 public:
  Search(Seek seek, std::string_view text) : text_(text) {
    index_.Start();
    finder_.Start(seek, "t",
                  seek == Seek::End ? std::span<const std::string>(kWanted) : std::span<const std::string>());
    index_.Open({});
  }
  // As far as `size`, in memory of its own, as a text that is held moves.
  Found To(std::size_t size, std::size_t limit = 1000) {
    moved_ = std::string(text_.substr(0, size));
    index_.Extend(moved_);
    return finder_.Go(index_, moved_.data(), limit);
  }
  const ObjectFinder& finder() const { return finder_; }

 private:
  std::string_view text_;
  std::string moved_;
  TokenIndex index_;
  ObjectFinder finder_;
};

void CheckFinder(const Row& row) {
  const std::string_view text = row.text;
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    Search search(Seek::End, text);
    EXPECT_EQ(search.To(cut), cut >= row.end ? Found::Yes : Found::NotYet) << text << " to " << cut;
    if (cut < row.end) {
      EXPECT_EQ(search.To(text.size()), Found::Yes) << text;
    }
    EXPECT_EQ(search.finder().tagged(), row.tag != nullptr) << text;
    if (row.tag != nullptr) {
      EXPECT_EQ(search.finder().tag(), row.tag);
    }
    EXPECT_EQ(search.finder().members(), row.members) << text << " to " << cut;
  }
  Search enough(Seek::End, text), less(Seek::End, text);
  EXPECT_EQ(enough.To(text.size(), row.end), Found::Yes) << text;
  EXPECT_EQ(less.To(text.size(), row.end - 1), Found::TooFar) << text;
}

TEST(ObjectFinder, FindsEndTagAndMembers) {
  const Row rows[] = {
      {R"({},1)", 2, nullptr, "{}"},
      {R"({"a":"}","b":[{"t":"x","w":1}]}])", 31, nullptr, "{}"},
      {R"({"t":"v"})", 9, "v", "{}"},
      {R"({"a":{"t":"no","w":"no"},"t":"yes"},)", 35, "yes", "{}"},
      {R"({"\u0074":"\u0076\""} )", 21, "v\"", "{}"},
      {R"({"t":1,"u":"t"})", 15, nullptr, "{}"},
      {R"({"u":"t","x":"w"})", 17, nullptr, "{}"},
      {R"({"t":"first","t":"second"})", 26, "first", "{}"},
      {R"({"t":"\ud800"})", 14, nullptr, "{}"},
      {R"({"w":"1"})", 9, nullptr, R"({"w":"1"})"},
      {R"({"a":"1","w" : [1, {"w":2}] ,"b":"2","v":null}, )", 46, nullptr, R"({"w": [1, {"w":2}] ,"v":null})"},
      {R"({"w":1,"\u0077":"x\"","b":"c","w":3})", 36, nullptr, R"({"w":1,"\u0077":"x\"","w":3})"},
      {R"({"w":-1.5e3,"a":"b","c":"d","e":"f","t":"z"})", 44, "z", R"({"w":-1.5e3})"},
  };
  for (const Row& row : rows) CheckFinder(row);
}

TEST(ObjectFinder, StopsBehindTheTag) {
  for (const std::string text : {R"({"t":"v","more":[)", R"({"a":"b","c":"d","t":"v","more":[)"}) {
    const std::size_t end = text.find("\"v\"") + 3;
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
      Search search(Seek::Tag, text);
      EXPECT_EQ(search.To(cut), cut >= end ? Found::Yes : Found::NotYet) << text << " to " << cut;
      EXPECT_EQ(search.finder().tagged(), cut >= end);
    }
    Search less(Seek::Tag, text);
    EXPECT_EQ(less.To(text.size(), end - 1), Found::TooFar);
  }
}

}  // namespace
}  // namespace bpol::redact
