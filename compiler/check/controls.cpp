#include "compiler/check/controls.h"

#include <algorithm>
#include <map>
#include <set>

#include "compiler/check/csv.h"
#include "compiler/diagnostics/suggest.h"
#include "compiler/stdlib/stdlib.h"
#include "compiler/syntax/controls.h"

namespace bpol::check {
namespace {

// Catalogue -> the ids that it lists.
using Catalogues = std::map<std::string, std::set<std::string, std::less<>>, std::less<>>;

const std::vector<std::string> kColumns = {"catalogue", "id", "text"};

// What is wrong with the file, naming the line; empty where all of it was read.
std::string AddTo(Catalogues& catalogues, std::string_view content) {
  const Csv csv = ReadCsv(content);
  if (!csv.mistake.empty()) return csv.mistake;
  for (std::size_t i = 0; i < csv.rows.size(); ++i) {
    const std::vector<CsvField>& row = csv.rows[i];
    const std::string line = "line " + std::to_string(row[0].line);
    if (row.size() != kColumns.size()) return line + ": " + std::to_string(row.size()) + " fields instead of 3";
    if (i == 0) {
      if (!std::ranges::equal(row, kColumns, {}, &CsvField::text))
        return line + ": the first line is `catalogue,id,text`";
      continue;
    }
    if (row[0].text.empty() || row[1].text.empty()) return line + ": a control has a catalogue and an id";
    catalogues[row[0].text].insert(row[1].text);
  }
  return csv.rows.empty() ? "it is empty; the first line is `catalogue,id,text`" : "";
}

// `36(1)(a)` and `4.2.1.1` belong to the entries `36` and `4.2.1`.
bool Lists(const std::set<std::string, std::less<>>& ids, std::string_view id) {
  for (std::size_t end = id.size(); end > 0; --end) {
    const bool part_begins = end == id.size() || id[end] == '(' || id[end] == '.';
    if (part_begins && ids.contains(id.substr(0, end))) return true;
  }
  return false;
}

Catalogues AllCatalogues(Session& session) {
  Catalogues catalogues;
  for (const std::string_view text : stdlib::CatalogueTexts()) {
    const std::string mistake = AddTo(catalogues, text);
    BPOL_CHECK(mistake.empty(), "the library's own catalogues are well formed");
  }
  for (const auto& [path, span] : session.project.catalogues) {
    const auto file = session.project.data_files.find(path);
    const std::string mistake =
        file == session.project.data_files.end() ? "there is no such file" : AddTo(catalogues, file->second);
    if (!mistake.empty()) session.report.Add(Code::ProjectFile, span, Quote(path) + " is no catalogue: " + mistake);
  }
  return catalogues;
}

void CheckControl(Session& session, const Catalogues& catalogues, const syntax::Control& control) {
  const std::string name = control.catalogue.Dotted();
  const auto catalogue = catalogues.find(name);
  if (catalogue == catalogues.end()) {
    std::vector<std::string_view> known;
    for (const auto& [each, ids] : catalogues) known.push_back(each);
    const Advice nearest = diagnostics::DidYouMean(name, known);
    session.report.Add(Code::UnknownControl, control.span, "no catalogue " + Quote(name),
                       nearest.empty()
                           ? "a bank's own catalogue is a file that the manifest names: [controls] catalogues = […]"
                           : nearest);
    return;
  }
  if (Lists(catalogue->second, control.id.value)) return;
  const std::vector<std::string_view> known(catalogue->second.begin(), catalogue->second.end());
  session.report.Add(Code::UnknownControl, control.span,
                     "the catalogue " + Quote(name) + " does not list \"" + control.id.value + "\"",
                     diagnostics::DidYouMean(control.id.value, known));
}

}  // namespace

void CheckControls(Session& session) {
  const Catalogues catalogues = AllCatalogues(session);
  for (const syntax::File& file : session.module.files())
    for (const syntax::Declaration& declaration : file.declarations)
      for (const syntax::Control* control : syntax::ControlsOf(declaration))
        CheckControl(session, catalogues, *control);
}

std::vector<std::string> ControlTexts(const std::vector<syntax::Control>& controls) {
  std::vector<std::string> texts;
  for (const syntax::Control& control : controls)
    texts.push_back(control.catalogue.Dotted() + "(\"" + control.id.value + "\")");
  return texts;
}

}  // namespace bpol::check
