#!/usr/bin/env python3
"""Access tokens that must not open anything, through the whole gateway: each is refused with its reason and the exact challenge, the
bank is never called, and the refusal is recorded. The last column says where the rule stands."""
import base64
import hashlib
import hmac
import json
import sys
import time

from harness import Bench, Report, credentials
from rows import Runner

OPENSSL, BASE64URL = credentials.openssl, credentials.base64url
NOW = int(time.time())
GONE = object()  # a member that is taken away


class Forge:
    """Makes tokens that are good but for what a row changes."""

    def __init__(self, bench):
        self.folder = bench.folder
        credentials.new_key(bench.path("stranger.key"))
        self.public = OPENSSL("ec", "-in", bench.path("as.key"), "-pubout")
        self.bound = {"x5t#S256": credentials.fingerprint(bench.folder, "tpp-blue")}
        self.header = {"alg": "ES256", "typ": "at+jwt", "kid": "as-1"}
        self.claims = {"iss": credentials.ISSUER, "aud": credentials.AUDIENCE, "sub": "customer-1", "client_id": "tpp-blue", "jti": "t-1",
                       "iat": NOW, "exp": NOW + 3600, "scope": "accounts", "cnf": self.bound}

    def signature(self, text, key="as.key"):
        return credentials.raw_signature(OPENSSL("dgst", "-sha256", "-sign", f"{self.folder}/{key}", data=text.encode()))

    def sealed(self, header, claims, key="as.key"):
        text = f"{BASE64URL(header.encode())}.{BASE64URL(claims.encode())}"
        return f"{text}.{BASE64URL(self.signature(text, key))}"

    def token(self, header=None, claims=None, key="as.key"):
        parts = [json.dumps({k: v for k, v in (base | (change or {})).items() if v is not GONE}, separators=(",", ":"))
                 for base, change in ((self.header, header), (self.claims, claims))]
        return self.sealed(*parts, key)

    def unsealed(self, alg, sign):
        """A token whose signature is what `sign` makes of its text."""
        text = self.token({"alg": alg}).rpartition(".")[0]
        return f"{text}.{BASE64URL(sign(text))}"

    def claims_text(self):
        return json.dumps(self.claims, separators=(",", ":"))

    def header_text(self):
        return json.dumps(self.header, separators=(",", ":"))


def headers(f):
    jwk = {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}
    return [(f.token(change), reason, source) for change, reason, source in [
        ({"alg": "none"}, "token.alg", "RFC 8725 3.2"),
        ({"alg": "NONE"}, "token.alg", "RFC 8725 3.2"),
        ({"alg": "HS256"}, "token.alg", "RFC 8725 3.1"),
        ({"alg": "RS256"}, "token.alg", "FAPI 2.0 5.4.1"),
        ({"alg": "ES384"}, "token.alg", "FAPI 2.0 5.4.1"),
        ({"alg": "PS256"}, "token.alg", "RFC 8725 3.1: the key is EC"),
        ({"alg": ["ES256"]}, "token.alg", "RFC 7515 4.1.1"),
        ({"alg": GONE}, "token.alg", "RFC 7515 4.1.1"),
        ({"typ": "JWT"}, "token.typ", "RFC 9068 4"),
        ({"typ": "dpop+jwt"}, "token.typ", "RFC 8725 3.11"),
        ({"typ": GONE}, "token.typ", "RFC 9068 4"),
        ({"kid": "as-2"}, "token.key_unknown", "RFC 7515 4.1.4"),
        ({"kid": 1}, "token.key_unknown", "RFC 7515 4.1.4"),
        ({"kid": ["as-1"]}, "token.key_unknown", "RFC 7515 4.1.4"),
        ({"kid": ""}, "token.key_unknown", "RFC 7515 4.1.4"),
        ({"kid": "as-1\x00"}, "token.key_unknown", "RFC 7515 4.1.4"),
        ({"kid": "../../../dev/null"}, "token.key_unknown", "RFC 8725 3.10"),
        ({"kid": "' OR 1=1 --"}, "token.key_unknown", "RFC 8725 3.10"),
        ({"kid": GONE}, "token.key_unknown", "FAPI 2.0 5.4.3"),
        ({"crit": ["exp"]}, "token.crit", "RFC 7515 4.1.11"),
        ({"crit": []}, "token.crit", "RFC 7515 4.1.11"),
        ({"b64": False, "crit": ["b64"]}, "token.crit", "RFC 7797 6"),
        ({"jwk": jwk}, "token.embedded_key", "RFC 8725 3.10"),
        ({"jku": "https://evil.example/keys"}, "token.embedded_key", "RFC 8725 3.10"),
        ({"x5u": "https://evil.example/cert"}, "token.embedded_key", "RFC 8725 3.10"),
        ({"x5c": ["MII="]}, "token.embedded_key", "RFC 8725 3.10"),
    ]]


