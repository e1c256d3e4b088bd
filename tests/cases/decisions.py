#!/usr/bin/env python3
"""Golden cases that decide: each folder below tests/cases/decisions is a project, and nothing registers it.

Its tests pass in both engines. A `requests.jsonl` beside them holds requests that no test can write, a line each, with the text as it comes
and the reason of the answer. A `core.expected` holds what `bpol check --print=core` says before anything is rewritten, a `core_indexed.expected` what it
says of what code is made of, an `index.expected` what `--print=index` says; `--update` writes those that exist.

    tests/cases/decisions.py --programs build/dev/bin [--update] [CASE…]
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

CASES = Path(__file__).resolve().parent / "decisions"
PRINTED = {"core.expected": ["--print=core", "--stop-after", "lower"], "core_indexed.expected": ["--print=core"], "index.expected": ["--print=index"]}


def run(bpol, folder, *arguments, given=None):
    done = subprocess.run([bpol, *arguments], cwd=folder, input=given, capture_output=True, text=True, timeout=50)
    return done.returncode, done.stdout, done.stderr


def reasons_of(folder, bpol, action, texts):
    code, out, error = run(bpol, folder, "eval", ".", "--action", action, "--engine", "both", given="".join(text + "\n" for text in texts))
    return [json.loads(line).get("reason", "") for line in out.splitlines()] if code == 0 else [error.strip()] * len(texts)


def complaints_of(folder, bpol, update):
    code, out, error = run(bpol, folder, "check", ".", "--stop-after", "describe", "--today", "2026-11-20")
    if code or error:
        yield f"{folder.name}: bpol check says:\n{out}{error}"
        return
    code, out, error = run(bpol, folder, "test", ".", "--engine", "both")
    if code:
        yield f"{folder.name}: bpol test says:\n{out}{error}"
    asked = folder / "requests.jsonl"
    rows = [json.loads(line) for line in asked.read_text(encoding="utf-8").splitlines()] if asked.exists() else []
    for action in sorted({row["action"] for row in rows}):
        own = [row for row in rows if row["action"] == action]
        for row, reason in zip(own, reasons_of(folder, bpol, action, [row["text"] for row in own])):
            if reason != row["reason"]:
                yield f"{folder.name}: expected {row['reason']}, got {reason}: {row['text']}"
    for name, printed in PRINTED.items():
        expected = folder / name
        if not expected.exists():
            continue
        _, out, _ = run(bpol, folder, "check", ".", *printed)
        if update:
            expected.write_text(out, encoding="utf-8")
        elif out != expected.read_text(encoding="utf-8"):
            yield f"{folder.name}: {name} is not what it becomes now; --update writes it, you read it"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--programs", type=Path, required=True)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("cases", nargs="*")
    arguments = parser.parse_args()
    folders = [CASES / name for name in arguments.cases] or sorted(path.parent for path in CASES.glob("*/bpol.toml"))
    bpol = arguments.programs.resolve() / "bpol"
    complaints = [each for folder in folders for each in complaints_of(folder, bpol, arguments.update)]
    print("\n".join(complaints + [f"{len(folders)} projects that decide, {len(complaints)} complaints"]))
    return 1 if complaints or not folders else 0


if __name__ == "__main__":
    sys.exit(main())
