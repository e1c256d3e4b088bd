#include "compiler/trial/differences.h"

#include <nlohmann/json.hpp>

namespace bpol::trial {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMost = 4;

class Comparison {
 public:
  void Compare(const Json& expected, const Json& came, const std::string& path) {
    if (expected.is_object() && came.is_object()) return CompareMembers(expected, came, path);
    if (expected.is_array() && came.is_array()) return CompareElements(expected, came, path);
    if (expected != came) Say(path, "is expected to be " + expected.dump() + ", came " + came.dump());
  }

  std::vector<std::string> Said() && { return std::move(said_); }

 private:
  void CompareMembers(const Json& expected, const Json& came, const std::string& path) {
    const std::string before = path.empty() ? "" : path + ".";
    for (const auto& [name, value] : expected.items()) {
      if (came.contains(name)) {
        Compare(value, came.at(name), before + name);
      } else {
        Say(before + name, "is expected to be " + value.dump() + ", and is not there");
      }
    }
    for (const auto& [name, value] : came.items()) {
      if (!expected.contains(name)) Say(before + name, "is not expected, came " + value.dump());
    }
  }

  void CompareElements(const Json& expected, const Json& came, const std::string& path) {
    if (expected.size() != came.size()) {
      Say(path, "is expected to have " + Elements(expected.size()) + ", came with " + std::to_string(came.size()));
      return;
    }
    for (std::size_t i = 0; i < expected.size(); ++i)
      Compare(expected[i], came[i], path + "[" + std::to_string(i) + "]");
  }

  static std::string Elements(std::size_t count) {
    return std::to_string(count) + (count == 1 ? " element" : " elements");
  }

  void Say(const std::string& path, const std::string& what) {
    if (said_.size() < kMost) said_.push_back((path.empty() ? "the whole" : "`" + path + "`") + " " + what);
  }

  std::vector<std::string> said_;
};

}  // namespace

std::vector<std::string> Differences(std::string_view expected, std::string_view came) {
  const Json wanted = Json::parse(expected, nullptr, false);
  const Json got = Json::parse(came, nullptr, false);
  if (wanted.is_discarded() || got.is_discarded()) return {};
  Comparison comparison;
  comparison.Compare(wanted, got, "");
  return std::move(comparison).Said();
}

}  // namespace bpol::trial
