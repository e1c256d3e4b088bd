#!/usr/bin/env python3
"""Shows that agree.py finds mistakes: makes one small change at a time in the rules of a pack (a number one more or one less, a comparison,
`and`, `not`, a condition that never holds, an obligation that is gone), decides the same requests, and names the changes that nobody noticed.
  mutants.py                               every change of every pack, in minutes
  mutants.py --pack residency --most 50    some changes of one
What changes nothing that the rules speak of is left out: texts, controls, bounds of the input, a score on trial. Exit status 1 when one is missed."""
import argparse
import glob
import importlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

import agree
from comparing import differs, expected
from draw.dice import Dice

SWAPS = ((" >= ", " > "), (" > ", " >= "), (" < ", " <= "), (" <= ", " < "), (" == ", " != "), (" != ", " == "), (" and ", " or "),
         (" or ", " and "), (" not in ", " in "), (" is absent", " is present"), (" is present", " is absent"), ("min(", "max("),
         ("max of", "min of"), (" + ", " - "), (" - ", " + "))


def changes_of_line(line):
    """The line with one thing changed, once for each thing."""
    code = re.sub(r'"[^"]*"', lambda text: '"' + "~" * (len(text[0]) - 2) + '"', line).partition("//")[0]
    if re.match(r'\s*("|control |reason |with |module |use |class |acr |record |\})', code) or re.search(r"Int [-\d]|max \d", code):
        return
    for number in re.finditer(r'(?<![\w".:+-])\d[\d_]*(?![\w".])', code):
        for step in (10, -10) if "    band " in code else (1, -1):  # all weights are tens
            changed = int(number[0].replace("_", "")) + step
            if changed >= 0:
                yield line[:number.start()] + str(changed) + line[number.end():]
    for old, new in SWAPS:
        for place in re.finditer(re.escape(old), code):
            yield line[:place.start()] + new + line[place.end():]
    for place in re.finditer(r"\bnot (?!in\b)", code):
        yield line[:place.start()] + line[place.end():]
    if re.match(r"        when ", code):
        yield "        when false"
    if re.match(r"        oblige ", code):
        yield ""


def changes(folder):
    """File, number of the line, the line as it was and as it is, of every change."""
    for path in sorted(glob.glob(os.path.join(folder, "*.bpol"))):
        if os.path.basename(path) in ("examples.bpol", "tests.bpol"):
            continue
        on_trial = False
        with open(path, encoding="utf-8") as file:
            for number, line in enumerate(file.read().split("\n")):
                on_trial = (on_trial or " challenger of " in line) and line != "}"
                if not on_trial:
                    for changed in changes_of_line(line):
                        yield os.path.basename(path), number, line, changed


def put(folder, name, number, changed):
    path = os.path.join(folder, name)
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    lines[number] = changed
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))


def without_tests(folder):
    """The manifest without the modules that would notice by themselves."""
    path = os.path.join(folder, "bpol.toml")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(re.sub(r', "(examples|tests)\.bpol"', "", text))


def noticed(bpol, folder, batch, answers):
    """Whether a decision differs; None where the changed pack is refused, or bpol does not end as it should."""
    done = subprocess.run([bpol, "eval", folder, "--action", "Decide", "--input", "-"], input="".join(line + "\n" for _, line in batch),
                          capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        return None
    return any(differs(json.loads(text), *answer) for text, answer in zip(done.stdout.splitlines(), answers))


def run_pack(pack, a):
    reference, draw = importlib.import_module("reference." + pack), importlib.import_module("draw." + pack)
    batch = next(agree.batches(Dice(f"{pack} {a.seed}"), draw, a.count))
    answers = [expected(reference, request) for request, _ in batch]
    todo = list(changes(os.path.join(a.policies, pack)))
    random.Random(a.seed).shuffle(todo)
    found = missed = refused = 0
    for name, number, line, changed in todo[:a.most]:
        with tempfile.TemporaryDirectory() as place:
            folder = os.path.join(place, pack)
            shutil.copytree(os.path.join(a.policies, pack), folder)
            without_tests(folder)
            put(folder, name, number, changed)
            said = noticed(a.bpol, folder, batch, answers)
        found, refused = found + (said is True), refused + (said is None)
        if said is False:
            missed += 1
            print(f"MISSED {pack}/{name}:{number + 1}\n  was {line.strip()}\n  is  {changed.strip()}", flush=True)
    print(f"{pack}: {found} found, {missed} missed, {refused} refused by the compiler", flush=True)
    return missed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pack", nargs="+", choices=agree.PACKS, default=agree.PACKS)
    parser.add_argument("--most", type=int, help="changes of each pack")
    parser.add_argument("--count", type=int, default=20_000, help=f"requests for each, at most {agree.BATCH}")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--bpol", default=os.path.join(agree.ROOT, "build", "dev", "bin", "bpol"))
    parser.add_argument("--policies", default=os.path.join(agree.ROOT, "policies"))
    a = parser.parse_args()
    return 1 if sum(run_pack(pack, a) for pack in a.pack) else 0


if __name__ == "__main__":
    sys.exit(main())
