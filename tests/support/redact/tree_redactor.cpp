#include "tests/support/redact/tree_redactor.h"

#include <algorithm>
#include <map>
#include <set>

#include "runtime/redact/scalar.h"
#include "runtime/schema/layout.h"
#include "runtime/values/integer.h"
#include "runtime/values/mask.h"
#include "tests/support/redact/raw_json.h"

namespace bpol::redact {
namespace {

using schema::kNone;
using schema::RedactNode;
using schema::Treatment;

struct Treated {
  enum class Kind { Keep, Change, Remove } kind = Kind::Keep;
  schema::Treat treat;
};

// A member or element as it is to be sent; nothing when it is not.
using Sent = std::optional<std::string>;

std::string Quoted(std::string_view text) {
  std::string out = "\"";
  AppendEscaped(text, out);
  return out + '"';
}

class Walker {
 public:
  Walker(const schema::Unit& unit, const schema::Redaction& redaction, const TreeQuestion& question)
      : unit_(unit), redaction_(redaction), question_(question) {
    const std::size_t classes = std::max<std::size_t>(unit.classes.size(), 1);
    counts.removed.assign(classes, 0);
    counts.transformed.assign(classes, 0);
  }

  // Every object has each name once, none too long.
  void CheckNames(const RawJson& json) {
    std::set<std::string> names;
    for (std::size_t i = 0; i < json.names.size(); ++i) {
      if (json.keys[i].size() > kMaxNameBytes) Note(Problem::Kind::TooLarge);
      if (!names.insert(json.names[i]).second) Note(Problem::Kind::Duplicate);
    }
    for (const RawJson& child : json.children) CheckNames(child);
  }

  // The value of a place; `data_class` counts it. Nothing: removed.
  Sent Value(std::uint32_t index, const RawJson& json, bool nullable, bool send, std::uint32_t data_class) {
    const RedactNode& node = redaction_.nodes[index];
    if (json.kind == RawJson::Kind::Null && nullable) {
      objects_.erase(index);
      if (!send) return std::nullopt;
      if (Treat(node).kind == Treated::Kind::Remove) return Removed(data_class);
      return "null";
    }
    switch (node.kind) {
      case RedactNode::Kind::Scalar:
        return Scalar(node, json, send, data_class);
      case RedactNode::Kind::List:
        return schema::IsMap(unit_.types[node.type]) ? Map(node, json, send, data_class)
                                                     : List(node, json, send, data_class);
      case RedactNode::Kind::Record:
        return Record(index, json, send, data_class, nullptr);
    }
    return std::nullopt;
  }

  Counts counts;
  Problem::Kind problem = Problem::Kind::None;

 private:
  void Note(Problem::Kind kind) {
    if (problem == Problem::Kind::None) problem = kind;
  }
  Sent Removed(std::uint32_t data_class) {
    ++counts.removed[data_class];
    return std::nullopt;
  }

  Answer Ask(const schema::Condition& condition) {
    if (condition.function == kNone) return condition.negated ? Answer::Fails : Answer::Holds;
    Answer answer = Answer::Faulted;
    if (!condition.reads_object) {
      answer = question_.request(condition.function);
    } else if (const auto object = objects_.find(condition.object);
               object != objects_.end() && question_.context.objects != nullptr) {
      const RedactNode& node = redaction_.nodes[condition.object];
      if (question_.context.objects->Load(unit_.types[node.type].declaration, node.object_live, object->second))
        answer = question_.context.objects->Ask(condition.function);
    }
    if (answer == Answer::Faulted || !condition.negated) return answer;
    return answer == Answer::Holds ? Answer::Fails : Answer::Holds;
  }
  Answer AskAll(const std::vector<schema::Condition>& conditions) {
    for (const schema::Condition& condition : conditions) {
      if (const Answer answer = Ask(condition); answer != Answer::Holds) return answer;
    }
    return Answer::Holds;
  }

