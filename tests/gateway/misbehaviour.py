#!/usr/bin/env python3
"""The whole gateway in front of a bank that breaks its word: every name of tests/support/bank/misbehaviour.cpp, through the real
programs. Each fails closed with its status and reason, leaks nothing, leaves one decision and one outcome, and spoils no connection."""
import json
import os
import re
import shutil
import sys
import threading
import time
import uuid

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "scripts", "story"))
import credentials
from client import Client
from services import Services

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
LIMITS = """
[limits]
upstream_response_ms = 400
upstream_body_ms = 400
[keys]
analytics = { active = "v2", files = { v1 = "analytics-1.key", v2 = "analytics-2.key" } }
"""
failures = []


def check(holds, text):
    if not holds:
        failures.append(text)


def names():
    with open(os.path.join(ROOT, "tests/support/bank/misbehaviour.cpp")) as file:
        return re.findall(r'^    \{"([a-z0-9-]+)",', file.read(), re.M)


def start(programs, folder):
    s = Services(programs, folder)
    s.make_credentials()
    s.start_banks(["eu-central"])
    s.build(os.path.join(ROOT, "tests/gateway/policy"), s.path("edge.bundle"))
    s.write_settings(s.path("edge.bundle"))
    for name, digit in (("analytics-1.key", "1"), ("analytics-2.key", "2")):
        with open(s.path(name), "w") as file:
            file.write(digit * 64)
        os.chmod(s.path(name), 0o600)
    with open(s.path("gateway.toml"), "a") as file:
        file.write('[[upstream]]\nname = "other"\nservers = [ { url = "http://127.0.0.1:1", region = "eu-central" } ]\n' + LIMITS)
    s.start_gateway()
    return s


def main():
    programs, folder = map(os.path.abspath, sys.argv[1:3])
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder, mode=0o700)
    s = start(programs, folder)
    try:
        blue = Client(s, "tpp-blue")
        token = credentials.access_token(folder, "tpp-blue", "accounts", bound_to="tpp-blue")
        ids = {}

        def ask(path, status, reason):
            ids[str(uuid.uuid4())] = (path, status, reason)
            answer = blue.call("GET", path, token, {"x-fapi-interaction-id": list(ids)[-1]})
            check((answer.status, answer.reason) == (status, reason), f"{path}: {answer.status} {answer.reason}, not {status} {reason}")
            return answer

        good = ask("/test/good", 200, "")
        check(set(EXPECTED) == set(names()), f"misbehaviours without a row, or rows without one: {set(EXPECTED) ^ set(names())}")
        for name, (status, reason) in EXPECTED.items():
            answer = ask(f"/test/{name}" + (SMALL if name == "slow-drip" else ""), status, reason)
            check(not {"set-cookie", "x-customer", "etag", "location"} & set(answer.headers), f"{name}: a header of the bank's passed")
            check(ask("/test/good", 200, "").body == good.body, f"the answer after {name} is another one")
        ask("/test/other-bank", 502, "upstream.connect_failed")
        psn = ask("/test/pseudonyms", 200, "").json()["Data"]["Account"][0]
        planted = leaked(s, blue)
        owner = next(value for label, value in planted if label == "Owner")
        import hashlib, hmac
        expected = "psn_" + hmac.new(b"\x22" * 32, f"text\x1f{owner}".encode(), hashlib.sha256).hexdigest()[:32]
        check(psn["Owner"] == expected, f"the pseudonym is {psn['Owner']}, not {expected} of the active key")
        # A request in flight is answered whole after SIGTERM, on a connection that ends, and the gateway ends in good order.
        in_flight = []
        asking = threading.Thread(target=lambda: in_flight.append(ask(f"/test/slow-drip{SMALL}", 200, "")))
        asking.start()
        time.sleep(0.4)
        s.stop_gateway()
        asking.join()
        check(bool(in_flight) and in_flight[0].headers.get("connection") == "close", "an answer while draining keeps its connection")
        records(s, ids)
    finally:
        s.stop()
    print("\n".join(failures))
    print(f"{len(EXPECTED)} misbehaviours, {len(failures)} failures")
    return 1 if failures else 0


def leaked(s, client):
    import urllib.request
    with urllib.request.urlopen(f"http://127.0.0.1:{s.banks['eu-central']}/open-banking/v4.0/aisp/accounts") as response:
        accounts = json.load(response)["Data"]["Account"]
    planted = [(key, a[key]) for a in accounts for key in ("Owner", "TaxId", "CoreSessionToken", "InternalRiskNote")]
    planted += [("Identification", i["Identification"]) for a in accounts for i in a["Account"]]
    seen = b"".join(data for _, data in client.received)
    for label, value in planted:
        check(value.encode() not in seen, f"a client received {label} {value[:4]}…")
    return planted


def records(s, ids):
    with open(s.path("audit.jsonl")) as file:
        lines = [json.loads(line) for line in file]
    for interaction, (path, status, reason) in ids.items():
        decisions = [r["payload"] for r in lines if r["kind"] == "decision" and r["payload"].get("interaction_id") == interaction]
        check(len(decisions) == 1 and decisions[0]["effect"] == "permit", f"{path}: {len(decisions)} decision records")
        outcomes = [r["payload"] for r in lines if r["kind"] == "outcome" and decisions and r["payload"]["id"] == decisions[0]["id"]]
        check(len(outcomes) == 1, f"{path}: {len(outcomes)} outcome records")
        for outcome in outcomes:
            check((outcome["status"], outcome.get("reason", "")) == (status, reason), f"{path}: the outcome says {outcome}")
    versions = [r["payload"]["keys"] for r in lines if r["kind"] == "outcome" and "keys" in r["payload"]]
    check(versions and all(v == {"analytics": "v2"} for v in versions), "an outcome names no key version")


sys.exit(main())
