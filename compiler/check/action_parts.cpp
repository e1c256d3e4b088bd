#include "compiler/check/action_parts.h"

#include <algorithm>
#include <array>

#include "compiler/check/cells.h"
#include "compiler/check/expr_checker.h"
#include "compiler/check/fact_keys.h"

namespace bpol::check {

namespace {

constexpr std::array<std::string_view, 4> kParts = {"subject", "resource", "context", "body"};

schema::Record& FrameOf(Session& session, const ActionState& action) {
  return session.unit.schema.records[session.unit.schema.actions[action.action].frame];
}

// The field of a part, a key or `now`; facts and signals stand in the frame too, but are not meant by these words.
std::uint32_t FrameWordField(const Session& session, const schema::Action& action, std::string_view name) {
  if (name == "now") return action.now;
  if (name == "subject") return action.subject;
  if (name == "resource") return action.resource;
  if (name == "context") return action.context;
  if (name == "body") return action.body;
  for (const std::uint32_t key : action.keys) {
    if (session.unit.schema.records[action.frame].fields[key].name == name) return key;
  }
  return kNone;
}

}  // namespace

bool IsPartName(std::string_view name) {
  return std::ranges::find(kParts, name) != kParts.end();
}

bool IsFrameWord(const Session& session, const ActionState& action, std::string_view name) {
  if (!action.any_action) return FrameWordField(session, session.unit.schema.actions[action.action], name) != kNone;
  if (IsPartName(name) || name == "now") return true;
  return std::ranges::any_of(session.unit.schema.actions, [&](const schema::Action& known) {
    return FrameWordField(session, known, name) != kNone;
  });
}

Typed ReadFrameField(Session& session, ActionState& action, std::uint32_t index, Span span) {
  const schema::Field& field = FrameOf(session, action).fields[index];
  const TypeRef type{field.type, field.presence_bit != kNone};
  const TypeRef frame_type = session.types.Record(session.unit.schema.actions[action.action].frame);
  const checked::ExprId frame = session.Add(checked::Frame{}, frame_type, 0, span);
  Typed read;
  read.id = session.Add(checked::Field{frame, index}, type, session.ClassBits(frame_type, index), span);
  read.type = type;
  read.place = Place{Place::Root::Frame, index, {}};
  return read;
}

Typed ReadFrameWord(Session& session, ActionState& action, std::string_view name, Span span) {
  const std::uint32_t field = FrameWordField(session, session.unit.schema.actions[action.action], name);
  return ReadFrameField(session, action, field, span);
}

Typed ReadFact(Session& session, ActionState& action, symbols::SymbolId symbol, Span span) {
  const std::uint32_t fact = session.IndexOf(symbol);
  if (fact == kNone) return {};
  const schema::Fact& declaration = session.unit.schema.facts[fact];
  std::uint32_t field = 0;
  if (!action.any_action) {
    field = UseFact(session, action, symbol, span);
    if (field == kNone) return {};
  }
  Typed read;
  read.type = {declaration.type, declaration.optional};
  read.id = session.Add(checked::FactRead{fact, field}, read.type, 0, span);
  read.place = Place{Place::Root::Fact, fact, {}};
  return read;
}

Typed ReadSignal(Session& session, ActionState& action, symbols::SymbolId symbol, Span span) {
  const std::uint32_t signal = session.IndexOf(symbol);
  if (signal == kNone) return {};
  const schema::Signal& declaration = session.unit.schema.signals[signal];
  const auto [place, is_new] = action.signal_fields.try_emplace(signal, 0);
  if (is_new && !action.any_action) {
    schema::Record& frame = FrameOf(session, action);
    place->second = static_cast<std::uint32_t>(frame.fields.size());
    frame.fields.push_back(
        {.name = declaration.name, .type = declaration.type, .presence_bit = 0, .unavailable_bit = 0});
    session.unit.schema.actions[action.action].signals.push_back({signal, place->second});
  }
  Typed read;
  read.type = {declaration.type, declaration.optional};
  read.id = session.Add(checked::SignalRead{signal, place->second}, read.type, 0, span);
  read.place = Place{Place::Root::Signal, signal, {}};
  return read;
}

Typed AddCell(Session& session, ActionState& action, checked::Cell cell, const Typed& value, std::uint64_t classes,
              Span span) {
  std::vector<checked::Cell>& cells = session.unit.actions[action.action].cells;
  const auto index = static_cast<std::uint32_t>(cells.size());
  Typed read = value;  // what is known of the value is known of the cell
  read.type = cell.type;
  read.id = session.Add(checked::CellRead{index}, cell.type, classes, span);
  if (!read.place) read.place = Place{Place::Root::Cell, index, {}};
  cell.site = session.Site(cell.name);
  cells.push_back(std::move(cell));
  return read;
}

Typed ReadAgain(Session& session, const Typed& cell, Span span) {
  if (cell.error()) return cell;
  Typed read = cell;
  const checked::Expr expr = session.At(cell.id);
  read.id = session.Add(expr.node, expr.type, expr.classes, span);
  return read;
}

Typed ReadLet(Session& session, ActionState& action, symbols::SymbolId symbol, Span span) {
  if (const auto known = action.cells.find(symbol.index); known != action.cells.end())
    return ReadAgain(session, known->second, span);
  const symbols::Symbol& declared = session.module.symbol(symbol);
  const auto& let = std::get<syntax::LetDecl>(session.module.DeclarationOf(declared).node);
  if (!action.open.insert(symbol.index).second) {
    session.report.Add(Code::Recursion, declared.span, Quote(declared.name) + " needs itself", kNeedsItself);
    return {};
  }
  Scope scope{.module = declared.module, .file = &session.module.FileOf(declared), .action = &action, .shared = true};
  Typed cell = CheckLet(session, scope, let);
  action.open.erase(symbol.index);
  action.cells[symbol.index] = cell;
  return ReadAgain(session, cell, span);
}

}  // namespace bpol::check
