#include "compiler/check/bindings.h"

#include <algorithm>
#include <set>

#include "compiler/check/action_parts.h"
#include "compiler/check/advice.h"
#include "compiler/check/expr_checker.h"
#include "compiler/check/upstream_header.h"
#include "compiler/check/wire_item.h"
#include "compiler/checked/value_json.h"
#include "compiler/diagnostics/suggest.h"
#include "runtime/schema/field_text.h"

namespace bpol::check {
namespace {

using symbols::ModuleId;

using FieldPath = std::vector<std::uint32_t>;

// One `bind`, for its action.
class RouteChecker {
 public:
  RouteChecker(Session& session, ActionState& action, ModuleId module, const syntax::File& file,
               const syntax::BindDecl& node)
      : session_(session), action_(action), module_(module), file_(file), node_(node) {
    route_.action = action.action;
    route_.method = node.method.text;
    route_.path = node.route.value;
  }

  void Check() {
    if (!CheckTemplate()) return;
    for (const syntax::BindLine& line : node_.lines) CheckLine(file_, line, Origin::Own);
    for (const syntax::Name& other : node_.same_as) TakeOver(other);
    if (!failed_) CheckNothingForgotten();
    CheckHeaders();
    if (route_.upstream.empty() && !failed_)
      session_.report.Add(Code::MissingUpstream, node_.route.span, "the route does not say where it leads",
                          "add `upstream = \"…\"`, the name of a group of servers in the gateway's settings");
    CheckUnique();
    session_.unit.schema.routes.push_back(std::move(route_));
  }

 private:
  enum class Origin { Own, Shared };

  const schema::Action& Action() const { return session_.unit.schema.actions[action_.action]; }
  const schema::Record& Frame() const { return session_.unit.schema.records[Action().frame]; }

  bool CheckTemplate() {
    const std::string& path = route_.path;
    const bool rooted = path.starts_with('/') && (path.size() == 1 || !path.ends_with('/'));
    const bool plain = path.find("//") == std::string::npos && path.find_first_of("?#% ") == std::string::npos;
    const bool method =
        !route_.method.empty() && std::ranges::all_of(route_.method, [](char c) { return c >= 'A' && c <= 'Z'; });
    if (rooted && plain && method) return true;
    session_.report.Add(Code::BindingShape, method ? node_.route.span : node_.method.span,
                        method ? "this is not the path of a route" : "a method is written in capital letters",
                        "write `bind " + node_.action.text + " to GET \"/accounts/{account_id}\"`");
    return false;
  }

  // The lines of another action's first `bind` that this one does not have itself.
  void TakeOver(const syntax::Name& other) {
    bool found = false;
    session_.ForEach<syntax::BindDecl>(
        [&](ModuleId, const syntax::File& file, const syntax::BindDecl& node, const syntax::Declaration&) {
          if (found || node.action.text != other.text || &node == &node_) return;
          found = true;
          shared_ = &other;
          for (const syntax::BindLine& line : node.lines) CheckLine(file, line, Origin::Shared);
          shared_ = nullptr;
        });
    if (!found) session_.report.Add(Code::BindingShape, other.span, "no `bind` is for " + Quote(other.text));
  }

