#!/usr/bin/env python3
"""Heads, framing, hosts and targets that the gateway must not take, and the oddities that it does, through the whole gateway. Each
row would be answered by the bank if the oddity were read leniently. The last column says where the rule stands."""
import sys

from harness import Bench, Report
from rows import HOST, PAYMENT, PAYMENTS, SMUGGLED, Runner, get, post

SIZE = len(PAYMENT)
ONE_CHUNK = f"{SIZE:x}\r\n{PAYMENT}\r\n0\r\n\r\n"

# Where one message ends and the next begins: a second reader must never see another end than we do.
FRAMING = [
    (post(f"Content-Length: {SIZE}\r\nTransfer-Encoding: chunked\r\n", ONE_CHUNK), 400, "http.length_and_encoding", "RFC 9112 6.3"),
    (post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", f"0\r\n\r\n{SMUGGLED}"), 400, "http.length_and_encoding", "CL.TE"),
    (post("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", f"5c\r\n{SMUGGLED}\r\n0\r\n\r\n"), 400, "http.length_and_encoding", "TE.CL"),
    (post(f"Content-Length: {SIZE}\r\nContent-Length: 0\r\n", PAYMENT), 400, "http.content_length", "RFC 9110 8.6"),
    (post(f"Content-Length: 0\r\nContent-Length: {SIZE}\r\n", PAYMENT), 400, "http.content_length", "RFC 9110 8.6"),
    (post(f"Content-Length: {SIZE}\r\nContent-Length: {SIZE}\r\n", PAYMENT), 400, "http.content_length", "RFC 9110 8.6 would allow it"),
    (post(f"Content-Length: {SIZE}, {SIZE}\r\n", PAYMENT), 400, "http.content_length", "RFC 9110 8.6 would allow it"),
    (post(f"Content-Length: +{SIZE}\r\n", PAYMENT), 400, "http.content_length", "RFC 9110 8.6"),
    (post(f"Content-Length: 0x{SIZE:x}\r\n", PAYMENT), 400, "http.content_length", "RFC 9110 8.6"),
    (post(f"Content-Length: {SIZE}.0\r\n", PAYMENT), 400, "http.content_length", "RFC 9110 8.6"),
    (post("Content-Length: 18446744073709551616\r\n"), 400, "http.content_length", "RFC 9110 8.6"),
    (post("Content-Length: -1\r\n"), 400, "http.content_length", "RFC 9110 8.6"),
    (post("Content-Length: \r\n"), 400, "http.content_length", "RFC 9110 8.6"),
    (post("Transfer-Encoding: xchunked\r\n", ONE_CHUNK), 400, "http.transfer_encoding", "TE.TE"),
    (post("Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n", ONE_CHUNK), 400, "http.transfer_encoding", "TE.TE"),
    (post("Transfer-Encoding: x\r\nTransfer-Encoding: chunked\r\n", ONE_CHUNK), 400, "http.transfer_encoding", "TE.TE"),
    (post("Transfer-Encoding: chunked, identity\r\n", ONE_CHUNK), 400, "http.transfer_encoding", "RFC 9112 6.3"),
    (post("Transfer-Encoding: identity\r\n", PAYMENT), 400, "http.transfer_encoding", "RFC 9112 6.1"),
    (post("Transfer-Encoding: identity, chunked\r\n", ONE_CHUNK), 501, "http.transfer_coding", "RFC 9112 6.1"),
    (post("Transfer-Encoding: gzip, chunked\r\n", ONE_CHUNK), 501, "http.transfer_coding", "RFC 9112 6.1"),
    (post("Transfer-Encoding: chunked, chunked\r\n", ONE_CHUNK), 501, "http.transfer_coding", "RFC 9112 6.1"),
    (post("Transfer-Encoding: \"chunked\"\r\n", ONE_CHUNK), 400, "http.transfer_encoding", "RFC 9112 6.1"),
    (post("Transfer-Encoding: \x0bchunked\r\n", ONE_CHUNK), 400, "http.control_character", "RFC 9110 5.5"),
    (post("Transfer-Encoding : chunked\r\n", ONE_CHUNK), 400, "http.space_before_colon", "RFC 9112 5.1"),
    (post("Transfer-Encoding\t: chunked\r\n", ONE_CHUNK), 400, "http.space_before_colon", "RFC 9112 5.1"),
    (post("X: x\r\n Transfer-Encoding: chunked\r\n", ONE_CHUNK), 400, "http.obs_fold", "RFC 9112 5.2"),
    (post("Transfer-Encoding:\r\n chunked\r\n", ONE_CHUNK), 400, "http.obs_fold", "RFC 9112 5.2"),
    (post("X: x\nTransfer-Encoding: chunked\r\n", ONE_CHUNK), 400, "http.bare_lf", "RFC 9112 2.2 would allow it"),
    (post("X: x\rTransfer-Encoding: chunked\r\n", ONE_CHUNK), 400, "http.bare_cr", "RFC 9112 2.2"),
    (f"POST {PAYMENTS} HTTP/1.0\r\n{HOST}Transfer-Encoding: chunked\r\n\r\n{ONE_CHUNK}", 400, "http.encoding_in_http10", "RFC 9112 6.1"),
    (post("Connection: content-length\r\nContent-Length: 0\r\n"), 400, "http.connection_option", "RFC 9110 7.6.1"),
    (get(fields="Connection: authorization\r\n"), 400, "http.connection_option", "RFC 9110 7.6.1"),
    (get(fields="Connection: close, x-fapi-customer-ip-address\r\n"), 400, "http.connection_option", "RFC 9110 7.6.1"),
    (post(f"Content-Length: {SIZE}\r\nExpect: 200-maybe\r\n", PAYMENT), 417, "http.expect", "RFC 9110 10.1.1"),
]


def chunked(body):
    return post("Transfer-Encoding: chunked\r\n", body)


CHUNKS = [
    (chunked(f"0x{SIZE:x}\r\n{PAYMENT}\r\n0\r\n\r\n"), 400, "http.chunk_size", "RFC 9112 7.1"),
    (chunked(f"+{SIZE:x}\r\n{PAYMENT}\r\n0\r\n\r\n"), 400, "http.chunk_size", "RFC 9112 7.1"),
    (chunked(f"-1\r\n{PAYMENT}\r\n0\r\n\r\n"), 400, "http.chunk_size", "RFC 9112 7.1"),
    (chunked(f" {SIZE:x}\r\n{PAYMENT}\r\n0\r\n\r\n"), 400, "http.chunk_size", "RFC 9112 7.1"),
    (chunked(f"{SIZE:x} \r\n{PAYMENT}\r\n0\r\n\r\n"), 400, "http.chunk_size", "RFC 9112 7.1.1"),
    (chunked(f"{SIZE:x}_\r\n{PAYMENT}\r\n0\r\n\r\n"), 400, "http.chunk_size", "RFC 9112 7.1"),
    (chunked(f"1{SIZE:016x}\r\n{PAYMENT}\r\n0\r\n\r\n"), 400, "http.chunk_size", "RFC 9112 7.1: modulo 2^64 it would fit"),
    (chunked(f"{SIZE:x}\n{PAYMENT}\r\n0\r\n\r\n"), 400, "http.chunk_size", "RFC 9112 7.1"),
    (chunked(f"\r\n{PAYMENT}\r\n0\r\n\r\n"), 400, "http.chunk_size", "RFC 9112 7.1"),
    (chunked(f"{SIZE:x}\r{PAYMENT}\r\n0\r\n\r\n"), 400, "http.chunk_end", "RFC 9112 7.1"),
    (chunked(f"{SIZE:x}\r\n{PAYMENT}0\r\n\r\n"), 400, "http.chunk_end", "RFC 9112 7.1"),
    (chunked(f"{SIZE:x}\r\n{PAYMENT}\n0\r\n\r\n"), 400, "http.chunk_end", "RFC 9112 7.1"),
    (chunked(f"{SIZE - 1:x}\r\n{PAYMENT}\r\n0\r\n\r\n"), 400, "http.chunk_end", "RFC 9112 7.1"),
    (chunked(f"{SIZE:x};a\nb\r\n{PAYMENT}\r\n0\r\n\r\n"), 400, "http.chunk_extension", "RFC 9112 7.1.1"),
    (chunked(f"{SIZE:x};{'a' * 2000}\r\n{PAYMENT}\r\n0\r\n\r\n"), 400, "http.chunk_extension", "RFC 9112 7.1.1, erratum 7633"),
    (chunked("".join(f"1;{'a' * 100}\r\n{c}\r\n" for c in PAYMENT) + "0\r\n\r\n"), 400, "http.chunk_extension", "RFC 9112 erratum 7633"),
    (chunked(f"{SIZE:x}\r\n{PAYMENT}\r\n0\r\n{SMUGGLED}"), 400, "http.trailer", "RFC 9112 7.1.2"),
    (chunked(f"{SIZE:x}\r\n{PAYMENT}\r\n0\r\nA : b\r\n\r\n"), 400, "http.trailer", "RFC 9112 5.1"),
    (chunked(f"{SIZE:x}\r\n{PAYMENT}\r\n0\r\nA: {'b' * 9000}\r\n\r\n"), 400, "http.trailer", "RFC 9112 7.1.2"),
    (chunked(f"{SIZE:x}\r\n{PAYMENT}\r\n0\r\n\n"), 400, "http.trailer", "RFC 9112 7.1.2"),
]

LINES = [
    (f"GET /test/good HTTP/1.1\n{HOST}\r\n", 400, "http.bare_lf", "RFC 9112 2.2 would allow it"),
    (get(fields="A: b\nC: d\r\n"), 400, "http.bare_lf", "RFC 9112 2.2 would allow it"),
    (get(fields="A: b\rC: d\r\n"), 400, "http.bare_cr", "RFC 9112 2.2"),
    (get(fields="A: b\x00c\r\n"), 400, "http.control_character", "RFC 9110 5.5"),
    (get(fields="A: b\x1bc\r\n"), 400, "http.control_character", "RFC 9110 5.5"),
    (get(fields="A\x00: b\r\n"), 400, "http.control_character", "RFC 9110 5.6.2"),
    (get(fields="A: b\x7f\r\n"), 400, "http.control_character", "RFC 9110 5.5"),
    (get(fields="A: b\r\n c\r\n"), 400, "http.obs_fold", "RFC 9112 5.2"),
    (get(fields="A: b\r\n\tc: d\r\n"), 400, "http.obs_fold", "RFC 9112 5.2"),
    (get(fields="A : b\r\n"), 400, "http.space_before_colon", "RFC 9112 5.1"),
    (f"GET /test/good HTTP/1.1\r\n {HOST}\r\n", 400, "http.space_before_first_field", "RFC 9112 2.2"),
    (get(fields=": b\r\n"), 400, "http.field_name", "RFC 9112 5"),
    (get(fields="no colon\r\n"), 400, "http.field_name", "RFC 9112 5"),
    (get(fields="A(b): c\r\n"), 400, "http.field_name", "RFC 9110 5.6.2"),
    (get(fields="\xe9: b\r\n"), 400, "http.field_name", "RFC 9110 5.6.2"),
    (f"\r\n\r\n{get()}", 400, "http.request_line", "RFC 9112 2.2"),
    (get(method="GET "), 400, "http.request_line", "RFC 9112 3"),
    (get(target="/test/good "), 400, "http.request_line", "RFC 9112 3"),
    (get(target="/test/good\tx"), 400, "http.request_line", "RFC 9112 3"),
    (get(version="HTTP/1.1 "), 400, "http.request_line", "RFC 9112 3"),
    (get(version="http/1.1"), 400, "http.request_line", "RFC 9112 2.3"),
    (get(version="HTTP/1.01"), 400, "http.request_line", "RFC 9112 2.3"),
    (f"GET /test/good\r\n{HOST}\r\n", 400, "http.request_line", "HTTP/0.9"),
    (get(method="G\x00T"), 400, "http.control_character", "RFC 9110 9.1"),
    (get(method="G,T"), 400, "http.request_line", "RFC 9110 9.1"),
    (get(version="HTTP/2.0"), 505, "http.version", "RFC 9110 15.6.6"),
    (get(version="HTTP/1.2"), 505, "http.version", "RFC 9110 2.5 would allow it"),
    ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "http.version", "RFC 9113 3.4"),
    ("\x16\x03\x01\x00\x05hello\r\n\r\n", 400, "http.control_character", "TLS inside TLS"),
]

