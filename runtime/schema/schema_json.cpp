#include "runtime/schema/schema_json.h"

#include <concepts>
#include <nlohmann/json.hpp>

#include "runtime/base/json_text.h"
#include "runtime/schema/layout.h"
#include "runtime/schema/members.h"
#include "runtime/schema/verify.h"

namespace bpol::schema {
namespace {

// The last enumerator of each enum: what a reader accepts.
constexpr TypeKind LastOf(TypeKind) {
  return TypeKind::List;
}
constexpr Effect LastOf(Effect) {
  return Effect::Deny;
}
constexpr BlockKind LastOf(BlockKind) {
  return BlockKind::Residency;
}
constexpr Keeps LastOf(Keeps) {
  return Keeps::Lowest;
}
constexpr OwnerKind LastOf(OwnerKind) {
  return OwnerKind::Block;
}
constexpr When LastOf(When) {
  return When::Any;
}
constexpr Source LastOf(Source) {
  return Source::Cookie;
}
constexpr SignalKind LastOf(SignalKind) {
  return SignalKind::Deviation;
}
constexpr Conversion LastOf(Conversion) {
  return Conversion::IsPresent;
}
constexpr Treatment LastOf(Treatment) {
  return Treatment::Remove;
}
constexpr Form LastOf(Form) {
  return Form::FreeText;
}
constexpr RedactNode::Kind LastOf(RedactNode::Kind) {
  return RedactNode::Kind::List;
}

class Writer {
 public:
  void Write(bool value) { json_.Bool(value); }
  void Write(std::int64_t value) { json_.Int(value); }
  void Write(std::uint64_t value) { json_.Unsigned(value); }
  void Write(std::uint32_t value) { json_.Unsigned(value); }
  void Write(const std::string& value) { json_.Text(value); }
  template <typename T>
  void Write(const std::vector<T>& values) {
    json_.Open('[');
    for (const T& value : values) Write(value);
    json_.Close(']');
  }
  template <typename T>
  void Write(const T& value) {
    if constexpr (std::is_enum_v<T>) {
      json_.Unsigned(static_cast<std::uint64_t>(value));
    } else {
      json_.Open('{');
      ForEachMember(value, [this](const char* name, const auto& member) {
        json_.Key(name);
        Write(member);
      });
      json_.Close('}');
    }
  }
  std::string Take() && { return std::move(json_).Take(); }

 private:
  JsonText json_;
};

using Json = nlohmann::json;

// Reads member by member; the first thing that does not fit is kept, with its path, and everything after it ignored.
class Reader {
 public:
  const std::string& wrong() const { return wrong_; }

  void Read(const Json& json, bool& value) {
    if (Fits(json.is_boolean())) value = json.get<bool>();
  }
  void Read(const Json& json, std::int64_t& value) {
    if (!Fits(json.is_number_integer())) return;
    if (json.is_number_unsigned() && !Fits(std::in_range<std::int64_t>(json.get<std::uint64_t>()))) return;
    value = json.get<std::int64_t>();
  }
  void Read(const Json& json, std::uint64_t& value) {
    if (Fits(json.is_number_unsigned())) value = json.get<std::uint64_t>();
  }
  void Read(const Json& json, std::uint32_t& value) {
    if (Fits(json.is_number_unsigned() && std::in_range<std::uint32_t>(json.get<std::uint64_t>())))
      value = json.get<std::uint32_t>();
  }
  void Read(const Json& json, std::string& value) {
    if (Fits(json.is_string())) value = json.get_ref<const std::string&>();
  }
  template <typename T>
  void Read(const Json& json, std::vector<T>& values) {
    if (!Fits(json.is_array())) return;
    values.resize(json.size());
    for (std::size_t i = 0; i < values.size() && wrong_.empty(); ++i) Below(std::to_string(i), json[i], values[i]);
  }
  template <typename T>
  void Read(const Json& json, T& value) {
    if constexpr (std::is_enum_v<T>) {
      if (Fits(json.is_number_unsigned() && json.get<std::uint64_t>() <= static_cast<std::uint64_t>(LastOf(value))))
        value = static_cast<T>(json.get<std::uint64_t>());
    } else {
      ReadStruct(json, value);
    }
  }

 private:
  template <typename T>
  void ReadStruct(const Json& json, T& value) {
    if (!Fits(json.is_object())) return;
    std::size_t count = 0;
    ForEachMember(value, [&](const char* name, auto& member) {
      ++count;
      const auto found = json.find(name);
      if (found == json.end()) return static_cast<void>(Fits(false));
      Below(name, *found, member);
    });
    Fits(json.size() == count);
  }
  template <typename T>
  void Below(const std::string& step, const Json& json, T& value) {
    if (!wrong_.empty()) return;
    const std::size_t length = path_.size();
    path_ += '/' + step;
    Read(json, value);
    path_.resize(length);
  }
  bool Fits(bool fits) {
    if (!fits && wrong_.empty()) wrong_ = path_.empty() ? "/" : path_;
    return wrong_.empty();
  }

  std::string path_;
  std::string wrong_;
};

// Deeper than any schema: refused while it is parsed, so that nothing recurses further.
constexpr int kMaxDepth = 64;

Json ParseBounded(std::string_view text) {
  const auto bounded = [](int depth, Json::parse_event_t event, Json&) {
    const bool opens = event == Json::parse_event_t::object_start || event == Json::parse_event_t::array_start;
    return !opens || depth < kMaxDepth;
  };
  return Json::parse(text, bounded, false);
}

}  // namespace

std::string ToJson(const Unit& unit) {
  Writer writer;
  writer.Write(unit);
  return std::move(writer).Take();
}

Result<Unit> FromJson(std::string_view json) {
  if (json.size() > kMaxSchemaBytes) return Error{"the schema of a unit is larger than 64 MiB"};
  const Json parsed = ParseBounded(json);
  if (parsed.is_discarded()) return Error{"the schema of a unit is not JSON"};
  Unit unit;
  Reader reader;
  reader.Read(parsed, unit);
  if (!reader.wrong().empty()) return Error{"the schema of a unit does not fit at `" + reader.wrong() + "`"};
  BPOL_TRY_STATUS(Verify(unit));
  IndexNames(unit);
  return unit;
}

}  // namespace bpol::schema
