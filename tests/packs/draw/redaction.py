"""Values of every kind for every purpose: well-formed, with a character too many or too few, and no values of their kind at all."""
from .dice import DAY, SECOND, date, instant

KINDS = ("pan", "iban", "name", "email", "phone", "dob", "national_id", "ip", "remittance", "sad", "amount")
PURPOSES = ("self", "support", "fraud", "analytics", "tpp", "log")
LENGTHS = (16, 16, 16, 15, 14, 13, 17, 18, 19, 12, 8, 7, 20, 4, 0)
WORDS = ("Anna", "Maria", "Müller", "Łukasz", "van", "de", "O'Neill", "李", "Ana-Luz", "J.", "x")
ODD = ("", " ", "***", "n/a", "@", "a@b@c", "0", "-", "１２３")
REVIEWS = ()


def digits(dice, count):
    return "".join(dice.choices("0123456789", k=count))


def card(dice):
    """Digits that pass Luhn, mostly."""
    count = dice.pick(LENGTHS)
    body = digits(dice, max(0, count - 1))
    if dice.chance(0.8) and count:
        total = sum(d - 9 if d > 9 else d for d in (int(c) * (2 if i % 2 == 0 else 1) for i, c in enumerate(reversed(body))))
        return body + str(-total % 10)
    return body + digits(dice, min(count, 1))


def spaced(dice, text):
    drawn = dice.random()
    if drawn < 0.5:
        return text
    mark = dice.pick((" ", " ", "-", "  ", "- "))
    if drawn < 0.8:
        return mark.join(text[i:i + 4] for i in range(0, len(text), 4))
    cut = int(dice.random() * (len(text) + 1))
    return text[:cut] + mark + text[cut:]


def pan(dice, _now):
    value = spaced(dice, card(dice))
    return value + "x" if dice.chance(0.03) else value


def iban(dice, _now):
    value = dice.pick(("DE", "GB", "NO", "MT", "fr")) + digits(dice, 2) + digits(dice, dice.pick((18, 14, 11, 9, 8, 7, 3, 0)))
    return spaced(dice, value) if dice.chance(0.9) else value + "/1"


def name(dice, _now):
    return dice.pick((" ", " ", "  ", "\t")).join(dice.pick(WORDS) for _ in range(dice.pick((1, 2, 2, 3, 4)))) + dice.pick(("", "", " "))


def email(dice, _now):
    local = dice.pick(("anna.m", "ü", "a", "", "first.last+tag")) + digits(dice, 2)
    return local + dice.pick(("@", "@", "@", "@", "", "@@")) + dice.pick(("bank.example", "x", "", "mail.bank.example"))


def phone(dice, _now):
    return dice.pick(("+", "+", "", "00", " +", "tel:+")) + spaced(dice, digits(dice, dice.pick((12, 11, 10, 8, 7, 4, 3, 0))))


def birth(dice, now):
    if dice.chance(0.05):
        return dice.pick(("1990-02-30", "1990-11", "21.11.1990", "1990-11-21T00:00:00Z", "19901121", "2000-02-29"))
    years = dice.pick((0, 1, 9, 10, 29, 30, 89, 90, 91, 100, int(dice.random() * 110)))
    day = date(now, dice.pick((-1, 0, 1, int(dice.random() * 365))))
    born = f"{int(day[:4]) - years:04}{day[4:]}"
    return born if born[5:] != "02-29" or int(born[:4]) % 4 == 0 else born[:5] + "03-01"


def national_id(dice, _now):
    return dice.pick(("", "QQ", "Ä", "AB-")) + digits(dice, dice.pick((12, 9, 8, 7, 6, 4, 3, 0)))


def ip(dice, _now):
    part = lambda: str(int(dice.random() * 257))  # 256 is too much
    group = lambda: f"{int(dice.random() * 65536):x}"
    drawn = dice.random()
    if drawn < 0.4:
        return ".".join(part() for _ in range(dice.pick((4, 4, 4, 4, 4, 3, 5))))
    if drawn < 0.7:
        return ":".join(group() for _ in range(dice.pick((8, 8, 8, 8, 7, 9))))
    if drawn < 0.9:
        return ":".join(group() for _ in range(dice.pick((1, 2, 3, 4)))) + "::" + dice.pick(("", "1", group(), "0:0:" + group()))
    return dice.pick(("::", "::1", "::ffff:198.51.100.7", "2001:DB8::1", "fe80::1%eth0", "01.2.3.4", "198.51.100.7/24", "localhost",
                      "::ffff:" + part() + ".2.3.4"))


def remittance(dice, _now):
    parts = []
    for _ in range(dice.pick((1, 2, 2, 3))):
        parts.append(dice.pick((lambda: spaced(dice, card(dice)), lambda: spaced(dice, card(dice)), lambda: dice.pick(WORDS),
                                lambda: digits(dice, dice.pick((1, 2, 6, 10))), lambda: "INV"))())
    return dice.pick((" ", " ", "-", "", "/", "  ", " ref ")).join(parts)


def amount(dice, _now):
    return f"{int(dice.random() * 100_000)}.{digits(dice, 2)}"


VALUES = {"pan": pan, "iban": iban, "name": name, "email": email, "phone": phone, "dob": birth, "national_id": national_id, "ip": ip,
          "remittance": remittance, "sad": pan, "amount": amount}


def moment(dice):
    """Mostly the day of the facts, and the days on which somebody born on 29 February grows older."""
    if dice.chance(0.7):
        return 1_795_132_800 * SECOND + int(dice.random() * DAY)
    return dice.now() if dice.chance(0.8) else dice.pick((1_772_236_800, 1_772_323_200, 1_709_164_800)) * SECOND


def draw(dice):
    now = moment(dice)
    kind = dice.pick(KINDS)
    value = VALUES[kind](dice, now) if dice.chance(0.97) else dice.pick(ODD)
    return {
        "kind": kind if dice.chance(0.985) else dice.pick(("card", "PAN", "")),
        "purpose": dice.pick(PURPOSES) if dice.chance(0.985) else dice.pick(("marketing", "Support", "")),
        "sink": "response" if dice.chance(0.8) else "log", "value": value, "bin_len": dice.pick((6, 6, 6, 8, 8, 8, 7, 0, 12, 19)),
        "unmask_ticket": dice.flag(), "read_pan": dice.flag(),
    }, instant(now)
