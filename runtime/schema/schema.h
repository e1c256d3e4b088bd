// What a compiled unit is about, as data: its types and their frame layouts, the names and texts behind every index
// that native code speaks of, and the plans by which a host binds requests, fetches facts, combines lines and redacts
// responses. `describe` makes it from a checked unit; the gateway reads it beside the unit's code; both engines share
// it.
//
// INVARIANT: an index here is the same index in checked::Unit and core::Program (enums, records, lines, blocks, scores,
// consents, facts, signals, lifecycles, sites): nothing is renumbered on the way.
// Thread safety: immutable once built.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/schema/name_table.h"

namespace bpol::schema {

inline constexpr std::uint32_t kNone = 0xffff'ffff;

// The kinds of type that a value can have at run time. Whether it may be absent belongs to the field.
enum class TypeKind : std::uint8_t {
  Bool,
  Int,
  String,
  Money,
  Instant,
  Date,
  Duration,
  Country,
  Region,
  Iban,
  Pan,
  Ip,
  Cidr,
  Decimal,
  TimeOfDay,
  Currency,
  Bic,
  Lei,
  Email,
  Phone,
  Enum,
  Record,
  Set,
  List,
};

// How a value stands in a frame (docs/decisions/0001-frame.md):
//   Bool, Int, Instant, Date, Duration, TimeOfDay, Country,
//   Currency, Region, Enum                                      one int64
//   Set of an enum                                              one uint64, bit i is member i
//   String, Iban, Pan, Bic, Lei, Email, Phone                   values::Text {data, size}, 16 bytes
//   Money                                                       values::Money {minor, currency}, 16 bytes
//   Decimal                                                     values::Decimal {low, high}, 16 bytes
//   Ip 16 bytes; Cidr 24 bytes                                  values::Ip, values::Cidr
//   other Set, List, Map                                        {const void* elements, uint64 count}, 16 bytes;
//                                                               packed elements, those of a Set sorted and distinct,
//                                                               those of a Map entries sorted by distinct keys
//   Record                                                      in place: presence words, then fields at their offsets
struct Type {
  TypeKind kind = TypeKind::Bool;
  // Enum: index in Unit::enums; Record: index in Unit::records. List: the record {key, value} of its entries where the
  // list is a Map, which stands in JSON as an object; else kNone.
  std::uint32_t declaration = kNone;
  std::uint32_t element = kNone;     // Set, List: index in Unit::types
  std::uint32_t bound = 0;           // Set, List: most elements; String: most bytes
  std::int64_t minimum = INT64_MIN;  // Int
  std::int64_t maximum = INT64_MAX;  // Int
};

struct EnumMember {
  std::string name = {};  // as policies write it
  std::string wire = {};  // as JSON, headers and audit write it
};
struct Enum {
  std::string name = {};
  std::vector<EnumMember> members = {};  // at most 64
  std::uint32_t otherwise = kNone;  // the member that stands for every wire name not listed; kNone: those are a fault
  bool ordered = false;
  NameTable wires = {};  // of `members`, by wire name; IndexNames makes it
};

struct Field {
  std::string name = {};                  // also the JSON member
  std::uint32_t type = 0;                 // index in Unit::types
  std::uint32_t offset = 0;               // bytes from the start of the record
  std::uint32_t presence_bit = kNone;     // optional fields; bit i of word i/64 at the start of the record
  std::uint32_t unavailable_bit = kNone;  // facts and signals; same words
  std::uint32_t arm = kNone;              // union: the arm it belongs to; kNone: in every arm
  // A field declared `Money from { Amount, Currency }`: in JSON an object with exactly these two members, both strings.
  // Empty: one text, `"EUR 30.00"`.
  std::string amount_member = {}, currency_member = {};
};
// A record, an entity, a union by tag, or the frame of an action (whose fields are now, subject, resource, context,
// body, the keys, the facts, the signals and `approved`, by these names, as far as the action has them).
struct Record {
  std::string name = {};
  std::uint32_t size = 0;            // bytes, a multiple of 8
  std::uint32_t presence_words = 0;  // uint64 words at offset 0
  std::vector<Field> fields = {};
  std::uint32_t tag_field = kNone;                // union: index of the tag in `fields`
  std::vector<std::uint32_t> arm_of_member = {};  // union: enum member -> arm, kNone where only the common fields exist
  std::vector<std::string> arms = {};             // union: names of the arms
  NameTable names = {};                           // of `fields`; IndexNames makes it
};

enum class Effect : std::uint8_t { Permit, Challenge, Review, Deny };
enum class BlockKind : std::uint8_t { Rules, Decide, Residency };

struct Require {
  std::string reason = {};  // reason code when it fails
};
struct Line {
  std::string id = {};             // module.Block.name
  std::string reason = {};         // reason code
  Effect effect = Effect::Permit;  // residency: Permit means `serve`
  std::uint32_t block = kNone;
  std::vector<std::string> controls = {};  // as `psd2.rts("36(1)(a)")`
  std::vector<Require> requires_ = {};
  std::uint32_t acr = kNone;  // challenge: index in Unit::acrs
  std::int64_t max_age = -1;  // challenge: Duration in microseconds, -1 where not named
  std::uint64_t regions = 0;  // serve: bit i is Unit::regions[i]
};
struct Block {
  std::string id = {};  // module.Block
  BlockKind kind = BlockKind::Rules;
  bool gate = false;
  std::vector<std::uint32_t> lines = {};
};

enum class Keeps : std::uint8_t { All, Latest, Earliest, Highest, Lowest };
struct Obligation {
  std::string name = {};
  std::vector<std::uint32_t> parameters = {};  // indices in Unit::types
  Keeps keeps = Keeps::All;
};
enum class OwnerKind : std::uint8_t { Line, Block };
enum class When : std::uint8_t { Permit, Challenge, Review, Deny, Any };
// One `oblige` in the text. A line's comes out when the line supports the final effect, a block's when the block
// applies and the final effect is `when`. `function` answers whether its own condition holds and gives the arguments.
struct ObligationSite {
  OwnerKind owner = OwnerKind::Line;
  std::uint32_t index = 0;
  When when = When::Any;
  std::uint32_t obligation = 0;
  std::uint32_t function = 0;
  bool constant = false;  // always holds, with arguments that read nothing of the request
};

struct Band {
  std::string name = {};
  std::int64_t below = INT64_MAX;  // exclusive; the last band has no end
};
struct Score {
  std::string name = {};
  std::string version = {};
  std::int64_t minimum = 0, maximum = 0;
  std::vector<std::string> factors = {};
  std::vector<Band> bands = {};
  std::uint32_t champion = kNone;  // a challenger: the score beside which it is computed; it decides nothing
};
// Where an action's native code leaves a score: int64 state (0 not read, 1 read), value, band, then a point an factor.
struct ScoreCell {
  std::uint32_t score = 0;
  std::uint32_t offset = 0;        // bytes into the scratch memory
  std::uint32_t function = kNone;  // of a challenger: computes it, once the decision stands
};

struct Fact {
  std::string name = {};
  std::string store = {};
  std::uint32_t type = 0;
  bool optional = false;     // T?: not found is absent; else not found is the fault input.missing
  bool else_absent = false;  // unavailable is read as absent
};
enum class SignalKind : std::uint8_t { Count, Sum, Distinct, Rate, Deviation };
struct Signal {
  std::string name = {};
  std::uint32_t type = 0;
  bool optional = false;
  SignalKind kind = SignalKind::Count;
  std::int64_t window = 0;      // microseconds; 0: without end
  std::uint32_t most_keys = 0;  // that a host keeps: what it needs for them is said by BoundOf (signal_bound.h)
};
// A fact or signal that an action reads. Each of `keys` is a path of field indices from the action's frame; an optional
// on the way that is absent makes the key absent. Without keys the store has one record. Facts of wave n have keys in
// request or facts of waves below n.
struct FactUse {
  std::uint32_t fact = 0;
  std::uint32_t field = 0;  // of the frame record
  std::vector<std::vector<std::uint32_t>> keys = {};
  std::uint32_t wave = 0;
};
struct SignalUse {
  std::uint32_t signal = 0;
  std::uint32_t field = 0;
};

// What a binding reads. `name` is the claim, header (lower case), path variable, query parameter, certificate item or
// cookie.
enum class Source : std::uint8_t { Token, Certificate, Connection, Header, Path, Query, Constant, Cookie };
enum class Conversion : std::uint8_t { Plain, Words, IsPresent };
struct Binding {
  std::vector<std::uint32_t> target = {};  // path of field indices from the frame
  Source source = Source::Token;
  std::string name = {};  // Constant: the JSON text of the value
  Conversion conversion = Conversion::Plain;
};
// A header that the upstream is given: what a path from the action's frame leads to, as decisions print it, or a text.
struct UpstreamHeader {
  std::string name = {};                 // a token, in lower case
  std::vector<std::uint32_t> path = {};  // empty: `text` is the value. Where it leads to nothing, there is no header
  std::string text = {};
};
struct Route {
  std::string method = {};
  std::string path = {};  // template: /accounts/{account_id}
  std::uint32_t action = 0;
  std::vector<Binding> bindings = {};
  std::uint32_t resource_fact = kNone;  // `resource = account else deny "code"`: the fact whose value is the resource
  std::string resource_reason = {};     // the code when it is not found
  std::string upstream = {};
  std::vector<UpstreamHeader> headers = {};  // no name twice
};

// Fields that are decoded and checked: a tree over a record's fields. A body is live as a whole.
struct Live {
  std::uint32_t field = 0;
  bool whole = false;               // all below is live; `children` is empty
  std::vector<Live> children = {};  // Record fields, and the element record of a Set or List
};

// Redaction (language.md section 7), resolved: for every place of the response type the treatments that may apply,
// block by block, each list in order of precedence; the first whose condition holds is the block's, the strictest of
// the blocks wins.
enum class Treatment : std::uint8_t { Keep, Generalise, Mask, Truncate, Tokenise, Hash, Remove };  // by strictness
enum class Form : std::uint8_t {
  None,
  Text,
  Pan,
  Iban,
  Email,
  Phone,
  Name,
  BirthDate,
  Ip,
  FreeText /* scan */,
};
struct Condition {
  std::uint32_t function = kNone;  // kNone: always holds
  bool negated = false;            // written with `unless`
  bool reads_object = false;       // else decided once, with the decision
  std::uint32_t object = kNone;    // reads_object: the Record node that it reads, this place's own or one around it
};
struct Treat {
  std::vector<Condition> conditions = {};  // all must hold
  Treatment treatment = Treatment::Remove;
  Form form = Form::None;
  std::uint32_t bin_length = 6;  // Form::Pan
  std::uint32_t key = kNone;     // Tokenise: index in Unit::keys
  std::uint32_t line = kNone;    // index in Unit::redact_lines, for explanation and the outcome record
};
struct Drop {
  std::vector<Condition> conditions = {};
};
struct RedactMember {
  std::string name = {};
  std::uint32_t node = 0;
  std::uint32_t arm = kNone;
  std::uint32_t data_class = 0;  // index in Unit::classes: counted in the outcome record when removed
};
struct RedactNode {
  enum class Kind : std::uint8_t { Scalar, Record, List } kind = Kind::Scalar;
  std::uint32_t type = 0;                       // index in Unit::types: the response is checked against it
  std::vector<std::vector<Treat>> blocks = {};  // any kind: a whole record or list may be removed or kept as it is
  std::vector<RedactMember> members = {};       // Record
  bool pass_unknown = false;                    // Record
  std::uint32_t element = kNone;                // List: node
  std::vector<Drop> drops = {};                 // List: an element goes when one of them holds
  std::vector<Live> object_live = {};           // Record: what its object conditions read
};
struct Redaction {
  std::uint32_t root = 0;
  std::vector<RedactNode> nodes = {};
};

struct Action {
  std::string name = {};
  std::uint32_t frame = 0;                                                         // index in Unit::records
  std::uint32_t subject = kNone, resource = kNone, context = kNone, body = kNone;  // fields of the frame
  std::vector<std::uint32_t> keys = {};                                            // fields of the frame
  std::uint32_t now = kNone, approved = kNone;
  std::vector<Live> live = {};
  std::vector<FactUse> facts = {};  // in waves
  std::vector<SignalUse> signals = {};
  std::vector<std::uint32_t> blocks = {};  // rules and decide, in order of declaration
  std::vector<std::uint32_t> residencies = {};
  std::vector<ObligationSite> obligations = {};
  std::vector<ScoreCell> scores = {};
  std::uint32_t scratch_size = 0;  // bytes, zeroed before a decision
  std::uint32_t max_events = 0;    // bound of the event list
  std::uint32_t decide_function = 0;
  std::uint32_t residency_function = kNone;
  std::uint32_t redact_check_function =
      kNone;                        // reaches every request part of the redaction's conditions: its fault denies
  std::uint32_t response = kNone;   // index in Unit::types
  std::uint32_t redaction = kNone;  // index in Unit::redactions
  std::int64_t cost = 0;            // worst case, in the units of docs/language/cost.md
};

// What may become of a record, between decisions (language.md section 7): decision/lifecycle.h carries it out.
struct Transition {
  std::uint32_t from = 0, to = 0;        // members of the states
  std::string event = {};                // `clock` comes by itself
  std::vector<std::string> actors = {};  // who may cause it; of the clock: nobody
  std::uint32_t function = kNone;        // its condition, over the record as the object and `frame`; kNone: always
};
struct Lifecycle {
  std::uint32_t record = 0;                  // index in Unit::records; has one lifecycle
  std::uint32_t state = 0;                   // its field, of the enum of the states, always present
  std::uint32_t start = 0;                   // the state of a new record
  std::uint64_t finals = 0;                  // bit i is member i; nothing leaves it
  std::vector<Transition> transitions = {};  // in order of the text: the first that fits is taken
  std::uint32_t frame = 0;                   // index in Unit::records: of one field, the Instant `now`
  std::uint32_t scratch_size = 0;            // bytes that its conditions need
};

struct Unit {
  std::string name = {};  // of the manifest
  std::string version = {};
  std::string hash = {};                 // of its meaning: lower-case hexadecimal SHA-256
  std::int64_t clock_skew = 10'000'000;  // microseconds
  std::int64_t visit_limit = 100'000;    // elements that quantifiers of one decision may visit: beyond is cost.exceeded
  std::vector<Type> types = {};
  std::vector<Enum> enums = {};
  std::vector<Record> records = {};
  std::vector<std::string> regions = {};  // at most 64
  std::vector<std::string> classes = {};
  std::vector<std::string> acrs = {};  // weakest first
  std::vector<std::string> keys = {};
  std::vector<std::string> sites = {};  // what a fault names: "module.Block.line", "consent", "context.ip"
  std::vector<Line> lines = {};
  std::vector<Block> blocks = {};
  std::vector<Obligation> obligations = {};
  std::vector<Score> scores = {};
  std::vector<Fact> facts = {};
  std::vector<Signal> signals = {};
  std::vector<Redaction> redactions = {};
  std::vector<std::string> redact_lines = {};
  std::vector<Action> actions = {};
  std::vector<Route> routes = {};
  std::vector<Lifecycle> lifecycles = {};
  std::uint32_t function_count = 0;
};

}  // namespace bpol::schema
