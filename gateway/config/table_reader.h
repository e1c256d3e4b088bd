// TableReader: takes typed values out of a TOML table and writes down every mistake, so that the operator sees them all
// at once. Private to this folder.
#pragma once

#include <toml++/toml.h>

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace bpol::config {

// Mistakes of one file, in the order in which they were met; and where its settings stand.
struct Mistakes {
  std::string path;
  std::vector<std::string> lines;
  std::map<std::string, std::string, std::less<>> places;  // Config::places
  void Add(toml::source_position at, const std::string& what);
  // "file:line", or the file alone when there is no line.
  std::string Place(toml::source_position at) const;
};

enum class Need { Required, Optional };

class TableReader {
 public:
  // `table` may be null: then every required value is missing. `name` is the table's name for messages, empty for the
  // root.
  TableReader(const toml::table* table, std::string name, Mistakes& mistakes);
  // Complains about keys that nobody asked for.
  ~TableReader();
  TableReader(const TableReader&) = delete;
  TableReader& operator=(const TableReader&) = delete;

  void Text(std::string_view key, std::string& out, Need need);
  // A path: relative ones are taken from the file's folder. MustExist: it is an error when nothing is there.
  enum class Existence { Must, May };
  void Path(std::string_view key, std::string& out, Need need, Existence existence);
  template <typename T>
  void Number(std::string_view key, T& out, std::int64_t minimum, std::int64_t maximum) {
    std::int64_t value = static_cast<std::int64_t>(out);
    if (ReadNumber(key, value, minimum, maximum)) out = static_cast<T>(value);
  }
  void Milliseconds(std::string_view key, std::chrono::milliseconds& out);
  void Texts(std::string_view key, std::vector<std::string>& out);
  template <typename E>
  void Choice(std::string_view key, E& out, std::initializer_list<std::pair<std::string_view, E>> choices) {
    std::string text, known;
    for (const auto& [word, value] : choices) {
      known += (known.empty() ? "`" : ", `") + std::string(word) + "`";
      if (value == out) text = word;
    }
    Text(key, text, Need::Optional);
    for (const auto& [word, value] : choices)
      if (word == text) return void(out = value);
    Complain(key, "is `" + text + "`; it can be " + known);
  }
  void Port(std::string_view key, std::uint16_t& out);
  const toml::table* Table(std::string_view key, Need need);
  const toml::array* Array(std::string_view key, Need need);

  void Complain(std::string_view key, const std::string& what);
  std::string Name(std::string_view key) const;
  const toml::table* table() const { return table_; }

 private:
  const toml::node* Find(std::string_view key, Need need);
  bool ReadNumber(std::string_view key, std::int64_t& value, std::int64_t minimum, std::int64_t maximum);

  const toml::table* table_;
  std::string name_;
  Mistakes& mistakes_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace bpol::config
