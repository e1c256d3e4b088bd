// bpol check: reads a project, says what is wrong with it, and prints what a stage made of it.
#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>

#include "compiler/cli/command.h"
#include "compiler/cli/fix_files.h"
#include "compiler/cli/open_project.h"
#include "compiler/diagnostics/render.h"
#include "compiler/pipeline.h"
#include "compiler/print.h"
#include "runtime/schema/signal_bound.h"
#include "runtime/values/time_text.h"

namespace bpol::cli {
namespace {

using compiler::Stage;

enum class Format { Human, Json, Sarif };

struct CheckArguments {
  std::string path;
  std::optional<Stage> stop_after;
  std::optional<compiler::Printed> print;
  Format format = Format::Human;
  bool fix = false;
  std::string today;  // 2026-11-20; empty: what this machine's clock says
};

std::string Count(std::size_t number, const std::string& what) {
  return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

std::string Summary(const compiler::Compiled& compiled) {
  const checked::Project& settings = compiled.project.manifest.settings;
  std::string text = settings.name + " " + settings.version + ": no mistakes found";
  if (compiled.description) {
    const schema::Unit& unit = compiled.description->schema;
    text += "; " + Count(unit.actions.size(), "action") + ", " + Count(unit.lines.size(), "line") + ", " +
            Count(compiled.unit->tests.size(), "test");
  }
  return text + "\n";
}

// The worst case of each action and of an event of each lifecycle, in the units of docs/language/cost.md.
std::string Costs(const compiler::Compiled& compiled) {
  std::string text;
  if (!compiled.description) return text;
  for (const schema::Action& action : compiled.description->schema.actions)
    text += "  " + action.name + ": costs at most " + std::to_string(action.cost) + "\n";
  const schema::Unit& schema = compiled.description->schema;
  for (std::size_t i = 0; i < schema.lifecycles.size(); ++i)
    text += "  lifecycle of " + schema.records[schema.lifecycles[i].record].name + ": an event costs at most " +
            std::to_string(compiled.description->lifecycle_costs[i]) + "\n";
  return text;
}

std::string Grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t i = text.size(); i > 3; i -= 3) text.insert(i - 3, ",");
  return text;
}

// What a host needs for each signal, and what it may be wrong by.
std::string Signals(const compiler::Compiled& compiled) {
  std::string text;
  if (!compiled.description) return text;
  for (const schema::Signal& signal : compiled.description->schema.signals) {
    const schema::SignalBound bound = schema::BoundOf(signal);
    std::string window;
    if (signal.window != 0) values::PrintDuration(signal.window, window);
    text += "  signal " + signal.name + ": " + schema::NameOf(signal.kind) + (window.empty() ? "" : " over " + window) +
            ", at most " + Grouped(signal.most_keys) + (signal.most_keys == 1 ? " key" : " keys") + " of " +
            Grouped(bound.bytes_of_key) + " bytes, " + Grouped(bound.bytes) + " bytes in all; " + bound.error + "\n";
  }
  return text;
}

Exit ShowPrinted(const compiler::Compiled& compiled, compiler::Printed what) {
  const auto text = compiler::Print(compiled, what);
  if (!text.ok()) return Fail(text.error());
  std::fwrite(text->data(), 1, text->size(), stdout);
  return Exit::Ok;
}

void ShowAs(Format format, const compiler::Compiled& compiled) {
  if (format == Format::Human) return ShowDiagnostics(compiled);
  const std::string text = format == Format::Json ? diagnostics::RenderJson(compiled.diagnostics, compiled.sources)
                                                  : diagnostics::RenderSarif(compiled.diagnostics, compiled.sources);
  std::fwrite(text.data(), 1, text.size(), stdout);
  if (const std::size_t dropped = compiled.diagnostics.dropped(); dropped > 0)
    std::fputs((Count(dropped, "more mistake") + " not shown\n").c_str(), stderr);
}

// Unless the user says otherwise, the pipeline goes as far as what is to be printed needs. What is printed of core is
// what code is made of: rewritten, unless the pipeline is told to stop before.
Stage LastStage(const CheckArguments& arguments) {
  if (arguments.stop_after) return *arguments.stop_after;
  if (!arguments.print) return compiler::kLastStage;
  return *arguments.print == compiler::Printed::Core ? Stage::Optimise : compiler::StageOf(*arguments.print);
}

// In the project's zone the day may be another one for some hours; a warning can wait for them.
std::optional<values::Date> Today(const std::string& text) {
  values::Date today = 0;
  if (!text.empty()) return values::ParseDate(text, &today) ? std::optional(today) : std::nullopt;
  const auto now = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return now.time_since_epoch().count();
}

Exit Check(const CheckArguments& arguments) {
  const Stage last = LastStage(arguments);
  const std::optional<values::Date> today = Today(arguments.today);
  if (!today) return Fail("`--today " + arguments.today + "` is not a day such as 2026-11-20");
  if (arguments.print && last < compiler::StageOf(*arguments.print))
    return Fail("what --print asks for is made after the stage of --stop-after");
  if (arguments.print && arguments.format != Format::Human)
    return Fail("--print and --format both write to standard output; ask for one of them");
  const compiler::Options options{.stop_after = last, .today = today};
  auto compiled = CompilePath(arguments.path, options);
  if (!compiled.ok()) return Fail(compiled.error());
  if (arguments.fix) {
    const auto fixed = FixFiles(**compiled);
    if (!fixed.ok()) return Fail(fixed.error());
    if (*fixed > 0) compiled = CompilePath(arguments.path, options);
    if (!compiled.ok()) return Fail(compiled.error());
  }
  const compiler::Compiled& result = **compiled;
  ShowAs(arguments.format, result);
  // The tree is printed also of a policy with mistakes: that is when one looks at it.
  const bool made = arguments.print && result.reached && *result.reached >= compiler::StageOf(*arguments.print);
  if (made && (!result.diagnostics.has_errors() || *arguments.print == compiler::Printed::Syntax)) {
    if (const Exit shown = ShowPrinted(result, *arguments.print); shown != Exit::Ok) return shown;
  }
  if (result.diagnostics.has_errors()) return Exit::Problem;
  if (!arguments.print && arguments.format == Format::Human)
    std::fputs((Summary(result) + Costs(result) + Signals(result)).c_str(), stdout);
  return Exit::Ok;
}

template <typename Value>
std::string Words(const std::map<std::string, Value>& by_word) {
  std::string words;
  for (const auto& [word, value] : by_word) words += (words.empty() ? "" : ", ") + word;
  return words;
}

// In the order in which they run.
std::string StageWords() {
  return std::string()
#define BPOL_STAGE(name, word, what) +(Stage::name == Stage::Parse ? "" : ", ") + word
#include "compiler/stages.def"
#undef BPOL_STAGE
      ;
}

}  // namespace

