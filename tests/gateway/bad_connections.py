#!/usr/bin/env python3
"""Clients that are wrong before they ask, too slow, or too many, through the whole gateway: the connection ends within its limit,
there is one line in the access log, the bank is never called, and the next client is served."""
import socket
import ssl
import subprocess
import sys
import time
import warnings

from authority import CLIENT, DAY, SERVER, Authority, self_signed
from harness import Bench, Failure, Report, Wire, credentials, tls_context
from rows import HOST, PAYMENTS, Runner, get, post

CONNECTIONS = 24  # limits.connections_per_address; half of them a core
LIMITS = """
handshake_ms = 1500
head_ms = 1000
idle_ms = 3000
body_ms = 1000
"""
TLS12 = ssl.TLSVersion.TLSv1_2


def certificates(bench):
    """(name, why): none of them may finish a handshake."""
    ca, stranger = Authority(bench.folder), Authority(bench.folder, "stranger-ca")
    rows = [
        (stranger.issue("wrong-ca", CLIENT), "RFC 5280 6.1: another authority of the same name"),
        (self_signed(bench.folder, "self-signed"), "RFC 5280 6.1"),
        (ca.issue("expired", CLIENT, begins=-10 * DAY, ends=-DAY), "RFC 5280 4.1.2.5"),
        (ca.issue("not-yet", CLIENT, begins=DAY), "RFC 5280 4.1.2.5"),
        (ca.issue("for-servers", SERVER + "DNS:tpp.example"), "RFC 5280 4.2.1.12"),
        (ca.issue("no-signing", "basicConstraints=CA:FALSE\nkeyUsage=keyEncipherment\n"), "RFC 5280 4.2.1.3"),
        (ca.issue("weak-key", CLIENT, key=("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024")), "FAPI 2.0 5.4.1: 2048 bits"),
        (ca.issue("sha1", CLIENT, digest="sha1"), "RFC 9155"),
        (ca.issue("critical", CLIENT + "1.2.3.4.5=critical,DER:0500\n"), "RFC 5280 4.2: not understood"),
        (ca.issue("revoked", CLIENT), "RFC 5280 6.3"),
    ]
    ca.revoke("revoked")
    ca.revocations("ca.crl")
    return rows


def with_alpn(bench, *names):
    context = tls_context(bench, "tpp-blue")
    context.set_alpn_protocols(names)
    return context


def with_version(bench, version, ciphers=None):
    context = tls_context(bench, "tpp-blue")
    context.minimum_version, context.maximum_version = version, version
    if ciphers:
        context.set_ciphers(ciphers)
    return context


def without_names(bench):
    context = tls_context(bench)
    context.check_hostname = False
    return context


def refused_contexts(bench):
    return [
        (with_version(bench, ssl.TLSVersion.TLSv1, "ALL:@SECLEVEL=0"), "RFC 9325 3.1.1: TLS 1.0"),
        (with_version(bench, ssl.TLSVersion.TLSv1_1, "ALL:@SECLEVEL=0"), "RFC 9325 3.1.1: TLS 1.1"),
        (with_version(bench, TLS12, "ECDHE-ECDSA-AES128-SHA256"), "RFC 9325 4.2: CBC"),
        (with_version(bench, TLS12, "ECDHE-ECDSA-AES128-SHA"), "RFC 9325 4.2: CBC, SHA-1"),
        (with_version(bench, TLS12, "ECDHE-ECDSA-CHACHA20-POLY1305"), "RFC 9325 4.2: not one of the four"),
        (with_version(bench, TLS12, "AES128-GCM-SHA256"), "RFC 9325 4.1: no forward secrecy"),
        (with_version(bench, TLS12, "aNULL:@SECLEVEL=0"), "RFC 9325 4.1: nobody is proved"),
        (with_alpn(bench, "h2"), "RFC 7301 3.2"),
        (with_alpn(bench, "http/1.0"), "RFC 7301 3.2"),
        (with_alpn(bench, "ftp", "http/1.1x"), "RFC 7301 3.2"),
    ]


def accepted_contexts(bench):
    return [
        (with_version(bench, TLS12, "ECDHE-ECDSA-AES128-GCM-SHA256"), "localhost", "RFC 9325 4.2"),
        (with_version(bench, TLS12, "ECDHE-ECDSA-AES256-GCM-SHA384"), "localhost", "RFC 9325 4.2"),
        (with_alpn(bench, "h2", "http/1.1"), "localhost", "RFC 7301 3.2: ours is among them"),
        (without_names(bench), "other.example", "RFC 6066 3: may be ignored; there is one certificate, and no host decides"),
        (tls_context(bench), "127.0.0.1", "RFC 6066 3: an address is no server name"),
    ]


