// Tables of a generated unit: sets in the text or from a file, and rows told apart by one or two key columns.
#pragma once

#include "tests/agreement/generate/vocabulary.h"

namespace bpol::agreement {

// Adds tables and the records of their rows.
void DrawTables(Random& random, Vocabulary& vocabulary);

}  // namespace bpol::agreement
