// Tree tables, `table branches: Tree<String>`: each row a node and its parent. A walk from the roots numbers the nodes,
// so that `b within "north"` is two comparisons and no search: all that lies below a node has the numbers from its own
// to that of the last node below it. INVARIANT: a tree is a table of rows of a record that no policy can name, with the
// fields below; its key is the node.
#pragma once

#include <vector>

#include "compiler/check/session.h"
#include "compiler/check/table_key.h"

namespace bpol::check {

inline constexpr std::uint32_t kTreeNode = 0, kTreeParent = 1;  // as written, the parent of a root is absent
inline constexpr std::uint32_t kTreeFirst = 2, kTreeLast = 3;   // numbers: its own, and that of the last below it
inline constexpr std::uint32_t kTreeColumns = 2;                // what the rows say

// The type of a table whose nodes are of this type.
TypeRef TreeOf(Session& session, TypeRef node);
bool IsTree(const Session& session, const checked::Table& table);
// Whether rows of this record are those of a tree.
bool IsTreeRow(const schema::Record& record);
// The type of a tree's nodes.
TypeRef NodeOf(const Session& session, const checked::Table& tree);

// Numbers the rows of a tree and sets its key; false, with a message at the row or at `fallback`, where a node stands
// twice, where a parent is no node, and where parents lead in a circle.
bool GrowTree(Session& session, checked::Table& tree, const std::vector<TableRow>& rows, Span fallback);

}  // namespace bpol::check
