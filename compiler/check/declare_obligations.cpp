#include "compiler/check/declare.h"
#include "compiler/check/field_reader.h"
#include "compiler/check/type_reader.h"
#include "compiler/diagnostics/suggest.h"

namespace bpol::check {

using symbols::ModuleId;

namespace {

std::uint32_t AddEnum(Session& session, std::string name, std::vector<std::string> members) {
  schema::Enum made{.name = std::move(name), .members = {}, .ordered = true};
  for (const std::string& member : members) made.members.push_back({member, member});
  session.unit.schema.enums.push_back(std::move(made));
  return static_cast<std::uint32_t>(session.unit.schema.enums.size() - 1);
}

// `audit(level)` joins to the higher level, `rate(class)` to the lower class.
void AddBuiltIn(Session& session) {
  const TypeRef level = session.types.Enum(AddEnum(session, "AuditLevel", {"basic", "full"}));
  const TypeRef rate = session.types.Enum(AddEnum(session, "RateClass", {"low", "standard", "high"}));
  session.unit.schema.obligations.push_back(
      {.name = "audit", .parameters = {level.type}, .keeps = schema::Keeps::Highest});
  session.unit.schema.obligations.push_back(
      {.name = "rate", .parameters = {rate.type}, .keeps = schema::Keeps::Lowest});
  session.obligation_classes = {{kNone}, {kNone}};
}

struct NamedKeeps {
  std::string_view name;
  schema::Keeps keeps;
};
constexpr NamedKeeps kKeeps[] = {
    {"latest", schema::Keeps::Latest},
    {"earliest", schema::Keeps::Earliest},
    {"highest", schema::Keeps::Highest},
    {"lowest", schema::Keeps::Lowest},
};

schema::Keeps ReadKeeps(Session& session, const syntax::ObligationDecl& node) {
  if (!node.keeps || node.keeps->missing()) return schema::Keeps::All;
  for (const NamedKeeps& known : kKeeps) {
    if (known.name == node.keeps->text) return known.keeps;
  }
  session.report.Add(Code::UnknownMember, node.keeps->span,
                     "an obligation keeps `latest`, `earliest`, `highest` or `lowest`, not " + Quote(node.keeps->text));
  return schema::Keeps::All;
}

constexpr std::size_t kMostParameters = 8;  // abi::Output has room for as many

}  // namespace

void DeclareObligations(Session& session) {
  AddBuiltIn(session);
  session.ForEach<syntax::ObligationDecl>(
      [&](ModuleId module, const syntax::File& file, const syntax::ObligationDecl& node, const syntax::Declaration&) {
        const symbols::SymbolId symbol = session.SymbolOf(module, symbols::Space::Obligation, node.name);
        schema::Obligation made{.name = node.name.text, .parameters = {}, .keeps = ReadKeeps(session, node)};
        bool failed = false;
        std::vector<std::uint32_t> classes;
        for (const syntax::Field& parameter : node.parameters) {
          const TypeRef type = ReadType(session, module, file, parameter.type);
          failed = failed || type.error();
          if (session.types.IsMap(type)) {
            session.report.Add(Code::CollectionShape, file.type(parameter.type).span,
                               "an obligation's value is no map: it would have no printed form");
            failed = true;
          }
          if (type.optional) {
            session.report.Add(Code::CollectionShape, file.type(parameter.type).span,
                               "an obligation's value is never absent");
            failed = true;
          }
          made.parameters.push_back(type.type);
          classes.push_back(parameter.data_class ? ReadClass(session, module, parameter) : kNone);
        }
        if (node.name.text == "audit" || node.name.text == "rate") {
          session.report.Add(Code::DuplicateName, node.name.span, Quote(node.name.text) + " is built in");
          return;
        }
        if (made.parameters.size() > kMostParameters) {
          session.report.Add(Code::TooManyMembers, node.name.span, "an obligation with more than 8 values");
          return;
        }
        if (!symbol.valid() || failed) return;
        session.index[symbol.index] = static_cast<std::uint32_t>(session.unit.schema.obligations.size());
        session.unit.schema.obligations.push_back(std::move(made));
        session.obligation_classes.push_back(std::move(classes));
      });
}

}  // namespace bpol::check
