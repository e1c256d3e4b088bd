#include "compiler/describe/redaction_forms.h"

namespace bpol::describe {

using schema::Form;
using schema::Treat;
using schema::Treatment;
using schema::TypeKind;

namespace {

// The form that `mask` means where none is written.
Form MaskOf(TypeKind kind) {
  switch (kind) {
    case TypeKind::String:
      return Form::Text;
    case TypeKind::Iban:
      return Form::Iban;
    case TypeKind::Pan:
      return Form::Pan;
    case TypeKind::Ip:
      return Form::Ip;
    case TypeKind::Email:
      return Form::Email;
    case TypeKind::Phone:
      return Form::Phone;
    case TypeKind::Bic:
    case TypeKind::Lei:
    case TypeKind::Bool:
    case TypeKind::Int:
    case TypeKind::Money:
    case TypeKind::Decimal:
    case TypeKind::Instant:
    case TypeKind::Date:
    case TypeKind::Duration:
    case TypeKind::Country:
    case TypeKind::Currency:
    case TypeKind::TimeOfDay:
    case TypeKind::Region:
    case TypeKind::Cidr:
    case TypeKind::Enum:
    case TypeKind::Record:
    case TypeKind::Set:
    case TypeKind::List:
      return Form::None;
  }
  return Form::None;
}

// Whether a form can be taken of a value.
bool HasForm(Form form, TypeKind kind) {
  switch (form) {
    case Form::None:
      return false;
    case Form::Email:
      return kind == TypeKind::Email || kind == TypeKind::String;
    case Form::Phone:
      return kind == TypeKind::Phone || kind == TypeKind::String;
    case Form::Text:
    case Form::Name:
    case Form::FreeText:
      return kind == TypeKind::String;
    case Form::Pan:
      return kind == TypeKind::Pan || kind == TypeKind::String;
    case Form::Iban:
      return kind == TypeKind::Iban || kind == TypeKind::String;
    case Form::BirthDate:
      return kind == TypeKind::Date;
    case Form::Ip:
      return kind == TypeKind::Ip;
  }
  return false;
}

}  // namespace

Treat TreatOf(const checked::RedactLine& line, TypeKind kind) {
  Treat treat{
      .conditions = {}, .treatment = line.treatment, .form = line.form, .bin_length = line.bin_length, .key = line.key};
  const bool any_form = treat.form == Form::None;
  bool fits = true;
  switch (treat.treatment) {
    case Treatment::Keep:
    case Treatment::Remove:
      return treat;
    case Treatment::Tokenise:
    case Treatment::Hash:
      fits = any_form ? MaskOf(kind) != Form::None : HasForm(treat.form, kind);
      break;
    case Treatment::Generalise:
      if (any_form) treat.form = kind == TypeKind::Date ? Form::BirthDate : Form::Ip;
      fits = HasForm(treat.form, kind) && (treat.form == Form::BirthDate || treat.form == Form::Ip);
      break;
    case Treatment::Mask:
      if (any_form) treat.form = MaskOf(kind);
      fits = HasForm(treat.form, kind);
      break;
    case Treatment::Truncate:
      if (any_form && kind == TypeKind::Pan) treat.form = Form::Pan;
      fits = treat.form == Form::Pan && HasForm(treat.form, kind);
      break;
  }
  if (!fits) treat.treatment = Treatment::Remove;
  return treat;
}

}  // namespace bpol::describe