  // How many characters a mask shows: what the language orders forms by. -1: it depends on the value.
  static int Shown(const schema::Treat& treat) {
    using schema::Form;
    const std::map<Form, int> shown = {
        {Form::Text, 0}, {Form::Phone, 4}, {Form::Iban, 8}, {Form::Pan, treat.bin_length == 8 ? 12 : 10}};
    const auto entry = shown.find(treat.form);
    return entry == shown.end() ? -1 : entry->second;
  }
  static schema::Treat Join(const schema::Treat& left, const schema::Treat& right) {
    if (left.treatment != right.treatment) return left.treatment > right.treatment ? left : right;
    const bool same = left.form == right.form && left.bin_length == right.bin_length && left.key == right.key;
    if (same || left.treatment == Treatment::Keep || left.treatment == Treatment::Remove) return left;
    const schema::Treat remove{.conditions = {}, .treatment = Treatment::Remove};
    if (left.treatment != Treatment::Mask) return remove;
    const int by_left = Shown(left), by_right = Shown(right);
    if (by_left == 0 || by_right == 0) return by_left == 0 ? left : right;
    if (by_left < 0 || by_right < 0) return remove;
    return by_left <= by_right ? left : right;
  }

  Treated Treat(const RedactNode& node) {
    std::optional<schema::Treat> joined;
    for (const std::vector<schema::Treat>& block : node.blocks) {
      for (const schema::Treat& treat : block) {
        const Answer answer = AskAll(treat.conditions);
        if (answer == Answer::Fails) continue;
        if (answer == Answer::Faulted) return {Treated::Kind::Remove, {}};
        joined = joined ? Join(*joined, treat) : treat;
        break;
      }
    }
    if (!joined || joined->treatment == Treatment::Remove) return {Treated::Kind::Remove, {}};
    if (joined->treatment == Treatment::Keep) return {Treated::Kind::Keep, {}};
    const schema::TypeKind kind = unit_.types[node.type].kind;
    const bool text =
        node.kind == RedactNode::Kind::Scalar && kind != schema::TypeKind::Int && kind != schema::TypeKind::Bool;
    return {text ? Treated::Kind::Change : Treated::Kind::Remove, *joined};
  }

  bool Fits(const RedactNode& node, const RawJson& json) const {
    const schema::Type& type = unit_.types[node.type];
    if (type.kind == schema::TypeKind::Bool) return json.kind == RawJson::Kind::Bool;
    if (type.kind == schema::TypeKind::Int) {
      std::int64_t value;
      return json.kind == RawJson::Kind::Number && values::ParseInt(json.raw, &value) && value >= type.minimum &&
             value <= type.maximum;
    }
    if (json.kind != RawJson::Kind::String) return false;
    if (type.kind == schema::TypeKind::String) return true;
    return json.raw.size() - 2 <= question_.limits.scalar_bytes && FitsType(unit_, type, json.text);
  }

  Sent Scalar(const RedactNode& node, const RawJson& json, bool send, std::uint32_t data_class) {
    if (!Fits(node, json)) Note(Problem::Kind::Misfit);
    if (!send || problem != Problem::Kind::None) return std::nullopt;
    const Treated treated = Treat(node);
    if (treated.kind == Treated::Kind::Remove) return Removed(data_class);
    if (treated.kind == Treated::Kind::Keep) return std::string(json.raw);
    if (json.raw.size() - 2 > question_.limits.scalar_bytes) return Removed(data_class);
    const PlanTreat treat{.conditions = {},
                          .treatment = treated.treat.treatment,
                          .form = treated.treat.form,
                          .bin_length = treated.treat.bin_length,
                          .key = treated.treat.key};
    std::string memory(values::RoomForMask(json.text.size()), ' ');
    values::TextPlace out(memory);
    switch (Transform(treat, unit_.types[node.type].kind, json.text, question_.context, out)) {
      case Changed::Yes:
        ++counts.transformed[data_class];
        return Quoted(out.text());
      case Changed::No:
        return std::string(json.raw);
      case Changed::Remove:
        return Removed(data_class);
    }
    return std::nullopt;
  }

