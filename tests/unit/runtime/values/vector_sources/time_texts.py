"""Text of times: datetime.fromisoformat and isoformat behind a pattern of RFC 3339."""
import datetime as dt
import re

from numbers_ import EDGES, MAX, MIN, some_int

RFC3339 = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|([+-])(\d\d):(\d\d))", re.ASCII)


def read_instant(text):
    match = RFC3339.fullmatch(text)
    if not match:
        return "!"
    day, clock, fraction, zone, sign, hours, minutes = match.groups()
    fraction = (fraction or "").rstrip("0")
    if len(fraction) > 6:
        return "!"
    try:
        local = dt.datetime.fromisoformat(f"{day}T{clock}.{fraction.ljust(6, '0')}")
        if zone != "Z":
            offset = dt.timedelta(hours=dt.time(int(hours)).hour, minutes=dt.time(0, int(minutes)).minute)
            local = local - offset if sign == "+" else local + offset
    except (ValueError, OverflowError):
        return "!"
    return (local - dt.datetime(1970, 1, 1)) // dt.timedelta(microseconds=1)


def write_instant(value):
    moment = dt.datetime(1970, 1, 1) + dt.timedelta(microseconds=value)
    text = moment.isoformat(timespec="microseconds")
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "Z"


ODD_INSTANTS = """2026-11-20T08:00:00Z|2026-11-20t08:00:00Z|2026-11-20T08:00:00z|2026-11-20 08:00:00Z|2026-11-20T08:00:00|2026-11-20T08:00Z
2026-11-20T08:00:00.Z|2026-11-20T08:00:00.1Z|2026-11-20T08:00:00,1Z|2026-11-20T08:00:00.123456Z|2026-11-20T08:00:00.1234560Z
2026-11-20T08:00:00.1234567Z|2026-11-20T08:00:00.12345600000000000000000000000000Z|2026-11-20T08:00:00.0000001Z
2026-11-20T08:00:00.000000000000000000000000000000000000001Z|2026-11-20T08:00:00.000000Z|2026-11-20T08:00:60Z|2016-12-31T23:59:60Z
2026-11-20T24:00:00Z|2026-11-20T23:60:00Z|2026-11-20T23:59:59.999999Z|2026-11-20T08:00:00+01:00|2026-11-20T08:00:00-01:00
2026-11-20T08:00:00+00:00|2026-11-20T08:00:00-00:00|2026-11-20T08:00:00+23:59|2026-11-20T08:00:00-23:59|2026-11-20T08:00:00+24:00
2026-11-20T08:00:00+01:60|2026-11-20T08:00:00+0100|2026-11-20T08:00:00+01|2026-11-20T08:00:00 +01:00|2026-11-20T08:00:00Z+01:00
2026-02-29T00:00:00Z|2024-02-29T00:00:00Z|1900-02-29T00:00:00Z|2000-02-29T00:00:00Z|2026-04-31T00:00:00Z|2026-13-01T00:00:00Z
2026-00-01T00:00:00Z|2026-01-00T00:00:00Z|0000-01-01T00:00:00Z|0001-01-01T00:00:00Z|0001-01-01T00:00:00+00:01|0001-01-01T00:00:00-00:01
9999-12-31T23:59:59.999999Z|9999-12-31T23:59:59-00:01|9999-12-31T23:59:59+00:01|0001-01-01T00:01:00+00:01|10000-01-01T00:00:00Z
-001-01-01T00:00:00Z|+2026-11-20T08:00:00Z| 2026-11-20T08:00:00Z|2026-11-20T08:00:00Z |2026-11-20T08:00:00ZZ|26-11-20T08:00:00Z
2026-1-20T08:00:00Z|2026-11-2T08:00:00Z|2026-11-20T8:00:00Z|2026-11-20T08:0:00Z|2026-11-20T08:00:0Z|20261120T080000Z|2026-W47-5T08:00:00Z
2026-324T08:00:00Z|2026/11/20T08:00:00Z|2026-11-20T08.00.00Z||Z|T|2026-11-20|2026-11-20T|٢٠٢٦-11-20T08:00:00Z|2026-11-20T-8:00:00Z
2026-11-20T08:00:00.-1Z|2026-11-20T08:00:00.1 Z|2026-11-20T08:00:00−01:00|1969-12-31T23:59:59.999999Z|1969-12-31T23:59:59.5Z|1970-01-01T00:00:00Z
2026-11-20T08:00:00+-1:00|2026-11-20T08:00:00.1234561Z|2026-11-20T08:00:00.1234567890123456789Z|2026-11-20T08:00:99Z|2026-11-20T99:00:00Z"""