  void CheckLine(const syntax::File& file, const syntax::BindLine& line, Origin origin) {
    if (const auto* header = std::get_if<syntax::HeaderTarget>(&line.target)) {
      const std::string name = LowerName(header->name.value);
      if (!given_.insert("header " + name).second) {
        if (origin == Origin::Shared) return;
        session_.report.Add(Code::AttributeTwice, header->name.span, Quote(header->name.value) + " is given twice",
                            "leave one of the two out");
        return;
      }
      const Scope scope{.module = module_, .file = &file, .action = &action_};
      std::optional<schema::UpstreamHeader> read = ReadUpstreamHeader(session_, scope, line);
      failed_ = failed_ || !read;
      if (read && route_.headers.size() == schema::kMostUpstreamHeaders) {
        session_.report.Add(Code::BindingShape, header->name.span,
                            "a route gives at most " + std::to_string(schema::kMostUpstreamHeaders) + " headers",
                            "put what belongs together into one");
        failed_ = true;
      } else if (read) {
        route_.headers.push_back(std::move(*read));
      }
      return;
    }
    const auto* target = std::get_if<syntax::Path>(&line.target);
    if (target->parts.empty() || target->parts.front().missing()) {
      failed_ = true;
      return;
    }
    const std::string name = target->Dotted();
    if (!given_.insert(name).second) {
      if (origin == Origin::Own)
        session_.report.Add(Code::AttributeTwice, file.expr(line.value).span, Quote(name) + " is given twice",
                            "leave one of the two out");
      return;
    }
    if (name == "upstream") return ReadUpstream(file, line);
    if (name == "resource") return ReadResource(file, line);
    ReadAttribute(file, line, *target, name);
  }

  // What the bank found is not told to it as if the request had brought it, and stands in no frame yet.
  void CheckHeaders() {
    for (const schema::UpstreamHeader& header : route_.headers) {
      if (header.path.empty() || header.path[0] != Action().resource || route_.resource_fact == kNone) continue;
      session_.report.Add(Code::BindingShape, node_.route.span,
                          "header " + Quote(header.name) + " reads the resource, which here is made from a fact",
                          "give the upstream what the request brought");
      failed_ = true;
    }
  }

  void ReadUpstream(const syntax::File& file, const syntax::BindLine& line) {
    const auto* literal = std::get_if<syntax::Literal>(&file.expr(line.value).node);
    if (literal != nullptr && literal->kind == syntax::LiteralKind::String && !literal->text.empty()) {
      route_.upstream = literal->text;
      return;
    }
    session_.report.Add(Code::BindingShape, file.expr(line.value).span, "an upstream is named in quotes");
    failed_ = true;
  }

  void ReportNoFact(const syntax::NameExpr* name, Span span) {
    if (name == nullptr) {
      session_.report.Add(Code::BindingShape, span, "a resource is made from a fact",
                          "write `resource = account else deny \"resource.not_found\"`");
      return;
    }
    const std::string& text = name->name.text;
    const std::string brought =
        diagnostics::BroughtBy(session_.module.DeclaringModule(module_, symbols::Space::Value, text));
    const std::string type = session_.types.Name({Frame().fields[Action().resource].type});
    session_.report.Add(Code::BindingShape, span, Quote(text) + " is no fact, and a resource is made from one",
                        brought.empty() ? "declare it: `fact " + text + ": " + type + " from store … by …`" : brought);
  }

  // `resource = account else deny "resource.not_found"`: a fact of the resource's record.
  void ReadResource(const syntax::File& file, const syntax::BindLine& line) {
    const Span span = file.expr(line.value).span;
    const auto* name = std::get_if<syntax::NameExpr>(&file.expr(line.value).node);
    const symbols::SymbolId symbol =
        name == nullptr ? symbols::SymbolId{} : session_.module.Find(module_, symbols::Space::Value, name->name.text);
    failed_ = true;
    if (Action().resource == kNone) {
      session_.report.Add(Code::BindingShape, span, "action " + Quote(Action().name) + " has no resource");
      return;
    }
    if (!symbol.valid() || session_.module.symbol(symbol).kind != symbols::SymbolKind::Fact)
      return ReportNoFact(name, span);
    const Typed read = ReadFact(session_, action_, symbol, span);
    if (read.error()) return;
    if (read.type.type != Frame().fields[Action().resource].type) {
      session_.report.Add(Code::BindingType, span,
                          Quote(name->name.text) + " is a " + Quote(session_.types.Name(read.type)) +
                              "; the resource is a " +
                              Quote(session_.types.Name({Frame().fields[Action().resource].type})),
                          "name a fact of the resource's type");
      return;
    }
    if (!line.else_deny) {
      session_.report.Add(Code::BindingShape, span, "nothing is said of a resource that is not found",
                          "add `else deny \"resource.not_found\"`");
      return;
    }
    failed_ = false;
    route_.resource_fact = session_.IndexOf(symbol);
    route_.resource_reason = line.else_deny->value;
    session_.unit.actions[action_.action].live_roots.push_back(read.id);
  }

