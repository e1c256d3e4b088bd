// How lines and treatments of redactions are written for people.
#pragma once

#include <string>

#include "compiler/checked/checked.h"

namespace bpol::describe {

// `AccountsReply: Data.Account[].TaxId remove`; conditions are not repeated.
std::string LineText(const checked::Unit& unit, const checked::RedactBlock& block, const checked::RedactLine& line);

// `keep`, `mask iban`, `truncate pan`, `scan`.
std::string TreatText(schema::Treatment treatment, schema::Form form);

}  // namespace bpol::describe
