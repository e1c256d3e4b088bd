// Literals and tables as constants of a program, laid out as values stand in frames. Each is written once, however
// often it is used.
#pragma once

#include <map>
#include <tuple>

#include "compiler/checked/checked.h"
#include "compiler/core/builder.h"

namespace bpol::lower {

// How a value of this type is held in core.
core::Rep RepOf(const schema::Unit& schema, const schema::Type& type);

class Constants {
 public:
  Constants(const schema::Unit& schema, core::Program& program, core::Builder& builder)
      : schema_(schema), program_(program), builder_(builder) {}

  // The expression that gives a value of `type`; absent values of a type are `none`.
  core::ExprId Literal(const decision::Value& value, std::uint32_t type);

  // A sequence of prefixes, sorted and without those that another contains.
  core::ExprId PrefixSet(const decision::Value& prefixes);

  // The index in Program::tables. Rows without one of their keys can never be found and are left out.
  std::uint32_t Table(const checked::Table& table, std::uint32_t index);

 private:
  using Words = std::vector<core::Word>;

  void Put(Words& words, std::size_t at, const schema::Type& type, const decision::Value& value);
  void PutRecord(Words& words, std::size_t at, const schema::Record& record, const decision::Value& value);
  void PutAddress(Words& words, std::size_t at, core::Constant target, std::uint64_t size);
  // The elements of a sequence as one piece of memory.
  std::uint32_t Elements(const schema::Type& element, std::span<const decision::Value> values);

  const schema::Unit& schema_;
  core::Program& program_;
  core::Builder& builder_;
  std::map<std::tuple<const decision::Value*, std::uint32_t, std::uint32_t>, std::uint32_t> sequences_;
  std::map<std::uint32_t, std::uint32_t> tables_;
};

}  // namespace bpol::lower
