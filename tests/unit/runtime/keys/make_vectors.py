#!/usr/bin/env python3
"""Writes vectors/key_files.tsv: keys as they stand in files, and the pseudonyms that they make, by Python's base64 and hmac.

    python3 tests/unit/runtime/keys/make_vectors.py

Deterministic. The first row is a published example. A `!` instead of a pseudonym: the text is no key.
"""
import base64
import hashlib
import hmac
import pathlib
import random


def pseudonym(key, kind, value):
    return "psn_" + hmac.new(key, f"{kind}\x1f{value}".encode(), hashlib.sha256).hexdigest()[:32]


def rows(rng):
    published = b"\x6b" * 32
    yield published.hex(), "iban", "DE89370400440532013000", "psn_eea38060a8bcb200028f5690392c5f41"
    for key in [published, bytes(32), b"\xff" * 32] + [rng.randbytes(32) for _ in range(60)]:
        kind, value = rng.choice(["iban", "pan", "email", "text"]), f"value {rng.randrange(10**9)}"
        for spelling in (key.hex(), key.hex().upper(), base64.b64encode(key).decode()):
            yield spelling, kind, value, pseudonym(key, kind, value)
    some = rng.randbytes(32)
    for size in (0, 1, 16, 24, 31, 33, 48, 64):
        yield rng.randbytes(size).hex(), "iban", "x", "!"
        yield base64.b64encode(rng.randbytes(size)).decode(), "iban", "x", "!"
    good = base64.b64encode(bytes([0xfb, 0xff]) + some[2:]).decode()
    yield good.rstrip("="), "iban", "x", "!"  # without padding
    yield good.replace("+", "-").replace("/", "_"), "iban", "x", "!"  # the alphabet of URLs
    yield good[:-2] + "==", "iban", "x", "!"  # 31 bytes and a letter too few
    yield good[:-2] + chr(ord(good[-2]) ^ 1) + "=", "iban", "x", "!"  # bits set behind the last byte
    yield some.hex()[:-1] + "g", "iban", "x", "!"
    yield " " + some.hex()[1:], "iban", "x", "!"
    yield some.hex() + " ", "iban", "x", "!"
    yield "0x" + some.hex()[2:], "iban", "x", "!"


def main():
    lines = ["# text\tkind\tvalue\tpseudonym"] + ["\t".join(row) for row in rows(random.Random("key_files"))]
    path = pathlib.Path(__file__).resolve().parent / "vectors" / "key_files.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="ascii")


main()
