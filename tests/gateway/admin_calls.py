#!/usr/bin/env python3
"""The admin listener, through the real program: what it refuses, and what it lets become of stored records whose type has a lifecycle
(docs/decisions/0018-lifecycles.md). The rows run in their order: each finds what those above it left."""
import http.client
import json
import os
import shutil
import sqlite3
import sys
import threading
import urllib.parse

from harness import Bench, Report, ROOT

PAST, FUTURE = "2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z"


def fact(store, key):
    return f"/stores/{store}?key={urllib.parse.quote(key, safe='')}"


def grant(state, **members):
    return json.dumps({"state": state, "uses": 0, **members})


def event(name, actor=None):
    return json.dumps({"event": name, "actor": actor} if actor else {"event": name})


APPROVED, WITHDRAWN = event("approved", "customer"), event("withdrawn", "customer")
# What a row must say: a status with the reason of a refusal, the state that an event leads to, or nothing.
ROWS = [
    # a record begins where its lifecycle does
    ("PUT", "grants/a", grant("GIVN"), 409, "lifecycle.not_the_start"),
    ("PUT", "grants/a", grant("GONE"), 409, "lifecycle.not_the_start"),
    ("PUT", "grants/a", grant("NOBODY KNOWS"), 409, "lifecycle.not_the_start"),
    ("PUT", "grants/a", '{"uses":0}', 422, "fact.misfit"),
    ("PUT", "grants/a", '{"state":null,"uses":0}', 422, "fact.misfit"),
    ("PUT", "grants/a", '{"state":"ASKD","uses":"none"}', 422, "fact.misfit"),
    ("PUT", "grants/a", '{"state":"ASKD","state":"GIVN","uses":0}', 422, "fact.misfit"),
    ("PUT", "grants/a", "not JSON", 422, "fact.misfit"),
    ("PUT", "grants/", grant("ASKD"), 422, "fact.refused"),
    ("POST", "grants/a", APPROVED, 404, "fact.none"),
    ("PUT", "grants/a", grant("ASKD"), 204, None),
    # and goes where it is led
    ("PUT", "grants/a", grant("GIVN"), 409, "lifecycle.wants_an_event"),
    ("PUT", "grants/a", grant("NOBODY KNOWS"), 409, "lifecycle.wants_an_event"),
    ("PUT", "grants/a", grant("ASKD", until=FUTURE), 204, None),
    ("POST", "grants/a", WITHDRAWN, 409, "lifecycle.no_transition"),
    ("POST", "grants/a", event("approved", "staff"), 409, "lifecycle.not_by_actor"),
    ("POST", "grants/a", event("approved"), 409, "lifecycle.not_by_actor"),
    ("POST", "grants/a", event("nothing", "customer"), 409, "lifecycle.no_transition"),
    ("PUT", "grants/a", grant("ASKD", until=FUTURE, uses=1), 204, None),
    ("POST", "grants/a", APPROVED, 409, "lifecycle.condition_fails"),
    ("PUT", "grants/a", ' {"state" : "ASKD", "limit": 1.10, "uses":0,"until":"' + FUTURE + '"}', 204, None),
    ("POST", "grants/a", APPROVED, 200, ("GIVN", False)),
    ("POST", "grants/a", APPROVED, 409, "lifecycle.no_transition"),
    ("PUT", "grants/a", grant("ASKD"), 409, "lifecycle.wants_an_event"),
    ("POST", "grants/a", event("counted", "staff"), 409, "arithmetic.division_by_zero"),
    ("POST", "grants/a", event("clock"), 409, "lifecycle.condition_fails"),
    ("POST", "grants/a", event("clock", "staff"), 409, "lifecycle.not_by_actor"),
    # to an end
    ("PUT", "grants/b", grant("ASKD", until=PAST), 204, None),
    ("POST", "grants/b", event("clock"), 409, "lifecycle.no_transition"),
    ("POST", "grants/b", APPROVED, 200, ("GIVN", False)),
    ("POST", "grants/b", event("clock"), 200, ("ENDD", True)),
    ("POST", "grants/b", WITHDRAWN, 409, "lifecycle.no_transition"),
    ("PUT", "grants/b", grant("GIVN", until=FUTURE), 409, "lifecycle.wants_an_event"),
    ("PUT", "grants/b", grant("ENDD", until=FUTURE), 204, None),
    ("DELETE", "grants/b", "", 204, None),
    ("POST", "grants/b", APPROVED, 404, "fact.none"),
    ("PUT", "grants/b", grant("GIVN"), 409, "lifecycle.not_the_start"),
    ("PUT", "grants/path/of/c %", grant("ASKD"), 204, None),
    ("POST", "grants/path/of/c %", event("refused", "staff"), 200, ("GONE", True)),
    # an event says its name and who causes it, and nothing else
    ("POST", "grants/a", "", 422, "event.refused"),
    ("POST", "grants/a", "[]", 422, "event.refused"),
    ("POST", "grants/a", "{}", 422, "event.refused"),
    ("POST", "grants/a", '{"actor":"customer"}', 422, "event.refused"),
    ("POST", "grants/a", '{"event":""}', 422, "event.refused"),
    ("POST", "grants/a", '{"event":"withdrawn","actor":""}', 422, "event.refused"),
    ("POST", "grants/a", '{"event":"withdrawn","actor":["customer"]}', 422, "event.refused"),
    ("POST", "grants/a", '{"event":"withdrawn","actor":"customer","now":"' + PAST + '"}', 422, "event.refused"),
    ("POST", "grants/a", '{"event":"approved","event":"withdrawn","actor":"customer"}', 422, "event.refused"),
    # other stores are what they were
    ("PUT", "accounts/1", '{"state":"GIVN"}', 204, None),
    ("PUT", "accounts/1", "[]", 422, "fact.refused"),
    ("PUT", "Accounts!/1", "{}", 422, "fact.refused"),
    ("POST", "accounts/1", APPROVED, 404, "lifecycle.none"),
    ("DELETE", "accounts/1", "", 204, None),
    ("DELETE", "accounts/", "", 422, "fact.refused"),
]
LEFT = {"a": ' {"state" : "GIVN", "limit": 1.10, "uses":0,"until":"' + FUTURE + '"}', "path/of/c %": grant("GONE")}
# Of the listener itself.
OTHERS = [
    ("PUT", "/stores/grants", "{}", 400, "fact.key"),
    ("PUT", "/stores/grants?key=a&key=b", "{}", 400, "fact.key"),
    ("POST", "/stores/grants?kez=a", APPROVED, 400, "fact.key"),
    ("POST", "/stores/grants?key=%zz", APPROVED, 400, "http.percent_encoding"),
    ("DELETE", "/stores/grants/a", "", 400, "fact.key"),
    ("GET", "/nothing", "", 404, "admin.unknown"),
    ("GET", fact("grants", "a"), "", 404, "admin.unknown"),
    ("POST", "/unit/rollback", "", 409, "unit.no_previous"),
    ("POST", "/unit", "not a bundle", 422, "unit.refused"),
    ("POST", "/reviews/1/approve", "", 404, "review.unknown"),
]


