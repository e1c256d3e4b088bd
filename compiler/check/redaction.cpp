#include "compiler/check/redaction.h"

#include <algorithm>

#include "compiler/check/cells.h"
#include "compiler/check/controls.h"
#include "compiler/check/expr_checker.h"
#include "compiler/check/redact_path.h"
#include "compiler/check/responses.h"
#include "compiler/check/treatment.h"
#include "compiler/diagnostics/suggest.h"

namespace bpol::check {

using symbols::ModuleId;
using symbols::SymbolId;
using syntax::RedactLineKind;

namespace {

class RedactChecker {
 public:
  RedactChecker(Session& session, ActionState& action, ModuleId module, const syntax::File& file,
                const syntax::RedactDecl& node, std::uint32_t record)
      : session_(session),
        node_(node),
        scope_{.module = module, .file = &file, .action = &action, .shared = node.actions.size() != 1},
        record_(session.types.Record(record)),
        in_list_(HoldsListOf(session, session.unit.schema.actions[action.action].response, record)) {
    const std::string& in = session.module.scope(module).name;
    block_.name = in.empty() ? node.record.text : in + "." + node.record.text;
    block_.type = record_.type;
    block_.span = node.record.span;
  }

  void Run() {
    for (const syntax::RedactItem& item : node_.items) {
      if (const auto* let = std::get_if<syntax::LetDecl>(&item)) {
        AddLocalLet(session_, scope_, *let);
        continue;
      }
      Line(std::get<syntax::RedactLine>(item));
    }
    session_.unit.actions[scope_.action->action].redacts.push_back(std::move(block_));
  }

 private:
  void Line(const syntax::RedactLine& line) {
    if (line.kind == RedactLineKind::PassUnknown) {
      block_.pass_unknown = true;
      return;
    }
    checked::RedactLine made;
    made.span = line.span;
    made.controls = ControlTexts(line.controls);
    std::optional<RedactTarget> target;
    if (line.kind == RedactLineKind::Class) {
      made.data_class = ClassNamed(line.data_class);
      if (made.data_class == kNone) return;
      made.site = session_.Site(block_.name + ".class " + line.data_class.text);
    } else {
      target = FollowPath(session_, record_, in_list_, line.path);
      if (!target) return;
      made.path = target->path;
      made.site = session_.Site(block_.name + "." + Spelled(target->path));
      made.drop = line.kind == RedactLineKind::Drop;
      if (made.drop && target->path.back() != "[]" && target->path.back() != "[*]") {
        session_.report.Add(Code::UnknownPath, line.path.span,
                            Quote(Spelled(target->path)) + " is not the elements of a list",
                            "write `[]` behind the list, `[*]` behind a map");
        return;
      }
    }
    if (line.transform && !Treat(line, target, made)) return;
    Conditions(line, target, made);
    block_.lines.push_back(std::move(made));
  }

  static std::string Spelled(const std::vector<std::string>& path) {
    std::string text;
    for (const std::string& step : path) text += (step == "[]" || step == "[*]" || text.empty() ? "" : ".") + step;
    return text;
  }

  std::uint32_t ClassNamed(const syntax::Name& name) {
    const SymbolId symbol = session_.module.Find(scope_.module, symbols::Space::DataClass, name.text);
    if (symbol.valid()) return session_.IndexOf(symbol);
    if (session_.module.MayBeLost(scope_.module, name.text)) return kNone;
    session_.report.Add(
        Code::UnknownName, name.span, "nothing here is a data class named " + Quote(name.text),
        diagnostics::DidYouMean(name.text, session_.module.NamesIn(scope_.module, symbols::Space::DataClass)));
    return kNone;
  }

  bool Treat(const syntax::RedactLine& line, const std::optional<RedactTarget>& target, checked::RedactLine& made) {
    const std::optional<ReadTreatment> treatment =
        ReadTransform(session_, scope_.module, *scope_.file, *line.transform);
    if (!treatment) return false;
    // By class, what has no form is removed; by path, the author means this one.
    if (target && !Fits(*treatment, *target, line.transform->span)) return false;
    made.treatment = treatment->treatment;
    made.form = treatment->form;
    made.bin_length = treatment->bin_length;
    made.key = treatment->key;
    return true;
  }

