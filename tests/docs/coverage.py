#!/usr/bin/env python3
"""What has to be described is described: every setting of the gateway, every setting of a manifest.

Ends with 1 and a line for each that is missing, saying where it belongs.
"""

import re
import sys
from pathlib import Path

import markdown

ROOT = Path(__file__).resolve().parent.parent.parent


def missing_settings(source, pattern, page):
    text = markdown.read(ROOT / page)
    keys = sorted(set(re.findall(pattern, markdown.read(ROOT / source))))
    if not keys:
        return [f"{source}: no setting was found in it; the pattern of tests/docs/coverage.py is out of date"]
    return [f"{page} says nothing of `{key}`, a setting in {source}" for key in keys
            if not re.search(rf"\b{key}\b", text)]


def main():
    complaints = missing_settings(
        "gateway/config/config.cpp", r'\.(?:Text|Path|Number|Milliseconds|Port|Choice|Texts|Table|Array)\("(\w+)"',
        "docs/commands/gateway.md")
    complaints += missing_settings(
        "compiler/project/manifest.cpp", r'[a-z]\.(?:Text|Texts|Number)\("(\w+)"', "docs/language/modules.md")
    print("\n".join(complaints))
    print(f"{len(complaints)} missing")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
