// ReadyProject: a project without mistakes, compiled and ready to decide by the engines that were asked for.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <variant>

#include "compiler/cli/command.h"
#include "compiler/pipeline.h"
#include "compiler/trial/panel.h"

namespace bpol::cli {

struct ReadyProject {
  std::unique_ptr<compiler::Compiled> compiled;
  std::unique_ptr<const unit::PolicyUnit> native;  // null: the plain evaluator alone
  std::unique_ptr<trial::Recording> recording;     // null: nothing is kept
  std::unique_ptr<trial::Panel> panel;
};

// Whether it is kept what requests meet; the plain evaluator tells.
enum class Keep { Nothing, Recording };

// Writes what is wrong to standard error, and then gives the status to end with.
std::variant<ReadyProject, Exit> OpenReadyProject(const std::string& path, trial::Engines engines,
                                                  Keep keep = Keep::Nothing);

// The words of --engine.
std::map<std::string, trial::Engines> EnginesByWord();

}  // namespace bpol::cli
