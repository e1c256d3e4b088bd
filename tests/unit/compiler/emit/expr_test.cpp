// Every operation and helper of core, through native code: what it gives and how it faults. A row each; nothing
// registers it.
#include <gtest/gtest.h>

#include <array>

#include "compiler/core/ops.h"
#include "runtime/abi/helpers.h"
#include "runtime/values/ip.h"
#include "runtime/values/money.h"
#include "runtime/values/text.h"
#include "tests/support/allocations/allocations.h"
#include "tests/support/native/core_runner.h"

namespace bpol {
namespace {

using testing::CoreRun;

struct Pair {
  std::int64_t key;
  std::int64_t weight;
};

// Offsets are those of the rows below.
struct Frame {
  std::uint64_t bits = 0b100101;   // 0 present, 2 present, 5 unavailable
  std::int64_t seven = 7;          // 8
  std::int64_t forty = 40;         // 16
  values::Text text{};             // 24
  values::Money money{};           // 40
  values::Ip ip{};                 // 56
  values::Cidr cidr{};             // 72
  abi::Sequence odd{};             // 96: {1, 3, 5}
  abi::Sequence words{};           // 112: ["x", "abc"]
  std::int64_t members = 0b1010;   // 128
  abi::Sequence pairs{};           // 136: [(1, 10), (2, 20), (3, 30)]
  std::int64_t yes = 1;            // 152
  std::int64_t most = INT64_MAX;   // 160
  abi::Sequence cidrs{};           // 168
  abi::Sequence amounts{};         // 184: [EUR 3.00, EUR 1.00, EUR 2.00]
  abi::Sequence mixed{};           // 200: [EUR 3.00, JPY 5]
  abi::Sequence empty{};           // 216
  abi::Sequence ips{};             // 232: {10.0.0.1}
  std::int64_t least = INT64_MIN;  // 248
};
static_assert(offsetof(Frame, pairs) == 136 && offsetof(Frame, least) == 248);

constexpr values::Currency kEur = values::PackCurrency('E', 'U', 'R');
constexpr values::Currency kJpy = values::PackCurrency('J', 'P', 'Y');

class TestFrame {
 public:
  TestFrame() {
    EXPECT_TRUE(values::ParseIp("10.0.0.1", &frame_.ip));
    EXPECT_TRUE(values::ParseCidr("10.0.0.0/8", &frame_.cidr));
    frame_.text = values::TextOf("abc");
    frame_.money = {3000, kEur};
    frame_.odd = {odd_, 3};
    frame_.words = {words_, 2};
    frame_.pairs = {pairs_, 3};
    frame_.cidrs = {&frame_.cidr, 1};
    frame_.amounts = {amounts_, 3};
    frame_.mixed = {mixed_, 2};
    frame_.ips = {&frame_.ip, 1};
  }
  const std::byte* data() const { return reinterpret_cast<const std::byte*>(&frame_); }

