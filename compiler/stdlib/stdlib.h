// Stdlib: the texts of the standard library (stdlib/), built into the program.
// Thread safety: constants.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bpol::stdlib {

// `std.geo` is `geo.bpol`. Nothing when the library has no module of that name.
std::optional<std::string_view> ModuleText(std::string_view name);

// "std.aml", "std.fapi", …: in order of name.
std::vector<std::string> ModuleNames();

// Where a project may keep its own copy of a module, which is then what it uses: `std/geo.bpol`. A bundle carries the
// copies that it was tested with. Nothing where `name` is not of the library.
std::optional<std::string> CopyPath(std::string_view name);

// The catalogues of controls, comma-separated: a first line of names (`catalogue,id,text`), then one control a line;
// `#` begins a comment.
std::vector<std::string_view> CatalogueTexts();

}  // namespace bpol::stdlib
