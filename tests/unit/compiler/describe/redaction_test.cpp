// Redact blocks against a small response type: which line speaks of which place, and what of its conditions the
// decision reaches.
#include "compiler/describe/redaction.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "compiler/describe/redaction_places.h"

namespace bpol::describe {
namespace {

using checked::ExprId;
using schema::Form;
using schema::kNone;
using schema::Treatment;
using schema::TypeKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// classes public < internal < personal < sensitive, cardholder > personal; the default is internal.
enum DataClass : std::uint32_t { kPublic, kInternal, kPersonal, kSensitive, kCardholder };

// record Identifier by Scheme { iban: { Number: Iban as personal } pan: { Number: Pan as cardholder } all: { Name:
// String as personal } }; record Owner { Name: String  Email: String as public }; record Account { Id: String  TaxId:
// String as sensitive Balance: Money as personal  Ids: List<Identifier>  Owner: Owner as personal  Tags: Set<String> as
// personal  Born: Date as personal  Visits: Int as personal }; record Reply { Account: List<Account>  Note: String as
// personal }
class Project {
 public:
  Project() {
    unit.schema.classes = {"public", "internal", "personal", "sensitive", "cardholder"};
    unit.class_covers = {0b11111, 0b11110, 0b11100, 0b01000, 0b10000};
    unit.default_class = kInternal;
    unit.schema.sites = {"s0", "s1"};
    unit.schema.enums = {{.name = "Scheme", .members = {{"iban", "I"}, {"pan", "P"}}}};
    unit.schema.types = {{.kind = TypeKind::String},
                         {.kind = TypeKind::Iban},
                         {.kind = TypeKind::Pan},
                         {.kind = TypeKind::Money},
                         {.kind = TypeKind::Enum, .declaration = 0},
                         {.kind = TypeKind::Bool},
                         {.kind = TypeKind::Set, .element = 0, .bound = 64},
                         {.kind = TypeKind::Date},
                         {.kind = TypeKind::Int}};
    const auto identifier = Record("Identifier", {Field("SchemeName", 4, kInternal), Field("Number", 1, kPersonal, 0),
                                                  Field("Number", 2, kCardholder, 1), Field("Name", 0, kPersonal)});
    unit.schema.records[0].arms = {"iban", "pan"};
    unit.schema.records[0].arm_of_member = {0, 1};
    unit.schema.records[0].tag_field = 0;
    identifier_ = identifier;
    const auto owner = Record("Owner", {Field("Name", 0, kInternal), Field("Email", 0, kPublic)});
    const auto account =
        Record("Account", {Field("Id", 0, kInternal), Field("TaxId", 0, kSensitive), Field("Balance", 3, kPersonal),
                           Field("Ids", List(identifier), kInternal), Field("Owner", owner, kPersonal),
                           Field("Tags", 6, kPersonal), Field("Born", 7, kPersonal), Field("Visits", 8, kPersonal)});
    account_ = account;
    reply_ = Record("Reply", {Field("Account", List(account), kInternal), Field("Note", 0, kPersonal)});
    unit.schema.actions = {{.name = "Read"}};
    unit.schema.actions[0].response = reply_;
    action.action = 0;
  }

  struct FieldSpec {
    schema::Field field;
    std::uint32_t data_class;
  };
  static FieldSpec Field(std::string name, std::uint32_t type, std::uint32_t data_class, std::uint32_t arm = kNone) {
    return {{.name = std::move(name), .type = type, .arm = arm}, data_class};
  }
  std::uint32_t Record(std::string name, const std::vector<FieldSpec>& fields) {
    unit.schema.records.push_back({.name = std::move(name)});
    unit.field_classes.emplace_back();
    for (const FieldSpec& spec : fields) {
      unit.schema.records.back().fields.push_back(spec.field);
      unit.field_classes.back().push_back(spec.data_class);
    }
    return Type({.kind = TypeKind::Record, .declaration = static_cast<std::uint32_t>(unit.schema.records.size() - 1)});
  }
  std::uint32_t List(std::uint32_t element) { return Type({.kind = TypeKind::List, .element = element, .bound = 64}); }
  std::uint32_t Type(schema::Type type) {
    unit.schema.types.push_back(type);
    return static_cast<std::uint32_t>(unit.schema.types.size() - 1);
  }

