// Vocabulary: what one generated unit speaks of: its types, records, facts, tables and actions, as data. Policies and
// requests are both written from it, so that they fit each other.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/base/random.h"
#include "runtime/schema/schema.h"

namespace bpol::agreement {

using schema::kNone;
using schema::TypeKind;

struct GivenType {
  TypeKind kind = TypeKind::Bool;
  std::uint32_t declaration = kNone;  // Enum, Record: index in Vocabulary; of a Set or List, that of its element
  TypeKind element = TypeKind::Bool;  // Set, List
  std::int64_t minimum = INT64_MIN, maximum = INT64_MAX;  // Int
  std::uint32_t bound = 0;                                // Set, List: most elements; String: most bytes, 0: 4096

  TypeKind key = TypeKind::Bool;  // of a map, which is a List of `element` by keys; else Bool

  bool is_map() const { return key != TypeKind::Bool; }
  bool is_collection() const { return !is_map() && (kind == TypeKind::Set || kind == TypeKind::List); }
  GivenType ElementType() const;
  // The same but for ranges and bounds, as the language compares types.
  bool Same(const GivenType& other) const;
};

struct Member {
  std::string name;
  GivenType type;
  bool optional = false;
  std::string data_class = {};
  std::uint32_t arm = kNone;
  bool money_object = false;  // `Money from { Amount, Currency }`
};

struct EnumWord {
  std::string name, wire;
};
struct GivenEnum {
  std::string name;
  std::vector<EnumWord> words;  // with that of `otherwise`, if there is one, as the last
  bool otherwise = false;
  bool ordered = false;
  std::vector<EnumWord> usual = {};  // a few of them, of which policies and requests mostly speak
};

struct GivenRecord {
  std::string name;
  bool entity = false;
  std::vector<Member> members;         // a union: the tag first
  bool is_union = false;               // told apart by members[0], an enum
  std::vector<std::string> arms = {};  // names of words, perhaps `otherwise` as the last
  // The arm of a tag's word; kNone where only the common members are.
  std::uint32_t ArmOf(const std::string& word) const;
};

struct GivenFact {
  std::string name;
  GivenType type;
  bool optional = false, else_absent = false;
  std::string key;  // as policies write it
};
struct GivenSignal {
  std::string name;
  bool deviation = false;  // absent while it is cold, and may be below zero
  std::string text;        // behind the name
};
struct GivenParam {
  std::string name;
  GivenType type;
  std::string literal;
  bool optional = false;
  std::string manifest = {};  // what bpol.toml sets it to; empty: nothing
};
struct GivenTable {
  std::string name;
  GivenType type;                        // Set of a scalar, or List of a record
  std::string text = {};                 // behind the type: rows, a literal, or `from "…"`
  std::string file = {}, content = {};   // of `from`
  std::vector<std::uint32_t> keys = {};  // rows: key columns, as members of the record
  bool total = false;
  std::vector<std::vector<std::string>> rows = {};  // as policies write the cells
};
struct GivenObligation {
  std::string name;
  std::vector<GivenType> parameters;
  std::string keeps;
};

struct GivenAction {
  std::string name;
  bool resource = false, resource_optional = false;
  bool body = false, body_optional = false;
  std::uint32_t response = kNone;  // record
  bool response_list = false;      // List<record>
};

// A value as policies write it and as requests do.
struct Constant {
  std::string policy, json;
  std::int64_t number = 0;  // microseconds, days or minor units, where it is a number
};

// Members of the context that are 0..9 with equal chances: what blocks test to keep the effects of a unit in
// proportion. Lines, requirements and all else have one each, so that none is decided by what another has tested.
inline constexpr const char* kLanes[] = {"lane", "turn", "lot"};

struct Vocabulary {
  std::vector<GivenEnum> enums;
  std::vector<GivenRecord> records;
  std::uint32_t subject = 0, resource = 0, context = 0, body = 0;  // records
  std::uint32_t living = kNone;                                    // the record that has a lifecycle (lifecycle.h)
  std::vector<Member> keys;                                        // of every action
  std::vector<GivenFact> facts;
  std::vector<GivenSignal> signals;
  std::vector<GivenParam> params;
  std::vector<GivenTable> tables;
  std::vector<GivenObligation> obligations;
  std::vector<GivenAction> actions;
  std::vector<std::string> regions;
  std::string currency;                      // of the unit's literals
  std::vector<std::vector<Constant>> pools;  // by TypeKind: what literals and requests are taken from
  std::int64_t visit_limit = 0;              // 0: the default

  const std::vector<Constant>& Pool(TypeKind kind) const { return pools[static_cast<std::size_t>(kind)]; }
};

Vocabulary DrawVocabulary(Random& random);

// The declarations, a line each where they have parts.
std::string DeclarationsOf(const Vocabulary& vocabulary);
// A type as policies write it, without `?`.
std::string TypeText(const Vocabulary& vocabulary, const GivenType& type);
// The manifest, for these modules, each in a file of its name.
std::string ManifestOf(const Vocabulary& vocabulary, const std::vector<std::string>& modules);

// The number around which requests draw an Int of this range, so that comparisons with it go both ways.
std::int64_t TypicalOf(const GivenType& type);

}  // namespace bpol::agreement
