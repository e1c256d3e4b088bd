#!/usr/bin/env python3
"""What an upstream may be and may say, through the whole gateway: its certificate, its statuses, media types, codings and sizes; and
which connections to it are used again. The last column says where the rule stands."""
import json
import ssl
import sys
import urllib.request
import warnings

from authority import CLIENT, DAY, SERVER, Authority, self_signed
from harness import REGION, Bench, Report, tls_context
from scripted_upstream import After, ScriptedUpstream

LIMIT = 200_000  # limits.response_body
PATH = "/test/other-bank"
NAMES = SERVER + "DNS:localhost"


def server_context(bench, name, version=None, ciphers=None):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if ciphers:
        context.set_ciphers(ciphers)  # first: the level of security also bounds the certificate
    context.load_cert_chain(bench.path(f"{name}.pem"), bench.path(f"{name}.key"))
    if version:
        context.minimum_version = context.maximum_version = version
    return context


def refused_servers(bench):
    """None of these may be sent a byte of a request."""
    ca, stranger = Authority(bench.folder), Authority(bench.folder, "stranger-ca")
    names = [
        (ca.issue("wrong-host", SERVER + "DNS:other.example"), "RFC 9525 6.3"),
        (ca.issue("longer-host", SERVER + "DNS:localhost.evil.example"), "RFC 9525 6.3"),
        (ca.issue("part-wildcard", SERVER + "DNS:local*"), "RFC 9525 6.3: no part of a label"),
        (ca.issue("wildcard", SERVER + "DNS:*"), "RFC 9525 6.3"),
        (ca.issue("common-name", SERVER + "DNS:other.example", subject="/O=Example/CN=localhost"), "RFC 9525 6.2: names are in subjectAltName"),
        (ca.issue("an-address", SERVER + "IP:127.0.0.1"), "RFC 9525 6.1: the url names a host"),
        (ca.issue("server-expired", NAMES, begins=-10 * DAY, ends=-DAY), "RFC 5280 4.1.2.5"),
        (ca.issue("server-not-yet", NAMES, begins=DAY), "RFC 5280 4.1.2.5"),
        (ca.issue("for-clients", CLIENT + "subjectAltName=DNS:localhost"), "RFC 5280 4.2.1.12"),
        (ca.issue("server-sha1", NAMES, digest="sha1"), "RFC 9155"),
        (stranger.issue("unknown-ca", NAMES), "RFC 5280 6.1: another authority of the same name"),
        (self_signed(bench.folder, "server-self-signed"), "RFC 5280 6.1"),
    ]
    rows = [(server_context(bench, name, ciphers="ALL:@SECLEVEL=0"), f"{name}: {source}") for name, source in names]
    return rows + [
        (server_context(bench, "good-server", ssl.TLSVersion.TLSv1_1, "ALL:@SECLEVEL=0"), "RFC 9325 3.1.1: TLS 1.1"),
        (server_context(bench, "good-server", ssl.TLSVersion.TLSv1_2, "ECDHE-ECDSA-AES128-SHA256"), "RFC 9325 4.2: CBC"),
        (None, "plain HTTP where https is meant"),
    ]


def answer(status="200 OK", body="", fields="Content-Type: application/json\r\n", length=None, chunked=False):
    data = body if isinstance(body, bytes) else body.encode()
    if chunked:
        framing, data = "Transfer-Encoding: chunked\r\n", b"%x\r\n%s\r\n0\r\n\r\n" % (len(data), data)
    else:
        framing = f"Content-Length: {len(data) if length is None else length}\r\n" if length != "none" else ""
    return f"HTTP/1.1 {status}\r\n{fields}{framing}\r\n".encode("latin-1") + data


def typed(content_type, body, more=""):
    return answer(body=body, fields=f"Content-Type: {content_type}\r\n{more}")


UNTIL_CLOSE = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
# For a status: the server ends the connection after its bytes, with or without the end of TLS.
CLOSED, CUT = After.CLOSE, After.CUT
# Whether the next request goes over the same connection.
AGAIN, ANEW = "again", "anew"


