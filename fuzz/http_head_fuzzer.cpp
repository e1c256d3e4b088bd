// HTTP/1.1 from a stranger: scan, parse and body decoder on the bytes that a connection would receive.
// The first byte says request or response, the second the size of the pieces in which the rest arrives.
// Beside not crashing: the verdict does not depend on the pieces, the path obeys the rules, what is accepted and
// written anew is accepted again as the same message, and the second reading has never disagreed with ours.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/http/body_decoder.h"
#include "gateway/http/parse.h"
#include "gateway/http/serialize.h"
#include "runtime/base/check.h"

namespace {

using namespace bpol::http;

// How a message ended: with a refusal, or with where its head and body end.
struct Verdict {
  std::optional<Refusal> refusal{};
  bool head_complete = false;
  bool body_complete = false;
  std::size_t consumed = 0;
  std::string body{};
  bool operator==(const Verdict&) const = default;
};

void DecodeBody(Framing framing, std::string_view input, std::size_t step, Verdict& verdict) {
  BodyDecoder decoder(framing);
  std::size_t used = 0;
  for (std::size_t available = std::min(step, input.size());;) {
    const auto out = decoder.Next(input.substr(used, available - used));
    BPOL_CHECK(out.consumed <= available - used, "a decoder consumes what it was given");
    used += out.consumed;
    verdict.body += out.piece;
    if (out.state == BodyDecoder::State::Refused) verdict.refusal = out.refusal;
    verdict.body_complete = out.state == BodyDecoder::State::End;
    if (out.state == BodyDecoder::State::Refused || out.state == BodyDecoder::State::End) break;
    if (out.state == BodyDecoder::State::Piece) continue;
    if (available == input.size()) break;
    available = std::min(available + step, input.size());
  }
  verdict.consumed += used;
}

std::optional<std::size_t> ScanHead(MessageKind kind, std::string_view input, std::size_t step, Verdict& verdict,
                                    std::size_t& fields) {
  HeadScan scan(kind);
  for (std::size_t available = std::min(step, input.size());; available = std::min(available + step, input.size())) {
    switch (scan.Step(input.substr(0, available))) {
      case HeadScan::State::Complete:
        fields = scan.field_count();
        return scan.head_size();
      case HeadScan::State::Refused:
        verdict.refusal = scan.refusal();
        return std::nullopt;
      case HeadScan::State::NeedMore:
        if (available == input.size()) return std::nullopt;
    }
  }
}

void CheckPath(const RequestHead& head) {
  const std::string_view path = head.path();
  BPOL_CHECK(path.starts_with('/'), "a path starts with a slash");
  for (const std::string_view never :
       {"/../", "/./", "//", "%2F", "%2f", "%5C", "%00", "%25", ";", "\\", "%3B", "%3b"}) {
    BPOL_CHECK(path.find(never) == std::string_view::npos, "a path has one reading");
  }
  BPOL_CHECK(!path.ends_with("/..") && !path.ends_with("/."), "a path has one reading");
}

// What goes upstream is read there as what was decided here.
void CheckForwarded(const RequestHead& head) {
  std::string bytes;
  AppendRequestHead(bytes, {.method = head.method,
                            .target = head.target,
                            .host = head.host,
                            .fields = head.fields,
                            .framing = head.framing});
  // Host is sent anew, so that a head at the limit may exceed it by that line.
  HeadScan scan(MessageKind::Request, {.start_line = 9 * 1024, .fields = 102, .field_bytes = 64 * 1024});
  BPOL_CHECK(scan.Step(bytes) == HeadScan::State::Complete, "what we write passes our own scan");
  RequestHead again;
  BPOL_CHECK(!ParseRequestHead(bytes, scan.field_count(), again), "what we write passes our own rules");
  BPOL_CHECK(again.target == head.target && again.method == head.method && again.host == head.host,
             "decided on what is forwarded");
  BPOL_CHECK(again.framing.kind == head.framing.kind && again.framing.length == head.framing.length,
             "the body ends where it ended");
}

Verdict ReadRequest(std::string_view input, std::size_t step) {
  Verdict verdict;
  std::size_t fields = 0;
  const auto size = ScanHead(MessageKind::Request, input, step, verdict, fields);
  if (!size) return verdict;
  RequestHead head;
  verdict.refusal = ParseRequestHead(input.substr(0, *size), fields, head);
  BPOL_CHECK(verdict.refusal != Refusal::ParsersDisagree, "two readings of a scanned head are the same");
  if (verdict.refusal) return verdict;
  verdict.head_complete = true;
  verdict.consumed = *size;
  CheckPath(head);
  CheckForwarded(head);
  DecodeBody(head.framing, input.substr(*size), step, verdict);
  return verdict;
}

Verdict ReadResponse(std::string_view input, std::size_t step) {
  Verdict verdict;
  std::size_t fields = 0;
  const auto size = ScanHead(MessageKind::Response, input, step, verdict, fields);
  if (!size) return verdict;
  ResponseHead head;
  verdict.refusal = ParseResponseHead(input.substr(0, *size), fields, "GET", head);
  BPOL_CHECK(verdict.refusal != Refusal::ParsersDisagree, "two readings of a scanned head are the same");
  if (verdict.refusal) return verdict;
  BPOL_CHECK(head.status >= 100 && head.status <= 599, "a status has three digits");
  verdict.head_complete = true;
  verdict.consumed = *size;
  DecodeBody(head.framing, input.substr(*size), step, verdict);
  return verdict;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const bool is_request = data[0] % 2 == 0;
  const std::size_t step = 1 + data[1] % 64;
  const std::string_view input(reinterpret_cast<const char*>(data) + 2, size - 2);
  const auto read = is_request ? ReadRequest : ReadResponse;
  BPOL_CHECK(read(input, step) == read(input, input.size() + 1), "the verdict does not depend on how bytes arrive");
  return 0;
}
