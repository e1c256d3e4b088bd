#!/usr/bin/env python3
"""How long it takes until a unit decides, and how much memory: from text, from core, as rows of a table, from the image cache. Writes
bench/results/callable.json.

    callable.py --programs build/dev/bin --out bench/results [--runs 7]
    callable.py --programs build/dev/bin --check        no clock: a hundred rules by every way, and what they decide"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
WORKLOADS = os.path.join(HERE, "..", "workloads")
sys.path.insert(0, os.path.join(HERE, ".."))
from machine import describe

MANY = 10_000


def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"compile: `{' '.join(command)}` ended with status {done.returncode}")
    return done.stdout


class Ways:
    def __init__(self, programs, folder):
        self.program, self.bpol, self.folder = os.path.join(programs, "bpol-bench-compile"), os.path.join(programs, "bpol"), folder

    def path(self, name):
        return os.path.join(self.folder, name)

    def ask(self, way, project, requests, *more):
        return json.loads(run(self.program, way, "--project", project, "--requests", requests, *more))

    def book(self, rules):
        """A rule book, and what its other ways begin with."""
        book, kept = self.path(f"book{rules}"), self.path(f"kept{rules}")
        run(sys.executable, os.path.join(WORKLOADS, "rulebook.py"), book, "--rules", str(rules))
        os.makedirs(kept, mode=0o700)
        requests, bundle = os.path.join(book, "requests.jsonl"), self.path(f"book{rules}.bundle")
        run(self.bpol, "build", book, "-o", bundle)
        self.ask("keep", book, requests, "--kept", kept, "--bundle", bundle)
        return [("text", lambda: self.ask("text", book, requests)),
                ("core", lambda: self.ask("core", book, requests, "--kept", kept)),
                ("cache", lambda: self.ask("cache", book, requests, "--kept", kept, "--bundle", bundle))]

    def rows(self, rules):
        run(sys.executable, os.path.join(WORKLOADS, "make.py"), self.path("drawn"), "--keyed", str(rules), "--requests", "1", "--keyed-requests", "200")
        keyed = self.path(f"drawn/keyed_{rules}")
        return [("rows", lambda: self.ask("text", f"{keyed}/table", f"{keyed}/requests.jsonl"))]


def measured(rules, ways, runs):
    """In turns; the first round fills the page cache."""
    found = {name: [] for name, _ in ways}
    for i in range(runs + 1):
        for name, ask in ways if i % 2 else reversed(ways):
            cost = ask()
            if i > 0:
                found[name].append(cost)
    median = lambda costs, key: statistics.median(cost[key] for cost in costs)
    return [{"rules": rules, "way": name, "wall_ms": median(costs, "wall_ms"), "least_ms": min(cost["wall_ms"] for cost in costs),
             "cpu_ms": median(costs, "cpu_ms"), "peak_mb": max(cost["peak_mb"] for cost in costs),
             **({"read_ms": median(costs, "read_ms")} if "read_ms" in costs[0] else {})} for name, costs in found.items()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", required=True)
    parser.add_argument("--out")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--check", action="store_true")
    a = parser.parse_args()
    load_before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        ways = Ways(os.path.abspath(a.programs), folder)
        if a.check:
            for name, ask in ways.book(100) + ways.rows(100):
                print(f"{name}: {ask()['answers']} answers are right")
            return
        lines = measured(100, ways.book(100), a.runs) + measured(MANY, ways.book(MANY) + ways.rows(MANY), a.runs)
    for line in lines:
        print(f"{line['rules']:,} rules, {line['way']}: {line['wall_ms']:.0f} ms, of the processor {line['cpu_ms']:.0f} ms, peak {line['peak_mb']:.0f} MB")
    with open(os.path.join(a.out, "callable.json"), "w") as file:
        json.dump({"machine": describe("scripts/bench compile"), "load_before": load_before, "lines": lines}, file, indent=1, ensure_ascii=False)
        file.write("\n")


main()
