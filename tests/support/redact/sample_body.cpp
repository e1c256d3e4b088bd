// Bodies for the sample: written by hand into text, so that blanks, escapes and number tokens vary.
#include <array>

#include "tests/support/redact/sample.h"

namespace bpol::redact {
namespace {

class BodyMaker {
 public:
  BodyMaker(std::mt19937& random, std::uint32_t trouble) : random_(random), trouble_(trouble) {}

  std::string Body(std::size_t accounts) {
    std::string list;
    for (std::size_t i = 0; i < accounts; ++i) list += (i == 0 ? "" : Comma()) + Account(i);
    std::vector<std::string> members = {Member("Data", Object({Member("Account", "[" + Blank() + list + "]")}))};
    if (OneIn(2)) members.push_back(Member("Meta", Meta()));
    return Blank() + Object(members) + Blank();
  }

 private:
  bool OneIn(std::uint32_t n) { return n != 0 && random_() % n == 0; }
  template <std::size_t N>
  std::string Pick(const std::array<const char*, N>& choices) {
    return choices[random_() % N];
  }
  std::string Blank() { return OneIn(6) ? Pick<4>({" ", "\n", "\t ", " \r\n"}) : ""; }
  std::string Comma() { return Blank() + "," + Blank(); }
  std::string Text(const std::string& text) { return '"' + text + '"'; }

  // A value that does not fit, now and then.
  std::string Or(const std::string& value) {
    if (!OneIn(trouble_)) return value;
    return Pick<14>({"null", "\"\"", "{}", "[]", "1", "true", "01", "1.", "tru", "\"\\ud800\"", "\"\xc0\xaf\"",
                     "\"\n\"", "{\"a\":1,\"a\":2}", "}"});
  }
  std::string Member(const std::string& name, const std::string& value) {
    std::string written = name;
    if (OneIn(40)) written = "\\u00" + std::string(1, name[0] < 0x50 ? '4' : '5') + HexLow(name[0]) + name.substr(1);
    return Text(written) + Blank() + (OneIn(trouble_ * 8) ? "" : ":") + Blank() + Or(value);
  }
  static std::string HexLow(char c) { return std::string(1, "0123456789abcdef"[c & 0xf]); }

  std::string Object(std::vector<std::string> members) {
    if (OneIn(5)) std::swap(members.front(), members.back());
    if (OneIn(4)) members.push_back(Unknown());
    if (OneIn(trouble_ * 4)) members.push_back(members.front());
    std::string out = "{" + Blank();
    for (std::size_t i = 0; i < members.size(); ++i) out += (i == 0 ? "" : Comma()) + members[i];
    return out + Blank() + (OneIn(trouble_ * 8) ? "" : "}");
  }
  std::string Unknown() {
    const std::string value = Pick<8>({"1e-7", "-0", "[1,{\"a\":[]}]", "{\"x\":\"y\\u00e9\"}", "null",
                                       "\"\xf0\x9f\x92\xb6\"", "123456789012345678901234567890.5", "[]"});
    return Text(Pick<3>({"Secret", "\\u0053ecret2", "Iban"}) + std::to_string(unknown_++)) + ":" + value;
  }

  std::string Identifier() {
    const auto kind = random_() % 4;
    std::string number = kind == 0   ? Pick<2>({"GB82WEST12345698765432", "DE89370400440532013000"})
                         : kind == 1 ? Pick<2>({"4111111111111111", "378282246310005"})
                                     : Pick<2>({"20-00-00 12345678", "x\\\\y"});
    const std::string scheme = kind == 0   ? "UK.OBIE.IBAN"
                               : kind == 1 ? Pick<2>({"UK.OBIE.PAN", "UK.OBIE.\\u0050AN"})
                               : kind == 2 ? "SortCode"
                                           : "NONE";
    std::vector<std::string> members = {Member("SchemeName", Text(scheme)), Member("Identification", Text(number))};
    if (OneIn(3)) members.push_back(Member("Name", Text(Pick<3>({"Anna Maria M\xc3\xbcller", "Bo \\\"B\\\" Ek", ""}))));
    if (OneIn(4)) members.push_back(Member("Expiry", Text("12/29")));
    if (OneIn(2)) std::swap(members[0], members[random_() % members.size()]);
    return Object(members);
  }

