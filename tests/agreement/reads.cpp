#include "tests/agreement/reads.h"

#include "compiler/checked/children.h"

namespace bpol::agreement {
namespace {

using checked::ExprId;

class Reader {
 public:
  Reader(const checked::Unit& unit, const checked::Action& action, const Variables& variables)
      : unit_(unit), action_(action), variables_(variables) {}

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
    if (const auto* literal = std::get_if<checked::Literal>(&node)) Number(id, literal->value);
    if (const auto* element = std::get_if<checked::Element>(&node)) Variable(element->variable);
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

  void Number(ExprId id, const decision::Value& value) {
    std::vector<std::int64_t>& numbers = reads_.numbers[unit_.schema.types[unit_.At(id).type.type].kind];
    if (value.kind == decision::Value::Kind::Int) numbers.push_back(value.integer);
    if (value.kind == decision::Value::Kind::Money) numbers.push_back(value.money.minor);
  }

  void Variable(std::uint32_t variable) {
    const auto found = variables_.find(variable);
    if (found != variables_.end() && met_.insert(variable).second) Walk(found->second);
  }

  void Cell(std::uint32_t index) {
    if (!cells_.insert(index).second) return;
    for (const ExprId child : checked::Children(action_.cells[index])) Walk(child);
  }

  const checked::Unit& unit_;
  const checked::Action& action_;
  const Variables& variables_;
  std::set<std::uint32_t> cells_, met_;
  Reads reads_;
};

}  // namespace

Reads ReadsOf(const checked::Unit& unit, const checked::Action& action, const Asked& asked) {
  Reader reader(unit, action, asked.variables);
  reader.Walk(asked.condition);
  return reader.Take();
}

}  // namespace bpol::agreement
