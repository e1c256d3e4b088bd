// Adds nodes to a program. A node whose operands do not fit its operation is a mistake of ours: BPOL_CHECK.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>

#include "compiler/core/core.h"
#include "runtime/abi/helpers.h"

namespace bpol::core {

class Builder {
 public:
  explicit Builder(Program& program) : program_(program) {}

  // Any operation; `declared` matters only for those that declare their type.
  ExprId Add(Op op, std::initializer_list<std::int64_t> immediates, std::vector<ExprId> operands, Type declared = {});
  ExprId Add(Op op, std::vector<ExprId> operands) { return Add(op, {}, std::move(operands)); }

  ExprId Bool(bool value) { return Add(Op::Bool, {value ? 1 : 0}, {}); }
  ExprId Int(std::int64_t value) { return Add(Op::Int, {value}, {}); }
  ExprId Text(std::string_view value) { return Add(Op::Text, {Intern(std::string(value))}, {}); }
  ExprId None(Rep rep) { return Add(Op::None, {}, {}, Type{rep, true}); }
  ExprId Frame() { return Add(Op::Frame, {}, {}); }
  ExprId Object() { return Add(Op::Object, {}, {}); }
  // presence_bit: kNone for a value that is always there.
  ExprId Load(ExprId record, Rep rep, std::uint32_t offset, std::uint32_t presence_bit);
  ExprId Call(abi::Helper helper, std::vector<ExprId> operands) {
    return Add(Op::Call, {static_cast<std::int64_t>(helper)}, std::move(operands));
  }
  ExprId Var(std::int64_t variable, Type type) { return Add(Op::Var, {variable}, {}, type); }
  // A number for a variable that no other has.
  std::int64_t NewVariable() { return next_variable_++; }

  // The index of an equal constant, or of a new one.
  std::uint32_t Intern(Constant constant);

  const Expr& At(ExprId id) const { return program_.At(id); }
  Type TypeAt(ExprId id) const { return program_.At(id).type; }

 private:
  Program& program_;
  std::int64_t next_variable_ = 0;
  std::unordered_map<std::string, std::uint32_t> interned_;
};

}  // namespace bpol::core