void AddCheck(CLI::App& app, Exit& exit) {
  auto arguments = std::make_shared<CheckArguments>();
  CLI::App* command = app.add_subcommand("check", "read a project and say what is wrong with it");
  command->add_option("PROJECT", arguments->path, "a project's folder, or one .bpol file")->required();
  command->add_option("--print", arguments->print, "print what a stage made: " + Words(compiler::PrintedByWord()))
      ->transform(CLI::CheckedTransformer(compiler::PrintedByWord()).description(""))
      ->type_name("WHAT");
  command->add_option("--stop-after", arguments->stop_after, "stop after a stage: " + StageWords())
      ->transform(CLI::CheckedTransformer(compiler::StagesByWord()).description(""))
      ->type_name("STAGE");
  const std::map<std::string, Format> formats{
      {"human", Format::Human}, {"json", Format::Json}, {"sarif", Format::Sarif}};
  command->add_option("--format", arguments->format, "how to write mistakes: human, json or sarif")
      ->transform(CLI::CheckedTransformer(formats).description(""))
      ->type_name("FORMAT");
  command->add_flag("--fix", arguments->fix, "mend in the files what can only be mended one way; then check again");
  command->add_option("--today", arguments->today, "the day for which periods are looked at; else this machine's")
      ->type_name("DATE");
  command->callback([arguments, &exit] { exit = Check(*arguments); });
}

}  // namespace bpol::cli
