#include "compiler/check/treatment.h"

#include <algorithm>

#include "compiler/diagnostics/suggest.h"
#include "runtime/values/integer.h"

namespace bpol::check {

using schema::Form;
using schema::Treatment;
using syntax::TransformKind;

namespace {

struct NamedForm {
  std::string_view name;
  Form form;
  TypeKind type;  // beside String, where `of_text`
  bool of_text;
};
constexpr NamedForm kForms[] = {
    {"text", Form::Text, TypeKind::String, true},
    {"pan", Form::Pan, TypeKind::Pan, true},
    {"iban", Form::Iban, TypeKind::Iban, true},
    {"email", Form::Email, TypeKind::Email, true},
    {"phone", Form::Phone, TypeKind::Phone, true},
    {"name", Form::Name, TypeKind::String, true},
    {"birth_date", Form::BirthDate, TypeKind::Date, false},
    {"ip", Form::Ip, TypeKind::Ip, false},
};

const NamedForm* FormNamed(std::string_view name) {
  const auto* found = std::ranges::find(kForms, name, &NamedForm::name);
  return found == std::end(kForms) ? nullptr : found;
}

Treatment TreatmentOf(TransformKind kind) {
  switch (kind) {
    case TransformKind::Keep:
      return Treatment::Keep;
    case TransformKind::Generalise:
      return Treatment::Generalise;
    case TransformKind::Mask:
    case TransformKind::Scan:
      return Treatment::Mask;
    case TransformKind::Truncate:
      return Treatment::Truncate;
    case TransformKind::Tokenise:
      return Treatment::Tokenise;
    case TransformKind::Hash:
      return Treatment::Hash;
    case TransformKind::Remove:
      return Treatment::Remove;
  }
  BPOL_CHECK(false, "every transform is a treatment");
}

// What the treatment does to a value, as messages say it.
std::string Verb(Treatment treatment) {
  switch (treatment) {
    case Treatment::Keep:
      return "kept";
    case Treatment::Generalise:
      return "generalised";
    case Treatment::Mask:
      return "masked";
    case Treatment::Truncate:
      return "truncated";
    case Treatment::Tokenise:
      return "tokenised";
    case Treatment::Hash:
      return "hashed";
    case Treatment::Remove:
      return "removed";
  }
  BPOL_CHECK(false, "every treatment has a verb");
}

class TransformReader {
 public:
  TransformReader(Session& session, symbols::ModuleId module, const syntax::File& file,
                  const syntax::Transform& transform)
      : session_(session), module_(module), file_(file), transform_(transform) {}

  std::optional<ReadTreatment> Read() {
    read_.treatment = TreatmentOf(transform_.kind);
    if (transform_.kind == TransformKind::Scan) read_.form = Form::FreeText;
    for (const syntax::ExprId argument : transform_.arguments) {
      if (!Argument(argument)) return std::nullopt;
    }
    const bool needs_key = read_.treatment == Treatment::Tokenise || read_.treatment == Treatment::Hash;
    if (needs_key && read_.key == kNone) {
      session_.report.Add(Code::NoSuchForm, transform_.span, "nothing says with which key",
                          "name a `key … for pseudonym`");
      return std::nullopt;
    }
    return read_;
  }

 private:
  bool Argument(syntax::ExprId id) {
    const syntax::Expr& expr = file_.expr(id);
    if (const auto* name = std::get_if<syntax::NameExpr>(&expr.node)) return Name(name->name);
    const auto* literal = std::get_if<syntax::Literal>(&expr.node);
    std::int64_t bin = 0;
    const bool of_pan = read_.form == Form::Pan || read_.form == Form::FreeText;
    if (literal != nullptr && literal->kind == syntax::LiteralKind::Int && of_pan &&
        values::ParseInt(literal->text, &bin) && (bin == 6 || bin == 8)) {
      read_.bin_length = static_cast<std::uint32_t>(bin);
      return true;
    }
    session_.report.Add(Code::NoSuchForm, expr.span, "a form is named here",
                        "forms are `pan`, `pan, 8`, `iban`, `email`, `phone`, `name`, `birth_date`, `ip` and `text`");
    return false;
  }

