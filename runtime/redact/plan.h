// Plan: a schema::Redaction made ready for the scanner: names hashed, conditions numbered, types turned into shapes.
// INVARIANT: nodes form a tree whose root is node Plan::root(); all indices inside were checked.
// INVARIANT: answers come in slots: first the functions decided with the request, then those asked of an object.
// Thread safety: immutable; one plan an action serves all cores. The schema::Unit must outlive it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/redact/treatment.h"
#include "runtime/schema/schema.h"

namespace bpol::redact {

inline constexpr std::uint32_t kOpaque =
    schema::kNone;  // instead of a node: a value that the response type does not name

enum class Shape : std::uint8_t {
  Record,
  List,           // and Set
  Map,            // an object whose names are keys
  FreeString,     // String: any text fits
  CheckedString,  // a text with a form: Money, Instant, Iban, Enum …
  Int,
  Decimal,  // a number, or the same in a string
  Bool,
};

// The members of one Record node. A name may mean different members in different arms of a union; `slot` is 0 for the
// members that every arm has, and arm + 1 for those of an arm with the common ones.
struct PlanRecord {
  std::uint32_t type = 0;  // index in Unit::records
  std::vector<std::string> names;
  std::vector<std::string> live;        // names that conditions on an object read, with the tag's
  std::vector<std::uint32_t> nodes;     // [slot * names.size() + name]; kNone: not in that arm
  std::vector<std::uint64_t> required;  // [slot * words + i]: names that must be there, as bits
  std::uint32_t words = 0;
  std::vector<std::uint32_t> buckets;  // hash of a name -> first name to try; a power of two
  std::uint32_t tag = schema::kNone;   // name of the union's tag
  const schema::Enum* tag_enum = nullptr;
  const std::vector<std::uint32_t>* arm_of_member = nullptr;
  bool pass_unknown = false;

  bool is_union() const { return tag != schema::kNone; }
  // kNone: undeclared. Members mostly come in declared order, so it is looked for from `next` on first.
  std::uint32_t Find(std::string_view name, std::uint32_t next) const;
  std::uint32_t SlotOf(std::string_view tag_text) const;  // 0: only the common members exist
};

struct Question {
  std::uint32_t function = 0;
  std::uint32_t slot = 0;
};

struct PlanNode {
  Shape shape = Shape::FreeString;
  bool nullable = false;
  std::uint32_t type = 0;                 // index in Unit::types
  std::uint32_t data_class = 0;           // under which it is counted
  std::uint32_t record = schema::kNone;   // Record: index in Plan::records()
  std::uint32_t element = schema::kNone;  // List: node; Map: of the values
  std::uint32_t key = schema::kNone;      // Map: the type of its keys, an index in Unit::types
  std::vector<PlanBlock> blocks;
  std::vector<std::vector<PlanCondition>> drops;  // List, Map
  // Record: what is asked of each object, and the nodes whose fates follow from it.
  std::vector<Question> questions;
  std::vector<std::uint32_t> dependents;
  const std::vector<schema::Live>* live = nullptr;

  Place place() const;
};

class Plan {
 public:
  // Refuses a redaction whose indices do not fit its unit.
  static Result<Plan> Make(const schema::Unit& unit, const schema::Redaction& redaction);

  const schema::Unit& unit() const { return *unit_; }
  std::uint32_t root() const { return root_; }
  const std::vector<PlanNode>& nodes() const { return nodes_; }
  const PlanRecord& RecordOf(const PlanNode& node) const { return records_[node.record]; }
  // The condition functions whose answers Context::request holds, each once.
  const std::vector<std::uint32_t>& request_functions() const { return request_functions_; }
  std::uint32_t slots() const { return slots_; }
  // Of the bits for the names of any record.
  std::uint32_t most_words() const { return most_words_; }

 private:
  friend class PlanBuilder;
  const schema::Unit* unit_ = nullptr;
  std::uint32_t root_ = 0;
  std::vector<PlanNode> nodes_;
  std::vector<PlanRecord> records_;
  std::vector<std::uint32_t> request_functions_;
  std::uint32_t slots_ = 0;
  std::uint32_t most_words_ = 0;
};

std::uint64_t HashName(std::string_view name) noexcept;

}  // namespace bpol::redact
