// bpol audit verify, bpol audit show: has anybody touched the record, and what does it say.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "compiler/cli/command.h"
#include "compiler/cli/terminal.h"
#include "runtime/audit/show.h"
#include "runtime/audit/verify.h"

namespace bpol::cli {
namespace {

Exit Verify(const std::string& path) {
  const auto report = audit::Verify(path);
  if (!report.ok()) return Fail(report.error());
  const std::string text = audit::Render(*report);
  // The verdict is the first line.
  const std::size_t end = std::min(text.find('\n'), text.size());
  const Style style = report->intact() ? Style::Good : Style::Bad;
  std::fputs((Paint(text.substr(0, end), style, Stream::Output) + text.substr(end)).c_str(), stdout);
  return report->intact() ? Exit::Ok : Exit::Problem;
}

Exit Show(const std::string& path, const audit::ShowRange& range) {
  const Status shown = audit::Show(path, range, [](std::string_view line) {
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fputc('\n', stdout);
  });
  return shown.ok() ? Exit::Ok : Fail(shown.error());
}

}  // namespace

void AddAudit(CLI::App& app, Exit& exit) {
  CLI::App* audit = app.add_subcommand("audit", "verify or show a record of decisions");
  audit->require_subcommand(1);

  auto path = std::make_shared<std::string>();
  CLI::App* verify = audit->add_subcommand("verify", "say whether anybody touched the record, and where");
  verify->add_option("FILE", *path, "the record")->required();
  verify->callback([path, &exit] { exit = Verify(*path); });

  auto range = std::make_shared<audit::ShowRange>();
  CLI::App* show = audit->add_subcommand("show", "print the record, one masked line for each entry");
  show->add_option("FILE", *path, "the record")->required();
  show->add_option("--from", range->first, "number of the first entry to print");
  show->add_option("--to", range->last, "number of the last entry to print");
  show->callback([path, range, &exit] { exit = Show(*path, *range); });
}

}  // namespace bpol::cli
