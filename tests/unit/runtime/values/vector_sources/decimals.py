"""Decimal by Python's int, Fraction and decimal: exact, or a fault."""
import decimal as d
from fractions import Fraction

from numbers_ import MAX, MIN, OVERFLOW

DIGITS = 34
ZERO = "!arithmetic.division_by_zero"
MODES = {"half_even": d.ROUND_HALF_EVEN, "half_up": d.ROUND_HALF_UP, "half_down": d.ROUND_HALF_DOWN, "up": d.ROUND_UP,
         "down": d.ROUND_DOWN, "ceiling": d.ROUND_CEILING, "floor": d.ROUND_FLOOR}
WIDE = d.Context(prec=400, traps=[d.Inexact, d.InvalidOperation, d.Overflow], Emax=9999, Emin=-9999)


def plain(value):
    """The printed form of an exact value, or overflow where it has more digits than a Decimal."""
    value = Fraction(value)
    scale = 0
    while (value * 10**scale).denominator != 1:
        scale += 1
        if scale > DIGITS:
            return OVERFLOW
    whole = int(value * 10**scale)
    if abs(whole) >= 10**DIGITS:
        return OVERFLOW
    text = str(abs(whole)).rjust(scale + 1, "0")
    text = text[:-scale] + "." + text[-scale:] if scale else text
    return ("-" if whole < 0 else "") + text


def some(rng):
    digits = rng.choice([1, 1, 2, 3, 5, 9, 17, 18, 19, 20, 33, 34])
    coefficient = rng.choice([rng.randrange(10**digits), 10**digits - 1, 10 ** (digits - 1), 5 * 10 ** (digits - 1), 2 ** (3 * digits)])
    scale = rng.choice([0, 0, 1, 2, 2, 4, 6, digits, rng.randrange(DIGITS + 1)])
    value = Fraction(rng.choice([1, 1, -1]) * coefficient, 10**scale)
    return value if plain(value) != OVERFLOW else some(rng)


EDGES = [Fraction(text) for text in ["0", "1", "-1", "0.1", "-0.1", "10", "0.5", "-0.5", "2", "5", "0.13", "1e-34", "-1e-34", "2e-34",
                                     "9999999999999999999999999999999999", "-9999999999999999999999999999999999",
                                     "999999999999999999999999999999999.9", "0.9999999999999999999999999999999999",
                                     "1000000000000000000000000000000000", "18446744073709551616", "18446744073709551615.5"]]


def pairs(rng):
    yield from ((a, b) for a in EDGES for b in EDGES)
    yield from ((some(rng), some(rng)) for _ in range(400))
    for _ in range(100):  # near each other, and products that end in zeros
        a = some(rng)
        yield a, -a
        yield a, a * 10 if plain(a * 10) != OVERFLOW else a
        yield a, rng.choice([Fraction(1, 2), Fraction(1, 5), Fraction(2), Fraction(25, 100), Fraction(125), Fraction(1, 1000)])


def binary(function):
    return lambda rng: [(plain(a), plain(b), function(a, b)) for a, b in pairs(rng)]


def exact(value):
    return WIDE.divide(d.Decimal(value.numerator), d.Decimal(value.denominator))


def rounded(value, digits, mode):
    return Fraction(exact(value).quantize(d.Decimal(1).scaleb(-digits), rounding=MODES[mode], context=d.Context(prec=400, Emax=9999, Emin=-9999)))


def round_rows(rng):
    for text in ["1.005", "2.5", "-2.5", "0.125", "-0.135", "9.995", "-9.995", "0.05", "1.004999999999999999999999999999999", "0.5", "-0.5", "1e-34"]:
        for mode in MODES:
            for digits in (0, 1, 2, 33):
                yield plain(Fraction(text)), digits, mode, plain(rounded(Fraction(text), digits, mode))
    for _ in range(500):
        value, digits, mode = some(rng), rng.choice([0, 1, 2, 3, 6, rng.randrange(35)]), rng.choice(list(MODES))
        yield plain(value), digits, mode, plain(rounded(value, digits, mode))


def quotient(a, b, digits, mode):
    if b == 0:
        return ZERO
    scaled = abs(a / b) * 10**digits
    if scaled.denominator == 1:
        return plain(a / b)
    whole, rest = int(scaled), scaled - int(scaled)
    if whole >= 10**DIGITS:
        return OVERFLOW
    # Enough digits to tell below, at and above the middle apart; the rounding itself is the library's.
    half = Fraction(1, 2)
    shown = Fraction(1, 4) if rest < half else half if rest == half else Fraction(3, 4)
    sign = -1 if (a < 0) != (b < 0) else 1
    return plain(rounded(sign * (whole + shown), 0, mode) / 10**digits)