class Connections:
    def __init__(self, bench, report, source_of_good=None):
        self.bench, self.report = bench, report
        self.runner = Runner(bench, report)
        self.handshakes = 0  # that failed: as many lines there must be
        self.refusals = []  # (reason) of lines whose clients were told nothing

    def shut_out(self, open_wire, what):
        """The handshake fails, at once or, in TLS 1.3, as soon as the client wants to read."""
        self.report.rows += 1
        try:
            with open_wire() as wire:
                wire.send(self.runner.bytes_of(get()))
                self.report.same(wire.rest(), b"", f"{what}: it was let in")
        except OSError:
            pass  # TLS 1.2 tells in the handshake
        self.handshakes += 1
        self.settle(what)

    def let_in(self, wire, what):
        self.report.rows += 1
        with wire:
            self.report.same(self.runner.ask_well(wire, what), self.runner.good, f"{what}: another answer")
        self.settle(what, ["GET /test/good 0"])

    def settle(self, what, calls=()):
        self.report.same(self.bench.bank_calls(), list(calls), f"{what}: the bank was called")
        with self.bench.wire() as wire:
            self.report.same(self.runner.ask_well(wire, what), self.runner.good, f"{what}: the answer to the next client")
        self.bench.bank_calls()

    def raw(self, data, what, within):
        """Bytes that are no TLS; the connection ends within `within` seconds."""
        self.report.rows += 1
        begun = time.monotonic()
        with socket.create_connection(("127.0.0.1", self.bench.port), timeout=10) as plain:
            plain.sendall(data)
            try:
                while plain.recv(4096):
                    pass
            except ConnectionResetError:
                pass
        self.report.check(time.monotonic() - begun < within, f"{what}: it took {time.monotonic() - begun:.1f} s")
        self.handshakes += 1
        self.settle(what)

    def slow(self, pieces, pause, status, reason, within, what):
        """Sends a piece after each pause until the gateway has had enough."""
        self.report.rows += 1
        begun = time.monotonic()
        with self.bench.wire() as wire:
            wire.socket.settimeout(pause)
            for piece in pieces:
                wire.send(self.runner.bytes_of(piece))
                try:
                    wire.receive()
                except Failure:
                    continue  # it waits on
                break
            wire.socket.settimeout(20)
            answer = wire.answer()
            seen = answer and (answer.status, answer.reason)
            self.report.same(seen, (status, reason) if status else None, what)
            self.report.same(wire.rest(), b"", f"{what}: bytes after the answer")
            if answer is not None:
                self.runner.note(answer, what, status, reason)
        took = time.monotonic() - begun
        self.report.check(took < within, f"{what}: it took {took:.1f} s")
        self.settle(what)


def slow_rows(c):
    head = f"GET /test/good HTTP/1.1\r\n{HOST}"
    body = post("Content-Length: 4000\r\n")
    chunks = post("Transfer-Encoding: chunked\r\n")
    c.slow([head], 5, 408, "http.head_timeout", 5, "half a head and nothing more")
    c.slow([head] + ["A"] * 100, 0.1, 408, "http.head_timeout", 5, "a head that arrives byte by byte")
    c.slow(["GET /"], 5, 408, "http.head_timeout", 5, "half a request line")
    c.slow(["\r\n"], 5, 408, "http.head_timeout", 5, "an empty line")
    c.slow([body + "{"], 5, 408, "http.body_timeout", 5, "half a body and nothing more")
    c.slow([chunks + "5\r\n{"], 5, 408, "http.body_timeout", 5, "half a chunk and nothing more")
    c.slow([chunks], 5, 408, "http.body_timeout", 5, "no chunk at all")
    c.slow([body + "{"] + [" "] * 200, 0.1, 408, "http.body_timeout", 12, "a body below 500 bytes a second")
    c.slow([], 0.1, None, "", 6, "a connection that asks for nothing")
    hello = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"
    c.raw(b"", "no handshake at all", 5)
    c.raw(hello, "half a handshake and nothing more", 5)
    c.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "plain HTTP", 5)
    c.raw(b"\x00" * 500, "no record of TLS", 5)
    c.raw(b"\x16\x03\x01\xff\xff" + b"\x00" * 500, "a record longer than TLS has", 5)


def renegotiation(c):
    """TLS 1.2 alone has it, and the client would have to be proved again in the middle of a request (RFC 9325 3.5)."""
    b = c.bench
    c.report.rows += 1
    run = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{b.port}", "-tls1_2", "-CAfile", b.path("ca.pem"), "-cert",
                          b.path("tpp-blue.pem"), "-key", b.path("tpp-blue.key"), "-servername", "localhost"],
                         input=b"R\nQ\n", capture_output=True, timeout=20)
    said = run.stdout + run.stderr
    c.report.check(b"RENEGOTIATING" in said, "openssl did not try to renegotiate")
    c.report.check(b"no renegotiation" in said, f"renegotiation: the gateway did not refuse it: {said[-300:]!r}")
    c.settle("renegotiation")


def resumption(c):
    """A session that is resumed would bring an old verification of the certificate with it."""
    context = with_version(c.bench, TLS12)
    with c.bench.wire(context=context) as first:
        c.runner.ask_well(first, "the first session")
        session = first.socket.session
    plain = socket.create_connection(("127.0.0.1", c.bench.port), timeout=20)
    with context.wrap_socket(plain, server_hostname="localhost", session=session) as second:
        c.report.check(not second.session_reused, "a session was resumed")
    c.report.rows += 1
    c.bench.bank_calls()


