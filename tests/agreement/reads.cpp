#include "tests/agreement/reads.h"

#include "compiler/checked/children.h"

namespace bpol::agreement {
namespace {

using checked::ExprId;

class Reader {
 public:
  Reader(const checked::Unit& unit, const checked::Action& action) : unit_(unit), action_(action) {}

  void Walk(ExprId id) {
    const checked::Node& node = unit_.At(id).node;
    const std::vector<schema::Field>& frame = FrameOf().fields;
    if (const auto* field = std::get_if<checked::Field>(&node)) {
      const schema::Record& record = RecordOf(field->record);
      reads_.names.insert(record.fields[field->field].name);
      // The arm of a union changes with all that is in it.
      if (record.tag_field == field->field) {
        Walk(field->record);
      } else {
        Holder(field->record);
      }
      return;
    }
    if (const auto* fact = std::get_if<checked::FactRead>(&node)) reads_.names.insert(frame[fact->field].name);
    if (const auto* signal = std::get_if<checked::SignalRead>(&node)) reads_.names.insert(frame[signal->field].name);
    if (const auto* read = std::get_if<checked::CellRead>(&node)) Cell(read->cell);
    if (const auto* read = std::get_if<checked::BandRead>(&node)) Cell(read->cell);
    if (const auto* literal = std::get_if<checked::Literal>(&node))
      if (literal->value.kind == decision::Value::Kind::Int) reads_.numbers.push_back(literal->value.integer);
    for (const ExprId child : checked::Children(node)) Walk(child);
  }

  Reads Take() { return std::move(reads_); }

 private:
  const schema::Record& FrameOf() const { return unit_.schema.records[unit_.schema.actions[action_.action].frame]; }

  const schema::Record& RecordOf(ExprId holder) const {
    if (std::holds_alternative<checked::Frame>(unit_.At(holder).node)) return FrameOf();
    return unit_.schema.records[unit_.schema.types[unit_.At(holder).type.type].declaration];
  }

  // What leads to a member is not what is asked about: only its keys and indices are.
  void Holder(ExprId id) {
    const checked::Node& node = unit_.At(id).node;
    if (const auto* field = std::get_if<checked::Field>(&node)) {
      Holder(field->record);
    } else if (const auto* unwrap = std::get_if<checked::Unwrap>(&node)) {
      Holder(unwrap->value);
    } else if (!std::holds_alternative<checked::FactRead>(node)) {
      Walk(id);
    }
  }

  void Cell(std::uint32_t index) {
    if (!cells_.insert(index).second) return;
    for (const ExprId child : checked::Children(action_.cells[index])) Walk(child);
  }

  const checked::Unit& unit_;
  const checked::Action& action_;
  std::set<std::uint32_t> cells_;
  Reads reads_;
};

}  // namespace

Reads ReadsOf(const checked::Unit& unit, const checked::Action& action, ExprId expr) {
  Reader reader(unit, action);
  reader.Walk(expr);
  return reader.Take();
}

}  // namespace bpol::agreement
