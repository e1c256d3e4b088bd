#include "runtime/values/mask.h"

#include <gtest/gtest.h>

#include "runtime/values/pseudonym.h"
#include "runtime/values/scan_text.h"
#include "tests/unit/runtime/values/vectors.h"

namespace bpol::values {
namespace {

using Mask = void (*)(std::string_view, std::string&) noexcept;

void CheckMask(std::string_view name, Mask mask) {
  ForEachRow(name, [mask](const Row& row) {
    std::string out = ">";
    mask(row.Text(0), out);
    EXPECT_EQ(out, ">" + row.Text(1));
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
    std::string out = ">";
    MaskPan(row.Text(0), BinLengthOf(row.Int(1)), out);
    EXPECT_EQ(out, ">" + row.Text(2));
  });
}

TEST(MaskVectors, BirthDate) {
  ForEachRow("birth_date", [](const Row& row) {
    std::string year = ">";
    GeneraliseBirthDateYear(row.Int(0), year);
    EXPECT_EQ(year, ">" + row.Text(2));
    std::string band = ">";
    EXPECT_EQ(GeneraliseBirthDateBand(row.Int(0), row.Int(1), band), row.ExpectedFault(3));
    EXPECT_EQ(band, row.Refused(3) ? ">" : ">" + row.Text(3));
  });
}

TEST(MaskVectors, ScanText) {
  ForEachRow("scan_text", [](const Row& row) {
    std::string out = ">";
    EXPECT_EQ(ScanText(row.Text(0), BinLengthOf(row.Int(1)), out), row.Int(3));
    EXPECT_EQ(out, ">" + row.Text(2));
  });
}

TEST(MaskVectors, Pseudonym) {
  ForEachRow("pseudonym", [](const Row& row) {
    const auto key = FromHex(row.Text(0));
    ASSERT_TRUE(key.has_value());
    std::string out = ">";
    EXPECT_EQ(Pseudonym(*key, row.Text(1), row.Text(2), out), !row.Refused(3));
    EXPECT_EQ(out, row.Refused(3) ? ">" : ">" + row.Text(3));
  });
}

// Bytes that are not UTF-8 do not come this far; should they, a mask must still not show more than four of them.
TEST(Mask, ShowsLittleOfTextThatIsNotUtf8) {
  std::string name;
  MaskName(std::string(50, '\x80'), name);
  EXPECT_EQ(name, "\x80\x80\x80\x80***");
  std::string tail;
  MaskLastFour(std::string(50, '\x80'), tail);
  EXPECT_EQ(tail, "***");
}

}  // namespace
}  // namespace bpol::values
