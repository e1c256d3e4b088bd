#include "runtime/values/mask.h"

#include <gtest/gtest.h>

#include <vector>

#include "runtime/values/pseudonym.h"
#include "runtime/values/scan_text.h"
#include "tests/unit/runtime/values/vectors.h"

namespace bpol::values {
namespace {

// What `write` appends in a place that has exactly the room that any transform of `value` needs, and a mark before it.
template <typename Write>
std::string Written(std::string_view value, Write write) {
  std::vector<char> memory(RoomForMask(value.size()) + 1);
  TextPlace place(memory);
  place += '>';
  write(place);
  return std::string(place.text());
}

using Mask = void (*)(std::string_view, TextPlace&) noexcept;

void CheckMask(std::string_view name, Mask mask) {
  ForEachRow(name, [mask](const Row& row) {
    const std::string value = row.Text(0);
    EXPECT_EQ(Written(value, [&](TextPlace& out) { mask(value, out); }), ">" + row.Text(1));
  });
}

TEST(MaskVectors, TruncatePan) {
  CheckMask("truncate_pan", TruncatePan);
}
TEST(MaskVectors, Iban) {
  CheckMask("mask_iban", MaskIban);
}
TEST(MaskVectors, Email) {
  CheckMask("mask_email", MaskEmail);
}
TEST(MaskVectors, Phone) {
  CheckMask("mask_phone", MaskPhone);
}
TEST(MaskVectors, Name) {
  CheckMask("mask_name", MaskName);
}
TEST(MaskVectors, LastFour) {
  CheckMask("mask_last_four", MaskLastFour);
}

TEST(MaskVectors, Pan) {
  ForEachRow("mask_pan", [](const Row& row) {
    const std::string value = row.Text(0);
    const BinLength bin = BinLengthOf(row.Int(1));
    EXPECT_EQ(Written(value, [&](TextPlace& out) { MaskPan(value, bin, out); }), ">" + row.Text(2));
  });
}

TEST(MaskVectors, BirthDate) {
  ForEachRow("birth_date", [](const Row& row) {
    EXPECT_EQ(Written("", [&](TextPlace& out) { GeneraliseBirthDateYear(row.Int(0), out); }), ">" + row.Text(2));
    const std::string band = Written("", [&](TextPlace& out) {
      EXPECT_EQ(GeneraliseBirthDateBand(row.Int(0), row.Int(1), out), row.ExpectedFault(3));
    });
    EXPECT_EQ(band, row.Refused(3) ? ">" : ">" + row.Text(3));
  });
}

TEST(MaskVectors, ScanText) {
  ForEachRow("scan_text", [](const Row& row) {
    const std::string text = row.Text(0);
    const std::string scanned =
        Written(text, [&](TextPlace& out) { EXPECT_EQ(ScanText(text, BinLengthOf(row.Int(1)), out), row.Int(3)); });
    EXPECT_EQ(scanned, ">" + row.Text(2));
  });
}

TEST(MaskVectors, Pseudonym) {
  ForEachRow("pseudonym", [](const Row& row) {
    const auto key = FromHex(row.Text(0));
    ASSERT_TRUE(key.has_value());
    const std::string pseudonym = Written(
        "", [&](TextPlace& out) { EXPECT_EQ(Pseudonym(*key, row.Text(1), row.Text(2), out), !row.Refused(3)); });
    EXPECT_EQ(pseudonym, row.Refused(3) ? ">" : ">" + row.Text(3));
    EXPECT_EQ(pseudonym.size(), row.Refused(3) ? 1 : 1 + kPseudonymBytes);
  });
}

// Bytes that are not UTF-8 do not come this far; should they, a mask must still not show more than four of them.
TEST(Mask, ShowsLittleOfTextThatIsNotUtf8) {
  const std::string odd(50, '\x80');
  EXPECT_EQ(Written(odd, [&](TextPlace& out) { MaskName(odd, out); }), ">\x80\x80\x80\x80***");
  EXPECT_EQ(Written(odd, [&](TextPlace& out) { MaskLastFour(odd, out); }), ">***");
}

// The mask that grows most: were there less room, stars alone would come out.
TEST(Mask, HasRoomForWordsOfOneLetter) {
  const std::string name = "a b c d e f g h i j k l m n o p q r s t u v w x y z";
  const std::string masked = Written(name, [&](TextPlace& out) { MaskName(name, out); });
  EXPECT_TRUE(masked.starts_with(">a*** b*** "));
  EXPECT_TRUE(masked.ends_with(" z***"));
}

}  // namespace
}  // namespace bpol::values
