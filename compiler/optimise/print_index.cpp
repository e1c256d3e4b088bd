#include "compiler/optimise/print_index.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "compiler/core/print.h"
#include "compiler/core/rows.h"
#include "compiler/optimise/index_choice.h"
#include "runtime/abi/helpers.h"

namespace bpol::optimise {

using core::Expr;
using core::ExprId;
using core::Op;

namespace {

std::string Count(std::size_t number, std::string_view what) {
  return std::to_string(number) + " " + std::string(what) + (number == 1 ? "" : "s");
}

std::string Rounded(double cost) {
  return std::to_string(static_cast<std::int64_t>(cost + 0.5));
}

// A value of the request as its author wrote it: `subject.roles`. Of what is not read from the frame, its core text.
class Names {
 public:
  Names(const core::Program& program, const schema::Unit& schema, std::uint32_t action)
      : program_(program), schema_(schema), frame_(schema.actions[action].frame) {}

  std::string NameOf(ExprId id) const {
    const std::optional<Path> path = PathOf(id);
    return path ? path->name : core::Print(program_, id);
  }

  // `subject.roles contains admin`
  std::string ConditionOf(ExprId id) const {
    const Expr& expr = program_.At(id);
    if (expr.op != Op::BitsHas) return NameOf(id);
    const std::optional<Path> set = PathOf(expr.operands[0]);
    const Expr& member = program_.At(expr.operands[1]);
    if (!set || member.op != Op::Int) return core::Print(program_, id);
    const schema::Type& element = schema_.types[schema_.types[set->type].element];
    return set->name + " contains " +
           schema_.enums[element.declaration].members[std::size_t(member.immediates[0])].name;
  }

 private:
  struct Path {
    std::string name;
    std::uint32_t record = schema::kNone;
    std::uint32_t type = schema::kNone;
  };

  std::optional<Path> PathOf(ExprId id) const {
    const Expr& expr = program_.At(id);
    if (expr.op == Op::Frame) return Path{"", frame_};
    if (expr.op == Op::Unwrap || expr.op == Op::Coalesce) return PathOf(expr.operands[0]);
    if (expr.op != Op::Load) return std::nullopt;
    const std::optional<Path> record = PathOf(expr.operands[0]);
    if (!record || record->record == schema::kNone) return std::nullopt;
    for (const schema::Field& field : schema_.records[record->record].fields) {
      if (field.offset != expr.immediates[0]) continue;
      const schema::Type& type = schema_.types[field.type];
      const bool is_record = type.kind == schema::TypeKind::Record;
      return Path{record->name + (record->name.empty() ? "" : ".") + field.name,
                  is_record ? type.declaration : schema::kNone, field.type};
    }
    return std::nullopt;
  }

  const core::Program& program_;
  const schema::Unit& schema_;
  const std::uint32_t frame_;
};

class BlockPrinter {
 public:
  BlockPrinter(const core::Program& program, const core::Dispatch& dispatch, const Names& names)
      : program_(program), dispatch_(dispatch), names_(names), rows_(core::RowsOf(program, dispatch)) {}

  std::string Print() {
    std::string lists;
    for (const ExprId list : dispatch_.lists) lists += PrintList(list);
    const auto is_pattern = [](const core::Shape& shape) { return shape.IsPattern(); };
    const auto patterns = static_cast<std::size_t>(std::ranges::count_if(dispatch_.shapes, is_pattern));
    std::size_t as_code = 0;
    for (const core::Shape& shape : dispatch_.shapes) as_code += shape.IsPattern() ? 0 : shape.lines.size();
    lists += "    " + Count(pattern_rows_.size(), "line") + " as rows of " + Count(patterns, "pattern") + ", " +
             Count(as_code, "line") + " as code, " + Count(rows_.size() * 8, "byte") + " of rows\n";
    return lists;
  }

  double cost() const { return cost_; }

 private:
  std::string PrintList(ExprId list) {
    const Expr& expr = program_.At(list);
    const std::vector<std::size_t> places = core::PlacesOf(program_, list).value_or(std::vector<std::size_t>{});
    std::set<std::size_t> lists;
    std::size_t lines = 0, most = 0;
    for (const std::size_t place : places) {
      if (place == 0 || !lists.insert(place).second) continue;
      const std::size_t here = LinesFrom(place);
      lines += here;
      most = std::max(most, here);
    }
    if (expr.op == Op::Int) {
      cost_ += kAskRow + kAskLine * static_cast<double>(lines);
      return "    always: " + Count(lines, "line") + "\n";
    }
    if (expr.op == Op::If) cost_ += CostOfList(FoundBy::Condition, lines, 1);
    if (expr.op == Op::If)
      return "    where " + names_.ConditionOf(expr.operands[0]) + ": " + Count(lines, "line") + "\n";
    const Expr& key = program_.At(expr.operands[1]);
    const bool of_text = key.op == Op::Call && static_cast<abi::Helper>(key.immediates[0]) == abi::Helper::HashText;
    cost_ += CostOfList(of_text ? FoundBy::Text : FoundBy::Number, lines, std::max<std::size_t>(lists.size(), 1));
    return "    by " + names_.NameOf(of_text ? key.operands[0] : expr.operands[1]) + ": " + Count(lines, "line") +
           ", " + Count(lists.size(), "value") + ", at most " + Count(most, "line") + " of one\n";
  }

  std::size_t LinesFrom(std::size_t at) {
    std::size_t lines = 0;
    for (bool last = false; !last;) {
      const std::optional<core::Row> row = core::RowAt(rows_, at);
      if (!row || row->shape >= dispatch_.shapes.size()) return lines;
      const core::Shape& shape = dispatch_.shapes[row->shape];
      if (shape.IsPattern()) pattern_rows_.insert(row->line);
      lines += shape.lines.size();
      at += row->words;
      last = row->last;
    }
    return lines;
  }

  const core::Program& program_;
  const core::Dispatch& dispatch_;
  const Names& names_;
  const std::vector<core::Word>& rows_;
  std::set<std::uint32_t> pattern_rows_;  // lines
  double cost_ = 0;
};

}  // namespace

std::string PrintIndex(const core::Program& program, const schema::Unit& schema) {
  std::string text;
  for (const core::Function& function : program.functions) {
    const auto* blocks = std::get_if<core::BlocksFunction>(&function.kind);
    if (blocks == nullptr) continue;
    const Names names(program, schema, function.action);
    for (const core::Block& block : blocks->blocks) {
      const std::size_t lines = schema.blocks[block.block].lines.size();
      text += schema.actions[function.action].name + ", " + schema.blocks[block.block].id + ": " + Count(lines, "line");
      if (!block.dispatch.exists()) {
        text += ", each asked in turn\n";
        continue;
      }
      BlockPrinter printer(program, block.dispatch, names);
      const std::string lists = printer.Print();
      text += "; costs about " + Rounded(printer.cost()) + " instead of " +
              Rounded(kAskLine * static_cast<double>(lines)) + "\n" + lists;
    }
  }
  return text;
}

}  // namespace bpol::optimise