  void ReadAttribute(const syntax::File& file, const syntax::BindLine& line, const syntax::Path& target,
                     const std::string& name) {
    FieldPath path;
    const TypeRef type = Follow(target, path);
    if (IsConstant(file.expr(line.value))) return ReadConstant(file, line, type, std::move(path));
    const std::optional<WireItem> item = ReadWireItem(session_, file, line.value, route_.path);
    if (type.error() || !item) {
      failed_ = true;
      return;
    }
    if (!CanBe(session_, item->shape, type)) {
      session_.report.Add(Code::BindingType, file.expr(line.value).span,
                          Quote(item->spelling) + " is a " + NameOf(item->shape) + "; " + Quote(name) + " is a " +
                              Quote(session_.types.Name({type.type})),
                          "read a part of the request that can be one, or change the type of " + Quote(name));
      failed_ = true;
      return;
    }
    bound_.insert(path);
    route_.bindings.push_back(
        {.target = std::move(path), .source = item->source, .name = item->name, .conversion = item->conversion});
  }

  // What stands there is no part of a request but a value: a literal, a param, a member of an enum.
  static bool IsConstant(const syntax::Expr& expr) {
    return std::holds_alternative<syntax::Literal>(expr.node) || std::holds_alternative<syntax::NameExpr>(expr.node) ||
           std::holds_alternative<syntax::SetLiteral>(expr.node) ||
           std::holds_alternative<syntax::ListLiteral>(expr.node);
  }

  void ReadConstant(const syntax::File& file, const syntax::BindLine& line, TypeRef type, FieldPath path) {
    failed_ = true;
    if (type.error()) return;
    Scope scope{.module = module_, .file = &file};
    ExprChecker checker(session_, scope);
    const Typed typed = checker.As(line.value, {type.type, false});
    const std::optional<decision::Value> value = checker.Constant(typed, file.expr(line.value).span);
    if (!value) return;
    failed_ = false;
    bound_.insert(path);
    route_.bindings.push_back({.target = std::move(path),
                               .source = schema::Source::Constant,
                               .name = checked::ToJson(session_.unit.schema, type.type, *value).dump()});
  }

  // The field that `subject.client_id` or `consent_id` names, from the action's frame.
  TypeRef Follow(const syntax::Path& target, FieldPath& path) {
    const syntax::Name& first = target.parts.front();
    const auto part = std::ranges::find(Frame().fields, first.text, &schema::Field::name);
    const auto index = static_cast<std::uint32_t>(part - Frame().fields.begin());
    if (part == Frame().fields.end() || !MayBeGiven(index)) {
      if (shared_ != nullptr) {
        session_.report.Add(Code::AttributeUndeclared, shared_->span,
                            "the route of " + Quote(shared_->text) + " gives " + Quote(first.text) + ", which action " +
                                Quote(Action().name) + " does not have",
                            "`same as` takes over every line; write those that fit instead",
                            {{first.span, "given here"}});
        return {};
      }
      session_.report.Add(Code::AttributeUndeclared, first.span,
                          "action " + Quote(Action().name) + " has no " + Quote(first.text),
                          NearestOrAll(first.text, NamesToGive()));
      return {};
    }
    path.push_back(index);
    TypeRef type{part->type, part->presence_bit != kNone};
    for (std::size_t i = 1; i < target.parts.size(); ++i) {
      const syntax::Name& name = target.parts[i];
      if (!session_.types.Is(type, TypeKind::Record)) {
        session_.report.Add(Code::AttributeUndeclared, target.span,
                            Quote(session_.types.Name(type)) + " has no fields");
        return {};
      }
      const schema::Record& record = session_.RecordOf(type);
      const auto field = std::ranges::find(record.fields, name.text, &schema::Field::name);
      if (field == record.fields.end()) {
        if (session_.report.MayBeLost(name.text)) return {};
        std::vector<std::string_view> names;
        for (const schema::Field& known : record.fields) names.push_back(known.name);
        session_.report.Add(Code::AttributeUndeclared, target.span,
                            Quote(record.name) + " has no field " + Quote(name.text), NearestOrAll(name.text, names));
        return {};
      }
      path.push_back(static_cast<std::uint32_t>(field - record.fields.begin()));
      type = {field->type, field->presence_bit != kNone};
    }
    return type;
  }

