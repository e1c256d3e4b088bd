#include "compiler/parse/builder.h"

namespace bpol::parse {

void Builder::Build(Grammar::FileContext* tree) {
  for (auto* item : tree->item()) Item(item);
}

void Builder::Item(Grammar::ItemContext* tree) {
  if (auto* item = tree->moduleLine()) return ModuleLine(item);
  if (auto* item = tree->useLine()) return UseLine(item);
  if (auto* item = tree->classDecl()) return ClassDecl(item);
  if (auto* item = tree->defaultClassDecl()) return Declare(item, syntax::DefaultClassDecl{NameOf(item->name())});
  if (auto* item = tree->acrDecl()) return AcrDecl(item);
  if (auto* item = tree->enumDecl()) return EnumDecl(item);
  if (auto* item = tree->entityDecl()) {
    return Declare(item, syntax::EntityDecl{NameOf(item->name()), FieldsOf(item->fields())});
  }
  if (auto* item = tree->recordDecl()) return RecordDecl(item);
  if (auto* item = tree->actionDecl()) return ActionDecl(item);
  if (auto* item = tree->paramDecl()) {
    return Declare(item, syntax::ParamDecl{NameOf(item->name()), Type(item->type()), Optional(item->expr())});
  }
  if (auto* item = tree->tableDecl()) return TableDecl(item);
  if (auto* item = tree->factDecl()) return FactDecl(item);
  if (auto* item = tree->signalDecl()) return SignalDecl(item);
  if (auto* item = tree->keyDecl()) return Declare(item, syntax::KeyDecl{NameOf(item->name(0)), NameOf(item->name(1))});
  if (auto* item = tree->obligationDecl()) return ObligationDecl(item);
  if (auto* item = tree->letDecl()) return Declare(item, LetOf(item));
  if (auto* item = tree->defDecl()) return DefDecl(item);
  if (auto* item = tree->ruleBlock()) return RuleBlock(item);
  if (auto* item = tree->consentDecl()) return ConsentDecl(item);
  if (auto* item = tree->lifecycleDecl()) return LifecycleDecl(item);
  if (auto* item = tree->residencyDecl()) return ResidencyDecl(item);
  if (auto* item = tree->redactDecl()) return RedactDecl(item);
  if (auto* item = tree->scoreDecl()) return ScoreDecl(item);
  if (auto* item = tree->bindDecl()) return BindDecl(item);
  if (auto* item = tree->fixtureDecl()) return FixtureDecl(item);
  if (auto* item = tree->testDecl()) return TestDecl(item);
  InvariantDecl(tree->invariantDecl());
}

}  // namespace bpol::parse
