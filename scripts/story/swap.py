"""The policy changes while requests are in flight: every answer must be the one of the unit that it names."""
import http.client
import json
import ssl
import threading
import time

from client import API
from services import Failure


class Load:
    """Threads that call one after the other on connections that stay open, and check each answer."""

    def __init__(self, services, certificate, token, expected, threads=4):
        self.services, self.token, self.expected = services, token, expected
        self.counts, self.failures, self.lock = {}, [], threading.Lock()
        self.stopping = threading.Event()
        self.context = ssl.create_default_context(cafile=services.path("ca.pem"))
        self.context.load_cert_chain(services.path(certificate + ".pem"), services.path(certificate + ".key"))
        self.threads = [threading.Thread(target=self.run, daemon=True) for _ in range(threads)]

    def start(self):
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join(30)

    def count(self, unit):
        with self.lock:
            return self.counts.get(unit, 0)

    def wait_for(self, unit, number, seconds=60):
        end = time.monotonic() + seconds
        while self.count(unit) < number:
            if time.monotonic() > end or self.failures:
                raise Failure(f"{self.count(unit)} of {number} requests were answered by {unit}; {self.failures[:1]}")
            time.sleep(0.01)

    def run(self):
        connection = http.client.HTTPSConnection("127.0.0.1", self.services.port, context=self.context, timeout=20)
        headers = {"authorization": f"Bearer {self.token}"}
        while not self.stopping.is_set():
            try:
                connection.request("GET", f"{API}/aisp/accounts", headers=headers)
                response = connection.getresponse()
                self.check(response.status, response.getheader("bpol-unit", ""), response.read())
            except (OSError, http.client.HTTPException, ValueError, KeyError) as error:
                with self.lock:
                    self.failures.append(repr(error))
                return

    def check(self, status, unit, body):
        version = unit.split(";")[0]
        owner = json.loads(body)["Data"]["Account"][0]["Owner"] if status == 200 else None
        with self.lock:
            self.counts[version] = self.counts.get(version, 0) + 1
            if status != 200 or owner != self.expected.get(version):
                self.failures.append(f"status {status}, unit {unit}, owner shown as {owner!r}")