  // Expressions. Facts and cells stand for parts of the request that may fault.
  ExprId Expr(checked::Node node, std::uint32_t type, bool optional = false) {
    unit.exprs.push_back({.node = std::move(node), .type = {type, optional}, .span = {}});
    return ExprId{static_cast<std::uint32_t>(unit.exprs.size() - 1)};
  }
  ExprId Fact(std::uint32_t fact) { return Expr(checked::FactRead{fact, 0}, 0, true); }
  ExprId Cell(std::uint32_t cell) { return Expr(checked::CellRead{cell}, 5); }
  ExprId Present(ExprId of) { return Expr(checked::IsPresent{of}, 5); }
  ExprId Unwrapped(ExprId of) { return Expr(checked::Unwrap{of}, 0); }
  ExprId Both(ExprId left, ExprId right) { return Expr(checked::Binary{checked::BinaryOp::And, left, right}, 5); }
  ExprId Either(ExprId left, ExprId right) { return Expr(checked::Binary{checked::BinaryOp::Or, left, right}, 5); }
  ExprId Equal(ExprId left, ExprId right) { return Expr(checked::Binary{checked::BinaryOp::Eq, left, right}, 5); }
  // Field `field` of the account that a line speaks of.
  ExprId OfAccount(std::uint32_t field) {
    const ExprId object = Expr(checked::Object{}, account_);
    return Expr(checked::Field{object, field}, 0);
  }

  checked::RedactBlock& Block(bool of_account = false) {
    checked::RedactBlock& block = action.redacts.emplace_back();
    block.name = "Block";
    block.type = of_account ? account_ : reply_;
    return block;
  }

  ResolvedRedaction Resolve() const { return ResolveRedaction(unit, action); }

  // The place of a path, as the plan has it.
  const schema::RedactNode& At(const ResolvedRedaction& made, std::string_view path) const {
    const Places places = FindPlaces(unit, reply_);
    const auto place = std::ranges::find_if(
        places.places, [path](const Place& candidate) { return PathText(candidate.steps) == path; });
    EXPECT_NE(place, places.places.end()) << path;
    return made.redaction.nodes[place->node];
  }
  // What a place comes to where every condition holds, or none: `mask1` is form 1. "-": no treatment.
  std::string Treated(const ResolvedRedaction& made, std::string_view path) const {
    std::string text;
    for (const std::vector<schema::Treat>& block : At(made, path).blocks) {
      if (!text.empty()) text += " & ";
      std::string in_block;
      for (const schema::Treat& treat : block) {
        if (!in_block.empty()) in_block += ", ";
        constexpr const char* kWords[] = {"keep", "generalise", "mask", "truncate", "tokenise", "hash", "remove"};
        in_block += kWords[static_cast<int>(treat.treatment)];
        if (treat.form != Form::None) in_block += std::to_string(static_cast<int>(treat.form));
        for (const schema::Condition& condition : treat.conditions)
          in_block += std::string(condition.negated ? " unless " : " if ") + std::to_string(condition.function);
      }
      text += in_block;
    }
    return text.empty() ? "-" : text;
  }

  std::uint32_t identifier() const { return identifier_; }

  checked::Unit unit;
  checked::Action action;

