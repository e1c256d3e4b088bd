#!/usr/bin/env python3
"""A disk that takes no more while the gateway serves: what must be on disk first is refused and never reaches the bank; the rest is
served and its loss is counted; and the record that there is still verifies."""
import os
import resource
import sys
import time

from harness import Bench, Report
from rows import PAYMENT, PAYMENTS, get, pay


class Disk:
    def __init__(self, bench, report):
        self.bench, self.report, self.wire = bench, report, bench.wire()
        self.authorization = f"Authorization: Bearer {bench.token()}".encode()

    def ask(self, raw, expected, calls, what):
        self.report.rows += 1
        raw = raw.encode() if isinstance(raw, str) else raw
        self.wire.send(raw.replace(b"@AUTH", self.authorization))
        answer = self.wire.answer()
        self.report.same(answer and (answer.status, answer.reason), expected, what)
        self.report.same(self.bench.bank_calls(), calls, f"{what}: the bank was called")

    def fill(self):
        """From now on no file of the gateway's may grow beyond what the record has now."""
        size = os.path.getsize(self.bench.path("audit.jsonl"))
        resource.prlimit(self.bench.gateway.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def main():
    report, bench = Report(), Bench(*sys.argv[1:3])
    try:
        bench.prepare()
        bench.start_gateway()
        disk = Disk(bench, report)
        paid, read = [f"POST {PAYMENTS} {len(PAYMENT)}"], ["GET /test/good 0"]
        disk.ask(pay(PAYMENT), (201, ""), paid, "a payment before")
        disk.ask(get(), (200, ""), read, "a read before")
        time.sleep(0.5)  # the outcomes are written
        disk.fill()
        for i in range(3):
            disk.ask(pay(PAYMENT), (503, "audit.unavailable"), [], f"payment {i} that cannot be recorded")
            disk.ask(get(), (200, ""), read, f"read {i}, which is `buffered`")
        bench.stop_gateway()
        verified = bench.bpol("audit", "verify", bench.path("audit.jsonl"))
        report.same(verified.returncode, 0, f"the record does not verify: {verified.stdout}{verified.stderr}")
    finally:
        bench.stop()
    return report.end("requests")


sys.exit(main())
