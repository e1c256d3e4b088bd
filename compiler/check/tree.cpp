#include "compiler/check/tree.h"

#include <algorithm>
#include <map>

#include "runtime/decision/decision.h"
#include "runtime/decision/value.h"

namespace bpol::check {

using decision::Value;

namespace {

constexpr std::string_view kName = "Tree<";  // begins the name of the record: policies have no such names

struct Before {
  bool operator()(const Value* left, const Value* right) const { return decision::Compare(*left, *right) < 0; }
};

class TreeGrower {
 public:
  TreeGrower(Session& session, TypeRef node, const std::vector<TableRow>& rows, Span fallback)
      : session_(session), node_(node), rows_(rows), fallback_(fallback), below_(rows.size()) {}

  bool Grow() {
    if (!Plant()) return false;
    for (const std::size_t root : roots_) Walk(root);
    if (next_ == static_cast<std::int64_t>(rows_.size())) return true;
    // Whoever no root leads to has a circle above.
    const auto lost =
        std::ranges::find_if(rows_, [](const TableRow& row) { return !row.values[kTreeFirst].present(); });
    Report(*lost, "the parents of " + Name(lost->values[kTreeNode]) + " lead in a circle",
           "one of them has no parent: leave its cell empty");
    return false;
  }

 private:
  // Who stands below whom.
  bool Plant() {
    std::map<const Value*, std::size_t, Before> places;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (places.try_emplace(&rows_[i].values[kTreeNode], i).second) continue;
      Report(rows_[i], Name(rows_[i].values[kTreeNode]) + " stands above already", "a node has one parent, so one row");
      return false;
    }
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const Value& parent = rows_[i].values[kTreeParent];
      const auto place = parent.present() ? places.find(&parent) : places.end();
      if (parent.present() && place == places.end()) {
        Report(rows_[i], Name(parent) + " is no node of the tree",
               "each parent has a row of its own, that of a root with an empty cell");
        return false;
      }
      (parent.present() ? below_[place->second] : roots_).push_back(i);
    }
    return true;
  }

  // Not by calling itself: a tree may be as deep as its file is long.
  void Walk(std::size_t root) {
    struct Visit {
      std::size_t row, done;
    };
    std::vector<Visit> open = {{root, 0}};
    rows_[root].values[kTreeFirst] = Value::Int(next_++);
    while (!open.empty()) {
      Visit& here = open.back();
      if (here.done == below_[here.row].size()) {
        rows_[here.row].values[kTreeLast] = Value::Int(next_ - 1);
        open.pop_back();
        continue;
      }
      const std::size_t child = below_[here.row][here.done++];
      rows_[child].values[kTreeFirst] = Value::Int(next_++);
      open.push_back({child, 0});
    }
  }

  std::string Name(const Value& node) const {
    return Quote(decision::Print(session_.unit.schema, session_.types.At(node_), node));
  }

  void Report(const TableRow& row, const std::string& message, std::string help) {
    session_.report.Add(Code::TableRow, row.span.valid() ? row.span : fallback_,
                        row.where.empty() ? message : row.where + ": " + message, std::move(help));
  }

  Session& session_;
  const TypeRef node_;
  const std::vector<TableRow>& rows_;
  const Span fallback_;
  std::vector<std::vector<std::size_t>> below_;  // by row: those whose parent it is, in their order
  std::vector<std::size_t> roots_;
  std::int64_t next_ = 0;
};

}  // namespace

TypeRef TreeOf(Session& session, TypeRef node) {
  const TypeRef number = session.Scalar(TypeKind::Int);
  schema::Record row{.name = std::string(kName) + session.types.Name(node) + ">"};
  row.fields.push_back({.name = "child", .type = node.type});
  for (const auto& [name, type] : {std::pair{"parent", node}, {"first", number}, {"last", number}}) {
    const auto bit = static_cast<std::uint32_t>(row.fields.size() - 1);
    row.fields.push_back({.name = name, .type = type.type, .presence_bit = bit});
  }
  const auto record = static_cast<std::uint32_t>(session.unit.schema.records.size());
  session.unit.schema.records.push_back(std::move(row));
  session.unit.field_classes.push_back({kNone, kNone, kNone, kNone});
  session.field_spans.push_back({{}, {}, {}, {}});
  return session.types.ListOf(session.types.Record(record), 0);
}

bool IsTreeRow(const schema::Record& record) {
  return record.name.starts_with(kName);
}

bool IsTree(const Session& session, const checked::Table& table) {
  const TypeRef row = session.types.ElementOf(table.type);
  return session.types.Is(row, TypeKind::Record) && IsTreeRow(session.RecordOf(row));
}

TypeRef NodeOf(const Session& session, const checked::Table& tree) {
  return {session.RecordOf(session.types.ElementOf(tree.type)).fields[kTreeNode].type, false};
}

bool GrowTree(Session& session, checked::Table& tree, const std::vector<TableRow>& rows, Span fallback) {
  tree.keys = {kTreeNode};
  return TreeGrower(session, NodeOf(session, tree), rows, fallback).Grow();
}

}  // namespace bpol::check
