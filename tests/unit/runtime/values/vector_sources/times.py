"""Time by Python's datetime, whose range (0001 to 9999) is ours."""
import calendar
import datetime as dt
import re

from numbers_ import EDGES, MAX, MIN, OVERFLOW, some_int

OUT = "!time.out_of_range"
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.timezone.utc)
DAY0 = dt.date(1970, 1, 1)
MICRO = dt.timedelta(microseconds=1)
DAY = 86_400_000_000
FIRST = (dt.datetime.min.replace(tzinfo=dt.timezone.utc) - EPOCH) // MICRO
LAST = (dt.datetime.max.replace(tzinfo=dt.timezone.utc) - EPOCH) // MICRO
FIRST_DATE, LAST_DATE = (dt.date.min - DAY0).days, (dt.date.max - DAY0).days


def micros(moment):
    return (moment - EPOCH) // MICRO


def moment(value):
    return EPOCH + dt.timedelta(microseconds=value)


def number(date):
    return (date - DAY0).days


def date(value):
    return dt.date.fromordinal(DAY0.toordinal() + value)


DATES = [number(dt.date(*d)) for d in [
    (1, 1, 1), (1, 12, 31), (4, 2, 29), (100, 2, 28), (100, 3, 1), (400, 2, 29), (1582, 10, 4), (1582, 10, 15), (1600, 2, 29),
    (1899, 12, 31), (1900, 2, 28), (1900, 3, 1), (1968, 2, 29), (1969, 12, 31), (1970, 1, 1), (1970, 1, 2), (1990, 11, 21),
    (1999, 12, 31), (2000, 2, 29), (2000, 3, 1), (2024, 2, 29), (2024, 12, 31), (2025, 2, 28), (2026, 3, 1), (2026, 11, 20),
    (2100, 2, 28), (2100, 3, 1), (2400, 2, 29), (9996, 2, 29), (9999, 12, 30), (9999, 12, 31)]]


def some_date(rng):
    return rng.choice([rng.choice(DATES), rng.randrange(FIRST_DATE, LAST_DATE + 1), rng.randrange(-20_000, 40_000)])


def some_instant(rng):
    exact = rng.choice([0, 1, -1, rng.randrange(DAY), 3_600_000_000 * rng.randrange(24), 1_000_000 * rng.randrange(86_400)])
    return max(FIRST, min(LAST, some_date(rng) * DAY + exact))


def some_duration(rng):
    return rng.choice([some_int(rng), rng.randrange(-10**7, 10**7), DAY * rng.randrange(-400_000, 400_000), rng.choice(EDGES)])


def in_range(value):
    try:
        return micros(moment(value))
    except OverflowError:
        return OUT


def date_in_range(value):
    try:
        return number(dt.date.fromordinal(DAY0.toordinal() + value))
    except (OverflowError, ValueError):
        return OUT


def plus(sign):
    def rows(rng):
        for a in (FIRST, FIRST + 1, -1, 0, 1, LAST - 1, LAST):
            for b in (MIN, MIN + 1, -DAY, -1, 0, 1, DAY, MAX - 1, MAX):
                yield a, b, in_range(a + sign * b)
        for _ in range(300):
            a, b = some_instant(rng), some_duration(rng)
            yield a, b, in_range(a + sign * b)
    return rows


def plus_days(sign):
    def rows(rng):
        for a in DATES:
            for b in (MIN, MAX, -1, 1, 28, 365, 366, rng.randrange(-10**6, 10**6)):
                yield a, b, date_in_range(a + sign * b)
        for a in (FIRST_DATE, LAST_DATE):
            yield from ((a, b, date_in_range(a + sign * b)) for b in (0, -1, 1, FIRST_DATE - LAST_DATE, LAST_DATE - FIRST_DATE))
    return rows


