"""IBAN, PAN, LEI, BIC: checksums by whole-number arithmetic on the decimal expansion, cross-checked with python-stdnum."""
import re
import string

import pycountry
import stdnum.bic
import stdnum.iban
import stdnum.lei
import stdnum.luhn

ALNUM = string.digits + string.ascii_uppercase
LENGTHS = {}
for group in """15 NO; 16 BE; 18 DK FI FO GL NL FK SD; 19 MK SI; 20 AT BA EE KZ LT LU XK MN; 21 CH CR HR LI LV; 22 BG BH DE GB GE IE ME RS VA;
23 AE GI IL TL IQ OM SO; 24 AD CZ ES MD PK RO SA SE SK TN VG; 25 PT ST LY; 26 IS TR; 27 FR GR IT MC MR SM BI DJ; 28 AL AZ CY DO GT HU LB PL BY HN NI SV;
29 BR PS QA EG UA; 30 JO KW MU YE; 31 MT SC; 32 LC; 33 RU""".split(";"):
    length, *codes = group.split()
    LENGTHS.update({code: int(length) for code in codes})
COUNTRIES = {c.alpha_2 for c in pycountry.countries} | {"XK"}


def expanded(text):
    return int("".join(str(int(c, 36)) for c in text))


def is_iban(text):
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[0-9A-Z]+", text, re.ASCII) or LENGTHS.get(text[:2]) != len(text):
        return False
    return text[2:4] == f"{98 - expanded(text[4:] + text[:2] + '00') % 97:02}"


def is_lei(text):
    return bool(re.fullmatch(r"[0-9A-Z]{18}[0-9]{2}", text, re.ASCII)) and text[18:] == f"{98 - expanded(text[:18] + '00') % 97:02}"


def luhn(text):
    if not re.fullmatch(r"[0-9]+", text, re.ASCII):
        return False
    doubled = [sum(map(int, str(2 * int(c)))) for c in text[-2::-2]]
    ok = (sum(doubled) + sum(map(int, text[-1::-2]))) % 10 == 0
    assert ok == stdnum.luhn.is_valid(text), text
    return ok


def is_pan(text):
    return 12 <= len(text) <= 19 and luhn(text)


