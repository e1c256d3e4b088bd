#!/usr/bin/env python3
"""Golden cases that need a manifest or several files: each folder below tests/cases/project is one, and nothing registers it.

Expectations stand under what they are about, as in the other cases; in bpol.toml behind `#`. The folder's name starts with `fail_`
exactly when errors are expected.

    tests/cases/projects.py --programs build/dev/bin [CASE…]
"""

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

PROJECTS = Path(__file__).resolve().parent / "project"
EXPECTED = re.compile(r"^\s*(?://|#)\s*(\^+|\d+-\d+)\s+(?:error|warning)\[([EW]\d{4})\]: (.*)$")
HELP = re.compile(r"^\s*(?://|#)\s*help: (.*)$")


def expected_in(path):
    """[(file, line, first column, last column, code, message, help or None)] of one file; the help is compared where it is written."""
    found, code_line = [], 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if message := EXPECTED.match(line):
            marks, code, text = message.groups()
            first, last = (message.start(1) + 1, message.end(1)) if marks[0] == "^" else map(int, marks.split("-"))
            found.append([path.name, code_line, first, last, code, text, None])
        elif found and (advice := HELP.match(line)):
            found[-1][-1] = advice.group(1)
        else:
            code_line = number
    return found


def told_of(folder, bpol):
    done = subprocess.run([bpol, "check", ".", "--stop-after", "describe", "--today", "2026-11-20", "--format", "json"], cwd=folder,
                          capture_output=True, timeout=25)
    if done.returncode > 1:
        raise ValueError(f"bpol check ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
    told = []
    for each in map(json.loads, done.stdout.splitlines()):
        start, end = each.get("range", {}).get("start"), each.get("range", {}).get("end")
        place = [each.get("file"), start["line"], start["column"], max(start["column"], end["column"] - 1)] if start else [None] * 4
        told.append(place + [each["code"], each["message"], each.get("help", "")])
    return told, done.returncode


def fits(expected, told):
    return expected[:-1] == told[:-1] and expected[-1] in (None, told[-1])


def complaints_of(folder, bpol):
    told, status = told_of(folder, bpol)
    for expected in [each for path in sorted(folder.iterdir()) if path.is_file() for each in expected_in(path)]:
        found = next((each for each in told if fits(expected, each)), None)
        if found is None:
            yield f"{folder.name}: did not come: {expected}"
        else:
            told.remove(found)
    yield from (f"{folder.name}: unexpected: {each}" for each in told)
    if bool(status) != folder.name.startswith("fail_"):
        yield f"{folder.name}: the name starts with `fail_` exactly when errors are expected"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--programs", type=Path, required=True)
    parser.add_argument("cases", nargs="*")
    arguments = parser.parse_args()
    folders = [PROJECTS / name for name in arguments.cases] or sorted(path.parent for path in PROJECTS.glob("*/bpol.toml"))
    complaints = [each for folder in folders for each in complaints_of(folder, arguments.programs.resolve() / "bpol")]
    print("\n".join(complaints + [f"{len(folders)} projects, {len(complaints)} complaints"]))
    return 1 if complaints or not folders else 0


if __name__ == "__main__":
    sys.exit(main())
