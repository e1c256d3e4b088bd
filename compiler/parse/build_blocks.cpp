#include "compiler/parse/block_head.h"
#include "compiler/parse/builder.h"

namespace bpol::parse {

void Builder::ConsentDecl(Grammar::ConsentDeclContext* tree) {
  syntax::ConsentDecl decl;
  // The first name is the block's; behind it `uses` has one, and `as` another.
  decl.name = NameOf(tree->name(0));
  if (tree->USES().empty()) {
    Report(Code::MissingText, decl.name.span, "missing `uses` behind this name",
           "say which fact it judges: `uses consent as c`");
  } else {
    decl.fact = NameOf(tree->name(1));
    if (!tree->AS().empty()) decl.alias = NameOf(tree->name(2));
  }
  if (tree->USES().size() > 1) ReportRepeated(SpanOf(tree->USES(1)), "uses");
  AddAllControls(decl.controls, tree->controls());
  for (auto* owner : tree->owner()) SetOnce(decl.owner, StringOf(owner->STRING()), SpanOf(owner), "owner");
  for (antlr4::tree::ParseTree* child : tree->children) {
    if (auto* let = dynamic_cast<Grammar::LetDeclContext*>(child)) decl.items.emplace_back(LetOf(let));
    auto* written = dynamic_cast<Grammar::ConsentLineContext*>(child);
    if (written == nullptr) continue;
    syntax::ConsentLine line{NameOf(written->name()), {}, {}, {}, SpanOf(written)};
    if (written->STRING() != nullptr) line.text = StringOf(written->STRING());
    AddAllControls(line.controls, written->controls());
    AddGuard(line.condition, written->guard());
    decl.items.emplace_back(std::move(line));
  }
  Declare(tree, std::move(decl));
}

void Builder::LifecycleDecl(Grammar::LifecycleDeclContext* tree) {
  syntax::LifecycleDecl decl{NameOf(tree->name(0)), NameOf(tree->name(1)), {}, {}, {}};
  for (auto* item : tree->lifecycleItem()) AddLifecycleItem(decl, item);
  Declare(tree, std::move(decl));
}

void Builder::AddLifecycleItem(syntax::LifecycleDecl& decl, Grammar::LifecycleItemContext* tree) {
  if (tree->START() != nullptr) return SetOnce(decl.start, NameOf(tree->name(0)), SpanOf(tree), "start");
  if (tree->FINAL() != nullptr) {
    for (syntax::Name& name : NamesOf(tree->names())) decl.finals.push_back(std::move(name));
    return;
  }
  syntax::Transition transition{NameOf(tree->name(0)), NameOf(tree->name(1)), NameOf(tree->name(2)), {}, {},
                                SpanOf(tree)};
  if (tree->names() != nullptr) transition.actors = NamesOf(tree->names());
  if (tree->guard() != nullptr) AddGuard(transition.condition, tree->guard());
  decl.transitions.push_back(std::move(transition));
}

void Builder::ResidencyDecl(Grammar::ResidencyDeclContext* tree) {
  syntax::Name name = NameOf(tree->name());
  BlockHead head = HeadOf(tree->blockHead());
  if (head.subjects.empty()) {
    Report(Code::MissingText, name.span, "missing `for` behind this name",
           "say for which class of data: `for personal`");
  }
  if (!head.first_match) {
    Report(Code::MissingText, name.span, "missing `first match` in the head of a `residency`",
           "write `first match` before `{`");
  }
  if (head.opens.valid())
    Report(Code::ClauseNotAllowed, head.opens_span, "`opens` on a `residency`", "write the paths in full");
  syntax::ResidencyDecl decl{std::move(name),          std::move(head.subjects), head.guard,
                             std::move(head.controls), std::move(head.owner),    {}};
  for (antlr4::tree::ParseTree* child : tree->children) {
    if (auto* line = dynamic_cast<Grammar::LineContext*>(child)) decl.items.emplace_back(LineOf(line));
    if (auto* let = dynamic_cast<Grammar::LetDeclContext*>(child)) decl.items.emplace_back(LetOf(let));
  }
  Declare(tree, std::move(decl));
}

void Builder::RedactDecl(Grammar::RedactDeclContext* tree) {
  syntax::RedactDecl decl{NameOf(tree->name()), {}, {}};
  if (tree->names() != nullptr) decl.actions = NamesOf(tree->names());
  for (auto* item : tree->redactItem()) decl.items.push_back(RedactItemOf(item));
  Declare(tree, std::move(decl));
}

syntax::RedactItem Builder::RedactItemOf(Grammar::RedactItemContext* tree) {
  if (tree->letDecl() != nullptr) return LetOf(tree->letDecl());
  syntax::RedactLine line;
  line.span = SpanOf(tree);
  line.kind = tree->DROP() != nullptr    ? syntax::RedactLineKind::Drop
              : tree->CLASS() != nullptr ? syntax::RedactLineKind::Class
              : tree->PASS() != nullptr  ? syntax::RedactLineKind::PassUnknown
                                         : syntax::RedactLineKind::Field;
  if (tree->redactPath() != nullptr) line.path = RedactPathOf(tree->redactPath());
  if (tree->CLASS() != nullptr) line.data_class = NameOf(tree->name());
  if (tree->transform() != nullptr) line.transform = TransformOf(tree->transform());
  AddAllControls(line.controls, tree->controls());
  for (auto* guard : tree->guard()) AddGuard(line.condition, guard);
  return line;
}

syntax::RedactPath Builder::RedactPathOf(Grammar::RedactPathContext* tree) {
  using syntax::RedactStepKind;
  syntax::RedactPath path{{}, SpanOf(tree)};
  for (antlr4::tree::ParseTree* child : tree->children) {
    if (auto* word = dynamic_cast<Grammar::WordContext*>(child)) {
      path.steps.push_back({RedactStepKind::Field, NameOf(word), SpanOf(word)});
    } else if (auto* step = dynamic_cast<Grammar::BracketStepContext*>(child)) {
      const auto kind = step->STAR() != nullptr ? RedactStepKind::Entries : RedactStepKind::Elements;
      path.steps.push_back({kind, {}, SpanOf(step)});
    }
  }
  return path;
}

syntax::Transform Builder::TransformOf(Grammar::TransformContext* tree) {
  using syntax::TransformKind;
  const auto kind = tree->KEEP() != nullptr         ? TransformKind::Keep
                    : tree->GENERALISE() != nullptr ? TransformKind::Generalise
                    : tree->MASK() != nullptr       ? TransformKind::Mask
                    : tree->TRUNCATE() != nullptr   ? TransformKind::Truncate
                    : tree->TOKENISE() != nullptr   ? TransformKind::Tokenise
                    : tree->HASH() != nullptr       ? TransformKind::Hash
                    : tree->REMOVE() != nullptr     ? TransformKind::Remove
                                                    : TransformKind::Scan;
  syntax::Transform transform{kind, {}, SpanOf(tree)};
  if (tree->arguments() != nullptr) transform.arguments = Arguments(tree->arguments());
  if (tree->name() != nullptr) {
    syntax::Name form = NameOf(tree->name());
    transform.arguments.push_back(Add(form.span, syntax::NameExpr{std::move(form)}));
  }
  return transform;
}

}  // namespace bpol::parse
