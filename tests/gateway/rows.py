"""Sends one row of a table to the gateway and holds everything it did against it: what the client is told, what reached the bank,
that the connection is closed or still in step, what the logs say, and that the next client is served as if nothing had been."""
import re

from harness import PAYMENTS

UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
HOST = "Host: localhost\r\n@AUTH\r\n"
PAYMENT = ('{"Data":{"Initiation":{"InstructionIdentification":"i-1","Urgency":"normal","InstructedAmount":{"Amount":"30.00",'
           '"Currency":"EUR"},"CreditorAccount":{"SchemeName":"UK.OBIE.IBAN","Identification":"DE89370400440532013000",'
           '"Name":"Anna"},"Notes":["one"]}}}')
SMUGGLED = f"GET /test/smuggled HTTP/1.1\r\n{HOST}\r\n"


def get(target="/test/good", fields="", method="GET", version="HTTP/1.1"):
    return f"{method} {target} {version}\r\n{HOST}{fields}\r\n"


def post(fields, body="", target=PAYMENTS):
    return f"POST {target} HTTP/1.1\r\n{HOST}Content-Type: application/json\r\n{fields}\r\n{body}"


def pay(body, fields=""):
    """A payment whose framing is in order; `body` is text, encoded as UTF-8, or bytes as they are."""
    data = body if isinstance(body, bytes) else body.encode()
    return post(f"{fields}Content-Length: {len(data)}\r\n").encode("latin-1") + data


class Runner:
    def __init__(self, bench, report):
        self.bench, self.report = bench, report
        self.authorization = f"Authorization: Bearer {bench.token()}".encode()
        self.seen = {}  # interaction id -> (row, status, reason)
        self.steady = bench.wire()
        self.good = self.ask_well(self.steady, "the first request")
        bench.bank_calls()

    def bytes_of(self, raw):
        raw = raw.encode("latin-1") if isinstance(raw, str) else raw
        return raw.replace(b"@AUTH", self.authorization)

    def ask_well(self, wire, what):
        wire.send(self.bytes_of(get()))
        answer = wire.answer()
        self.report.check(answer is not None and answer.status == 200, f"{what}: a good request afterwards fails: {answer and answer.status}")
        return answer and answer.body

    def refused(self, raw, status, reason, source, certificate="tpp-blue"):
        return self.run(raw, status, reason, [], f"{short(raw)} [{source}]", certificate)

    def accepted(self, raw, calls, source, status=200):
        return self.run(raw, status, "", calls, f"{short(raw)} [{source}]", "tpp-blue")

    def run(self, raw, status, reason, calls, what, certificate):
        report, bench = self.report, self.bench
        report.rows += 1
        with bench.wire(certificate) as wire:
            wire.send(self.bytes_of(raw) + self.bytes_of(get("/test/follow-up")))
            method = "HEAD" if short(raw).startswith("'HEAD ") else "GET"
            answer = wire.answer(method)
            if answer is None:
                report.check(False, f"{what}: closed without an answer")
                return None
            said = reason if method == "HEAD" else answer.reason  # of which there is no body
            report.same((answer.status, said), (status, reason), what)
            self.note(answer, what, status, reason)
            if answer.headers.get("connection") == "close":
                report.same(wire.rest(), b"", f"{what}: bytes after the last answer")
            else:
                follow = wire.answer()
                # The token of the follow-up belongs to the blue third party.
                expected = (200, self.good) if certificate == "tpp-blue" else (401, follow and follow.body)
                report.check(follow is not None and (follow.status, follow.body) == expected,
                             f"{what}: the next request on the connection fails: {follow and (follow.status, follow.reason)}")
                calls = calls + (["GET /test/follow-up 0"] if expected[0] == 200 else [])
        report.same(bench.bank_calls(), calls, f"{what}: the bank was called")
        report.same(self.ask_well(self.steady, what), self.good, f"{what}: the answer to the next client")
        bench.bank_calls()
        return answer

    def note(self, answer, what, status, reason):
        """Every answer has an interaction id of its own, by which its lines are found at the end, and what its status asks for."""
        interaction = answer.headers.get("x-fapi-interaction-id", "")
        fresh = re.fullmatch(UUID, interaction) and interaction not in self.seen
        self.report.check(fresh, f"{what}: the interaction id {interaction!r} is none, or is not new")
        wanted = {"date", "cache-control"} | {401: {"www-authenticate"}, 405: {"allow"}}.get(status, set())
        self.report.same(wanted - set(answer.headers), set(), f"{what}: fields that the answer lacks")
        self.seen[interaction] = (what, status, reason)

    def check_logs(self):
        """After the gateway ended. What never became a request has its line in the access log and no record."""
        logs = self.bench.logs()
        for interaction, (what, status, reason) in self.seen.items():
            lines, decisions, outcomes = logs.of(interaction)
            said = [(line["status"], line.get("reason", "")) for line in lines]
            self.report.same(said, [(status, reason)], f"{what}: the access log")
            records = [] if never_a_request(decisions, lines) else [(status, reason)]
            self.report.same([(o["status"], o.get("reason", "")) for o in outcomes], records, f"{what}: the outcomes")
            effects = ["permit" if status < 400 else "deny"] if records else []
            self.report.same([d["effect"] for d in decisions], effects, f"{what}: the decisions")


def never_a_request(decisions, lines):
    return not decisions and all("method" not in line for line in lines)


def short(raw):
    text = raw if isinstance(raw, str) else raw.decode("latin-1")
    text = text.replace(HOST, "…")
    return ascii(text if len(text) < 160 else text[:120] + f"…{len(text)} bytes")
