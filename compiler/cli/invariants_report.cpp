#include "compiler/cli/invariants_report.h"

#include <algorithm>
#include <cstdio>

#include "compiler/cli/open_project.h"
#include "compiler/cli/terminal.h"
#include "compiler/invariants/as_test.h"
#include "compiler/invariants/changes.h"
#include "runtime/decision/decision.h"

namespace bpol::cli {

using invariants::CounterExample;
using invariants::Finding;

namespace {

constexpr char kIndent[] = "     ";

std::string Indented(const std::string& text) {
  std::string indented;
  std::size_t from = 0;
  while (from < text.size()) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    indented += kIndent + text.substr(from, end - from) + "\n";
    from = end + 1;
  }
  return indented;
}

bool HasInvariants(const compiler::Compiled& compiled) {
  return std::ranges::any_of(compiled.files, [](const syntax::File& file) {
    return std::ranges::any_of(file.declarations, [](const syntax::Declaration& declaration) {
      return std::holds_alternative<syntax::InvariantDecl>(declaration.node);
    });
  });
}

class Reporter {
 public:
  Reporter(const std::string& path, const compiler::Compiled& compiled, trial::Panel& panel,
           const invariants::Settings& settings)
      : path_(path),
        compiled_(compiled),
        subject_{*compiled.unit, compiled.description->schema},
        panel_(panel),
        settings_(settings) {}

  InvariantCounts Run() {
    for (const checked::Invariant& invariant : compiled_.unit->invariants)
      for (const checked::InvariantCase& about : invariant.cases)
        Report(invariant, invariants::Search(subject_, panel_, invariant, about, settings_).Run());
    return counts_;
  }

 private:
  void Report(const checked::Invariant& invariant, const Finding& finding) {
    const std::string vacuity = invariants::Vacuity(invariant, finding);
    const bool unbuilt = finding.tally.fitting == 0 && !finding.counter_example;
    if (finding.counter_example || unbuilt) {
      ++counts_.failed;
      Failed(invariant);
      unbuilt ? Unbuilt(finding) : Broken(invariant, finding);
      return;
    }
    ++counts_.passed;
    if (vacuity.empty()) {
      Line("pass", Style::Good, invariant.name + ": " + Sum(invariant, finding));
    } else {
      ++counts_.untested;
      Line("warn", Style::Strong, invariant.name + ": " + Sum(invariant, finding));
      std::printf("%snever put to the test: %s\n", kIndent, vacuity.c_str());
    }
  }

  static void Line(const char* word, Style style, const std::string& text) {
    std::printf("%s %s\n", Paint(word, style, Stream::Output).c_str(), text.c_str());
  }

  const std::string& ActionOf(const Finding& finding) const { return subject_.ActionAt(finding.action).name; }

  std::string Sum(const checked::Invariant& invariant, const Finding& finding) const {
    const invariants::Tally& tally = finding.tally;
    const auto* effect = std::get_if<checked::NeverEffect>(&invariant.claim);
    std::string text = std::to_string(tally.tried) + " requests of " + ActionOf(finding) + ", ";
    text += std::string(decision::EffectName(effect != nullptr ? effect->effect : schema::Effect::Permit)) + " " +
            std::to_string(tally.reached) + " times";
    if (!finding.always) text += ", its condition true " + std::to_string(tally.held) + " times";
    if (tally.faulted > 0) text += " and a fault " + std::to_string(tally.faulted) + " times";
    if (effect == nullptr) text += ", " + std::to_string(tally.shown) + " responses";
    return text;
  }

  void Failed(const checked::Invariant& invariant) const {
    std::string controls;
    for (const std::string& control : invariant.controls) controls += "  " + control;
    Line("FAIL", Style::Bad, invariant.name + controls);
    std::printf("%s%s\n", kIndent,
                Paint(compiled_.sources.Position(invariant.span), Style::Faint, Stream::Output).c_str());
    const std::string text = TextOf(invariant);
    if (!text.empty()) std::printf("%s\"%s\"\n", kIndent, text.c_str());
  }

  // What its author says of it, in the sources.
  std::string TextOf(const checked::Invariant& invariant) const {
    for (const syntax::File& file : compiled_.files) {
      for (const syntax::Declaration& declaration : file.declarations) {
        const auto* node = std::get_if<syntax::InvariantDecl>(&declaration.node);
        if (node != nullptr && node->name.span == invariant.span) return node->text ? node->text->value : "";
      }
    }
    return {};
  }

