// Why an upstream gave no usable answer: one of failures.def.
#pragma once

#include <string_view>

namespace bpol::upstream {

enum class Failure {
#define BPOL_UPSTREAM_FAILURE(name, status, code, seen) name,
#include "gateway/upstream/failures.def"
#undef BPOL_UPSTREAM_FAILURE
};

// What the client is answered.
int StatusOf(Failure failure);
// "upstream.connect_failed": the name in metrics, audit and documentation.
std::string_view CodeOf(Failure failure);
// What happened, without anything that the upstream sent.
std::string_view SeenOf(Failure failure);

}  // namespace bpol::upstream
