// Project: what the manifest says and the data files hold, as values; `check` reads nothing from disk itself.
// The pipeline fills it from bpol.toml.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/source/span.h"

namespace bpol::checked {

// What a tool asks beside the policy: an action reads a module's `let`, though no line does.
struct Question {
  std::string action;
  std::string module;
  std::string let;
};

// A value as the manifest gives it.
struct GivenValue {
  enum class Shape : std::uint8_t { Text, Array, Table };
  Shape shape = Shape::Text;
  std::string text = {};                  // as data files write it, without quotes: `4`, `EUR 30.00`
  std::vector<GivenValue> elements = {};  // of an array, or the values of a table
  std::vector<std::string> names = {};    // of a table, one an element; no name twice
  friend bool operator==(const GivenValue&, const GivenValue&) = default;
};

// What actions read for their invariants: nothing, as in what is shipped, or the conditions, for a tool that tries
// them.
enum class Invariants { Checked, Read };

struct Project {
  std::string name = "project";
  std::string version = "0";
  std::vector<std::string> regions;               // at most 64
  std::map<std::string, Span> param_places;       // where the manifest sets them; nothing for those from elsewhere
  std::map<std::string, GivenValue> params;       // by the name of the param
  std::uint32_t default_elements = 64;            // bound of a Set or List that says no `max`
  std::uint32_t default_text = 4096;              // bytes of a String that says no `max`
  std::uint32_t signal_keys = 100'000;            // keys of each signal that the host keeps
  std::string zone = "UTC";                       // of `from` and `until`; a name that compiler/zones knows
  std::optional<std::int64_t> today;              // days, as values::Date; nothing: nobody asks which periods are over
  std::int64_t clock_skew = 10'000'000;           // microseconds
  std::int64_t visit_limit = 100'000;             // elements that quantifiers of one decision may visit
  std::optional<Question> question;               // of a tool; no file says it
  Invariants invariants = Invariants::Checked;    // the same
  std::map<std::string, Span> catalogues;         // files of controls, and where the manifest names them
  std::map<std::string, std::string> data_files;  // path as tables write it -> content
};

}  // namespace bpol::checked
