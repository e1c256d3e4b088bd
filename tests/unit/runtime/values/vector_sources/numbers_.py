"""Int arithmetic by Python's unbounded int."""
import re

MIN, MAX = -(2**63), 2**63 - 1
OVERFLOW, BY_ZERO = "!arithmetic.overflow", "!arithmetic.division_by_zero"
EDGES = [MIN, MIN + 1, MIN // 2, -(2**32), -10**9, -100, -7, -3, -2, -1, 0, 1, 2, 3, 7, 10, 97, 2**31, 3037000499, 3037000500,
         2**62, MAX // 2 + 1, MAX - 1, MAX]


def fits(value):
    return value if MIN <= value <= MAX else OVERFLOW


def some_int(rng):
    bits = rng.randrange(1, 65)
    return max(MIN, min(MAX, rng.getrandbits(bits) * rng.choice((1, -1))))


def pairs(rng):
    for left in EDGES:
        for right in rng.sample(EDGES, 8):
            yield left, right
    for left in EDGES:
        yield left, -1
        yield left, 0
    for _ in range(150):
        yield some_int(rng), some_int(rng)
    for _ in range(100):
        yield rng.randrange(-50, 51), rng.randrange(-9, 10)


def binary(operation):
    return lambda rng: [(a, b, operation(a, b)) for a, b in pairs(rng)]


def floor_div(a, b):
    return BY_ZERO if b == 0 else fits(a // b)


def floor_mod(a, b):
    return BY_ZERO if b == 0 else fits(a % b)


def neg(rng):
    return [(a, fits(-a)) for a in EDGES + [some_int(rng) for _ in range(150)]]


def parse(rng):
    texts = ["", "-", "+1", "-0", "0", "00", "01", "-01", " 1", "1 ", "1.0", "1e3", "0x10", "1_000", "--1", "1-", "٣", "-00",
             "1\0", "\0", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
             "18446744073709551616", "99999999999999999999", "-99999999999999999999", "10000000000000000000", "1,000"]
    texts += [str(a) for a in EDGES]
    texts += [str(some_int(rng)) for _ in range(60)]
    texts += [str(some_int(rng)) + rng.choice(" .x-0") + rng.choice(["", "1"]) for _ in range(40)]
    for text in texts:
        ok = re.fullmatch(r"-?(0|[1-9][0-9]*)", text, re.ASCII) and MIN <= int(text) <= MAX
        yield text, int(text) if ok else "!"


def printed(rng):
    return [(a, str(a)) for a in EDGES + [some_int(rng) for _ in range(150)]]


PAIR = ("left", "right", "result")
FILES = [
    ("add_int", PAIR, binary(lambda a, b: fits(a + b))),
    ("sub_int", PAIR, binary(lambda a, b: fits(a - b))),
    ("mul_int", PAIR, binary(lambda a, b: fits(a * b))),
    ("floor_div_int", PAIR, binary(floor_div)),
    ("floor_mod_int", PAIR, binary(floor_mod)),
    ("neg_int", ("value", "result"), neg),
    ("parse_int", ("text", "value"), parse),
    ("print_int", ("value", "text"), printed),
]