def divide_rows(rng):
    fixed = [("1", "3"), ("2", "3"), ("-2", "3"), ("1", "8"), ("1", "0"), ("0", "7"), ("10", "4"), ("7", "2"), ("-7", "2"),
             ("9999999999999999999999999999999999", "1e-34"), ("1", "9999999999999999999999999999999999"), ("1e-34", "3"),
             ("1000000000000000000000000000000000", "3"), ("9999999999999999999999999999999999", "7"), ("0.5", "1e34")]
    for a, b in fixed[:-1]:
        for mode in MODES:
            for digits in (0, 1, 2, 33, 34):
                yield plain(Fraction(a)), plain(Fraction(b)), digits, mode, quotient(Fraction(a), Fraction(b), digits, mode)
    for _ in range(500):
        a, b, digits, mode = some(rng), some(rng), rng.choice([0, 1, 2, 4, 6, rng.randrange(35)]), rng.choice(list(MODES))
        yield plain(a), plain(b), digits, mode, quotient(a, b, digits, mode)


def floor_rows(rng):
    values = EDGES + [Fraction(MAX), Fraction(MAX) + Fraction(1, 2), Fraction(MAX + 1), Fraction(MIN), Fraction(MIN) - Fraction(1, 2), Fraction(MIN - 1)]
    for value in values + [some(rng) for _ in range(200)]:
        whole = value.numerator // value.denominator
        yield plain(value), whole if MIN <= whole <= MAX else OVERFLOW


def scale_rows(rng):
    for _ in range(300):
        minor = rng.choice([0, 1, -1, 3000, -199, MAX, MIN, rng.randrange(-10**9, 10**9), rng.randrange(MIN, MAX + 1)])
        factor, mode = rng.choice([some(rng), Fraction(rng.randrange(-2000, 2000), 1000), Fraction(1, 2)]), rng.choice(list(MODES))
        product = minor * factor
        if plain(product) == OVERFLOW:
            yield minor, plain(factor), mode, OVERFLOW
            continue
        whole = int(rounded(product, 0, mode))
        yield minor, plain(factor), mode, whole if MIN <= whole <= MAX else OVERFLOW


def parse_rows(rng):
    texts = ["0", "-0", "0.0", "00", "01", "1.", ".5", "+1", "1e3", "1E3", "1e+3", "1e-3", "1e", "1e+", "1.5e2", "-1.50", " 1", "1 ", "", "-",
             "0x10", "1,5", "1_000", "NaN", "Infinity", "1e34", "1e33", "1e-34", "1e-35", "10e-35", "0e999999999999999999999", "1e999999999999999999",
             "1e-99999999999999999999", "1" + "0" * 33, "1" + "0" * 34, "9" * 34, "9" * 35, "0." + "9" * 34, "0." + "9" * 35, "1." + "0" * 100,
             "1" + "0" * 100, "0." + "0" * 33 + "1", "0." + "0" * 34 + "1", "123456789.123456789e5", "1" + "0" * 40 + "e-40", "1" + "0" * 40 + ".5",
             "1e0000000000000000000001", "٣", "1.٣", "--1", "1e1.0", "1.e1"]
    texts += [plain(some(rng)) for _ in range(200)]
    for _ in range(100):
        texts.append(f"{rng.randrange(10**rng.randrange(1, 20))}.{rng.randrange(10**8):08d}e{rng.randrange(-30, 30)}")
    import re
    form = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
    for text in texts:
        if not form.fullmatch(text):
            yield text, "!"
            continue
        mantissa, _, exponent = re.sub("E", "e", text).partition("e")
        number = Fraction(mantissa)
        if number != 0 and abs(int(exponent or 0)) > 1000:
            yield text, "!"
            continue
        value = plain(number * Fraction(10) ** int(exponent or 0) if number else Fraction(0))
        yield text, "!" if value == OVERFLOW else value


PAIR = ("left", "right", "result")
FILES = [
    ("decimal_add", PAIR, binary(lambda a, b: plain(a + b))),
    ("decimal_sub", PAIR, binary(lambda a, b: plain(a - b))),
    ("decimal_mul", PAIR, binary(lambda a, b: plain(a * b))),
    ("decimal_compare", PAIR, binary(lambda a, b: (a > b) - (a < b))),
    ("decimal_round", ("value", "digits", "rounding", "result"), round_rows),
    ("decimal_divide", ("left", "right", "digits", "rounding", "result"), divide_rows),
    ("decimal_floor", ("value", "result"), floor_rows),
    ("money_scale", ("minor", "factor", "rounding", "result"), scale_rows),
    ("parse_decimal", ("text", "printed"), parse_rows),
]
