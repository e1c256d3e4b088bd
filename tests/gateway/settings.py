#!/usr/bin/env python3
"""Every mistake in the settings, and in what they name, through the real program: it does not start, it ends with status 1, and its
message names the file and line, what was seen, and how to mend it. Nothing listens meanwhile."""
import os
import shutil
import socket
import subprocess
import sys

from harness import Bench, Report, credentials
from rows import get

UNIT = 'unit          = "'
OTHER = '[[upstream]]\nname = "other"'

# (text of the good settings, what stands there instead, what the message says, the setting whose line it names)
WRITTEN = [
    ("cores         = 2", "cores = two", "", "cores"),
    ("cores         = 2", "cores = 2\ncores = 3", "", "cores = 3"),
    ("cores         = 2", "cores = 2.5", "`cores` should be a whole number", "cores"),
    ("cores         = 2", "cores = 257", "`cores` is 257; it can be from 0 to 256", "cores"),
    ("cores         = 2", "cores = 99999999999999999999", "", "cores"),
    ("cores         = 2", "core = 2", "`core` is not a setting; here can stand: ", "core"),
    ('facts         = "facts.db"\n', "", "`facts` is missing", ""),
    ('facts         = "facts.db"', "facts = 7", "`facts` should be a text in quotes", "facts"),
    ('facts         = "facts.db"', 'facts = ""', "`facts` is empty", "facts"),
    ("[listener]", "[listener", "", "[listener"),
    ("[listener]", "[listner]", "`listner` is not a setting", "[listner]"),
    ("port               = 0", "port = 65536", "`listener.port` is 65536; it can be from 0 to 65535", "port = 65536"),
    ('"server.pem"', '"nothing.pem"', "and there is no such file", "certificate  "),
    ('client_certificate = "optional"', 'client_certificate = "sometimes"', "it can be `none`, `optional`, `required`", "client_certificate"),
    ('client_ca          = "ca.pem"\n', "", "`listener.client_ca` is missing", "[listener]"),
    ("[admin]\n", '[admin]\naddress = "0.0.0.0"\n', "the admin listener is for this machine only: 127.0.0.1 or ::1", "address = "),
    ("[identity]", "[identity]\ntoken_cache = -1", "`identity.token_cache` is -1; it can be from 0", "token_cache"),
    (f'issuer   = "{credentials.ISSUER}"\n', "", "`identity.issuer` is missing", "[identity]"),
    ('mode    = "buffered"', 'mode = "maybe"', "`audit.mode` is `maybe`; it can be `buffered`, `fail_closed`", "mode = "),
    ('Pay = "fail_closed"', 'Pay = "open"', "`audit.actions.Pay` is `open`", "actions"),
    ("head_ms = 9000", "head_ms = 0", "`limits.head_ms` is 0; it can be from 1 to 3600000", "head_ms"),
    ("head_ms = 9000", "heads_ms = 9000", "`limits.heads_ms` is not a setting", "heads_ms"),
    ("[[upstream]]\nname    = \"core-banking\"", "[[upstream]]", "`upstream.name` is missing", "[[upstream]]"),
    ('name = "other"', 'name = "core-banking"', "is the name of another upstream", "name = "),
    ('"http://127.0.0.1:1"', '"https://127.0.0.1:1"', "`upstream.ca` is missing", ""),
    ('{ url = "http://127.0.0.1:1", region = "eu-central" }', "", "`upstream.servers` is empty", "servers = [  ]"),
    ('{ url = "http://127.0.0.1:1", region = "eu-central" }', '"http://127.0.0.1:1"', "should be a list of { url = ", 'servers = [ "http'),
    ('active = "v2"', 'active = "v3"', "is `v3`, and `files` has no version of that name", "analytics"),
    ('active = "v2", ', "", "`keys.analytics.active` is missing", "analytics"),
    ('"analytics-1.key"', '"analytics-9.key"', "and there is no such file", "analytics"),
    ("analytics = {", "analytics = 5 # {", "`keys.analytics` should be a table", "analytics"),
]

