#include "compiler/print.h"

#include <nlohmann/json.hpp>

#include "compiler/checked/print.h"
#include "compiler/core/print.h"
#include "compiler/describe/redaction.h"
#include "compiler/emit/emit.h"
#include "compiler/optimise/print_index.h"
#include "compiler/syntax/printer.h"
#include "runtime/schema/schema_json.h"

namespace bpol::compiler {
namespace {

std::string PrintSyntax(const Compiled& compiled) {
  std::string text;
  for (const syntax::File& file : compiled.files) text += syntax::Print(file);
  return text;
}

// In lines, for readers; what travels has none.
std::string PrintSchema(const schema::Unit& unit) {
  return nlohmann::ordered_json::parse(schema::ToJson(unit)).dump(2) + "\n";
}

}  // namespace

std::map<std::string, Printed> PrintedByWord() {
  return {{"syntax", Printed::Syntax}, {"checked", Printed::Checked},
          {"schema", Printed::Schema}, {"redaction", Printed::Redaction},
          {"core", Printed::Core},     {"index", Printed::Index},
          {"llvm", Printed::Llvm}};
}

Stage StageOf(Printed what) {
  switch (what) {
    case Printed::Syntax:
      return Stage::Parse;
    case Printed::Checked:
      return Stage::Check;
    case Printed::Schema:
    case Printed::Redaction:
      return Stage::Describe;
    case Printed::Core:
      return Stage::Lower;
    case Printed::Index:
    case Printed::Llvm:
      return Stage::Optimise;
  }
  BPOL_CHECK(false, "everything that is printed is made by a stage");
}

Result<std::string> Print(const Compiled& compiled, Printed what) {
  BPOL_CHECK(compiled.reached && *compiled.reached >= StageOf(what), "what is printed was made");
  switch (what) {
    case Printed::Syntax:
      return PrintSyntax(compiled);
    case Printed::Checked:
      return checked::Print(*compiled.unit);
    case Printed::Schema:
      return PrintSchema(compiled.description->schema);
    case Printed::Redaction:
      return describe::PrintRedaction(*compiled.unit, compiled.description->schema);
    case Printed::Core:
      return core::Print(compiled.core);
    case Printed::Index:
      return optimise::PrintIndex(compiled.core, compiled.description->schema);
    case Printed::Llvm:
      return emit::PrintLlvm(compiled.core);
  }
  BPOL_CHECK(false, "everything can be printed");
}

}  // namespace bpol::compiler
