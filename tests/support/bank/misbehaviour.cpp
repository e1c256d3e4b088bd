#include "tests/support/bank/misbehaviour.h"

namespace bpol::bank {
namespace {

using namespace std::chrono_literals;
using After = Script::After;

std::string Head(int status, std::string_view type, std::string_view fields) {
  return "HTTP/1.1 " + std::to_string(status) + " Whatever\r\nContent-Type: " + std::string(type) + "\r\n" +
         std::string(fields) + "\r\n";
}

std::string Length(std::size_t bytes) {
  return "Content-Length: " + std::to_string(bytes) + "\r\n";
}

std::string Half(const Answer& good) {
  return good.body.substr(0, good.body.size() / 2);
}

std::string Chunk(std::string_view bytes) {
  char size[20];
  std::snprintf(size, sizeof size, "%zx\r\n", bytes.size());
  return size + std::string(bytes) + "\r\n";
}

constexpr std::string_view kJson = "application/json";
constexpr std::string_view kChunked = "Transfer-Encoding: chunked\r\n";

Script Json(std::string body) {
  return {.bytes = Head(200, kJson, Length(body.size())) + body};
}

// An account list of about five megabytes.
std::string Large(const Documents& documents) {
  const std::string one = documents.Get("/open-banking/v4.0/aisp/accounts").body;
  const std::size_t begin = one.find('[') + 1;
  const std::size_t end = one.rfind("]},\"Links\"");
  std::string body = one.substr(0, begin);
  while (body.size() < 5'000'000) body += one.substr(begin, end - begin) + ",";
  return body + one.substr(begin);
}

struct Named {
  std::string_view name;
  Script (*make)(const Answer& good, const Documents& documents);
};

const Named kNamed[] = {
    // --- breaking off
    {"no-answer", [](const Answer&, const Documents&) { return Script{.after = After::Close}; }},
    {"reset", [](const Answer&, const Documents&) { return Script{.after = After::Reset}; }},
    {"half-head",
     [](const Answer&, const Documents&) {
       return Script{.bytes = "HTTP/1.1 200 OK\r\nContent-", .after = After::Close};
     }},
    {"close-half-way",
     [](const Answer& good, const Documents&) {
       return Script{.bytes = Head(200, kJson, Length(good.body.size())) + Half(good), .after = After::Close};
     }},
    {"reset-half-way",
     [](const Answer& good, const Documents&) {
       return Script{.bytes = Head(200, kJson, Length(good.body.size())) + Half(good), .after = After::Reset};
     }},
    {"chunks-half-way",
     [](const Answer& good, const Documents&) {
       return Script{.bytes = Head(200, kJson, kChunked) + Chunk(Half(good)), .after = After::Close};
     }},
    // --- lying about lengths
    {"length-too-short",
     [](const Answer& good, const Documents&) {
       return Script{.bytes = Head(200, kJson, Length(good.body.size() / 2)) + good.body};
     }},
    {"length-too-long",
     [](const Answer& good, const Documents&) {
       return Script{.bytes = Head(200, kJson, Length(good.body.size() + 10)) + good.body, .after = After::Hang};
     }},
    {"two-lengths",
     [](const Answer& good, const Documents&) {
       return Script{.bytes = Head(200, kJson, Length(good.body.size()) + Length(1)) + good.body};
     }},
    {"length-and-chunks",
     [](const Answer& good, const Documents&) {
       return Script{.bytes = Head(200, kJson, Length(5) + std::string(kChunked)) + Chunk(good.body) + "0\r\n\r\n"};
     }},
    {"bad-chunks",
     [](const Answer& good, const Documents&) {
       return Script{.bytes = Head(200, kJson, kChunked) + Chunk(Half(good)) + "zz\r\n"};
     }},
    {"two-answers", [](const Answer& good, const Documents&) { return Script{.bytes = Bytes(good) + Bytes(good)}; }},
    // --- time and size
    {"hang", [](const Answer&, const Documents&) { return Script{.after = After::Hang}; }},
    {"slow-drip",
     [](const Answer& good, const Documents&) { return Script{.bytes = Bytes(good), .pause = 20ms, .piece = 16}; }},
    {"slow-head",
     [](const Answer& good, const Documents&) { return Script{.bytes = Bytes(good), .pause = 500ms, .piece = 4}; }},
    {"large", [](const Answer&, const Documents& documents) { return Json(Large(documents)); }},
    {"huge-head",
     [](const Answer& good, const Documents&) {
       return Script{.bytes = Head(200, kJson, "X: " + std::string(200'000, 'x') + "\r\n" + Length(good.body.size())) +
                              good.body};
     }},
    // --- bodies that are not what they should be
    {"invalid-json",
     [](const Answer& good, const Documents&) { return Json(good.body.substr(0, good.body.size() - 3)); }},
    {"trailing-json", [](const Answer& good, const Documents&) { return Json(good.body + "{}"); }},
    {"invalid-utf8",
     [](const Answer& good, const Documents&) {
       std::string body = good.body;
       const std::size_t at = body.find("Enabled");
       if (at != std::string::npos) body.replace(at, 2, "\xc3\x28");
       return Json(at == std::string::npos ? "{\"Data\":\"\xc3\x28\"}" : body);
     }},
    {"deep-json",
     [](const Answer&, const Documents&) { return Json(std::string(20'000, '[') + std::string(20'000, ']')); }},
    {"duplicate-members",
     [](const Answer& good, const Documents&) { return Json("{\"Data\":{}," + good.body.substr(1)); }},
    {"wrong-type",
     [](const Answer& good, const Documents&) {
       return Script{.bytes = Head(200, "text/html", Length(good.body.size())) + good.body};
     }},
    {"gzip-lie",
     [](const Answer& good, const Documents&) {
       return Script{.bytes = Head(200, kJson, "Content-Encoding: gzip\r\n" + Length(good.body.size())) + good.body};
     }},
    {"partial",
     [](const Answer& good, const Documents&) {
       const std::string body = Half(good);
       const std::string range = "Content-Range: bytes 0-" + std::to_string(body.size() - 1) + "/" +
                                 std::to_string(good.body.size()) + "\r\n";
       return Script{.bytes = Head(206, kJson, range + Length(body.size())) + body};
     }},
    // --- statuses and fields
    {"error", [](const Answer&, const Documents& documents) { return Script{.bytes = Bytes(documents.Failure(500))}; }},
    {"client-error",
     [](const Answer&, const Documents& documents) { return Script{.bytes = Bytes(documents.Failure(422))}; }},
    {"redirect",
     [](const Answer&, const Documents& documents) {
       return Script{.bytes = Head(302, kJson,
                                   "Location: https://core.bank.internal/" + documents.accounts().front().iban +
                                       "\r\nContent-Length: 0\r\n")};
     }},
    {"switching",
     [](const Answer&, const Documents&) {
       return Script{.bytes = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"};
     }},
    {"leaky-fields",
     [](const Answer& good, const Documents& documents) {
       const Account& someone = documents.accounts().front();
       return Script{.bytes = Head(200, kJson,
                                   "X-Customer: " + someone.owner +
                                       "\r\nSet-Cookie: sid=" + someone.core_session_token + "\r\nETag: \"" +
                                       someone.iban + "\"\r\nServer: core/7.1\r\n" + Length(good.body.size())) +
                              good.body};
     }},
    {"split-head",
     [](const Answer& good, const Documents&) {
       return Script{.bytes =
                         "HTTP/1.1 200 OK\r\nA: b\nSet-Cookie: c\r\n" + Length(good.body.size()) + "\r\n" + good.body};
     }},
    {"garbage",
     [](const Answer&, const Documents&) {
       return Script{.bytes = "\x16\x03\x01 not HTTP at all\r\n\r\n", .after = After::Close};
     }},
};

}  // namespace

std::optional<Script> Misbehave(std::string_view name, const Answer& good, const Documents& documents) {
  for (const Named& named : kNamed) {
    if (named.name == name) return named.make(good, documents);
  }
  return std::nullopt;
}

std::vector<std::string_view> Misbehaviours() {
  std::vector<std::string_view> names;
  for (const Named& named : kNamed) names.push_back(named.name);
  return names;
}

std::string Bytes(const Answer& answer) {
  return Head(answer.status, answer.content_type, Length(answer.body.size())) + answer.body;
}

}  // namespace bpol::bank
