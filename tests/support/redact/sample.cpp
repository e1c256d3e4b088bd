#include "tests/support/redact/sample.h"

#include <nlohmann/json.hpp>

namespace bpol::redact {
namespace {

using schema::Form;
using schema::kNone;
using schema::RedactNode;
using schema::Treatment;
using schema::TypeKind;

enum DataClass : std::uint32_t { kInternal, kPersonal, kSensitive, kCardholder };

struct MemberSpec {
  std::string name;
  std::uint32_t type;
  std::uint32_t node;
  std::uint32_t data_class = kInternal;
  bool optional = false;
  std::uint32_t arm = kNone;
};

class Maker {
 public:
  Sample sample;

  std::uint32_t Type(schema::Type type) {
    sample.unit.types.push_back(type);
    return static_cast<std::uint32_t>(sample.unit.types.size() - 1);
  }
  std::uint32_t Scalar(TypeKind kind) { return Type({.kind = kind}); }

  std::uint32_t Node(RedactNode node) {
    sample.redaction.nodes.push_back(std::move(node));
    return static_cast<std::uint32_t>(sample.redaction.nodes.size() - 1);
  }
  std::uint32_t Place(std::uint32_t type, std::vector<std::vector<schema::Treat>> blocks) {
    RedactNode node;
    node.type = type;
    node.blocks = std::move(blocks);
    return Node(std::move(node));
  }
  std::uint32_t List(std::uint32_t type, std::uint32_t element, std::vector<std::vector<schema::Treat>> blocks) {
    const std::uint32_t index = Place(type, std::move(blocks));
    sample.redaction.nodes[index].kind = RedactNode::Kind::List;
    sample.redaction.nodes[index].element = element;
    return index;
  }

