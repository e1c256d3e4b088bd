#include "tests/agreement/generate/literal_text.h"

#include <algorithm>
#include <set>

namespace bpol::agreement {
namespace {

std::string Quoted(const std::string& text) {
  return '"' + text + '"';
}

// A literal has no sign of its own, and none is as small as the least number.
std::optional<std::string> Signed(const std::string& digits) {
  if (!digits.starts_with('-')) return digits;
  return digits == "-9223372036854775808" ? std::nullopt : std::optional("(" + digits + ")");
}

// `EUR -3.00` is `(-EUR 3.00)`.
std::optional<std::string> MoneyText(const std::string& text) {
  const std::size_t sign = text.find('-');
  if (sign == std::string::npos) return text;
  std::string digits;
  std::ranges::copy_if(text.substr(sign), std::back_inserter(digits), [](char c) { return c != '.'; });
  if (!Signed(digits)) return std::nullopt;
  return "(-" + text.substr(0, sign) + text.substr(sign + 1) + ")";
}

std::string WordText(const GivenEnum& given, const std::string& wire) {
  const auto word = std::ranges::find(given.words, wire, &EnumWord::wire);
  return word != given.words.end() ? word->name : given.words.back().name;
}

// As JSON has it: a number, `true`, a text in quotes; nothing in it is escaped.
std::optional<std::string> ScalarText(const Vocabulary& vocabulary, const GivenType& type, const std::string& json) {
  if (json == "null") return "absent";
  if (type.kind == TypeKind::Decimal) {
    const std::vector<Constant>& pool = vocabulary.Pool(type.kind);
    const auto known = std::ranges::find(pool, json, &Constant::json);
    if (known != pool.end()) return known->policy;
    if (json.find('e') != std::string::npos) return std::nullopt;
    return Signed(json.find('.') == std::string::npos ? json + ".0" : json);
  }
  if (!json.starts_with('"')) return Signed(json);
  return LiteralText(vocabulary, type, json.substr(1, json.size() - 2));
}

using Texts = std::vector<std::string>;

std::string Between(const char* open, const Texts& texts, const char* close) {
  std::string all = open;
  for (std::size_t i = 0; i < texts.size(); ++i) all += (i == 0 ? "" : ", ") + texts[i];
  return all + close;
}

// Requests may mix currencies, literals must not: `{JPY 1, KWD 2.500}` is a mistake.
bool MixesCurrencies(const Texts& texts) {
  const auto currency = [](const std::string& text) { return text.substr(text.starts_with("(-") ? 2 : 0, 3); };
  return std::ranges::any_of(texts, [&](const auto& text) { return currency(text) != currency(texts.front()); });
}

// An element that a set has twice is one in requests, and a mistake in policies.
std::optional<std::string> ElementsText(const Vocabulary& vocabulary, const Datum& datum) {
  const bool set = datum.type.kind == TypeKind::Set;
  Texts texts;
  std::set<std::string> seen;
  for (const Datum& element : datum.elements) {
    const std::optional<std::string> text = LiteralText(vocabulary, element);
    if (!text) return std::nullopt;
    if (!set || seen.insert(*text).second) texts.push_back(*text);
  }
  if (datum.type.element == TypeKind::Money && MixesCurrencies(texts)) return std::nullopt;
  return set ? Between("{", texts, "}") : Between("[", texts, "]");
}

std::optional<std::string> MembersText(const Vocabulary& vocabulary, const Datum& datum) {
  const bool map = datum.type.is_map();
  Texts texts, values;
  for (const auto& [name, value] : datum.members) {
    if (value.left_out) continue;
    const std::optional<std::string> text = LiteralText(vocabulary, value);
    const std::optional<std::string> key =
        map ? LiteralText(vocabulary, GivenType{.kind = datum.type.key}, name) : name;
    if (!text || !key) return std::nullopt;
    texts.push_back(*key + (map ? " -> " : ": ") + *text);
    values.push_back(*text);
  }
  if (map && datum.type.element == TypeKind::Money && MixesCurrencies(values)) return std::nullopt;
  return Between("{", texts, "}");
}

}  // namespace

std::optional<std::string> LiteralText(const Vocabulary& vocabulary, const GivenType& type, const std::string& text) {
  switch (type.kind) {
    case TypeKind::String:
    case TypeKind::Iban:
    case TypeKind::Pan:
    case TypeKind::Bic:
    case TypeKind::Lei:
    case TypeKind::Email:
    case TypeKind::Phone:
      return Quoted(text);
    case TypeKind::Region:
      return "region " + Quoted(text);
    case TypeKind::Enum:
      return WordText(vocabulary.enums[type.declaration], text);
    case TypeKind::Money:
      return MoneyText(text);
    case TypeKind::Duration:
      if (text.ends_with("us")) return std::nullopt;  // no literal is as fine
      return Signed(text);
    case TypeKind::Int:
    case TypeKind::Decimal:
      return Signed(text);
    case TypeKind::Bool:
    case TypeKind::Instant:
    case TypeKind::Date:
    case TypeKind::Country:
    case TypeKind::Ip:
    case TypeKind::Cidr:
    case TypeKind::TimeOfDay:
    case TypeKind::Currency:
      return text;
    case TypeKind::Record:
    case TypeKind::Set:
    case TypeKind::List:
      return std::nullopt;
  }
  BPOL_CHECK(false, "every kind of type is one value or several");
}

std::optional<std::string> LiteralText(const Vocabulary& vocabulary, const Datum& datum) {
  if (datum.money_object) {
    const auto bare = [&](std::size_t member) {
      const std::string& quoted = datum.members[member].second.text;
      return quoted.substr(1, quoted.size() - 2);
    };
    return MoneyText(bare(1) + " " + bare(0));
  }
  if (datum.kind == Datum::Kind::Object) return MembersText(vocabulary, datum);
  if (datum.kind == Datum::Kind::List) return ElementsText(vocabulary, datum);
  return ScalarText(vocabulary, datum.type, datum.text);
}

}  // namespace bpol::agreement
