#include "tests/agreement/shrink.h"

namespace bpol::agreement {
namespace {

class Shrinker {
 public:
  Shrinker(SavedCase failing, const StillFails& still_fails, std::chrono::seconds limit)
      : best_(std::move(failing)), still_fails_(still_fails), end_(std::chrono::steady_clock::now() + limit) {}

  SavedCase Run() {
    std::size_t before = 0;
    do {
      before = best_.Size();
      Try([](SavedCase& made) { made.response.clear(); });
      for (const auto& [name, text] : Files(best_.files)) ShrinkFile(name);
      ShrinkText(&SavedCase::request);
      ShrinkText(&SavedCase::response);
      ShrinkText(&SavedCase::wire);
    } while (best_.Size() < before && !Late());
    return std::move(best_);
  }

 private:
  bool Late() const { return std::chrono::steady_clock::now() >= end_; }

  template <typename Change>
  bool Try(Change&& change) {
    SavedCase made = best_;
    change(made);
    if (Late() || made.Size() >= best_.Size() || !still_fails_(made)) return false;
    best_ = std::move(made);
    return true;
  }

  void ShrinkFile(const std::string& name) {
    if (!name.ends_with(".bpol")) {
      Try([&](SavedCase& made) { made.files.erase(name); });
      return;
    }
    Pass([&] { return SmallerPolicies(best_.files[name]); },
         [&](SavedCase& made, const std::string& text) { made.files[name] = text; });
  }

  void ShrinkText(std::string SavedCase::* part) {
    Pass([&] { return SmallerJson(best_.*part); },
         [&](SavedCase& made, const std::string& text) { made.*part = text; });
  }

  // Every place once. After a step the list is made anew, and goes on where it was: what stood there is gone.
  template <typename List, typename Put>
  void Pass(List&& list, Put&& put) {
    std::vector<std::string> smaller = list();
    for (std::size_t i = 0; i < smaller.size() && !Late();) {
      if (Try([&](SavedCase& made) { put(made, smaller[i]); })) {
        smaller = list();
      } else {
        ++i;
      }
    }
  }

  SavedCase best_;
  const StillFails& still_fails_;
  const std::chrono::steady_clock::time_point end_;
};

}  // namespace

SavedCase Shrink(SavedCase failing, const StillFails& still_fails, std::chrono::seconds limit) {
  return Shrinker(std::move(failing), still_fails, limit).Run();
}

}  // namespace bpol::agreement
