#include "tests/agreement/generate/vocabulary.h"

#include <algorithm>
#include <array>

#include "tests/agreement/generate/pools.h"

namespace bpol::agreement {
namespace {

constexpr TypeKind kScalars[] = {TypeKind::Bool,     TypeKind::Int,     TypeKind::Int,       TypeKind::String,
                                 TypeKind::Money,    TypeKind::Money,   TypeKind::Instant,   TypeKind::Date,
                                 TypeKind::Duration, TypeKind::Country, TypeKind::Region,    TypeKind::Iban,
                                 TypeKind::Pan,      TypeKind::Ip,      TypeKind::Cidr,      TypeKind::Enum,
                                 TypeKind::Decimal,  TypeKind::Decimal, TypeKind::TimeOfDay, TypeKind::Currency,
                                 TypeKind::Bic,      TypeKind::Lei,     TypeKind::Email,     TypeKind::Phone};
constexpr TypeKind kSetElements[] = {TypeKind::Enum,    TypeKind::Enum,  TypeKind::String, TypeKind::Int,
                                     TypeKind::Cidr,    TypeKind::Ip,    TypeKind::Date,   TypeKind::Region,
                                     TypeKind::Country, TypeKind::String};
constexpr TypeKind kListElements[] = {TypeKind::Record,  TypeKind::Record, TypeKind::Money,    TypeKind::Int,
                                      TypeKind::Instant, TypeKind::String, TypeKind::Duration, TypeKind::Ip,
                                      TypeKind::Cidr,    TypeKind::Enum,   TypeKind::Decimal};

constexpr std::size_t kUsualWords = 6;

// Names tell the kind: `at3` is an Instant.
const char* StemOf(TypeKind kind) {
  constexpr std::array<const char*, 24> kStems = {"flag", "count", "text", "sum",   "at",   "day",  "span",  "land",
                                                  "zone", "iban",  "pan",  "ip",    "net",  "rate", "clock", "coin",
                                                  "bic",  "lei",   "mail", "phone", "word", "part", "set",   "list"};
  return kStems[static_cast<std::size_t>(kind)];
}

class Drawer {
 public:
  explicit Drawer(Random& random) : random_(random) {}

  Vocabulary Draw() {
    constexpr const char* kCurrencies[] = {"EUR", "EUR", "GBP", "JPY", "KWD"};
    made_.currency = random_.Pick(kCurrencies);
    made_.regions = {"eu-central", "eu-west"};
    if (random_.Chance(60)) made_.regions.push_back("in-mumbai");
    made_.pools = DrawPools(random_, made_.currency, made_.regions);
    if (random_.Chance(25)) made_.visit_limit = random_.Between(1, 8);
    DrawEnums();
    DrawInnerRecords();
    DrawParts();
    DrawKeys();
    DrawFacts();
    DrawSignals();
    DrawParams();
    DrawObligations();
    DrawActions();
    return std::move(made_);
  }

 private:
  std::string Name(TypeKind kind) { return StemOf(kind) + std::to_string(next_name_++); }

  void DrawEnum(const char* name, std::size_t words, const char* stem) {
    GivenEnum made{.name = name, .words = {}, .otherwise = random_.Chance(40), .ordered = random_.Chance(40)};
    for (std::size_t i = 0; i < words; ++i) {
      const std::string word = stem + std::to_string(i);
      made.words.push_back({word, random_.Chance(40) ? "W_" + word : word});
    }
    if (made.otherwise) made.words.push_back({std::string(stem) + "_other", std::string(stem) + "_other"});
    made.usual = made.words;
    // The ends stay: the first and the last bit of a set.
    while (made.usual.size() > kUsualWords)
      made.usual.erase(made.usual.begin() + 1 + static_cast<std::ptrdiff_t>(random_.Below(made.usual.size() - 2)));
    made_.enums.push_back(std::move(made));
  }

  void DrawEnums() {
    DrawEnum("Role", 3 + random_.Below(3), "Role");
    DrawEnum("Kind", 2 + random_.Below(3), "Kind");
    DrawEnum("Level", 3 + random_.Below(2), "Level");
    made_.enums.back().ordered = true;
    // The last bit of the word that a set of it is.
    DrawEnum("Wide", random_.Chance(30) ? 63 : 5, "Wide");
  }

