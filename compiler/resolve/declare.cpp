#include "compiler/diagnostics/suggest.h"
#include "compiler/resolve/resolver.h"

namespace bpol::resolve {
namespace {

using symbols::ModuleId;
using symbols::Space;
using symbols::SymbolId;
using symbols::SymbolKind;

struct Declared {
  SymbolKind kind;
  const syntax::Name* name;  // null: the declaration has no name of its own
};

// What a declaration is called. Classes are declared apart.
struct NameOfDeclaration {
  Declared operator()(const syntax::ClassDecl&) const { return {SymbolKind::DataClass, nullptr}; }
  Declared operator()(const syntax::DefaultClassDecl&) const { return {SymbolKind::DataClass, nullptr}; }
  Declared operator()(const syntax::AcrDecl&) const { return {SymbolKind::Let, nullptr}; }
  Declared operator()(const syntax::EnumDecl& decl) const { return {SymbolKind::Enum, &decl.name}; }
  Declared operator()(const syntax::EntityDecl& decl) const { return {SymbolKind::Entity, &decl.name}; }
  Declared operator()(const syntax::RecordDecl& decl) const { return {SymbolKind::Record, &decl.name}; }
  Declared operator()(const syntax::ActionDecl& decl) const { return {SymbolKind::Action, &decl.name}; }
  Declared operator()(const syntax::ParamDecl& decl) const { return {SymbolKind::Param, &decl.name}; }
  Declared operator()(const syntax::TableDecl& decl) const { return {SymbolKind::Table, &decl.name}; }
  Declared operator()(const syntax::FactDecl& decl) const { return {SymbolKind::Fact, &decl.name}; }
  Declared operator()(const syntax::SignalDecl& decl) const { return {SymbolKind::Signal, &decl.name}; }
  Declared operator()(const syntax::KeyDecl& decl) const { return {SymbolKind::Key, &decl.name}; }
  Declared operator()(const syntax::ObligationDecl& decl) const { return {SymbolKind::Obligation, &decl.name}; }
  Declared operator()(const syntax::LetDecl& decl) const { return {SymbolKind::Let, &decl.name}; }
  Declared operator()(const syntax::DefDecl& decl) const { return {SymbolKind::Def, &decl.name}; }
  Declared operator()(const syntax::RuleBlock& decl) const {
    return {decl.kind == syntax::BlockKind::Rules ? SymbolKind::Rules : SymbolKind::Decide, &decl.name};
  }
  Declared operator()(const syntax::ConsentDecl& decl) const { return {SymbolKind::Consent, &decl.name}; }
  Declared operator()(const syntax::LifecycleDecl&) const { return {SymbolKind::Let, nullptr}; }
  Declared operator()(const syntax::ResidencyDecl& decl) const { return {SymbolKind::Residency, &decl.name}; }
  Declared operator()(const syntax::RedactDecl&) const { return {SymbolKind::Let, nullptr}; }
  Declared operator()(const syntax::ScoreDecl& decl) const { return {SymbolKind::Score, &decl.name}; }
  Declared operator()(const syntax::BindDecl&) const { return {SymbolKind::Let, nullptr}; }
  Declared operator()(const syntax::FixtureDecl& decl) const { return {SymbolKind::Fixture, &decl.name}; }
  Declared operator()(const syntax::ScenarioTest&) const { return {SymbolKind::Let, nullptr}; }
  Declared operator()(const syntax::TableTest&) const { return {SymbolKind::Let, nullptr}; }
  Declared operator()(const syntax::InvariantDecl& decl) const { return {SymbolKind::Invariant, &decl.name}; }
};

}  // namespace

void Resolver::DeclareAll() {
  for (std::uint32_t file = 0; file < files_.size(); ++file) {
    for (std::uint32_t at = 0; at < files_[file].declarations.size(); ++at) {
      const Declared declared = std::visit(NameOfDeclaration(), files_[file].declarations[at].node);
      if (declared.name != nullptr) Declare(declared.kind, *declared.name, {file}, at);
    }
  }
}

void Resolver::Declare(SymbolKind kind, const syntax::Name& name, ModuleId module, std::uint32_t declaration) {
  if (name.missing()) return;
  const SymbolId taken = view().Find(module, symbols::SpaceOf(kind), name.text);
  if (taken.valid()) {
    const symbols::Symbol& first = view().symbol(taken);
    diagnostics_.Add({.code = Code::DuplicateName,
                      .span = name.span,
                      .message = "`" + name.text + "` is declared already, as " + std::string(DescribeKind(first.kind)),
                      .labels = {{first.span, "here"}},
                      .help = "give one of them another name"});
  }
  builder_.Declare({kind, name.text, module, module.index, declaration, name.span});
}

// A class is declared where it is named first. In `class new > known` only the first may be new: the others are what it
// is stronger than, and a misspelt one must not become a class.
void Resolver::DeclareClasses(ModuleId module) {
  const std::vector<syntax::Declaration>& declarations = FileOf(module).declarations;
  for (std::uint32_t at = 0; at < declarations.size(); ++at) {
    const auto* decl = std::get_if<syntax::ClassDecl>(&declarations[at].node);
    if (decl == nullptr) continue;
    for (std::size_t index = 0; index < decl->names.size(); ++index) {
      const syntax::Name& name = decl->names[index];
      if (name.missing() || view().Find(module, Space::DataClass, name.text).valid()) continue;
      if (decl->order == syntax::ClassOrder::StrongestFirst && index > 0) {
        const auto known = view().NamesIn(module, Space::DataClass);
        diagnostics_.Add({.code = Code::UnknownName,
                          .span = name.span,
                          .message = "no data class is named `" + name.text + "`",
                          .help = diagnostics::DidYouMean(name.text, known)});
        continue;
      }
      builder_.Declare({SymbolKind::DataClass, name.text, module, module.index, at, name.span});
    }
  }
}

}  // namespace bpol::resolve
