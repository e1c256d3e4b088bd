#!/usr/bin/env python3
"""Instructions of bpol's decisions, counted by valgrind's callgrind: bench/results/instructions.json.

    instructions.py --program build/dev/bin/bpol-bench-peers --out bench/results [--only WORKLOAD ...]

The processor that valgrind shows has AVX2 and no AVX-512, as x86-64-v3, and native code is made for it; so the counts do not depend on the
machine, nor on who else uses it. Compiling and binding are done, and every request was decided twice, before counting begins."""
import argparse
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

WORKLOADS = ["one_rule", "psd2_ais", "drive", "code_host", "todo", "score_40"]
COUNTED = {"typed": "bpol::bench::CountedTyped*", "json": "bpol::bench::CountedJson*"}


def counted(program, workloads, workload, function, folder):
    """Instructions inside `function`, a decision."""
    out = os.path.join(folder, "callgrind.out")
    command = ["valgrind", "--tool=callgrind", f"--toggle-collect={function}", f"--callgrind-out-file={out}", program, "--counted",
               "--workloads", workloads, "--own", os.path.join(HERE, "workloads"), "--packs", os.path.join(ROOT, "policies"), "--only", workload]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        sys.exit(f"bench/instructions: `{' '.join(command)}` ended with status {run.returncode}:\n{run.stderr[-2000:]}")
    with open(out) as file:
        totals = re.search(r"^(?:totals|summary): (\d+)", file.read(), re.MULTILINE)
    decisions = json.loads(run.stdout.splitlines()[-1])["decisions"]
    return int(totals.group(1)) / decisions


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--only", nargs="+", default=WORKLOADS, choices=WORKLOADS)
    a = parser.parse_args()
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        small = ["--keyed", "--requests", "300"]
        subprocess.run([sys.executable, os.path.join(HERE, "workloads", "make.py"), folder, *small], check=True)
        for workload in a.only:
            counts = {form: counted(a.program, folder, workload, function, folder) for form, function in COUNTED.items()}
            lines.append({"workload": workload, **counts})
            print(f"{workload}: {counts['typed']:,.0f} instructions a decision from a typed frame, {counts['json']:,.0f} from JSON text")
    with open(os.path.join(a.out, "instructions.json"), "w") as file:
        json.dump({"machine": describe("scripts/bench instructions"), "lines": lines}, file, indent=1, ensure_ascii=False)
        file.write("\n")


main()