  GivenType Scalar(TypeKind kind) {
    GivenType type{.kind = kind};
    if (kind == TypeKind::Enum) type.declaration = static_cast<std::uint32_t>(random_.Below(made_.enums.size()));
    if (kind == TypeKind::String && random_.Chance(50)) type.bound = 24;
    if (kind != TypeKind::Int) return type;
    constexpr std::array<std::array<std::int64_t, 2>, 5> kRanges = {
        {{0, 9}, {-5, 5}, {0, 100}, {0, 1000}, {INT64_MIN, INT64_MAX}}};
    const auto& [low, high] = random_.Pick(kRanges);
    type.minimum = low;
    type.maximum = high;
    return type;
  }

  GivenType Collection(TypeKind kind) {
    GivenType type{.kind = kind,
                   .element = kind == TypeKind::Set ? random_.Pick(kSetElements) : random_.Pick(kListElements)};
    if (type.element == TypeKind::Enum)
      type.declaration = static_cast<std::uint32_t>(random_.Below(made_.enums.size()));
    if (type.element == TypeKind::Record) {
      if (!item_.has_value()) type.element = TypeKind::Int;
      type.declaration = item_.value_or(kNone);
    }
    type.bound = static_cast<std::uint32_t>(random_.Between(2, 8));
    return type;
  }

  GivenType Map() {
    constexpr TypeKind kKeys[] = {TypeKind::String, TypeKind::Iban, TypeKind::Country, TypeKind::Date};
    constexpr TypeKind kValues[] = {TypeKind::Int, TypeKind::String, TypeKind::Money, TypeKind::Date};
    GivenType type{.kind = TypeKind::List, .element = random_.Pick(kValues)};
    type.bound = static_cast<std::uint32_t>(random_.Between(2, 8));
    type.key = random_.Pick(kKeys);
    return type;
  }

  Member DrawMember(TypeKind kind, int percent_optional = 30) {
    Member made{.name = Name(kind), .type = {}};
    made.type = kind == TypeKind::Set || kind == TypeKind::List ? Collection(kind) : Scalar(kind);
    made.optional = random_.Chance(percent_optional);
    return made;
  }

  // Members of any kind that fits where the record stands.
  void AddMembers(GivenRecord& record, std::size_t count, bool nested) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t draw = random_.Below(20);
      if (nested && draw < 2 && inner_) {
        record.members.push_back({.name = Name(TypeKind::Record),
                                  .type = {.kind = TypeKind::Record, .declaration = draw == 0 ? *inner_ : *union_},
                                  .optional = random_.Chance(40)});
      } else if (nested && draw < 5) {
        record.members.push_back(DrawMember(TypeKind::Set, 15));
      } else if (nested && draw < 8) {
        record.members.push_back(DrawMember(TypeKind::List, 15));
      } else {
        record.members.push_back(DrawMember(random_.Pick(kScalars)));
      }
    }
  }

  std::uint32_t Add(GivenRecord record) {
    made_.records.push_back(std::move(record));
    return static_cast<std::uint32_t>(made_.records.size() - 1);
  }

  void DrawInnerRecords() {
    GivenRecord inner{.name = "Inner", .members = {}};
    AddMembers(inner, 2 + random_.Below(3), false);
    inner_ = Add(std::move(inner));
    union_ = Add(DrawUnion());
    GivenRecord item{.name = "Item", .members = {}};
    AddMembers(item, 2 + random_.Below(3), false);
    item.members.push_back({.name = Name(TypeKind::Money), .type = {.kind = TypeKind::Money}});
    item.members.push_back(DrawMember(TypeKind::Bool, 0));
    if (random_.Chance(50)) item.members.push_back(DrawMember(TypeKind::Set, 20));
    if (random_.Chance(30))
      item.members.push_back({.name = Name(TypeKind::Record),
                              .type = {.kind = TypeKind::Record, .declaration = *inner_},
                              .optional = random_.Chance(50)});
    item_ = Add(std::move(item));
  }

