"""What becomes of one field for one purpose: PCI DSS 4.0.1, 3.4.1 and 3.5.1.1, GDPR Art. 5(1)(c) and 4(5).
Written from the rules, not from the pack."""
import datetime
import hashlib
import hmac
import ipaddress
import re

from .answer import allow, deny, fault
from .fields import calendar_day, flag, one_of, text, whole

KEY = b"k" * 32  # the key that tests use
COLUMNS = ("self", "support", "fraud", "analytics", "tpp", "log")
MATRIX = {
    "pan": ("MASK", "MASK", "MASK", "PSEUDO", "MASK", "MASK"),
    "iban": ("FULL", "MASK", "FULL", "PSEUDO", "FULL", "MASK"),
    "name": ("FULL", "FULL", "FULL", "DROP", "FULL", "MASK"),
    "email": ("FULL", "MASK", "FULL", "PSEUDO", "DROP", "MASK"),
    "phone": ("FULL", "MASK", "FULL", "PSEUDO", "DROP", "MASK"),
    "dob": ("FULL", "GEN", "FULL", "GEN", "DROP", "DROP"),
    "national_id": ("MASK4", "MASK4", "FULL", "DROP", "DROP", "DROP"),
    "ip": ("FULL", "GEN", "FULL", "GEN", "DROP", "GEN"),
    "remittance": ("SCAN", "SCAN", "SCAN", "DROP", "SCAN", "SCAN"),
    "sad": ("DROP",) * 6,
    "amount": ("FULL",) * 6,
}
FIELDS = {
    "kind": text, "purpose": text, "sink": one_of("response", "log"), "value": text, "bin_len": whole(0, 19),
    "unmask_ticket": flag, "read_pan": flag,
}


def action_of(c):
    column = "log" if c.sink == "log" else c.purpose
    if c.kind == "pan" and c.sink == "response":
        if column in ("support", "fraud") and c.unmask_ticket or column == "tpp" and c.read_pan:
            return "FULL"
    return MATRIX[c.kind][COLUMNS.index(column)]


# What does not look like its kind, or is so short that its mask would show more than it hides.
HIDDEN = "***"


def starred(value, head, tail):
    return value[:head] + "*" * (len(value) - head - tail) + value[len(value) - tail:]


def mask_pan(value, bin_len):
    digits = re.sub("[ -]", "", value)
    count = len(digits)
    if not re.fullmatch("[0-9]{8,19}", digits):
        return HIDDEN
    issuer = 8 if bin_len == 8 else 6
    if count < 15:
        return starred(digits, 0, 4)
    if count == 15:
        return starred(digits, 6, 4)
    if count == 16:
        return starred(digits, issuer, 4)
    return starred(digits, issuer if count - issuer - 4 >= 6 else 6, 4)


def mask_iban(value, _bin_len):
    stripped = value.replace(" ", "")
    return starred(stripped, 4, 4) if re.fullmatch("[A-Za-z0-9]{12,}", stripped) else HIDDEN


def mask_email(value, _bin_len):
    local, at, domain = value.partition("@")
    return f"{local[:1]}***@{domain}" if at and "@" not in domain else HIDDEN


def mask_phone(value, _bin_len):
    digits = re.sub("[^0-9]", "", value)
    return ("+" if value.startswith("+") else "") + starred(digits, 0, 4) if len(digits) >= 8 else HIDDEN


def mask_name(value, _bin_len):
    return " ".join(word[0] + "***" for word in re.split("[ \t\n\v\f\r]+", value) if word) or HIDDEN


MASKS = {"pan": mask_pan, "iban": mask_iban, "email": mask_email, "phone": mask_phone, "name": mask_name}


def general_birth(c, now):
    """The year or the band; None for what is no date, a fault for a birth that has not been."""
    born = calendar_day(c.value)
    if born is None:
        return None
    if c.purpose != "analytics":
        return f"{born.year:04}"
    if born > now.date():
        raise NotYetBorn
    age = now.year - born.year - ((now.month, now.day) < (born.month, born.day))
    return "90+" if age >= 90 else f"{age // 10 * 10}-{age // 10 * 10 + 9}"


def general_ip(value):
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        return None
    if "%" in value:
        return None
    address = getattr(address, "ipv4_mapped", None) or address  # an IPv6 address that holds an IPv4 one equals it
    return str(ipaddress.ip_network((address, 24 if address.version == 4 else 48), strict=False))


class NotYetBorn(Exception):
    pass


def luhn(digits):
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


RUN = re.compile("[0-9](?:[ -]?[0-9])*")  # digits, single blanks or hyphens between them


def card_numbers(run):
    """Begin and end of each stretch of a run that may be a card number: 13 to 19 digits, not adjacent to others, that pass Luhn."""
    groups = [(m.start(), m.end()) for m in re.finditer("[0-9]+", run)]
    for first in range(len(groups)):
        for last in range(first, len(groups)):
            begin, end = groups[first][0], groups[last][1]
            digits = re.sub("[ -]", "", run[begin:end])
            if len(digits) > 19:
                break
            if len(digits) >= 13 and luhn(digits):
                yield begin, end


def scan_run(run, bin_len):
    """Stretches that overlap are hidden together, and only the last four digits of them stay: nobody knows which is the card number."""
    places = []
    for begin, end in sorted(card_numbers(run)):
        if places and begin < places[-1][1]:
            places[-1] = (places[-1][0], max(end, places[-1][1]), True)
        else:
            places.append((begin, end, False))
    out, copied = "", 0
    for begin, end, several in places:
        digits = re.sub("[ -]", "", run[begin:end])
        out += run[copied:begin] + (starred(digits, 0, 4) if several else mask_pan(digits, bin_len))
        copied = end
    return out + run[copied:]


def scan(value, bin_len):
    return RUN.sub(lambda found: scan_run(found.group(), bin_len), value)


def pseudonym(kind, value):
    return "psn_" + hmac.new(KEY, f"{kind}\x1f{value}".encode(), hashlib.sha256).hexdigest()[:32]


def output_of(action, c, now):
    if action == "FULL":
        return c.value
    if action == "MASK":
        return MASKS[c.kind](c.value, c.bin_len)
    if action == "MASK4":
        return starred(c.value, 0, 4) if len(c.value) >= 8 else HIDDEN
    if action == "PSEUDO":
        return pseudonym(c.kind, c.value)
    if action == "SCAN":
        return scan(c.value, c.bin_len)
    return general_birth(c, now) if c.kind == "dob" else general_ip(c.value)


def decide(c, now):
    if c.kind not in MATRIX or c.purpose not in COLUMNS:
        return deny(None, "DROP", "audit")
    action = action_of(c)
    if action == "DROP":
        return allow(None, "DROP")
    today = datetime.datetime.fromtimestamp(now // 1_000_000, datetime.timezone.utc)
    try:
        output = output_of(action, c, today)
    except NotYetBorn:
        return fault("time.out_of_range")
    # A birth date or an address that is none: what nobody knows is dropped and recorded.
    return deny(None, "DROP", "audit") if output is None else allow(None, action, "value:" + output)
