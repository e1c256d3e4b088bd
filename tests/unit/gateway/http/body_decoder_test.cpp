#include "gateway/http/body_decoder.h"

#include <gtest/gtest.h>

#include <string>

#include "gateway/http/parse.h"
#include "tests/unit/gateway/http/refused_requests.h"

namespace bpol::http {
namespace {

struct Decoded {
  std::string body;
  std::string result = "incomplete";
  std::size_t consumed = 0;
};

Decoded Decode(Framing framing, std::string_view input, std::size_t step) {
  BodyDecoder decoder(framing);
  Decoded decoded;
  std::size_t available = 0;
  for (;;) {
    const auto out = decoder.Next(input.substr(decoded.consumed, available - decoded.consumed));
    decoded.consumed += out.consumed;
    switch (out.state) {
      case BodyDecoder::State::NeedMore:
        if (available == input.size()) return decoded;
        available = std::min(available + step, input.size());
        break;
      case BodyDecoder::State::Piece:
        decoded.body += out.piece;
        break;
      case BodyDecoder::State::End:
        decoded.result = "end";
        return decoded;
      case BodyDecoder::State::Refused:
        decoded.result = CodeOf(out.refusal);
        return decoded;
    }
  }
}

constexpr Framing kChunked{.kind = Framing::Kind::Chunked};

TEST(BodyDecoder, RefusesEachRowHoweverItArrives) {
  for (const RefusedRequest& row : RefusedBodies()) {
    const std::string_view body = std::string_view(row.raw).substr(row.raw.find("\r\n\r\n") + 4);
    for (const std::size_t step : {std::size_t{1}, std::size_t{5}, body.size()}) {
      EXPECT_EQ(Decode(kChunked, body, step).result, row.code) << body.substr(0, 80);
    }
  }
}

TEST(BodyDecoder, DecodesChunks) {
  const std::string_view raw =
      "5\r\nhello\r\n0001;a=\"b\"\r\n,\r\nA\r\n 012345678\r\n000\r\nTrailer: x\r\nB:\r\n\r\nnext";
  for (const std::size_t step : {1, 2, 3, 100}) {
    const Decoded decoded = Decode(kChunked, raw, step);
    EXPECT_EQ(decoded.result, "end");
    EXPECT_EQ(decoded.body, "hello, 012345678");
    EXPECT_EQ(raw.substr(decoded.consumed), "next");
  }
}

TEST(BodyDecoder, StopsAtTheLengthAndLeavesTheNextMessage) {
  const Decoded decoded = Decode({.kind = Framing::Kind::Length, .length = 4}, "bodyGET /", 3);
  EXPECT_EQ(decoded.result, "end");
  EXPECT_EQ(decoded.body, "body");
  EXPECT_EQ(decoded.consumed, 4u);
}

TEST(BodyDecoder, ABodyThatEndsEarlyIsIncomplete) {
  EXPECT_EQ(Decode({.kind = Framing::Kind::Length, .length = 5}, "body", 9).result, "incomplete");
  EXPECT_EQ(Decode(kChunked, "5\r\nbody!\r\n0\r\n", 9).result, "incomplete");
  EXPECT_EQ(Decode(kChunked, "5\r\nbod", 9).result, "incomplete");
}

TEST(BodyDecoder, OnlyABodyUntilCloseEndsWithTheConnection) {
  EXPECT_TRUE(BodyDecoder({.kind = Framing::Kind::UntilClose}).EndsWithConnection());
  EXPECT_FALSE(BodyDecoder(kChunked).EndsWithConnection());
  EXPECT_EQ(Decode({.kind = Framing::Kind::UntilClose}, "abc", 1).body, "abc");
  EXPECT_TRUE(BodyDecoder(Framing{}).ended());
}

TEST(BodyDecoder, ExtensionsAreBoundedOverTheWholeBody) {
  std::string raw;
  for (int i = 0; i < 200; ++i) raw += "1;0123456789\r\nx\r\n";
  EXPECT_EQ(Decode(kChunked, raw, 64).result, "http.chunk_extension");
}

}  // namespace
}  // namespace bpol::http
