// Rows of body and answer on small types: what is kept leaves byte for byte, what is not leaves no trace.
#include "runtime/redact/redactor.h"

#include <gtest/gtest.h>

namespace bpol::redact {
namespace {

using schema::Form;
using schema::kNone;
using schema::Treatment;
using schema::TypeKind;
using Kind = Problem::Kind;

// record Item { id: String  iban: Iban?  secret: String?  count: Int 0..9?  when: Date? } and its list, all but `iban`
// (masked) and `secret` (removed) kept. The root is the record Reply { items: List<Item>  note: String? }.
class Small {
 public:
  Small() {
    unit.classes = {"internal", "personal"};
    unit.function_count = 2;
    unit.types = {{.kind = TypeKind::String},
                  {.kind = TypeKind::Iban},
                  {.kind = TypeKind::Int, .minimum = 0, .maximum = 9},
                  {.kind = TypeKind::Date},
                  {.kind = TypeKind::Record, .declaration = 0},
                  {.kind = TypeKind::List, .element = 4},
                  {.kind = TypeKind::Record, .declaration = 1}};
    unit.records = {
        {.name = "Item",
         .fields = {{.name = "id", .type = 0},
                    {.name = "iban", .type = 1, .presence_bit = 0},
                    {.name = "secret", .type = 0, .presence_bit = 1},
                    {.name = "count", .type = 2, .presence_bit = 2},
                    {.name = "when", .type = 3, .presence_bit = 3}}},
        {.name = "Reply", .fields = {{.name = "items", .type = 5}, {.name = "note", .type = 0, .presence_bit = 0}}}};
    using Node = schema::RedactNode;
    redaction.nodes.resize(9);
    for (std::uint32_t i = 0; i < 9; ++i)
      redaction.nodes[i].blocks = {{{.conditions = {}, .treatment = Treatment::Keep}}};
    redaction.nodes[0].kind = Node::Kind::Record;
    redaction.nodes[0].type = 6;
    redaction.nodes[0].members = {{.name = "items", .node = 1}, {.name = "note", .node = 3}};
    redaction.nodes[1].kind = Node::Kind::List;
    redaction.nodes[1].type = 5;
    redaction.nodes[1].element = 2;
    redaction.nodes[2].kind = Node::Kind::Record;
    redaction.nodes[2].type = 4;
    redaction.nodes[2].members = {{.name = "id", .node = 4},
                                  {.name = "iban", .node = 5, .data_class = 1},
                                  {.name = "secret", .node = 6, .data_class = 1},
                                  {.name = "count", .node = 7},
                                  {.name = "when", .node = 8}};
    const std::uint32_t types[] = {0, 0, 1, 0, 2, 3};
    for (std::uint32_t i = 0; i < 6; ++i) redaction.nodes[i + 3].type = types[i];
    redaction.nodes[5].blocks = {{{.conditions = {}, .treatment = Treatment::Mask, .form = Form::Iban}}};
    redaction.nodes[6].blocks = {};
  }

  // The body's answer, fed in pieces of `size` bytes; "!" and the kind and path of a problem.
  std::string Redact(std::string_view body, std::size_t size = std::string_view::npos) {
    const Result<Plan> plan = Plan::Make(unit, redaction);
    if (!plan.ok()) return "no plan";
    redactor.Start(*plan, {.request = request, .objects = objects});
    std::string out;
    bool ok = true;
    for (; ok && !body.empty(); body.remove_prefix(std::min(size, body.size())))
      ok = redactor.Feed(body.substr(0, size), out);
    if (ok && redactor.Finish(out)) return out;
    constexpr const char* kKinds[] = {"None", "Malformed", "Duplicate", "TooDeep", "TooLarge", "Misfit"};
    return std::string("!") + kKinds[static_cast<int>(redactor.problem().kind)] + " " + redactor.problem().path;
  }

