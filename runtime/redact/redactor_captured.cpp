// Scalars that are held until their end, because they are checked or transformed.
#include "runtime/redact/redactor.h"
#include "runtime/redact/scalar.h"
#include "runtime/values/integer.h"
#include "runtime/values/mask.h"

namespace bpol::redact {

// Takes the text up to `until` over from a piece that goes away. False: no value of the type is that long.
bool Redactor::Spill(const char* until) {
  if (!spilled_) captured_.clear();
  spilled_ = true;
  captured_.append(token_, until);
  return InLimit(captured_.size());
}

// A text beyond the limit can be sent or removed, but not transformed.
bool Redactor::InLimit(std::size_t size) {
  const Shape shape = plan_->nodes()[item_.node].shape;
  if (size <= (shape == Shape::Int ? kMaxIntBytes : limits_.scalar_bytes)) return true;
  if (shape != Shape::FreeString) return false;
  keep_ = Keep::Stream;
  WithholdItem();
  return true;
}

// The text of the value ends at `text_end`, its token at `at`.
bool Redactor::EndCaptured(const char* text_end, const char* at) {
  std::string_view raw{token_, static_cast<std::size_t>(text_end - token_)};
  if (spilled_ ? !Spill(text_end) : !InLimit(raw.size())) return Misfit();
  if (spilled_) raw = captured_;
  if (keep_ == Keep::Stream) return EndScalar(at);
  const std::string_view text = TextOf(raw);
  if (!Fits(text)) return Misfit();
  switch (item_.fate.kind) {
    case Fate::Kind::Send:
      SendCaptured(raw, at);
      break;
    case Fate::Kind::Transform:
      TransformCaptured(text, raw, at);
      break;
    case Fate::Kind::Withhold:
      break;
  }
  name_pending_ = false;
  expect_ = depth_ == 0 ? Expect::End : Expect::AfterValue;
  return true;
}

std::string_view Redactor::TextOf(std::string_view raw) {
  if (expect_ == Expect::InNumber || !escaped_) return raw;
  decoded_.clear();
  AppendUnescaped(raw, decoded_);
  return decoded_;
}

bool Redactor::Fits(std::string_view text) const {
  const schema::Type& type = plan_->unit().types[plan_->nodes()[item_.node].type];
  if (expect_ == Expect::InString || type.kind == schema::TypeKind::Decimal) return FitsType(plan_->unit(), type, text);
  std::int64_t value = 0;
  return values::ParseInt(text, &value) && value >= type.minimum && value <= type.maximum;
}

// Byte for byte; from the piece where all of it stands there.
void Redactor::SendCaptured(std::string_view raw, const char* at) {
  const bool string = expect_ == Expect::InString;
  if (!spilled_) {
    SendPrefix(string ? token_ - 1 : token_);
  } else {
    const char* rest = string ? quote_ : at;
    SendUpToText(rest);
    emitter_.Direct() += raw;
    emitter_.OpenAt(rest);
  }
  emitter_.SafeUntil(at);
}

// Sends what stands before the text of the captured value; `rest` is what stands behind it.
void Redactor::SendUpToText(const char* rest) {
  const char* until = spilled_ ? rest : token_;
  SendPrefix(spilled_ ? rest : token_ - 1);
  emitter_.SafeUntil(until);
  emitter_.Close();
  if (spilled_ && expect_ == Expect::InString) emitter_.Direct() += '"';
}

// Only strings are transformed; their quotes stay.
void Redactor::TransformCaptured(std::string_view text, std::string_view raw, const char* at) {
  const PlanNode& node = plan_->nodes()[item_.node];
  // Grows with the longest text that was changed and stays: a place is not cleared for each value.
  if (changed_.size() < values::RoomForMask(text.size())) changed_.resize(values::RoomForMask(text.size()));
  values::TextPlace changed(changed_);
  switch (Transform(*item_.fate.treat, plan_->unit().types[node.type].kind, text, context_, changed)) {
    case Changed::Yes:
      ++counts_.transformed[node.data_class];
      SendUpToText(quote_);
      AppendEscaped(changed.text(), emitter_.Direct());
      emitter_.OpenAt(quote_);
      emitter_.SafeUntil(at);
      break;
    case Changed::No:
      SendCaptured(raw, at);
      break;
    case Changed::Remove:
      WithholdItem();
      break;
  }
}

}  // namespace bpol::redact
