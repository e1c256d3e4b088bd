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

struct Project {
  std::string name = "project";
  std::string version = "0";
  std::vector<std::string> regions;           // at most 64
  std::map<std::string, Span> param_places;   // where the manifest sets them; nothing for those from elsewhere
  std::map<std::string, std::string> params;  // param name -> its value as a policy would write it: `4`, `EUR 30.00`
  std::uint32_t default_elements = 64;        // bound of a Set or List that says no `max`
  std::uint32_t default_text = 4096;          // bytes of a String that says no `max`
  std::string zone = "UTC";                   // of `from` and `until`; a name that compiler/zones knows
  std::int64_t clock_skew = 10'000'000;       // microseconds
  std::int64_t visit_limit = 100'000;         // elements that quantifiers of one decision may visit
  std::optional<Question> question;           // of a tool; no file says it
  std::map<std::string, Span> catalogues;     // files of controls, and where the manifest names them
  std::map<std::string, std::string> data_files;  // path as tables write it -> content
};

}  // namespace bpol::checked