  schema::Unit unit;
  schema::Redaction redaction;
  std::vector<Answer> request;
  ObjectConditions* objects = nullptr;
  Redactor redactor;
};

void CheckRows(Small& small, const std::vector<std::pair<std::string, std::string>>& rows) {
  for (const auto& [body, answer] : rows) {
    for (const std::size_t size : {std::string::npos, std::size_t{1}, std::size_t{7}})
      EXPECT_EQ(small.Redact(body, size), answer) << body.substr(0, 100) << " in pieces of " << size;
  }
}

TEST(Redactor, KeepsBytesAndCommas) {
  Small small;
  CheckRows(
      small,
      {
          {R"({"items":[]})", R"({"items":[]})"},
          {R"({"items":[{"id":"a"},{"id":"b"}],"note":"n"})", R"({"items":[{"id":"a"},{"id":"b"}],"note":"n"})"},
          {R"({"items":[{"id":"\u0041\/\ud83d\ude00","count":-0}]})",
           R"({"items":[{"id":"\u0041\/\ud83d\ude00","count":-0}]})"},
          {R"({"items":[{"secret":"x","id":"a"}]})", R"({"items":[{"id":"a"}]})"},
          {R"({"items":[{"id":"a","secret":"x"}]})", R"({"items":[{"id":"a"}]})"},
          {R"({"items":[{"id":"a","secret":"x","count":3}]})", R"({"items":[{"id":"a","count":3}]})"},
          {R"({"items":[{"secret":"x","id":"a","other":[{"y":1}],"count":3}]})", R"({"items":[{"id":"a","count":3}]})"},
          {R"({"items":[{"id":"a","iban":"GB82WEST12345698765432","count":1}]})",
           R"({"items":[{"id":"a","iban":"GB82**************5432","count":1}]})"},
          {R"({"items":[{"iban":null,"id":"a","secret":null}]})", R"({"items":[{"iban":null,"id":"a"}]})"},
          {R"({"items":[{"\u0069d":"a","\u0069ban":"\u0047B82WEST12345698765432"}]})",
           R"({"items":[{"\u0069d":"a","\u0069ban":"GB82**************5432"}]})"},
      });
}

TEST(Redactor, NamesThePlaceOfAMisfit) {
  Small small;
  CheckRows(small, {
                       {R"({"items":[{"id":"a"},{"id":1}]})", "!Misfit items[1].id"},
                       {R"({"items":[{"id":"a","count":10}]})", "!Misfit items[0].count"},
                       {R"({"items":[{"id":"a","count":1.0}]})", "!Misfit items[0].count"},
                       {R"({"items":[{"id":"a","count":99999999999999999999999}]})", "!Misfit items[0].count"},
                       {R"({"items":[{"id":null}]})", "!Misfit items[0].id"},
                       {R"({"items":[{"count":1}]})", "!Misfit items[0].id"},
                       {R"({"items":[{"id":"a","iban":"GB82WEST12345698765431"}]})", "!Misfit items[0].iban"},
                       {R"({"items":[{"id":"a","when":"2026-02-29"}]})", "!Misfit items[0].when"},
                       {R"({"items":[{"id":"a","secret":{}}]})", "!Misfit items[0].secret"},
                       {R"({"items":{}})", "!Misfit items"},
                       {R"({"items":[null]})", "!Misfit items[0]"},
                       {R"({"note":"n"})", "!Misfit items"},
                       {R"([])", "!Misfit "},
                   });
}

TEST(Redactor, KeepsAllDigitsOfADecimal) {
  Small small;
  small.unit.types[2] = {.kind = TypeKind::Decimal};
  const auto body = [](std::string_view number) {
    return R"({"items":[{"id":"a","count":)" + std::string(number) + "}]}";
  };
  for (const char* number : {"0.13", "-0.1234567890123456789012345678901234", "1234567890123456789012345678901234",
                             "1e5", "-0", R"("0.13")", R"("-0.1234567890123456789012345678901234")"})
    CheckRows(small, {{body(number), body(number)}});
  for (const char* number : {"12345678901234567890123456789012345", "1e400", R"("1,5")", R"("")", "true"})
    CheckRows(small, {{body(number), "!Misfit items[0].count"}});
}

TEST(Redactor, IsStrict) {
  Small small;
  const std::string deep = R"({"items":[],"x":)" + std::string(63, '[') + std::string(63, ']') + "}";
  const std::string deeper = R"({"items":[],"x":)" + std::string(64, '[') + std::string(64, ']') + "}";
  const std::string long_name = R"({"items":[],")" + std::string(kMaxNameBytes + 1, 'x') + R"(":1})";
  CheckRows(small, {
                       {R"({"items":[],"items":[]})", "!Duplicate items"},
                       {R"({"items":[],"\u0069tems":[]})", "!Duplicate items"},
                       {R"({"items":[],"x":1,"x":2})", "!Duplicate "},
                       {R"({"items":[],"x":{"y":1,"y":2}})", "!Duplicate "},
                       {deep, R"({"items":[]})"},
                       {deeper, "!TooDeep "},
                       {long_name, "!TooLarge items"},
                       {"", "!Malformed "},
                       {R"({"items":[])", "!Malformed items"},
                       {R"({"items":[]} x)", "!Malformed "},
                       {R"({"items":[],})", "!Malformed items"},
                       {R"({"items":[,]})", "!Malformed items"},
                       {"{\"items\":[],\"x\":\"\xc0\xaf\"}", "!Malformed "},
                       {"{\"items\":[],\"x\":\"\xed\xa0\x80\"}", "!Malformed "},
                       {"{\"items\":[],\"x\":\"\xf4\x90\x80\x80\"}", "!Malformed "},
                       {"{\"items\":[],\"x\":\"\xe2\x82\"}", "!Malformed "},
                       {R"({"items":[],"x":"\ud800"})", "!Malformed "},
                       {R"({"items":[],"x":"\udc00"})", "!Malformed "},
                       {"{\"items\":[],\"x\":\"\t\"}", "!Malformed "},
                       {R"({"items":[],"x":01})", "!Malformed "},
                       {R"({"items":[],"x":1.})", "!Malformed "},
                       {R"({"items":[],"x":.5})", "!Malformed "},
                       {R"({"items":[],"x":+1})", "!Malformed "},
                       {R"({"items":[],"x":nul})", "!Malformed "},
                       {"\xef\xbb\xbf{\"items\":[]}", "!Malformed "},
                   });
}

TEST(Redactor, WithholdsBeforeItKnows) {
  // After each prefix, what went out is a prefix of the answer and holds nothing of a value that is not decided.
  Small small;
  const Result<Plan> plan = Plan::Make(small.unit, small.redaction);
  ASSERT_TRUE(plan.ok());
  const std::string body =
      R"({"items":[{"secret":"hidden","id":"a","iban":"GB82WEST12345698765432"}],"other":"hidden"})";
  const std::string answer = R"({"items":[{"id":"a","iban":"GB82**************5432"}]})";
  std::string out;
  small.redactor.Start(*plan, {});
  for (const char& c : body) {
    ASSERT_TRUE(small.redactor.Feed({&c, 1}, out));
    ASSERT_TRUE(answer.starts_with(out)) << out;
  }
  ASSERT_TRUE(small.redactor.Finish(out));
  EXPECT_EQ(out, answer);
}

TEST(Redactor, SendsNothingMoreAfterAProblem) {
  Small small;
  const Result<Plan> plan = Plan::Make(small.unit, small.redaction);
  ASSERT_TRUE(plan.ok());
  std::string out;
  small.redactor.Start(*plan, {});
  ASSERT_TRUE(small.redactor.Feed(R"({"items":[{"id":"a"})", out));
  const std::string sent = out;
  EXPECT_FALSE(small.redactor.Feed(R"(,{"id":1}]})", out));
  EXPECT_FALSE(small.redactor.Feed("]}", out));
  EXPECT_FALSE(small.redactor.Finish(out));
  EXPECT_EQ(out, sent);
}

TEST(Redactor, CountsByClass) {
  Small small;
  EXPECT_EQ(small.Redact(
                R"({"items":[{"id":"a","secret":"x","y":1,"iban":"GB82WEST12345698765432"},{"id":"b","secret":"z"}]})"),
            R"({"items":[{"id":"a","iban":"GB82**************5432"},{"id":"b"}]})");
  EXPECT_EQ(small.redactor.counts(), (Counts{.removed = {0, 2}, .transformed = {0, 1}, .dropped = 0, .undeclared = 1}));
}

TEST(Redactor, PassesUnknownMembersWhereTheAuthorSaysSo) {
  Small small;
  small.redaction.nodes[0].pass_unknown = true;
  CheckRows(small, {
                       {R"({"x":{"y":[1e-7,{"z":null}]},"items":[],"w":"\u0041"})",
                        R"({"x":{"y":[1e-7,{"z":null}]},"items":[],"w":"\u0041"})"},
                       {R"({"items":[{"id":"a","x":1}],"x":1})", R"({"items":[{"id":"a"}],"x":1})"},
                       {R"({"items":[],"x":{"y":1,"\u0079":2}})", "!Duplicate "},
                   });
}

// Members that cannot be told apart any more are passed on by nobody; withheld ones do no harm.
TEST(Redactor, ManyUnknownMembersAreRefusedOnlyWherePassed) {
  Small small;
  small.redactor = Redactor({.unknown_names = 3});
  const std::string body = R"({"items":[],"a":1,"b":2,"c":3,"d":4})";
  EXPECT_EQ(small.Redact(body), R"({"items":[]})");
  small.redaction.nodes[0].pass_unknown = true;
  EXPECT_EQ(small.Redact(body), "!TooLarge ");
}

// `names: Map<Iban, String>`, whose values are masked, beside a kept `note`.
class WithMap : public Small {
 public:
  WithMap() {
    unit.types.push_back({.kind = TypeKind::Record, .declaration = 2});              // 7
    unit.types.push_back({.kind = TypeKind::List, .declaration = 2, .element = 7});  // 8
    unit.types.push_back({.kind = TypeKind::Record, .declaration = 3});              // 9
    unit.records.push_back({.name = "Entry", .fields = {{.name = "key", .type = 1}, {.name = "value", .type = 0}}});
    unit.records.push_back(
        {.name = "Names", .fields = {{.name = "names", .type = 8}, {.name = "note", .type = 0, .presence_bit = 0}}});
    redaction.nodes.resize(4);
    redaction.nodes[0].type = 9;
    redaction.nodes[0].members = {{.name = "names", .node = 1, .data_class = 1}, {.name = "note", .node = 3}};
    redaction.nodes[1].type = 8;
    redaction.nodes[2] = {.kind = schema::RedactNode::Kind::Scalar, .type = 0};
    redaction.nodes[2].blocks = {{{.conditions = {}, .treatment = Treatment::Mask, .form = Form::Text}}};
  }
};

constexpr const char* kIban = "DE89370400440532013000";

TEST(Redactor, KeysOfAMapLeaveWithIt) {
  WithMap map;
  const std::string iban = kIban, other = "GB82WEST12345698765432";
  CheckRows(map,
            {
                {R"({"names":{}})", R"({"names":{}})"},
                {R"({"names":{"DE00":"a"}})", "!Misfit names[0]"},
                {R"({"names":{")" + iban + R"(":3}})", "!Misfit names[0]"},
                {R"({"names":{")" + iban + R"(":null}})", "!Misfit names[0]"},
                {R"({"names":[]})", "!Misfit names"},
                {R"({"names":{")" + iban + R"(":"Anna",")" + other + R"(":"Bo"},"note":"n"})",
                 R"({"names":{")" + iban + R"(":"***",")" + other + R"(":"***"},"note":"n"})"},
                // The same key, once written with an escape.
                {R"({"names":{")" + iban + R"(":"a","\u0044)" + iban.substr(1) + R"(":"b"}})", "!Duplicate names[1]"},
            });
  map.redaction.nodes[1].blocks = {{{.conditions = {}, .treatment = Treatment::Mask, .form = Form::Iban}}};
  CheckRows(map, {{R"({"names":{")" + iban + R"(":"Anna"},"note":"n"})", R"({"note":"n"})"},
                  {R"({"names":{"DE00":"Anna"},"note":"n"})", "!Misfit names[0]"}});
  EXPECT_EQ(map.redactor.counts().removed[1], 1u);
}

TEST(Redactor, AMapHasAsManyKeysAsCanBeToldApart) {
  WithMap map;
  map.unit.types[1] = {.kind = TypeKind::String};
  map.redactor = Redactor({.unknown_names = 2});
  const std::string two = R"({"names":{"a":"x","b":"y"}})", three = R"({"names":{"a":"x","b":"y","c":"z"}})";
  CheckRows(map, {{two, R"({"names":{"a":"***","b":"***"}})"}, {three, "!TooLarge names[2]"}});
  map.redaction.nodes[1].blocks = {};
  CheckRows(map, {{three, "{}"}});
}

TEST(Redactor, EntriesAreDroppedWithTheirKeys) {
  WithMap map;
  map.redaction.nodes[1].drops = {{.conditions = {{.function = 0}}}};
  const std::string body = std::string(R"({"names":{")") + kIban + R"(":"Anna"},"note":"n"})";
  map.request = {Answer::Fails};
  EXPECT_NE(map.Redact(body).find(kIban), std::string::npos);
  for (const Answer answer : {Answer::Holds, Answer::Faulted}) {
    map.request = {answer};
    EXPECT_EQ(map.Redact(body), R"({"names":{},"note":"n"})");
    EXPECT_EQ(map.redactor.counts().dropped, 1u);
  }
}

// A plan without a condition's answer, or a host without objects, withholds.
TEST(Redactor, UnansweredConditionsWithhold) {
  Small small;
  small.redaction.nodes[4].blocks = {{{.conditions = {{.function = 0}}, .treatment = Treatment::Keep}}};
  EXPECT_EQ(small.Redact(R"({"items":[{"id":"a","count":1}]})"), R"({"items":[{"count":1}]})");
  small.request = {Answer::Holds};
  EXPECT_EQ(small.Redact(R"({"items":[{"id":"a","count":1}]})"), R"({"items":[{"id":"a","count":1}]})");
  small.redaction.nodes[1].drops = {{.conditions = {{.function = 1, .reads_object = true, .object = 2}}}};
  EXPECT_EQ(small.Redact(R"({"items":[{"id":"a","count":1}]})"), R"({"items":[]})");
  EXPECT_EQ(small.redactor.counts().dropped, 1u);
}

TEST(Redactor, ALongStreamNeedsNoMoreMemoryThanAShortOne) {
  Small small;
  const Result<Plan> plan = Plan::Make(small.unit, small.redaction);
  ASSERT_TRUE(plan.ok());
  std::string out;
  std::size_t largest = 0;
  small.redactor.Start(*plan, {});
  ASSERT_TRUE(small.redactor.Feed(R"({"items":[{"id":"a"})", out));
  const std::string piece = R"(,{"id":"b","secret":"x","iban":"GB82WEST12345698765432","o":[1,{"p":"q"}]})";
  std::string many;
  for (int i = 0; i < 100; ++i) many += piece;
  for (int i = 0; i < 1000; ++i) {
    out.clear();
    ASSERT_TRUE(small.redactor.Feed(many, out));
    largest = std::max(largest, out.size());
  }
  ASSERT_TRUE(small.redactor.Feed("]}", out) && small.redactor.Finish(out));
  EXPECT_LE(largest, many.size());
  EXPECT_EQ(small.redactor.counts().transformed[1], 100'000u);
}

TEST(Plan, RefusesWhatDoesNotFitItsUnit) {
  const auto refused = [](auto change) {
    Small small;
    change(small);
    return small.Redact("{}") == "no plan";
  };
  EXPECT_TRUE(refused([](Small& small) { small.redaction.root = 99; }));
  EXPECT_TRUE(refused([](Small& small) { small.redaction.nodes[0].members[1].node = 1; }));
  EXPECT_TRUE(refused([](Small& small) { small.redaction.nodes[0].members.pop_back(); }));
  EXPECT_TRUE(refused([](Small& small) { small.redaction.nodes[2].members[0].name = "other"; }));
  EXPECT_TRUE(refused([](Small& small) { small.redaction.nodes[4].type = 3; }));
  EXPECT_TRUE(refused([](Small& small) { small.redaction.nodes[1].kind = schema::RedactNode::Kind::Scalar; }));
  EXPECT_TRUE(refused([](Small& small) { small.redaction.nodes[1].element = 0; }));
  EXPECT_TRUE(refused([](Small& small) { small.redaction.nodes[4].blocks[0][0].key = 3; }));
  EXPECT_TRUE(refused([](Small& small) { small.redaction.nodes[4].blocks[0][0].conditions = {{.function = 7}}; }));
  EXPECT_TRUE(refused([](Small& small) {
    small.redaction.nodes[3].blocks[0][0].conditions = {{.function = 1, .reads_object = true, .object = 2}};
  }));
  EXPECT_FALSE(refused([](Small&) {}));
}

}  // namespace
}  // namespace bpol::redact
