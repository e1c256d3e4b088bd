// Controls: that every `control catalogue("id")` names something that a catalogue lists.
#pragma once

#include "compiler/check/session.h"

namespace bpol::check {

// Catalogues are those of the standard library and of the manifest. A mistake in a catalogue's file is an error; a
// control that none lists is a warning, since the decision does not depend on it.
void CheckControls(Session& session);

// As decisions and evidence name them: `psd2.rts("36(1)(a)")`.
std::vector<std::string> ControlTexts(const std::vector<syntax::Control>& controls);

}  // namespace bpol::check