def instant_minus_instant(rng):
    pairs = [(FIRST, LAST), (LAST, FIRST), (0, 0)] + [(some_instant(rng), some_instant(rng)) for _ in range(150)]
    return [(a, b, (moment(a) - moment(b)) // MICRO) for a, b in pairs]


def date_minus_date(rng):
    pairs = [(FIRST_DATE, LAST_DATE), (LAST_DATE, FIRST_DATE)] + [(some_date(rng), some_date(rng)) for _ in range(150)]
    return [(a, b, (date(a) - date(b)).days) for a, b in pairs]


def duration_of_days(rng):
    limit = MAX // DAY
    values = EDGES + [limit, limit + 1, -limit, -limit - 1, 30, 90, 180, 365] + [rng.randrange(-10**5, 10**5) for _ in range(100)]
    return [(n, n * DAY if MIN <= n * DAY <= MAX else OVERFLOW) for n in values]


def instant_parts(rng):
    values = [FIRST, LAST, 0, -1, 1, DAY - 1, DAY, -DAY, -DAY - 1] + [some_instant(rng) for _ in range(250)]
    return [(v, number(moment(v).date()), moment(v).hour) for v in values]


def dates(rng):
    for v in DATES + [rng.randrange(FIRST_DATE, LAST_DATE + 1) for _ in range(250)]:
        d = date(v)
        yield v, d.year, d.month, d.day, micros(dt.datetime(d.year, d.month, d.day, tzinfo=dt.timezone.utc)), d.isoformat()


def civil(rng):
    triples = [(y, m, d) for y in (0, 1, 4, 1900, 2000, 2023, 2024, 2100, 9999, 10000) for m in (0, 1, 2, 4, 6, 9, 11, 12, 13)
               for d in (0, 1, 28, 29, 30, 31, 32)] + [(-1, 1, 1), (2024, -1, 1), (2024, 1, -1), (MAX, 1, 1), (MIN, 1, 1)]
    for triple in triples:
        try:
            yield *triple, number(dt.date(*triple))
        except (ValueError, OverflowError):
            yield *triple, "!"


def age(rng):
    skew = 10_000_000
    for _ in range(150):
        now = some_instant(rng)
        x = max(FIRST, min(LAST, now + rng.choice([-1, 0, 1, skew, skew + 1, skew - 1, -some_date(rng) * DAY, rng.randrange(-DAY, DAY)])))
        yield now, x, skew
    for now, x in [(FIRST, LAST), (LAST, FIRST), (LAST, LAST), (FIRST, FIRST), (LAST - 5, LAST)]:
        for s in (0, 1, skew, MAX, -1, MIN):
            yield now, x, s


def age_rows(rng):
    for now, x, skew in age(rng):
        ahead = x - now
        yield now, x, skew, -ahead if ahead <= 0 else 0 if ahead <= skew else OUT


def years_between(birth, today):
    """Counts birthdays one by one; one on 29 February falls on 1 March of a common year."""
    years = 0
    while True:
        year = birth.year + years + 1
        if year > 9999:
            return years
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        birthday = dt.date(year, 3, 1) if (birth.month, birth.day) == (2, 29) and not leap else birth.replace(year=year)
        if birthday > today:
            return years
        years += 1


def full_years(rng):
    born = [number(dt.date(2000, 2, 29)), number(dt.date(1990, 11, 21)), number(dt.date(1990, 12, 31)), number(dt.date(2004, 1, 1))]
    around = [number(dt.date(y, m, d)) for y in (2024, 2025, 2026) for m, d in
              [(1, 1), (2, 28), (3, 1), (11, 20), (11, 21), (11, 22), (12, 30), (12, 31)]] + [number(dt.date(2024, 2, 29))]
    pairs = [(b, t) for b in born for t in around] + [(some_date(rng), some_date(rng)) for _ in range(150)]
    pairs += [(FIRST_DATE, LAST_DATE), (LAST_DATE, LAST_DATE), (LAST_DATE, LAST_DATE - 1)]
    return [(b, t, years_between(date(b), date(t)) if b <= t else OUT) for b, t in pairs]


def add_months(rng):
    """By Python's calendar: the day, or the last of a month that is shorter."""
    dates = [number(dt.date(y, m, d)) for y, m, d in [(2024, 1, 31), (2023, 1, 31), (2024, 2, 29), (2026, 12, 31), (2026, 11, 20), (1, 1, 31), (9999, 12, 31)]]
    pairs = [(d, m) for d in dates for m in (0, 1, 2, 11, 12, 13, -1, -2, -11, -12, 48, -48, 1200, 10**6, -10**6, 2**63 - 1, -2**63)]
    for value, months in pairs + [(some_date(rng), rng.randrange(-400, 400)) for _ in range(200)]:
        day = date(value)
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        if not 1 <= year <= 9999:
            yield value, months, OUT
            continue
        yield value, months, number(dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1])))


PAIR = ("left", "right", "result")
FILES = [
    ("instant_plus_duration", PAIR, plus(1)),
    ("instant_minus_duration", PAIR, plus(-1)),
    ("instant_minus_instant", PAIR, instant_minus_instant),
    ("date_plus_days", PAIR, plus_days(1)),
    ("date_minus_days", PAIR, plus_days(-1)),
    ("date_minus_date", PAIR, date_minus_date),
    ("duration_of_days", ("days", "result"), duration_of_days),
    ("instant_parts", ("instant", "date", "hour"), instant_parts),
    ("dates", ("date", "year", "month", "day", "instant", "text"), dates),
    ("date_of_civil", ("year", "month", "day", "date"), civil),
    ("age", ("now", "x", "skew", "result"), age_rows),
    ("add_months", ("date", "months", "result"), add_months),
    ("full_years", ("birth", "today", "result"), full_years),
]

import time_texts  # noqa: E402  (it needs what is above)

FILES += time_texts.FILES