def claims(f):
    other = {"x5t#S256": BASE64URL(b"\x01" * 32)}
    return [(f.token(claims=change), reason, source) for change, reason, source in [
        ({"iss": GONE}, "token.claim_missing", "RFC 9068 2.2"),
        ({"aud": GONE}, "token.claim_missing", "RFC 9068 2.2"),
        ({"sub": GONE}, "token.claim_missing", "RFC 9068 2.2"),
        ({"client_id": GONE}, "token.claim_missing", "RFC 9068 2.2"),
        ({"jti": GONE}, "token.claim_missing", "RFC 9068 2.2"),
        ({"iat": GONE}, "token.claim_missing", "RFC 9068 2.2"),
        ({"exp": GONE}, "token.claim_missing", "RFC 9068 2.2"),
        ({"cnf": GONE}, "token.unbound", "FAPI 2.0 5.3.4"),
        ({"iss": "https://evil.example"}, "token.issuer", "RFC 9068 4"),
        ({"iss": credentials.ISSUER + "/"}, "token.issuer", "RFC 9207 2.4: byte for byte"),
        ({"iss": [credentials.ISSUER]}, "token.claim_misfit", "RFC 7519 4.1.1"),
        ({"aud": "https://other.example"}, "token.audience", "RFC 9068 4"),
        ({"aud": []}, "token.audience", "RFC 7519 4.1.3"),
        ({"aud": [credentials.AUDIENCE, 1]}, "token.claim_misfit", "RFC 7519 4.1.3"),
        ({"exp": NOW - 1}, "token.expired", "RFC 7519 4.1.4: no leeway"),
        ({"exp": 0}, "token.expired", "RFC 7519 4.1.4"),
        ({"exp": -1}, "token.claim_misfit", "RFC 7519 2"),
        ({"exp": str(NOW + 60)}, "token.claim_misfit", "RFC 7519 2"),
        ({"exp": NOW + 0.5}, "token.claim_misfit", "RFC 7519 2: whole seconds"),
        ({"exp": 1e300}, "token.claim_misfit", "RFC 7519 2"),
        ({"exp": 2 ** 64}, "token.claim_misfit", "RFC 7519 2"),
        ({"exp": True}, "token.claim_misfit", "RFC 7519 2"),
        ({"exp": None}, "token.claim_misfit", "RFC 7519 2"),
        ({"nbf": NOW + 120}, "token.not_yet_valid", "RFC 7519 4.1.5"),
        ({"nbf": "now"}, "token.claim_misfit", "RFC 7519 2"),
        ({"iat": NOW + 120}, "token.issued_in_future", "FAPI 2.0 5.3.2.1"),
        ({"sub": ""}, "token.claim_misfit", "RFC 7519 4.1.2"),
        ({"scope": ["accounts"]}, "token.claim_misfit", "RFC 6749 3.3"),
        ({"auth_time": "yesterday"}, "token.claim_misfit", "RFC 9068 2.2.1"),
        ({"cnf": other}, "token.certificate_mismatch", "RFC 8705 3"),
        ({"cnf": {"jkt": "x" * 43}}, "token.dpop_bound", "RFC 9449 7.2"),
        ({"cnf": {"jkt": "x" * 43} | f.bound}, "token.dpop_bound", "RFC 9449 7.2"),
        ({"cnf": {"kid": "1"}}, "token.binding_unknown", "RFC 7800 3.4"),
        ({"cnf": {}}, "token.binding_unknown", "RFC 7800 3.1"),
        ({"cnf": {"x5t#S256": f.bound["x5t#S256"] + "="}}, "token.claim_misfit", "RFC 8705 3.1: no padding"),
        ({"cnf": {"x5t#S256": f.bound["x5t#S256"][:22]}}, "token.claim_misfit", "RFC 8705 3.1"),
        ({"cnf": {"x5t#S256": bytes.fromhex("00" * 32).hex()}}, "token.claim_misfit", "RFC 8705 3.1: not hexadecimal"),
    ]]