  void Unbuilt(const Finding& finding) const {
    std::printf("%sno request of %s could be made that fits its types; write a fixture for it\n", kIndent,
                ActionOf(finding).c_str());
  }

  void Broken(const checked::Invariant& invariant, const Finding& finding) const {
    const CounterExample& example = *finding.counter_example;
    if (example.kind == CounterExample::Kind::Disagreed) {
      std::printf("%sthe engines disagree:\n%s  plain  %s\n%s  native %s\n", kIndent, kIndent, example.decision.c_str(),
                  kIndent, example.native.c_str());
      return Request(finding);
    }
    std::printf("%s%s\n", kIndent, WhatCame(invariant, finding).c_str());
    const std::optional<std::string> text = invariants::AsTest(subject_, invariant, finding);
    if (text && SaysTheSame(*text, finding)) {
      std::printf("%sas a test, which passes as long as this is so:\n%s", kIndent, Indented(*text).c_str());
    } else {
      Request(finding);
    }
  }

  std::string WhatCame(const checked::Invariant& invariant, const Finding& finding) const {
    const CounterExample& example = *finding.counter_example;
    const std::string after = " (after " + std::to_string(finding.tally.tried) + " requests)";
    const std::string when = finding.always ? "" : " while its condition is true";
    if (std::holds_alternative<checked::NeverEffect>(invariant.claim)) {
      const invariants::Json decision = invariants::Json::parse(example.decision);
      return ActionOf(finding) + " comes to " + decision.at("effect").get<std::string>() + when + ", with reason `" +
             decision.at("reason").get<std::string>() + "`" + after;
    }
    const auto& reveal = std::get<checked::NeverReveal>(invariant.claim);
    const bool full = reveal.disclosure == checked::Disclosure::Full;
    return "the caller of " + ActionOf(finding) + " sees " + invariants::FieldText(subject_.schema, reveal) +
           (full ? " in full" : "") + when + after;
  }

  void Request(const Finding& finding) const {
    const CounterExample& example = *finding.counter_example;
    std::printf("%sthe request, for `bpol eval %s --action %s`:\n%s%s\n", kIndent, path_.c_str(),
                ActionOf(finding).c_str(), kIndent, example.request.dump().c_str());
    if (example.response.is_null()) return;
    std::printf("%sthe response:\n%s%s\n", kIndent, kIndent, example.response.dump().c_str());
    if (!example.reply.is_null())
      std::printf("%swhat leaves of it:\n%s%s\n", kIndent, kIndent, example.reply.dump().c_str());
  }

  // What is printed to be pasted is compiled first. A project whose file is no module cannot be asked: it is believed.
  bool SaysTheSame(const std::string& text, const Finding& finding) const {
    const auto head = compiler::HeadOfMore(compiled_, "asked");
    if (!head.ok()) return true;
    const auto asked = CompilePath(
        path_, {.stop_after = compiler::Stage::Check, .more = *head + text, .invariants = checked::Invariants::Read});
    if (!asked.ok() || (*asked)->diagnostics.has_errors()) return false;
    const std::string title = text.substr(text.find('"') + 1, text.find("\" {") - text.find('"') - 1);
    const auto& tests = (*asked)->unit->tests;
    const auto test = std::ranges::find(tests, title, &checked::Test::name);
    return test != tests.end() &&
           invariants::ChangesOf(subject_, finding.action, invariants::Json::parse(test->request),
                                 finding.counter_example->request)
               .empty();
  }

  const std::string& path_;
  const compiler::Compiled& compiled_;
  const invariants::Subject subject_;
  trial::Panel& panel_;
  const invariants::Settings& settings_;
  InvariantCounts counts_;
};

}  // namespace

Result<InvariantCounts> TryInvariants(const std::string& path, const ReadyProject& project,
                                      const invariants::Settings& settings) {
  if (!HasInvariants(*project.compiled)) return InvariantCounts{};
  BPOL_TRY(const std::unique_ptr<compiler::Compiled> compiled,
           CompilePath(path, {.stop_after = compiler::Stage::Describe, .invariants = checked::Invariants::Read}));
  if (compiled->diagnostics.has_errors()) {
    ShowDiagnostics(*compiled);
    return Error{
        "the invariants cannot be tried: what they read, an action of this project cannot read beside its rules"};
  }
  const std::string seed = "invariants, with --seed " + std::to_string(settings.seed);
  std::printf("%s\n", Paint(seed, Style::Faint, Stream::Output).c_str());
  return Reporter(path, *compiled, *project.panel, settings).Run();
}

}  // namespace bpol::cli
