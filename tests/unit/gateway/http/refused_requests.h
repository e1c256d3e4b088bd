// Requests that the edge must not take, a row each: raw bytes and the reason code. Shared by the test of the parser and
// by the test that sends them over a socket, so that a row proves both the verdict and what the client is told.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bpol::http {

struct RefusedRequest {
  std::string raw;
  std::string_view code;
};

inline std::string Get(std::string_view target) {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: h\r\n\r\n";
}
inline std::string With(std::string_view fields) {
  return "POST / HTTP/1.1\r\nHost: h\r\n" + std::string(fields) + "\r\n";
}

inline std::vector<RefusedRequest> RefusedLines() {
  using namespace std::string_literals;
  return {
      {"GET / HTTP/1.1\nHost: h\r\n\r\n", "http.bare_lf"},
      {"GET / HTTP/1.1\r\nHost: h\n\r\n", "http.bare_lf"},
      {"GET / HTTP/1.1\r\nHost: h\r\n\n", "http.bare_lf"},
      {"GET / HTTP/1.1\r\nHost: h\r\nA: b\nB: c\r\n\r\n", "http.bare_lf"},
      {"\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", "http.bare_lf"},
      {"GET / HTTP/1.1\r\nHost: h\r\nA: b\rB: c\r\n\r\n", "http.bare_cr"},
      {"GET / HTTP/1.1\r\r\nHost: h\r\n\r\n", "http.bare_cr"},
      {"GET /\r HTTP/1.1\r\nHost: h\r\n\r\n", "http.bare_cr"},
      {"GET / HTTP/1.1\r\nHost: h\r\nA: \x01\r\n\r\n", "http.control_character"},
      {"GET / HTTP/1.1\r\nHost: h\r\nA: b\0c\r\n\r\n"s, "http.control_character"},
      {"GET / HTTP/1.1\r\nHost: h\r\nA: \x7f\r\n\r\n", "http.control_character"},
      {"GET /\0 HTTP/1.1\r\nHost: h\r\n\r\n"s, "http.control_character"},
      {"GET / HTTP/1.1\r\nHost: h\r\nA\x0b: b\r\n\r\n", "http.control_character"},
      {"GET  / HTTP/1.1\r\nHost: h\r\n\r\n", "http.request_line"},
      {"GET /  HTTP/1.1\r\nHost: h\r\n\r\n", "http.request_line"},
      {" GET / HTTP/1.1\r\nHost: h\r\n\r\n", "http.request_line"},
      {"GET / HTTP/1.1 \r\nHost: h\r\n\r\n", "http.request_line"},
      {"GET\t/ HTTP/1.1\r\nHost: h\r\n\r\n", "http.request_line"},
      {"GET /\ta HTTP/1.1\r\nHost: h\r\n\r\n", "http.request_line"},
      {"GET /\r\nHost: h\r\n\r\n", "http.request_line"},
      {"GET\r\nHost: h\r\n\r\n", "http.request_line"},
      {"G@T / HTTP/1.1\r\nHost: h\r\n\r\n", "http.request_line"},
      {"GET / http/1.1\r\nHost: h\r\n\r\n", "http.request_line"},
      {"GET / HTTP/1.10\r\nHost: h\r\n\r\n", "http.request_line"},
      {"GET / HTTP/11\r\nHost: h\r\n\r\n", "http.request_line"},
      {"GET / HTTP/1.1x\r\nHost: h\r\n\r\n", "http.request_line"},
      {"\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", "http.request_line"},
      {"\x16\x03\x01\x02\x80\x01\r\n\r\n"s, "http.control_character"},
      {"GET / HTTP/2.0\r\nHost: h\r\n\r\n", "http.version"},
      {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "http.version"},
      {"GET / HTTP/0.9\r\nHost: h\r\n\r\n", "http.version"},
      {"GET / HTTP/1.1\r\n Host: h\r\n\r\n", "http.space_before_first_field"},
      {"GET / HTTP/1.1\r\n\tHost: h\r\n\r\n", "http.space_before_first_field"},
      {"GET / HTTP/1.1\r\nHost: h\r\nA: b\r\n c\r\n\r\n", "http.obs_fold"},
      {"GET / HTTP/1.1\r\nHost: h\r\nA: b\r\n\tc: d\r\n\r\n", "http.obs_fold"},
      {"GET / HTTP/1.1\r\nHost : h\r\n\r\n", "http.space_before_colon"},
      {"GET / HTTP/1.1\r\nHost: h\r\nContent-Length\t: 5\r\n\r\n", "http.space_before_colon"},
      {"GET / HTTP/1.1\r\nHost: h\r\n: b\r\n\r\n", "http.field_name"},
      {"GET / HTTP/1.1\r\nHost: h\r\nno colon\r\n\r\n", "http.field_name"},
      {"GET / HTTP/1.1\r\nHost: h\r\nA B: c\r\n\r\n", "http.field_name"},
      {"GET / HTTP/1.1\r\nHost: h\r\nA\xe9: c\r\n\r\n", "http.field_name"},
  };
}