def rows(good):
    """(bytes, status, reason, connection, source)"""
    ok = answer(body=good)
    interim = "HTTP/1.1 103 Early Hints\r\nLink: <https://core.bank.internal/x>\r\n\r\n".encode()
    unreadable, bad_head = (502, "response.unreadable", ANEW), (502, "upstream.bad_head", ANEW)
    return [
        (ok, 200, "", AGAIN, "RFC 9112 9.3"),
        (answer(body=good, chunked=True), 200, "", AGAIN, "RFC 9112 9.3"),
        (UNTIL_CLOSE + good.encode(), CLOSED, "", ANEW, "RFC 9112 6.3: until the close"),
        (UNTIL_CLOSE + good.encode(), CUT, "upstream.body_cut", ANEW, "RFC 9112 9.8: a close without close_notify is a cut"),
        (ok.replace(b"Content-Type", b"Connection: close\r\nContent-Type"), 200, "", ANEW, "RFC 9112 9.6"),
        (ok.replace(b"HTTP/1.1", b"HTTP/1.0"), 200, "", ANEW, "RFC 9112 9.3"),
        (answer("201 Created", good), 201, "", AGAIN, "RFC 9110 15.3.2"),
        (answer("202 Accepted", good), 202, "", AGAIN, "RFC 9110 15.3.3"),
        (answer("204 No Content", length="none"), 204, "", AGAIN, "RFC 9110 15.3.5"),
        (answer("204 No Content", good), 204, "", ANEW, "RFC 9112 6.3: what follows would be the next answer"),
        (interim + ok, 200, "", AGAIN, "RFC 9110 15.2: passed over"),
        (b"HTTP/1.1 100 Continue\r\n\r\n" + interim + ok, 200, "", AGAIN, "RFC 9110 15.2"),
        (interim * 9 + ok, *bad_head, "no end of interim answers"),
        (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n", *bad_head, "RFC 9110 15.2.2: nobody asked"),
        (answer("205 Reset Content", length=0), 502, "response.misfit", AGAIN, "RFC 9110 15.3.6: no JSON"),
        (answer("206 Partial Content", good), *unreadable, "RFC 9110 15.3.7: nobody asked"),
        (answer("304 Not Modified", length="none"), 502, "response.unreadable", AGAIN, "RFC 9110 15.4.5: nobody asked"),
        (answer("301 Moved", good, "Location: https://evil.example/\r\nContent-Type: application/json\r\n"), *unreadable, "RFC 9110 15.4"),
        (answer("404 Not Found", good), 404, "upstream.refused", ANEW, "the bank's words about errors stay with us"),
        (answer("503 Down", good, "Retry-After: 5\r\nContent-Type: application/json\r\n"), 502, "upstream.failed", ANEW, "likewise"),
        (answer("600 Odd", good), *bad_head, "RFC 9110 15"),
        (answer("099 Odd", good), *bad_head, "RFC 9110 15"),
        (answer("20 Odd", good), *bad_head, "RFC 9112 4"),
        (ok.replace(b"200 OK", b"200"), *bad_head, "RFC 9112 4: the blank is not optional"),
        (ok.replace(b"\r\nContent-Type", b"\r\n Content-Type"), *bad_head, "RFC 9112 2.2"),
        (ok.replace(b"Content-Length:", b"Content-Length :"), *bad_head, "RFC 9112 5.1"),
        (typed("text/html", good), *unreadable, "what redaction cannot read is not passed on"),
        (typed("text/plain", good), *unreadable, "likewise"),
        (typed("application/octet-stream", good), *unreadable, "likewise"),
        (typed("application/xml", "<a/>"), *unreadable, "likewise"),
        (typed("application/x-ndjson", good), *unreadable, "likewise"),
        (typed("application/json-seq", "\x1e" + good), *unreadable, "RFC 7464"),
        (typed("multipart/mixed; boundary=x", good), *unreadable, "likewise"),
        (typed("application/json\r\nContent-Type: application/json", good), *unreadable, "RFC 9110 8.3: one"),
        (typed("application/json; charset=utf-7", good), *unreadable, "RFC 8259 8.1"),
        (typed("application/json; charset=utf-16", good.encode("utf-16")), *unreadable, "RFC 8259 8.1"),
        (answer(body=good, fields=""), *unreadable, "RFC 9110 8.3: untyped"),
        (typed("application/json; charset=utf-8", good), 200, "", AGAIN, "RFC 8259 8.1"),
        (typed("application/vnd.bank+json", good), 200, "", AGAIN, "RFC 6839 3.1"),
        (typed("application/json", good, "Content-Encoding: gzip\r\n"), *unreadable, "RFC 9110 8.4"),
        (typed("application/json", good, "Content-Encoding: br\r\n"), *unreadable, "RFC 9110 8.4"),
        (typed("application/json", good, "Content-Encoding: identity, gzip\r\n"), *unreadable, "RFC 9110 8.4"),
        (typed("application/json", good, "Content-Encoding: identity\r\nContent-Encoding: identity\r\n"), *unreadable, "RFC 9110 8.4"),
        (typed("application/json", good, "Content-Encoding: identity\r\n"), 200, "", AGAIN, "RFC 9110 8.4.1"),
        (answer(body=good, fields="Content-Type: application/json\r\nTransfer-Encoding: gzip, chunked\r\n", length="none"), *bad_head, "RFC 9112 6.1"),
        (answer(body=good + " " * LIMIT), 502, "upstream.body_too_large", ANEW, "limits.response_body"),
        (answer(body=good + " " * LIMIT, chunked=True), 502, "upstream.body_too_large", ANEW, "limits.response_body"),
        (answer(body=good + "x"), 502, "response.misfit", ANEW, "RFC 8259 2"),
        (ok + b"HTTP/1.1 200 OK\r\n", 200, "", ANEW, "RFC 9112 9.2: an answer that nobody asked for"),
        (ok[:-1], CLOSED, "upstream.body_cut", ANEW, "RFC 9112 8"),
        (ok[:-1], CUT, "upstream.body_cut", ANEW, "RFC 9112 8"),
    ]


class Upstreams:
    def __init__(self, bench, report, bank):
        self.bench, self.report, self.bank = bench, report, bank
        self.token, self.heard = bench.token(), b""
        self.wire = bench.wire()

    def ask(self, method="GET"):
        self.wire.send(f"{method} {PATH} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {self.token}\r\nX-Internal: 1\r\n"
                       "Cookie: a=b\r\nForwarded: for=1.2.3.4\r\nRange: bytes=0-9\r\nIf-None-Match: *\r\n\r\n".encode())
        answer = self.wire.answer(method)
        if answer is None or answer.headers.get("connection") == "close":
            self.wire = self.bench.wire()
        self.heard += repr(answer and answer.headers).encode() + (answer.body if answer else b"")
        return answer

    def good(self, closes=False):
        """A good answer; says over how many new connections it came."""
        self.bank.answer, self.bank.after = self.good_bytes, After.CLOSE if closes else After.KEEP
        before = self.bank.connections
        answer = self.ask()
        self.report.check(answer is not None and answer.status == 200, f"a good answer is {answer and (answer.status, answer.reason)}")
        return self.bank.connections - before


def tls(bench, report, u):
    u.good(closes=True)
    for context, source in refused_servers(bench):
        report.rows += 1
        u.bank.context, asked = context, len(u.bank.requests)
        answer = u.ask()
        report.same((answer.status, answer.reason), (502, "upstream.tls_failed"), source)
        report.same(len(u.bank.requests), asked, f"{source}: the server was sent a request")
    u.bank.context = server_context(bench, "good-server", ssl.TLSVersion.TLSv1_2, "ECDHE-ECDSA-AES128-GCM-SHA256")
    report.same(u.good(closes=True), 1, "RFC 9325 4.2: TLS 1.2")
    u.bank.context = good = server_context(bench, "good-server")
    good.verify_mode = ssl.CERT_REQUIRED
    good.load_verify_locations(bench.path("ca.pem"))
    good.sni_callback = lambda socket, name, context: u.bank.server_names.append(name)
    report.same(u.good(closes=True), 1, "RFC 8446 4.3.2: the server asks for a certificate")
    report.check("localhost" in u.bank.server_names, "RFC 6066 3: no server name was sent")
    report.check(bool(u.bank.certificates[-1]), "the gateway showed no certificate")
    report.rows += 2


def answers(report, u, document):
    u.good()
    for raw, status, reason, connection, source in rows(document):
        report.rows += 1
        u.bank.answer, u.bank.after = raw, status if isinstance(status, After) else After.KEEP
        answer = u.ask()
        if isinstance(status, After):
            status = 502 if reason else 200
        report.same((answer.status, answer.reason), (status, reason), source)
        if status == 204:
            report.check(not answer.body and "content-length" not in answer.headers, f"{source}: a 204 has no length (RFC 9110 8.6)")
        report.same(u.good(), {AGAIN: 0, ANEW: 1}[connection], f"{source}: new connections for the next request")


def head(report, u):
    """A redacted body's length is not known before it is redacted (RFC 9110 8.6)."""
    for raw in (answer(length=5000), answer(fields="Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n", length="none")):
        report.rows += 1
        u.bank.answer, u.bank.after = raw, After.KEEP
        reply = u.ask("HEAD")
        report.same(reply.status, 200, "HEAD")
        report.check("content-length" not in reply.headers, f"HEAD: a length is named: {reply.headers}")
        report.same(u.good(), 0, "HEAD: new connections for the next request")


def large(report, u, document):
    """Found after the first byte went out: the stream is cut, so that nobody takes it for whole."""
    accounts = json.loads(document)
    one = accounts["Data"]["Account"]
    accounts["Data"]["Account"] = one * (2 * LIMIT // len(document))
    report.rows += 1
    u.bank.answer = answer(body=json.dumps(accounts))
    u.wire.send(f"GET {PATH} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {u.token}\r\n\r\n".encode())
    whole = u.wire.rest()
    report.check(whole.startswith(b"HTTP/1.1 200") and not whole.endswith(b"0\r\n\r\n"), "a body that is too large was ended as if it were whole")
    u.wire = u.bench.wire()
    u.heard += whole


def reuse(report, u):
    report.rows += 1
    u.good()
    report.same(sum(u.good() for _ in range(50)), 0, "new connections for fifty requests")


def passed_on(report, u):
    """What left for the bank: re-serialised, for its own host, without what is ours or what would change the answer."""
    report.rows += 1
    for request in u.bank.requests:
        names = {line.partition(":")[0].lower() for line in request.split("\r\n")[1:]}
        report.check(f"Host: localhost:{u.bank.port}" in request, f"the bank was sent another Host: {request[:80]}")
        given = set() if request.startswith("HEAD") else {"x-bank-caller", "accept-language"}
        report.same(names - {"host", "x-fapi-interaction-id", "accept-encoding"}, given, "fields that went to the bank")


def given_headers(report, u):
    """Headers that the route gives: its own value, once, whatever the client says under that name."""
    u.good()
    for client, fields, status, reason in [
        ("tpp-blue", "", 200, ""),
        ("tpp-blue", "X-Bank-Caller: someone-else\r\nAccept-Language: fr\r\nX-Bank-Customer: 7\r\n", 200, ""),
        ("tpp-bl\u00fce", "", 400, "input.misfit"),
        ("tpp blue ", "", 400, "input.misfit"),
        ("t" * 1025, "", 400, "input.too_large"),
        ("tpp-grey", "", 403, "no_rule_permits"),
    ]:
        report.rows += 1
        asked = len(u.bank.requests)
        u.wire.send(f"GET {PATH} HTTP/1.1\r\nHost: localhost\r\n"
                    f"Authorization: Bearer {u.bench.token(client, bound_to='tpp-blue')}\r\n{fields}\r\n".encode())
        answer = u.wire.answer()
        report.same((answer.status, answer.reason), (status, reason), f"{client[:20]!r} {fields!r}")
        sent = u.bank.requests[asked:]
        report.same(len(sent), 1 if status == 200 else 0, f"{client[:20]!r}: requests to the bank")
        lines = {line.lower() for request in sent for line in request.split("\r\n") if "bank-c" in line.lower() or "language" in line.lower()}
        report.same(lines, {"x-bank-caller: tpp-blue", "accept-language: en"} if sent else set(), f"{fields!r}: headers for the bank")


def main():
    report, bench, bank = Report(), Bench(*sys.argv[1:3]), ScriptedUpstream()
    try:
        upstream = (f'[[upstream]]\nname = "other"\nservers = [ {{ url = "https://localhost:{bank.port}", region = "{REGION}" }} ]\n'
                    'ca = "ca.pem"\ncertificate = "gateway-client.pem"\nkey = "gateway-client.key"\n')
        bench.prepare(limits=f"response_body = {LIMIT}", upstreams=upstream)
        ca = Authority(bench.folder)
        ca.issue("gateway-client", CLIENT)
        ca.issue("good-server", NAMES)
        with open(bench.path("gateway.toml")) as file:
            text = file.read().replace("cores         = 2", "cores         = 1")  # one pool, so that connections can be counted
        with open(bench.path("gateway.toml"), "w") as file:
            file.write(text)
        bench.start_gateway()
        with urllib.request.urlopen(f"http://127.0.0.1:{bench.banks[REGION]}/open-banking/v4.0/aisp/accounts/22289001") as response:
            document = response.read().decode()
        bank.context = server_context(bench, "good-server")
        u = Upstreams(bench, report, bank)
        u.good_bytes = answer(body=document)
        reuse(report, u)
        answers(report, u, document)
        head(report, u)
        large(report, u, document)
        tls(bench, report, u)
        passed_on(report, u)
        given_headers(report, u)
        owner = json.loads(document)["Data"]["Account"][0]
        for key in ("Owner", "TaxId", "CoreSessionToken", "InternalRiskNote"):
            report.check(owner[key].encode() not in u.heard, f"the client heard {key}")
        bench.stop_gateway()
    finally:
        bench.stop()
    return report.end("answers and servers")


warnings.simplefilter("ignore", DeprecationWarning)  # old versions of TLS are what is tested
sys.exit(main())
