// Binds the same input straight from its text and from its tree, and says whether both said the same: in frames that
// hold the same values, or in the same misfit.
#pragma once

#include "runtime/bind/json_parser.h"
#include "runtime/bind/object_decoder.h"
#include "runtime/bind/request_json.h"
#include "tests/unit/runtime/bind/pay_unit.h"

namespace bpol::bind {

class BothWays {
 public:
  bool SameRequest(std::string_view text) {
    Reset();
    const BoundRequest straight = DecodeRequest(pay.unit, pay.action(), text, arena_, straight_);
    const BoundRequest tree = DecodeRequest(pay.unit, pay.action(), text, arena_, tree_);
    return SameMisfit(straight.misfit, tree.misfit) && (straight.misfit || SameFrame(straight.frame, tree.frame));
  }
  // One JSON value into an attribute.
  bool SameValue(std::string_view attribute, std::string_view text) {
    Reset();
    FrameWriter straight(pay.unit, pay.action(), arena_, straight_);
    FrameWriter tree(pay.unit, pay.action(), arena_, tree_);
    const std::vector<std::uint32_t> target = pay.Path(attribute);
    const Misfit left = straight.SetJson(target, text);
    const Misfit right = tree.SetJson(target, text);
    return SameMisfit(left, right) && (left || SameFrame(straight.frame(), tree.frame()));
  }
  bool SameFact(std::string_view text) {
    Reset();
    FrameWriter straight(pay.unit, pay.action(), arena_, straight_);
    FrameWriter tree(pay.unit, pay.action(), arena_, tree_);
    for (FrameWriter* writer : {&straight, &tree})
      for (const schema::FactUse& use : pay.action().facts) writer->SetFact(use, {Looked::State::Found, text});
    return SameFrame(straight.frame(), tree.frame());
  }
  // An object of a response or a store, in which undeclared members do not matter.
  bool SameObject(std::string_view record, std::string_view text) {
    Reset();
    std::uint32_t type = 0;
    while (pay.unit.records[type].name != record) ++type;
    const std::byte* const straight = DecodeWholeObject(pay.unit, type, text, arena_, straight_);
    const std::byte* const tree = DecodeWholeObject(pay.unit, type, text, arena_, tree_);
    if (straight == nullptr || tree == nullptr) return straight == tree;
    const schema::Record& read = pay.unit.records[type];
    return decision::Compare(ReadRecord(pay.unit, read, straight, arena_), ReadRecord(pay.unit, read, tree, arena_)) ==
           0;
  }

  const PayUnit pay;

 private:
  void Reset() { arena_.Reset(); }
  bool SameFrame(const std::byte* left, const std::byte* right) {
    const schema::Record& record = pay.unit.records[pay.action().frame];
    return decision::Compare(ReadRecord(pay.unit, record, left, arena_), ReadRecord(pay.unit, record, right, arena_)) ==
           0;
  }
  static bool SameMisfit(const Misfit& left, const Misfit& right) {
    if (!left || !right) return left.has_value() == right.has_value();
    return left->fault == right->fault && left->path == right->path;
  }

  static constexpr std::size_t kMostBytes = 64u << 10;
  Arena arena_;
  JsonParser straight_{kMostBytes, JsonParser::Way::Straight};
  JsonParser tree_{kMostBytes, JsonParser::Way::Tree};
};

}  // namespace bpol::bind