 private:
  Frame frame_;
  std::int64_t odd_[3] = {1, 3, 5};
  values::Text words_[2] = {values::TextOf("x"), values::TextOf("abc")};
  Pair pairs_[3] = {{1, 10}, {2, 20}, {3, 30}};
  values::Money amounts_[3] = {{300, kEur}, {100, kEur}, {200, kEur}};
  values::Money mixed_[2] = {{300, kEur}, {5, kJpy}};
};

// Constants 0 to 8, table 0 (rows 1 -> 100, 3 -> 300, 3 -> 301), table 1 ("a" -> 1, "b" -> 2),
// and tables by money, address and prefix.
constexpr std::string_view kConstants = R"(
  (constant "abc")
  (constant "a")
  (constant "b")
  (constant (words 1 3 5 9))
  (constant (words 0 72057598332960768))
  (constant (words 0 11141120 104))
  (constant (words 1 100 3 300 3 301))
  (constant (words (address 1) 1 1 (address 2) 1 2))
  (constant "a text of more than sixteen bytes")
  (constant (words 300 4543826 1))
  (constant (words 0 72057598332960768 7))
  (constant (words 0 11141120 104 8))
  (constant "4111111111111111")
  (constant "DE89370400440532013000")
  (constant "anna.m@bank.example")
  (constant "+44 7700 900123")
  (constant "1990-11-21")
  (constant (words (address 1) 1 7 (address 2) 1 8))
  (constant (words 9223372036854775807 -9223372036854775808 3600000000))
  (constant (words 2 2 1 0 0 0 0 0 0 0 0 0 0 0 0 16843008 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 562949953421312 131072))
  (constant "EUR 5.00")
  (constant "0.5")
  (constant "10.0.0.1")
  (constant "::aa00:0:0/104")
  (constant (words 6018027438359969840 0))
  (table (constant 6) (rows 3) (stride 16) (keys (int 0)))
  (table (constant 7) (rows 2) (stride 24) (keys (text 0)))
  (table (constant 9) (rows 1) (stride 24) (keys (money 0)))
  (table (constant 10) (rows 1) (stride 24) (keys (ip 0)))
  (table (constant 11) (rows 1) (stride 32) (keys (cidr 0)))
  (table (constant 6) (rows 3) (stride 16) (keys (int 0) (int 8)))
  (action (scratch 480)
    (cell "double" int (site 20) (at 0) (let (add (load int 8 -1 (frame)) (load int 8 -1 (frame)))))
    (cell "overflow" int (site 21) (at 16) (let (add (load int 160 -1 (frame)) (int 1))))
    (cell "name" text? (site 22) (at 32) (let (some (load text 24 -1 (frame)))))
    (cell "nothing" money? (site 23) (at 64) (let (none money?)))
    (cell "where" ip (site 24) (at 96) (let (load ip 56 -1 (frame))))
    (cell "yes" bool (site 24) (at 120) (let (load bool 152 -1 (frame))))
    (cell "satisfied" int (site 25) (at 136) (consent (there (bool 1)) (bool 0) (bool 0)))
    (cell "missing" int (site 25) (at 152) (consent (there (bool 0)) (gt (cell int 1) (int 0))))
    (cell "second" int (site 25) (at 168) (consent (bool 0) (cell bool 5) (gt (cell int 1) (int 0))))
    (cell "risk" int (site 26) (at 184) (score 0 0 1000 (bands 250 500) (int 300) (int 100)))
    (cell "clamped" int (site 26) (at 232) (score 1 0 1000 (bands 250 500) (int 900) (int 200) (int -50)))
    (cell "floor" int (site 26) (at 288) (score 2 0 1000 (bands 250 500) (int -10)))
    (cell "burst" int (site 27) (at 328) (score 3 0 1000 (bands) (load int 160 -1 (frame)) (int 1)))
    (cell "row" record? (site 28) (at 376) (let (lookup 0 (int 3)))))
)";

struct Row {
  core::Rep rep;
  std::string_view expr;
  std::string_view expected;
};

using enum core::Rep;
constexpr std::string_view kOverflow = "arithmetic.overflow@7";

const Row kRows[] = {
    // constants
    {Bool, "(bool 1)", "true"},
    {Bool, "(bool 0)", "false"},
    {Int, "(int -9223372036854775808)", "-9223372036854775808"},
    {Text, "(text 0)", "\"abc\""},
    {Money, "(money 3000 4543826)", "EUR 30.00"},
    {Ip, "(ip 4)", "::100:100:1"},
    {Sequence, "(sequence 3 4)", "[4]"},
    {Int, "(load int 8 -1 (record 6))", "100"},
    {Int, "(none int?)", "absent"},
    {Text, "(none text?)", "absent"},
    {Bool, "(none bool?)", "absent"},
    {Money, "(none money?)", "absent"},
    {Ip, "(none ip?)", "absent"},
    {Cidr, "(none cidr?)", "absent"},
    {Sequence, "(none sequence?)", "absent"},
    // the frame
    {Int, "(load int 8 -1 (frame))", "7"},
    {Bool, "(load bool 152 -1 (frame))", "true"},
    {Text, "(load text 24 -1 (frame))", "\"abc\""},
    {Money, "(load money 40 -1 (frame))", "EUR 30.00"},
    {Ip, "(load ip 56 -1 (frame))", "10.0.0.1"},
    {Cidr, "(load cidr 72 -1 (frame))", "10.0.0.0/8"},
    {Sequence, "(load sequence 96 -1 (frame))", "[3]"},
    {Int, "(load int 0 -1 (load record 16 -1 (frame)))", "40"},
    {Int, "(load int? 16 0 (frame))", "40"},
    {Int, "(load int? 16 1 (frame))", "absent"},
    {Ip, "(load ip? 56 0 (frame))", "10.0.0.1"},
    {Ip, "(load ip? 56 1 (frame))", "absent"},
    {Int, "(load int 16 -1 (object))", "40"},
    // facts and signals
    {Int, "(fact int 16 0 4 11)", "40"},
    {Int, "(fact int 16 1 4 11)", "input.missing@11"},
    {Int, "(fact int 16 0 5 11)", "fact.unavailable@11"},
    {Int, "(fact int 16 1 5 11)", "fact.unavailable@11"},
    {Int, "(fact int? 16 0 4 11)", "40"},
    {Int, "(fact int? 16 1 4 11)", "absent"},
    {Int, "(fact int? 16 1 5 11)", "fact.unavailable@11"},
    {Int, "(signal int 16 0 4 12)", "40"},
    {Int, "(signal int 16 1 4 12)", "signal.unavailable@12"},
    {Int, "(signal int 16 0 5 12)", "signal.unavailable@12"},
    {Int, "(signal int? 16 1 4 12)", "absent"},
    {Int, "(add (fact int 16 0 4 11) (add (load int 160 -1 (frame)) (int 1)))", kOverflow},  // back to its own site
    // cells
    {Int, "(cell int 0)", "14"},
    {Int, "(add (cell int 0) (cell int 0))", "28"},
    {Int, "(cell int 1)", "arithmetic.overflow@21"},
    {Text, "(cell text? 2)", "\"abc\""},
    {Money, "(cell money? 3)", "absent"},
    {Ip, "(cell ip 4)", "10.0.0.1"},
    {Bool, "(cell bool 5)", "true"},
    {Int, "(cell int 6)", "0"},
    {Int, "(cell int 7)", "1"},
    {Int, "(cell int 8)", "3"},
    {Int, "(cell int 9)", "400"},
    {Int, "(band 9)", "1"},
    {Int, "(cell int 10)", "1000"},
    {Int, "(band 10)", "2"},
    {Int, "(cell int 11)", "0"},
    {Int, "(band 11)", "0"},
    {Int, "(cell int 12)", "arithmetic.overflow@27"},
    {Int, "(load int 8 -1 (unwrap (cell record? 13)))", "300"},
    // let
    {Int, "(let 0 (add (int 1) (int 2)) (mul (var int 0) (var int 0)))", "9"},
    {Int, "(let 0 (load int? 16 0 (frame)) (if (present (var int? 0)) (unwrap (var int? 0)) (int 1)))", "40"},
    // tables
    {Int, "(load int 8 -1 (unwrap (lookup 0 (int 1))))", "100"},
    {Int, "(load int 8 -1 (unwrap (lookup 0 (int 3))))", "300"},  // the first of two
    {Bool, "(present (lookup 0 (int 0)))", "false"},
    {Bool, "(present (lookup 0 (int 2)))", "false"},
    {Bool, "(present (lookup 0 (int 4)))", "false"},
    {Int, "(load int 16 -1 (unwrap (lookup 1 (text 2))))", "2"},
    {Bool, "(present (lookup 1 (text 0)))", "false"},
    {Int, "(load int 16 -1 (unwrap (lookup 2 (money 300 4543826))))", "1"},
    {Bool, "(present (lookup 2 (money 300 4870233)))", "false"},
    {Bool, "(present (lookup 2 (money 301 4543826)))", "false"},
    {Int, "(load int 16 -1 (unwrap (lookup 3 (ip 4))))", "7"},
    {Bool, "(present (lookup 3 (load ip 56 -1 (frame))))", "false"},
    {Int, "(load int 24 -1 (unwrap (lookup 4 (cidr 5))))", "8"},
    {Bool, "(present (lookup 4 (load cidr 72 -1 (frame))))", "false"},
    {Bool, "(present (lookup 5 (int 3) (int 301)))", "true"},
    {Bool, "(present (lookup 5 (int 3) (int 302)))", "false"},
    {Int, "(coalesce (let 1 (lookup 0 (int 2)) (if (present (var record? 1)) (some (int 1)) (none int?))) (int 5))",
     "5"},
    // logic
    {Bool, "(and (bool 1) (bool 1))", "true"},
    {Bool, "(and (bool 0) (gt (cell int 1) (int 0)))", "false"},
    {Bool, "(and (bool 1) (gt (cell int 1) (int 0)))", "arithmetic.overflow@21"},
    {Bool, "(or (bool 1) (gt (cell int 1) (int 0)))", "true"},
    {Bool, "(or (bool 0) (gt (cell int 1) (int 0)))", "arithmetic.overflow@21"},
    {Bool, "(or (bool 0) (bool 0))", "false"},
    {Bool, "(not (bool 0))", "true"},
    {Int, "(if (bool 1) (int 1) (cell int 1))", "1"},
    {Int, "(if (bool 0) (int 1) (cell int 1))", "arithmetic.overflow@21"},
    {Int, "(if (load bool 152 -1 (frame)) (int 1) (int 2))", "1"},
    {Text, "(if (bool 0) (text 0) (text 1))", "\"a\""},
    {Money, "(if (bool 0) (none money?) (some (call money_negate (load money 40 -1 (frame)))))", "EUR -30.00"},
    {Bool, "(present (some (int 1)))", "true"},
    {Bool, "(present (none int?))", "false"},
    {Int, "(coalesce (some (int 1)) (cell int 1))", "1"},
    {Int, "(coalesce (none int?) (int 2))", "2"},
    {Int, "(coalesce (none int?) (cell int 1))", "arithmetic.overflow@21"},
    {Int, "(coalesce (none int?) (none int?))", "absent"},
    {Int, "(coalesce (some (int 4)) (none int?))", "4"},
    // integers
    {Bool, "(eq (int 1) (int 1))", "true"},
    {Bool, "(ne (int 1) (int 1))", "false"},
    {Bool, "(lt (int -1) (int 1))", "true"},
    {Bool, "(le (int 1) (int 1))", "true"},
    {Bool, "(gt (int -1) (int 1))", "false"},
    {Bool, "(ge (int 1) (int 1))", "true"},
    {Bool, "(same_bool (bool 0) (load bool 152 -1 (frame)))", "false"},
    {Bool, "(one_of (load int 8 -1 (frame)) (int 1) (int 7))", "true"},
    {Bool, "(one_of (load int 8 -1 (frame)) (int 1) (int 8))", "false"},
    {Bool, "(one_of (int 1))", "false"},
    {Int, "(add (load int 8 -1 (frame)) (int -8))", "-1"},
    {Int, "(add (load int 160 -1 (frame)) (int 1))", kOverflow},
    {Int, "(sub (load int 248 -1 (frame)) (int 1))", kOverflow},
    {Int, "(sub (int 1) (load int 8 -1 (frame)))", "-6"},
    {Int, "(mul (load int 8 -1 (frame)) (int 6))", "42"},
    {Int, "(mul (load int 160 -1 (frame)) (int 2))", kOverflow},
    {Int, "(neg (load int 8 -1 (frame)))", "-7"},
    {Int, "(neg (load int 248 -1 (frame)))", kOverflow},
    {Int, "(min (int 3) (load int 8 -1 (frame)))", "3"},
    {Int, "(max (int -3) (load int 8 -1 (frame)))", "7"},
    // sets of bits
    {Bool, "(bits_has (load int 128 -1 (frame)) (int 3))", "true"},
    {Bool, "(bits_has (load int 128 -1 (frame)) (int 0))", "false"},
    {Bool, "(bits_subset (int 2) (load int 128 -1 (frame)))", "true"},
    {Bool, "(bits_subset (int 3) (load int 128 -1 (frame)))", "false"},
    {Int, "(bits_union (bit_of (int 0)) (bit_of (load int 8 -1 (frame))))", "129"},
    {Int, "(bits_count (load int 128 -1 (frame)))", "2"},
    // sequences
    {Int, "(count_of (load sequence 96 -1 (frame)))", "3"},
    {Int, "(unwrap (element int 8 (make_list 400 8 (int 3) (int 9)) (int 1)))", "9"},
    {Bool, "(present (element int 8 (make_list 400 8 (int 3) (int 9)) (int 2)))", "false"},
    {Bool, "(present (element int 8 (make_list 400 8 (int 3) (int 9)) (int -1)))", "false"},
    {Int, "(count_of (make_set 400 8 (int 3) (load int 8 -1 (frame)) (int 3)))", "2"},
    {Bool, "(call set_has_int (make_set 400 8 (int 9) (load int 8 -1 (frame)) (int 3)) (int 3))", "true"},
    {Bool, "(call list_has_text (make_list 400 16 (text 0) (text 1)) (text 2))", "false"},
    {Int, "(sum 0 record 16 (make_list 400 16 (record 6)) (bool 1) (load int 8 -1 (var record 0)))", "100"},
    {Bool, "(call set_has_text (make_set 400 16 (text 2) (text 1)) (text 1))", "true"},
    {Bool, "(call set_has_ip (make_set 400 16 (load ip 56 -1 (frame)) (ip 4)) (load ip 56 -1 (frame)))", "true"},
    {Int, "(count_of (make_set 400 24 (load cidr 72 -1 (frame)) (load cidr 72 -1 (frame))))", "1"},
    {Int, "(count_of (make_set 400 8))", "0"},
    {Int, "(count_of (make_set 400 8 (bool 1) (bool 0) (bool 1)))", "2"},
    // quantifiers
    {Bool, "(any 0 int 8 (load sequence 96 -1 (frame)) (bool 1) (eq (var int 0) (int 5)))", "true"},
    {Bool, "(any 0 int 8 (load sequence 96 -1 (frame)) (ne (var int 0) (int 5)) (eq (var int 0) (int 5)))", "false"},
    {Bool, "(any 0 int 8 (load sequence 216 -1 (frame)) (bool 1) (bool 1))", "false"},
    {Bool, "(all 0 int 8 (load sequence 216 -1 (frame)) (bool 1) (bool 0))", "true"},
    {Bool, "(all 0 int 8 (load sequence 96 -1 (frame)) (bool 1) (lt (var int 0) (int 5)))", "false"},
    {Bool,
     "(all 0 text 16 (load sequence 112 -1 (frame)) (call starts_with (var text 0) (text 1)) (call equal_text (var "
     "text 0) (text 0)))",
     "true"},
    {Bool,
     "(any 0 int 8 (load sequence 96 -1 (frame)) (bool 1) (gt (add (var int 0) (load int 160 -1 (frame))) (int 0)))",
     kOverflow},
    {Bool,
     "(any 0 int 8 (load sequence 96 -1 (frame)) (bool 1) (or (eq (var int 0) (int 1)) (gt (cell int 1) (int 0))))",
     "true"},
    {Int, "(count 0 int 0 (load int 128 -1 (frame)) (bool 1))", "2"},
    {Int, "(sum 0 int 0 (load int 128 -1 (frame)) (bool 1) (var int 0))", "4"},
    {Int, "(count 0 int 8 (load sequence 96 -1 (frame)) (gt (var int 0) (int 1)))", "2"},
    {Int,
     "(sum 0 record 16 (load sequence 136 -1 (frame)) (ne (load int 0 -1 (var record 0)) (int 2)) (load int 8 -1 (var "
     "record 0)))",
     "40"},
    {Int, "(sum 0 int 8 (load sequence 216 -1 (frame)) (bool 1) (var int 0))", "0"},
    {Int, "(sum 0 int 8 (load sequence 96 -1 (frame)) (bool 1) (load int 160 -1 (frame)))", kOverflow},
    {Money, "(sum 0 money 16 (load sequence 184 -1 (frame)) (bool 1) (var money 0))", "EUR 6.00"},
    {Money, "(sum 0 money 16 (load sequence 216 -1 (frame)) (bool 1) (var money 0))", "absent"},
    {Money, "(sum 0 money 16 (load sequence 200 -1 (frame)) (bool 1) (var money 0))", "money.currency_mismatch@7"},
    {Int, "(least 0 int 8 (load sequence 96 -1 (frame)) (gt (var int 0) (int 1)) (var int 0))", "3"},
    {Int, "(least 0 int 8 (load sequence 216 -1 (frame)) (bool 1) (var int 0))", "absent"},
    {Int, "(greatest 0 int 8 (load sequence 96 -1 (frame)) (bool 1) (neg (var int 0)))", "-1"},
    {Money, "(least 0 money 16 (load sequence 184 -1 (frame)) (bool 1) (var money 0))", "EUR 1.00"},
    {Money, "(greatest 0 money 16 (load sequence 184 -1 (frame)) (bool 1) (var money 0))", "EUR 3.00"},
    {Money, "(greatest 0 money 16 (load sequence 200 -1 (frame)) (bool 1) (var money 0))", "money.currency_mismatch@7"},
    {Bool,
     "(any 0 int 8 (load sequence 96 -1 (frame)) (bool 1) (any 1 int 8 (load sequence 96 -1 (frame)) (bool 1) (eq (add "
     "(var int 0) (var int 1)) (int 8))))",
     "true"},
    {Ip,
     "(if (any 0 ip 16 (load sequence 232 -1 (frame)) (bool 1) (call equal_ip (var ip 0) (load ip 56 -1 (frame)))) "
     "(load ip 56 -1 (frame)) (ip 4))",
     "10.0.0.1"},
    // helpers
    {Int, "(call floor_divide (int -7) (int 2))", "-4"},
    {Int, "(call floor_divide (int 1) (sub (load int 8 -1 (frame)) (int 7)))", "arithmetic.division_by_zero@7"},
    {Int, "(call floor_divide (load int 248 -1 (frame)) (int -1))", kOverflow},
    {Int, "(call age (int 100) (int 40) (int 10))", "60"},
    {Int, "(call age (int 100) (int 105) (int 10))", "0"},
    {Int, "(call age (int 100) (int 111) (int 10))", "time.out_of_range@7"},
    {Int, "(call instant_add (int 5) (int 6))", "11"},
    {Int, "(call instant_add (load int 160 -1 (frame)) (int 6))", "time.out_of_range@7"},
    {Int, "(call instant_subtract (int 5) (int 6))", "-1"},
    {Int, "(call instant_difference (int 5) (int 6))", "-1"},
    {Int, "(call date_add (int 1) (int 86400000000))", "2"},
    {Int, "(call date_add (int 1) (int 86400000001))", "time.out_of_range@7"},
    {Int, "(call date_subtract (int 1) (int 86400000000))", "0"},
    {Int, "(call date_difference (int 3) (int 1))", "172800000000"},
    {Int, "(call days (int 2))", "172800000000"},
    {Int, "(call days (load int 160 -1 (frame)))", kOverflow},
    {Int, "(call date_of (int -1))", "-1"},
    {Int, "(call hour_of (int 7200000000))", "2"},
    {Int, "(call date_in (int 82800000000) (sequence 18 3))", "1"},
    {Int, "(call hour_in (int 82800000000) (sequence 18 3))", "0"},
    {Int, "(call time_in (int 82801000000) (sequence 18 3))", "1000000"},
    {Int, "(call time_in (int 82801000000) (sequence 18 0))", "82801000000"},
    {Int, "(call start_of_day_in (int 1) (sequence 18 3))", "82800000000"},
    {Int, "(call start_of_day_in (int -719162) (sequence 18 3))", "time.out_of_range@7"},
    {Int, "(call weekday (int 0))", "4"},
    {Int, "(call add_months (int 0) (int 1))", "31"},
    {Int, "(call add_months (int 0) (load int 160 -1 (frame)))", "time.out_of_range@7"},
    {Int, "(call full_years (int 0) (int 365))", "1"},
    {Int, "(call full_years (int 1) (int 0))", "time.out_of_range@7"},
    {Bool, "(call fits_text (int 5) (text 16))", "true"},
    {Bool, "(call fits_text (int 1) (text 16))", "false"},
    {Int, "(call int_from_text (int 5) (text 16))", "7629"},
    {Money, "(call money_from_text (text 20))", "EUR 5.00"},
    {Decimal, "(call decimal_from_text (text 21))", "0.5"},
    {Bool, "(call equal_ip (unwrap (call_address ip_from_text 400 (text 22))) (load ip 56 -1 (frame)))", "true"},
    {Bool, "(present (call_address ip_from_text 400 (text 20)))", "false"},
    {Bool, "(call equal_cidr (unwrap (call_address cidr_from_text 400 (text 23))) (cidr 5))", "true"},
    {Bool, "(present (call_address cidr_from_text 400 (text 22)))", "false"},
    // the sequence is the pattern [a-c]+
    {Bool, "(call matches (load text 24 -1 (frame)) (sequence 19 37))", "true"},
    {Bool, "(call matches (text 8) (sequence 19 37))", "false"},
    {Money, "(call money_add (load money 40 -1 (frame)) (money 5 4543826))", "EUR 30.05"},
    {Money, "(call money_add (load money 40 -1 (frame)) (money 5 4870233))", "money.currency_mismatch@7"},
    {Money, "(call money_subtract (load money 40 -1 (frame)) (money 5 4543826))", "EUR 29.95"},
    {Money, "(call money_negate (load money 40 -1 (frame)))", "EUR -30.00"},
    {Money, "(call money_multiply (load money 40 -1 (frame)) (int 3))", "EUR 90.00"},
    {Money, "(call money_multiply (load money 40 -1 (frame)) (load int 160 -1 (frame)))", kOverflow},
    {Decimal, "(decimal 13 144115188075855872)", "0.13"},
    {Decimal, "(none decimal?)", "absent"},
    {Decimal, "(call decimal_of_int (load int 8 -1 (frame)))", "7"},
    {Decimal, "(call decimal_add (decimal 13 144115188075855872) (decimal 5 72057594037927936))", "0.63"},
    {Decimal, "(call decimal_subtract (decimal 5 72057594037927936) (decimal 13 144115188075855872))", "0.37"},
    {Decimal, "(call decimal_multiply (decimal 5 72057594037927936) (decimal 5 72057594037927936))", "0.25"},
    {Decimal, "(call decimal_multiply (decimal 1 2449958197289549824) (decimal 5 72057594037927936))", kOverflow},
    {Decimal, "(call decimal_negate (decimal 5 72057594037927936))", "-0.5"},
    {Int, "(call decimal_compare (decimal 5 72057594037927936) (decimal 13 144115188075855872))", "1"},
    {Decimal, "(call decimal_round (decimal 13 144115188075855872) (int 1) (int 3))", "0.2"},
    {Decimal, "(call decimal_divide (decimal 1 0) (decimal 3 0) (int 2) (int 0))", "0.33"},
    {Decimal, "(call decimal_divide (decimal 1 0) (decimal 0 0) (int 2) (int 0))", "arithmetic.division_by_zero@7"},
    {Int, "(call decimal_floor (decimal 13 144115188075855872))", "0"},
    {Money, "(call money_scale (load money 40 -1 (frame)) (decimal 5 72057594037927936) (int 0))", "EUR 15.00"},
    {Int, "(call money_compare (load money 40 -1 (frame)) (money 5 4543826))", "1"},
    {Int, "(call money_compare (load money 40 -1 (frame)) (money 5 4870233))", "money.currency_mismatch@7"},
    {Int, "(call money_minor (load money 40 -1 (frame)) (int 4543826))", "3000"},
    {Int, "(call money_minor (load money 40 -1 (frame)) (int 4870233))", "money.currency_mismatch@7"},
    {Bool, "(call equal_text (load text 24 -1 (frame)) (text 0))", "true"},
    {Bool, "(call equal_text (text 0) (load text 24 -1 (frame)))", "true"},
    {Bool, "(call equal_text (load text 24 -1 (frame)) (text 1))", "false"},
    {Bool, "(call equal_text (load text 24 -1 (frame)) (text 8))", "false"},
    {Bool, "(call equal_text (text 8) (text 8))", "true"},
    {Bool, "(call equal_text (load text 24 -1 (frame)) (load text 24 -1 (frame)))", "true"},
    {Int, "(call compare_text (load text 24 -1 (frame)) (text 1))", "1"},
    {Bool, "(call starts_with (load text 24 -1 (frame)) (text 1))", "true"},
    {Bool, "(call ends_with (load text 24 -1 (frame)) (text 1))", "false"},
    {Int, "(call length (load text 24 -1 (frame)))", "3"},
    {Int, "(call hash_text (text 0))", "-7276804807767962236"},
    {Int, "(call find_rows (sequence 24 2) (int 7))", "48"},
    {Int, "(call find_rows (sequence 24 2) (int 8))", "0"},
    {Bool, "(call equal_ip (load ip 56 -1 (frame)) (load ip 56 -1 (frame)))", "true"},
    {Bool, "(call equal_ip (load ip 56 -1 (frame)) (ip 4))", "false"},
    {Int, "(call compare_ip (ip 4) (load ip 56 -1 (frame)))", "-1"},
    {Int, "(call compare_cidr (cidr 5) (cidr 5))", "0"},
    {Bool, "(call equal_cidr (load cidr 72 -1 (frame)) (cidr 5))", "false"},
    {Bool, "(call set_has_int (load sequence 96 -1 (frame)) (int 5))", "true"},
    {Bool, "(call set_has_int (sequence 3 4) (int 9))", "true"},
    {Bool, "(call set_has_int (sequence 3 3) (int 9))", "false"},
    {Bool, "(call subset_int (load sequence 96 -1 (frame)) (sequence 3 4))", "true"},
    {Bool, "(call subset_int (sequence 3 4) (load sequence 96 -1 (frame)))", "false"},
    {Bool, "(call subset_text (load sequence 216 -1 (frame)) (load sequence 112 -1 (frame)))", "true"},
    {Bool, "(call subset_ip (load sequence 232 -1 (frame)) (load sequence 232 -1 (frame)))", "true"},
    {Bool, "(call subset_cidr (load sequence 168 -1 (frame)) (load sequence 216 -1 (frame)))", "false"},
    {Bool, "(call prefix_set_has (load sequence 168 -1 (frame)) (load ip 56 -1 (frame)))", "true"},
    {Bool, "(call any_prefix_has (load sequence 168 -1 (frame)) (ip 4))", "false"},
    {Bool, "(call list_has_int (load sequence 96 -1 (frame)) (int 3))", "true"},
    {Bool, "(call list_has_text (load sequence 112 -1 (frame)) (text 0))", "true"},
    {Bool, "(call list_has_ip (load sequence 232 -1 (frame)) (ip 4))", "false"},
    {Int, "(call sort_ints (make_list 400 8 (int 2) (int 1) (int 2)))", "2"},
    {Int, "(call sort_texts (make_list 400 16 (text 2) (text 1)))", "2"},
    {Int, "(call sort_ips (make_list 400 16 (ip 4) (ip 4)))", "1"},
    {Int, "(call sort_cidrs (make_list 400 24 (cidr 5) (cidr 5)))", "1"},
    // transforms: 20777 is 2026-11-20, 7629 is 1990-11-21
    {Text, "(call_text mask_pan 400 24 (text 12) (int 6))", "\"411111******1111\""},
    {Text, "(call_text mask_pan 400 24 (text 12) (int 8))", "\"41111111****1111\""},
    {Text, "(call_text mask_pan 400 8 (text 12) (int 6))", "\"***\""},
    {Text, "(call_text mask_iban 400 24 (text 13))", "\"DE89**************3000\""},
    {Text, "(call_text mask_email 400 24 (text 14))", "\"a***@bank.example\""},
    {Text, "(call_text mask_phone 400 24 (text 15))", "\"+********0123\""},
    {Text, "(call_text mask_name 400 24 (text 0))", "\"a***\""},
    {Text, "(call_text mask_last_four 400 24 (text 12))", "\"************1111\""},
    {Text, "(call_text mask_email 400 40 (text 8))", "\"***\""},
    {Text, "(call_text mask_name 400 48 (text 8))", "\"a*** t*** o*** m*** t*** s*** b***\""},
    {Text, "(call_text mask_last_four 400 40 (text 8))", "\"*****************************ytes\""},
    {Text, "(call_text truncate_pan 400 24 (text 12))", "\"1111\""},
    {Text, "(call_text scan 400 40 (text 8) (int 6))", "\"a text of more than sixteen bytes\""},
    {Text, "(call_text birth_year 400 24 (int 7629))", "\"1990\""},
    {Text, "(call_text birth_year_of_text 400 24 (text 16))", "\"1990\""},
    {Text, "(call_text birth_year_of_text 400 24 (text 0))", "absent"},
    {Text, "(call_text age_band 400 24 (int 7629) (int 20777))", "\"30-39\""},
    {Text, "(call_text age_band 400 24 (int 20778) (int 20777))", "time.out_of_range@7"},
    {Text, "(call_text age_band_of_text 400 24 (text 16) (int 20778))", "\"30-39\""},
    {Text, "(call_text age_band_of_text 400 24 (text 16) (int 7628))", "time.out_of_range@7"},
    {Text, "(call_text age_band_of_text 400 24 (text 0) (int 20777))", "absent"},
    {Text, "(call_text generalise_ip 400 24 (load ip 56 -1 (frame)))", "\"10.0.0.0/24\""},
    {Text, "(call_text generalise_ip_of_text 400 24 (text 0))", "absent"},
    {Text, "(call_text pseudonym 400 40 (int 0) (text 1) (text 0))", "fact.unavailable@7"},
    // maps: entries of 24 bytes, of 16
    {Int, "(call map_find_text (sequence 17 2) (int 24) (text 2))", "1"},
    {Int, "(call map_find_text (sequence 17 2) (int 24) (text 0))", "-1"},
    {Int, "(call map_find_int (load sequence 136 -1 (frame)) (int 16) (int 3))", "2"},
    {Int, "(call map_find_int (load sequence 136 -1 (frame)) (int 16) (int 4))", "-1"},
    {Int, "(call map_find_int (load sequence 216 -1 (frame)) (int 16) (int 3))", "-1"},
};

std::string ProgramOfRows() {
  std::string text = "(program" + std::string(kConstants);
  for (const Row& row : kRows) text += "(function (action 0) (obligation (site 7) " + std::string(row.expr) + "))\n";
  return text + ")";
}

void CheckRows(emit::Effort effort) {
  const auto unit = testing::CompileCoreText(ProgramOfRows(), {.effort = effort});
  ASSERT_NE(unit, nullptr);
  const TestFrame frame;
  std::uint32_t function = 0;
  for (const Row& row : kRows) {
    CoreRun run;
    run.frame = run.object = frame.data();
    EXPECT_EQ(testing::RunExpr(*unit, function++, row.rep, run), row.expected) << row.expr;
  }
}

TEST(Expressions, GiveWhatTheRowsSayWithLittleEffort) {
  CheckRows(emit::Effort::Quick);
}
TEST(Expressions, GiveWhatTheRowsSayWithMuchEffort) {
  CheckRows(emit::Effort::Thorough);
}

class OneKey : public keys::KeySource {
 public:
  ByteSpan Material(std::uint32_t) const override { return material_; }