  bool Name(const syntax::Name& name) {
    const bool keyed = read_.treatment == Treatment::Tokenise || read_.treatment == Treatment::Hash;
    if (keyed && read_.key == kNone) {
      const symbols::SymbolId symbol = session_.module.Find(module_, symbols::Space::Key, name.text);
      if (symbol.valid()) {
        read_.key = session_.IndexOf(symbol);
        return read_.key != kNone;
      }
      if (session_.module.MayBeLost(module_, name.text)) return false;
      session_.report.Add(Code::UnknownName, name.span, "no key is named " + Quote(name.text),
                          diagnostics::DidYouMean(name.text, session_.module.NamesIn(module_, symbols::Space::Key)));
      return false;
    }
    const NamedForm* form = FormNamed(name.text);
    if (form == nullptr || read_.treatment == Treatment::Keep || read_.treatment == Treatment::Remove) {
      session_.report.Add(Code::NoSuchForm, name.span, "no form is named " + Quote(name.text),
                          "forms are `pan`, `iban`, `email`, `phone`, `name`, `birth_date`, `ip` and `text`");
      return false;
    }
    read_.form = form->form;
    return true;
  }

  Session& session_;
  symbols::ModuleId module_;
  const syntax::File& file_;
  const syntax::Transform& transform_;
  ReadTreatment read_;
};

bool HasMask(TypeKind kind) {
  return kind == TypeKind::String || kind == TypeKind::Iban || kind == TypeKind::Pan || kind == TypeKind::Ip ||
         kind == TypeKind::Email || kind == TypeKind::Phone;
}

// A form that is not written is that of the type.
bool HasOwnForm(Treatment treatment, TypeKind kind) {
  switch (treatment) {
    case Treatment::Mask:
      return HasMask(kind);
    case Treatment::Generalise:
      return kind == TypeKind::Date || kind == TypeKind::Ip;
    case Treatment::Truncate:
      return kind == TypeKind::Pan;
    case Treatment::Tokenise:
    case Treatment::Hash:
      return HasMask(kind);
    case Treatment::Keep:
    case Treatment::Remove:
      return true;
  }
  BPOL_CHECK(false, "every treatment has forms or needs none");
}

bool Fits(const ReadTreatment& treatment, TypeKind kind) {
  if (treatment.form == Form::FreeText) return kind == TypeKind::String;
  if (treatment.form == Form::None) return HasOwnForm(treatment.treatment, kind);
  if (treatment.treatment == Treatment::Truncate && treatment.form != Form::Pan) return false;
  const bool range = treatment.form == Form::BirthDate || treatment.form == Form::Ip;
  if (treatment.treatment == Treatment::Generalise && !range) return false;
  if (treatment.treatment == Treatment::Mask && treatment.form == Form::BirthDate) return false;
  const auto* form = std::ranges::find(kForms, treatment.form, &NamedForm::form);
  return kind == form->type || (form->of_text && kind == TypeKind::String);
}

}  // namespace

std::optional<ReadTreatment> ReadTransform(Session& session, symbols::ModuleId module, const syntax::File& file,
                                           const syntax::Transform& transform) {
  return TransformReader(session, module, file, transform).Read();
}

bool CheckTreatment(Session& session, const ReadTreatment& treatment, TypeRef type, Span span) {
  const bool changes = treatment.treatment != Treatment::Keep && treatment.treatment != Treatment::Remove;
  if (changes && session.types.IsMap(type)) {
    session.report.Add(Code::NoSuchForm, span, "a map cannot be " + Verb(treatment.treatment) + ": it has keys",
                       "say `keep` or `remove`, and what happens to its values behind `[*]`");
    return false;
  }
  while (session.types.IsCollection(type)) type = session.types.ElementOf(type);
  if (session.types.Is(type, TypeKind::Record)) {
    for (const schema::Field& field : session.RecordOf(type).fields) {
      if (!CheckTreatment(session, treatment, {field.type, false}, span)) return false;
    }
    return true;
  }
  if (Fits(treatment, session.types.KindOf(type))) return true;
  const std::string what = "a " + Quote(session.types.Name(type));
  const auto* form = std::ranges::find(kForms, treatment.form, &NamedForm::form);
  std::string message = what + " cannot be " + Verb(treatment.treatment);
  if (treatment.form == Form::FreeText) {
    message = what + " is no text that could be scanned";
  } else if (treatment.form != Form::None && form != std::end(kForms)) {
    message += " as a " + Quote(form->name);
  } else if (treatment.treatment == Treatment::Mask) {
    message = what + " has no masked form";
  }
  session.report.Add(Code::NoSuchForm, span, message,
                     session.types.Is(type, schema::TypeKind::Date) ? "say `generalise birth_date`, `keep` or `remove`"
                                                                    : "say `keep` or `remove`");
  return false;
}

}  // namespace bpol::check
