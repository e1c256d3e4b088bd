// Transforms as written -> treatment and form: `mask`, `mask(email)`, `truncate pan`, `tokenise analytics`.
#pragma once

#include <optional>
#include <string>

#include "compiler/check/session.h"

namespace bpol::check {

struct ReadTreatment {
  schema::Treatment treatment = schema::Treatment::Remove;
  schema::Form form = schema::Form::None;
  std::uint32_t bin_length = 6;
  std::uint32_t key = kNone;
};

// Nothing, with a message, when the transform is not one that there is.
std::optional<ReadTreatment> ReadTransform(Session& session, symbols::ModuleId module, const syntax::File& file,
                                           const syntax::Transform& transform);

// Refuses a treatment of a type that it has no form for; of records, every field below is asked. `path` is how the
// target is called. False with a message.
bool CheckTreatment(Session& session, const ReadTreatment& treatment, TypeRef type, Span span);

}  // namespace bpol::check
