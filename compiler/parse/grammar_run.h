// GrammarRun: one run of the generated parser over the lexemes of one declaration. Internal to parse/.
#pragma once

#include <BpolParser.h>

#include <memory>
#include <span>
#include <vector>

#include "compiler/parse/lexeme.h"

namespace bpol::parse {

enum class Stop {
  Finished,
  Mismatch,  // lexeme `at` fits nowhere
  TooDeep,   // rules inside rules beyond kMaxDepth at lexeme `at`
};

struct Outcome {
  Stop stop = Stop::Finished;
  std::size_t at = 0;                   // index of the lexeme; their number for the end
  std::vector<std::uint16_t> expected;  // what would have fitted at `at`, ascending; only from Explain
};

class TokenStream;

class GrammarRun {
 public:
  explicit GrammarRun(std::span<const Lexeme> lexemes);
  ~GrammarRun();
  GrammarRun(const GrammarRun&) = delete;
  GrammarRun& operator=(const GrammarRun&) = delete;

  // Fast: prediction without context, stops at the first mismatch, says nothing about what was expected.
  Outcome Try();
  // Exact: the full prediction. Also says what was expected.
  Outcome Explain();

  // After Finished: the tree, which lives as long as this object.
  bpolgen::BpolParser::FileContext* tree() const { return tree_; }
  // The lexeme that a terminal of the tree stands for.
  const Lexeme& LexemeAt(std::size_t index) const { return lexemes_[index]; }

 private:
  class Watcher;
  class Strategy;
  Outcome Run();

  std::span<const Lexeme> lexemes_;
  std::unique_ptr<TokenStream> stream_;
  std::unique_ptr<Watcher> watcher_;
  std::unique_ptr<bpolgen::BpolParser> parser_;
  bpolgen::BpolParser::FileContext* tree_ = nullptr;
};

}  // namespace bpol::parse
