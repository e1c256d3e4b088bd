"""Calls as a third party makes them: by curl, every byte of the answer kept for the search at the end."""
import json
import os
import subprocess

from services import Failure

API = "/open-banking/v4.0"


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def json(self):
        return json.loads(self.body) if self.body else None

    @property
    def reason(self):
        try:
            return self.json().get("reason", "") if self.status >= 400 else ""
        except (ValueError, AttributeError):
            return ""

    @property
    def unit(self):
        return self.headers.get("bpol-unit", "")


class Client:
    def __init__(self, services, certificate):
        self.services, self.certificate = services, certificate
        self.received = []  # (label, bytes) of every answer

    def call(self, method, path, token=None, headers=None, body=None, interface=None, label=None):
        s = self.services
        command = ["curl", "-sS", "--http1.1", "--tlsv1.3", "--max-time", "20", "--cacert", s.path("ca.pem"), "-i", "-X", method,
                   "--resolve", f"localhost:{s.port}:127.0.0.1"]
        if self.certificate:
            command += ["--cert", s.path(self.certificate + ".pem"), "--key", s.path(self.certificate + ".key")]
        if interface:
            command += ["--interface", interface]
        for name, value in ({"authorization": f"Bearer {token}"} if token else {}).items() | (headers or {}).items():
            command += ["-H", f"{name}: {value}"]
        if body is not None:
            command += ["-H", "content-type: application/json", "--data-binary", "@-"]
        run = subprocess.run(command + [f"https://localhost:{s.port}{path}"], capture_output=True, input=body)
        if run.returncode != 0:
            raise Failure(f"curl could not do {method} {path}: {run.stderr.decode(errors='replace').strip()}")
        self.received.append((label or f"{method} {path}", run.stdout))
        head, _, content = run.stdout.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        fields = {name.strip().lower(): value.strip() for name, _, value in (text.partition(":") for text in lines[1:])}
        return Answer(int(lines[0].split()[1]), fields, content)

    def command(self, method, path, token_file):
        """The same call as a line to paste into a shell."""
        s = self.services
        where = os.path.relpath(s.folder)
        return (f"curl -s --cacert {where}/ca.pem --cert {where}/{self.certificate}.pem --key {where}/{self.certificate}.key "
                f"-H \"authorization: Bearer $(cat {where}/{token_file})\" -X {method} https://localhost:{s.port}{path}")