METHODS = [
    (get(method="get"), 405, "route.method", "RFC 9110 9.1: case-sensitive"),
    (get(method="HEAD"), 405, "route.method", "no route says HEAD"),
    (get(method="OPTIONS"), 405, "route.method", "RFC 9110 9.3.7"),
    (get(method="TRACE"), 405, "route.method", "RFC 9110 9.3.8"),
    (get(method="DELETE"), 405, "route.method", "RFC 9110 9.3.5"),
    (get(method="X" * 4000), 405, "route.method", "RFC 9110 9.1"),
    (get(target="*", method="OPTIONS"), 400, "http.target_form", "RFC 9112 3.2.4"),
    (f"CONNECT localhost:443 HTTP/1.1\r\n{HOST}\r\n", 400, "http.target_form", "RFC 9112 3.2.3"),
    (get(target="*"), 400, "http.target_form", "RFC 9112 3.2.4"),
]

SIZES = [
    (get(target="/test/" + "a" * 8190), 414, "http.request_line_too_long", "RFC 9110 15.5.15"),
    (get(method="G" * 8190), 414, "http.request_line_too_long", "RFC 9112 3"),
    (get(fields="A: b\r\n" * 99), 431, "http.too_many_fields", "RFC 6585 5"),
    (get(fields=f"A: {'b' * 33000}\r\n"), 431, "http.head_too_large", "RFC 6585 5"),
    (get(fields="".join(f"A{i}: {'b' * 700}\r\n" for i in range(60))), 431, "http.head_too_large", "RFC 6585 5"),
]


