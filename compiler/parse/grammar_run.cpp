#include "compiler/parse/grammar_run.h"

#include <algorithm>
#include <optional>
#include <set>

#include "compiler/parse/parse.h"
#include "compiler/parse/token_stream.h"

namespace bpol::parse {
namespace {

using bpolgen::BpolParser;

// Thrown by Strategy and Watcher, caught in Run: nothing of it leaves this file.
struct Stopped {
  Stop why;
  std::size_t at;
};

}  // namespace

// Knows the height of the tree while it grows. A chain of operators grows at its root: ANTLR leaves the rule and enters
// it again with what it has as first child.
class GrammarRun::Watcher final : public antlr4::tree::ParseTreeListener {
 public:
  explicit Watcher(TokenStream& stream) : stream_(stream) {}

  void enterEveryRule(antlr4::ParserRuleContext* tree) override {
    heights_.push_back(tree->children.empty() ? 0 : left_);
    Note(heights_.size() + heights_.back());
    Check();
  }
  // Runs in destructors and must not throw.
  void exitEveryRule(antlr4::ParserRuleContext* tree) override {
    // A chain of `and` or `or` is flat here and becomes as high as it is long.
    const bool chain = tree->getRuleIndex() == BpolParser::RuleLogical;
    left_ = heights_.back() + 1 + (chain ? tree->children.size() / 2 : 0);
    heights_.pop_back();
    if (!heights_.empty()) heights_.back() = std::max(heights_.back(), left_);
    Note(heights_.size() + left_);
  }
  void visitTerminal(antlr4::tree::TerminalNode*) override { Check(); }
  void visitErrorNode(antlr4::tree::ErrorNode*) override {}
  void Reset() {
    heights_.clear();
    too_high_at_.reset();
  }
  void Check() const {
    if (too_high_at_) throw Stopped{Stop::TooDeep, *too_high_at_};
  }

 private:
  void Note(std::size_t height) {
    if (height > kMaxDepth && !too_high_at_) too_high_at_ = stream_.index();
  }

  TokenStream& stream_;
  std::vector<std::size_t> heights_;  // of what is finished below each open rule
  std::size_t left_ = 0;              // of the rule that was left last
  std::optional<std::size_t> too_high_at_;
};

// Never recovers: says where the grammar stopped and, if asked, gathers what would have fitted there.
class GrammarRun::Strategy final : public antlr4::ANTLRErrorStrategy {
 public:
  enum class Gather { Nothing, Expected };
  explicit Strategy(Gather gather) : gather_(gather) {}

  void reset(antlr4::Parser*) override {}
  bool inErrorRecoveryMode(antlr4::Parser*) override { return false; }
  void reportMatch(antlr4::Parser*) override {}
  void reportError(antlr4::Parser*, const antlr4::RecognitionException&) override {}

  void sync(antlr4::Parser* parser) override {
    if (gather_ == Gather::Expected) Add(parser);
  }

  antlr4::Token* recoverInline(antlr4::Parser* parser) override {
    if (gather_ == Gather::Expected) Add(parser);
    throw Stopped{Stop::Mismatch, parser->getTokenStream()->index()};
  }

  void recover(antlr4::Parser* parser, std::exception_ptr thrown) override {
    std::size_t at = parser->getTokenStream()->index();
    try {
      std::rethrow_exception(thrown);
    } catch (const antlr4::RecognitionException& exception) {
      if (exception.getOffendingToken() != nullptr) at = exception.getOffendingToken()->getTokenIndex();
    }
    throw Stopped{Stop::Mismatch, at};
  }

  std::vector<std::uint16_t> ExpectedAt(std::size_t at) const {
    if (at != gathered_at_) return {};
    return {expected_.begin(), expected_.end()};
  }

 private:
  void Add(antlr4::Parser* parser) {
    const std::size_t at = parser->getTokenStream()->index();
    if (at != gathered_at_) expected_.clear();
    gathered_at_ = at;
    const auto& atn = parser->getATN();
    for (const ssize_t type : atn.nextTokens(atn.states[parser->getState()]).toList()) {
      if (type > 0) expected_.insert(static_cast<std::uint16_t>(type));
    }
  }

  Gather gather_;
  std::size_t gathered_at_ = 0;
  std::set<std::uint16_t> expected_;
};

GrammarRun::GrammarRun(std::span<const Lexeme> lexemes)
    : lexemes_(lexemes),
      stream_(std::make_unique<TokenStream>(lexemes)),
      watcher_(std::make_unique<Watcher>(*stream_)),
      parser_(std::make_unique<BpolParser>(stream_.get())) {
  parser_->removeErrorListeners();
  parser_->addParseListener(watcher_.get());
}

GrammarRun::~GrammarRun() = default;

Outcome GrammarRun::Run() {
  tree_ = nullptr;
  watcher_->Reset();
  parser_->reset();  // also seeks to the beginning
  try {
    auto* tree = parser_->file();
    watcher_->Check();
    tree_ = tree;
    return {};
  } catch (const Stopped& stopped) {
    return {stopped.why, stopped.at, {}};
  }
}

Outcome GrammarRun::Try() {
  parser_->setErrorHandler(std::make_shared<Strategy>(Strategy::Gather::Nothing));
  parser_->getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(antlr4::atn::PredictionMode::SLL);
  return Run();
}

Outcome GrammarRun::Explain() {
  const auto strategy = std::make_shared<Strategy>(Strategy::Gather::Expected);
  parser_->setErrorHandler(strategy);
  parser_->getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(antlr4::atn::PredictionMode::LL);
  Outcome outcome = Run();
  if (outcome.stop == Stop::Mismatch) outcome.expected = strategy->ExpectedAt(outcome.at);
  return outcome;
}

}  // namespace bpol::parse