 private:
  const std::array<std::uint8_t, 32> material_{0x6b};
};

TEST(Expressions, TakeNeitherMemoryNorLocks) {
  const auto unit = testing::CompileCoreText(ProgramOfRows());
  ASSERT_NE(unit, nullptr);
  EXPECT_GT(testing::AllocationsSoFar(), 0u);
  const TestFrame frame;
  const OneKey key;
  std::uint32_t function = 0;
  for (const Row& row : kRows) {
    CoreRun run;
    run.frame = run.object = frame.data();
    run.keys = &key;
    const std::uint64_t allocations = testing::AllocationsSoFar();
    const std::uint64_t locks = testing::LocksSoFar();
    run.Call(*unit, function++);
    EXPECT_EQ(testing::AllocationsSoFar(), allocations) << row.expr;
    EXPECT_EQ(testing::LocksSoFar(), locks) << row.expr;
  }
}

TEST(Expressions, RowsNameEveryOperationAndHelper) {
  const std::string rows = ProgramOfRows();
  const std::string_view names[] = {
#define BPOL_OP(name, spelling, immediates, signature) spelling,
#include "compiler/core/ops.def"
#undef BPOL_OP
  };
  for (const std::string_view name : names) {
    if (name == "row") continue;  // of the patterns of an index: index_test.cpp
    const std::string head = "(" + std::string(name);
    EXPECT_TRUE(rows.find(head + " ") != std::string::npos || rows.find(head + ")") != std::string::npos) << name;
  }
  for (const abi::HelperInfo& helper : abi::kHelperInfos) {
    const bool address = helper.result == 'a' || helper.result == 'c';
    const std::string call = helper.result == 't' ? "(call_text " : address ? "(call_address " : "(call ";
    EXPECT_NE(rows.find(call + std::string(helper.spelling) + " "), std::string::npos) << helper.spelling;
  }
}

TEST(Expressions, VisitsAreCountedAndRunOut) {
  const auto unit = testing::CompileCoreText(
      "(program (action (scratch 0)) (function (action 0) (obligation (site 7) "
      "(count 0 int 8 (load sequence 96 -1 (frame)) (eq (var int 0) (int 3))))))");
  ASSERT_NE(unit, nullptr);
  const TestFrame frame;
  CoreRun enough;
  enough.frame = frame.data();
  enough.visits_left = 3;
  EXPECT_EQ(testing::RunExpr(*unit, 0, Int, enough), "1");
  EXPECT_EQ(enough.visits_left, 0);
  CoreRun short_of_one;
  short_of_one.frame = frame.data();
  short_of_one.visits_left = 2;
  EXPECT_EQ(testing::RunExpr(*unit, 0, Int, short_of_one), "cost.exceeded@7");
}

}  // namespace
}  // namespace bpol
