#include "runtime/redact/object_finder.h"

#include <algorithm>

#include "runtime/base/same_text.h"
#include "runtime/redact/json_scan.h"

namespace bpol::redact {

void ObjectFinder::Start(Seek seek, std::string_view tag, std::span<const std::string> wanted) {
  seek_ = seek;
  tag_name_ = tag;
  wanted_ = wanted;
  entry_ = 0;
  string_ = value_at_ = 0;
  depth_ = 0;
  in_string_ = escaped_ = value_ = is_tag_ = is_wanted_ = tagged_ = false;
  tag_.clear();
  members_.assign(1, '{');
}

ObjectFinder::Found ObjectFinder::Go(const TokenIndex& index, const char* object, std::size_t limit) {
  const auto beyond = [object, limit](const char* end) { return static_cast<std::size_t>(end - object) > limit; };
  while (entry_ < index.left()) {
    if (depth_ > 1) {
      PassNested(index);
    } else if (!PassMember(index)) {
      const char* at = index.Peek(entry_++);
      if (Token(at, object)) return beyond(at + 1) ? Found::TooFar : Found::Yes;
    }
  }
  return beyond(index.end() + 1) ? Found::TooFar : Found::NotYet;
}

// Below depth 1 only brackets count: no entry inside a string is one.
void ObjectFinder::PassNested(const TokenIndex& index) {
  const std::uint32_t left = index.left();
  while (entry_ < left && depth_ > 1) {
    const char c = static_cast<char>(*index.Peek(entry_++) | 0x20);  // [ and ] become { and }
    depth_ += c == '{';
    depth_ -= c == '}';
  }
}

// Takes a name without escapes and the string behind it at once, as most members are. False: they are read token by
// token.
bool ObjectFinder::PassMember(const TokenIndex& index) {
  constexpr std::uint32_t kEntries = 5;  // two quotes, a colon, two quotes
  if (depth_ != 1 || in_string_ || value_ || entry_ + kEntries >= index.left()) return false;
  const char* open = index.Peek(entry_);
  const char* close = index.Peek(entry_ + 1);
  const char* value = index.Peek(entry_ + 3);
  const bool strings = *open == '"' && *close == '"' && *index.Peek(entry_ + 2) == ':' && *value == '"' &&
                       *index.Peek(entry_ + 4) == '"';
  if (!strings || *index.Peek(entry_ + kEntries) != ',') return false;
  const std::string_view name{open + 1, close};
  if (!tag_name_.empty() && SameText(name, tag_name_)) {
    if (seek_ == Seek::Tag) return false;  // the search ends there
    if (!tagged_) tag_.assign(value + 1, index.Peek(entry_ + 4));
    tagged_ = true;
  }
  if (IsWanted(name)) {
    if (members_.size() > 1) members_ += ',';
    members_.append(open, index.Peek(entry_ + 4) + 1);
  }
  entry_ += kEntries + 1;
  return true;
}

bool ObjectFinder::IsWanted(std::string_view name) const {
  return std::ranges::any_of(wanted_, [name](const std::string& each) { return SameText(each, name); });
}

// True where the search ends.
bool ObjectFinder::Token(const char* at, const char* object) {
  switch (*at) {
    case '"':
      in_string_ = !in_string_;
      if (depth_ != 1) return false;
      if (!in_string_) {
        EndString({object + string_, at});
        return seek_ == Seek::Tag && tagged_;
      }
      string_ = static_cast<std::size_t>(at + 1 - object);
      escaped_ = false;
      return false;
    case '\\':
      escaped_ = true;
      return false;
    case '{':
    case '[':
      ++depth_;
      return false;
    case '}':
    case ']':
      if (depth_ == 1) EndMember(at, object);
      return --depth_ == 0;
    case ':':
      if (depth_ != 1) return false;
      value_ = true;
      value_at_ = static_cast<std::size_t>(at + 1 - object);
      return false;
    case ',':
      if (depth_ == 1) EndMember(at, object);
      return false;
    default:
      return false;
  }
}

void ObjectFinder::EndString(std::string_view raw) {
  const bool tag = value_ && is_tag_ && !tagged_;
  if (value_ && !tag) return;
  if (!escaped_) {
    scratch_ = raw;
  } else if (EscapesAreWhole(raw)) {
    scratch_.clear();
    AppendUnescaped(raw, scratch_);
  } else {
    return;
  }
  if (tag) {
    tagged_ = true;
    tag_ = scratch_;
  } else {
    EndName(scratch_, raw);
  }
}

void ObjectFinder::EndName(std::string_view name, std::string_view raw) {
  is_tag_ = !tag_name_.empty() && name == tag_name_;
  is_wanted_ = IsWanted(name);
  if (!is_wanted_) return;
  if (members_.size() > 1) members_ += ',';
  members_ += '"';
  members_ += raw;
  members_ += "\":";
}

void ObjectFinder::EndMember(const char* at, const char* object) {
  if (is_wanted_ && value_) members_.append(object + value_at_, at);
  value_ = is_tag_ = is_wanted_ = false;
  if (depth_ == 1 && (*at == '}' || *at == ']')) members_ += '}';
}

}  // namespace bpol::redact
