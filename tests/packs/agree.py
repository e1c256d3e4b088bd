#!/usr/bin/env python3
"""Decides drawn requests with the packs, in both engines, and holds each decision against a reference that was written from the rules and
knows nothing of the packs (docs/testing.md, "The packs against the rules").
  agree.py                              1,000,000 distinct requests for each pack
  agree.py --count 20000 --seed 7       fewer, others
  agree.py --pack psd2_sca residency    these packs only"""
import argparse
import concurrent.futures
import importlib
import json
import os
import subprocess
import sys

from comparing import differs, expected, shown
from draw.dice import Dice
from draw.spoil import spoil
from tally import Tally

ROOT = os.path.realpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
PACKS = ("psd2_ais", "psd2_sca", "obuk_consent", "fdx_consent", "residency", "redaction", "payment_risk", "staff_abac")
BATCH = 25_000  # requests that one process of bpol decides
SPOILED, RELEASED = 0.09, 0.25  # shares of requests that are broken on purpose, or that a person looked at
MOST_SHOWN = 5


def one_request(dice, draw):
    context, now = draw.draw(dice)
    request = {"context": context, "now": now}
    if dice.chance(SPOILED):
        spoil(dice, context)
    if draw.REVIEWS and dice.chance(RELEASED):
        request["review"] = {"approved": dice.some(draw.REVIEWS, 0.7)}
    return request


def batches(dice, draw, count):
    """Requests and their lines, none twice."""
    seen, batch = set(), []
    for _ in range(count):
        for _ in range(1000):
            request = one_request(dice, draw)
            line = json.dumps(request, ensure_ascii=False)
            if (mark := hash(line)) not in seen:
                break
        else:
            raise SystemExit(f"{draw.__name__}: there are no {count} requests")
        seen.add(mark)
        batch.append((request, line))
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def decide(bpol, folder, batch):
    done = subprocess.run([bpol, "eval", folder, "--action", "Decide", "--input", "-", "--engine", "both"],
                          input="".join(line + "\n" for _, line in batch), capture_output=True, encoding="utf-8", check=False)
    answers = done.stdout.splitlines()
    if done.returncode != 0 or len(answers) != len(batch):
        raise RuntimeError(f"exit status {done.returncode}, {len(answers)} answers to {len(batch)} requests\n{done.stderr[-4000:]}")
    return answers


def run_pack(pack, bpol, policies, seed, count):
    """The table of one pack, and everything that is wrong."""
    reference, draw = importlib.import_module("reference." + pack), importlib.import_module("draw." + pack)
    folder, tally, wrong, different = os.path.join(policies, pack), Tally(), [], 0
    for batch in batches(Dice(f"{pack} {seed}"), draw, count):
        try:
            answers = decide(bpol, folder, batch)
        except RuntimeError as e:
            return "", [f"{pack}: {e}"]
        for (request, line), text in zip(batch, answers):
            decision = json.loads(text)
            tally.count(decision)
            answer, faults = expected(reference, request)
            if differs(decision, answer, faults):
                different += 1
                if different <= MOST_SHOWN:
                    wrong.append(f"{pack}: {line}\n  the rules: {shown(answer, faults)}\n  the pack:  {text}")
    if different > MOST_SHOWN:
        wrong.append(f"{pack}: {different} decisions are not what the rules say; the first {MOST_SHOWN} are shown")
    table, lacking = tally.table(pack, folder)
    return table, wrong + lacking


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1_000_000, help="distinct requests for each pack")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pack", nargs="+", choices=PACKS, default=PACKS)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="packs at the same time")
    parser.add_argument("--bpol", default=os.path.join(ROOT, "build", "dev", "bin", "bpol"))
    parser.add_argument("--policies", default=os.path.join(ROOT, "policies"))
    a = parser.parse_args()
    failures = []
    with concurrent.futures.ProcessPoolExecutor(a.jobs) as pool:
        for table, wrong in pool.map(run_pack, a.pack, *zip(*[(a.bpol, a.policies, a.seed, a.count)] * len(a.pack))):
            print(table, flush=True)
            failures += wrong
    for failure in failures:
        print("FAIL " + failure)
    print(f"{len(a.pack)} packs, seed {a.seed}: " + (f"{len(failures)} failures" if failures else "all decisions are what the rules say"))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
