// Transforms of personal data, as native code calls them: around runtime/values/mask.h, where the meaning stands. Each
// writes its text to `place` and gives its size; what does not fit there (the compiler never hands too little) comes
// out as stars. Those that may have nothing to say give -1.
#pragma once

#include "runtime/abi/scalar_helpers.h"
#include "runtime/keys/key_source.h"

namespace bpol::abi {

Int MaskPan(const char* text, Size size, Int bin_length, char* place, Int capacity) noexcept;
Int MaskIban(const char* text, Size size, char* place, Int capacity) noexcept;
Int MaskEmail(const char* text, Size size, char* place, Int capacity) noexcept;
Int MaskPhone(const char* text, Size size, char* place, Int capacity) noexcept;
Int MaskName(const char* text, Size size, char* place, Int capacity) noexcept;
Int MaskLastFour(const char* text, Size size, char* place, Int capacity) noexcept;
Int TruncatePan(const char* text, Size size, char* place, Int capacity) noexcept;
Int ScanText(const char* text, Size size, Int bin_length, char* place, Int capacity) noexcept;

Int BirthYear(Int birth, char* place, Int capacity) noexcept;
Int BirthYearOfText(const char* text, Size size, char* place, Int capacity) noexcept;
Fault AgeBand(Int birth, Int today, char* place, Int capacity, Int* written) noexcept;
Fault AgeBandOfText(const char* text, Size size, Int today, char* place, Int capacity, Int* written) noexcept;
Int GeneraliseIp(const values::Ip* ip, char* place, Int capacity) noexcept;
Int GeneraliseIpOfText(const char* text, Size size, char* place, Int capacity) noexcept;

// fact.unavailable where the host has no material for the key: a pseudonym is never made without one.
Fault Pseudonym(const keys::KeySource* keys, Int key, const char* kind, Size kind_size, const char* text, Size size,
                char* place, Int capacity, Int* written) noexcept;

}  // namespace bpol::abi