def ask(bench, method, path, body, token=None):
    connection = http.client.HTTPConnection("127.0.0.1", bench.admin_port, timeout=60)
    try:
        connection.request(method, path, body=body if isinstance(body, bytes) else body.encode(), headers={"authorization": f"Bearer {token or bench.admin_token}"})
        response = connection.getresponse()
        text = response.read()
    finally:
        connection.close()
    answer = json.loads(text) if text else {}
    return response.status, answer.get("reason") or ((answer["state"], answer["final"]) if "state" in answer else None)


def changes(bench, report):
    for method, place, body, status, said in ROWS:
        report.rows += 1
        report.same(ask(bench, method, fact(*place.split("/", 1)), body), (status, said), f"{method} {place} {body}")
    for method, path, body, status, reason in OTHERS:
        report.rows += 1
        report.same(ask(bench, method, path, body), (status, reason), f"{method} {path}")
    report.rows += 1
    report.same(ask(bench, "POST", fact("grants", "a"), WITHDRAWN, token="x" * 64), (401, "admin.token"), "an event without the token")


def at_once(bench, report):
    """Of many that withdraw the same grant one does, and the others are told; whatever they read before."""
    report.rows += 1
    ask(bench, "PUT", fact("grants", "many"), grant("ASKD"))
    ask(bench, "POST", fact("grants", "many"), APPROVED)
    said = []
    threads = [threading.Thread(target=lambda: said.append(ask(bench, "POST", fact("grants", "many"), WITHDRAWN))) for _ in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report.same(said.count((200, ("GONE", True))), 1, "how many withdrew it")
    late = {(409, "lifecycle.no_transition"), (409, "fact.changed")}
    report.check(set(said) - {(200, ("GONE", True))} <= late, f"the others were told: {set(said)}")


def built(bench, name, **changed):
    """The bundle of the tests' policy with some of its texts changed: file -> (text, replacement)."""
    folder = bench.path(name)
    shutil.copytree(os.path.join(ROOT, "tests/gateway/policy"), folder)
    for file, (text, replacement) in changed.items():
        path = os.path.join(folder, f"{file}.bpol")
        with open(path) as opened:
            whole = opened.read()
        with open(path, "w") as opened:
            opened.write(whole.replace(text, replacement))
    bench.build(folder, bench.path(f"{name}.bundle"))
    with open(bench.path(f"{name}.bundle"), "rb") as file:
        return file.read()


def other_units(bench, report):
    """A unit that has another record in the same store is refused; one that cannot read what is stored leaves it alone."""
    two = built(bench, "two", vocabulary=("action Read {", "record Loan { sum: Int }\nfact loan: Loan? from store grants by customer\naction Read {"))
    more = built(bench, "more", vocabulary=("uses: Int ", "uses: Int  owner: String "), tests=("uses: 0 }", 'uses: 0, owner: "o" }'))
    for method, path, body, status, reason in [
            ("POST", "/unit", two, 422, "unit.refused"), ("POST", "/unit", more, 200, None),
            ("POST", fact("grants", "a"), WITHDRAWN, 409, "fact.misfit"),
            ("PUT", fact("grants", "a"), grant("GIVN", owner="o"), 409, "fact.misfit"), ("POST", "/unit/rollback", "", 200, None)]:
        report.rows += 1
        report.same(ask(bench, method, path, body), (status, reason), f"another unit: {method} {path}")


def without_unit(programs, folder, report):
    """Nobody says what a store holds, so nothing is put there; what is there may go."""
    bench = Bench(programs, folder)
    try:
        bench.prepare()
        with open(bench.path("gateway.toml")) as file:
            lines = [line for line in file if not line.startswith("unit ")]
        with open(bench.path("gateway.toml"), "w") as file:
            file.writelines(lines)
        bench.start_gateway()
        for method, path, body, status, reason in [
                ("PUT", fact("accounts", "1"), "{}", 503, "unit.none"), ("POST", fact("grants", "a"), APPROVED, 503, "unit.none"),
                ("DELETE", fact("grants", "a"), "", 204, None), ("GET", "/health", "", 503, "unit.none")]:
            report.rows += 1
            report.same(ask(bench, method, path, body), (status, reason), f"without a unit: {method} {path}")
        bench.stop_gateway()
    finally:
        bench.stop()


def main():
    programs, folder = sys.argv[1:]
    report, bench = Report(), Bench(programs, folder)
    try:
        bench.prepare()
        bench.start_gateway()
        changes(bench, report)
        at_once(bench, report)
        other_units(bench, report)
        bench.stop_gateway()
        stored = dict(sqlite3.connect(bench.path("facts.db")).execute("SELECT key, json FROM fact WHERE store = 'grants'"))
        for key, text in LEFT.items():
            report.same(stored.get(key), text, f"what is stored under {key}")
        report.same(set(stored), {*LEFT, "many"}, "what is stored")
    finally:
        bench.stop()
    without_unit(programs, f"{folder}-without", report)
    return report.end("calls")


sys.exit(main())
