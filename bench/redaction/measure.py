#!/usr/bin/env python3
"""The redactor alone beside the same by hand: bench/results/redaction.json and .md.

    measure.py --program build/dev/bin/bpol-bench-redaction --out bench/results/redaction.md
    measure.py --program ... --check     no clock is looked at: by hand the documents are redacted to the same bytes"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, ".."), os.path.join(HERE, "..", "gateway_cost")]
import documents
from machine import describe

BANK = os.path.join(HERE, "..", "..", "policies", "open_banking_gateway")
DOCUMENTS = {"200 accounts, of which half go": documents.two_hundred_accounts, "100 accounts, all of which stay": documents.many_accounts}


def measured(program, make, rounds):
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: os.path.join(folder, name) for name in ("request.json", "response.json")}
        for path, text in zip(paths.values(), (documents.request(), make())):
            with open(path, "w") as file:
                file.write(text)
        run = subprocess.run([program, BANK, "--action", "ReadAccounts", "--request", paths["request.json"], "--response", paths["response.json"],
                              "--rounds", str(rounds)], capture_output=True, text=True, check=False)
    if run.returncode != 0:
        sys.exit(f"bench/redaction: {run.stderr.strip()}")
    return json.loads(run.stdout)


def page(machine, lines):
    text = (f"# What redaction costs\n\n{machine}\n\nOne response of open_banking_gateway, ReadAccounts, from memory to memory: the redactor in pieces of 16 KB, its "
            "conditions asked of the native unit about every account; by hand, for this one type, from simdjson on demand, to the same bytes; and simdjson parsing "
            "the text into a tree and doing nothing with it.\n\n| document | KB in | KB out | µs | GB/s | by hand, µs | × by hand | tree, µs |\n|---|---|---|---|---|---|---|---|\n")
    for line in lines:
        text += (f"| {line['document']} | {line['bytes_in'] / 1024:.0f} | {line['bytes_out'] / 1024:.0f} | {line['us']:.1f} ({line['low']:.1f}–{line['high']:.1f}) | "
                 f"{line['bytes_in'] / line['us'] / 1000:.2f} | {line['by_hand_us']:.1f} | {line['times_by_hand']:.2f} | {line['parse_us']:.1f} |\n")
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--out", default=os.path.join(HERE, "..", "results", "redaction.md"))
    parser.add_argument("--rounds", type=int, default=31)
    parser.add_argument("--check", action="store_true")
    a = parser.parse_args()
    lines = [{"document": name, **measured(a.program, make, 1 if a.check else a.rounds)} for name, make in DOCUMENTS.items()]
    if a.check:
        return 0 if all("by_hand_us" in line for line in lines) else "bench/redaction: nothing was done by hand"
    machine = describe("bench/run redaction")
    with open(os.path.splitext(a.out)[0] + ".json", "w") as file:
        json.dump({"machine": machine, "lines": lines}, file, indent=1, ensure_ascii=False)
        file.write("\n")
    with open(a.out, "w") as file:
        file.write(page(machine, lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