  GivenRecord DrawUnion() {
    GivenRecord made{.name = "Ref", .members = {}, .is_union = true};
    made.members.push_back({.name = "kind", .type = {.kind = TypeKind::Enum, .declaration = 1}});
    const GivenEnum& kind = made_.enums[1];
    const std::size_t named = 1 + random_.Below(kind.words.size() - 1);
    for (std::size_t i = 0; i < named; ++i) made.arms.push_back(kind.words[i].name);
    if (random_.Chance(50)) made.arms.push_back("otherwise");
    for (std::uint32_t arm = 0; arm < made.arms.size(); ++arm) {
      for (std::size_t i = 0; i < 1 + random_.Below(2); ++i) {
        made.members.push_back(DrawMember(random_.Pick(kScalars)));
        made.members.back().arm = arm;
      }
    }
    // What all arms have, without which a word that has no arm would be a mistake.
    made.members.push_back(DrawMember(random_.Pick(kScalars)));
    return made;
  }

  void DrawParts() {
    GivenRecord caller{.name = "Caller", .entity = true, .members = {}};
    caller.members.push_back({.name = "client_id", .type = {.kind = TypeKind::String, .bound = 24}});
    caller.members.push_back(
        {.name = "roles", .type = {.kind = TypeKind::Set, .declaration = 0, .element = TypeKind::Enum, .bound = 4}});
    AddMembers(caller, 2 + random_.Below(4), true);
    made_.subject = Add(std::move(caller));
    GivenRecord holder{.name = "Holder", .entity = true, .members = {}};
    holder.members.push_back({.name = "home", .type = {.kind = TypeKind::Country}});
    AddMembers(holder, 1 + random_.Below(4), true);
    made_.resource = Add(std::move(holder));
    GivenRecord setting{.name = "Setting", .members = {}};
    for (const char* name : kLanes)
      setting.members.push_back({.name = name, .type = {.kind = TypeKind::Int, .minimum = 0, .maximum = 9}});
    setting.members.push_back({.name = "ip", .type = {.kind = TypeKind::Ip}});
    constexpr TypeKind kElements[] = {TypeKind::Ip, TypeKind::Ip, TypeKind::Cidr, TypeKind::Cidr, TypeKind::String};
    const TypeKind element = random_.Pick(kElements);
    setting.members.push_back(
        {.name = Name(TypeKind::Set), .type = {.kind = TypeKind::Set, .element = element, .bound = 4}});
    if (random_.Chance(70)) setting.members.push_back({.name = Name(TypeKind::List), .type = Map()});
    // What rows are looked up by is seldom a member else.
    if (random_.Chance(40)) setting.members.push_back(DrawMember(TypeKind::Cidr, 0));
    AddMembers(setting, 3 + random_.Below(4), true);
    // Classified data may be asked about, but must not leave in an obligation.
    setting.members.back().data_class = random_.Chance(50) ? "personal" : "";
    made_.context = Add(std::move(setting));
    GivenRecord order{.name = "Order", .members = {}};
    order.members.push_back({.name = "total",
                             .type = {.kind = TypeKind::Money},
                             .data_class = "personal",
                             .money_object = random_.Chance(50)});
    order.members.push_back(
        {.name = "items",
         .type = {.kind = TypeKind::List, .declaration = *item_, .element = TypeKind::Record, .bound = 6}});
    AddMembers(order, 2 + random_.Below(4), true);
    made_.body = Add(std::move(order));
  }

  void DrawKeys() {
    made_.keys.push_back({.name = "grant_id", .type = {.kind = TypeKind::String, .bound = 24}, .optional = true});
    made_.keys.push_back({.name = "customer_id", .type = {.kind = TypeKind::String, .bound = 24}});
    if (random_.Chance(40)) made_.keys.push_back(DrawMember(random_.Pick(kScalars)));
  }

