// The verifier of the record, and what shows records to people. First byte `e`: the rest are edits of a good file, and
// whatever the verifier calls intact must begin as that file does. Else: the rest is a file.
#include <string>
#include <vector>

#include "runtime/audit/show.h"
#include "runtime/audit/storage.h"
#include "runtime/audit/verify.h"
#include "runtime/base/check.h"

namespace bpol::audit {
namespace {

std::vector<std::string> MakeLines() {
  Sha256 sha256;
  Hash hash{};
  std::vector<std::string> lines;
  for (std::uint64_t seq = 1; seq <= 6; ++seq) {
    const Kind kind = seq == 1 ? Kind::Start : seq % 2 == 0 ? Kind::Decision : Kind::Outcome;
    std::string line;
    hash = AppendRecord(line, {seq, "2026-11-20T10:00:00.000000Z", "n/l", hash, kind, R"({"id":"x"})"}, sha256);
    lines.push_back(line);
  }
  return lines;
}

// Each edit is four bytes: where (two), how, and with what.
std::string Edited(std::string text, std::string_view edits) {
  for (; edits.size() >= 4; edits.remove_prefix(4)) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(edits[i]); };
    const std::size_t at = text.empty() ? 0 : (byte(0) << 8 | byte(1)) % text.size();
    switch (byte(2) % 5) {
      case 0:
        if (!text.empty()) text[at] = edits[3];
        break;
      case 1:
        text.insert(at, 1, edits[3]);
        break;
      case 2:
        text.erase(at, byte(3));
        break;
      case 3:
        text.insert(at, text.substr(0, byte(3)));
        break;
      case 4: {  // moves a whole line
        const std::size_t start = text.find('\n', at) + 1;
        const std::size_t end = text.find('\n', start);
        if (start == 0 || end == std::string::npos) break;
        const std::string line = text.substr(start, end + 1 - start);
        if (byte(3) % 2 == 0) text.erase(start, line.size());
        text.insert(text.find('\n') + 1, line);
        break;
      }
    }
  }
  return text;
}

Report VerifyInPieces(std::string_view text) {
  Verifier verifier;
  for (std::size_t at = 0; at < text.size(); at += 61) verifier.Feed(text.substr(at, 61));
  return verifier.Finish();
}

void Fuzz(std::string_view input) {
  static const std::vector<std::string> lines = MakeLines();
  static const std::string whole = [] {
    std::string text;
    for (const std::string& line : lines) text += line;
    return text;
  }();
  if (input.empty()) return;
  const bool edits = input.front() == 'e';
  input.remove_prefix(1);
  const std::string text = edits ? Edited(whole, input) : std::string(input);
  const Report report = VerifyInPieces(text);
  BPOL_CHECK(!Render(report).empty(), "every report can be printed");
  if (report.intact()) {
    std::string begin;
    for (std::uint64_t i = 0; i < report.last_seq; ++i) begin += lines.at(i);
    BPOL_CHECK(text.starts_with(begin), "what is called intact was written so");
  }
  static_cast<void>(ReadTail(text, 0));
  static_cast<void>(ReadTail(text, 1));
  static_cast<void>(ShowLine(text.substr(0, text.find('\n')), {}));
  for (const char c : MaskForPeople(input)) BPOL_CHECK(static_cast<unsigned char>(c) >= 0x20, "nothing unprintable");
}

}  // namespace
}  // namespace bpol::audit

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  bpol::audit::Fuzz({reinterpret_cast<const char*>(data), size});
  return 0;
}