  // Fields, by number, that the conditions on an object read.
  void Reads(std::uint32_t place, const std::vector<std::uint32_t>& fields) {
    for (const std::uint32_t field : fields)
      sample.redaction.nodes[place].object_live.push_back({.field = field, .whole = true});
  }
  // Fills the record `index` and the node `place` of its type.
  void Fill(std::uint32_t record, std::uint32_t place, const std::vector<MemberSpec>& members) {
    std::uint32_t bit = 0;
    for (const MemberSpec& member : members) {
      sample.unit.records[record].fields.push_back({.name = member.name,
                                                    .type = member.type,
                                                    .presence_bit = member.optional ? bit++ : kNone,
                                                    .arm = member.arm});
      sample.redaction.nodes[place].members.push_back(
          {.name = member.name, .node = member.node, .arm = member.arm, .data_class = member.data_class});
    }
  }
  // A map's type.
  std::uint32_t Map(std::uint32_t key, std::uint32_t value) {
    sample.unit.records.push_back(
        {.name = "Entry", .fields = {{.name = "key", .type = key}, {.name = "value", .type = value}}});
    const auto record = static_cast<std::uint32_t>(sample.unit.records.size() - 1);
    const std::uint32_t entry = Type({.kind = TypeKind::Record, .declaration = record});
    return Type({.kind = TypeKind::List, .declaration = record, .element = entry, .bound = 64});
  }
  struct Made {
    std::uint32_t record, type, place;
  };
  Made Record(std::string name) {
    sample.unit.records.push_back({.name = std::move(name)});
    const auto record = static_cast<std::uint32_t>(sample.unit.records.size() - 1);
    const std::uint32_t type = Type({.kind = TypeKind::Record, .declaration = record});
    const std::uint32_t place = Place(type, {{{.conditions = {}, .treatment = Treatment::Keep}}});
    sample.redaction.nodes[place].kind = RedactNode::Kind::Record;
    return {record, type, place};
  }
};

using Blocks = std::vector<std::vector<schema::Treat>>;

schema::Treat Do(Treatment treatment, Form form = Form::None, std::vector<schema::Condition> when = {}) {
  return {.conditions = std::move(when), .treatment = treatment, .form = form};
}
Blocks Always(Treatment treatment, Form form = Form::None) {
  return {{Do(treatment, form)}};
}
schema::Condition IfRequest(std::uint32_t function) {
  return {.function = function};
}
schema::Condition IfObject(std::uint32_t function, std::uint32_t object) {
  return {.function = function, .reads_object = true, .object = object};
}

// A union whose arms give one name different types.
Maker::Made MakeIdentifier(Maker& maker, std::uint32_t account) {
  schema::Unit& unit = maker.sample.unit;
  unit.enums.push_back(
      {.name = "Scheme",
       .members = {{"iban", "UK.OBIE.IBAN"}, {"pan", "UK.OBIE.PAN"}, {"other", "other"}, {"none", "NONE"}},
       .otherwise = 2});
  const std::uint32_t scheme = maker.Type({.kind = TypeKind::Enum, .declaration = 0});
  const std::uint32_t iban = maker.Scalar(TypeKind::Iban), pan = maker.Scalar(TypeKind::Pan);
  const std::uint32_t text = maker.Scalar(TypeKind::String);
  const Maker::Made made = maker.Record("Identifier");
  unit.records[made.record].arms = {"iban", "pan", "otherwise"};
  unit.records[made.record].arm_of_member = {0, 1, 2, kNone};
  unit.records[made.record].tag_field = 0;
  const Blocks by_detail = {{Do(Treatment::Keep, Form::None, {IfRequest(kDetail)}), Do(Treatment::Mask, Form::Iban)}};
  const Blocks name = {
      {Do(Treatment::Keep, Form::None, {IfObject(kEnabled, account)}), Do(Treatment::Mask, Form::Name)},
      {Do(Treatment::Mask, Form::Text, {IfRequest(kSupport)})}};
  maker.Fill(made.record, made.place,
             {{"SchemeName", scheme, maker.Place(scheme, Always(Treatment::Keep))},
              {"Identification", iban, maker.Place(iban, by_detail), kPersonal, false, 0},
              {"Identification", pan, maker.Place(pan, Always(Treatment::Truncate, Form::Pan)), kCardholder, false, 1},
              {"Identification", text, maker.Place(text, Always(Treatment::Mask, Form::Text)), kPersonal, false, 2},
              {"Expiry", text, maker.Place(text, Always(Treatment::Remove)), kCardholder, true, 1},
              {"Name", text, maker.Place(text, name), kPersonal, true}});
  return made;
}

Maker::Made MakeOwner(Maker& maker) {
  const Maker::Made made = maker.Record("Owner");
  RedactNode& node = maker.sample.redaction.nodes[made.place];
  node.blocks = {{Do(Treatment::Remove, Form::None, {IfObject(kPrivate, made.place)}), Do(Treatment::Keep)}};
  const std::uint32_t text = maker.Scalar(TypeKind::String), date = maker.Scalar(TypeKind::Date);
  const std::uint32_t ip = maker.Scalar(TypeKind::Ip);
  schema::Treat token = Do(Treatment::Tokenise, Form::Email);
  token.key = 0;
  schema::Treat no_key = Do(Treatment::Tokenise, Form::Phone);
  no_key.key = 1;
  maker.Fill(made.record, made.place,
             {{"Name", text, maker.Place(text, Always(Treatment::Mask, Form::Name)), kPersonal},
              {"Email", text, maker.Place(text, {{token}}), kPersonal, true},
              {"Phone", text, maker.Place(text, {{no_key}}), kPersonal, true},
              {"Born", date, maker.Place(date, Always(Treatment::Mask, Form::BirthDate)), kPersonal, true},
              {"Since", date, maker.Place(date, Always(Treatment::Generalise)), kInternal, true},
              {"LastIp", ip, maker.Place(ip, Always(Treatment::Generalise, Form::Ip)), kPersonal, true}});
  maker.Reads(made.place, {0});
  return made;
}

std::vector<MemberSpec> PlainMembers(Maker& maker, std::uint32_t account) {
  const std::uint32_t text = maker.Scalar(TypeKind::String), money = maker.Scalar(TypeKind::Money);
  const std::uint32_t flag = maker.Scalar(TypeKind::Bool), instant = maker.Scalar(TypeKind::Instant);
  const std::uint32_t count = maker.Type({.kind = TypeKind::Int, .minimum = 0, .maximum = 1000});
  const Blocks nickname = {{Do(Treatment::Keep, Form::None, {IfRequest(kDetail), IfObject(kEnabled, account)}),
                            Do(Treatment::Mask, Form::Text)}};
  return {{"AccountId", text, maker.Place(text, Always(Treatment::Keep))},
          {"Status", text, maker.Place(text, Always(Treatment::Keep))},
          {"Nickname", text, maker.Place(text, nickname), kPersonal, true},
          {"TaxId", text, maker.Place(text, Always(Treatment::Remove)), kSensitive, true},
          {"Note", text, maker.Place(text, Always(Treatment::Mask, Form::FreeText)), kPersonal, true},
          {"Balance", money, maker.Place(money, Always(Treatment::Keep)), kPersonal},
          {"Limit", money, maker.Place(money, Always(Treatment::Mask)), kPersonal, true},
          {"Opened", instant, maker.Place(instant, Always(Treatment::Keep)), kInternal, true},
          {"Active", flag, maker.Place(flag, Always(Treatment::Keep))},
          {"Cards", count, maker.Place(count, Always(Treatment::Keep)), kInternal, true},
          {"Uncovered", text, maker.Place(text, {}), kSensitive, true}};
}

// Names by IBAN; and mandates by their number, of which some are dropped and some hide their holder.
std::vector<MemberSpec> MakeMaps(Maker& maker) {
  const std::uint32_t text = maker.Scalar(TypeKind::String), iban = maker.Scalar(TypeKind::Iban);
  const std::uint32_t names = maker.Map(iban, text);
  const std::uint32_t name = maker.Place(text, Always(Treatment::Mask, Form::Name));
  const Blocks name_map = {{Do(Treatment::Remove, Form::None, {IfRequest(kNoTags)}), Do(Treatment::Keep)}};
  const Maker::Made mandate = maker.Record("Mandate");
  const Blocks holder = {{Do(Treatment::Mask, Form::Text, {IfObject(kEnabled, mandate.place)}), Do(Treatment::Keep)}};
  maker.Fill(mandate.record, mandate.place,
             {{"Name", text, maker.Place(text, holder), kPersonal},
              {"Status", text, maker.Place(text, Always(Treatment::Keep))}});
  maker.Reads(mandate.place, {0, 1});
  const std::uint32_t mandates = maker.Map(text, mandate.type);
  const std::uint32_t place = maker.List(mandates, mandate.place, Always(Treatment::Keep));
  maker.sample.redaction.nodes[place].drops = {{.conditions = {IfObject(kPrivate, mandate.place)}}};
  return {{"Names", names, maker.List(names, name, name_map), kPersonal, true}, {"Mandates", mandates, place, 0, true}};
}

Maker::Made MakeAccount(Maker& maker) {
  const Maker::Made account = maker.Record("Account");
  std::vector<MemberSpec> members = PlainMembers(maker, account.place);
  const Maker::Made identifier = MakeIdentifier(maker, account.place);
  const Maker::Made owner = MakeOwner(maker);
  const std::uint32_t identifiers = maker.Type({.kind = TypeKind::List, .element = identifier.type, .bound = 64});
  const std::uint32_t text = maker.Scalar(TypeKind::String);
  const std::uint32_t tags = maker.Type({.kind = TypeKind::Set, .element = text, .bound = 64});
  const std::uint32_t tag = maker.Place(text, Always(Treatment::Mask, Form::Email));
  const Blocks tag_list = {{Do(Treatment::Remove, Form::None, {IfRequest(kNoTags)}), Do(Treatment::Keep)}};
  members.push_back({"Account", identifiers, maker.List(identifiers, identifier.place, Always(Treatment::Keep))});
  members.push_back({"Tags", tags, maker.List(tags, tag, tag_list), kPersonal, true});
  members.push_back({"Owner", owner.type, owner.place, kPersonal, true});
  for (MemberSpec& map : MakeMaps(maker)) members.push_back(std::move(map));
  maker.Fill(account.record, account.place, members);
  maker.Reads(account.place, {0, 1});
  return account;
}

}  // namespace

Sample MakeSample() {
  Maker maker;
  maker.sample.unit.classes = {"internal", "personal", "sensitive", "cardholder"};
  maker.sample.unit.keys = {"analytics", "lost"};
  maker.sample.unit.function_count = 6;
  const Maker::Made reply = maker.Record("Reply"), data = maker.Record("Data"), meta = maker.Record("Meta");
  const Maker::Made account = MakeAccount(maker);
  const std::uint32_t accounts = maker.Type({.kind = TypeKind::List, .element = account.type, .bound = 64});
  const std::uint32_t list = maker.List(accounts, account.place, Always(Treatment::Keep));
  schema::Condition unless = IfObject(kConsented, account.place);
  unless.negated = true;
  maker.sample.redaction.nodes[list].drops = {{.conditions = {unless}}};
  const std::uint32_t pages = maker.Type({.kind = TypeKind::Int});
  maker.Fill(data.record, data.place, {{"Account", accounts, list}});
  maker.Fill(meta.record, meta.place, {{"TotalPages", pages, maker.Place(pages, Always(Treatment::Keep))}});
  maker.sample.redaction.nodes[meta.place].pass_unknown = true;
  maker.Fill(reply.record, reply.place,
             {{"Data", data.type, data.place}, {"Meta", meta.type, meta.place, kInternal, true}});
  maker.sample.redaction.root = reply.place;
  return maker.sample;
}

bool SampleObjects::Load(std::uint32_t, std::span<const schema::Live>, std::string_view json) {
  const nlohmann::json object = nlohmann::json::parse(json, nullptr, false);
  if (!object.is_object()) return false;
  const auto text = [&object](const char* name) {
    const auto member = object.find(name);
    return member != object.end() && member->is_string() ? member->get<std::string>() : std::string();
  };
  account_id_ = text("AccountId");
  status_ = text("Status");
  owner_ = text("Name");
  return status_ != "Unreadable";
}

Answer SampleObjects::Ask(std::uint32_t function) {
  switch (function) {
    case kConsented:
      return account_id_.ends_with('9') ? Answer::Fails : Answer::Holds;
    case kEnabled:
      return status_ == "Unknown" ? Answer::Faulted : status_ == "Enabled" ? Answer::Holds : Answer::Fails;
    case kPrivate:
      return owner_.starts_with("X") ? Answer::Holds : Answer::Fails;
    default:
      return Answer::Faulted;
  }
}

ByteSpan SampleKeys::Material(std::uint32_t key) const {
  static const Bytes material(32, 0x6b);
  return key == 0 ? ByteSpan(material) : ByteSpan();
}

}  // namespace bpol::redact