  std::vector<std::string_view> NamesToGive() const {
    std::vector<std::string_view> names;
    for (std::uint32_t i = 0; i < Frame().fields.size(); ++i)
      if (MayBeGiven(i)) names.push_back(Frame().fields[i].name);
    return names;
  }

  // The body comes from the body, `now` from the clock, facts and signals from the host.
  bool MayBeGiven(std::uint32_t field) const {
    return field == Action().subject || field == Action().resource || field == Action().context ||
           std::ranges::count(Action().keys, field) != 0;
  }

  void CheckNothingForgotten() {
    std::vector<std::string> forgotten;
    for (std::uint32_t i = 0; i < Frame().fields.size(); ++i) {
      if (!MayBeGiven(i) || (i == Action().resource && route_.resource_fact != kNone)) continue;
      FieldPath path{i};
      Forgotten(path, Frame().fields[i], Frame().fields[i].name, forgotten);
    }
    if (!forgotten.empty())
      session_.report.Add(Code::AttributeForgotten, node_.route.span, "nothing gives " + QuoteAll(forgotten),
                          "add a line: `" + forgotten.front() + " = …`");
  }

  // An optional one may be left out; of a record, every field must be given, or the record as one claim.
  void Forgotten(FieldPath& path, const schema::Field& field, const std::string& name,
                 std::vector<std::string>& forgotten) {
    if (bound_.contains(path) || field.presence_bit != kNone || field.arm != kNone) return;
    const TypeRef type{field.type};
    if (!session_.types.Is(type, TypeKind::Record)) {
      forgotten.push_back(name);
      return;
    }
    const schema::Record& record = session_.RecordOf(type);
    for (std::uint32_t i = 0; i < record.fields.size(); ++i) {
      path.push_back(i);
      Forgotten(path, record.fields[i], name + "." + record.fields[i].name, forgotten);
      path.pop_back();
    }
  }

  // Two templates are the same when they differ only in the names of their variables.
  static std::string ShapeOf(const schema::Route& route) {
    std::string shape = route.method + " ";
    bool inside = false;
    for (const char c : route.path) {
      if (c == '}') inside = false;
      if (!inside) shape += c;
      if (c == '{') inside = true;
    }
    return shape;
  }

  void CheckUnique() {
    for (const schema::Route& other : session_.unit.schema.routes)
      if (ShapeOf(other) == ShapeOf(route_))
        session_.report.Add(Code::DuplicateRoute, node_.route.span,
                            "this route is bound already, to " + Quote(session_.unit.schema.actions[other.action].name),
                            "give one of them another path; the names of its variables make no difference");
  }

  Session& session_;
  ActionState& action_;
  const ModuleId module_;
  const syntax::File& file_;
  const syntax::BindDecl& node_;
  schema::Route route_;
  const syntax::Name* shared_ = nullptr;  // the action whose lines are being taken over
  std::set<std::string> given_;
  std::set<FieldPath> bound_;
  bool failed_ = false;
};

}  // namespace

void CheckBindings(Session& session, ActionState& action) {
  session.ForEach<syntax::BindDecl>(
      [&](ModuleId module, const syntax::File& file, const syntax::BindDecl& node, const syntax::Declaration&) {
        const symbols::SymbolId symbol = session.module.Find(module, symbols::Space::Action, node.action.text);
        if (!symbol.valid() || session.IndexOf(symbol) != action.action) return;
        RouteChecker(session, action, module, file, node).Check();
      });
}

}  // namespace bpol::check
