#!/usr/bin/env python3
"""Runs the projects of docs/language/cookbook: each passes its own tests, is warned of nothing, stands in canonical form, and has a page
that the index names.

    tests/docs/cookbook.py --programs build/dev/bin [RECIPE…]
"""

import argparse
import concurrent.futures
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
COOKBOOK = ROOT / "docs" / "language" / "cookbook"
LEAST_TESTS = 3


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=50)
    return done.returncode, done.stdout + done.stderr


def complaints_of(folder, bpol, index):
    """What is wrong with one project, a line or more each."""
    name = folder.name
    if not (folder / "README.md").exists() or f"({name}/README.md)" not in index:
        yield f"{name}: has no README.md, or docs/language/cookbook/README.md does not lead to it"
    code, told = run(bpol, "check", folder, "--today", "2026-11-20")
    if code or "warning[" in told:
        yield f"{name}: bpol check says:\n{told}"
        return
    code, told = run(bpol, "test", folder)
    passed = sum(line.startswith("pass ") for line in told.splitlines())
    if code or passed < LEAST_TESTS:
        yield f"{name}: {passed} tests passed, of at least {LEAST_TESTS}; bpol test says:\n{told}"
    code, told = run(bpol, "fmt", "--check", folder)
    if code:
        yield f"{name}: not in canonical form; `bpol fmt` writes it:\n{told}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--programs", type=Path, required=True)
    parser.add_argument("recipes", nargs="*")
    arguments = parser.parse_args()
    bpol, index = arguments.programs.resolve() / "bpol", (COOKBOOK / "README.md").read_text(encoding="utf-8")
    folders = [COOKBOOK / name for name in arguments.recipes] or sorted(path.parent for path in COOKBOOK.glob("*/bpol.toml"))
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        found = list(pool.map(lambda folder: list(complaints_of(folder, bpol, index)), folders))
    complaints = [complaint for each in found for complaint in each]
    print("\n".join(complaints + [f"{len(folders)} recipes, {len(complaints)} complaints"]))
    return 1 if complaints or not folders else 0


if __name__ == "__main__":
    sys.exit(main())