# (text, replacement, message, setting): the settings are in order, what they name is not. Files are made in `bad_files`.
NAMED = [
    ('"server.pem"', '"text"', "a PEM file is wanted", "[listener]"),
    ('key                = "server.key"', 'key = "tpp-blue.key"', "does not belong to the certificate", "[listener]"),
    ('client_ca          = "ca.pem"', 'client_ca = "text"', "certificate authorities", "[listener]"),
    ('client_ca          = "ca.pem"', 'client_ca = "ca.pem"\nclient_crl = "text"', "revocation list", "[listener]"),
    ('address            = "127.0.0.1"', 'address = "localhost"', "`localhost` is not an IP address", "[listener]"),
    ('address            = "127.0.0.1"', 'address = "192.0.2.1"', "cannot listen on 192.0.2.1", "[listener]"),
    ('keys     = "jwks.json"', 'keys = "text"', "", "keys = "),
    ('keys     = "jwks.json"', 'keys = "private.json"', "", "keys = "),
    ('keys     = "jwks.json"', 'keys = "empty.json"', "", "keys = "),
    ('token_file = "admin.token"', 'token_file = "short"', "at least 32 characters", "token_file"),
    ('pseudonym_key = "pseudonym.hex"', 'pseudonym_key = "open.key"', "`chmod 600` it", "pseudonym_key"),
    ('pseudonym_key = "pseudonym.hex"', 'pseudonym_key = "text"', "", "pseudonym_key"),
    ('"analytics-2.key"', '"open.key"', "can be read by others than its owner; `chmod 600` it", "analytics"),
    ('"analytics-2.key"', '"text"', "", "analytics"),
    ('"analytics-2.key"', '"folder"', "is not a regular file", "analytics"),
    ('"analytics-2.key"', '"analytics-1.key"', "are the same bytes", "analytics"),
    ("analytics =", "analytiks =", "the unit needs the key `analytics`, and this host holds no key of that name", UNIT),
    ('"http://127.0.0.1:1"', '"ftp://127.0.0.1:1"', "does not begin with http:// or https://", OTHER),
    ('"http://127.0.0.1:1"', '"http://127.0.0.1:1/path"', "is not a host with an optional port and nothing behind it", OTHER),
    ('name = "other"', 'name = "another"', "goes to the upstream `other`, which is not in the configuration", UNIT),
    ("head_ms = 9000", "unit_cost = 1", "the limit of this gateway is 1", UNIT),
    ("edge.bundle", "text", "", UNIT),
    ('folder = "images"', 'folder = "text"', "is no folder", "folder"),
    ('key    = "images.hex"', 'key    = "open.key"', "`chmod 600` it", "key    = "),
    ('key    = "images.hex"', 'key    = "text"', "", "key    = "),
    ('path    = "audit.jsonl"', 'path = "nowhere/audit.jsonl"', "nowhere/audit.jsonl", "[audit]"),
    ('access_log    = "access.log"', 'access_log = "nowhere/access.log"', "cannot open the access log", "access_log"),
    ('facts         = "facts.db"', 'facts = "text"', "", "facts"),
    ('facts         = "facts.db"', 'facts = "nowhere/facts.db"', "", "facts"),
    ("bpol-compile", "sample-bank", "the compiler took too long and was ended", UNIT),
]


def bad_files(bench):
    bench.write_secret("text", "this is no file of the kind that is wanted\n")
    bench.write_secret("short", "3" * 31)
    bench.write_secret("open.key", "3" * 64)
    os.chmod(bench.path("open.key"), 0o644)
    os.makedirs(bench.path("folder"))
    bench.write_secret("private.json", '{"keys":[{"kty":"oct","k":"c2VjcmV0","kid":"1"}]}')
    bench.write_secret("empty.json", '{"keys":[]}')


def line_of(text, setting):
    """Where the setting stands; None when nothing says so."""
    at = text.find(setting)
    return text.count("\n", 0, at) + 1 if setting and at >= 0 else None


class Starts:
    def __init__(self, bench, report):
        self.bench, self.report = bench, report
        with open(bench.path("gateway.toml")) as file:
            self.good = file.read()

    def run(self, *arguments):
        try:
            return subprocess.run([f"{self.bench.programs}/bpol-gateway", *arguments], capture_output=True, text=True, timeout=20)
        except subprocess.TimeoutExpired as still:
            return subprocess.CompletedProcess(still.cmd, "it serves", "", (still.stderr or b"").decode())

    def write(self, text):
        path = self.bench.path("wrong.toml")
        with open(path, "w") as file:
            file.write(text)
        return path

    def refused(self, old, new, message, setting, arguments=()):
        self.report.rows += 1
        what = f"{old.strip()} -> {new.strip()}"
        if old not in self.good:
            return self.report.check(False, f"{what}: the good settings have no such text")
        text = self.good.replace(old, new, 1)
        if old.startswith("active") or old in ("analytics =", "edge.bundle", "bpol-compile"):
            text = self.good.replace(old, new)
        path = self.write(text)
        for listening in ("gateway.port", "admin.port"):
            if os.path.exists(self.bench.path(listening)):
                os.remove(self.bench.path(listening))
        run = self.run(*arguments, path)
        said = run.stderr
        self.report.same(run.returncode, 1, f"{what}: the status, with {said!r}")
        self.report.check(message in said, f"{what}: {said!r} does not say {message!r}")
        line = line_of(text, setting)
        place = f"{path}:{line}: " if line else f"{path}:"
        self.report.check(place in said, f"{what}: {said!r} does not name {place!r}")
        self.report.check(not os.path.exists(self.bench.path("gateway.port")), f"{what}: it listened")
        for secret in ("3333", "c2VjcmV0"):
            self.report.check(secret not in said, f"{what}: the message holds a secret")


