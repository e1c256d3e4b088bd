// ObjectFinder: looks ahead over one object, for its end and for the tag of a union, before the object is redacted.
// It only follows quotes and brackets: whatever it passes is scanned strictly afterwards.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "runtime/redact/json_scan.h"

namespace bpol::redact {

class ObjectFinder {
 public:
  enum class Seek : std::uint8_t { End, Tag };

  // Begins before the opening brace. `tag` is the name of the tag member, empty if there is none; Seek::Tag stops
  // behind the tag, or at the end of an object without one. `tag` must outlive the search.
  void Start(Seek seek, std::string_view tag);
  // `text` is all of the object so far: what was passed before, and more. True when what was sought is there; the
  // search is then over.
  bool Go(std::string_view text);

  std::size_t size() const { return at_; }         // of the text that was passed
  bool tagged() const { return tagged_; }          // a tag was found, and it is a string
  const std::string& tag() const { return tag_; }  // its text

 private:
  bool InString(std::string_view text);
  bool Structure(char c);
  void EndString(std::string_view raw);

  Seek seek_ = Seek::End;
  std::string_view name_;
  std::size_t at_ = 0;
  std::size_t string_ = 0;  // where the current string began
  std::uint32_t depth_ = 0;
  bool in_string_ = false;
  bool backslash_ = false;  // the last byte was one that escapes
  bool escaped_ = false;    // the string has one
  bool value_ = false;      // at depth 1, behind a colon
  bool matched_ = false;    // the last name at depth 1 is the tag's
  bool tagged_ = false;
  std::string tag_, scratch_;
};

}  // namespace bpol::redact
