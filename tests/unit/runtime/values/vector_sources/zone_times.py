"""Local time by Python's zoneinfo, which reads the same database by code that is not ours; and weekdays."""
import datetime as dt
import zoneinfo

from times import DAY, FIRST, LAST, OUT, date, micros, moment, number, some_date, some_instant

ZONES = ["UTC", "Europe/Berlin", "Europe/London", "Europe/Dublin", "Europe/Moscow", "America/New_York", "America/Sao_Paulo", "America/Santiago",
         "America/Nuuk", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Gaza", "Asia/Jerusalem", "Asia/Tehran", "Asia/Tokyo", "Africa/Casablanca",
         "Africa/Cairo", "Australia/Lord_Howe", "Australia/Sydney", "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Chatham", "Etc/GMT+12"]
HOUR = 3_600_000_000


def changes(zone):
    """The instants at which the offset changes, found by asking, in years around now and some far away."""
    found = []
    for year in (1916, 1945, 1980, 1996, 2011, 2024, 2025, 2026, 2027, 2037, 2038, 2039, 2040, 2087, 2088, 2100, 2400, 2437, 2438, 2439, 5000, 9998):
        at = micros(dt.datetime(year, 1, 1, tzinfo=dt.timezone.utc))
        end = micros(dt.datetime(year + 1, 1, 1, tzinfo=dt.timezone.utc))
        while at < end:
            if offset(zone, at) != offset(zone, at + DAY):
                low, high = at, at + DAY
                while high - low > 1:
                    middle = (low + high) // 2
                    low, high = (middle, high) if offset(zone, middle) == offset(zone, low) else (low, middle)
                found.append(high)
            at += DAY
    return found


# zoneinfo follows the rules of the calendar in every year, but Python's datetime knows no local time past its own range.
def offset(zone, instant):
    try:
        return (moment(instant).astimezone(zone).utcoffset()) // dt.timedelta(microseconds=1)
    except OverflowError:
        return None


def rows(rng):
    for name in ZONES:
        zone = zoneinfo.ZoneInfo(name)
        edges = changes(zone)
        instants = [FIRST, FIRST + DAY, LAST - DAY, LAST, 0, -1] + [e + step for e in edges for step in (-HOUR, -1, 0, 1, HOUR)]
        for instant in instants + [some_instant(rng) for _ in range(60)]:
            ahead = offset(zone, instant)
            if ahead is None:
                yield name, instant, OUT, "-", "-"
                continue
            local = instant + ahead
            yield name, instant, local // DAY, local % DAY // HOUR, local % DAY


def starts(rng):
    """The first minute of a local date, found by asking minute for minute; from 1980 on, changes stand at whole minutes."""
    for name in ZONES:
        zone = zoneinfo.ZoneInfo(name)
        days = {(e + offset(zone, e)) // DAY + step for e in changes(zone) if e > 10 * 365 * DAY for step in (-1, 0, 1)}
        for day in sorted(days | {number(dt.date(rng.randrange(1980, 2400), rng.randrange(1, 13), rng.randrange(1, 29))) for _ in range(6)}):
            if day < 3652:
                continue
            at = day * DAY - 36 * HOUR
            while (at + offset(zone, at)) // DAY < day:
                at += 60_000_000
            yield name, day, at


def weekdays(rng):
    values = [number(dt.date.min), number(dt.date.max), 0, -1, 1, 2, 3, 4, 5, 6, 7] + [some_date(rng) for _ in range(150)]
    return [(v, date(v).isoweekday()) for v in values]


def times_of_day(rng):
    for text in ["00:00", "08:00", "23:59", "24:00", "8:00", "08:60", "08:00:00", "08:00:59", "08:00:60", "08:00:00.5", "08:00:00.500000", "08:00:00.1234567",
                 "08:00:00.1234560", "0800", "08:00Z", "08:00+01:00", "", "08:", "08:0", "08:00:", "08:00:0", "08:00.5", " 08:00", "-08:00", "08:00:00."]:
        parts = text.split(":")
        value = "!"
        if len(parts) in (2, 3) and all(p.isdigit() and len(p) == 2 for p in parts[:2]):
            second = parts[2] if len(parts) == 3 else "00"
            whole, dot, fraction = second.partition(".")
            good = whole.isdigit() and len(whole) == 2 and (not dot or fraction.isdigit()) and not fraction[6:].strip("0")
            if good and int(parts[0]) < 24 and int(parts[1]) < 60 and int(whole) < 60:
                value = (int(parts[0]) * 3600 + int(parts[1]) * 60 + int(whole)) * 10**6 + int((fraction + "000000")[:6])
        yield text, value
    for _ in range(150):
        t = dt.time(rng.randrange(24), rng.randrange(60), rng.choice([0, 0, rng.randrange(60)]), rng.choice([0, 0, rng.randrange(10**6)]))
        text = t.strftime("%H:%M") if not t.second and not t.microsecond else t.isoformat("seconds") if not t.microsecond else t.isoformat().rstrip("0")
        yield text, ((t.hour * 60 + t.minute) * 60 + t.second) * 10**6 + t.microsecond


FILES = [
    ("zone", ("zone", "instant", "date", "hour", "time"), rows),
    ("start_of_day", ("zone", "date", "instant"), starts),
    ("weekday", ("date", "weekday"), weekdays),
    ("time_of_day", ("text", "time"), times_of_day),
]
