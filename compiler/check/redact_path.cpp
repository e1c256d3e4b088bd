#include "compiler/check/redact_path.h"

#include <algorithm>

#include "compiler/diagnostics/suggest.h"
#include "runtime/schema/layout.h"

namespace bpol::check {

namespace {

class PathFollower {
 public:
  PathFollower(Session& session, TypeRef record, bool in_list) : session_(session), in_list_(in_list) {
    target_.type = record;
  }

  std::optional<RedactTarget> Follow(const syntax::RedactPath& path) {
    path_ = path.span;
    for (const syntax::RedactStep& step : path.steps) {
      const bool good = step.kind == syntax::RedactStepKind::Field ? Field(step.name) : Element(step);
      if (!good) return std::nullopt;
    }
    if (in_arm_) Whole();
    return target_;
  }

 private:
  bool Element(const syntax::RedactStep& step) {
    const bool entries = step.kind == syntax::RedactStepKind::Entries;
    target_.path.push_back(entries ? "[*]" : "[]");
    // The first `[]` of a block about the elements of a list means those elements.
    if (!entries && target_.path.size() == 1 && in_list_) {
      target_.object = target_.type;
      return true;
    }
    if (!session_.types.IsCollection(target_.type) || session_.types.IsMap(target_.type) != entries) {
      session_.report.Add(Code::UnknownPath, path_, Described() + (entries ? ", not a map" : ", not a list"),
                          HowToStep());
      return false;
    }
    const TypeRef element = session_.types.ElementOf(target_.type);
    target_.type = entries ? TypeRef{session_.RecordOf(element).fields[schema::kMapValue].type, false} : element;
    target_.object = session_.types.Is(target_.type, TypeKind::Record) ? target_.type : TypeRef{};
    target_.arm = kNone;
    return true;
  }

  bool Field(const syntax::Name& name) {
    if (name.missing()) return false;
    if (session_.types.IsCollection(target_.type)) {
      session_.report.Add(Code::UnknownPath, path_, Described() + "; " + HowToStep());
      return false;
    }
    if (!session_.types.Is(target_.type, TypeKind::Record)) {
      session_.report.Add(Code::UnknownPath, path_, Described() + ", which has no fields");
      return false;
    }
    const schema::Record& record = session_.RecordOf(target_.type);
    if (record.tag_field != kNone && !in_arm_ && Arm(record, name)) return true;
    const std::uint32_t field = FindField(record, name.text);
    if (field == kNone) return Unknown(record, name);
    target_.path.push_back(name.text);
    target_.object = target_.type;
    target_.arm = record.fields[field].arm;
    target_.type = {record.fields[field].type, false};
    last_ = name.text;
    in_arm_ = false;
    return true;
  }

  // `iban` or `all` of a union; false when it is neither.
  bool Arm(const schema::Record& record, const syntax::Name& name) {
    const auto arm = std::ranges::find(record.arms, name.text);
    if (arm == record.arms.end() && name.text != "all") return false;
    in_arm_ = true;
    arm_ = arm == record.arms.end() ? kNone : static_cast<std::uint32_t>(arm - record.arms.begin());
    target_.path.push_back(name.text);
    return true;
  }

  // The path ends with an arm: all fields of it are meant.
  void Whole() {
    target_.object = target_.type;
    target_.arm = arm_;
    target_.whole_arm = true;
  }

  std::uint32_t FindField(const schema::Record& record, const std::string& name) const {
    for (std::uint32_t i = 0; i < record.fields.size(); ++i) {
      const schema::Field& field = record.fields[i];
      if (field.name == name && (!in_arm_ || field.arm == arm_)) return i;
    }
    return kNone;
  }

  bool Unknown(const schema::Record& record, const syntax::Name& name) {
    if (session_.report.MayBeLost(name.text)) return false;
    std::vector<std::string_view> names;
    for (const schema::Field& field : record.fields) names.push_back(field.name);
    for (const std::string& arm : record.arms) names.push_back(arm);
    session_.report.Add(Code::UnknownPath, name.span, Quote(record.name) + " has no field " + Quote(name.text),
                        diagnostics::DidYouMean(name.text, names));
    return false;
  }

  std::string HowToStep() const {
    if (session_.types.IsMap(target_.type)) return "its values are written " + Quote(last_ + "[*]");
    return session_.types.IsCollection(target_.type) ? "its elements are written " + Quote(last_ + "[]") : "";
  }

  std::string Described() const {
    std::string of = " is a " + Quote(session_.types.Name(target_.type));
    if (session_.types.IsCollection(target_.type)) of = session_.types.IsMap(target_.type) ? " is a map" : " is a list";
    return (last_.empty() ? Quote(session_.types.Name(target_.type)) : Quote(last_)) + of;
  }

  Session& session_;
  bool in_list_;
  RedactTarget target_;
  Span path_;
  std::string last_;     // the field that was named last
  bool in_arm_ = false;  // an arm was named, and no field of it yet
  std::uint32_t arm_ = kNone;
};

}  // namespace

std::optional<RedactTarget> FollowPath(Session& session, TypeRef record, bool in_list, const syntax::RedactPath& path) {
  return PathFollower(session, record, in_list).Follow(path);
}

}  // namespace bpol::check