def all_at_once(starts):
    """Every mistake of the file is told in one go."""
    starts.report.rows += 1
    text = starts.good.replace("cores         = 2", "cores = -1").replace('mode    = "buffered"', 'mode = 1').replace("head_ms = 9000", "x = 1")
    run = starts.run("--check", starts.write(text))
    starts.report.same(len(run.stderr.splitlines()), 3, f"the number of mistakes in {run.stderr!r}")


def command_line(starts):
    rows = [((), 2, "wants the path of its settings"), (("--nothing", "x"), 2, "does not know `--nothing`"), (("a", "b"), 2, "does not know `b`"),
            ((starts.bench.path("nowhere.toml"),), 1, "nowhere.toml"), ((starts.bench.path("folder"),), 1, "folder")]
    for arguments, status, message in rows:
        starts.report.rows += 1
        run = starts.run(*arguments)
        starts.report.same(run.returncode, status, f"{arguments}: the status")
        starts.report.check(message in run.stderr, f"{arguments}: {run.stderr!r} does not say {message!r}")


def port_in_use(starts):
    """Somebody else listens where the gateway should."""
    starts.report.rows += 1
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        text = starts.good.replace("port               = 0", f"port = {port}")
        run = starts.run(starts.write(text))
    starts.report.check(run.returncode == 1 and "cannot listen on 127.0.0.1" in run.stderr, f"a port in use: {run.returncode} {run.stderr!r}")


def without_unit(bench, report):
    """A gateway without a unit serves nobody, and says so; with the first unit it serves."""
    report.rows += 1
    with open(bench.path("gateway.toml")) as file:
        lines = [line for line in file if not line.startswith(UNIT)]
    with open(bench.path("gateway.toml"), "w") as file:
        file.writelines(lines)
    bench.start_gateway()
    authorization = f"Authorization: Bearer {bench.token()}"
    with bench.wire() as wire:
        for request in (get(), get("/nowhere"), get().replace("@AUTH", "X: y")):
            wire.send(request.replace("@AUTH", authorization).encode())
            answer = wire.answer()
            report.same((answer.status, answer.reason), (503, "unit.none"), "without a unit")
        report.same(bench.bank_calls(), [], "without a unit the bank was called")
        bench.load_unit(bench.path("edge.bundle"))
        wire.send(get().replace("@AUTH", authorization).encode())
        report.same(wire.answer().status, 200, "with the first unit")
    bench.stop_gateway()


def manifest(starts):
    """A unit is only as good as its project: mistakes in bpol.toml are told by file and line too, and no bundle is written."""
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "policy")
    rows = [
        ('version = "1"', "version = 1", 4), ('zone    = "UTC"', 'zone = "Mars/Olympus"', 5), ("text = 256", "text = -1", 10),
        ("text = 256", "texts = 256", 10), ('"tests.bpol"]', '"tests.bpol", "nowhere.bpol"]', 6),
        ('analytics = "6b', 'analytics = "zz', 14), ('analytics = "6b', 'analytics = "', 14), ("[limits]", "[limits", 9),
    ]
    for old, new, line in rows:
        starts.report.rows += 1
        folder = starts.bench.path("project")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(source, folder)
        with open(f"{folder}/bpol.toml") as file:
            text = file.read()
        starts.report.check(old in text, f"bpol.toml has no {old}")
        with open(f"{folder}/bpol.toml", "w") as file:
            file.write(text.replace(old, new))
        run = starts.bench.bpol("build", folder, "-o", starts.bench.path("wrong.bundle"))
        said = run.stdout + run.stderr
        starts.report.check(run.returncode == 1 and f"bpol.toml:{line}" in said, f"{new}: {run.returncode} {said!r} does not name line {line}")
        starts.report.check(not os.path.exists(starts.bench.path("wrong.bundle")), f"{new}: a bundle was written")


def main():
    report, bench = Report(), Bench(*sys.argv[1:3])
    try:
        bench.prepare(limits="head_ms = 9000\ncompile_ms = 8000")
        bad_files(bench)
        starts = Starts(bench, report)
        report.same(starts.run("--check", bench.path("gateway.toml")).returncode, 0, "the good settings")
        for row in WRITTEN:
            starts.refused(*row, arguments=("--check",))
            starts.refused(*row)
        for row in NAMED:
            starts.refused(*row)
        all_at_once(starts)
        command_line(starts)
        port_in_use(starts)
        manifest(starts)
        without_unit(bench, report)
    finally:
        bench.stop()
    return report.end("starts")


sys.exit(main())
