#include "tests/agreement/generate/routes.h"

#include <set>

namespace bpol::agreement {
namespace {

constexpr std::size_t kMostVariables = 3;  // of a path

class RouteWriter {
 public:
  RouteWriter(Random& random, const Vocabulary& vocabulary, const GivenAction& action)
      : random_(random), vocabulary_(vocabulary), action_(action) {}

  std::string Write() {
    Part("subject", vocabulary_.subject, false);
    Part("context", vocabulary_.context, false);
    if (action_.resource && !ResourceFromFact()) Part("resource", vocabulary_.resource, action_.resource_optional);
    for (const Member& key : vocabulary_.keys) Attribute(key.name, key);
    if (random_.Chance(60)) UpstreamHeaders();
    return "bind " + action_.name + " to POST \"/" + action_.name + Variables() + "\" {\n" + lines_ +
           "    upstream = \"core\"\n}\n";
  }

  std::string Variables() const {
    std::string path;
    for (std::size_t i = 0; i < variables_; ++i) path += "/{v" + std::to_string(i) + "}";
    return path;
  }

 private:
  void Line(const std::string& target, const std::string& source) { lines_ += "    " + target + " = " + source + "\n"; }

  bool ResourceFromFact() {
    for (const GivenFact& fact : vocabulary_.facts) {
      const bool fits = fact.type.kind == TypeKind::Record && fact.type.declaration == vocabulary_.resource;
      if (!fits || random_.Chance(30)) continue;
      Line("resource", fact.name + " else deny \"resource.not_found\"");
      return true;
    }
    return false;
  }

  void Part(const std::string& path, std::uint32_t record, bool optional) {
    if (!optional && random_.Chance(10) && path != "resource") return Line(path, Claim());
    for (const Member& member : vocabulary_.records[record].members) Attribute(path + "." + member.name, member);
  }

  void Attribute(const std::string& path, const Member& member) {
    if (member.optional && random_.Chance(10)) return;
    const GivenType& type = member.type;
    if (type.kind == TypeKind::Record) {
      const bool whole = vocabulary_.records[type.declaration].is_union || random_.Chance(member.optional ? 60 : 30);
      return whole ? Line(path, Claim()) : Part(path, type.declaration, member.optional);
    }
    Line(path, SourceOf(type));
  }

  // What the upstream is told: texts, and what may leave of the request, plain fields and keys.
  void UpstreamHeaders() {
    std::vector<std::string> sources = {"\"told by the route\""};
    const auto take = [&](const std::string& path, const std::vector<Member>& members) {
      for (const Member& member : members) {
        const GivenType& type = member.type;
        const bool plain = !type.is_map() && !type.is_collection() && type.kind != TypeKind::Record;
        if (plain && member.data_class.empty()) sources.push_back(path + member.name);
      }
    };
    take("subject.", vocabulary_.records[vocabulary_.subject].members);
    take("context.", vocabulary_.records[vocabulary_.context].members);
    take("", vocabulary_.keys);
    for (std::size_t i = 0, count = 1 + random_.Below(3); i < count; ++i)
      Line("header \"x-told-" + std::to_string(i) + "\"", random_.Pick(sources));
  }

  std::string Claim() { return "token.claim" + std::to_string(names_++); }
  std::string Header() { return "header \"X-Item-" + std::to_string(names_++) + "\""; }

  // Text in which the value can stand.
  std::string Text() {
    const std::size_t draw = random_.Below(5);
    if (draw == 4) return "cookie \"item" + std::to_string(names_++) + "\"";
    if (draw == 0) return "query \"item" + std::to_string(names_++) + "\"";
    if (draw == 1 && variables_ < kMostVariables) return "path.v" + std::to_string(variables_++);
    return Header();
  }

  // What the host knows, once a route.
  std::string FromHost(const GivenType& type) {
    const auto once = [&](const char* source) { return used_.insert(source).second ? std::string(source) : ""; };
    if (type.kind == TypeKind::Country) return once("certificate.country");
    if (type.kind == TypeKind::Ip) return once("connection.ip");
    if (type.kind == TypeKind::Bool) return random_.Chance(10) ? once("connection.mtls") : Header() + " is present";
    if (type.kind == TypeKind::Int) return once("connection.port");
    if (type.kind == TypeKind::String)
      return once(random_.Chance(50) ? "certificate.organization_identifier" : "connection.tls_version");
    return "";
  }

  std::string SourceOf(const GivenType& type) {
    if (type.is_map() || (type.is_collection() && type.element == TypeKind::Record)) return Claim();
    if (type.is_collection()) {
      const std::size_t draw = random_.Below(5);
      if (draw == 0) return "words(" + Claim() + ")";
      if (draw == 1) return "words(" + Header() + ")";
      return draw == 2 ? Header() : Claim();
    }
    if (random_.Chance(type.kind == TypeKind::Bool ? 95 : 30)) {
      if (std::string known = FromHost(type); !known.empty()) return known;
    }
    if (random_.Chance(5) && (type.kind == TypeKind::Bool || type.kind == TypeKind::Country))
      return random_.Pick(vocabulary_.Pool(type.kind)).policy;
    return random_.Chance(50) ? Claim() : Text();
  }

  Random& random_;
  const Vocabulary& vocabulary_;
  const GivenAction& action_;
  std::string lines_;
  std::size_t names_ = 0, variables_ = 0;
  std::set<std::string> used_;
};

}  // namespace

std::string DrawRoutes(Random& random, const Vocabulary& vocabulary) {
  const std::vector<GivenAction>& actions = vocabulary.actions;
  RouteWriter first(random, vocabulary, actions[0]);
  std::string text = first.Write();
  if (random.Chance(40))
    text += "bind " + actions[0].name + " to PUT \"/again" + first.Variables() + "\" {\n    same as " +
            actions[0].name + "\n    context." + kLanes[0] + " = header \"X-Lane\"\n    upstream = \"other\"\n}\n";
  if (actions.size() == 1) return text;
  const bool alike =
      actions[0].resource == actions[1].resource && actions[0].resource_optional == actions[1].resource_optional;
  if (alike && random.Chance(60))
    return text + "bind " + actions[1].name + " to POST \"/shared" + first.Variables() + "\" {\n    same as " +
           actions[0].name + "\n}\n";
  return text + RouteWriter(random, vocabulary, actions[1]).Write();
}

}  // namespace bpol::agreement