def forms(f):
    good, head, payload = f.token(), f.header_text(), f.claims_text()
    text, _, signature = good.rpartition(".")
    raw = base64.urlsafe_b64decode(signature + "==")
    twice = payload[:-1] + ',"sub":"customer-2"}'
    escaped = payload[:-1] + ',"s\\u0075b":"customer-2"}'
    der = OPENSSL("dgst", "-sha256", "-sign", f"{f.folder}/as.key", data=text.encode())
    return [
        (f.unsealed("none", lambda _: b""), "token.alg", "RFC 8725 3.2"),
        (f.unsealed("HS256", lambda t: hmac.digest(f.public, t.encode(), hashlib.sha256)), "token.alg", "RFC 8725 2.1: the public key as secret"),
        (f.unsealed("ES256", lambda t: hmac.digest(f.public, t.encode(), hashlib.sha256)), "token.signature", "RFC 8725 2.1"),
        (f.token(key="stranger.key"), "token.signature", "RFC 7515 5.2"),
        (f"{text}.", "token.signature", "RFC 7515 5.2"),
        (f"{text}.{BASE64URL(bytes(64))}", "token.signature", "RFC 7518 3.4: r and s of zero"),
        (f"{text}.{BASE64URL(der)}", "token.signature", "RFC 7518 3.4: DER"),
        (f"{text}.{BASE64URL(raw + bytes(1))}", "token.signature", "RFC 7518 3.4: 64 bytes"),
        (f"{text}.{BASE64URL(raw[32:] + raw[:32])}", "token.signature", "RFC 7518 3.4"),
        (f"{text}.{signature}=", "token.malformed", "RFC 7515 2: no padding"),
        (f"{text}.{signature}==", "token.malformed", "RFC 7515 2: no padding"),
        (f"{text}.{signature[:-1]}{'B' if signature[-1] != 'B' else 'C'}", "token.malformed", "RFC 4648 3.5: bits past the last byte"),
        (f"{text}.{signature}AAA", "token.malformed", "RFC 4648 3.2: no such length"),
        (f"{text}.{signature}.{signature}", "token.malformed", "RFC 7515 3.1"),
        (text, "token.malformed", "RFC 7515 3.1"),
        ("a.b.c.d.e", "token.malformed", "RFC 7516 3.1: encrypted"),
        ("..", "token.malformed", "RFC 7515 3.1"),
        ("x", "token.malformed", "RFC 7515 3.1"),
        (good.replace("-", "+").replace("_", "/") + "+", "token.malformed", "RFC 7515 2: the other alphabet"),
        (f.sealed(head, twice), "token.duplicate_member", "RFC 7519 4"),
        (f.sealed(head, escaped), "token.duplicate_member", "RFC 8259 8.3"),
        (f.sealed(head[:-1] + ',"alg":"none"}', payload), "token.duplicate_member", "RFC 7515 4"),
        (f.sealed(head, payload + "{}"), "token.malformed", "RFC 7519 7.2"),
        (f.sealed(head, payload[:-1]), "token.malformed", "RFC 7519 7.2"),
        (f.sealed(head, "[]"), "token.malformed", "RFC 7519 7.2"),
        (f.sealed(head, '{"a":' * 900 + "1" + "}" * 900), "token.malformed", "RFC 8259 9: depth"),
        (f.sealed(head, payload[:-1] + ',"a":1e999}'), "token.malformed", "RFC 8259 6"),
        (f.sealed(head, payload.replace("customer-1", "\\ud800")), "token.malformed", "RFC 8259 8.2"),
    ]


