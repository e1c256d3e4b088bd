// Terms: one text for each value that an action's expressions can read or compute, the same wherever it is read.
#include "compiler/analyse/conditions.h"
#include "compiler/checked/children.h"

namespace bpol::analyse {

using decision::Value;

namespace {

// Longer ones are told apart by their place in the text: then nothing is known of them elsewhere.
constexpr std::size_t kLongestTerm = 1000;

std::string Number(std::uint64_t number) {
  return std::to_string(number) + ",";
}

std::string TextOf(const Value& value) {
  std::string text = Number(static_cast<std::uint64_t>(value.kind));
  switch (value.kind) {
    case Value::Kind::Absent:
    case Value::Kind::Unavailable:
      return text;
    case Value::Kind::Int:
      return text + std::to_string(value.integer);
    case Value::Kind::Text:
      return text + Number(value.AsText().size()) + std::string(value.AsText());
    case Value::Kind::Money:
      return text + std::to_string(value.money.minor) + "," + std::to_string(value.money.currency);
    case Value::Kind::Decimal:
      return text + Number(value.decimal.high) + Number(value.decimal.low);
    case Value::Kind::Ip:
    case Value::Kind::Cidr: {
      const values::Ip& ip = value.kind == Value::Kind::Ip ? value.ip : value.cidr.network;
      for (const std::uint8_t byte : ip.bytes) text += Number(byte);
      return value.kind == Value::Kind::Ip ? text : text + std::to_string(value.cidr.length);
    }
    case Value::Kind::Sequence:
    case Value::Kind::Record:
      text += Number(value.count);
      for (const Value& each : value.AsSpan()) {
        if (text.size() <= kLongestTerm) text += TextOf(each) + ";";
      }
      return text;
  }
  BPOL_CHECK(false, "every kind of value has a text");
}

// What a node is beside what stands below it.
struct Own {
  std::string operator()(const checked::Literal& node) const {
    return node.given < checked::kGivenOtherwise ? "given" + Number(node.given) : TextOf(node.value);
  }
  std::string operator()(const checked::Field& node) const { return Number(node.field); }
  std::string operator()(const checked::FactRead& node) const { return Number(node.fact); }
  std::string operator()(const checked::SignalRead& node) const { return Number(node.signal); }
  std::string operator()(const checked::Element& node) const { return Number(node.variable); }
  std::string operator()(const checked::CellRead& node) const { return Number(node.cell); }
  std::string operator()(const checked::BandRead& node) const { return Number(node.cell); }
  std::string operator()(const checked::Unary& node) const { return Number(static_cast<std::uint64_t>(node.op)); }
  std::string operator()(const checked::Binary& node) const { return Number(static_cast<std::uint64_t>(node.op)); }
  std::string operator()(const checked::IsPresent& node) const { return Number(node.negated ? 1 : 0); }
  std::string operator()(const checked::IsArm& node) const { return Number(node.arm); }
  std::string operator()(const checked::TableContains& node) const { return Number(node.table); }
  std::string operator()(const checked::TableLookup& node) const { return Number(node.table); }
  std::string operator()(const checked::Quantifier& node) const {
    return Number(static_cast<std::uint64_t>(node.kind)) + Number(node.variable) + Number(node.where.valid() ? 1 : 0);
  }
  std::string operator()(const checked::Call& node) const { return Number(static_cast<std::uint64_t>(node.builtin)); }
  std::string operator()(const checked::Match& node) const {
    std::string text;
    for (const checked::MatchArm& arm : node.arms) {
      for (const std::int64_t member : arm.members) text += std::to_string(member) + ",";
      text += ";";
    }
    return text;
  }
  std::string operator()(const checked::Frame&) const { return ""; }
  std::string operator()(const checked::Object&) const { return ""; }
  std::string operator()(const checked::Unwrap&) const { return ""; }
  std::string operator()(const checked::Coalesce&) const { return ""; }
  std::string operator()(const checked::If&) const { return ""; }
  std::string operator()(const checked::Contains&) const { return ""; }
  std::string operator()(const checked::SubsetOf&) const { return ""; }
  std::string operator()(const checked::ListAt&) const { return ""; }
  std::string operator()(const checked::SetOf&) const { return ""; }
  std::string operator()(const checked::ListOf&) const { return ""; }
  std::string operator()(const checked::Let&) const { return ""; }
};

bool IsNameless(const checked::Node& node) {
  const auto* literal = std::get_if<checked::Literal>(&node);
  return literal != nullptr && literal->given == checked::kGivenOtherwise;
}

}  // namespace

const std::string& Conditions::TermOf(checked::ExprId id) {
  const checked::ExprId resolved = Resolve(id);
  const auto known = terms_.find(resolved);
  if (known != terms_.end()) return known->second;
  std::string term = MakeTerm(resolved);
  return terms_.emplace(resolved, std::move(term)).first->second;
}

std::uint32_t Conditions::NumberOf(const std::string& term) {
  return numbers_.try_emplace(term, static_cast<std::uint32_t>(numbers_.size())).first->second;
}

std::string Conditions::TermOfCell(std::uint32_t cell) {
  const checked::Node node = checked::CellRead{cell};
  return std::to_string(node.index()) + ":" + Own{}(checked::CellRead{cell}) + "()";
}

std::string Conditions::TermOfField(checked::ExprId record, std::uint32_t field) {
  const checked::Field read{record, field};
  return std::to_string(checked::Node(read).index()) + ":" + Own{}(read) + "(" + TermOf(record) + " )";
}

std::string Conditions::MakeTerm(checked::ExprId id) {
  const checked::Node& node = unit_.At(id).node;
  const std::string unique = "#" + std::to_string(id.index);
  if (IsNameless(node)) return unique;
  std::string term = std::to_string(node.index()) + ":" + std::visit(Own{}, node) + "(";
  for (const checked::ExprId child : checked::Children(node)) {
    term += TermOf(child) + " ";
    if (term.size() > kLongestTerm) return unique;
  }
  return term.size() > kLongestTerm ? unique : term + ")";
}

}  // namespace bpol::analyse
