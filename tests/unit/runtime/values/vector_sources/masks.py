"""Masks by regular expressions and slices of Python strings; pseudonyms by hmac. The first rows are the published examples."""
import hashlib
import hmac
import re

from identifiers import GOOD_IBANS, LENGTHS, luhn, make_iban, make_pan, spaced
from times import DATES, OUT, date, some_date, years_between

HIDDEN = "***"
NAMES = ["Anna Maria Müller", "anna", "Éva  Kovács", " Zoë ", "李 小龙", "O'Neil-Smith", "", "   ", "a\tb", "a\nb", "🙂 x", "Jean-Luc Picard", "(Anna)", "A",
         "\u00a0x y", "ß ß"]


def starred(text, head, tail):
    return text[:head] + "*" * (len(text) - head - tail) + text[len(text) - tail:]


def card_digits(text):
    digits = re.sub(r"[ -]", "", text)
    return digits if re.fullmatch(r"[0-9]{8,19}", digits, re.ASCII) else None


def mask_pan(text, bin_length):
    digits = card_digits(text)
    if digits is None:
        return HIDDEN
    size = len(digits)
    head = 0 if size < 15 else 6 if size == 15 or bin_length != 8 else 8
    if size >= 17 and size - head - 4 < 6:
        head = 6
    return starred(digits, head, 4)


def mask_iban(text):
    stripped = text.replace(" ", "")
    return starred(stripped, 4, 4) if re.fullmatch(r"[0-9A-Za-z]{12,}", stripped, re.ASCII) else HIDDEN


def mask_email(text):
    if text.count("@") != 1:
        return HIDDEN
    local, domain = text.split("@")
    return f"{local[:1]}***@{domain}"


def mask_phone(text):
    digits = re.sub(r"[^0-9]", "", text, flags=re.ASCII)
    if len(digits) < 8:
        return HIDDEN
    return ("+" if text[:1] == "+" else "") + starred(digits, 0, 4)


def mask_name(text):
    return " ".join(word[0] + HIDDEN for word in re.findall(r"[^ \t\n\v\f\r]+", text)) or HIDDEN


def mask_last_four(text):
    return starred(text, 0, 4) if len(text) >= 8 else HIDDEN


def pans(rng):
    texts = ["4111111111111111", "378282246310005", "30569309025904", "4222222222222", "4111 1111 1111 1111", "4111-1111-1111-1111", "", "1", "1234", "1234567",
             "12345678", "x", "4111.1111", "4111111111111111a", "１２３４５６７８", "-" * 30, "1" * 20, "4111\t1111", "1" * 19, "1" * 18, "1" * 17]
    texts += [make_pan(rng, n) for n in range(7, 22) for _ in range(6)]
    return texts + [spaced(rng, make_pan(rng, rng.randrange(12, 20)), [" ", "-"]) for _ in range(40)]


def pan_rows(rng):
    published = [("4111111111111111", 6, "411111******1111"), ("4111111111111111", 8, "41111111****1111"), ("378282246310005", 8, "378282*****0005"),
                 ("30569309025904", 6, "**********5904")]
    assert all(mask_pan(text, n) == out for text, n, out in published)
    return published + [(text, n, mask_pan(text, n)) for text in pans(rng) for n in (6, 8, 0, 7, 16, -8)]


def truncate_rows(rng):
    return [(text, card_digits(text)[-4:] if card_digits(text) else HIDDEN) for text in pans(rng)]


def iban_rows(rng):
    published = [("GB82 WEST 1234 5698 7654 32", "GB82**************5432"), ("DE89370400440532013000", "DE89**************3000")]
    assert all(mask_iban(text) == out for text, out in published)
    texts = GOOD_IBANS + ["", "DE", "DE89370", "DE893704004", "DE8937040044", "DE89-3704-0044", "DE89 3704 0044 0532\t0130 00", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "DE89370400`40000", "DE89370400{40000",
              "DE89370400@40000", "DE89370400[40000", "ÄÖ89370400440532013000", " " * 40]
    texts += [make_iban(rng, c) for c in LENGTHS] + [spaced(rng, make_iban(rng, c), [" "]) for c in LENGTHS]
    return published + [(text, mask_iban(text)) for text in texts]


def email_rows(rng):
    texts = ["anna.m@bank.example", "a@b", "@b", "a@", "@", "", "plain", "a@b@c", "@@", "éva@bank.example", "🙂x@y", "李@例.example", "a b@c", "x@" + "y" * 300]
    texts += ["".join(rng.choice("ab.é@") for _ in range(rng.randrange(1, 10))) for _ in range(200)]
    return [(text, mask_email(text)) for text in texts]


def phone_rows(rng):
    texts = ["+44 7700 900123", "+447700900123", "07700 900123", "", "+", "112", "+1234567", "+12345678", "1234567", "12345678", " +4477009001", "(030) 123-4567",
             "+49 (0)30 1234567", "phone 12345678", "+４４7700900123", "+" + "1" * 40, "++12345678"]
    texts += ["".join(rng.choice("0123456789 +-()") for _ in range(rng.randrange(1, 20))) for _ in range(150)]
    return [(text, mask_phone(text)) for text in texts]


