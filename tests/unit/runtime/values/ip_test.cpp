#include "runtime/values/ip.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "runtime/base/bytes.h"
#include "runtime/values/mask.h"
#include "runtime/values/prefix_set.h"
#include "tests/unit/runtime/values/vectors.h"

namespace bpol::values {
namespace {

Ip IpOf(std::string_view hex) {
  const auto bytes = FromHex(hex);
  Ip ip{};
  EXPECT_TRUE(bytes && bytes->size() == 16) << hex;
  if (bytes && bytes->size() == 16) std::ranges::copy(*bytes, ip.bytes);
  return ip;
}

std::string HexOf(const Ip& ip) {
  return ToHex(ip.bytes);
}

// `hex/length hex/length ...`
std::vector<Cidr> CidrsOf(std::string_view text) {
  std::vector<Cidr> cidrs;
  while (!text.empty()) {
    const std::string_view one = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), one.size() + 1));
    cidrs.push_back({IpOf(one.substr(0, 32)), std::stoll(std::string(one.substr(33)))});
  }
  return cidrs;
}

constexpr Ip kNoIp{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}};

TEST(IpVectors, Parse) {
  ForEachRow("parse_ip", [](const Row& row) {
    Ip ip = kNoIp;
    EXPECT_EQ(ParseIp(row.Text(0), &ip), !row.Refused(1));
    EXPECT_EQ(HexOf(ip), row.Refused(1) ? HexOf(kNoIp) : row.Text(1));
  });
}

TEST(IpVectors, Print) {
  ForEachRow("print_ip", [](const Row& row) {
    const Ip ip = IpOf(row.Text(0));
    std::string text = ">";
    PrintIp(ip, text);
    EXPECT_EQ(text, ">" + row.Text(1));
    EXPECT_EQ(IsV4(ip), row.Text(1).find(':') == std::string::npos);
    Ip back = kNoIp;
    EXPECT_TRUE(ParseIp(row.Text(1), &back) && back == ip);
  });
}

TEST(CidrVectors, Parse) {
  ForEachRow("parse_cidr", [](const Row& row) {
    Cidr cidr{kNoIp, kUntouched};
    EXPECT_EQ(ParseCidr(row.Text(0), &cidr), !row.Refused(1));
    EXPECT_EQ(HexOf(cidr.network), row.Refused(1) ? HexOf(kNoIp) : row.Text(1));
    EXPECT_EQ(cidr.length, row.Refused(1) ? kUntouched : row.Int(2));
  });
}

TEST(CidrVectors, Print) {
  ForEachRow("print_cidr", [](const Row& row) {
    const Cidr cidr{IpOf(row.Text(0)), row.Int(1)};
    std::string text = ">";
    PrintCidr(cidr, text);
    EXPECT_EQ(text, ">" + row.Text(2));
    Cidr back{kNoIp, kUntouched};
    EXPECT_TRUE(ParseCidr(row.Text(2), &back) && back == cidr);
  });
}

TEST(CidrVectors, Contains) {
  ForEachRow("cidr_contains", [](const Row& row) {
    EXPECT_EQ(Contains(Cidr{IpOf(row.Text(0)), row.Int(1)}, IpOf(row.Text(2))), row.Int(3) == 1);
  });
}

TEST(CidrVectors, Around) {
  ForEachRow("cidr_around", [](const Row& row) {
    const Cidr cidr = CidrAround(IpOf(row.Text(0)), row.Int(1));
    EXPECT_EQ(HexOf(cidr.network), row.Text(2));
    EXPECT_EQ(cidr.length, row.Int(1));
  });
}

TEST(CidrVectors, Generalise) {
  ForEachRow("generalise_ip", [](const Row& row) {
    std::string text;
    PrintCidr(GeneraliseIp(IpOf(row.Text(0))), text);
    EXPECT_EQ(text, row.Text(1));
  });
}

TEST(PrefixSetVectors, Make) {
  ForEachRow("make_prefix_set", [](const Row& row) {
    std::vector<Cidr> prefixes = CidrsOf(row.Text(0));
    const std::vector<Cidr> kept = CidrsOf(row.Text(1));
    EXPECT_EQ(IsPrefixSet(prefixes), prefixes == kept);
    MakePrefixSet(prefixes);
    EXPECT_EQ(prefixes, kept);
    EXPECT_TRUE(IsPrefixSet(prefixes));
  });
}

TEST(PrefixSetVectors, Contains) {
  ForEachRow("prefix_set", [](const Row& row) {
    std::vector<Cidr> prefixes = CidrsOf(row.Text(0));
    MakePrefixSet(prefixes);
    EXPECT_EQ(Contains(PrefixSetOf(prefixes), IpOf(row.Text(1))), row.Int(2) == 1);
  });
}

TEST(PrefixSet, RefusesWhatIsNoPrefixSet) {
  const auto set = [](std::initializer_list<std::string_view> texts) {
    std::vector<Cidr> cidrs(texts.size());
    std::size_t i = 0;
    for (const std::string_view text : texts) EXPECT_TRUE(ParseCidr(text, &cidrs[i++])) << text;
    return cidrs;
  };
  EXPECT_TRUE(IsPrefixSet({}));
  EXPECT_TRUE(IsPrefixSet(set({"10.0.0.0/8", "11.0.0.0/8", "2001:db8::/32"})));
  EXPECT_FALSE(IsPrefixSet(set({"11.0.0.0/8", "10.0.0.0/8"})));
  EXPECT_FALSE(IsPrefixSet(set({"10.0.0.0/8", "10.0.0.0/8"})));
  EXPECT_FALSE(IsPrefixSet(set({"10.0.0.0/8", "10.1.0.0/16"})));
  EXPECT_FALSE(IsPrefixSet(set({"10.0.0.0/16", "10.0.0.0/8"})));
  std::vector<Cidr> bad = set({"10.0.0.0/8"});
  bad[0].length = 129;
  EXPECT_FALSE(IsPrefixSet(bad));
  bad[0].length = -1;
  EXPECT_FALSE(IsPrefixSet(bad));
  bad = set({"10.0.0.0/8"});
  bad[0].network.bytes[15] = 1;
  EXPECT_FALSE(IsPrefixSet(bad));
}

TEST(PrefixSet, TheEmptySetMayBeNull) {
  EXPECT_FALSE(Contains(PrefixSet{nullptr, 0}, kNoIp));
}

}  // namespace
}  // namespace bpol::values