def too_many(c):
    """Above the limit the next is closed at once; when somebody leaves there is room again."""
    c.report.rows += 1
    held, refused = [], 0
    c.runner.steady.socket.close()
    time.sleep(0.3)
    for _ in range(3 * CONNECTIONS):
        try:
            wire = c.bench.wire()
            wire.send(c.runner.bytes_of(get()))
            if wire.answer() is None:
                raise ConnectionResetError
            held.append(wire)
        except OSError:
            refused += 1
    c.report.check(CONNECTIONS // 2 <= len(held) <= CONNECTIONS, f"{len(held)} connections of {3 * CONNECTIONS} were taken")
    c.refusals += ["http.too_many_connections"] * refused
    for wire in held:
        wire.socket.close()
    c.refusals += ["http.too_many_connections"] * room_again(c)
    c.bench.bank_calls()


def room_again(c):
    """Gives how many more were refused until the gateway had seen the others leave."""
    for refused in range(50):
        try:
            with c.bench.wire() as wire:
                wire.send(c.runner.bytes_of(get()))
                if wire.answer() is not None:
                    return refused
        except OSError:
            pass
        time.sleep(0.1)
    c.report.check(False, "there is no room after too many connections have left")
    return 50


def gone(c):
    """Clients that leave in the middle: nobody is told anything, and what was a request is recorded."""
    for raw, reason in ((f"GET /test/good HTTP/1.1\r\n{HOST}", None), (post("Content-Length: 4000\r\n") + "{", "http.body_cut")):
        c.report.rows += 1
        with c.bench.wire() as wire:
            wire.send(c.runner.bytes_of(raw))
        c.refusals += [reason] if reason else []
        c.settle(f"gone: {reason}")


def check_lines(c):
    lines = c.bench.logs().access
    failed = [line for line in lines if line.get("reason") == "tls.handshake"]
    c.report.check(all("status" not in line and line["effect"] == "deny" and line["detail"] for line in failed), "a handshake's line is not whole")
    c.report.same(len(failed), c.handshakes, "lines of failed handshakes")
    for reason in set(c.refusals):
        seen = sum(line.get("reason") == reason and line.get("interaction_id", "") not in c.runner.seen for line in lines)
        c.report.same(seen, c.refusals.count(reason), f"lines of {reason}")
    c.runner.check_logs()


def required(programs, folder, report):
    """Where certificates are required, nobody comes in without one; where revocations are known, nobody whose is revoked."""
    bench = Bench(programs, folder)
    try:
        bench.prepare(limits=f"connections_per_address = {CONNECTIONS}")
        rows = certificates(bench)
        with open(bench.path("gateway.toml")) as file:
            text = file.read().replace('client_certificate = "optional"', 'client_certificate = "required"\nclient_crl = "ca.crl"')
        with open(bench.path("gateway.toml"), "w") as file:
            file.write(text)
        bench.start_gateway()
        c = Connections(bench, report)
        c.shut_out(lambda: bench.wire(certificate=None), "no certificate [RFC 8705 2]")
        for name, source in rows:
            c.shut_out(lambda: bench.wire(certificate=name), f"{name} [{source}]")
        too_many(c)
        bench.stop_gateway()
        check_lines(c)
    finally:
        bench.stop()


def optional(programs, folder, report):
    bench = Bench(programs, folder)
    try:
        bench.prepare(limits=LIMITS)
        # Without a revocation list a revoked certificate cannot be told from another.
        rows = [row for row in certificates(bench) if row[0] != "revoked"]
        Authority(bench.folder).issue("two-countries", CLIENT, subject="/C=DE/C=FR/O=Example/CN=two.example")
        bench.start_gateway()
        c = Connections(bench, report)
        for name, source in rows:
            c.shut_out(lambda: bench.wire(certificate=name), f"{name} [{source}]")
        for context, source in refused_contexts(bench):
            c.shut_out(lambda: bench.wire(context=context), source)
        for context, name, source in accepted_contexts(bench):
            c.let_in(bench.wire(context=context, server_name=name), source)
        misfit = credentials.access_token(bench.folder, "tpp-blue", "accounts", bound_to="two-countries")
        c.runner.steady = bench.wire()  # the first has been idle for too long
        c.runner.refused(get().replace("@AUTH", f"Authorization: Bearer {misfit}"), 401, "certificate.misfit", "X.520 6.3.1: one country", "two-countries")
        renegotiation(c)
        resumption(c)
        slow_rows(c)
        gone(c)
        bench.stop_gateway()
        check_lines(c)
    finally:
        bench.stop()


def main():
    report = Report()
    programs, folder = sys.argv[1:3]
    required(programs, f"{folder}-required", report)
    optional(programs, folder, report)
    return report.end("connections")


warnings.simplefilter("ignore", DeprecationWarning)  # old versions of TLS are what is tested
sys.exit(main())
