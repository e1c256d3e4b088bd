// The checks of redactions: a tree of nodes over the response type, each reached once.
#include <algorithm>
#include <vector>

#include "runtime/schema/verifier.h"

namespace bpol::schema {

void Verifier::Redactions() {
  for (const Redaction& redaction : unit_.redactions) {
    if (!Index(redaction.root, redaction.nodes.size(), "the root of a redaction")) return;
    Tree(redaction);
    for (std::uint32_t i = 0; i < redaction.nodes.size() && wrong_.empty(); ++i) Node(redaction, i);
  }
}

// Every node hangs in at most one place and the root in none: then no walk from the root goes round.
void Verifier::Tree(const Redaction& redaction) {
  std::vector<bool> hangs(redaction.nodes.size(), false);
  hangs[redaction.root] = true;
  const auto hang = [&](std::uint32_t child) {
    if (Index(child, hangs.size(), "a node of a redaction") && Fits(!hangs[child], "a node in two places"))
      hangs[child] = true;
  };
  for (const RedactNode& node : redaction.nodes) {
    if (node.element != kNone) hang(node.element);
    for (const RedactMember& member : node.members) hang(member.node);
  }
}

void Verifier::Node(const Redaction& redaction, std::uint32_t index) {
  const RedactNode& node = redaction.nodes[index];
  if (!Index(node.type, unit_.types.size(), "the type of a redaction's node")) return;
  const schema::Type& type = unit_.types[node.type];
  const bool record = node.kind == RedactNode::Kind::Record;
  const bool list = node.kind == RedactNode::Kind::List;
  Fits(record == (type.kind == TypeKind::Record), "a node of a record");
  Fits(!list || type.kind == TypeKind::List || type.kind == TypeKind::Set, "a node of a list");
  Fits(list == (node.element != kNone), "the element of a node");
  Fits(record || node.members.empty(), "the members of a node");
  if (!wrong_.empty()) return;
  for (const RedactMember& member : node.members) {
    Index(member.data_class, std::max<std::size_t>(unit_.classes.size(), 1), "the class of a member");
    IndexOrNone(member.arm, unit_.records[type.declaration].arms.size(), "the arm of a member");
  }
  if (record) LiveFields(unit_.records[type.declaration], node.object_live);
  Treatments(redaction, node);
}

void Verifier::Treatments(const Redaction& redaction, const RedactNode& node) {
  for (const std::vector<Treat>& block : node.blocks) {
    for (const Treat& treat : block) {
      IndexOrNone(treat.key, unit_.keys.size(), "the key of a treatment");
      IndexOrNone(treat.line, unit_.redact_lines.size(), "the line of a treatment");
      Conditions(redaction, treat.conditions);
    }
  }
  for (const Drop& drop : node.drops) Conditions(redaction, drop.conditions);
}

void Verifier::Conditions(const Redaction& redaction, std::span<const Condition> conditions) {
  for (const Condition& condition : conditions) {
    IndexOrNone(condition.function, unit_.function_count, "the function of a condition");
    if (!condition.reads_object) continue;
    if (!Index(condition.object, redaction.nodes.size(), "the object of a condition")) return;
    Fits(redaction.nodes[condition.object].kind == RedactNode::Kind::Record, "the object of a condition");
  }
}

}  // namespace bpol::schema
