#include "tests/agreement/generate/tables.h"

#include <algorithm>
#include <set>

#include "tests/agreement/generate/pools.h"

namespace bpol::agreement {
namespace {

std::string Joined(const std::vector<std::string>& texts, const char* between) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : between) + text;
  return all;
}

// A cell of a column: an Int around what requests draw, anything else from its pool.
std::string Cell(Random& random, const Vocabulary& vocabulary, const GivenType& type) {
  if (type.kind == TypeKind::Enum) return random.Pick(vocabulary.enums[type.declaration].words).name;
  if (type.kind == TypeKind::Int)
    return std::to_string(std::max<std::int64_t>(0, TypicalOf(type) + random.Between(-2, 2)));
  return random.Pick(vocabulary.Pool(type.kind)).policy;
}

void DrawSet(Random& random, Vocabulary& vocabulary) {
  constexpr TypeKind kKinds[] = {TypeKind::Cidr, TypeKind::Cidr, TypeKind::String, TypeKind::Country,
                                 TypeKind::Int,  TypeKind::Ip,   TypeKind::Date,   TypeKind::Enum};
  GivenTable made{.name = "known" + std::to_string(vocabulary.tables.size()), .type = {.kind = TypeKind::Set}};
  made.type.element = random.Pick(kKinds);
  if (made.type.element == TypeKind::Enum) made.type.declaration = static_cast<std::uint32_t>(random.Below(3));
  std::set<std::string> cells;
  for (std::size_t i = 0; i < 1 + random.Below(4); ++i) cells.insert(Cell(random, vocabulary, made.type.ElementType()));
  const std::vector<std::string> list(cells.begin(), cells.end());
  made.type.bound = static_cast<std::uint32_t>(list.size());
  const bool bare = made.type.element == TypeKind::Cidr || made.type.element == TypeKind::Country ||
                    made.type.element == TypeKind::Ip;
  if (bare && random.Chance(50)) {
    made.file = "data/" + made.name + ".csv";
    made.content = "# drawn\n" + Joined(list, "\n") + "\n";
    made.text = "from \"" + made.file + '"';
  } else {
    made.text = "= {" + Joined(list, ", ") + "}";
  }
  vocabulary.tables.push_back(std::move(made));
}

class RowDrawer {
 public:
  RowDrawer(Random& random, Vocabulary& vocabulary) : random_(random), vocabulary_(vocabulary) {}

  void Draw() {
    constexpr TypeKind kKeys[] = {
        TypeKind::Enum, TypeKind::Enum,     TypeKind::String, TypeKind::Country, TypeKind::Int,  TypeKind::Money,
        TypeKind::Date, TypeKind::Duration, TypeKind::Region, TypeKind::Ip,      TypeKind::Cidr, TypeKind::String,
        TypeKind::Ip,   TypeKind::String,   TypeKind::String, TypeKind::Cidr,    TypeKind::Cidr};
    const std::string number = std::to_string(vocabulary_.tables.size());
    GivenRecord row{.name = "Row" + number, .members = {}};
    const bool whole = random_.Chance(40);
    const std::size_t keys = whole ? 1 : 1 + random_.Below(2);
    for (std::size_t i = 0; i < keys; ++i) {
      GivenType type{.kind = whole ? TypeKind::Enum : random_.Pick(kKeys)};
      if (type.kind == TypeKind::Enum) type.declaration = static_cast<std::uint32_t>(random_.Below(3));
      row.members.push_back({.name = "key" + number + "_" + std::to_string(i), .type = type});
    }
    row.members.push_back({.name = "limit" + number, .type = {.kind = TypeKind::Money}});
    row.members.push_back(
        {.name = "limit_count" + number, .type = {.kind = TypeKind::Int, .minimum = 0, .maximum = 100}});
    row.members.push_back({.name = "since" + number, .type = {.kind = TypeKind::Date}, .optional = true});
    GivenTable made{.name = "rates" + number, .type = {.kind = TypeKind::List, .element = TypeKind::Record}};
    made.type.declaration = static_cast<std::uint32_t>(vocabulary_.records.size());
    for (std::uint32_t i = 0; i < keys; ++i) made.keys.push_back(i);
    made.rows = Rows(row, keys);
    made.text = Text(row, made.rows);
    made.type.bound = static_cast<std::uint32_t>(made.rows.size());
    vocabulary_.records.push_back(std::move(row));
    vocabulary_.tables.push_back(std::move(made));
  }

