#!/usr/bin/env python3
"""The whole gateway in front of a bank that breaks its word: every name of tests/support/bank/misbehaviour.cpp, through the real
programs. Each fails closed with its status and reason, leaks nothing, leaves one decision and one outcome, and spoils no connection."""
import hashlib
import hmac
import json
import os
import re
import sys
import threading
import time
import urllib.request
import uuid

from harness import REGION, ROOT, Bench, Client, Report

BAD_GATEWAY = {
    "upstream.closed_before_head": "no-answer reset half-head",
    "upstream.body_cut": "close-half-way reset-half-way chunks-half-way",
    "upstream.bad_head": "two-lengths length-and-chunks switching split-head garbage",
    "upstream.body_ill_formed": "bad-chunks",
    "upstream.head_too_large": "huge-head",
    "response.misfit": "length-too-short invalid-json trailing-json invalid-utf8 deep-json duplicate-members",
    "response.unreadable": "wrong-type gzip-lie partial redirect",
    "upstream.failed": "error",
}
EXPECTED = {name: (502, reason) for reason, names in BAD_GATEWAY.items() for name in names.split()}
EXPECTED |= {"hang": (504, "upstream.response_timeout"), "slow-head": (504, "upstream.response_timeout"),
             "length-too-long": (504, "upstream.body_timeout"), "client-error": (422, "upstream.refused"),
             "two-answers": (200, ""), "leaky-fields": (200, ""), "slow-drip": (200, ""), "large": (200, "")}
SMALL = "/open-banking/v4.0/aisp/accounts/22289001"
LIMITS = "upstream_response_ms = 400\nupstream_body_ms = 400"


def names():
    with open(os.path.join(ROOT, "tests/support/bank/misbehaviour.cpp")) as file:
        return re.findall(r'^    \{"([a-z0-9-]+)",', file.read(), re.M)


class Asker:
    """Asks as the blue third party, and remembers what was asked for the comparison with the record."""

    def __init__(self, bench, report):
        self.report, self.ids = report, {}
        self.client, self.token = Client(bench, "tpp-blue"), bench.token()

    def ask(self, path, status, reason):
        interaction = str(uuid.uuid4())
        self.ids[interaction] = (path, status, reason)
        answer = self.client.call("GET", path, self.token, {"x-fapi-interaction-id": interaction})
        self.report.same((answer.status, answer.reason), (status, reason), path)
        return answer


def misbehave(asker, report):
    good = asker.ask("/test/good", 200, "")
    report.same(set(EXPECTED), set(names()), "misbehaviours without a row, or rows without one")
    for name, (status, reason) in EXPECTED.items():
        report.rows += 1
        answer = asker.ask(f"/test/{name}" + (SMALL if name == "slow-drip" else ""), status, reason)
        passed = {"set-cookie", "x-customer", "etag", "location"} & set(answer.headers)
        report.check(not passed, f"{name}: a header of the bank's passed")
        report.check(asker.ask("/test/good", 200, "").body == good.body, f"the answer after {name} is another one")
    asker.ask("/test/other-bank", 502, "upstream.connect_failed")


def pseudonyms(asker, owner, report):
    seen = asker.ask("/test/pseudonyms", 200, "").json()["Data"]["Account"][0]["Owner"]
    expected = "psn_" + hmac.new(b"\x22" * 32, f"text\x1f{owner}".encode(), hashlib.sha256).hexdigest()[:32]
    report.same(seen, expected, "the pseudonym by the active key")


def drain(bench, asker, report):
    """A request in flight is answered whole after SIGTERM, on a connection that ends, and the gateway ends in good order."""
    in_flight = []
    asking = threading.Thread(target=lambda: in_flight.append(asker.ask(f"/test/slow-drip{SMALL}", 200, "")))
    asking.start()
    time.sleep(0.4)
    bench.stop_gateway()
    asking.join()
    report.check(bool(in_flight) and in_flight[0].headers.get("connection") == "close", "an answer while draining keeps its connection")


def planted(bench):
    with urllib.request.urlopen(f"http://127.0.0.1:{bench.banks[REGION]}/open-banking/v4.0/aisp/accounts") as response:
        accounts = json.load(response)["Data"]["Account"]
    values = [(key, a[key]) for a in accounts for key in ("Owner", "TaxId", "CoreSessionToken", "InternalRiskNote")]
    return values + [("Identification", i["Identification"]) for a in accounts for i in a["Account"]]


def leaks(client, values, report):
    seen = b"".join(data for _, data in client.received)
    for label, value in values:
        report.check(value.encode() not in seen, f"a client received {label} {value[:4]}…")


def records(bench, ids, report):
    logs = bench.logs()
    for interaction, (path, status, reason) in ids.items():
        _, decisions, outcomes = logs.of(interaction)
        report.same([d["effect"] for d in decisions], ["permit"], f"{path}: the decisions")
        report.same([(o["status"], o.get("reason", "")) for o in outcomes], [(status, reason)], f"{path}: the outcomes")
    versions = [o["keys"] for o in logs.outcomes.values() if "keys" in o]
    report.check(versions and all(v == {"analytics": "v2"} for v in versions), "an outcome names no key version")


def main():
    report = Report()
    bench = Bench(*sys.argv[1:3])
    try:
        bench.prepare(limits=LIMITS)
        bench.start_gateway()
        asker = Asker(bench, report)
        misbehave(asker, report)
        values = planted(bench)
        pseudonyms(asker, next(value for label, value in values if label == "Owner"), report)
        leaks(asker.client, values, report)
        drain(bench, asker, report)
        records(bench, asker.ids, report)
    finally:
        bench.stop()
    return report.end("misbehaviours")


sys.exit(main())