def parse_instant(rng):
    import times
    texts = [t for line in ODD_INSTANTS.split("\n") for t in line.split("|")] + ["2026-11-20T08:00:00Z\0", "2026-11-20T08:00:00Z\n"]
    for _ in range(200):
        text = write_instant(times.some_instant(rng))
        if rng.random() < 0.5:
            text = text[:-1] + rng.choice("+-") + f"{rng.randrange(25):02}:{rng.randrange(62):02}"
        if rng.random() < 0.2:
            place = rng.randrange(len(text))
            text = text[:place] + rng.choice("0123456789TZ:-+. ") + text[place + 1:]
        texts.append(text)
    return [(text, read_instant(text)) for text in texts]


def print_instant(rng):
    import times
    values = [times.FIRST, times.LAST, 0, 1, -1, 10, 100_000, 999_999, 1_000_000, -1_000_000, -999_999]
    return [(v, write_instant(v)) for v in values + [times.some_instant(rng) for _ in range(250)]]


def parse_date(rng):
    import times
    texts = """2026-11-20|2026-11-31|2026-02-29|2024-02-29|1900-02-29|2000-02-29|0000-01-01|0001-01-01|9999-12-31|10000-01-01|2026-00-10
2026-13-10|2026-10-00|2026-10-32|2026-1-01|2026-01-1|20261120|2026-11-20T00:00:00Z|2026-11-20Z| 2026-11-20|2026-11-20 |2026/11/20|20.11.2026
2026-W47-5|2026-324|-2026-11-20|+026-11-20|2026-11--2|٢٠٢٦-11-20|2026-+1-01||2026|2026-11|2026-11-|2026-06-31|2026-09-31|2026-04-30""".replace("\n", "|").split("|")
    texts += ["2026-11-20\0", "2026-11-20\n"]
    for _ in range(150):
        text = times.date(times.some_date(rng)).isoformat()
        if rng.random() < 0.4:
            place = rng.randrange(len(text))
            text = text[:place] + rng.choice("0123456789-") + text[place + 1:]
        texts.append(text)
    for text in texts:
        try:
            ok = re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII)
            yield text, times.number(dt.date.fromisoformat(text)) if ok else "!"
        except ValueError:
            yield text, "!"


UNITS = [("d", 86_400_000_000), ("h", 3_600_000_000), ("min", 60_000_000), ("s", 1_000_000), ("ms", 1000), ("us", 1)]


def read_duration(text):
    match = re.fullmatch(r"(-?(?:0|[1-9][0-9]*))(d|h|min|s|ms|us)", text, re.ASCII)
    value = int(match[1]) * dict(UNITS)[match[2]] if match else MAX + 1
    return value if MIN <= value <= MAX else "!"


def write_duration(value):
    units = UNITS[1:] if abs(value) < 2 * UNITS[0][1] else UNITS
    return next(f"{value // size}{name}" for name, size in units if value % size == 0)


def parse_duration(rng):
    texts = """180d|24h|5min|10s|250ms|7us|0d|0h|0s|-5min|-0s|00d|01d|d|-d|5|-||5 min|5m|5M|5D|5H|5MIN|5sec|5S|5mss|5dd|1d2h|1.5h|+5d|--5d|5-d| 5d|5d |5µs
5ns|5w|5y|1_000d|1,000d|106751991d|106751992d|-106751991d|-106751992d|9223372036854775807us|9223372036854775808us|-9223372036854775808us
-9223372036854775809us|9223372036854775ms|9223372036854776ms|2562047788h|2562047789h|153722867280min|153722867281min|9223372036854s|9223372036855s
99999999999999999999us|2d-|-2-d|٣d|5d0|0x5d|1e3s""".replace("\n", "|").split("|") + ["5d\0", "5\0d", "\0"]
    texts += [f"{rng.randrange(-10**6, 10**6)}{rng.choice(UNITS)[0]}" for _ in range(100)]
    return [(text, read_duration(text)) for text in texts]


def print_duration(rng):
    values = list(EDGES) + [n * size + odd for n in (0, 1, 2, 23, 24, 25, 47, 48, 49, 59, 60, 61, 90, 180, 1000, -1, -47, -48, -49)
                            for _, size in UNITS for odd in (0, 1)] + [some_int(rng) for _ in range(50)]
    return [(value, write_duration(value)) for value in values]


FILES = [
    ("parse_instant", ("text", "instant"), parse_instant),
    ("print_instant", ("instant", "text"), print_instant),
    ("parse_date", ("text", "date"), parse_date),
    ("parse_duration", ("text", "duration"), parse_duration),
    ("print_duration", ("duration", "text"), print_duration),
]