 private:
  std::uint32_t identifier_ = 0, account_ = 0, reply_ = 0;
};

checked::RedactLine ByPath(std::vector<std::string> path, Treatment treatment, Form form = Form::None) {
  checked::RedactLine line;
  line.path = std::move(path);
  line.treatment = treatment;
  line.form = form;
  return line;
}
checked::RedactLine ByClass(std::uint32_t data_class, Treatment treatment, Form form = Form::None) {
  checked::RedactLine line = ByPath({}, treatment, form);
  line.data_class = data_class;
  return line;
}
checked::RedactLine When(checked::RedactLine line, ExprId when, ExprId unless = {}) {
  line.when = when;
  line.unless = unless;
  return line;
}

TEST(ResolveRedaction, AClassTakesTheFormOfEachType) {
  Project project;
  project.Block().lines = {ByClass(kPersonal, Treatment::Mask)};
  const ResolvedRedaction made = project.Resolve();
  EXPECT_EQ(project.Treated(made, "Note"), "mask1");
  EXPECT_EQ(project.Treated(made, "Account[].Id"), "keep");         // internal is the default
  EXPECT_EQ(project.Treated(made, "Account[].TaxId"), "mask1");     // sensitive is stronger
  EXPECT_EQ(project.Treated(made, "Account[].Balance"), "remove");  // Money has no form
  EXPECT_EQ(project.Treated(made, "Account[].Born"), "remove");
  EXPECT_EQ(project.Treated(made, "Account[].Visits"), "remove");
  EXPECT_EQ(project.Treated(made, "Account[].Ids[].iban.Number"), "mask3");
  EXPECT_EQ(project.Treated(made, "Account[].Ids[].pan.Number"), "mask2");
  EXPECT_EQ(project.Treated(made, "Account[].Ids[].Name"), "mask1");
  EXPECT_EQ(project.Treated(made, "Account[].Ids[].SchemeName"), "keep");
  EXPECT_EQ(project.Treated(made, "Account[].Owner.Email"), "mask1");  // the field around it is personal
  EXPECT_EQ(project.Treated(made, "Account[].Tags[]"), "mask1");
  EXPECT_EQ(project.Treated(made, "Account[].Tags"), "keep");
}

TEST(ResolveRedaction, WhatNoLineSpeaksOfIsKeptOnlyBelowTheDefault) {
  Project project;
  project.Block();
  const ResolvedRedaction made = project.Resolve();
  EXPECT_EQ(project.Treated(made, "Account[].Id"), "keep");
  EXPECT_EQ(project.Treated(made, "Note"), "-");
  EXPECT_EQ(project.Treated(made, "Account[].Tags"), "-");
  EXPECT_EQ(project.Treated(made, "Account[].Owner.Email"), "-");
  EXPECT_EQ(project.Treated(made, "Account[].Owner"), "keep");
  EXPECT_EQ(project.Treated(made, ""), "keep");
}

TEST(ResolveRedaction, LongerPathsThenArmsThenPathsThenStrongerClasses) {
  Project project;
  project.Block().lines = {
      ByClass(kPersonal, Treatment::Mask),
      ByClass(kSensitive, Treatment::Hash),
      ByPath({"Account", "[]", "Ids"}, Treatment::Remove),
      ByPath({"Account", "[]", "Ids", "[]", "all", "Number"}, Treatment::Hash),
      ByPath({"Account", "[]", "Ids", "[]", "pan", "Number"}, Treatment::Truncate, Form::Pan),
      ByPath({"Account", "[]", "Owner"}, Treatment::Remove),
  };
  const ResolvedRedaction made = project.Resolve();
  EXPECT_EQ(project.Treated(made, "Account[].TaxId"), "hash, mask1");
  EXPECT_EQ(project.Treated(made, "Account[].Ids[].pan.Number"), "truncate2, hash, remove, mask2");
  EXPECT_EQ(project.Treated(made, "Account[].Ids[].iban.Number"), "hash, remove, mask3");
  EXPECT_EQ(project.Treated(made, "Account[].Ids[].Name"), "remove, mask1");
  // A line inside the list keeps it from going as a whole; nothing speaks inside Owner.
  EXPECT_EQ(project.Treated(made, "Account[].Ids"), "keep");
  EXPECT_EQ(project.Treated(made, "Account[].Owner"), "remove & keep");
}

TEST(ResolveRedaction, IncomparableClassesAskTheStricterFirst) {
  Project project;
  project.Block().lines = {ByClass(kSensitive, Treatment::Mask), ByClass(kCardholder, Treatment::Remove)};
  // A field of both: sensitive, inside a record field of class cardholder.
  project.unit.field_classes[3][0] = kCardholder;
  EXPECT_EQ(project.Treated(project.Resolve(), "Account[].TaxId"), "remove, mask1");
}

TEST(ResolveRedaction, ConditionsAreNumberedOncePerLine) {
  Project project;
  const ExprId first = project.Present(project.Fact(0)), second = project.Cell(1), third = project.Cell(2);
  project.Block().lines = {When(ByClass(kPersonal, Treatment::Keep), first, second),
                           When(ByClass(kPersonal, Treatment::Remove), {}, third), ByClass(kPersonal, Treatment::Mask)};
  ResolvedRedaction made = project.Resolve();
  EXPECT_EQ(project.Treated(made, "Note"), "keep if 0, remove unless 1, mask1");
  EXPECT_EQ(project.Treated(made, "Account[].Owner.Name"), "keep if 0, remove unless 1, mask1");
  ASSERT_EQ(made.conditions.size(), 2u);
  EXPECT_EQ(made.conditions[1].condition, third);
  // `when and not unless`, as one: the second may unwrap what the first has proved.
  const auto joined =
      std::get<checked::Binary>(made.exprs[made.conditions[0].condition.index - project.unit.exprs.size()].node);
  EXPECT_TRUE(joined.op == checked::BinaryOp::And && joined.left == first);
  const auto negated = std::get<checked::Unary>(made.exprs[joined.right.index - project.unit.exprs.size()].node);
  EXPECT_TRUE(negated.op == checked::UnaryOp::Not && negated.operand == second);
  EXPECT_EQ(made.lines.size(), 3u);
  NumberRedaction(made.redaction, 10, 100);
  EXPECT_EQ(project.Treated(made, "Note"), "keep if 10, remove unless 11, mask1");
  EXPECT_EQ(project.At(made, "Note").blocks[0][1].line, 101u);
}

TEST(ResolveRedaction, AnObjectConditionNamesItsRecordAndWhatItReads) {
  Project project;
  const ExprId debit = project.Equal(project.OfAccount(0), project.Cell(0));
  checked::RedactLine drop = When(ByPath({"Account", "[]"}, Treatment::Remove), debit);
  drop.drop = true;
  const ExprId owner = project.Expr(checked::Field{project.OfAccount(4), 1}, 0);
  project.Block().lines = {
      drop, When(ByPath({"Account", "[]", "Ids", "[]", "Name"}, Treatment::Keep), project.Equal(owner, owner)),
      When(ByPath({"Note"}, Treatment::Keep), debit)};
  const ResolvedRedaction made = project.Resolve();
  const schema::RedactNode& list = project.At(made, "Account");
  ASSERT_EQ(list.drops.size(), 1u);
  EXPECT_TRUE(list.drops[0].conditions[0].reads_object);
  EXPECT_EQ(list.drops[0].conditions[0].object, list.element);
  const schema::Condition& name = project.At(made, "Account[].Ids[].Name").blocks[0][0].conditions[0];
  EXPECT_TRUE(name.reads_object);
  EXPECT_EQ(name.object, list.element);
  const std::vector<schema::Live>& live = made.redaction.nodes[list.element].object_live;
  ASSERT_EQ(live.size(), 2u);
  EXPECT_TRUE(live[0].field == 0 && live[0].whole);
  EXPECT_TRUE(live[1].field == 4 && !live[1].whole && live[1].children.size() == 1 && live[1].children[0].field == 1);
  // No account stands around the note: the condition cannot be asked there, which is a fault.
  EXPECT_EQ(project.Treated(made, "Note"), "remove");
  EXPECT_TRUE(project.At(made, "Account[].Ids").drops.empty());
}

TEST(ResolveRedaction, ABlockMaySpeakOfTheRecordThatAListHolds) {
  Project project;
  checked::RedactLine drop = ByPath({"[]"}, Treatment::Remove);
  drop.drop = true;
  project.Block(true).lines = {drop, ByPath({"TaxId"}, Treatment::Remove), ByPath({"Tags", "[]"}, Treatment::Remove)};
  const ResolvedRedaction made = project.Resolve();
  EXPECT_EQ(project.At(made, "Account").drops.size(), 1u);
  EXPECT_EQ(project.Treated(made, "Account[].TaxId"), "remove");
  EXPECT_EQ(project.Treated(made, "Account[].Tags"), "remove");
  EXPECT_EQ(project.Treated(made, "Note"), "-");
}

TEST(ResolveRedaction, BlocksStandSideBySide) {
  Project project;
  project.Block().lines = {ByPath({"Note"}, Treatment::Keep)};
  project.action.redacts[0].pass_unknown = true;
  EXPECT_TRUE(project.At(project.Resolve(), "Account[]").pass_unknown);
  project.Block(true).lines = {ByClass(kPersonal, Treatment::Mask)};
  const ResolvedRedaction made = project.Resolve();
  EXPECT_EQ(project.Treated(made, "Note"), "keep");
  EXPECT_EQ(project.Treated(made, "Account[].TaxId"), "mask1");
  EXPECT_TRUE(project.At(made, "").pass_unknown);
  EXPECT_FALSE(project.At(made, "Account[]").pass_unknown);
}

TEST(ResolveRedaction, AClassLineRemovesWhatItsFormDoesNotFit) {
  Project project;
  project.Block().lines = {ByClass(kPersonal, Treatment::Mask, Form::FreeText)};
  EXPECT_EQ(project.Treated(project.Resolve(), "Note"), "mask9");
  EXPECT_EQ(project.Treated(project.Resolve(), "Account[].Ids[].iban.Number"), "remove9");
  project.action.redacts[0].lines = {ByClass(kPersonal, Treatment::Generalise)};
  EXPECT_EQ(project.Treated(project.Resolve(), "Account[].Born"), "generalise7");
  EXPECT_EQ(project.Treated(project.Resolve(), "Account[].TaxId"), "remove8");
  project.action.redacts[0].lines = {ByClass(kPersonal, Treatment::Truncate)};
  EXPECT_EQ(project.Treated(project.Resolve(), "Account[].Ids[].pan.Number"), "truncate2");
  EXPECT_EQ(project.Treated(project.Resolve(), "Note"), "remove");
  project.action.redacts[0].lines = {ByClass(kPersonal, Treatment::Hash)};
  EXPECT_EQ(project.Treated(project.Resolve(), "Account[].Balance"), "remove");
  EXPECT_EQ(project.Treated(project.Resolve(), "Account[].TaxId"), "hash");
}

// A condition on a field of one arm is false, not asked, of objects in another; a place of another arm cannot use it.
TEST(ResolveRedaction, AConditionCheckedForAnArmIsGuardedByIt) {
  Project project;
  const ExprId object = project.Expr(checked::Object{}, project.identifier());
  const ExprId number = project.Expr(checked::Field{object, 2}, 2);
  project.Block().lines = {
      When(ByPath({"Account", "[]", "Ids", "[]", "pan", "Number"}, Treatment::Keep), project.Equal(number, number)),
      ByClass(kPersonal, Treatment::Mask)};
  ResolvedRedaction made = project.Resolve();
  EXPECT_EQ(project.Treated(made, "Account[].Ids[].pan.Number"), "keep if 0, mask2");
  EXPECT_EQ(project.Treated(made, "Account[].Ids[].iban.Number"), "mask3");
  const auto at = [&](ExprId id) { return made.exprs[id.index - project.unit.exprs.size()].node; };
  const auto guarded = std::get<checked::Binary>(at(made.conditions[0].condition));
  const auto test = std::get<checked::IsArm>(at(guarded.left));
  EXPECT_EQ(test.arm, 1u);
  EXPECT_TRUE(std::holds_alternative<checked::Object>(at(test.operand)));
  // Without the arm in its path the line speaks of all, and was checked for the first.
  project.action.redacts[0].lines[0].path = {"Account", "[]", "Ids", "[]", "Number"};
  made = project.Resolve();
  EXPECT_EQ(project.Treated(made, "Account[].Ids[].iban.Number"), "keep if 0, mask3");
  EXPECT_EQ(project.Treated(made, "Account[].Ids[].pan.Number"), "remove, mask2");
}

// --- what the decision reaches --------------------------------------------------------------------------------------

// `f0` is fact 0, `c0` cell 0, `o` an object's field.
class Reached : public testing::Test {
 protected:
  std::vector<std::string> Of(ExprId when, ExprId unless = {}) {
    project.action.redacts.clear();
    project.Block().lines = {When(ByPath({"Account", "[]", "Id"}, Treatment::Keep), when, unless)};
    made = project.Resolve();
    std::vector<std::string> texts;
    for (const ExprId id : made.check.reached) texts.push_back(Text(id));
    return texts;
  }

