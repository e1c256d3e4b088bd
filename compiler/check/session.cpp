#include "compiler/check/session.h"

#include <algorithm>

namespace bpol::check {

Session::Session(const symbols::Module& module_, const checked::Project& project_, Diagnostics& diagnostics)
    : module(module_),
      project(project_),
      report(diagnostics),
      types(unit.schema, project_.default_text),
      index(module_.symbols().size(), kNone),
      default_classes(module_.modules().size(), kNone) {
  unit.schema.name = project.name;
  unit.schema.version = project.version;
  unit.schema.regions = project.regions;
  unit.schema.clock_skew = project.clock_skew;
  unit.schema.visit_limit = project.visit_limit;
}

checked::ExprId Session::Add(checked::Node node, TypeRef type, std::uint64_t classes_of_value, Span span) {
  unit.exprs.push_back({.node = std::move(node), .type = type, .classes = classes_of_value, .span = span});
  return {static_cast<std::uint32_t>(unit.exprs.size() - 1)};
}

std::uint32_t Session::Site(std::string_view name) {
  std::vector<std::string>& sites = unit.schema.sites;
  const auto found = std::ranges::find(sites, name);
  if (found != sites.end()) return static_cast<std::uint32_t>(found - sites.begin());
  sites.emplace_back(name);
  return static_cast<std::uint32_t>(sites.size() - 1);
}

std::uint64_t Session::ClassBits(TypeRef record, std::uint32_t field) const {
  const std::uint32_t declaration = types.At(record).declaration;
  if (declaration >= unit.field_classes.size() || field >= unit.field_classes[declaration].size()) return 0;
  const std::uint32_t data_class = unit.field_classes[declaration][field];
  return data_class == kNone ? 0 : std::uint64_t{1} << data_class;
}

// Its entries are records that nobody can name but as `entry.key` and `entry.value`.
TypeRef Session::MapOf(TypeRef key, TypeRef value, std::uint32_t bound, std::uint32_t data_class) {
  const auto [place, is_new] = map_entries.try_emplace({key.type, value.type, data_class},
                                                       static_cast<std::uint32_t>(unit.schema.records.size()));
  if (is_new) {
    schema::Record entry{.name = "Map<" + types.Name(key) + ", " + types.Name(value) + ">"};
    entry.fields.push_back({.name = "key", .type = key.type});
    entry.fields.push_back({.name = "value", .type = value.type});
    unit.schema.records.push_back(std::move(entry));
    unit.field_classes.push_back({data_class, data_class});
    field_spans.push_back({{}, {}});
  }
  return types.MapOf(types.Record(place->second), bound);
}

symbols::SymbolId Session::SymbolOf(symbols::ModuleId in, symbols::Space space, const syntax::Name& name) const {
  const symbols::SymbolId found = module.Find(in, space, name.text);
  if (!found.valid() || !(module.symbol(found).span == name.span)) return {};
  return found;
}

}  // namespace bpol::check
