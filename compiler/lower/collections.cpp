// Membership, subsets, lookups and collections made of expressions.
#include "compiler/lower/lowering.h"
#include "runtime/base/check.h"
#include "runtime/schema/layout.h"

namespace bpol::lower {

using abi::Helper;
using core::Op;
using schema::TypeKind;

namespace {

// Up to here a chain of comparisons is faster than a search, and an index can read it.
constexpr std::size_t kFewNumbers = 16;
constexpr std::size_t kFewTexts = 4;

Helper SetHas(Rep element) {
  switch (element) {
    case Rep::Bool:
    case Rep::Int:
      return Helper::SetHasInt;
    case Rep::Text:
      return Helper::SetHasText;
    case Rep::Ip:
      return Helper::SetHasIp;
    case Rep::Cidr:  // networks are asked for addresses only
    case Rep::Money:
    case Rep::Decimal:
    case Rep::Sequence:
    case Rep::Record:
      break;
  }
  BPOL_CHECK(false, "a collection that is asked for an element holds scalars");
}

Helper ListHas(Rep element) {
  switch (element) {
    case Rep::Bool:
    case Rep::Int:
      return Helper::ListHasInt;
    case Rep::Text:
      return Helper::ListHasText;
    case Rep::Ip:
      return Helper::ListHasIp;
    case Rep::Cidr:
    case Rep::Money:
    case Rep::Decimal:
    case Rep::Sequence:
    case Rep::Record:
      break;
  }
  BPOL_CHECK(false, "a collection that is asked for an element holds scalars");
}

Helper Subset(Rep element) {
  switch (element) {
    case Rep::Bool:
    case Rep::Int:
      return Helper::SubsetInt;
    case Rep::Text:
      return Helper::SubsetText;
    case Rep::Ip:
      return Helper::SubsetIp;
    case Rep::Cidr:
      return Helper::SubsetCidr;
    case Rep::Money:
    case Rep::Decimal:
    case Rep::Sequence:
    case Rep::Record:
      break;
  }
  BPOL_CHECK(false, "sets hold scalars");
}

}  // namespace

ExprId Lowering::Node(const Expr&, const checked::Contains& node) {
  if (const auto* literal = std::get_if<checked::Literal>(&unit_.At(node.set).node))
    return ContainsConstant(literal->value, unit_.At(node.set).type.type, node.element);
  const schema::Type& type = TypeOf(node.set);
  const ExprId set = Lower(node.set);
  const ExprId element = AsInt(Lower(node.element));
  if (schema::IsBitSet(schema_, type)) return builder_.Add(Op::BitsHas, {set, element});
  const Rep held = RepOf(type.element);
  if (held == Rep::Cidr && builder_.TypeAt(element).rep == Rep::Ip)
    return builder_.Call(Helper::AnyPrefixHas, {set, element});
  return builder_.Call(type.kind == TypeKind::Set ? SetHas(held) : ListHas(held), {set, element});
}

ExprId Lowering::Node(const Expr&, const checked::TableContains& node) {
  const checked::Table& table = unit_.tables[node.table];
  return ContainsConstant(table.value, table.type.type, node.element);
}

ExprId Lowering::ContainsConstant(const decision::Value& collection, std::uint32_t type_index, CheckedId element_id) {
  const schema::Type& type = schema_.types[type_index];
  const ExprId element = AsInt(Lower(element_id));
  const Rep asked = builder_.TypeAt(element).rep;
  const std::span<const decision::Value> members = collection.AsSpan();
  if (schema::IsBitSet(schema_, type)) {
    const ExprId bits = constants_.Literal(collection, type_index);
    return builder_.Add(Op::BitsHas, {bits, element});
  }
  if (RepOf(type.element) == Rep::Cidr && asked == Rep::Ip)
    return builder_.Call(Helper::PrefixSetHas, {constants_.PrefixSet(collection), element});
  if (asked == Rep::Int && members.size() <= kFewNumbers) {
    std::vector<ExprId> tests = {element};
    for (const decision::Value& member : members) tests.push_back(builder_.Int(member.integer));
    return builder_.Add(tests.size() == 2 ? Op::Eq : Op::OneOf, std::move(tests));
  }
  if (asked == Rep::Text && !members.empty() && members.size() <= kFewTexts) return OneOfTexts(members, element);
  const ExprId constant = constants_.Literal(collection, type_index);
  return builder_.Call(type.kind == TypeKind::Set ? SetHas(asked) : ListHas(asked), {constant, element});
}

ExprId Lowering::OneOfTexts(std::span<const decision::Value> members, ExprId wanted) {
  if (members.size() == 1) return builder_.Call(Helper::EqualText, {wanted, builder_.Text(members[0].AsText())});
  const std::int64_t variable = builder_.NewVariable();
  ExprId any;
  for (const decision::Value& member : members) {
    const ExprId variable_read = builder_.Var(variable, {Rep::Text});
    const ExprId equal = builder_.Call(Helper::EqualText, {variable_read, builder_.Text(member.AsText())});
    any = any.valid() ? builder_.Add(Op::Or, {any, equal}) : equal;
  }
  return builder_.Add(Op::Let, {variable}, {wanted, any});
}

ExprId Lowering::Node(const Expr&, const checked::SubsetOf& node) {
  const schema::Type& type = TypeOf(node.inner);
  const ExprId inner = Lower(node.inner);
  const ExprId outer = Lower(node.outer);
  if (schema::IsBitSet(schema_, type)) return builder_.Add(Op::BitsSubset, {inner, outer});
  return builder_.Call(Subset(RepOf(type.element)), {inner, outer});
}

ExprId Lowering::Node(const Expr& expr, const checked::TableLookup& node) {
  const std::uint32_t table = constants_.Table(unit_.tables[node.table], node.table);
  std::vector<ExprId> keys;
  for (const CheckedId key : node.keys) keys.push_back(AsInt(Lower(key)));
  const ExprId row = builder_.Add(Op::Lookup, {table}, std::move(keys));
  return expr.type.optional ? row : builder_.Add(Op::Unwrap, {row});
}

// The place of the entry under a key, -1 where there is none, which is no place; then what the entry holds.
ExprId Lowering::MapAt(const Expr& expr, const checked::ListAt& node) {
  const schema::Record& entry = schema_.records[TypeOf(node.list).declaration];
  const std::int64_t map = builder_.NewVariable(), found = builder_.NewVariable();
  const ExprId source = Lower(node.list);
  const ExprId searched = builder_.Var(map, {Rep::Sequence});
  const ExprId key = AsInt(Lower(node.index));
  const bool text = builder_.TypeAt(key).rep == Rep::Text;
  const ExprId stride = builder_.Int(entry.size);
  const ExprId place = builder_.Call(text ? Helper::MapFindText : Helper::MapFindInt, {searched, stride, key});
  const auto record = static_cast<std::int64_t>(Rep::Record);
  const ExprId at = builder_.Add(Op::ElementAt, {record, entry.size}, {builder_.Var(map, {Rep::Sequence}), place});
  const ExprId there = builder_.Add(Op::Present, {builder_.Var(found, {Rep::Record, true})});
  const ExprId pair = builder_.Add(Op::Unwrap, {builder_.Var(found, {Rep::Record, true})});
  const Rep held = RepOf(expr.type.type);
  const ExprId value = builder_.Load(pair, held, entry.fields[schema::kMapValue].offset, schema::kNone);
  const ExprId some = builder_.Add(Op::Some, {value});
  const ExprId result = builder_.Add(Op::If, {there, some, builder_.None(held)});
  const ExprId inner = builder_.Add(Op::Let, {found}, {at, result});
  return builder_.Add(Op::Let, {map}, {source, inner});
}

ExprId Lowering::Node(const Expr& expr, const checked::ListAt& node) {
  if (schema::IsMap(TypeOf(node.list))) return MapAt(expr, node);
  const schema::Type& element = schema_.types[TypeOf(node.list).element];
  const auto rep = static_cast<std::int64_t>(RepOf(TypeOf(node.list).element));
  const ExprId list = Lower(node.list);
  return builder_.Add(Op::ElementAt, {rep, schema::SizeOf(schema_, element)}, {list, Lower(node.index)});
}

ExprId Lowering::Node(const Expr& expr, const checked::SetOf& node) {
  if (!schema::IsBitSet(schema_, schema_.types[expr.type.type])) return MakeSequence(expr, node.elements, Op::MakeSet);
  ExprId bits = builder_.Int(0);
  for (const CheckedId element : node.elements) {
    const ExprId bit = builder_.Add(Op::BitOf, {Lower(element)});
    bits = builder_.Add(Op::BitsUnion, {bits, bit});
  }
  return bits;
}

ExprId Lowering::Node(const Expr& expr, const checked::ListOf& node) {
  return MakeSequence(expr, node.elements, Op::MakeList);
}

ExprId Lowering::MakeSequence(const Expr& expr, const std::vector<CheckedId>& elements, Op op) {
  const schema::Type& element = schema_.types[schema_.types[expr.type.type].element];
  const std::uint32_t stride = schema::SizeOf(schema_, element);
  std::vector<ExprId> values = LowerAll(elements);
  const std::uint32_t at = TakeScratch(stride * static_cast<std::uint32_t>(values.size()));
  return builder_.Add(op, {at, stride}, std::move(values));
}

}  // namespace bpol::lower