  bool Fits(const ReadTreatment& treatment, const RedactTarget& target, Span span) {
    if (!target.whole_arm) return CheckTreatment(session_, treatment, target.type, span);
    const std::vector<schema::Field> fields = session_.RecordOf(target.type).fields;
    return std::ranges::all_of(fields, [&](const schema::Field& field) {
      return field.arm != target.arm || CheckTreatment(session_, treatment, {field.type, false}, span);
    });
  }

  // `when a unless b`: two conditions, since the request's part and the object's part of each are asked at different
  // times.
  void Conditions(const syntax::RedactLine& line, const std::optional<RedactTarget>& target,
                  checked::RedactLine& made) {
    if (!line.condition.valid()) return;
    const Branch branch(scope_, {});
    scope_.object = target ? target->object : TypeRef{};
    if (target && target->arm != kNone) scope_.known.SetArm({Place::Root::Object, 0, {}}, target->arm);
    const syntax::Expr& condition = scope_.file->expr(line.condition);
    const auto* binary = std::get_if<syntax::Binary>(&condition.node);
    const auto* unary = std::get_if<syntax::Unary>(&condition.node);
    if (binary != nullptr && binary->op == syntax::BinaryOp::Unless) {
      const Typed when = Condition(binary->left);
      scope_.known.Add(when.if_true);
      made.when = when.id;
      made.unless = Condition(binary->right).id;
    } else if (unary != nullptr && unary->op == syntax::UnaryOp::Unless) {
      made.unless = Condition(unary->operand).id;
    } else {
      made.when = Condition(line.condition).id;
    }
    scope_.object = {};
  }

  Typed Condition(syntax::ExprId id) {
    const Typed condition = ExprChecker(session_, scope_).Condition(id);
    if (condition.id.valid()) session_.unit.actions[scope_.action->action].live_roots.push_back(condition.id);
    return condition;
  }

  Session& session_;
  const syntax::RedactDecl& node_;
  Scope scope_;
  TypeRef record_;
  bool in_list_;
  checked::RedactBlock block_;
};

bool Names(const Session& session, ModuleId module, const syntax::RedactDecl& node, std::uint32_t action) {
  return std::ranges::any_of(node.actions, [&](const syntax::Name& name) {
    const SymbolId symbol = session.module.Find(module, symbols::Space::Action, name.text);
    return symbol.valid() && session.IndexOf(symbol) == action;
  });
}

}  // namespace

void CheckRedactions(Session& session, ActionState& action) {
  const schema::Action& declared = session.unit.schema.actions[action.action];
  session.ForEach<syntax::RedactDecl>(
      [&](ModuleId module, const syntax::File& file, const syntax::RedactDecl& node, const syntax::Declaration&) {
        const SymbolId symbol = session.module.Find(module, symbols::Space::Type, node.record.text);
        if (!symbol.valid() || session.IndexOf(symbol) == kNone) return;
        if (session.module.symbol(symbol).kind == symbols::SymbolKind::Enum) return;
        const std::uint32_t record = session.IndexOf(symbol);
        const bool holds = declared.response != kNone && HoldsRecord(session, declared.response, record);
        const bool named = Names(session, module, node, action.action);
        if (named && !holds) {
          session.report.Add(Code::NotTheResponse, node.record.span,
                             declared.response == kNone ? "action " + Quote(declared.name) + " has no response"
                                                        : Quote(declared.name) + " answers with " +
                                                              Quote(session.types.Name({declared.response, false})) +
                                                              ", which holds no " + Quote(node.record.text),
                             "name a record of the answer, or the action that answers with this one");
          return;
        }
        // A block that names no action is for all that answer with its record.
        if (named || (node.actions.empty() && holds)) RedactChecker(session, action, module, file, node, record).Run();
      });
}

}  // namespace bpol::check