  void DrawFacts() {
    GivenRecord grant{.name = "Grant", .members = {}};
    grant.members.push_back({.name = "client_id", .type = {.kind = TypeKind::String, .bound = 24}});
    grant.members.push_back({.name = "status", .type = {.kind = TypeKind::Enum, .declaration = 0}});
    AddMembers(grant, 2 + random_.Below(4), true);
    made_.facts.push_back({.name = "grant",
                           .type = {.kind = TypeKind::Record, .declaration = Add(std::move(grant))},
                           .optional = true,
                           .key = "grant_id"});
    made_.facts.back().else_absent = random_.Chance(20);
    GivenRecord customer{.name = "Customer", .members = {}};
    customer.members.push_back({.name = "home", .type = {.kind = TypeKind::Country}});
    AddMembers(customer, 2 + random_.Below(3), true);
    made_.facts.push_back({.name = "customer",
                           .type = {.kind = TypeKind::Record, .declaration = Add(std::move(customer))},
                           .key = "customer_id"});
    // What a route can make the resource.
    if (random_.Chance(50))
      made_.facts.push_back({.name = "holding",
                             .type = {.kind = TypeKind::Record, .declaration = made_.resource},
                             .optional = random_.Chance(70),
                             .key = "customer_id"});
    if (random_.Chance(60)) DrawPlainFact();
  }

  // A fact that is no record, by a key that may itself be of a fact.
  void DrawPlainFact() {
    constexpr const char* kKeys[] = {
        "customer_id",   "subject.client_id",         "grant.client_id",
        "customer.home", "(grant_id, customer.home)", "(subject.client_id, grant.client_id, customer_id)"};
    GivenFact fact{
        .name = "", .type = {}, .optional = random_.Chance(50), .else_absent = false, .key = random_.Pick(kKeys)};
    fact.type = random_.Chance(50) ? Collection(TypeKind::Set) : Scalar(random_.Pick(kScalars));
    fact.name = "fact_" + Name(fact.type.kind);
    fact.else_absent = fact.optional && random_.Chance(50);
    made_.facts.push_back(std::move(fact));
  }

  void DrawSignals() {
    if (random_.Chance(70))
      made_.signals.push_back(
          {"hits", false, "count of Act0 where permitted per (subject.client_id, customer_id) over 24h"});
    if (random_.Chance(60))
      made_.signals.push_back({"drift", true, "deviation of hour(now, \"UTC\") per subject.client_id over 30d"});
  }

  void DrawParams() {
    constexpr TypeKind kKinds[] = {TypeKind::Int,  TypeKind::Money,   TypeKind::Duration, TypeKind::String,
                                   TypeKind::Date, TypeKind::Country, TypeKind::Bool,     TypeKind::Instant};
    const std::size_t count = random_.Below(4);
    for (std::size_t i = 0; i < count; ++i) {
      GivenParam made{.name = "", .type = Scalar(random_.Pick(kKinds)), .literal = {}};
      made.name = "param_" + Name(made.type.kind);
      made.type.bound = 0;
      made.literal = made.type.kind == TypeKind::Int ? IntConstant(TypicalOf(made.type)).policy
                                                     : random_.Pick(made_.Pool(made.type.kind)).policy;
      if (made.type.kind == TypeKind::Int && random_.Chance(40))
        made.manifest = std::to_string(TypicalOf(made.type) + 1);
      made_.params.push_back(std::move(made));
    }
  }

