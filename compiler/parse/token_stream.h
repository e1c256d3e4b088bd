// TokenStream: lexemes as ANTLR's token source, without copies of their texts. Internal to parse/.
#pragma once

#include <antlr4-runtime.h>

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "compiler/parse/lexeme.h"

namespace bpol::parse {

// What the generated parser asks of a token: its type and its index among the lexemes.
class StreamToken final : public antlr4::Token {
 public:
  StreamToken(std::size_t type, std::size_t index) : type_(type), index_(index) {}

  std::size_t getType() const override { return type_; }
  std::size_t getTokenIndex() const override { return index_; }
  std::string getText() const override { return ""; }
  std::size_t getLine() const override { return 0; }
  std::size_t getCharPositionInLine() const override { return 0; }
  std::size_t getChannel() const override { return DEFAULT_CHANNEL; }
  std::size_t getStartIndex() const override { return index_; }
  std::size_t getStopIndex() const override { return index_; }
  antlr4::TokenSource* getTokenSource() const override { return nullptr; }
  antlr4::CharStream* getInputStream() const override { return nullptr; }
  std::string toString() const override { return ""; }

 private:
  std::size_t type_;
  std::size_t index_;
};

class TokenStream final : public antlr4::TokenStream {
 public:
  explicit TokenStream(std::span<const Lexeme> lexemes) {
    tokens_.reserve(lexemes.size() + 1);
    for (const Lexeme& lexeme : lexemes) tokens_.emplace_back(lexeme.type, tokens_.size());
    tokens_.emplace_back(antlr4::Token::EOF, tokens_.size());
  }

  void consume() override { at_ = std::min(at_ + 1, tokens_.size() - 1); }
  std::size_t LA(ssize_t i) override { return LT(i)->getType(); }
  antlr4::Token* LT(ssize_t k) override {
    const ssize_t index = static_cast<ssize_t>(at_) + (k > 0 ? k - 1 : k);
    return &tokens_[static_cast<std::size_t>(std::clamp<ssize_t>(index, 0, static_cast<ssize_t>(tokens_.size()) - 1))];
  }
  antlr4::Token* get(std::size_t index) const override { return const_cast<StreamToken*>(&tokens_[index]); }
  ssize_t mark() override { return 0; }
  void release(ssize_t) override {}
  std::size_t index() override { return at_; }
  void seek(std::size_t index) override { at_ = std::min(index, tokens_.size() - 1); }
  std::size_t size() override { return tokens_.size(); }
  antlr4::TokenSource* getTokenSource() const override { return nullptr; }
  std::string getSourceName() const override { return ""; }
  std::string getText() override { return ""; }
  std::string getText(const antlr4::misc::Interval&) override { return ""; }
  std::string getText(antlr4::RuleContext*) override { return ""; }
  std::string getText(antlr4::Token*, antlr4::Token*) override { return ""; }

 private:
  std::vector<StreamToken> tokens_;
  std::size_t at_ = 0;
};

}  // namespace bpol::parse