def to(target, host):
    return f"GET {target} HTTP/1.1\r\n{host}@AUTH\r\n\r\n"


HOSTS = [
    (to("/test/good", ""), 400, "http.host_missing", "RFC 9112 3.2"),
    (to("https://localhost/test/good", ""), 400, "http.host_missing", "RFC 9112 3.2"),
    (to("/test/good", "Host: localhost\r\nHost: localhost\r\n"), 400, "http.host_repeated", "RFC 9112 3.2"),
    (to("/test/good", "Host: localhost\r\nhost: other\r\n"), 400, "http.host_repeated", "RFC 9112 3.2"),
    (to("/test/good", "Host: \r\n"), 400, "http.host_ill_formed", "RFC 9110 7.2"),
    (to("/test/good", "Host: a, b\r\n"), 400, "http.host_ill_formed", "RFC 9110 7.2"),
    (to("/test/good", "Host: user@localhost\r\n"), 400, "http.host_ill_formed", "RFC 9110 4.2.4"),
    (to("/test/good", "Host: localhost/x\r\n"), 400, "http.host_ill_formed", "RFC 9110 7.2"),
    (to("/test/good", "Host: localhost:99999\r\n"), 400, "http.host_ill_formed", "RFC 3986 3.2.3"),
    (to("/test/good", "Host: [::1\r\n"), 400, "http.host_ill_formed", "RFC 3986 3.2.2"),
    (to("/test/good", "Host: local\x00host\r\n"), 400, "http.control_character", "RFC 9110 5.5"),
    (to("https://other/test/good", "Host: localhost\r\n"), 400, "http.host_mismatch", "RFC 9112 3.2.2"),
    (to("https://localhost:8443/test/good", "Host: localhost\r\n"), 400, "http.host_mismatch", "RFC 9112 3.2.2"),
    (to("https://user@localhost/test/good", "Host: localhost\r\n"), 400, "http.host_ill_formed", "RFC 9110 4.2.4"),
    (to("ftp://localhost/test/good", "Host: localhost\r\n"), 400, "http.target_form", "RFC 9110 4.2"),
    (to("localhost/test/good", "Host: localhost\r\n"), 400, "http.target_form", "RFC 9112 3.2"),
    (to("//localhost/test/good", "Host: localhost\r\n"), 400, "http.path_empty_segment", "RFC 9112 3.2.1"),
]