def fields(f):
    good = f"Authorization: Bearer {f.token()}\r\n"
    return [
        ("", 401, "token.missing", "RFC 6750 3.1"),
        ("Authorization:\r\n", 401, "token.scheme", "RFC 6750 2.1"),
        ("Authorization: Basic dTpw\r\n", 401, "token.scheme", "RFC 6750 2.1"),
        (good.replace("Bearer", "DPoP"), 401, "token.scheme", "RFC 9449 7.1"),
        (good.replace("Bearer ", "Bearer"), 401, "token.scheme", "RFC 6750 2.1"),
        (f"Cookie: access_token={f.token()}\r\n", 401, "token.missing", "RFC 6750 2"),
        (f"X-{good}", 401, "token.missing", "RFC 6750 2.1"),
        ("Authorization: Bearer\r\n", 400, "token.field", "RFC 6750 2.1"),
        (good.replace("Bearer ", "Bearer  "), 400, "token.field", "RFC 6750 2.1: one blank"),
        (good.replace("Bearer ", "Bearer\t"), 401, "token.scheme", "RFC 6750 2.1"),
        (good.replace("\r\n", ", Basic dTpw\r\n"), 400, "token.field", "RFC 6750 2.1"),
        (good.replace("\r\n", "\xe9\r\n"), 400, "token.field", "RFC 6750 2.1"),
        (good.replace("\r\n", "%20\r\n"), 400, "token.field", "RFC 6750 2.1"),
        (good + good, 400, "token.repeated", "RFC 9449 7.2: one method, once"),
        (good + "Authorization: DPoP x\r\n", 400, "token.repeated", "RFC 9449 7.2"),
        (good + "authorization: \r\n", 400, "token.repeated", "RFC 6750 3.1"),
        (f"Authorization: Bearer {'a' * 8193}\r\n", 400, "token.too_large", "a bound of ours"),
        (f"Authorization: Bearer {'a' * 33000}\r\n", 431, "http.head_too_large", "RFC 6585 5"),
    ]


def queries(f):
    return [(target, 400, "token.in_query", "FAPI 2.0 5.3.4-2") for target in (
        f"/test/good?access_token={f.token()}", "/test/good?access_token=", "/test/good?a=b&access_token", "/test/good?access%5Ftoken=x")]


class Tokens:
    def __init__(self, bench, report):
        self.report, self.runner = report, Runner(bench, report)

    def refused(self, raw, status, reason, source, certificate="tpp-blue"):
        answer = self.runner.refused(raw, status, reason, source, certificate)
        challenge = answer.headers.get("www-authenticate", "") if answer is not None else ""
        error = {400: "invalid_request", 401: "" if reason in ("token.missing", "token.scheme") else "invalid_token"}.get(status, "")
        says = f'error="{error}"' in challenge if error else "error" not in challenge
        asked = challenge.startswith(f'Bearer realm="{credentials.AUDIENCE}"') == (not reason.startswith("http."))
        self.report.check(says and asked, f"{source}: {reason} with the challenge {challenge!r}")


def bearing(token):
    return f"GET /test/good HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n"


def moments(bench, f, tokens):
    """A token that was taken once is asked again for its time and its certificate."""
    short_lived = f.token(claims={"exp": int(time.time()) + 3})
    good = ["GET /test/good 0"]
    tokens.runner.accepted(bearing(short_lived), good, "RFC 7519 4.1.4: it lives for three seconds")
    tokens.refused(bearing(short_lived), 401, "token.certificate_mismatch", "RFC 8705 3: another client has it", certificate="tpp-grey")
    tokens.refused(bearing(short_lived), 401, "token.certificate_missing", "RFC 8705 3: nobody has it", certificate=None)
    tokens.refused(bearing(short_lived + "."), 401, "token.malformed", "RFC 7515 3.1: as good as remembered")
    time.sleep(3.1)
    tokens.refused(bearing(short_lived), 401, "token.expired", "RFC 7519 4.1.4")
    tokens.runner.accepted(bearing(f.token(claims={"nbf": int(time.time()) + 8})), good, "FAPI 2.0 5.3.2.1: clocks differ by ten seconds")
    tokens.runner.accepted(bearing(f.token({"typ": "application/AT+JWT"})), good, "RFC 9068 2.1: media types have no case")
    tokens.runner.accepted(bearing(f.token()).replace("Bearer", "bEARER"), good, "RFC 9110 11.1: schemes have no case")


def main():
    report = Report()
    bench = Bench(*sys.argv[1:3])
    try:
        bench.prepare()
        bench.start_gateway()
        tokens, f = Tokens(bench, report), Forge(bench)
        for token, reason, source in headers(f) + claims(f) + forms(f):
            tokens.refused(bearing(token), 401, reason, source)
        for lines, status, reason, source in fields(f):
            tokens.refused(f"GET /test/good HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n", status, reason, source)
        for target, status, reason, source in queries(f):
            tokens.refused(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n@AUTH\r\n\r\n", status, reason, source)
        moments(bench, f, tokens)
        bench.stop_gateway()
        tokens.runner.check_logs()
    finally:
        bench.stop()
    return report.end("tokens")


sys.exit(main())
