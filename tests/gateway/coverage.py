#!/usr/bin/env python3
"""Every reason for which the gateway refuses a message is met by a row of a table in this folder, through the whole gateway. What no
client and no upstream can bring about from outside stands below, with why."""
import glob
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
LISTS = ("gateway/http/refusals.def", "gateway/identity/token_faults.def", "gateway/upstream/failures.def")
EXEMPT = {
    "http.status_line": "of upstreams: told as upstream.bad_head",
    "http.parsers_disagree": "two readings have never differed; fuzz/ looks for it",
    "gateway.internal": "a handler that throws; tests/unit/gateway/net",
    "fact.unavailable": "a store that was stopped, when the gateway ends; tests/unit/runtime/facts",
    "review.queue_full": "ten thousand held requests; tests/unit/gateway/enforce/reviews_test.cpp",
    "residency.no_upstream": "the story's, and tests/unit/gateway/upstream/regions_test.cpp",
    "upstream.pool_exhausted": "thousands of connections; tests/unit/gateway/upstream",
    "upstream.connect_timeout": "an address that swallows packets; tests/unit/gateway/upstream",
    "upstream.send_failed": "a race between our write and their close; tests/unit/gateway/upstream",
    "upstream.send_timeout": "a body above the socket's buffers; tests/unit/gateway/upstream",
    "upstream.request_body_reset": "of streamed bodies, which no action has; tests/unit/gateway/upstream",
}


def codes():
    found = []
    for name in LISTS:
        with open(os.path.join(ROOT, name)) as file:
            found += re.findall(r'^BPOL_\w+\(\w+, \d+, (?:"\w*", )?"([a-z0-9_.]+)"', file.read(), re.M)
    for path in glob.glob(os.path.join(ROOT, "gateway/enforce/*.cpp")):
        with open(path) as file:
            found += re.findall(r'(?:RefuseWith|Problem)\([\w.]+, "([a-z0-9_.]+)"', file.read())
    for path in glob.glob(os.path.join(ROOT, "gateway/admin/*.cpp")):
        with open(path) as file:
            found += re.findall(r'Refuse(?:d\{|\()\d+,\s*"([a-z0-9_.]+)"', file.read())
    return sorted(set(found))


def tables():
    text = ""
    for path in glob.glob(os.path.join(HERE, "*.py")) + [os.path.join(ROOT, "scripts/story/story.py")]:
        if os.path.basename(path) != "coverage.py":
            with open(path) as file:
                text += file.read()
    return text


def main():
    rows = tables()
    # The table of paths writes its codes without the prefix that they share.
    met = {code for code in codes() if f'"{code}"' in rows or f'"{code.removeprefix("http.")}"' in rows or f'{code} ' in rows or f'{code}"' in rows}
    missing = [code for code in codes() if code not in met and code not in EXEMPT]
    needless = [code for code in EXEMPT if code in met or code not in codes()]
    for code in missing:
        print(f"{code}: no row meets it; add one to the table of its kind in tests/gateway")
    for code in needless:
        print(f"{code}: is exempt in tests/gateway/coverage.py and need not be")
    print(f"{len(codes())} reasons, {len(met)} met, {len(EXEMPT)} exempt")
    return 1 if missing or needless or not codes() else 0


sys.exit(main())
