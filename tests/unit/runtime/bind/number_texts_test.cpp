// NumberTexts reads the parser's tape and its index of the text, which simdjson promises to nobody. These tests say
// word by word what is assumed of them, for every implementation that this processor can run: a version of the library
// that lays them out otherwise fails here, and not in an amount of money.
#include "runtime/bind/number_texts.h"

#include <gtest/gtest.h>

#include <bit>
#include <random>
#include <string>
#include <vector>

namespace bpol::bind {
namespace {

using simdjson::dom::element;

// Runs `check` with each implementation that the library has for this processor.
template <typename Check>
void WithEachImplementation(Check&& check) {
  const simdjson::implementation* before = simdjson::get_active_implementation();
  int ran = 0;
  for (const simdjson::implementation* each : simdjson::get_available_implementations()) {
    if (!each->supported_by_runtime_system()) continue;
    simdjson::get_active_implementation() = each;
    SCOPED_TRACE(each->name());
    check();
    ++ran;
  }
  simdjson::get_active_implementation() = before;
  EXPECT_GT(ran, 0);
}

// The texts of all numbers of a document, in its order.
void Collect(element value, NumberTexts& texts, std::vector<std::string>& into) {
  if (value.is_array()) {
    for (const element child : value.get_array()) Collect(child, texts, into);
  } else if (value.is_object()) {
    for (const auto& member : value.get_object()) Collect(member.value, texts, into);
  } else if (value.is_number()) {
    into.emplace_back(texts.TextOf(value));
  }
}

std::vector<std::string> NumbersOf(const std::string& document) {
  simdjson::dom::parser parser;
  const simdjson::padded_string padded(document);
  const auto root = parser.parse(padded);
  EXPECT_EQ(root.error(), simdjson::SUCCESS) << document;
  NumberTexts texts;
  texts.Begin(parser, {padded.data(), padded.size()});
  std::vector<std::string> numbers;
  if (root.error() == simdjson::SUCCESS) Collect(root.value_unsafe(), texts, numbers);
  return numbers;
}

struct Word {
  char kind;
  bool wide;  // the value stands in the word behind it
};

TEST(TapeOfSimdjson, IsLaidOutAsNumberTextsReadsIt) {
  const Word words[] = {{'r', false}, {'{', false}, {'"', false}, {'[', false}, {'l', true},  {'u', true}, {'d', true},
                        {'t', false}, {'n', false}, {'"', false}, {']', false}, {'}', false}, {'r', false}};
  WithEachImplementation([&] {
    simdjson::dom::parser parser;
    ASSERT_EQ(parser.parse(std::string(R"({"a":[-1,18446744073709551615,1.5,true,null,"7"]})")).error(),
              simdjson::SUCCESS);
    const std::uint64_t* tape = parser.doc.tape.get();
    std::size_t place = 0;
    for (const Word& word : words) {
      EXPECT_EQ(static_cast<char>(tape[place] >> 56), word.kind) << "word " << place;
      place += word.wide ? 2 : 1;
    }
    EXPECT_EQ(tape[0] & simdjson::internal::JSON_VALUE_MASK, place) << "the root names the word behind the last";
    EXPECT_EQ(std::bit_cast<std::int64_t>(tape[5]), -1);
    EXPECT_EQ(tape[7], UINT64_MAX);
    EXPECT_EQ(std::bit_cast<double>(tape[9]), 1.5);
  });
}

TEST(TapeOfSimdjson, AnElementIsItsPlace) {
  static_assert(sizeof(element) == sizeof(simdjson::internal::tape_ref));
  WithEachImplementation([] {
    simdjson::dom::parser parser;
    const element root = parser.parse(std::string("[7,[8.5]]")).value();
    const auto place = [](element value) { return std::bit_cast<simdjson::internal::tape_ref>(value).json_index; };
    EXPECT_EQ(place(root), 1u);
    EXPECT_EQ(place(root.at(0).value()), 2u);
    EXPECT_EQ(place(root.at(1).value()), 4u);
    EXPECT_EQ(place(root.at(1).value().at(0).value()), 5u);
  });
}

TEST(IndexOfSimdjson, NamesWhereEachNumberBegins) {
  //                          0123456789012345678901234567
  const std::string document = R"({"1": [-2, "3,4" , 5.0e1 ]})";
  const std::vector<std::uint32_t> expected = {0, 1, 4, 6, 7, 9, 11, 17, 19, 25, 26};
  WithEachImplementation([&] {
    simdjson::dom::parser parser;
    ASSERT_EQ(parser.parse(document).error(), simdjson::SUCCESS);
    const auto& stage1 = *parser.implementation;
    ASSERT_EQ(stage1.n_structural_indexes, expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_EQ(stage1.structural_indexes[i], expected[i]) << i;
  });
}

TEST(NumberTexts, AreWhatIsWritten) {
  const std::vector<std::string> none, one = {"0"};
  WithEachImplementation([&] {
    EXPECT_EQ(NumbersOf("0"), one);
    EXPECT_EQ(NumbersOf("[]"), none);
    EXPECT_EQ(NumbersOf(R"({"1":"2","3":{"4":"-5"}})"), none);
    EXPECT_EQ(
        NumbersOf(R"([1.10,-0.0,1E+2 ,	18446744073709551615,-9223372036854775808,"6",{"7":8e-1}])"),
        (std::vector<std::string>{"1.10", "-0.0", "1E+2", "18446744073709551615", "-9223372036854775808", "8e-1"}));
    EXPECT_EQ(NumbersOf(R"(["\"1,2","\\",3,"a\\\"4"])"), std::vector<std::string>{"3"});
  });
}

// Documents drawn at random, with what they hold.
class Drawer {
 public:
  explicit Drawer(unsigned seed) : random_(seed) {}

  std::string Value(int depth, std::vector<std::string>& numbers) {
    constexpr const char* kNumbers[] = {"0", "-1", "12", "3.50", "-0.001", "1e5", "2E-7", "9007199254740993"};
    constexpr const char* kOthers[] = {"\"\"", "\"12\"", "\"-3,4\"", "\"\\\"5\"", "\"\\\\\"", "true", "null", "\"ä6\""};
    const std::size_t draw = Below(depth == 0 ? 4 : 6);
    if (draw < 3) return numbers.emplace_back(kNumbers[Below(std::size(kNumbers))]);
    if (draw == 3) return kOthers[Below(std::size(kOthers))];
    std::string text = draw == 4 ? "[" : "{";
    for (std::size_t i = 0, count = Below(12); i < count; ++i) {
      if (i > 0) text += Below(2) == 0 ? "," : " ,\n";
      if (draw == 5) text += "\"" + std::to_string(i) + "\" :";
      text += Value(depth - 1, numbers);
    }
    return text + (draw == 4 ? "]" : "}");
  }

 private:
  std::size_t Below(std::size_t bound) { return random_() % bound; }
  std::mt19937 random_;
};

TEST(NumberTexts, OfDocumentsDrawnAtRandom) {
  WithEachImplementation([] {
    Drawer drawer(11);
    std::size_t seen = 0;
    for (int i = 0; i < 400 && !testing::Test::HasFailure(); ++i) {
      std::vector<std::string> expected;
      const std::string document = drawer.Value(5, expected);
      EXPECT_EQ(NumbersOf(document), expected) << document;
      seen += expected.size();
    }
    EXPECT_GT(seen, 2'000u);
  });
}

}  // namespace
}  // namespace bpol::bind