inline std::vector<RefusedRequest> RefusedSizes() {
  std::string many = "GET / HTTP/1.1\r\nHost: h\r\n";
  for (int i = 0; i < 100; ++i) many += "A: b\r\n";
  return {
      {Get("/" + std::string(8 * 1024, 'a')), "http.request_line_too_long"},
      {"GET /" + std::string(9 * 1024, 'a'), "http.request_line_too_long"},
      {std::string(9 * 1024, 'A') + " / HTTP/1.1\r\nHost: h\r\n\r\n", "http.request_line_too_long"},
      {many + "\r\n", "http.too_many_fields"},
      {With("A: " + std::string(32 * 1024, 'b') + "\r\n"), "http.head_too_large"},
      {"GET / HTTP/1.1\r\nHost: h\r\nA: " + std::string(33 * 1024, 'b'), "http.head_too_large"},
  };
}

inline std::vector<RefusedRequest> RefusedFraming() {
  return {
      {With("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), "http.length_and_encoding"},
      {With("Transfer-Encoding: chunked\r\nContent-Length: 0\r\n"), "http.length_and_encoding"},
      {With("Transfer-Encoding: identity\r\ncontent-length: 5\r\n"), "http.length_and_encoding"},
      {With("Content-Length: 5\r\nContent-Length: 6\r\n"), "http.content_length"},
      {With("Content-Length: 5\r\ncontent-length: 5\r\n"), "http.content_length"},
      {With("Content-Length: 5, 5\r\n"), "http.content_length"},
      {With("Content-Length: +5\r\n"), "http.content_length"},
      {With("Content-Length: -1\r\n"), "http.content_length"},
      {With("Content-Length: 0x5\r\n"), "http.content_length"},
      {With("Content-Length: 5 5\r\n"), "http.content_length"},
      {With("Content-Length:\r\n"), "http.content_length"},
      {With("Content-Length: 18446744073709551617\r\n"), "http.content_length"},
      {With("Content-Length: 1e3\r\n"), "http.content_length"},
      {With("Transfer-Encoding: identity\r\n"), "http.transfer_encoding"},
      {With("Transfer-Encoding: chunked, identity\r\n"), "http.transfer_encoding"},
      {With("Transfer-Encoding: xchunked\r\n"), "http.transfer_encoding"},
      {With("Transfer-Encoding: \"chunked\"\r\n"), "http.transfer_encoding"},
      {With("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), "http.transfer_encoding"},
      {With("Transfer-Encoding: chunked\r\nTransfer-encoding: x\r\n"), "http.transfer_encoding"},
      {With("Transfer-Encoding:\r\n"), "http.transfer_encoding"},
      {With("Transfer-Encoding: gzip, chunked\r\n"), "http.transfer_coding"},
      {With("Transfer-Encoding: chunked, chunked\r\n"), "http.transfer_coding"},
      {"POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n", "http.encoding_in_http10"},
      {With("Expect: 200-ok\r\n"), "http.expect"},
      {With("Expect: 100-continue\r\nExpect: 100-continue\r\n"), "http.expect"},
      {With("Connection: authorization\r\nAuthorization: x\r\n"), "http.connection_option"},
      {With("Connection: keep-alive, x-fapi-customer-ip-address\r\n"), "http.connection_option"},
  };
}

inline std::vector<RefusedRequest> RefusedHosts() {
  return {
      {"GET / HTTP/1.1\r\n\r\n", "http.host_missing"},
      {"GET / HTTP/1.0\r\n\r\n", "http.host_missing"},
      {"GET http://h/ HTTP/1.1\r\n\r\n", "http.host_missing"},
      {"GET / HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n", "http.host_repeated"},
      {"GET / HTTP/1.1\r\nHost: h\r\nhost: i\r\n\r\n", "http.host_repeated"},
      {"GET / HTTP/1.1\r\nHost:\r\n\r\n", "http.host_ill_formed"},
      {"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "http.host_ill_formed"},
      {"GET / HTTP/1.1\r\nHost: a,b\r\n\r\n", "http.host_ill_formed"},
      {"GET / HTTP/1.1\r\nHost: user@h\r\n\r\n", "http.host_ill_formed"},
      {"GET / HTTP/1.1\r\nHost: h/path\r\n\r\n", "http.host_ill_formed"},
      {"GET / HTTP/1.1\r\nHost: h:\r\n\r\n", "http.host_ill_formed"},
      {"GET / HTTP/1.1\r\nHost: h:0\r\n\r\n", "http.host_ill_formed"},
      {"GET / HTTP/1.1\r\nHost: h:65536\r\n\r\n", "http.host_ill_formed"},
      {"GET / HTTP/1.1\r\nHost: h:80a\r\n\r\n", "http.host_ill_formed"},
      {"GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", "http.host_ill_formed"},
      {"GET / HTTP/1.1\r\nHost: [::g]\r\n\r\n", "http.host_ill_formed"},
      {"GET / HTTP/1.1\r\nHost: h%2e\r\n\r\n", "http.host_ill_formed"},
      {"GET / HTTP/1.1\r\nHost: .h\r\n\r\n", "http.host_ill_formed"},
      {"GET / HTTP/1.1\r\nHost: \xff\r\n\r\n", "http.host_ill_formed"},
      {"GET http://user@h/ HTTP/1.1\r\nHost: h\r\n\r\n", "http.host_ill_formed"},
      {"GET http:/// HTTP/1.1\r\nHost: h\r\n\r\n", "http.host_ill_formed"},
      {"GET http://i/ HTTP/1.1\r\nHost: h\r\n\r\n", "http.host_mismatch"},
      {"GET https://h:444/ HTTP/1.1\r\nHost: h\r\n\r\n", "http.host_mismatch"},
      {"GET https://h/ HTTP/1.1\r\nHost: h:80\r\n\r\n", "http.host_mismatch"},
  };
}

inline std::vector<RefusedRequest> RefusedTargets() {
  return {
      {"OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", "http.target_form"},
      {"CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n", "http.target_form"},
      {Get("path"), "http.target_form"},
      {Get("?a=b"), "http.target_form"},
      {Get("ftp://h/"), "http.target_form"},
      {Get("file:///etc/passwd"), "http.target_form"},
      {Get("/a#b"), "http.target_character"},
      {Get("/a?b#c"), "http.target_character"},
      {Get("/\xc3\xa9"), "http.target_character"},
      {Get("/<script>"), "http.target_character"},
      {Get("/a?\"b\""), "http.target_character"},
      {Get("/%"), "http.percent_encoding"},
      {Get("/%4"), "http.percent_encoding"},
      {Get("/%zz"), "http.percent_encoding"},
      {Get("/%u0041"), "http.percent_encoding"},
      {Get("/a?b=%g0"), "http.percent_encoding"},
      {Get("/a?b=%"), "http.percent_encoding"},
      {Get("/a%2fb"), "http.path_encoded_separator"},
      {Get("/a%2Fb"), "http.path_encoded_separator"},
      {Get("/a%5cb"), "http.path_encoded_separator"},
      {Get("/a%5Cb"), "http.path_encoded_separator"},
      {Get("/a%252fb"), "http.path_encoded_percent"},
      {Get("/a%25"), "http.path_encoded_percent"},
      {Get("/a%00"), "http.path_control"},
      {Get("/a%0d%0aSet-Cookie:x"), "http.path_control"},
      {Get("/a%7f"), "http.path_control"},
      {Get("/a?b=c%00d"), "http.query_nul"},
      {Get("/a?%00"), "http.query_nul"},
      {Get("/a\\b"), "http.path_backslash"},
      {Get("/."), "http.path_dot_segment"},
      {Get("/.."), "http.path_dot_segment"},
      {Get("/a/../b"), "http.path_dot_segment"},
      {Get("/a/.."), "http.path_dot_segment"},
      {Get("/a/./b"), "http.path_dot_segment"},
      {Get("/a/%2e%2e/b"), "http.path_dot_segment"},
      {Get("/a/.%2E/b"), "http.path_dot_segment"},
      {Get("//"), "http.path_empty_segment"},
      {Get("//h/a"), "http.path_empty_segment"},
      {Get("/a//b"), "http.path_empty_segment"},
      {Get("/a;b"), "http.path_parameter"},
      {Get("/a/..;/b"), "http.path_parameter"},
      {Get("/a%3bb"), "http.path_parameter"},
      {Get("/%c0%af"), "http.path_utf8"},
      {Get("/%c0%ae%c0%ae/"), "http.path_utf8"},
      {Get("/%e0%80%af"), "http.path_utf8"},
      {Get("/%ff"), "http.path_utf8"},
      {Get("/%ed%a0%80"), "http.path_utf8"},
      {Get("/%f4%90%80%80"), "http.path_utf8"},
      {Get("/%e2%82"), "http.path_utf8"},
  };
}

// Whole requests whose body is wrong.
inline std::vector<RefusedRequest> RefusedBodies() {
  const auto chunked = [](std::string_view body) { return With("Transfer-Encoding: chunked\r\n") + std::string(body); };
  return {
      {chunked("x\r\n"), "http.chunk_size"},
      {chunked("0x5\r\nabcde\r\n0\r\n\r\n"), "http.chunk_size"},
      {chunked("-1\r\n"), "http.chunk_size"},
      {chunked("+5\r\nabcde\r\n0\r\n\r\n"), "http.chunk_size"},
      {chunked(" 5\r\nabcde\r\n0\r\n\r\n"), "http.chunk_size"},
      {chunked("5 \r\nabcde\r\n0\r\n\r\n"), "http.chunk_size"},
      {chunked("\r\n"), "http.chunk_size"},
      {chunked(";a=b\r\n"), "http.chunk_size"},
      {chunked("5\nabcde\r\n0\r\n\r\n"), "http.chunk_size"},
      {chunked("ffffffffffffffff1\r\n"), "http.chunk_size"},
      {chunked("10000000000000005\r\nabcde\r\n0\r\n\r\n"), "http.chunk_size"},
      {chunked("5;" + std::string(2000, 'a') + "\r\nabcde\r\n0\r\n\r\n"), "http.chunk_extension"},
      {chunked("5;a\nb\r\nabcde\r\n0\r\n\r\n"), "http.chunk_extension"},
      {chunked("5\rabcde\r\n0\r\n\r\n"), "http.chunk_end"},
      {chunked("5\r\nabcdef\r\n0\r\n\r\n"), "http.chunk_end"},
      {chunked("5\r\nabcde\n0\r\n\r\n"), "http.chunk_end"},
      {chunked("5\r\nabcde\r0\r\n\r\n"), "http.chunk_end"},
      {chunked("0\r\n\n"), "http.trailer"},
      {chunked("0\r\nGET / HTTP/1.1\r\n\r\n"), "http.trailer"},
      {chunked("0\r\n A: b\r\n\r\n"), "http.trailer"},
      {chunked("0\r\n: b\r\n\r\n"), "http.trailer"},
      {chunked("0\r\nA: b\x01\r\n\r\n"), "http.trailer"},
      {chunked("0\r\nA: b\rB: c\r\n\r\n"), "http.trailer"},
      {chunked("0\r\nA: " + std::string(9000, 'b') + "\r\n\r\n"), "http.trailer"},
  };
}

inline std::vector<RefusedRequest> RefusedHeads() {
  std::vector<RefusedRequest> all;
  for (const auto& part : {RefusedLines(), RefusedSizes(), RefusedFraming(), RefusedHosts(), RefusedTargets()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace bpol::http
