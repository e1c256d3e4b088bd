// Verifier: the checks behind Verify, a function for each struct; the first that fails is kept. Used by verify*.cpp.
#pragma once

#include <span>
#include <string>

#include "runtime/schema/schema.h"

namespace bpol::schema {

class Verifier {
 public:
  explicit Verifier(const Unit& unit) : unit_(unit) {}

  const std::string& wrong() const { return wrong_; }

  // In this order: later ones trust what earlier ones have checked.
  void Types();
  void Records();
  void Lines();
  void Sources();
  void Redactions();
  void Actions();
  void Routes();
  void Lifecycles();

 private:
  bool Fits(bool fits, std::string_view what);
  bool Index(std::size_t index, std::size_t size, std::string_view what) { return Fits(index < size, what); }
  bool IndexOrNone(std::uint32_t index, std::size_t size, std::string_view what) {
    return index == kNone || Index(index, size, what);
  }

  void Type(std::uint32_t index);
  void Nesting(std::uint32_t record, std::uint32_t depth);
  void Record(const schema::Record& record);
  void Field(const schema::Record& record, const schema::Field& field, std::uint32_t* end);
  void Tree(const Redaction& redaction);
  void Node(const Redaction& redaction, std::uint32_t index);
  void Treatments(const Redaction& redaction, const RedactNode& node);
  void Conditions(const Redaction& redaction, std::span<const Condition> conditions);
  void Action(const schema::Action& action);
  void Functions(const schema::Action& action);
  void Uses(const schema::Action& action);
  void Obligations(const schema::Action& action);
  void LiveFields(const schema::Record& record, std::span<const Live> live);
  // The record of a field, of its element, or null.
  const schema::Record* RecordBelow(const schema::Field& field) const;
  void Path(std::uint32_t record, std::span<const std::uint32_t> path, std::string_view what);
  void Route(const schema::Route& route);
  void Lifecycle(const schema::Lifecycle& lifecycle);
  void Transition(const schema::Lifecycle& lifecycle, const schema::Transition& transition, std::size_t states);

  const Unit& unit_;
  std::string wrong_;
};

}  // namespace bpol::schema
