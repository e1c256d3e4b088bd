// Compiled: a policy of one module and both engines that decide by it.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "compiler/diagnostics/render.h"
#include "compiler/pipeline.h"
#include "compiler/project/file_source.h"
#include "compiler/trial/panel.h"
#include "runtime/unit/image_file.h"

namespace bpol::testing {

class Compiled {
 public:
  explicit Compiled(std::string text) {
    auto compiled = compiler::CompileModule(project::MemorySource({{"rows.bpol", std::move(text)}}), "rows.bpol", {});
    if (!compiled.ok()) throw std::runtime_error(compiled.error().message);
    compiled_ = std::move(*compiled);
    if (compiled_->diagnostics.has_errors())
      throw std::runtime_error(
          diagnostics::RenderText(compiled_->diagnostics, compiled_->sources, diagnostics::Colour::Never));
    auto loaded = unit::Load(unit::SealedImageOf(compiled_->image)->get());
    if (!loaded.ok()) throw std::runtime_error(loaded.error().message);
    native_ = std::move(*loaded);
    const evaluate::PlainEngine::Program plain{*compiled_->unit, compiled_->description->schema,
                                               compiled_->description->functions};
    const keys::KeyRing& keys = compiled_->project.manifest.test_keys;
    panel_.emplace(trial::MakePlainJudge(plain, keys), trial::MakeNativeJudge(*native_, keys));
  }

  // What the plain evaluator says; a failure where native code says something else.
  std::string Decide(std::string_view request) {
    const trial::Panel::Outcome outcome = panel_->Decide(0, request);
    EXPECT_FALSE(outcome.native.has_value())
        << request << "\nplain:  " << outcome.ruling.json << "\nnative: " << outcome.native->json;
    return outcome.ruling.json;
  }

  // The same of what an event does to a record.
  trial::Passage Advance(const checked::TestMove& move) {
    const trial::Panel::Passing passing = panel_->Advance(move);
    EXPECT_FALSE(passing.native.has_value())
        << move.record << "\nplain:  " << passing.passage.state << " " << passing.passage.reason
        << "\nnative: " << passing.native->state << " " << passing.native->reason;
    return passing.passage;
  }

  const schema::Unit& schema() const { return compiled_->description->schema; }

 private:
  std::unique_ptr<compiler::Compiled> compiled_;
  std::unique_ptr<const unit::PolicyUnit> native_;
  std::optional<trial::Panel> panel_;
};

}  // namespace bpol::testing
