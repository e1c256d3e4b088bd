#include "bench/redaction/floor.h"

#include <cstring>
#include <unordered_set>
#include <vector>

#include "runtime/values/identifier.h"

namespace bpol::bench {
namespace {

namespace ondemand = simdjson::ondemand;

// What is sent, in room that was made for it.
class Output {
 public:
  explicit Output(char* at) : at_(at) {}

  void Text(std::string_view text) {
    std::memcpy(at_, text.data(), text.size());
    at_ += text.size();
  }
  void Stars(std::size_t count) {
    std::memset(at_, '*', count);
    at_ += count;
  }
  // `"name":`, behind a comma where it is not the first.
  void Name(std::string_view name) {
    Comma();
    Text("\"");
    Text(name);
    Text("\":");
  }
  void Open(char c) {
    *at_++ = c;
    first_ = true;
  }
  void Close(char c) {
    *at_++ = c;
    first_ = false;
  }
  void Comma() {
    if (!first_) *at_++ = ',';
    first_ = false;
  }

  struct Mark {
    char* at;
    bool first;
  };
  Mark mark() const { return {at_, first_}; }
  void Return(const Mark& mark) {
    at_ = mark.at;
    first_ = mark.first;
  }
  char* at() const { return at_; }

 private:
  char* at_;
  bool first_ = true;
};

enum Member : std::uint32_t {
  kAccountId = 1,
  kStatus = 2,
  kCurrency = 4,
  kAccountType = 8,
  kOwner = 16,
  kIdentifiers = 32,
  kBalance = 64,
  kAllOfAnAccount = 127,
};
enum class Scheme : std::uint8_t { Iban, Pan, Other };

// A string between its quotes, as it is written.
bool Raw(ondemand::value value, std::string_view* raw) {
  const std::string_view token = value.raw_json_token();
  if (token.empty() || token.front() != '"') return false;
  *raw = token.substr(0, token.rfind('"') + 1);
  return true;
}

class Accounts final : public RedactionFloor {
 public:
  explicit Accounts(const simdjson::dom::element& request) {
    for (const auto account : request["facts"]["consent"]["accounts"].get_array())
      ids_.emplace_back(account.get_string().value());
    covered_.insert(ids_.begin(), ids_.end());
    for (const auto scope : request["subject"]["scopes"].get_array())
      sees_details_ = sees_details_ || scope.get_string().value() == "accounts:detail";
  }

  bool Redact(const simdjson::padded_string& response, std::string& out) override {
    // A masked name is three bytes longer at most, and has a name before it.
    out.resize(2 * response.size());
    Output output(out.data());
    ondemand::document document;
    ondemand::object root, data;
    ondemand::array accounts;
    if (parser_.iterate(response).get(document) || document.get_object().get(root) ||
        root["Data"].get_object().get(data) || data["Account"].get_array().get(accounts))
      return false;
    output.Text("{\"Data\":{\"Account\":");
    output.Open('[');
    for (auto each : accounts) {
      ondemand::object account;
      if (each.get_object().get(account) || !Account(account, output)) return false;
    }
    output.Text("]}}");
    out.resize(static_cast<std::size_t>(output.at() - out.data()));
    return true;
  }

 private:
  // True also where it is dropped: then nothing of it is left.
  bool Account(ondemand::object account, Output& out) {
    const Output::Mark before = out.mark();
    bool covered = false;
    std::uint32_t seen = 0;
    out.Comma();
    out.Open('{');
    for (auto field : account) {
      std::string_view name;
      ondemand::value value;
      if (field.unescaped_key().get(name) || field.value().get(value) || !Field(name, value, &covered, &seen, out))
        return false;
    }
    out.Close('}');
    if (!covered) out.Return(before);
    return seen == kAllOfAnAccount;
  }

