"""Starts and stops the programs of the story: two regions of the sample bank and one gateway, on free loopback ports."""
import http.client
import json
import os
import secrets
import signal
import subprocess
import time
import urllib.parse

import credentials


KEYS = """parties        = { active = "demo", files = { "demo" = "parties.hex" } }
counterparties = { active = "demo", files = { "demo" = "counterparties.hex" } }"""


class Failure(Exception):
    """A reason, in plain words, why the story cannot go on."""


def wait_for(path, process, what, seconds=30):
    """The port that a program writes to a file once it listens."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise Failure(f"{what} ended with status {process.returncode} before it listened; its words are in {path}.log")
        if os.path.exists(path) and os.path.getsize(path) > 0:
            with open(path) as file:
                return int(file.read())
        time.sleep(0.02)
    raise Failure(f"{what} did not listen within {seconds} s; its words are in {path}.log")


class Services:
    def __init__(self, programs, folder):
        self.programs = os.path.abspath(programs)
        self.folder = folder
        self.processes = []

    def path(self, name):
        return os.path.join(self.folder, name)

    def start(self, name, arguments, what):
        port_file = self.path(name + ".port")
        with open(port_file + ".log", "wb") as log:
            process = subprocess.Popen(arguments, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)
        self.processes.append((what, process))
        return process, wait_for(port_file, process, what)

    def start_banks(self, regions):
        self.banks = {}
        for region in regions:
            _, port = self.start(f"bank-{region}", [
                f"{self.programs}/sample-bank", "--port", "0", "--port-file", self.path(f"bank-{region}.port"),
                "--region", region, "--log", self.path(f"bank-{region}.requests"), "--tee", self.path(f"bank-{region}.sent"),
            ], f"the sample bank in {region}")
            self.banks[region] = port

    def make_credentials(self):
        credentials.make_authority(self.folder)
        credentials.issue_server(self.folder)
        credentials.issue_third_party(self.folder, "tpp-blue", "DE", "1001", ["PSP_AI", "PSP_PI"])
        credentials.issue_third_party(self.folder, "tpp-grey", "FR", "1002", ["PSP_PI"])
        credentials.issue_pages(self.folder)
        credentials.make_signing_key(self.folder)
        hexadecimal = {name: secrets.token_hex(32) for name in ("pseudonym.hex", "parties.hex", "counterparties.hex", "images.hex")}
        for name, text in {"admin.token": secrets.token_urlsafe(32), **hexadecimal}.items():
            with open(self.path(name), "w") as file:
                file.write(text)
            os.chmod(self.path(name), 0o600)
        os.makedirs(self.path("images"), mode=0o700, exist_ok=True)

    def write_settings(self, bundle, keys=KEYS):
        """`keys`: the lines of that table, for a unit with pseudonyms of other names than the demonstration's."""
        servers = ", ".join(f'{{ url = "http://127.0.0.1:{port}", region = "{region}" }}' for region, port in self.banks.items())
        with open(self.path("gateway.toml"), "w") as file:
            file.write(f"""# Written by the demonstration.
cores         = 2
unit          = "{bundle}"
facts         = "facts.db"
compiler      = "{self.programs}/bpol-compile"
access_log    = "access.log"
pseudonym_key = "pseudonym.hex"

[listener]
address            = "127.0.0.1"
port               = 0
port_file          = "gateway.port"
certificate        = "server.pem"
key                = "server.key"
client_certificate = "optional"
client_ca          = "ca.pem"

[admin]
port       = 0
port_file  = "admin.port"
token_file = "admin.token"

[identity]
issuer   = "{credentials.ISSUER}"
audience = "{credentials.AUDIENCE}"
keys     = "jwks.json"

[audit]
path    = "audit.jsonl"
origin  = "demo/decisions"
mode    = "buffered"
actions = {{ Pay = "fail_closed" }}

[image_cache]
folder = "images"
key    = "images.hex"

[keys]
{keys}

[[upstream]]
name    = "core-banking"
servers = [ {servers} ]
""")

    def start_gateway(self):
        self.gateway, self.port = self.start("gateway", [f"{self.programs}/bpol-gateway", self.path("gateway.toml")], "the gateway")
        self.admin_port = wait_for(self.path("admin.port"), self.gateway, "the gateway's admin listener")
        with open(self.path("admin.token")) as file:
            self.admin_token = file.read().strip()

    def admin(self, method, path, body=b"", content_type="application/json"):
        connection = http.client.HTTPConnection("127.0.0.1", self.admin_port, timeout=60)
        try:
            connection.request(method, path, body=body, headers={
                "authorization": f"Bearer {self.admin_token}", "content-type": content_type})
            response = connection.getresponse()
            text = response.read()
        finally:
            connection.close()
        if response.status >= 300:
            raise Failure(f"the gateway's admin listener answered {method} {path} with {response.status}: {text.decode(errors='replace')}")
        return json.loads(text) if text else None

    def put_fact(self, store, key, value):
        self.admin("PUT", self.fact_path(store, key), json.dumps(value).encode())

    def remove_fact(self, store, key):
        self.admin("DELETE", self.fact_path(store, key))

    def happens(self, store, key, event, actor):
        return self.admin("POST", self.fact_path(store, key), json.dumps({"event": event, "actor": actor}).encode())

    @staticmethod
    def fact_path(store, key):
        return f"/stores/{store}?key={urllib.parse.quote(key, safe='')}"

    def load_unit(self, bundle):
        with open(bundle, "rb") as file:
            return self.admin("POST", "/unit", file.read(), "application/octet-stream")

    def bpol(self, *arguments):
        return subprocess.run([f"{self.programs}/bpol", *arguments], capture_output=True, text=True)

    def build(self, project, bundle):
        run = self.bpol("build", project, "-o", bundle)
        if run.returncode != 0:
            raise Failure(f"`bpol build {project}` refused the policies:\n{run.stdout}{run.stderr}")

    def stop_gateway(self):
        self.gateway.send_signal(signal.SIGTERM)
        try:
            status = self.gateway.wait(30)
        except subprocess.TimeoutExpired:
            raise Failure("the gateway did not end within 30 s of SIGTERM")
        if status != 0:
            raise Failure(f"the gateway ended with status {status}; its words are in {self.path('gateway.port.log')}")

    def stop(self):
        for _, process in reversed(self.processes):
            if process.poll() is None:
                process.terminate()
        for _, process in self.processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