  Sent List(const RedactNode& node, const RawJson& json, bool send, std::uint32_t data_class) {
    if (json.kind != RawJson::Kind::Array) {
      Note(Problem::Kind::Misfit);
      return std::nullopt;
    }
    if (send && Treat(node).kind != Treated::Kind::Keep) {
      send = false;
      ++counts.removed[data_class];
    }
    std::string out;
    for (const RawJson& child : json.children) {
      const Sent sent = Element(node, child, send, data_class);
      if (sent) out += (out.empty() ? "" : ",") + *sent;
    }
    if (!send) return std::nullopt;
    return '[' + out + ']';
  }

  // Of a list, or the value of a map.
  Sent Element(const RedactNode& node, const RawJson& child, bool send, std::uint32_t data_class) {
    if (redaction_.nodes[node.element].kind == RedactNode::Kind::Record)
      return Record(node.element, child, send, data_class, &node);
    if (!send || !Drops(node)) return Value(node.element, child, false, send, data_class);
    ++counts.dropped;
    return Value(node.element, child, false, false, 0);
  }

  Sent Map(const RedactNode& node, const RawJson& json, bool send, std::uint32_t data_class) {
    if (json.kind != RawJson::Kind::Object) {
      Note(Problem::Kind::Misfit);
      return std::nullopt;
    }
    if (send && Treat(node).kind != Treated::Kind::Keep) {
      send = false;
      ++counts.removed[data_class];
    }
    if (send && json.names.size() > question_.limits.unknown_names) Note(Problem::Kind::TooLarge);
    const schema::Record& entry = unit_.records[unit_.types[node.type].declaration];
    const schema::Type& key = unit_.types[entry.fields[schema::kMapKey].type];
    std::string out;
    for (std::size_t i = 0; i < json.children.size(); ++i) {
      if (key.kind != schema::TypeKind::String && !FitsType(unit_, key, json.names[i])) Note(Problem::Kind::Misfit);
      const Sent sent = Element(node, json.children[i], send, data_class);
      if (sent) out += (out.empty() ? "\"" : ",\"") + std::string(json.keys[i]) + "\":" + *sent;
    }
    if (!send) return std::nullopt;
    return '{' + out + '}';
  }

  bool Drops(const RedactNode& list) {
    return std::ranges::any_of(list.drops,
                               [this](const schema::Drop& drop) { return AskAll(drop.conditions) != Answer::Fails; });
  }

  bool IsAsked(std::uint32_t index) const {
    const auto asks = [index](const std::vector<schema::Condition>& conditions) {
      return std::ranges::any_of(conditions, [index](const schema::Condition& condition) {
        return condition.function != kNone && condition.reads_object && condition.object == index;
      });
    };
    return std::ranges::any_of(redaction_.nodes, [&asks](const RedactNode& node) {
      const bool treats = std::ranges::any_of(node.blocks, [&asks](const std::vector<schema::Treat>& block) {
        return std::ranges::any_of(block, [&asks](const schema::Treat& treat) { return asks(treat.conditions); });
      });
      return treats ||
             std::ranges::any_of(node.drops, [&asks](const schema::Drop& drop) { return asks(drop.conditions); });
    });
  }

  // The arm of a union whose tag, or end, is within the limit.
  struct Arm {
    std::uint32_t arm = kNone;
    bool known = true;
  };
  Arm ArmOf(const schema::Record& record, const RawJson& json) const {
    if (record.tag_field == kNone) return {};
    const std::string& tag = record.fields[record.tag_field].name;
    for (std::size_t i = 0; i < json.children.size(); ++i) {
      const RawJson& child = json.children[i];
      if (json.names[i] != tag || child.kind != RawJson::Kind::String) continue;
      const auto end = static_cast<std::size_t>(child.raw.data() + child.raw.size() - json.raw.data());
      if (end > question_.limits.object_bytes) return {kNone, false};
      const schema::Enum& tags = unit_.enums[unit_.types[record.fields[record.tag_field].type].declaration];
      const auto member = std::ranges::find(tags.members, child.text, &schema::EnumMember::wire);
      const std::size_t place =
          member == tags.members.end() ? tags.otherwise : static_cast<std::size_t>(member - tags.members.begin());
      return {place < record.arm_of_member.size() ? record.arm_of_member[place] : kNone, true};
    }
    return {kNone, json.raw.size() <= question_.limits.object_bytes};
  }