  const checked::Expr& At(ExprId id) const {
    const std::size_t size = project.unit.exprs.size();
    return id.index < size ? project.unit.exprs[id.index] : made.exprs[id.index - size];
  }
  std::string Text(ExprId id) const {
    const checked::Node& node = At(id).node;
    if (const auto* fact = std::get_if<checked::FactRead>(&node)) return "f" + std::to_string(fact->fact);
    if (const auto* cell = std::get_if<checked::CellRead>(&node)) return "c" + std::to_string(cell->cell);
    if (const auto* test = std::get_if<checked::IsPresent>(&node))
      return Text(test->operand) + (test->negated ? " absent" : " present");
    if (const auto* unwrap = std::get_if<checked::Unwrap>(&node)) return Text(unwrap->value) + "!";
    if (const auto* unary = std::get_if<checked::Unary>(&node)) return "not " + Text(unary->operand);
    if (const auto* choice = std::get_if<checked::If>(&node))
      return "if " + Text(choice->condition) + " then " + Text(choice->then);
    if (std::get_if<checked::Match>(&node) != nullptr) return "match";
    const auto* binary = std::get_if<checked::Binary>(&node);
    if (binary == nullptr) return "?";
    const char* word = binary->op == checked::BinaryOp::And  ? " and "
                       : binary->op == checked::BinaryOp::Or ? " or "
                                                             : " == ";
    return "(" + Text(binary->left) + word + Text(binary->right) + ")";
  }

