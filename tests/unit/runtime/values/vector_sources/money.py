"""Money by Python's decimal; the list of currencies by iso4217, which carries the table of the maintenance agency."""
import decimal
import itertools
import re
import string

from iso4217 import Currency

from numbers_ import EDGES, MAX, MIN, OVERFLOW, some_int

decimal.getcontext().prec = 60
MISMATCH = "!money.currency_mismatch"
PLACES = {c.code: c.exponent for c in Currency if c.exponent is not None}
# From another list, so that the package is not believed alone.
ZERO = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split()
THREE = "BHD IQD JOD KWD LYD OMR TND".split()
FOUR = "CLF UYW".split()
assert {c for c, p in PLACES.items() if p == 0} == set(ZERO)
assert {c for c, p in PLACES.items() if p == 3} == set(THREE)
assert {c for c, p in PLACES.items() if p == 4} == set(FOUR)
assert "BGN" not in PLACES and "XAU" not in PLACES
COMMON = ["EUR", "USD", "JPY", "KWD", "CLF", "GBP"]


def fits(value):
    return value if MIN <= value <= MAX else OVERFLOW


def some_money(rng):
    return rng.choice(EDGES + [some_int(rng), rng.randrange(-10**6, 10**6)] * 8), rng.choice(COMMON)


def binary(operation):
    def rows(rng):
        for _ in range(300):
            (a, c), (b, d) = some_money(rng), some_money(rng)
            d = c if rng.random() < 0.8 else d
            yield a, c, b, d, MISMATCH if c != d else operation(a, b)
        for a, b in itertools.product([MIN, MIN + 1, -1, 0, 1, MAX - 1, MAX], repeat=2):
            yield a, "EUR", b, "EUR", operation(a, b)
            yield a, "EUR", b, "USD", MISMATCH
    return rows


def neg(rng):
    return [(a, c, fits(-a)) for a, c in [(e, "EUR") for e in EDGES] + [some_money(rng) for _ in range(200)]]


def mul_int(rng):
    for _ in range(200):
        (a, c), b = some_money(rng), rng.choice([some_int(rng), rng.randrange(-100, 100), -1, 0, 1])
        yield a, c, b, fits(a * b)
    for a in EDGES:
        yield a, "EUR", -1, fits(-a)
        yield a, "JPY", 3, fits(a * 3)


def minor(rng):
    for _ in range(150):
        (a, c), d = some_money(rng), rng.choice(COMMON)
        yield a, c, d, a if c == d else MISMATCH


def value_of(amount, code):
    """The amount as a decimal of at most the currency's places, or nothing."""
    if code not in PLACES or not re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", amount, re.ASCII):
        return "!"
    exact = decimal.Decimal(amount)
    if -exact.as_tuple().exponent > PLACES[code]:
        return "!"
    value = int(exact.scaleb(PLACES[code]))
    return value if MIN <= value <= MAX else "!"


def spelled(value, code):
    places = PLACES[code]
    return f"{decimal.Decimal(value).scaleb(-places):.{places}f}"


ODD = ["", "-", ".", "1.", ".5", "-.5", "+1", "1,00", "1 000", "1_000", "01", "00.50", "-0", "-0.00", "0.0", "1e2", "1.2.3", "--1",
       "1-", "NaN", "Infinity", "1.00 ", " 1", "\0", "1\0", "٣", "0x1", "30", "30.0", "30.00", "30.001", "30.000", "-1.50", "5000",
       "5000.0", "1.234", "1.2345", "1.23456", "92233720368547758.07", "92233720368547758.08", "-92233720368547758.08",
       "-92233720368547758.09", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
       "922337203685477.5807", "922337203685477.5808", "9223372036854775.807", "9223372036854775.808", "100000000000000000000",
       "0.01", "0.001", "-0.01", "184467440737095516.16", "1" + "0" * 60, "0." + "0" * 40]


def amounts(rng):
    for amount in ODD:
        for code in ("EUR", "JPY", "KWD", "CLF"):
            yield amount, code
    for code in sorted(PLACES):
        yield spelled(rng.randrange(-10**6, 10**6), code), code
        yield "1." + "0" * PLACES[code] + "0", code
    for code in ["BGN", "XAU", "XXX", "XTS", "XDR", "HRK", "ABC", "eur", "Eur", "EU", "EURO", "", "EU\0", "E R", "ÄUR"]:
        yield "30.00", code
    for _ in range(100):
        code = rng.choice(COMMON)
        yield spelled(some_int(rng), code), code


def parse_parts(rng):
    return [(amount, code, value_of(amount, code)) for amount, code in amounts(rng)]


def parse(rng):
    for amount, code in amounts(rng):
        value = value_of(amount, code) if len(code) == 3 and code.isascii() else "!"
        yield f"{code} {amount}", code if value != "!" else "", value
    for text in ["", "EUR", "EUR ", "EUR30.00", "EUR  30.00", " EUR 30.00", "EUR\t30.00", "30.00 EUR", "EUR 30.00 ", "EUR 30.00EUR",
                 "EUR-30.00", "€ 30.00", "eur 30.00", "EUR 30.00\n", "E", "EU 30.00", "EURO 30.00", "EUR\u00a030.00"]:
        yield text, "", "!"


def printed(rng):
    for code in sorted(PLACES):
        for value in (0, 1, -1, rng.randrange(-10**7, 10**7)):
            yield value, code, f"{code} {spelled(value, code)}", spelled(value, code)
    for value in EDGES + [9, 10, 99, 100, 999, 1000, 9999, 10000, -9, -99, -100, -999, -1000, -9999, -150, 3000, 5000, 1234]:
        for code in COMMON:
            yield value, code, f"{code} {spelled(value, code)}", spelled(value, code)


def currencies(rng):
    texts = ["".join(t) for t in itertools.product("EUR", repeat=3)]
    texts += sorted(PLACES) + [c.code for c in Currency] + ["BGN", "HRK", "DEM", "ZWL", "ANG", "", "EU", "EURO", "eur", "EUr", "E\0R"]
    texts += ["".join(rng.choice(string.ascii_uppercase) for _ in range(3)) for _ in range(300)]
    for text in texts:
        packed = int.from_bytes(text.encode(), "big") if text in PLACES else "!"
        yield text, packed, PLACES.get(text, -1)


TWO = ("left", "left_currency", "right", "right_currency", "result")
FILES = [
    ("money_add", TWO, binary(lambda a, b: fits(a + b))),
    ("money_sub", TWO, binary(lambda a, b: fits(a - b))),
    ("money_compare", TWO, binary(lambda a, b: (a > b) - (a < b))),
    ("money_neg", ("minor", "currency", "result"), neg),
    ("money_mul_int", ("minor", "currency", "factor", "result"), mul_int),
    ("money_minor", ("minor", "currency", "wanted", "result"), minor),
    ("parse_money", ("text", "currency", "minor"), parse),
    ("parse_money_parts", ("amount", "currency", "minor"), parse_parts),
    ("print_money", ("minor", "currency", "text", "amount"), printed),
    ("currency", ("text", "packed", "minor_units"), currencies),
]
