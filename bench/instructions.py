#!/usr/bin/env python3
"""Instructions of bpol's decisions and where they go, counted by valgrind's callgrind: bench/results/instructions.json.

    instructions.py --program build/dev/bin/bpol-bench-peers --out bench/results [--only WORKLOAD ...]

The processor that valgrind shows has AVX2 and no AVX-512, as x86-64-v3, and native code is made for it; so the counts do not depend on the
machine, nor on who else uses it. Compiling and binding are done, and every request was decided twice, before counting begins. Keyed policies are those
that stand as lines."""
import argparse
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.abspath(os.path.join(HERE, ".."))
sys.path.insert(0, HERE)
from machine import describe

WORKLOADS = ["one_rule", "psd2_ais", "drive", "code_host", "todo", "score_40", "keyed_10", "keyed_100", "keyed_1000"]


def counted(program, workloads, workload, folder):
    """Instructions of a decision from a typed frame, and of one from JSON text. One run, since most of it is the compiler: the profile is
    written, and begins anew, where CountedTyped ends."""
    out = os.path.join(folder, f"{workload}.callgrind")
    command = ["valgrind", "--tool=callgrind", "--toggle-collect=bpol::bench::Counted*", "--dump-after=bpol::bench::CountedTyped*",
               f"--callgrind-out-file={out}", program, "--counted", "--workloads", workloads, "--own", os.path.join(HERE, "workloads"),
               "--packs", os.path.join(ROOT, "policies"), "--only", workload]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        sys.exit(f"bench/instructions: `{' '.join(command)}` ended with status {run.returncode}:\n{run.stderr[-2000:]}")
    decisions = json.loads(run.stdout.splitlines()[-1])["decisions"]
    parts = {form: {part: cost / decisions for part, cost in by_part(profile).items()} for form, profile in (("typed", out + ".1"), ("json", out))}
    return {**{form: sum(costs.values()) for form, costs in parts.items()}, "parts": parts}


# Of the functions of each part, from the first that fits; native code has no names, and what is inlined counts where it stands.
PARTS = (("measuring", r"bpol::bench::"), ("driver", r"bpol::decision::|bpol::unit::|bpol::ArenaList<bpol::decision"), ("native code", r"0x"),
         ("simdjson", r"simdjson::"), ("binding", r"bpol::bind::|bpol::schema::"), ("values and helpers", r""))


def by_part(profile):
    """Instructions of each part, without those of the functions that it calls."""
    parts = collections.Counter()
    names, function, behind_call = {}, "", False
    with open(profile) as file:
        for line in file:
            if found := re.match(r"(c?)fn=\((\d+)\)(?: (.*))?", line):
                called, number, name = found.groups()
                names[number] = name or names[number]
                function = function if called else names[number]
            elif line.startswith("calls="):
                behind_call = True  # the next line is what the call cost
            elif re.match(r"[+\-*\d]\S* \d+$", line):
                if not behind_call:
                    parts[next(part for part, names_of in PARTS if re.match(names_of, function))] += int(line.split()[1])
                behind_call = False
    return parts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--only", nargs="+", default=WORKLOADS, choices=WORKLOADS)
    a = parser.parse_args()
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        small = ["--keyed", "10", "100", "1000", "--requests", "300", "--keyed-requests", "300"]
        subprocess.run([sys.executable, os.path.join(HERE, "workloads", "make.py"), folder, *small], check=True)
        for workload in a.only:
            counts = counted(a.program, folder, workload, folder)
            lines.append({"workload": workload, **counts})
            print(f"{workload}: {counts['typed']:,.0f} instructions a decision from a typed frame, {counts['json']:,.0f} from JSON text")
    with open(os.path.join(a.out, "instructions.json"), "w") as file:
        json.dump({"machine": describe("scripts/bench instructions"), "lines": lines}, file, indent=1, ensure_ascii=False)
        file.write("\n")


main()
