#include "gateway/http/library_reading.h"

#include <boost/beast/http/basic_parser.hpp>

namespace bpol::http {
namespace {

namespace beast = boost::beast;
using beast::string_view;
using ErrorCode = beast::error_code;

std::string_view View(string_view text) {
  return {text.data(), text.size()};
}

// Compares what basic_parser reports, piece by piece; keeps nothing and takes no body.
template <bool kIsRequest>
class Comparer final : public beast::http::basic_parser<kIsRequest> {
 public:
  explicit Comparer(const OurReading& ours) : ours_(ours) {}
  bool same() const { return same_ && next_field_ == ours_.fields.size(); }

 private:
  void on_request_impl(beast::http::verb, string_view method, string_view target, int version, ErrorCode&) override {
    same_ &= View(method) == ours_.method && View(target) == ours_.target && IsOurs(version);
  }
  void on_response_impl(int status, string_view, int version, ErrorCode&) override {
    same_ &= status == ours_.status && IsOurs(version);
  }
  void on_field_impl(beast::http::field, string_view name, string_view value, ErrorCode&) override {
    if (next_field_ == ours_.fields.size()) {
      same_ = false;
      return;
    }
    const Field field = ours_.fields[next_field_++];
    same_ &= SameName(field.name, View(name)) && field.value == View(value);
  }
  void on_header_impl(ErrorCode&) override {}
  void on_body_init_impl(boost::optional<std::uint64_t> const&, ErrorCode&) override {}
  std::size_t on_body_impl(string_view body, ErrorCode&) override { return body.size(); }
  void on_chunk_header_impl(std::uint64_t, string_view, ErrorCode&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, string_view body, ErrorCode&) override { return body.size(); }
  void on_finish_impl(ErrorCode&) override {}

  bool IsOurs(int version) const { return (version == 11 ? Version::Http11 : Version::Http10) == ours_.version; }

  const OurReading& ours_;
  std::size_t next_field_ = 0;
  bool same_ = true;
};

template <bool kIsRequest>
Agreement Compare(std::string_view head, const OurReading& ours) {
  Comparer<kIsRequest> parser(ours);
  parser.eager(false);
  parser.header_limit(static_cast<std::uint32_t>(head.size()) + 1);
  parser.body_limit(boost::none);
  ErrorCode error;
  const std::size_t used = parser.put(boost::asio::buffer(head.data(), head.size()), error);
  if (error || !parser.is_header_done() || used != head.size() || !parser.same()) return Agreement::Different;
  if (parser.chunked() != (ours.declared.kind == Framing::Kind::Chunked)) return Agreement::Different;
  const auto length = parser.content_length();
  const bool has_length = ours.declared.kind == Framing::Kind::Length;
  if (length.has_value() != has_length) return Agreement::Different;
  return !has_length || *length == ours.declared.length ? Agreement::Same : Agreement::Different;
}

}  // namespace

Agreement CompareRequest(std::string_view head, const OurReading& ours) {
  return Compare<true>(head, ours);
}
Agreement CompareResponse(std::string_view head, const OurReading& ours) {
  return Compare<false>(head, ours);
}

}  // namespace bpol::http
