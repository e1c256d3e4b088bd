// Fates of places, and objects that must be looked through before they can be redacted: those whose conditions read
// them, and unions, whose tag may stand behind the members that it explains.
#include <algorithm>

#include "runtime/redact/redactor.h"

namespace bpol::redact {

void Redactor::ResolveAll() {
  // What was not asked, or not answered, counts as faulted.
  answers_.assign(plan_->slots(), Answer::Faulted);
  const std::size_t known = std::min(context_.request.size(), plan_->request_functions().size());
  std::copy_n(context_.request.begin(), known, answers_.begin());
  const std::size_t nodes = plan_->nodes().size();
  fates_.resize(nodes);
  drops_.resize(nodes);
  for (std::uint32_t i = 0; i < nodes; ++i) ResolveNode(i);
}

void Redactor::ResolveNode(std::uint32_t index) {
  const PlanNode& node = plan_->nodes()[index];
  fates_[index] = Resolve(node.blocks, node.place(), answers_);
  drops_[index] = std::ranges::any_of(
      node.drops, [this](const auto& conditions) { return Holds(conditions, answers_) != Answer::Fails; });
}

// As far as it is known: a record that is asked about itself is decided when its text is there.
Fate Redactor::FateOfItem() const {
  if (TopMode() == Mode::Withhold || Dropped()) return {.kind = Fate::Kind::Withhold};
  if (item_.node == kOpaque) return {};
  return fates_[item_.node];
}

bool Redactor::Dropped() const {
  if (depth_ == 0) return false;
  const Frame& frame = frames_[depth_ - 1];
  return (!frame.object || frame.map) && frame.node != kOpaque && drops_[frame.node];
}

// Gives the item its fate, and takes a withheld one out of what is sent.
void Redactor::Settle() {
  item_.fate = FateOfItem();
  if (item_.fate.kind != Fate::Kind::Withhold) return;
  if (Dropped() && TopMode() == Mode::Send) {
    ++counts_.dropped;
    emitter_.Close();
  } else {
    WithholdItem();
  }
}

void Redactor::WithholdItem() {
  item_.fate = {.kind = Fate::Kind::Withhold};
  if (TopMode() == Mode::Withhold) return;
  if (item_.node != kOpaque) ++counts_.removed[plan_->nodes()[item_.node].data_class];
  if (depth_ == 0) root_withheld_ = true;
  emitter_.Close();
}

void Redactor::PrepareElement() {
  Frame& frame = Top();
  ++frame.position;
  item_.node = frame.node == kOpaque ? kOpaque : plan_->nodes()[frame.node].element;
  item_.fate = {};
  if (!AsksObject()) Settle();
}

// At the brace of the current item, a record of the plan.
bool Redactor::HoldOrOpen(const char* at) {
  const PlanRecord& record = plan_->RecordOf(plan_->nodes()[item_.node]);
  if (decided_ || (!record.is_union() && !AsksObject())) return Open();
  ObjectFinder::Found found = Seek(at);
  if (found == ObjectFinder::Found::NotYet) {
    if (index_.broken()) return Fail(Problem::Kind::Malformed);
    held_.assign(at, index_.end());
    // The object is a text of its own from here on; before its brace nothing is open.
    index_.Start();
    index_.Open(held_);
    found = Seek(held_.data());
    expect_ = Expect::Held;
    return false;
  }
  Decide(found);
  return !Failed() && Open();
}

// Begins the search over the object that is the next entry of the index.
ObjectFinder::Found Redactor::Seek(const char* object) {
  const PlanRecord& record = plan_->RecordOf(plan_->nodes()[item_.node]);
  const bool asks = AsksObject();
  finder_.Start(asks ? ObjectFinder::Seek::End : ObjectFinder::Seek::Tag,
                record.is_union() ? std::string_view(record.names[record.tag]) : std::string_view(),
                asks ? std::span<const std::string>(record.live) : std::span<const std::string>());
  return finder_.Go(index_, object, limits_.object_bytes);
}

// Adds to the object that is held; once it can be decided, it is redacted as a piece of its own. Returns what it took.
std::size_t Redactor::FeedHeld(std::string_view piece) {
  const std::size_t taken = std::min(piece.size(), limits_.object_bytes - held_.size());
  held_.append(piece, 0, taken);
  index_.Extend(held_);
  const ObjectFinder::Found found = finder_.Go(index_, held_.data(), limits_.object_bytes);
  if (found == ObjectFinder::Found::NotYet) {
    if (index_.broken()) Fail(Problem::Kind::Malformed);
    return taken;
  }
  Decide(found);
  if (Failed()) return taken;
  replayed_.swap(held_);
  held_.clear();
  index_.Move(replayed_.data());
  expect_ = Expect::Value;
  Read(replayed_.data());
  return taken;
}

void Redactor::Decide(ObjectFinder::Found found) {
  const PlanNode& node = plan_->nodes()[item_.node];
  const PlanRecord& record = plan_->RecordOf(node);
  decided_ = true;
  const bool tagged = found == ObjectFinder::Found::Yes && finder_.tagged();
  decided_slot_ = record.is_union() && tagged ? record.SlotOf(finder_.tag()) : 0;
  if (found == ObjectFinder::Found::TooFar) return GiveUp();
  if (!AsksObject()) return;
  Answered(context_.objects != nullptr && context_.objects->Load(record.type, *node.live, finder_.members()));
}

// The answers about the object that was loaded, or faults.
void Redactor::Answered(bool loaded) {
  const PlanNode& node = plan_->nodes()[item_.node];
  for (const Question& question : node.questions)
    answers_[question.slot] = loaded ? context_.objects->Ask(question.function) : Answer::Faulted;
  for (const std::uint32_t dependent : node.dependents) ResolveNode(dependent);
  Settle();
}

// Too long to be decided: an element is dropped, a member removed; a whole body cannot be.
void Redactor::GiveUp() {
  if (TopMode() == Mode::Withhold || (!AsksObject() && item_.fate.kind == Fate::Kind::Withhold)) return;
  if (depth_ == 0) {
    Fail(Problem::Kind::TooLarge);
  } else if (Top().object && !Top().map) {
    WithholdItem();
  } else {
    item_.fate = {.kind = Fate::Kind::Withhold};
    ++counts_.dropped;
    emitter_.Close();
  }
}

}  // namespace bpol::redact
