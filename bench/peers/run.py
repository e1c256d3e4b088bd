#!/usr/bin/env python3
"""bpol, C++ by hand and the peers on the same requests: bench/results/peers.json.

    run.py --program build/dev/bin/bpol-bench-peers                    builds the peers from their registries, checks, measures
    run.py --program build/dev/bin/bpol-bench-peers --check            no clock, small workloads; only peers that have been built
    run.py ... --peer Cedar OPA --only psd2_ais one_rule               some peers, some workloads
    run.py ... --threads                                               no peer: bpol with 1, 2, … threads: bench/results/threads.json

--check --peer NAME ends with status 77 where that peer has not been built."""
import argparse
import json
import os
import subprocess
import sys

from peers import HERE, PEERS, ROOT

sys.path.insert(0, os.path.join(HERE, ".."))
from machine import describe

SKIPPED = 77
SECONDS = 40  # of one peer on one workload, its policy's compilation with it; what it said by then counts


def fail(message):
    sys.exit(f"bench/peers: {message}")


def draw(folder, check):
    small = ["--keyed", "10", "100", "--requests", "300", "--keyed-requests", "300"] if check else []
    make = os.path.join(ROOT, "bench", "workloads", "make.py")
    if subprocess.run([sys.executable, make, folder, *small], check=False).returncode != 0:
        fail("the workloads could not be drawn; see above")


def lines_of(done, name):
    """What a program printed; a wrong answer ends everything."""
    sys.stderr.write(done.stderr)
    if done.returncode != 0:
        fail(f"{name} ended with status {done.returncode}; see above")
    return [json.loads(line) for line in done.stdout.splitlines()]


def lines_in_time(peer, built, arguments, workload):
    """A peer on one workload: what it measured within SECONDS, and that there is more where it was not done."""
    try:
        return lines_of(peer.run(built, [*arguments, "--only", workload], SECONDS), peer.name)
    except subprocess.TimeoutExpired as late:
        lines = [json.loads(line) for line in os.fsdecode(late.stdout or b"").splitlines(keepends=True) if line.endswith("\n")]
        print(f"{peer.name}: {workload} was not done after {SECONDS} s", file=sys.stderr)
        return lines + [{"peer": peer.name, "workload": workload, "cannot": True, "why": f"not done after {SECONDS} s"}]


def own(program, arguments):
    folders = ["--own", os.path.join(ROOT, "bench", "workloads"), "--packs", os.path.join(ROOT, "policies")]
    return lines_of(subprocess.run([program, *folders, *arguments], capture_output=True, text=True, check=False), "bpol-bench-peers")


def check(a, peers, arguments):
    asked = [peer for peer in peers if os.path.exists(peer.path(a.built))]
    for peer in peers:
        if peer not in asked:
            print(f"{peer.name}: not checked, since it has not been built; `scripts/bench --peers` builds it")
    if a.program:
        own(a.program, arguments)
    for peer in asked:
        lines_of(peer.run(a.built, arguments), peer.name)
    return SKIPPED if not asked and not a.program else 0


def measure(a, peers, arguments):
    load_before, not_measured, ready = os.getloadavg()[0], {}, []
    for peer in peers:
        why = peer.build(a.built)
        if why:
            not_measured[peer.name] = why
        else:
            ready.append(peer)
    lines = own(a.program, arguments)
    for peer in ready:
        for workload in a.only or sorted(os.listdir(a.workloads)):
            lines += lines_in_time(peer, a.built, ["--workloads", a.workloads], workload)
    write(a, "peers", load_before, {"lines": lines, "not_measured": not_measured})
    return 0


def measure_threads(a):
    load_before = os.getloadavg()[0]
    write(a, "threads", load_before, {"lines": own(a.program, ["--workloads", a.workloads, "--threads", "--only", "psd2_ais"])})
    return 0


def write(a, part, load_before, results):
    with open(os.path.join(a.out, f"{part}.json"), "w") as file:
        json.dump({"machine": describe(f"scripts/bench {part}"), "load_before": load_before, **results}, file, indent=1, ensure_ascii=False)
        file.write("\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", help="bpol-bench-peers; without it, --check asks the peers alone")
    parser.add_argument("--built", default=os.path.join(ROOT, "build", "bench", "peers"), help="where the peers are built")
    parser.add_argument("--workloads", default=os.path.join(ROOT, "build", "bench", "workloads"))
    parser.add_argument("--out", default=os.path.join(ROOT, "bench", "results"))
    parser.add_argument("--peer", nargs="*", default=[peer.name for peer in PEERS], choices=[peer.name for peer in PEERS])
    parser.add_argument("--only", nargs="+", default=[], metavar="WORKLOAD")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--threads", action="store_true")
    a = parser.parse_args()
    if not a.check and not a.program:
        fail("--program says where bpol-bench-peers is")
    workloads = a.workloads + ("-small" if a.check else "")
    draw(workloads, a.check)
    if a.threads:
        return measure_threads(a)
    arguments = ["--workloads", workloads] + [each for name in a.only for each in ("--only", name)] + (["--check"] if a.check else [])
    return (check if a.check else measure)(a, [peer for peer in PEERS if peer.name in a.peer], arguments)


sys.exit(main())
