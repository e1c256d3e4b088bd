#!/usr/bin/env python3
"""SIGTERM while requests are in flight, through the real program: what ends in time is answered by the bank, what does not is refused
by us with its reason, recorded, and told on standard error; and the gateway ends within its limit with status 0."""
import os
import signal
import subprocess
import sys
import threading
import time

from harness import Bench, Report
from rows import HOST, get, post

SMALL = "/test/slow-drip/open-banking/v4.0/aisp/accounts/22289001"


class InFlight(threading.Thread):
    """One request, sent at once; its answer is read in the background."""

    def __init__(self, bench, raw):
        super().__init__(daemon=True)
        self.wire, self.answer, self.took = bench.wire(), None, 0
        self.begun = time.monotonic()
        self.wire.send(raw.replace("@AUTH", f"Authorization: Bearer {bench.token()}").encode())
        self.start()

    def run(self):
        self.answer = self.wire.answer()
        self.took = time.monotonic() - self.begun


def drained(programs, folder, report, what, requests, expected, limits, signals, within):
    """`requests` are in flight when the `signals` (seconds to wait before each) come; `expected` is a (status, reason) for each, or
    None for no answer; `within` are the bounds in seconds from the first signal to the end."""
    report.rows += 1
    bench = Bench(programs, folder)
    try:
        bench.prepare(limits=f"upstream_response_ms = 60000\nupstream_body_ms = 60000\nbody_ms = 60000\nidle_ms = 60000\n{limits}")
        bench.start_gateway()
        flying = [InFlight(bench, raw) for raw in requests]
        time.sleep(0.5)
        begun = time.monotonic()
        for pause in signals:
            time.sleep(pause)
            bench.gateway.send_signal(signal.SIGTERM)
        try:
            status = bench.gateway.wait(30)
        except subprocess.TimeoutExpired:
            return report.check(False, f"{what}: it did not end")
        took = time.monotonic() - begun
        report.same(status, 0, f"{what}: the status of the program")
        report.check(within[0] <= took <= within[1], f"{what}: it ended after {took:.1f} s, not within {within}")
        ids = {}
        for request, answer in zip(flying, expected):
            request.join(5)
            seen = request.answer and (request.answer.status, request.answer.reason)
            report.same(seen, answer, what)
            if request.answer is not None:
                report.same(request.answer.headers.get("connection"), "close", f"{what}: the connection")
                ids[request.answer.headers["x-fapi-interaction-id"]] = answer
        check_end(bench, report, what, ids, any(raw and answer != (200, "") for raw, answer in zip(requests, expected)))
    finally:
        bench.stop()


def check_end(bench, report, what, ids, outlasted):
    logs = bench.logs()
    for interaction, (status, reason) in ids.items():
        lines, decisions, outcomes = logs.of(interaction)
        report.same([(line["status"], line.get("reason", "")) for line in lines], [(status, reason)], f"{what}: the access log")
        report.same([(o["status"], o.get("reason", "")) for o in outcomes], [(status, reason)], f"{what}: the outcomes")
        report.same(len(decisions), 1, f"{what}: the decisions")
    with open(bench.path("gateway.port.log")) as file:
        said = file.read()
    told = "outlast the drain time" in said or "cut off at the end of the drain time" in said
    report.same(told, outlasted, f"{what}: standard error tells of what was not finished: {said!r}")
    verified = bench.bpol("audit", "verify", bench.path("audit.jsonl"))
    report.same(verified.returncode, 0, f"{what}: the record verifies: {verified.stdout}{verified.stderr}")


def main():
    report = Report()
    programs, folder = sys.argv[1:3]
    hang, drip = get("/test/hang"), get(SMALL)
    half_body = post("Content-Length: 4000\r\n") + "{"
    half_head = f"GET /test/good HTTP/1.1\r\n{HOST}"
    stopping, good = (503, "gateway.stopping"), (200, "")
    rows = [
        ("nothing in flight", [], [], "", [0], (0, 3)),
        ("a slow answer", [drip, drip], [good, good], "", [0], (0.2, 10)),
        ("an upstream that hangs", [hang], [stopping], "drain_ms = 700", [0], (0.6, 3)),
        ("one that hangs beside a slow answer", [hang, drip], [stopping, good], "drain_ms = 6000", [0], (5.5, 9)),
        ("an answer that is cut", [get("/test/length-too-long")], [stopping], "drain_ms = 700", [0], (0.6, 3)),
        ("two signals", [hang], [stopping], "drain_ms = 60000", [0, 1], (1, 4)),
        ("three signals at once", [hang], [stopping], "drain_ms = 60000", [0, 0, 0.3], (0, 4)),
        ("half a request", [half_head], [None], "drain_ms = 700\nhead_ms = 60000", [0], (0.6, 4)),
        ("half a body", [half_body], [None], "drain_ms = 700", [0], (0.6, 4)),
        ("an idle connection", [""], [None], "", [0], (0, 3)),
    ]
    for what, requests, expected, limits, signals, within in rows:
        drained(programs, os.path.abspath(folder), report, what, requests, expected, limits, signals, within)
    return report.end("drains")


sys.exit(main())