  Project project;
  ResolvedRedaction made;
  ExprId object_ = project.Equal(project.OfAccount(0), project.OfAccount(1));
};

TEST_F(Reached, AConditionOnTheRequestIsReachedWhole) {
  EXPECT_THAT(Of(project.Both(project.Cell(0), project.Cell(1))), ElementsAre("(c0 and c1)"));
}

TEST_F(Reached, WhatCannotFaultIsNotReached) {
  EXPECT_THAT(Of(project.Both(object_, project.Expr(checked::Literal{decision::Value::Int(1)}, 5))), ElementsAre());
}

// consent is present and Id == consent.x: the fact is read once, and its second reading is protected by the first.
TEST_F(Reached, APartBehindAPartOfTheRequestIsProtectedByIt) {
  const ExprId present = project.Present(project.Fact(0));
  const ExprId behind = project.Equal(project.OfAccount(0), project.Unwrapped(project.Fact(0)));
  EXPECT_THAT(Of(project.Both(present, behind)), ElementsAre("f0 present"));
  const ExprId other = project.Equal(project.OfAccount(0), project.Unwrapped(project.Fact(1)));
  EXPECT_THAT(Of(project.Both(project.Both(object_, project.Present(project.Fact(1))), other)),
              ElementsAre("f1 present"));
}

TEST_F(Reached, TheObjectProtectsNothing) {
  EXPECT_THAT(Of(project.Both(object_, project.Cell(0))), ElementsAre("c0"));
  EXPECT_THAT(Of(project.Either(object_, project.Cell(0))), ElementsAre("c0"));
}

TEST_F(Reached, GuardsAreWhatMayHold) {
  const ExprId part = project.Both(project.Cell(0), object_);
  EXPECT_THAT(Of(project.Both(part, project.Cell(1))), ElementsAre("c0", "(c0 and c1)"));
  EXPECT_THAT(Of(project.Either(part, project.Cell(1))), ElementsAre("c0", "c1"));
  const ExprId either = project.Either(project.Cell(0), object_);
  EXPECT_THAT(Of(project.Either(either, project.Cell(1))), ElementsAre("c0", "(not c0 and c1)"));
  EXPECT_THAT(Of(project.Both(either, project.Cell(1))), ElementsAre("c0", "c1"));
}

TEST_F(Reached, UnlessIsReachedWhereWhenMayHold) {
  EXPECT_THAT(Of(project.Both(project.Cell(0), object_), project.Cell(1)), ElementsAre("c0", "(c0 and c1)"));
  EXPECT_THAT(Of(object_, project.Cell(1)), ElementsAre("c1"));
  EXPECT_THAT(Of({}, project.Cell(1)), ElementsAre("c1"));
}

TEST_F(Reached, WhatIsNoBoolIsReachedThroughIf) {
  const ExprId behind = project.Equal(project.OfAccount(0), project.Unwrapped(project.Fact(1)));
  EXPECT_THAT(Of(project.Both(project.Cell(0), behind)), ElementsAre("c0", "if c0 then f1!"));
  EXPECT_TRUE(At(made.check.reached[1]).type.optional);
}

TEST_F(Reached, IfAndCoalesceProtectTheirBranches) {
  const ExprId choice =
      project.Expr(checked::If{project.Cell(0), project.Both(object_, project.Cell(1)), project.Cell(2)}, 5);
  EXPECT_THAT(Of(choice), ElementsAre("c0", "(c0 and c1)", "(not c0 and c2)"));
  const ExprId fallback = project.Expr(checked::Coalesce{project.Fact(0), project.Fact(1)}, 0);
  EXPECT_THAT(Of(project.Equal(project.OfAccount(0), fallback)), ElementsAre("?"));
  const ExprId mixed = project.Expr(
      checked::Coalesce{project.Fact(2), project.Expr(checked::Coalesce{project.OfAccount(0), project.Fact(3)}, 0)}, 0);
  EXPECT_THAT(Of(project.Equal(mixed, mixed)), ElementsAre("f2", "if f2 absent then f3", "if f2 absent then f3"));
}

TEST_F(Reached, AMatchProtectsItsArms) {
  checked::Match match{.scrutinee = project.Expr(checked::CellRead{0}, 4), .arms = {}, .otherwise = {}};
  match.arms = {{{0}, project.Both(object_, project.Cell(1))}, {{1}, object_}};
  EXPECT_THAT(Of(project.Expr(match, 5)), ElementsAre("c0", "(match and c1)"));
}

TEST(PrintRedaction, SaysWhatBecomesOfEachField) {
  Project project;
  checked::RedactLine drop = ByPath({"Account", "[]"}, Treatment::Remove);
  drop.drop = true;
  project.Block().lines = {drop, When(ByPath({"Note"}, Treatment::Keep), project.Cell(0)),
                           ByClass(kPersonal, Treatment::Mask), ByPath({"Account", "[]", "Owner"}, Treatment::Remove)};
  const ResolvedRedaction made = project.Resolve();
  schema::Unit described = project.unit.schema;
  described.actions[0].redaction = 0;
  described.redactions = {made.redaction};
  described.redact_lines = made.lines;
  const std::string text = PrintRedaction(project.unit, described);
  EXPECT_TRUE(text.starts_with("Read\n"));
  EXPECT_THAT(text, HasSubstr("personal    keep if [Block: Note keep], else mask text\n"));
  EXPECT_THAT(text, HasSubstr("cardholder  mask pan\n"));
  EXPECT_THAT(text, HasSubstr("internal    keep\n"));
  EXPECT_THAT(text, HasSubstr("as a whole: remove\n"));
  EXPECT_THAT(text, HasSubstr("dropped by 1 line(s)\n"));
  EXPECT_THAT(text, Not(HasSubstr("no line speaks")));
}

}  // namespace
}  // namespace bpol::describe