 private:
  // The checker takes as few leading columns for the key as tell all rows apart; these rows need exactly `keys`.
  std::vector<std::vector<std::string>> Rows(const GivenRecord& row, std::size_t keys) {
    std::vector<std::vector<std::string>> keyed = AllKeys(row, keys);
    if (keyed.empty()) keyed = SomeKeys(row, keys);
    for (std::vector<std::string>& cells : keyed) {
      for (std::size_t column = keys; column < row.members.size(); ++column) {
        const Member& member = row.members[column];
        cells.push_back(member.optional && random_.Chance(40) ? "" : Cell(random_, vocabulary_, member.type));
      }
    }
    return keyed;
  }

  // Every word of one enum key, half the time: a total table.
  std::vector<std::vector<std::string>> AllKeys(const GivenRecord& row, std::size_t keys) {
    if (keys != 1 || row.members[0].type.kind != TypeKind::Enum || random_.Chance(40)) return {};
    std::vector<std::vector<std::string>> rows;
    for (const EnumWord& word : vocabulary_.enums[row.members[0].type.declaration].words) rows.push_back({word.name});
    return rows;
  }

  std::vector<std::vector<std::string>> SomeKeys(const GivenRecord& row, std::size_t keys) {
    std::set<std::vector<std::string>> seen;
    std::vector<std::vector<std::string>> rows;
    const std::string first = Cell(random_, vocabulary_, row.members[0].type);
    for (std::size_t i = 0; i < 6; ++i) {
      std::vector<std::string> cells{i < 2 && keys == 2 ? first : Cell(random_, vocabulary_, row.members[0].type)};
      if (keys == 2) cells.push_back(Cell(random_, vocabulary_, row.members[1].type));
      if (seen.insert(cells).second) rows.push_back(cells);
    }
    return rows;
  }

  std::string Text(const GivenRecord& row, const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::string> heading;
    for (const Member& member : row.members) heading.push_back(member.name);
    std::string text = "= [\n    | " + Joined(heading, " | ") + " |\n";
    for (const std::vector<std::string>& cells : rows) text += "    | " + Joined(cells, " | ") + " |\n";
    return text + "]";
  }

  Random& random_;
  Vocabulary& vocabulary_;
};

// Whether there is a row for every combination of key words.
bool IsTotal(const Vocabulary& vocabulary, const GivenTable& table) {
  std::size_t combinations = 1;
  for (const std::uint32_t key : table.keys) {
    const GivenType& type = vocabulary.records[table.type.declaration].members[key].type;
    if (type.kind != TypeKind::Enum) return false;
    combinations *= vocabulary.enums[type.declaration].words.size();
  }
  return combinations == table.rows.size();
}

// Whether the first column alone tells the rows of a table with two key columns apart.
bool FirstIsEnough(const GivenTable& table) {
  std::set<std::string> seen;
  return std::ranges::all_of(table.rows, [&](const auto& row) { return seen.insert(row[0]).second; });
}

}  // namespace

void DrawTables(Random& random, Vocabulary& vocabulary) {
  if (random.Chance(80)) DrawSet(random, vocabulary);
  if (random.Chance(40)) DrawSet(random, vocabulary);
  const std::size_t count = 1 + random.Below(2);
  for (std::size_t i = 0; i < count; ++i) {
    RowDrawer(random, vocabulary).Draw();
    GivenTable& table = vocabulary.tables.back();
    if (table.keys.size() == 2 && FirstIsEnough(table)) table.keys.pop_back();
    table.total = IsTotal(vocabulary, table);
  }
}

}  // namespace bpol::agreement
