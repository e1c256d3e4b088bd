#!/usr/bin/env python3
"""Wall time, CPU time and peak memory of `bpol build` for the packs, and of a start of `bpol` that compiles nothing.

    measure.py --programs build/dev/bin --out bench/results/compile.md [--runs 15]
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.abspath(os.path.join(HERE, "..", ".."))
sys.path.insert(0, os.path.join(HERE, ".."))
from machine import describe


def run(command):
    """(wall ms, CPU ms, peak resident MB) of one run that ends well."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"compile: `{' '.join(command)}` ended with status {process.returncode}")
    return wall * 1e3, (usage.ru_utime + usage.ru_stime) * 1e3, usage.ru_maxrss / 1024


def size_of(project):
    lines = size = 0
    for name in os.listdir(project):
        if name.endswith(".bpol"):
            with open(os.path.join(project, name), "rb") as file:
                text = file.read()
            lines, size = lines + text.count(b"\n"), size + len(text)
    return lines, size


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--programs", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--runs", type=int, default=15)
    arguments = parser.parse_args()
    bpol = os.path.join(os.path.abspath(arguments.programs), "bpol")
    policies = os.path.join(ROOT, "policies")
    projects = [name for name in ("open_banking_gateway", "psd2_ais") if os.path.isdir(os.path.join(policies, name))]
    with tempfile.TemporaryDirectory() as folder:
        works = [("`bpol --help`: the floor, a start of the program", "", [bpol, "--help"])]
        for name in projects:
            project = os.path.join(policies, name)
            lines, size = size_of(project)
            works += [(f"`bpol check policies/{name} --stop-after check`", f"{lines} lines, {size / 1000:.1f} KB", [bpol, "check", project, "--stop-after", "check"]),
                      (f"`bpol build policies/{name}`", "", [bpol, "build", project, "-o", f"{folder}/{name}"])]
        figures = [[] for _ in works]
        for i in range(arguments.runs + 1):
            for work in range(len(works)) if i % 2 else reversed(range(len(works))):
                measured = run(works[work][2])
                if i > 0:  # the first fills the page cache
                    figures[work].append(measured)
    machine = describe("bench/run compile")
    lines = []
    rows = "| what | policy text | wall ms, median (lowest–highest) | CPU ms, median | peak MB |\n|---|---|---|---|---|\n"
    for (name, text, _), runs in zip(works, figures):
        wall, cpu, peak = zip(*runs)
        lines.append({"what": name, "text": text, "wall_ms": statistics.median(wall), "cpu_ms": statistics.median(cpu), "peak_mb": max(peak)})
        rows += f"| {name} | {text} | {statistics.median(wall):.0f} ({min(wall):.0f}–{max(wall):.0f}) | {statistics.median(cpu):.0f} | {max(peak):.0f} |\n"
    page = f"""# What compiling costs

{machine}

{rows}
{arguments.runs} runs of each, in turns, each a process of its own with files in the page cache. `bpol build` goes through every pass to a linked image of
machine code, as the gateway's child does when it loads the bundle, and then writes the bundle.
"""
    with open(arguments.out, "w") as file:
        file.write(page)
    with open(os.path.splitext(arguments.out)[0] + ".json", "w") as file:
        json.dump({"machine": machine, "lines": lines}, file, indent=1, ensure_ascii=False)
        file.write("\n")
    print(page)


main()