# RFC 3986 normalises some of these; a bank that normalises less, more or twice would serve another resource than was decided on.
PATHS = [(get(target), 400, f"http.{reason}", source) for target, reason, source in [
    ("/test/../test/good", "path_dot_segment", "RFC 3986 6.2.2.3"),
    ("/test/./good", "path_dot_segment", "RFC 3986 6.2.2.3"),
    ("/test/good/..", "path_dot_segment", "RFC 3986 6.2.2.3"),
    ("/test/%2e%2e/test/good", "path_dot_segment", "RFC 3986 6.2.2.2"),
    ("/test/.%2E/good", "path_dot_segment", "RFC 3986 6.2.2.2"),
    ("/test/%2e/good", "path_dot_segment", "RFC 3986 6.2.2.2"),
    ("/test/..%2f..%2fadmin", "path_encoded_separator", "RFC 3986 2.2"),
    ("/test%2fgood", "path_encoded_separator", "RFC 3986 2.2"),
    ("/test/a%5cb", "path_encoded_separator", "RFC 3986 2.2"),
    ("/test/a\\b", "path_backslash", "RFC 3986 3.3"),
    ("/test/%252e%252e", "path_encoded_percent", "double encoding"),
    ("/test/a%2500", "path_encoded_percent", "double encoding"),
    ("/test/good%00", "path_control", "RFC 3986 7.3"),
    ("/test/good%0d%0aX:%20y", "path_control", "RFC 3986 7.3"),
    ("/test/good%7f", "path_control", "RFC 3986 7.3"),
    ("/test/%c0%ae%c0%ae/good", "path_utf8", "RFC 3629 10: overlong"),
    ("/test/%e0%80%af", "path_utf8", "RFC 3629 10: overlong"),
    ("/test/%ed%a0%80", "path_utf8", "RFC 3629 3: surrogate"),
    ("/test/%f5%80%80%80", "path_utf8", "RFC 3629 3"),
    ("/test/%ff", "path_utf8", "RFC 3629 3"),
    ("/test/good;v=1", "path_parameter", "RFC 3986 3.3"),
    ("/test/..;/good", "path_parameter", "RFC 3986 3.3"),
    ("/test/good%3Bv=1", "path_parameter", "RFC 3986 3.3"),
    ("//test/good", "path_empty_segment", "RFC 3986 3.3"),
    ("/test//good", "path_empty_segment", "RFC 3986 3.3"),
    ("/test/good//", "path_empty_segment", "RFC 3986 3.3"),
    ("/test/%", "percent_encoding", "RFC 3986 2.1"),
    ("/test/%6", "percent_encoding", "RFC 3986 2.1"),
    ("/test/%u002e", "percent_encoding", "RFC 3986 2.1"),
    ("/test/good?a=%zz", "percent_encoding", "RFC 3986 2.1"),
    ("/test/good#x", "target_character", "RFC 9112 3.2"),
    ("/test/go|od", "target_character", "RFC 3986 3.3"),
    ("/test/caf\xe9", "target_character", "RFC 3986 2"),
    ("/test/good?a=\"b\"", "target_character", "RFC 3986 3.4"),
]] + [
    (get("/test"), 404, "route.unknown", "no route"),
    (get("/test/"), 404, "route.unknown", "RFC 3986 6.2.3: not the same path"),
    (get("/test/good/"), 404, "route.unknown", "RFC 3986 6.2.3: not the same path"),
    (get("/TEST/good"), 404, "route.unknown", "RFC 3986 6.2.2.1: paths have case"),
    (get("/"), 404, "route.unknown", "no route"),
]

