// bpol eval: one JSON request a line in, one JSON decision a line out.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "compiler/cli/line_reader.h"
#include "compiler/cli/ready_project.h"
#include "compiler/diagnostics/suggest.h"

namespace bpol::cli {
namespace {

struct EvalArguments {
  std::string path;
  std::string action;
  std::string input = "-";
  trial::Engines engines = trial::Engines::Native;
};

std::optional<std::uint32_t> FindAction(const schema::Unit& unit, const std::string& name) {
  for (std::uint32_t i = 0; i < unit.actions.size(); ++i)
    if (unit.actions[i].name == name) return i;
  return std::nullopt;
}

Exit NoSuchAction(const schema::Unit& unit, const std::string& name) {
  std::string known;
  for (const schema::Action& action : unit.actions) known += (known.empty() ? "`" : ", `") + action.name + "`";
  if (known.empty()) return Fail("`" + unit.name + "` has no actions");
  return Fail("`" + unit.name + "` has no action `" + name + "`; it has " + known);
}

Exit Disagreement(std::uint64_t line, const trial::Panel::Outcome& outcome) {
  std::fflush(stdout);
  std::fprintf(stderr, "bpol: line %llu: the engines disagree\n  plain  %s\n  native %s\n",
               static_cast<unsigned long long>(line), outcome.ruling.json.c_str(), outcome.native->json.c_str());
  if (outcome.ruling.json == outcome.native->json) std::fputs("  (the place of the fault differs)\n", stderr);
  return Exit::Problem;
}

Exit DecideLines(trial::Panel& panel, std::uint32_t action, LineReader& input) {
  for (std::uint64_t line = 1;; ++line) {
    // Whoever writes a request and waits for its answer gets it; whoever writes many gets them fast.
    if (input.MayWait() && std::fflush(stdout) != 0) return Fail("cannot write to standard output");
    const auto request = input.Next();
    if (!request.ok()) return Fail(request.error());
    if (!*request) return Exit::Ok;
    trial::Panel::Outcome outcome = panel.Decide(action, **request);
    if (outcome.native) return Disagreement(line, outcome);
    outcome.ruling.json += '\n';
    std::fwrite(outcome.ruling.json.data(), 1, outcome.ruling.json.size(), stdout);
  }
}

Exit Eval(const EvalArguments& arguments) {
  auto opened = OpenReadyProject(arguments.path, arguments.engines);
  if (const Exit* exit = std::get_if<Exit>(&opened)) return *exit;
  trial::Panel& panel = *std::get<ReadyProject>(opened).panel;
  const auto action = FindAction(panel.schema(), arguments.action);
  if (!action) return NoSuchAction(panel.schema(), arguments.action);
  auto input = LineReader::Open(arguments.input);
  if (!input.ok()) return Fail(input.error());
  return DecideLines(panel, *action, *input);
}

}  // namespace

void AddEval(CLI::App& app, Exit& exit) {
  auto arguments = std::make_shared<EvalArguments>();
  CLI::App* command = app.add_subcommand("eval", "decide requests, one JSON object a line, and print the decisions");
  command->add_option("PROJECT", arguments->path, "a project's folder, or one .bpol file")->required();
  command->add_option("--action", arguments->action, "the action that the requests ask for")
      ->required()
      ->type_name("NAME");
  command->add_option("--input", arguments->input, "the file with the requests; `-` is standard input")
      ->type_name("FILE")
      ->capture_default_str();
  command
      ->add_option("--engine", arguments->engines,
                   "native (machine code, as in the gateway), plain (the definition), or both, held against each other")
      ->transform(CLI::CheckedTransformer(EnginesByWord()).description(""))
      ->type_name("ENGINE");
  command->footer(
      "A request: "
      "{\"subject\":{…},\"resource\":{…},\"context\":{…},\"body\":{…},\"keys\":{…},\"now\":\"…\",\"facts\":{…},\n"
      "\"signals\":{…},\"review\":{\"approved\":[…]}}. In facts and signals `null` is absent; what is not named is "
      "unavailable.\n"
      "A line that is no such request is answered with a deny that says why.");
  command->callback([arguments, &exit] { exit = Eval(*arguments); });
}

}  // namespace bpol::cli
