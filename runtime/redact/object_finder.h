// ObjectFinder: looks ahead over one object before it is redacted, for its end, for the tag of a union, and for the
// members that conditions read. It only follows quotes and brackets: whatever it passes is checked afterwards.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "runtime/redact/token_index.h"

namespace bpol::redact {

class ObjectFinder {
 public:
  enum class Seek : std::uint8_t { End, Tag };
  enum class Found : std::uint8_t { NotYet, Yes, TooFar };

  // `tag`: the name of the tag member, empty if there is none; Seek::Tag stops behind the tag, or at the end of an
  // object without one. `wanted`: names of the members to take out, of an object that is sought to its end. Both must
  // outlive the search.
  void Start(Seek seek, std::string_view tag, std::span<const std::string> wanted);
  // The object begins at `object`, the entry that comes next in `index`; what is sought must end within `limit` bytes.
  // NotYet: it may stand in what the index is extended by; then go on, with the object where it is by then.
  Found Go(const TokenIndex& index, const char* object, std::size_t limit);

  bool tagged() const { return tagged_; }          // a tag was found, and it is a string
  const std::string& tag() const { return tag_; }  // its text
  // The wanted members as an object, each as often as it was there.
  const std::string& members() const { return members_; }

 private:
  void PassNested(const TokenIndex& index);
  bool PassMember(const TokenIndex& index);
  bool IsWanted(std::string_view name) const;
  bool Token(const char* at, const char* object);
  void EndString(std::string_view raw);
  void EndName(std::string_view name, std::string_view raw);
  void EndMember(const char* at, const char* object);

  Seek seek_ = Seek::End;
  std::string_view tag_name_;
  std::span<const std::string> wanted_;
  std::uint32_t entry_ = 0;  // of the index, from the one where the object begins
  std::size_t string_ = 0;   // where the current string began, from the object on
  std::size_t value_at_ = 0;
  std::uint32_t depth_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;  // the string has an escape
  bool value_ = false;    // at depth 1, behind a colon
  bool is_tag_ = false;   // of the member at depth 1
  bool is_wanted_ = false;
  bool tagged_ = false;
  std::string tag_, members_, scratch_;
};

}  // namespace bpol::redact
