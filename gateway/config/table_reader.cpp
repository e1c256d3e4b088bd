#include "gateway/config/table_reader.h"

#include <chrono>
#include <filesystem>

namespace bpol::config {

std::string Mistakes::Place(toml::source_position at) const {
  return at.line > 0 ? path + ":" + std::to_string(at.line) : path;
}

void Mistakes::Add(toml::source_position at, const std::string& what) {
  lines.push_back(Place(at) + ": " + what);
}

TableReader::TableReader(const toml::table* table, std::string name, Mistakes& mistakes)
    : table_(table), name_(std::move(name)), mistakes_(mistakes) {}

TableReader::~TableReader() {
  if (table_ == nullptr) return;
  for (const auto& [key, node] : *table_) {
    if (asked_.contains(key.str())) continue;
    std::string known;
    for (const std::string& name : asked_) known += (known.empty() ? "" : ", ") + name;
    mistakes_.Add(node.source().begin, "`" + Name(key.str()) + "` is not a setting; here can stand: " + known);
  }
}

std::string TableReader::Name(std::string_view key) const {
  return name_.empty() ? std::string(key) : name_ + "." + std::string(key);
}

void TableReader::Complain(std::string_view key, const std::string& what) {
  const toml::node* node = table_ == nullptr ? nullptr : table_->get(key);
  const auto at = node != nullptr     ? node->source().begin
                  : table_ != nullptr ? table_->source().begin
                                      : toml::source_position{};
  mistakes_.Add(at, "`" + Name(key) + "` " + what);
}

const toml::node* TableReader::Find(std::string_view key, Need need) {
  asked_.emplace(key);
  const toml::node* node = table_ == nullptr ? nullptr : table_->get(key);
  if (node == nullptr && need == Need::Required) Complain(key, "is missing");
  if (node != nullptr) mistakes_.places[Name(key)] = mistakes_.Place(node->source().begin) + ": `" + Name(key) + "`";
  return node;
}

void TableReader::Text(std::string_view key, std::string& out, Need need) {
  const toml::node* node = Find(key, need);
  if (node == nullptr) return;
  const auto* text = node->as_string();
  if (text == nullptr) return Complain(key, "should be a text in quotes");
  if (text->get().empty() && need == Need::Required) return Complain(key, "is empty");
  out = text->get();
}

void TableReader::Path(std::string_view key, std::string& out, Need need, Existence existence) {
  std::string text;
  Text(key, text, need);
  if (text.empty()) return;
  const auto folder = std::filesystem::absolute(mistakes_.path).parent_path();
  out = (folder / text).lexically_normal().string();
  std::error_code ignored;
  if (existence == Existence::Must && !std::filesystem::exists(out, ignored))
    Complain(key, "names `" + out + "`, and there is no such file");
}

bool TableReader::ReadNumber(std::string_view key, std::int64_t& value, std::int64_t minimum, std::int64_t maximum) {
  const toml::node* node = Find(key, Need::Optional);
  if (node == nullptr) return false;
  const auto* number = node->as_integer();
  if (number == nullptr) return Complain(key, "should be a whole number"), false;
  if (number->get() < minimum || number->get() > maximum) {
    Complain(key, "is " + std::to_string(number->get()) + "; it can be from " + std::to_string(minimum) + " to " +
                      std::to_string(maximum));
    return false;
  }
  value = number->get();
  return true;
}

void TableReader::Milliseconds(std::string_view key, std::chrono::milliseconds& out) {
  std::int64_t value = out.count();
  // An hour: longer time-outs are no time-outs.
  if (ReadNumber(key, value, 1, 3'600'000)) out = std::chrono::milliseconds(value);
}

void TableReader::Port(std::string_view key, std::uint16_t& out) {
  Number(key, out, 0, 65'535);
}

void TableReader::Texts(std::string_view key, std::vector<std::string>& out) {
  const toml::array* array = Array(key, Need::Optional);
  if (array == nullptr) return;
  out.clear();
  for (const toml::node& node : *array) {
    const auto* text = node.as_string();
    if (text == nullptr) return Complain(key, "should be a list of texts in quotes");
    out.push_back(text->get());
  }
}

const toml::table* TableReader::Table(std::string_view key, Need need) {
  const toml::node* node = Find(key, need);
  if (node == nullptr) return nullptr;
  if (node->as_table() == nullptr) Complain(key, "should be a table: [" + Name(key) + "]");
  return node->as_table();
}

const toml::array* TableReader::Array(std::string_view key, Need need) {
  const toml::node* node = Find(key, need);
  if (node == nullptr) return nullptr;
  if (node->as_array() == nullptr) Complain(key, "should be a list");
  return node->as_array();
}

}  // namespace bpol::config