# What a policy reads must be there once and be text; what it does not read is the bank's business.
INPUTS = [
    (get("/test/find?text=a&text=b"), 400, "input.duplicate", "OWASP: parameter pollution"),
    (get("/test/find?text=a&t%65xt=b"), 400, "input.duplicate", "RFC 3986 6.2.2.2"),
    (get("/test/find?text&text=b"), 400, "input.duplicate", "OWASP: parameter pollution"),
    (get("/test/find?text=a&text"), 400, "input.duplicate", "OWASP: parameter pollution"),
    (get("/test/find?text=a%00b"), 400, "http.query_nul", "RFC 3986 7.3"),
    (get("/test/good?a=%00"), 400, "http.query_nul", "RFC 3986 7.3: the bank may read it"),
    (get("/test/find?text=%ff"), 400, "input.misfit", "RFC 3629 3"),
    (get("/test/find?text=%c0%af"), 400, "input.misfit", "RFC 3629 10"),
    (get("/test/find?text=" + "a" * 300), 400, "input.too_large", "limits.text"),
    (get("/test/find", "x-device: a\r\nX-Device: b\r\n"), 400, "input.duplicate", "RFC 9110 5.2"),
    (get("/test/find", "x-device: \xff\r\n"), 400, "input.misfit", "RFC 9110 5.5"),
    (get("/test/find", "x-device: " + "a" * 300 + "\r\n"), 400, "input.too_large", "limits.text"),
    (get("/test/find", "Cookie: session=old\r\n"), 403, "session.old", "the policy's own"),
    (get("/test/find", "Cookie: a=b; session=old; c=\"d\"\r\n"), 403, "session.old", "RFC 6265 4.2.1"),
    (get("/test/find", "Cookie: session=a; session=b\r\n"), 400, "input.duplicate", "RFC 6265 4.2.2: which of them?"),
    (get("/test/find", "Cookie: session=a; x=1; x=2\r\n"), 400, "input.duplicate", "RFC 6265 4.2.2: also of others"),
    (get("/test/find", "Cookie: session=a\r\nCookie: b=c\r\n"), 400, "input.duplicate", "RFC 6265 5.4"),
    (get("/test/find", "Cookie: session\r\n"), 400, "input.misfit", "RFC 6265 4.2.1: a pair has a value"),
    (get("/test/find", "Cookie: session=a;b=c\r\n"), 400, "input.misfit", "RFC 6265 4.2.1: a blank behind the semicolon"),
    (get("/test/find", "Cookie: session=a;  b=c\r\n"), 400, "input.misfit", "RFC 6265 4.2.1: one blank"),
    (get("/test/find", "Cookie: session=a;\r\n"), 400, "input.misfit", "RFC 6265 4.2.1: nothing behind the semicolon"),
    (get("/test/find", "Cookie: $Version=1; session=a, b\r\n"), 400, "input.misfit", "RFC 6265 4.1.1: commas divided cookies once"),
    (get("/test/find", "Cookie: session=a b\r\n"), 400, "input.misfit", "RFC 6265 4.1.1"),
    (get("/test/find", "Cookie: session=\"a\r\n"), 400, "input.misfit", "RFC 6265 4.1.1: one quote"),
    (get("/test/find", "Cookie: se ssion=a\r\n"), 400, "input.misfit", "RFC 6265 4.1.1"),
    (get("/test/find", "Cookie: =a; session=b\r\n"), 400, "input.misfit", "RFC 6265 4.1.1: a name"),
    (get("/test/find", "Cookie: session=\xe9\r\n"), 400, "input.misfit", "RFC 6265 4.1.1"),
    (get("/test/find", "Cookie: " + "; ".join(f"c{i}=x" for i in range(65)) + "\r\n"), 400, "input.misfit", "kMostCookies"),
    (get("/test/find?text=forbidden"), 403, "search.forbidden", "the policy's own"),
    (get("/test/find?te%78t=f%6frbidden"), 403, "search.forbidden", "RFC 3986 6.2.2.2"),
]

