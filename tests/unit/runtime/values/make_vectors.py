#!/usr/bin/env python3
"""Writes vectors/*.tsv: what each helper of runtime/values must answer, computed without any of our code.

The answers come from Python's int, decimal, datetime, zoneinfo, ipaddress, hmac and unicodedata, from the ISO lists of pycountry
and iso4217, and are cross-checked with python-stdnum. Run it after changing a generator, and read the diff:

    python3 -m venv /tmp/vectors && /tmp/vectors/bin/pip install pycountry iso4217 python-stdnum
    /tmp/vectors/bin/python tests/unit/runtime/values/make_vectors.py

The output is deterministic: each file has a random generator of its own, seeded by its name.
"""
import pathlib
import random
import sys

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "vector_sources"))

import addresses
import decimals
import identifiers
import masks
import money
import numbers_
import texts
import times
import zone_times

MIN_ROWS = 100


def field(value):
    """Bytes outside printable ASCII, and the backslash, as \\xHH; so a row is one line and a tab always separates."""
    data = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
    return "".join(chr(b) if 0x20 <= b < 0x7F and b != 0x5C else f"\\x{b:02x}" for b in data)


def write(name, columns, rows):
    rows = list(dict.fromkeys(tuple(field(cell) for cell in row) for row in rows))
    assert len(rows) >= MIN_ROWS, f"{name} has only {len(rows)} rows"
    assert all(len(row) == len(columns) for row in rows), name
    lines = ["# " + "\t".join(columns)] + ["\t".join(row) for row in rows]
    (HERE / "vectors" / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="ascii")


def main():
    for module in (numbers_, decimals, money, times, zone_times, texts, addresses, identifiers, masks):
        for name, columns, generate in module.FILES:
            write(name, columns, generate(random.Random(name)))


if __name__ == "__main__":
    main()
