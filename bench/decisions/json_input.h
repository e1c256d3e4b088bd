// What the floors share when they read JSON: texts padded as simdjson wants them, and members told apart.
#pragma once

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/base/check.h"

namespace bpol::bench {

namespace ondemand = simdjson::ondemand;

// The value of a simdjson call that cannot fail here: the requests are those of tests that pass.
template <typename T>
T Must(simdjson::simdjson_result<T> result) {
  T value;
  BPOL_CHECK(std::move(result).get(value) == simdjson::SUCCESS,
             "a request of the tests is of the form that its floor knows");
  return value;
}

// Requests with room behind them, so that they are parsed in place.
inline std::vector<std::string> Padded(std::span<const std::string> requests) {
  std::vector<std::string> padded(requests.begin(), requests.end());
  for (std::string& each : padded) each.reserve(each.size() + simdjson::SIMDJSON_PADDING);
  return padded;
}

inline ondemand::document Parse(ondemand::parser& parser, const std::string& padded) {
  ondemand::document document;
  const auto error = parser.iterate(padded.data(), padded.size(), padded.capacity()).get(document);
  BPOL_CHECK(error == simdjson::SUCCESS, "a request of the tests is JSON");
  return document;
}

// The place of `name` in a list, or its size.
template <std::size_t N>
std::size_t IndexOf(const std::array<std::string_view, N>& names, std::string_view name) {
  return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
}

// A set of text: at most N, sorted, borrowed.
template <std::size_t N>
struct TextSet {
  std::array<std::string_view, N> texts;
  std::size_t count = 0;

  bool Has(std::string_view text) const { return std::binary_search(texts.begin(), texts.begin() + count, text); }

  void Read(ondemand::array array) {
    count = 0;
    for (auto each : array) {
      BPOL_CHECK(count < N, "a set of the tests is within its bound");
      texts[count++] = Must(each.get_string());
    }
    std::sort(texts.begin(), texts.begin() + count);
  }
};

}  // namespace bpol::bench