  // `list` is set for an element.
  Sent Record(std::uint32_t index, const RawJson& json, bool send, std::uint32_t data_class, const RedactNode* list) {
    const RedactNode& node = redaction_.nodes[index];
    if (json.kind != RawJson::Kind::Object) {
      Note(Problem::Kind::Misfit);
      return std::nullopt;
    }
    const schema::Record& record = unit_.records[unit_.types[node.type].declaration];
    const Arm arm = ArmOf(record, json);
    objects_[index] = json.raw;
    if (send) {
      const bool asked = IsAsked(index);
      if (asked && json.raw.size() > question_.limits.object_bytes) {
        Lost(index, list, data_class);
        send = false;
      } else if (list != nullptr && Drops(*list)) {
        ++counts.dropped;
        send = false;
      } else if (Treat(node).kind != Treated::Kind::Keep) {
        ++counts.removed[data_class];
        send = false;
      } else if (!arm.known) {
        Lost(index, list, data_class);
        send = false;
      }
    }
    const std::string members = Members(node, record, json, arm.arm, send);
    objects_.erase(index);
    if (!send) return std::nullopt;
    return '{' + members + '}';
  }

  void Lost(std::uint32_t index, const RedactNode* list, std::uint32_t data_class) {
    if (index == redaction_.root) {
      Note(Problem::Kind::TooLarge);
    } else if (list != nullptr) {
      ++counts.dropped;
    } else {
      ++counts.removed[data_class];
    }
  }

  std::string Members(const RedactNode& node, const schema::Record& record, const RawJson& json, std::uint32_t arm,
                      bool send) {
    for (const schema::Field& field : record.fields) {
      const bool here = field.arm == kNone || field.arm == arm;
      if (here && field.presence_bit == kNone && std::ranges::find(json.names, field.name) == json.names.end())
        Note(Problem::Kind::Misfit);
    }
    std::string out;
    for (std::size_t i = 0; i < json.children.size(); ++i) {
      const Sent sent = Member(node, record, json, i, arm, send);
      if (sent) out += (out.empty() ? "\"" : ",\"") + std::string(json.keys[i]) + "\":" + *sent;
    }
    return out;
  }

  Sent Member(const RedactNode& node, const schema::Record& record, const RawJson& json, std::size_t i,
              std::uint32_t arm, bool send) {
    bool known = false;
    for (const schema::RedactMember& member : node.members) {
      if (member.name != json.names[i]) continue;
      known = true;
      if (member.arm != kNone && member.arm != arm) continue;
      const auto field = std::ranges::find_if(record.fields, [&member](const schema::Field& candidate) {
        return candidate.name == member.name && candidate.arm == member.arm;
      });
      return Value(member.node, json.children[i], field->presence_bit != kNone, send, member.data_class);
    }
    if (!known && node.pass_unknown && send) return std::string(json.children[i].raw);
    if (send) ++counts.undeclared;
    return std::nullopt;
  }

  const schema::Unit& unit_;
  const schema::Redaction& redaction_;
  const TreeQuestion& question_;
  std::map<std::uint32_t, std::string_view> objects_;  // the object that is open at a node
};

}  // namespace

TreeAnswer RedactTree(const schema::Unit& unit, const schema::Redaction& redaction, const TreeQuestion& question,
                      std::string_view body) {
  const std::optional<RawJson> json = ReadRawJson(body);
  if (!json) return {.problem = Problem::Kind::Malformed, .body = {}, .counts = {}};
  Walker walker(unit, redaction, question);
  if (DepthOf(*json) > kMaxDepth) walker.problem = Problem::Kind::TooDeep;
  walker.CheckNames(*json);
  const Sent sent = walker.Value(redaction.root, *json, false, true, 0);
  return {.problem = walker.problem, .body = sent.value_or("null"), .counts = walker.counts};
}

}  // namespace bpol::redact
