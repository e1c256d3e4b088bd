#include "compiler/patterns/patterns.h"

#include <string>

#include "compiler/patterns/table.h"
#include "runtime/values/pattern.h"

namespace bpol::patterns {
namespace {

// Accepting states come last, so that one comparison tells them; the state of no way back stays the first.
std::vector<std::uint32_t> Order(const Table& table, std::uint32_t* first_accepting) {
  std::vector<std::uint32_t> place(table.states());
  std::uint32_t next = 0;
  for (const bool accepts : {false, true}) {
    if (accepts) *first_accepting = next;
    for (std::size_t state = 0; state < table.states(); ++state) {
      if (table.accepts[state] == accepts) place[state] = next++;
    }
  }
  return place;
}

void Put(std::vector<std::int64_t>& words, std::size_t from, std::size_t index, unsigned bits, std::uint64_t value) {
  const std::size_t a_word = 64 / bits;
  std::int64_t& word = words[from + index / a_word];
  word = static_cast<std::int64_t>(static_cast<std::uint64_t>(word) | value << (index % a_word * bits));
}

std::vector<std::int64_t> Packed(const Table& table) {
  std::uint32_t first_accepting = 0;
  const std::vector<std::uint32_t> place = Order(table, &first_accepting);
  std::vector<std::int64_t> words(values::kPatternStates + (table.next.size() + 3) / 4);
  words[0] = static_cast<std::int64_t>(table.classes);
  words[1] = first_accepting;
  words[2] = place[table.start];
  for (std::size_t byte = 0; byte < 256; ++byte) Put(words, values::kPatternClasses, byte, 8, table.class_of[byte]);
  for (std::size_t state = 0; state < table.states(); ++state) {
    for (std::size_t c = 0; c < table.classes; ++c) {
      const std::uint32_t next = place[table.next[state * table.classes + c]];
      Put(words, values::kPatternStates, place[state] * table.classes + c, 16, next);
    }
  }
  return words;
}

}  // namespace

Result<std::vector<std::int64_t>> Compile(std::string_view pattern) {
  if (pattern.size() > kMostBytes) return Error{"the pattern is longer than " + std::to_string(kMostBytes) + " bytes"};
  BPOL_TRY(const Tree tree, Read(pattern));
  BPOL_TRY(const Automaton automaton, Build(tree));
  BPOL_TRY(const Table table, Determine(automaton));
  const Table minimal = Minimal(table);
  if (minimal.states() > kMostStates)
    return Error{"the pattern needs a table of more than " + std::to_string(kMostStates) + " states"};
  std::vector<std::int64_t> words = Packed(minimal);
  if (words.size() * sizeof(std::int64_t) > kMostKilobytes * 1024)
    return Error{"the pattern needs a table of more than " + std::to_string(kMostKilobytes) + " KB"};
  return words;
}

}  // namespace bpol::patterns