  void DrawObligations() {
    made_.obligations.push_back({"note", {Scalar(TypeKind::Enum), {.kind = TypeKind::Money}}, ""});
    made_.obligations.push_back({"mark", {}, ""});
    constexpr TypeKind kKinds[] = {TypeKind::Int,      TypeKind::String,  TypeKind::Instant, TypeKind::Date,
                                   TypeKind::Duration, TypeKind::Country, TypeKind::Ip,      TypeKind::Cidr,
                                   TypeKind::Bool,     TypeKind::Region};
    GivenObligation several{"tell", {}, ""};
    for (std::size_t i = 0; i < 1 + random_.Below(3); ++i) {
      several.parameters.push_back(Scalar(random_.Pick(kKinds)));
      if (several.parameters.back().kind == TypeKind::Int) several.parameters.back() = {.kind = TypeKind::Int};
      several.parameters.back().bound = 0;
    }
    made_.obligations.push_back(several);
    constexpr const char* kKeeps[] = {"latest", "earliest", "highest", "lowest"};
    constexpr TypeKind kKept[] = {TypeKind::Int, TypeKind::Date, TypeKind::Instant, TypeKind::Duration};
    made_.obligations.push_back({"clamp_to", {{.kind = random_.Pick(kKept)}}, random_.Pick(kKeeps)});
    made_.obligations.push_back(
        {"only", {{.kind = TypeKind::Set, .declaration = 0, .element = TypeKind::Enum, .bound = 8}}, ""});
    made_.obligations.push_back({"drop_all", {{.kind = TypeKind::List, .element = TypeKind::String, .bound = 8}}, ""});
  }

  // Records of responses: what is in them has classes.
  GivenRecord Classified(const char* name, std::size_t count) {
    constexpr TypeKind kKinds[] = {TypeKind::String, TypeKind::String, TypeKind::String,  TypeKind::Iban,
                                   TypeKind::Pan,    TypeKind::Ip,     TypeKind::Date,    TypeKind::Money,
                                   TypeKind::Int,    TypeKind::Bool,   TypeKind::Instant, TypeKind::Country,
                                   TypeKind::Enum,   TypeKind::Pan,    TypeKind::Ip,      TypeKind::Date};
    constexpr const char* kClasses[] = {"",         "",         "public",    "personal",
                                        "personal", "personal", "sensitive", "cardholder"};
    GivenRecord made{.name = name, .members = {}};
    for (std::size_t i = 0; i < count; ++i) {
      made.members.push_back(DrawMember(random_.Pick(kKinds)));
      made.members.back().data_class = random_.Pick(kClasses);
    }
    return made;
  }

  std::uint32_t DrawReply() {
    const std::uint32_t detail = Add(Classified("Detail", 2 + random_.Below(3)));
    GivenRecord reply = Classified("Reply", 5 + random_.Below(4));
    const auto add = [&](TypeKind kind, GivenType type) {
      reply.members.push_back({.name = Name(kind), .type = type, .optional = random_.Chance(40)});
    };
    if (random_.Chance(50)) add(TypeKind::Record, {.kind = TypeKind::Record, .declaration = detail});
    if (random_.Chance(60))
      add(TypeKind::List, {.kind = TypeKind::List, .declaration = detail, .element = TypeKind::Record, .bound = 8});
    if (random_.Chance(30)) add(TypeKind::Record, {.kind = TypeKind::Record, .declaration = *union_});
    if (random_.Chance(30)) reply.members.push_back(DrawMember(TypeKind::Set));
    if (random_.Chance(20)) {
      add(TypeKind::List, Map());
      if (random_.Chance(60)) reply.members.back().data_class = random_.Chance(70) ? "personal" : "public";
    }
    if (random_.Chance(20)) {
      GivenType details = Map();
      details.element = TypeKind::Record;
      details.declaration = detail;
      add(TypeKind::List, details);
    }
    return Add(std::move(reply));
  }

  void DrawActions() {
    const std::size_t count = 1 + random_.Below(2);
    const std::uint32_t reply = random_.Chance(75) ? DrawReply() : kNone;
    const bool list = random_.Chance(50);
    for (std::size_t i = 0; i < count; ++i) {
      GivenAction made{.name = "Act" + std::to_string(i)};
      made.resource = random_.Chance(70);
      made.resource_optional = random_.Chance(50);
      made.body = random_.Chance(60);
      made.body_optional = random_.Chance(20);
      if (random_.Chance(80)) {
        made.response = reply;
        made.response_list = list;
      }
      made_.actions.push_back(std::move(made));
    }
  }

  Random& random_;
  Vocabulary made_;
  std::uint32_t next_name_ = 0;
  std::optional<std::uint32_t> inner_, union_, item_;
};

}  // namespace

Vocabulary DrawVocabulary(Random& random) {
  return Drawer(random).Draw();
}

}  // namespace bpol::agreement
