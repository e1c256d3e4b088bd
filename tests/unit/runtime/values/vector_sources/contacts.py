"""E-mail addresses and phone numbers, by regular expressions."""
import re

ATEXT = r"[^\x00-\x20\x7f\"(),:;<>@\[\\\]]"


def is_email(text):
    match = re.fullmatch(rf"((?:{ATEXT})+)@((?:{ATEXT})+)", text, re.DOTALL)
    if not match:
        return False
    limits = zip(match.groups(), (64, 253))
    return all(len(p.encode()) <= n and not re.search(r"^\.|\.\Z|\.\.", p) for p, n in limits)


def is_phone(text):
    return bool(re.fullmatch(r"\+[1-9](?:[ -]?[0-9])*", text, re.ASCII)) and 7 <= len(re.sub(r"[^0-9]", "", text, flags=re.ASCII)) <= 15


def email_rows(rng):
    texts = ["anna.m@bank.example", "a@b", "@bank.example", "anna@", "anna", "", "@", "a@@b", "a@b@c", "a b@c", "a@b c", ".a@b", "a.@b", "a..b@c",
             "a@.b", "a@b.", "a@b..c", "a\n@b", "a@b\n", "a\0@b", "a@b\x7f", "müller@bank.example", "anna@bänk.example", "a+b@c.example", "\"a b\"@c",
             "<a@b>", "a@b,c@d", "a;b@c", "a:b@c", "(a)@b", "a@[127.0.0.1]", "a\\b@c", "x" * 64 + "@b", "x" * 65 + "@b", "a@" + "x" * 253,
             "a@" + "x" * 254, "ü" * 32 + "@b", "ü" * 33 + "@b", "o'neil@c", "a/b=c?d@e", "a@b\t"]
    pool = "ab.@@ -_+ü\",<"
    texts += ["".join(rng.choice(pool) for _ in range(rng.randrange(3, 9))) for _ in range(200)]
    return [(text, int(is_email(text))) for text in texts]


def phone_rows(rng):
    texts = ["+447700900123", "+44 7700 900123", "+44-7700-900123", "447700900123", "+0447700900123", "+", "", "+1", "+123456", "+1234567",
             "+123456789012345", "+1234567890123456", "+44  7700900123", "+44 -7700900123", "+44 7700 900123 ", " +447700900123", "+44(0)7700900123",
             "+44.7700.900123", "++447700900123", "+44７700900123", "0044770090012", "+ 447700900123", "+447700900123\0", "+44a7700900123", "+4-4-7-7-0-0-9"]
    for _ in range(150):
        digits = "".join(rng.choice("0123456789") for _ in range(rng.randrange(5, 18)))
        texts.append("+" + "".join(d + rng.choice(["", "", "", " ", "-"]) for d in digits).rstrip(rng.choice([" -", ""])))
    return [(text, int(is_phone(text))) for text in texts]


FILES = [("email", ("text", "valid"), email_rows), ("phone", ("text", "valid"), phone_rows)]
