"""What a request has to hold before a rule is asked. A type is a function that reads a JSON value, or raises Unreadable with the fault
that the language gives to such a value: a missing input and an unknown member never allow, and null is a value only of `optional`.

Instants are whole microseconds since 1970, dates whole days."""
import datetime
import functools
import re
import types

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
MICROSECOND = datetime.timedelta(microseconds=1)
DAY = 86_400_000_000
# Codes that look like a country and are none: the United Kingdom is GB, Greece is GR, the others are not assigned.
NO_COUNTRY = {"UK", "EL", "ZZ", "XX", "AA", "QM"}


class Unreadable(Exception):
    def __init__(self, *codes):
        super().__init__(codes)
        self.codes = codes


MISSING, MISFIT, UNKNOWN = "input.missing", "input.misfit", "input.unknown_member"


def flag(value):
    if value is True or value is False:
        return value
    raise Unreadable(MISFIT)


def text(value):
    if type(value) is str:
        return value
    raise Unreadable(MISFIT)


def whole(low=0, high=2**63 - 1):
    def read(value):
        if type(value) is int and low <= value <= high:
            return value
        raise Unreadable(MISFIT)
    return read


def one_of(*members):
    known = frozenset(members)

    def read(value):
        if type(value) is not str:
            raise Unreadable(MISFIT)
        if value in known:
            return value
        raise Unreadable(UNKNOWN)
    return read


def country(value):
    if type(value) is not str:
        raise Unreadable(MISFIT)
    if re.fullmatch("[A-Z]{2}", value) and value not in NO_COUNTRY:
        return value
    raise Unreadable(UNKNOWN, MISFIT)


@functools.lru_cache(maxsize=100_000)
def instant(value):
    if type(value) is not str or not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z", value, re.ASCII):
        raise Unreadable(MISFIT)
    whole_part, _, fraction = value[:-1].partition(".")
    try:
        moment = datetime.datetime.strptime(whole_part, "%Y-%m-%dT%H:%M:%S").replace(tzinfo=datetime.timezone.utc)
    except ValueError:
        raise Unreadable(MISFIT) from None
    return (moment - EPOCH) // MICROSECOND + int((fraction + "000000")[:6])


@functools.lru_cache(maxsize=100_000)
def date(value):
    day = calendar_day(value) if type(value) is str else None
    if day is None:
        raise Unreadable(MISFIT)
    return day.toordinal() - EPOCH.toordinal()


def calendar_day(value):
    """The date that a text is, or None."""
    try:
        return datetime.date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII) else None
    except ValueError:
        return None


def day_of(moment):
    """The UTC date of an instant, as days since 1970."""
    return moment // DAY


def written(day):
    return datetime.date.fromordinal(day + EPOCH.toordinal()).isoformat()


def set_of(element):
    def read(value):
        if type(value) is not list:
            raise Unreadable(MISFIT)
        return frozenset(element(e) for e in value)
    return read


def map_of(element):
    def read(value):
        if type(value) is not dict:
            raise Unreadable(MISFIT)
        return {k: element(v) for k, v in value.items()}
    return read


class Optional:
    def __init__(self, read):
        self.read = read


def optional(read):
    return Optional(read)


def read_context(fields, request):
    """The context as the rules want it, and the faults: pairs of path and code, of which a decision has to name one."""
    given, values, faults = request["context"], {}, []
    for name, read in fields.items():
        value = given.get(name)
        if type(read) is Optional:
            if value is None:
                values[name] = None
                continue
            read = read.read
        elif name not in given:
            faults.append((name, MISSING))
            continue
        try:
            values[name] = read(value)
        except Unreadable as e:
            faults += [(name, code) for code in e.codes]
        except TypeError:
            faults.append((name, MISFIT))
    values["approved"] = {line.rpartition(".")[2] for line in request.get("review", {}).get("approved", ())}  # lines that a person released
    return types.SimpleNamespace(**values), faults
