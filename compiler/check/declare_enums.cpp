#include <set>

#include "compiler/check/declare.h"

namespace bpol::check {

using symbols::ModuleId;

namespace {

constexpr std::size_t kMostMembers = 64;  // a set of them is one word of the frame

schema::EnumMember MemberOf(const syntax::EnumMember& member) {
  return {.name = member.name.text, .wire = member.wire ? member.wire->value : member.name.text};
}

schema::Enum EnumOf(Session& session, const syntax::EnumDecl& node) {
  schema::Enum made{.name = node.name.text, .members = {}, .ordered = node.order == syntax::EnumOrder::Ascending};
  std::set<std::string> wires;
  for (const syntax::EnumMember& member : node.members) {
    if (member.name.missing()) continue;
    made.members.push_back(MemberOf(member));
    if (!wires.insert(made.members.back().wire).second) {
      session.report.Add(Code::DuplicateMember, member.wire ? member.wire->span : member.name.span,
                         "two members are " + Quote(made.members.back().wire) + " on the wire", kOwnName);
    }
  }
  if (node.otherwise) {
    made.otherwise = static_cast<std::uint32_t>(made.members.size());
    made.members.push_back({node.otherwise->text, node.otherwise->text});
  }
  return made;
}

}  // namespace

void DeclareEnums(Session& session) {
  session.ForEach<syntax::EnumDecl>(
      [&](ModuleId module, const syntax::File&, const syntax::EnumDecl& node, const syntax::Declaration&) {
        const symbols::SymbolId symbol = session.SymbolOf(module, symbols::Space::Type, node.name);
        schema::Enum made = EnumOf(session, node);
        if (made.members.size() > kMostMembers) {
          session.report.Add(Code::TooManyMembers, node.name.span,
                             std::to_string(made.members.size()) + " members; 64 are the most",
                             "a longer list is data: keep it in a `table`");
          return;
        }
        if (!symbol.valid()) return;
        session.index[symbol.index] = static_cast<std::uint32_t>(session.unit.schema.enums.size());
        session.unit.schema.enums.push_back(std::move(made));
      });
}

}  // namespace bpol::check
