#include "compiler/project/toml_section.h"

#include "compiler/diagnostics/suggest.h"

namespace bpol::project {
namespace {

// The byte where `column` (code points from 1) of `line` begins.
std::uint32_t OffsetOf(const source::SourceFile& file, toml::source_position at) {
  if (at.line < 1 || at.line > file.line_count()) return static_cast<std::uint32_t>(file.text().size());
  const std::string_view line = file.LineText(static_cast<std::uint32_t>(at.line));
  std::size_t offset = 0;
  for (toml::source_index column = 1; column < at.column && offset < line.size(); ++column) {
    do ++offset;
    while (offset < line.size() && (static_cast<unsigned char>(line[offset]) & 0xc0) == 0x80);
  }
  return file.LineStart(static_cast<std::uint32_t>(at.line)) + static_cast<std::uint32_t>(offset);
}

}  // namespace

Span SpanOf(const source::SourceFile& file, const toml::source_region& region) {
  const std::uint32_t begin = OffsetOf(file, region.begin);
  return {file.id(), begin, std::max(begin, OffsetOf(file, region.end))};
}

TomlSection::TomlSection(const source::SourceFile& file, const toml::table& root, std::string_view name,
                         Diagnostics& diagnostics)
    : file_(file), name_(name), diagnostics_(diagnostics) {
  const toml::node* node = root.get(name);
  if (node == nullptr) return;
  table_ = node->as_table();
  if (table_ == nullptr)
    Complain(SpanOf(file_, node->source()), "`" + name_ + "` is a value", "write it as a heading: [" + name_ + "]");
}

void TomlSection::Complain(Span span, std::string message, Advice help) {
  diagnostics_.Add(
      {.code = Code::ManifestSetting, .span = span, .message = std::move(message), .help = std::move(help)});
}

const toml::node* TomlSection::Find(std::string_view key) {
  asked_.emplace(key);
  return table_ == nullptr ? nullptr : table_->get(key);
}

void TomlSection::Missing(std::string_view key, std::string help) {
  const Span span = table_ == nullptr ? Span{file_.id(), 0, 0} : SpanOf(file_, table_->source());
  Complain(span, "`" + Name(key) + "` is not given", std::move(help));
}

std::optional<Placed> TomlSection::Text(std::string_view key) {
  const toml::node* node = Find(key);
  if (node == nullptr) return std::nullopt;
  const Span span = SpanOf(file_, node->source());
  if (const auto* text = node->as_string()) return Placed{text->get(), span};
  Complain(span, "`" + Name(key) + "` is not a text", "write it in quotes: " + std::string(key) + " = \"…\"");
  return std::nullopt;
}

std::optional<std::int64_t> TomlSection::Number(std::string_view key, std::int64_t minimum, std::int64_t maximum) {
  const toml::node* node = Find(key);
  if (node == nullptr) return std::nullopt;
  const std::string range =
      "it can be a whole number from " + std::to_string(minimum) + " to " + std::to_string(maximum);
  const Span span = SpanOf(file_, node->source());
  const auto* number = node->as_integer();
  if (number == nullptr) {
    Complain(span, "`" + Name(key) + "` is not a whole number", range);
    return std::nullopt;
  }
  if (number->get() < minimum || number->get() > maximum) {
    Complain(span, "`" + Name(key) + "` is " + std::to_string(number->get()), range);
    return std::nullopt;
  }
  return number->get();
}

std::vector<Placed> TomlSection::Texts(std::string_view key, std::size_t limit) {
  const toml::node* node = Find(key);
  if (node == nullptr) return {};
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    Complain(SpanOf(file_, node->source()), "`" + Name(key) + "` is not a list", "write it as [\"…\", \"…\"]");
    return {};
  }
  std::vector<Placed> texts;
  std::set<std::string_view> seen;
  for (const toml::node& element : *array) {
    const Span span = SpanOf(file_, element.source());
    const auto* text = element.as_string();
    if (text == nullptr) {
      Complain(span, "`" + Name(key) + "` holds something that is not a text", "write it in quotes");
    } else if (!seen.insert(text->get()).second) {
      Complain(span, "`" + text->get() + "` stands in `" + Name(key) + "` twice");
    } else if (texts.size() == limit) {
      Complain(span, "`" + Name(key) + "` has " + std::to_string(array->size()) + " entries",
               "there can be " + std::to_string(limit));
      return texts;
    } else {
      texts.push_back({text->get(), span});
    }
  }
  return texts;
}

void TomlSection::RefuseOthers() {
  if (table_ == nullptr) return;
  const std::vector<std::string_view> known(asked_.begin(), asked_.end());
  std::string list;
  for (const std::string_view name : known) list += (list.empty() ? "`" : ", `") + std::string(name) + "`";
  for (const auto& [key, node] : *table_) {
    if (asked_.contains(key.str())) continue;
    const Advice advice = diagnostics::DidYouMean(key.str(), known);
    Complain(SpanOf(file_, key.source()), "`" + Name(key.str()) + "` is not a setting",
             advice.empty() ? Advice("[" + name_ + "] can hold " + list) : advice);
  }
}

}  // namespace bpol::project