  bool Field(std::string_view name, ondemand::value value, bool* covered, std::uint32_t* seen, Output& out) {
    if (name == "AccountId") {
      std::string_view id;
      if (!Raw(value, &id)) return false;
      *seen |= kAccountId;
      *covered = covered_.contains(id.substr(1, id.size() - 2));
      return Kept(name, value, out);
    }
    if (name == "Status") return Counted(kStatus, seen) && Kept(name, value, out);
    if (name == "Currency") return Counted(kCurrency, seen) && Kept(name, value, out);
    if (name == "AccountType") return Counted(kAccountType, seen) && Kept(name, value, out);
    if (name == "Owner") return Counted(kOwner, seen) && Masked(name, value, out);
    if (name == "Nickname") return Masked(name, value, out);
    if (name == "Account") return Counted(kIdentifiers, seen) && Identifiers(name, value, out);
    if (name == "Balance") return Counted(kBalance, seen) && Balance(name, value, out);
    return true;  // TaxId, and what nobody declared
  }
  static bool Counted(Member member, std::uint32_t* seen) {
    *seen |= member;
    return true;
  }

  static bool Kept(std::string_view name, ondemand::value value, Output& out) {
    std::string_view raw;
    if (!Raw(value, &raw)) return false;
    out.Name(name);
    out.Text(raw);
    return true;
  }
  static bool Masked(std::string_view name, ondemand::value value, Output& out) {
    std::string_view raw;
    if (!Raw(value, &raw)) return false;
    out.Name(name);
    out.Text("\"***\"");
    return true;
  }

  bool Identifiers(std::string_view name, ondemand::value value, Output& out) {
    ondemand::array identifiers;
    if (value.get_array().get(identifiers)) return false;
    out.Name(name);
    out.Open('[');
    for (auto each : identifiers) {
      ondemand::object identifier;
      if (each.get_object().get(identifier)) return false;
      out.Comma();
      if (!Identifier(identifier, out)) return false;
    }
    out.Close(']');
    return true;
  }

  // The scheme comes first in this bank's documents; elsewhere it is looked for.
  bool Identifier(ondemand::object identifier, Output& out) {
    std::string_view tag;
    if (identifier.find_field_unordered("SchemeName").get_string().get(tag) || identifier.reset().error()) return false;
    const Scheme scheme = tag == "UK.OBIE.IBAN" ? Scheme::Iban : tag == "UK.OBIE.PAN" ? Scheme::Pan : Scheme::Other;
    out.Open('{');
    for (auto field : identifier) {
      std::string_view name;
      ondemand::value value;
      if (field.unescaped_key().get(name) || field.value().get(value)) return false;
      const bool fits = name == "SchemeName"       ? Kept(name, value, out)
                        : name == "Name"           ? Masked(name, value, out)
                        : name == "Identification" ? Number(scheme, name, value, out)
                                                   : true;
      if (!fits) return false;
    }
    out.Close('}');
    return true;
  }

  bool Number(Scheme scheme, std::string_view name, ondemand::value value, Output& out) const {
    std::string_view text;
    if (scheme == Scheme::Other) return Masked(name, value, out);
    if (value.get_string().get(text)) return false;
    if (scheme == Scheme::Iban ? !values::IsIban(text) : !values::IsPan(text)) return false;
    out.Name(name);
    out.Text("\"");
    if (scheme == Scheme::Pan) {
      out.Text(text.substr(text.size() - 4));
    } else if (sees_details_) {
      out.Text(text);
    } else {
      out.Text(text.substr(0, 4));
      out.Stars(text.size() - 8);
      out.Text(text.substr(text.size() - 4));
    }
    out.Text("\"");
    return true;
  }

  static bool Balance(std::string_view name, ondemand::value value, Output& out) {
    ondemand::object balance;
    if (value.get_object().get(balance)) return false;
    out.Name(name);
    out.Open('{');
    for (auto field : balance) {
      std::string_view member;
      ondemand::value amount;
      if (field.unescaped_key().get(member) || field.value().get(amount)) return false;
      if ((member == "Amount" || member == "Currency") && !Kept(member, amount, out)) return false;
    }
    out.Close('}');
    return true;
  }

  ondemand::parser parser_;
  std::vector<std::string> ids_;
  std::unordered_set<std::string_view> covered_;
  bool sees_details_ = false;
};

}  // namespace

std::unique_ptr<RedactionFloor> MakeRedactionFloor(std::string_view pack, std::string_view action,
                                                   const std::string& request) {
  if (pack != "open_banking_gateway" || action != "ReadAccounts") return nullptr;
  simdjson::dom::parser parser;
  return std::make_unique<Accounts>(parser.parse(request).value());
}

}  // namespace bpol::bench
