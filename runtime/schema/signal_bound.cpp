#include "runtime/schema/signal_bound.h"

#include "runtime/base/check.h"
#include "runtime/values/time.h"
#include "runtime/values/time_text.h"

namespace bpol::schema {
namespace {

constexpr std::uint64_t kEntry = 40;       // hash, time of the newest part, place among the keys by age
constexpr std::uint64_t kCounter = 8;      // of one part
constexpr std::int64_t kParts = 60;        // of a window of counters
constexpr std::int64_t kSketchParts = 12;  // of a window of sketches
constexpr std::uint64_t kSketch = 1024;    // registers of a byte: a standard error of 1.04 / sqrt(1024)
constexpr std::uint64_t kMoments = 3 * 8;  // weight, mean and variance, fading with the window

// The finest unit that the language has is a second.
std::string Span(std::int64_t microseconds) {
  std::string text;
  const std::int64_t second = values::kSecond;
  values::PrintDuration((microseconds + second - 1) / second * second, text);
  return text;
}

SignalBound Counters(const Signal& signal) {
  SignalBound bound;
  if (signal.window == 0) {
    bound.bytes_of_key = kEntry + kCounter;
    bound.error = "exact";
    return bound;
  }
  bound.bytes_of_key = kEntry + kCounter * static_cast<std::uint64_t>(kParts);
  bound.looks_back_more = signal.window / kParts;
  bound.error = "never too low; too high by what came in the " + Span(bound.looks_back_more) + " before the window";
  return bound;
}

SignalBound Sketches(const Signal& signal) {
  SignalBound bound;
  const std::int64_t parts = signal.window == 0 ? 1 : kSketchParts;
  bound.bytes_of_key = kEntry + kSketch * static_cast<std::uint64_t>(parts);
  bound.error = "within 3.25 % in two of three cases, 9.75 % in all but three of a thousand, either way";
  if (signal.window == 0) return bound;
  bound.looks_back_more = signal.window / kSketchParts;
  bound.error += "; counts also what came in the " + Span(bound.looks_back_more) + " before the window";
  return bound;
}

SignalBound OfKey(const Signal& signal) {
  switch (signal.kind) {
    case SignalKind::Count:
    case SignalKind::Sum:
    case SignalKind::Rate:
      return Counters(signal);
    case SignalKind::Distinct:
      return Sketches(signal);
    case SignalKind::Deviation:
      return {.bytes_of_key = kEntry + kMoments,
              .error = "no counting error; what is older than the window fades and does not end at once"};
  }
  BPOL_CHECK(false, "every kind of signal has its bound");
}

}  // namespace

SignalBound BoundOf(const Signal& signal) {
  SignalBound bound = OfKey(signal);
  bound.bytes = bound.bytes_of_key * signal.most_keys;
  return bound;
}

std::string NameOf(SignalKind kind) {
  switch (kind) {
    case SignalKind::Count:
      return "count";
    case SignalKind::Sum:
      return "sum";
    case SignalKind::Distinct:
      return "distinct";
    case SignalKind::Rate:
      return "rate";
    case SignalKind::Deviation:
      return "deviation";
  }
  BPOL_CHECK(false, "every kind of signal has its name");
}

}  // namespace bpol::schema