# The policy knows a fact by what is searched for and by which device.
WATCHED = {"text": "a,b%2C", "device": "50% of/it"}
WATCHES = [
    (get("/test/find?text=a,b%252C", "x-device: 50% of/it\r\n"), 403, "search.watched", "the policy's own, found by two keys"),
]
UNWATCHED = [
    (get("/test/find?text=a,b%2C", "x-device: 50% of/it\r\n"), ["GET /test/find?text=a,b%2C 0"], "another text"),
    (get("/test/find?text=a,b%252C"), ["GET /test/find?text=a,b%252C 0"], "where a key is absent, so is the fact"),
    (get("/test/find?text=a", "x-device: b%2C,50% of/it\r\n"), ["GET /test/find?text=a 0"], "no two lists of keys are one"),
]


def watch(bench):
    """Puts the fact where the gateway looks for it."""
    key = ",".join(text.replace("%", "%25").replace(",", "%2C") for text in WATCHED.values())
    bench.put_fact("watches", key, {"since": "2026-11-20"})


GOOD = ["GET /test/good 0"]
PAID = [f"POST {PAYMENTS} {SIZE}"]
ACCEPTED = [
    (f"\r\n{get()}", GOOD, "RFC 9112 2.2: one empty line before a request"),
    (get(version="HTTP/1.0"), GOOD, "RFC 9110 2.5: the older minor version, and a close"),
    (get(version="HTTP/1.0", fields="Connection: keep-alive\r\n"), GOOD, "RFC 9112 9.3: answered with a close"),
    (to("https://localhost/test/good", "Host: localhost\r\n"), GOOD, "RFC 9112 3.2.2: absolute form must be taken"),
    (to("HTTPS://LOCALHOST:443/test/good", "Host: localhost\r\n"), GOOD, "RFC 9110 4.2.3: the same URI"),
    (to("/test/good", "Host: LocalHost:443\r\n"), GOOD, "RFC 9110 4.2.3: hosts have no case"),
    (to("/test/good", "Host: api.bank.example\r\n"), GOOD, "RFC 9110 7.2: it serves one authority and passes no Host on"),
    (to("/test/good", "hOST:localhost\r\n"), GOOD, "RFC 9112 5.1: names have no case, the blank is optional"),
    (get(fields="A:\t b \t\r\n"), GOOD, "RFC 9112 5.1: optional white space"),
    (get(fields="A:\r\n"), GOOD, "RFC 9110 5.5: a value may be empty"),
    (get(fields="A: \xe9\r\n"), GOOD, "RFC 9110 5.5: obs-text is opaque, and not passed on"),
    (get(fields="Transfer_Encoding: chunked\r\n"), GOOD, "RFC 9110 5.1: another field, and not passed on"),
    (get(fields="Connection: keep-alive, TE\r\nTE: trailers\r\n"), GOOD, "RFC 9110 10.1.4"),
    (get(fields="Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: x\r\n"), GOOD, "RFC 9110 7.8: may be ignored"),
    (get(fields="X-HTTP-Method-Override: DELETE\r\nX-Original-URL: /admin\r\n"), GOOD, "not passed on"),
    (get(fields="x-fapi-interaction-id: <script>\r\n"), GOOD, "FAPI 1.0 6.2.1: no UUID, so it gets a new one"),
    (get(fields=f"x-fapi-interaction-id: {'a' * 5000}\r\n"), GOOD, "FAPI 1.0 6.2.1"),
    (get(fields="x-fapi-interaction-id: 00000000-0000-4000-8000-000000000000\r\n" * 2), GOOD, "FAPI 1.0 6.2.1: two, so it gets a new one"),
    (get(fields="Content-Length: 0\r\n"), GOOD, "RFC 9110 9.3.1"),
    (get(fields="Transfer-Encoding: chunked\r\n") + "0\r\n\r\n", GOOD, "RFC 9112 6.3: a body of no bytes"),
    (get(fields="A: b\r\n" * 98), GOOD, "within the limit of 100 fields"),
    (get("/test/%67ood"), GOOD, "RFC 3986 6.2.2.2: the bank gets what was decided on"),
    (get("/test/%e2%82%ac~%7E"), ["GET /test/%E2%82%AC~~ 0"], "RFC 3986 6.2.2.1"),
    (get("/test/good?"), ["GET /test/good? 0"], "RFC 3986 6.2.3: an empty query is kept"),
    (get("/test/good?a=1&a=2&b=../..;%2f%0a"), ["GET /test/good?a=1&a=2&b=../..;%2f%0a 0"], "RFC 3986 3.4: read by no rule"),
    (get("/test/find?text=a%20b+c"), ["GET /test/find?text=a%20b+c 0"], "RFC 3986 3.4: `+` is itself"),
    (get("/test/find", "Cookie: Session=old; a==b; session=\r\n"), ["GET /test/find 0"], "RFC 6265 4.1.1: names differ by case"),
    (get("/test/find?&&x&text="), ["GET /test/find?&&x&text= 0"], "RFC 3986 3.4"),
]
ACCEPTED_PAYMENTS = [
    (chunked(f"{SIZE:08X};a=b;c=\"d\"\r\n{PAYMENT}\r\n000;x\r\nDigest: y\r\n\r\n"), PAID, "RFC 9112 7.1: extensions and trailers are dropped"),
    (chunked("".join(f"1\r\n{c}\r\n" for c in PAYMENT) + "0\r\n\r\n"), PAID, "RFC 9112 7.1"),
    (post("Transfer-Encoding: CHUNKED\r\n", ONE_CHUNK), PAID, "RFC 9112 7: codings have no case"),
    (post(f"Content-Length: 000{SIZE}\r\n", PAYMENT), PAID, "RFC 9110 8.6: digits"),
    (post(f"Content-Length: {SIZE}\r\nExpect: 100-Continue\r\n", PAYMENT), PAID, "RFC 9110 10.1.1"),
    (post(f"Content-Length: {SIZE}\r\n", PAYMENT + "\r\n"), PAID, "RFC 9112 2.2: an empty line after a body"),
]


def main():
    report = Report()
    bench = Bench(*sys.argv[1:3])
    try:
        bench.prepare()
        bench.start_gateway()
        runner = Runner(bench, report)
        watch(bench)
        for row in FRAMING + CHUNKS + LINES + METHODS + SIZES + HOSTS + PATHS + INPUTS + WATCHES:
            runner.refused(*row)
        for row in ACCEPTED + UNWATCHED:
            runner.accepted(*row)
        for row in ACCEPTED_PAYMENTS:
            runner.accepted(*row, status=201)
        bench.stop_gateway()
        runner.check_logs()
    finally:
        bench.stop()
    return report.end("requests")


sys.exit(main())
