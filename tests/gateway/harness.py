"""What the tests of the whole gateway share: the real programs with development credentials, connections on which any byte can be
sent, and a report that ends with the number of rows and of failures. A test is a table; this is what stands behind its rows."""
import json
import os
import shutil
import socket
import ssl
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "scripts", "story"))
import credentials
from client import Answer, Client
from services import Failure, Services, wait_for

REGION = "eu-central"
PAYMENTS = "/open-banking/v4.0/pisp/domestic-payments"
PATIENCE = 20  # seconds; only a gateway that hangs takes so long


class Report:
    def __init__(self):
        self.rows, self.failures = 0, []

    def check(self, holds, text):
        if not holds:
            self.failures.append(text)

    def same(self, seen, expected, text):
        self.check(seen == expected, f"{text}: {seen!r}, not {expected!r}")

    def end(self, what):
        """Prints the failures; gives the status of the program. A table without rows is a failure too."""
        print("\n".join(self.failures))
        print(f"{self.rows} {what}, {len(self.failures)} failures")
        return 1 if self.failures or self.rows == 0 else 0


class Bench(Services):
    """The sample bank and the gateway with the unit of tests/gateway/policy."""

    def __init__(self, programs, folder):
        super().__init__(programs, os.path.abspath(folder))
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder, mode=0o700)
        self.calls_read = 0

    def prepare(self, limits="", upstreams="", keys=""):
        """Everything but the gateway; `limits` and `keys` are lines of those tables, `upstreams` more [[upstream]] tables."""
        self.make_credentials()
        self.start_banks([REGION])
        self.build(os.path.join(ROOT, "tests/gateway/policy"), self.path("edge.bundle"))
        for name, digit in (("analytics-1.key", "1"), ("analytics-2.key", "2")):
            self.write_secret(name, digit * 64)
        other = '[[upstream]]\nname = "other"\nservers = [ { url = "http://127.0.0.1:1", region = "eu-central" } ]\n'
        analytics = 'analytics = { active = "v2", files = { v1 = "analytics-1.key", v2 = "analytics-2.key" } }\n'
        self.write_settings(self.path("edge.bundle"), keys or analytics)
        with open(self.path("gateway.toml"), "a") as file:
            file.write(f"{upstreams or other}\n[limits]\n{limits}\n")

    def write_secret(self, name, text):
        with open(self.path(name), "w") as file:
            file.write(text)
        os.chmod(self.path(name), 0o600)

    def token(self, client="tpp-blue", **claims):
        return credentials.access_token(self.folder, client, "accounts", **{"bound_to": client, **claims})

    def wire(self, certificate="tpp-blue", context=None, **options):
        return Wire(self.port, context or tls_context(self, certificate), **options)

    def bank_calls(self):
        """What reached the bank since the last time, as `METHOD target body-bytes`. A line is there before its answer."""
        with open(self.path(f"bank-{REGION}.requests")) as file:
            file.seek(self.calls_read)
            lines = [line.split(" ", 1)[1].rstrip("\n") for line in file.readlines()]
            self.calls_read = file.tell()
            return lines

    def logs(self):
        """The access log and the audit record; whole once the gateway has ended."""
        return Logs(json_lines(self.path("access.log")), json_lines(self.path("audit.jsonl")))


def tls_context(bench, certificate="tpp-blue"):
    context = ssl.create_default_context(cafile=bench.path("ca.pem"))
    context.set_ciphers("DEFAULT:@SECLEVEL=0")  # weak certificates are for the gateway to refuse, not for us
    if certificate:
        context.load_cert_chain(bench.path(f"{certificate}.pem"), bench.path(f"{certificate}.key"))
    return context


def json_lines(path):
    with open(path) as file:
        return [json.loads(line) for line in file]


class Logs:
    def __init__(self, access, audit):
        self.access = access
        self.decisions = [r["payload"] for r in audit if r["kind"] == "decision"]
        self.outcomes = {r["payload"]["id"]: r["payload"] for r in audit if r["kind"] == "outcome"}

    def of(self, interaction_id):
        """(access lines, decisions, their outcomes) of one request."""
        mine = [[line for line in lines if line.get("interaction_id") == interaction_id] for lines in (self.access, self.decisions)]
        return *mine, [self.outcomes[d["id"]] for d in mine[1] if d["id"] in self.outcomes]


class Wire:
    """A TLS connection on which the bytes are ours, whatever they are."""

    def __init__(self, port, context, server_name="localhost"):
        self.pending, self.ended = b"", False
        plain = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            self.socket = context.wrap_socket(plain, server_hostname=server_name)
        except OSError:
            plain.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        try:
            self.socket.sendall(data)
        except OSError:
            pass  # the gateway has closed already; what it said is still to be read

    def receive(self):
        try:
            data = self.socket.recv(65536)
        except socket.timeout:
            raise Failure("the gateway neither answered nor closed")
        except OSError:
            data = b""
        self.ended = not data
        self.pending += data

    def answer(self, method="GET"):
        """The next answer, interim ones passed over; None when the connection ended before a whole head."""
        while b"\r\n\r\n" not in self.pending and not self.ended:
            self.receive()
        head, found, self.pending = self.pending.partition(b"\r\n\r\n")
        if not found:
            return None
        lines = head.decode("latin-1").split("\r\n")
        if not lines[0].startswith("HTTP/1.1 "):
            raise Failure(f"these bytes are no answer: {head[:200]!r}")
        fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        status = int(lines[0].split()[1])
        if status < 200:
            return self.answer(method)
        return Answer(status, fields, b"" if method == "HEAD" else self.body(fields))

    def body(self, fields):
        if fields.get("transfer-encoding") == "chunked":
            return self.chunks()
        return self.take(int(fields.get("content-length", 0)))

    def chunks(self):
        whole = b""
        while not self.ended:
            while b"\r\n" not in self.pending and not self.ended:
                self.receive()
            size, _, self.pending = self.pending.partition(b"\r\n")
            piece = self.take(int(size or b"0", 16) + 2)[:-2]
            if not piece:
                break
            whole += piece
        return whole

    def take(self, size):
        while len(self.pending) < size and not self.ended:
            self.receive()
        taken, self.pending = self.pending[:size], self.pending[size:]
        return taken

    def rest(self):
        """Everything up to the end of the connection."""
        while not self.ended:
            self.receive()
        return self.pending
