// JsonText: writes one line of JSON, member by member, in the order of the calls. Texts are escaped, nothing else is
// checked: the caller opens and closes what it means.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace bpol {

class JsonText {
 public:
  JsonText& Open(char bracket);   // `{` or `[`
  JsonText& Close(char bracket);  // `}` or `]`
  JsonText& Key(std::string_view name);
  JsonText& Text(std::string_view text);
  JsonText& Int(std::int64_t number);
  JsonText& Unsigned(std::uint64_t number);
  JsonText& Bool(bool value);

  const std::string& str() const { return out_; }
  std::string Take() && { return std::move(out_); }

 private:
  void Separate();
  void Quote(std::string_view text);

  std::string out_;
};

}  // namespace bpol