  std::string Owner() {
    std::vector<std::string> members = {
        Member("Name", Text(Pick<4>({"Anna Maria", "Xaver", "J\\u00f6rg \\ud83d\\ude00", "\\t\\u0001"})))};
    if (OneIn(2)) members.push_back(Member("Email", Text(Pick<2>({"anna.m@bank.example", "no"}))));
    if (OneIn(2)) members.push_back(Member("Phone", Text("+44 7700 900123")));
    if (OneIn(2)) members.push_back(Member("Born", Text(Pick<3>({"1990-11-21", "1899-01-01", "2100-01-01"}))));
    if (OneIn(2)) members.push_back(Member("Since", Text("2020-02-29")));
    if (OneIn(2)) members.push_back(Member("LastIp", Text(Pick<2>({"192.0.2.77", "2001:db8:abcd:12::1"}))));
    return Object(members);
  }

  std::string Account(std::size_t i) {
    const std::string id = std::to_string(10000 + i * 7 + random_() % 7);
    std::vector<std::string> members = {
        Member("AccountId", Text(id)),
        Member("Status",
               Text(Pick<5>({"Enabled", "Enabled", "Disabled", "Unknown", OneIn(8) ? "Unreadable" : "Enabled"}))),
        Member("Balance", Text(Pick<3>({"EUR 30.00", "JPY 5000", "KWD -1.250"}))),
        Member("Active", Pick<2>({"true", "false"})), Member("Account", Identifiers())};
    if (OneIn(2)) members.push_back(Member("Nickname", OneIn(4) ? "null" : Text(Pick<2>({"House", "\\u0048oliday"}))));
    if (OneIn(2)) members.push_back(Member("TaxId", OneIn(4) ? "null" : Text("12 345 678 901")));
    if (OneIn(2))
      members.push_back(Member(
          "Note", Text(Pick<3>({"INV 4111 1111 1111 1111 ref 1234567890123456", "rent", "\\u0034111111111111111"}))));
    if (OneIn(3)) members.push_back(Member("Limit", Text("GBP 100.00")));
    if (OneIn(3)) members.push_back(Member("Opened", Text("2020-01-31T10:00:00.25+01:00")));
    if (OneIn(3)) members.push_back(Member("Cards", Pick<4>({"0", "2", "1000", "-0"})));
    if (OneIn(4)) members.push_back(Member("Uncovered", Text("secret")));
    if (OneIn(3)) members.push_back(Member("Tags", "[" + Blank() + Text("a@b.example") + Comma() + Text("") + "]"));
    if (OneIn(3)) members.push_back(Member("Names", Names()));
    if (OneIn(3)) members.push_back(Member("Mandates", Mandates()));
    if (OneIn(2)) members.push_back(Member("Owner", OneIn(5) ? "null" : Owner()));
    return Object(members);
  }
  // Without members of its own.
  std::string Braced(const std::vector<std::string>& entries) {
    std::string out = "{" + Blank();
    for (std::size_t i = 0; i < entries.size(); ++i) out += (i == 0 ? "" : Comma()) + entries[i];
    return out + Blank() + "}";
  }
  std::string Names() {
    const std::array<const char*, 3> ibans = {"GB82WEST12345698765432", "DE89370400440532013000",
                                              "FR1420041010050500013M02606"};
    std::vector<std::string> entries;
    for (std::size_t i = 0; i < random_() % 4; ++i) {
      const char* iban = OneIn(trouble_) ? "DE00" : OneIn(trouble_ * 2) ? ibans[0] : ibans[i % 3];
      entries.push_back(Member(iban, Text(Pick<3>({"Anna Maria", "Bo \\\"B\\\" Ek", ""}))));
    }
    return Braced(entries);
  }
  std::string Mandates() {
    std::vector<std::string> entries;
    for (std::size_t i = 0; i < random_() % 4; ++i) {
      std::vector<std::string> members = {
          Member("Name", Text(Pick<3>({"Anna", "Xaver", "J\\u00f6rg"}))),
          Member("Status", Text(Pick<4>({"Enabled", "Disabled", "Unknown", "Unreadable"})))};
      entries.push_back(
          Member(Pick<3>({"M", "nr ", "AccountId"}) + std::to_string(OneIn(trouble_ * 2) ? 0 : i), Object(members)));
    }
    return Braced(entries);
  }
  std::string Identifiers() {
    std::string out = "[";
    for (std::size_t i = random_() % 4; i > 0; --i) out += Identifier() + (i > 1 ? Comma() : Blank());
    return out + "]";
  }
  std::string Meta() {
    std::vector<std::string> members = {Member("TotalPages", "1")};
    while (OneIn(2)) members.push_back(Unknown());
    return Object(members);
  }

  std::mt19937& random_;
  std::uint32_t trouble_;
  std::uint32_t unknown_ = 0;  // undeclared names so far
};

}  // namespace

std::string MakeBody(std::mt19937& random, std::size_t accounts, std::uint32_t trouble) {
  return BodyMaker(random, trouble).Body(accounts);
}

}  // namespace bpol::redact