def is_bic(text):
    ok = bool(re.fullmatch(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?", text, re.ASCII)) and text[4:6] in COUNTRIES
    assert not (ok and text[:4].isalpha()) or stdnum.bic.is_valid(text), text
    return ok


def make_iban(rng, country):
    bban = "".join(rng.choice(string.digits if rng.random() < 0.8 else ALNUM) for _ in range(LENGTHS[country] - 4))
    return f"{country}{98 - expanded(bban + country + '00') % 97:02}{bban}"


def make_pan(rng, length):
    body = "".join(rng.choice(string.digits) for _ in range(length - 1))
    return body + stdnum.luhn.calc_check_digit(body)


def broken(rng, text, alphabet):
    kind = rng.randrange(5)
    place = rng.randrange(len(text))
    if kind == 0:
        return text[:place] + rng.choice(alphabet) + text[place + 1:]
    if kind == 1 and place + 1 < len(text):
        return text[:place] + text[place + 1] + text[place] + text[place + 2:]
    if kind == 2:
        return text[:place] + text[place + 1:]
    if kind == 3:
        return text[:place] + rng.choice(alphabet) + text[place:]
    return text[:place] + rng.choice(" -.\0aé") + text[place + 1:]


GOOD_IBANS = ["NO9386011117947", "MT84MALT011000012345MTLCAST001S", "GB82WEST12345698765432", "DE89370400440532013000"]
BAD_IBANS = ["DE89370400440532013001", "GB82WEST12345698765423", "", "DE", "DE89", "gb82west12345698765432", "GB82 WEST 1234 5698 7654 32",
             "ZZ8937040044053201300", "US89370400440532013000", "DE8937040044053201300", "DE893704004405320130000", "GBX2WEST12345698765432"]


def shifted(iban):
    """The same remainder by other check digits: 00, 01 and 99 are never issued."""
    return [iban[:2] + f"{n:02}" + iban[4:] for n in (int(iban[2:4]) - 97, int(iban[2:4]) + 97) if 0 <= n <= 99]


def ibans(rng):
    texts = GOOD_IBANS + BAD_IBANS
    for country in sorted(LENGTHS):
        made = [make_iban(rng, country) for _ in range(3)]
        texts += made + [made[0][:-1], made[1] + "0"] + shifted(made[2])
    low = [i for i in (make_iban(rng, "DE") for _ in range(3000)) if int(i[2:4]) in (2, 97, 98)]
    assert low
    for iban in low[:20]:
        texts += [iban] + shifted(iban)
    return texts + [broken(rng, make_iban(rng, rng.choice(sorted(LENGTHS))), ALNUM) for _ in range(200)]


def iban_rows(rng):
    assert all(is_iban(t) for t in GOOD_IBANS) and not any(is_iban(t) for t in BAD_IBANS)
    assert all(stdnum.iban.is_valid(t) for t in GOOD_IBANS)
    return [(text, int(is_iban(text))) for text in ibans(rng)]


def pan_rows(rng):
    texts = ["4222222222222", "378282246310005", "4111111111111111", "4111111111111112", "", "0", "00", "4111 1111 1111 1111", "4111-1111-1111-1111",
             "000000000000", "00000000000", "0" * 19, "0" * 20, "41111111111111１1", "4111111111111111\0"]
    texts += [make_pan(rng, n) for n in range(8, 23) for _ in range(8)]
    texts += [broken(rng, make_pan(rng, rng.randrange(12, 20)), string.digits) for _ in range(200)]
    return [(text, int(luhn(text)), int(is_pan(text))) for text in texts]


def lei_rows(rng):
    good = ["506700GE1G29325QX363", "7LTWFZYICNSX8D621K86"]
    bodies = ["".join(rng.choice(ALNUM) for _ in range(18)) for _ in range(500)]
    made = [b + f"{98 - expanded(b + '00') % 97:02}" for b in bodies]
    assert all(stdnum.lei.is_valid(t) for t in good + made) and all(is_lei(t) for t in good)
    edge = [m for m in made if int(m[18:]) in (2, 3, 97, 98)]
    edge = [m[:18] + f"{n:02}" for m in edge for n in (int(m[18:]) - 97, int(m[18:]) + 97) if 0 <= n <= 99]
    texts = good + ["7LTWFZYICNSX8D621K87", "", "506700GE1G29325QX36", "506700ge1g29325qx363"] + made[:80] + edge
    texts += [broken(rng, made[i], ALNUM) for i in range(100)]
    return [(text, int(is_lei(text))) for text in texts]


def bic_rows(rng):
    texts = ["DEUTDEFF", "DEUTDEFF500", "DEUTDEF", "DEUTDEFF5", "DEUTDEFF50", "DEUTDEFF5000", "deutdeff", "DEUTXKFF", "DEUTUKFF", "DEUTEUFF", "DEUTDE1F",
             "1234DEFF", "DEUT1EFF", "DEUTD1FF", "", "DEUTDEF ", "DEUTDEFFXX ", "DEUTZZFF", "DEUTDEFÉ"]
    for _ in range(200):
        country = rng.choice(sorted(COUNTRIES)) if rng.random() < 0.7 else "".join(rng.choice(string.ascii_uppercase) for _ in range(2))
        text = "".join(rng.choice(string.ascii_uppercase) for _ in range(4)) + country
        texts.append(text + "".join(rng.choice(ALNUM) for _ in range(rng.choice([1, 2, 2, 2, 5, 5, 5, 4, 6]))))
    return [(text, int(is_bic(text))) for text in texts]


def spaced(rng, text, separators):
    out = ""
    for i, c in enumerate(text):
        out += (rng.choice(separators) if i and i % 4 == 0 else "") + c
    return out


def display_rows(rng):
    for country in sorted(LENGTHS):
        iban = make_iban(rng, country)
        for text in (spaced(rng, iban, [" "]), f" {iban}  ", spaced(rng, iban, ["-"]), spaced(rng, iban, [" "]).lower(), iban + "\t"):
            stripped = text.replace(" ", "")
            yield "iban", text, stripped if is_iban(stripped) else "!"
    yield "iban", "GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432"
    yield "iban", " " * 500, "!"
    yield "iban", "DE89" + "0" * 500, "!"
    yield "pan", "1" * 500, "!"
    for _ in range(150):
        pan = make_pan(rng, rng.randrange(11, 21))
        text = spaced(rng, pan, rng.choice([[" "], ["-"], [" ", "-"], ["."], ["--"]]))
        stripped = text.replace(" ", "").replace("-", "")
        yield "pan", text, stripped if is_pan(stripped) else "!"


def iban_lengths(rng):
    for first in string.ascii_uppercase:
        for second in string.ascii_uppercase:
            yield first + second, LENGTHS.get(first + second, 0)
    yield from (("", 0), ("D", 0), ("DEU", 0), ("de", 0))


FILES = [
    ("iban", ("text", "valid"), iban_rows),
    ("iban_length", ("country", "length"), iban_lengths),
    ("pan", ("text", "luhn", "valid"), pan_rows),
    ("lei", ("text", "valid"), lei_rows),
    ("bic", ("text", "valid"), bic_rows),
    ("from_display", ("kind", "text", "canonical"), display_rows),
]

import contacts  # noqa: E402

FILES += contacts.FILES
