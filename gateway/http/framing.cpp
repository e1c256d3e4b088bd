#include "gateway/http/framing.h"

#include <array>

#include "gateway/http/characters.h"

namespace bpol::http {
namespace {

// 18 digits cannot overflow 64 bits, and no body comes near.
constexpr std::size_t kMaxLengthDigits = 18;

std::optional<std::uint64_t> ParseLength(std::string_view text) {
  if (text.empty() || text.size() > kMaxLengthDigits) return std::nullopt;
  std::uint64_t length = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    length = length * 10 + static_cast<unsigned>(c - '0');
  }
  return length;
}

Refusal BadEncoding(std::string_view value) {
  const std::size_t comma = value.rfind(',');
  const bool ends_in_chunked =
      comma != std::string_view::npos && SameName(TrimSpace(value.substr(comma + 1)), "chunked");
  return ends_in_chunked ? Refusal::TransferCoding : Refusal::TransferEncoding;
}

// Options of Connection that mean something for one hop; any other name would make a hop drop a field of that name.
constexpr std::array<std::string_view, 7> kOptions = {
    "close", "keep-alive", "te", "upgrade", "trailer", "proxy-connection", "http2-settings"};

bool IsOption(std::string_view name) {
  for (const std::string_view known : kOptions) {
    if (SameName(name, known)) return true;
  }
  return false;
}

struct Options {
  bool close = false;
  bool keep_alive = false;
  bool foreign = false;
};

void ReadOptions(std::string_view value, Options& options) {
  while (!value.empty()) {
    const std::size_t end = std::min(value.find(','), value.size());
    const std::string_view name = TrimSpace(value.substr(0, end));
    options.close |= SameName(name, "close");
    options.keep_alive |= SameName(name, "keep-alive");
    options.foreign |= !name.empty() && !IsOption(name);
    value.remove_prefix(std::min(end + 1, value.size()));
  }
}

bool HasNoBody(int status, std::string_view method) {
  return method == "HEAD" || status == 204 || status == 304 || status < 200;
}

}  // namespace

std::variant<Framing, Refusal> DeclaredFraming(const FieldList& fields, Version version) {
  const FieldLookup length = fields.Find("content-length");
  const FieldLookup encoding = fields.Find("transfer-encoding");
  if (encoding.presence != Presence::Absent) {
    if (length.presence != Presence::Absent) return Refusal::LengthAndEncoding;
    if (version == Version::Http10) return Refusal::EncodingInHttp10;
    if (encoding.presence == Presence::Repeated) return Refusal::TransferEncoding;
    if (!SameName(encoding.value, "chunked")) return BadEncoding(encoding.value);
    return Framing{.kind = Framing::Kind::Chunked};
  }
  if (length.presence == Presence::Absent) return Framing{};
  // Repeated, even with equal values: the sender or something on the way is confused.
  const auto bytes = ParseLength(length.value);
  if (!bytes) return Refusal::ContentLength;
  return Framing{.kind = Framing::Kind::Length, .length = *bytes};
}

Framing ResponseFraming(Framing declared, int status, std::string_view method) {
  if (HasNoBody(status, method)) return Framing{};
  return declared.kind == Framing::Kind::None ? Framing{.kind = Framing::Kind::UntilClose} : declared;
}

std::variant<Persistence, Refusal> PersistenceOf(const FieldList& fields, Version version) {
  Options options;
  for (const Field field : fields) {
    if (SameName(field.name, "connection")) ReadOptions(field.value, options);
  }
  if (options.foreign) return Refusal::ConnectionOption;
  const bool keep = !options.close && (version == Version::Http11 || options.keep_alive);
  return keep ? Persistence::KeepAlive : Persistence::Close;
}

}  // namespace bpol::http