def name_rows(rng):
    assert mask_name("Anna Maria Müller") == "A*** M*** M***"
    texts = NAMES + ["".join(rng.choice("aBé李 \t ") for _ in range(rng.randrange(1, 14))) for _ in range(150)]
    return [(text, mask_name(text)) for text in texts]


def last_four_rows(rng):
    texts = ["", "1", "1234", "1234567", "12345678", "AB123456C", "éééééééé", "ééééééé", "🙂🙂🙂🙂🙂🙂🙂🙂", "a李b李c李d李"]
    texts += ["".join(rng.choice("0123456789ABé李🙂") for _ in range(rng.randrange(1, 20))) for _ in range(150)]
    return [(text, mask_last_four(text)) for text in texts]


def birth_rows(rng):
    import datetime as dt
    pairs = [((dt.date(1990, 11, 21) - dt.date(1970, 1, 1)).days, (dt.date(2026, 11, 20) - dt.date(1970, 1, 1)).days)]
    today = pairs[0][1]
    pairs += [(today - round(365.2425 * y) + d, today) for y in (0, 1, 9, 10, 19, 20, 29, 30, 80, 89, 90, 91, 99, 100, 120) for d in (-1, 0, 1, 2)]
    pairs += [(b, t) for b in DATES for t in rng.sample(DATES, 3)] + [(some_date(rng), some_date(rng)) for _ in range(60)]
    for birth, now in pairs:
        years = years_between(date(birth), date(now)) if birth <= now else None
        low = None if years is None else years // 10 * 10
        band = OUT if years is None else "90+" if years >= 90 else f"{low}-{low + 9}"
        yield birth, now, f"{date(birth).year:04}", band


def pseudonym(key, kind, value):
    return "psn_" + hmac.new(key, kind + b"\x1f" + value, hashlib.sha256).hexdigest()[:32]


def pseudonym_rows(rng):
    key = b"\x6b" * 32
    published = [(b"pan", b"4111111111111111", "psn_9b41fef4c8700039d7d84b53a2ad2496"),
                 (b"iban", b"DE89370400440532013000", "psn_eea38060a8bcb200028f5690392c5f41"),
                 (b"email", b"anna.m@bank.example", "psn_f48f5eb602a084da73b869d2e123ef26")]
    for kind, value, expected in published:
        assert pseudonym(key, kind, value) == expected
        yield key.hex(), kind, value, expected
    for _ in range(150):
        key = bytes(rng.randrange(256) for _ in range(rng.choice([1, 16, 32, 32, 63, 64, 65, 100])))
        kind = rng.choice([b"pan", b"iban", b"email", b"phone", b"x", "ü".encode()])
        value = rng.choice([b"", b"a", b"\x1f", b"\0", "Müller".encode(), bytes(rng.randrange(256) for _ in range(rng.randrange(200)))])
        yield key.hex(), kind, value, pseudonym(key, kind, value)
    yield "", b"pan", b"4111111111111111", "!"
    yield (b"\x6b" * 32).hex(), b"", b"4111111111111111", "!"
    yield (b"\x6b" * 32).hex(), b"p\x1fan", b"4111111111111111", "!"


def hmac_rows(rng):
    """The keys and texts of RFC 4231 section 4, then lengths around those of a digest and of a block."""
    cases = [(b"\x0b" * 20, b"Hi There"), (b"Jefe", b"what do ya want for nothing?"), (b"\xaa" * 20, b"\xdd" * 50),
             (bytes(range(1, 26)), b"\xcd" * 50), (b"\xaa" * 131, b"Test Using Larger Than Block-Size Key - Hash Key First")]
    for size in (0, 1, 31, 32, 33, 55, 56, 63, 64, 65, 119, 127, 128, 129, 1000):
        for key_size in (1, 31, 32, 33, 63, 64, 65, 128):
            cases.append((rng.randbytes(key_size), rng.randbytes(size)))
    for key, text in cases:
        yield key.hex(), text.hex(), hmac.new(key, text, hashlib.sha256).hexdigest()


FILES = [
    ("mask_pan", ("value", "bin", "masked"), pan_rows),
    ("truncate_pan", ("value", "truncated"), truncate_rows),
    ("mask_iban", ("value", "masked"), iban_rows),
    ("mask_email", ("value", "masked"), email_rows),
    ("mask_phone", ("value", "masked"), phone_rows),
    ("mask_name", ("value", "masked"), name_rows),
    ("mask_last_four", ("value", "masked"), last_four_rows),
    ("birth_date", ("birth", "today", "year", "band"), birth_rows),
    ("hmac_sha256", ("key", "text", "digest"), hmac_rows),
    ("pseudonym", ("key", "kind", "value", "pseudonym"), pseudonym_rows),
]

import scans  # noqa: E402

FILES += scans.FILES
