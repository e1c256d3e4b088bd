"""Text by Python's bytes, its strict UTF-8 decoder and unicodedata (NFC); countries by pycountry."""
import itertools
import string
import unicodedata

import pycountry

WORDS = ["", "a", "b", "ab", "abc", "aB", "A", "\0", "a\0", "a\0b", "é", "e\u0301", "Müller", "müller", "\x7f", "\xff", "日本", "日", "🙂", "Z",
         "accounts", "accounts:detail", ":detail", "account", "aaa", "aa", "aab", "abab", "aba"]


def relations(rng):
    texts = [w.encode() for w in WORDS] + [b"\x80", b"\x7f\x80", b"\xff", b"\xff\xfe"]
    pairs = list(itertools.product(texts, repeat=2))
    for _ in range(200):
        whole = bytes(rng.choice(b"ab") for _ in range(rng.randrange(0, 9)))
        part = whole[rng.randrange(len(whole) + 1):][:rng.randrange(0, 9)] if rng.random() < 0.7 else bytes(
            rng.choice(b"ab") for _ in range(rng.randrange(0, 5)))
        pairs.append((whole, part))
    for a, b in pairs:
        yield a, b, (a > b) - (a < b), int(a.startswith(b)), int(a.endswith(b)), int(b in a)


def fit(data):
    try:
        text = data.decode("utf-8", "strict")
    except UnicodeDecodeError:
        return "utf8", -1
    return ("ok" if unicodedata.is_normalized("NFC", text) else "nfc"), len(text)


BAD_UTF8 = [b"\x80", b"\xbf", b"\xc0\x80", b"\xc1\xbf", b"\xc2", b"\xc2\x41", b"\xe0\x80\x80", b"\xe0\x9f\xbf", b"\xe2\x82", b"\xed\xa0\x80",
            b"\xed\xbf\xbf", b"\xf0\x80\x80\x80", b"\xf0\x8f\xbf\xbf", b"\xf0\x9f\x99", b"\xf4\x90\x80\x80", b"\xf5\x80\x80\x80", b"\xfe",
            b"\xff", b"abcdefgh\xff", b"abcdefgh\x80ijklmnop", b"\xf8\x88\x80\x80\x80", b"caf\xe9", b"\xef\xbf", b"\xc3\xa9\xc3"]
GOOD = ["", "a", "plain ascii text of some length", "é", "Müller", "日本語", "🙂", "\ud7ff", "\ue000", "\uffff", "\U0010ffff", "\0", "\x7f", "\x80", "\u07ff",
        "\u0800", "각", "ế", "ﬁ", "Ω", "क़".replace("\u0958", "क\u093c"), "\U00010000", "x" * 100 + "é", "1234567é", "12345678é"]
NOT_NFC = ["e\u0301", "u\u0308", "\u212b", "\u2126", "\u0958", "\u1100\u1161", "a\u0315\u0300", "\u0340", "\u2000", "\u1e0a\u0323", "x" * 64 + "e\u0301",
           "\uf900", "\u0344", "o\u0302\u0301", "\U0001d15e", "\ufb1d"]


def check(rng):
    rows = list(BAD_UTF8) + [t.encode() for t in GOOD + NOT_NFC]
    pool = ["a", "b", " ", "é", "e", "\u0301", "\u0323", "ü", "\u0308", "日", "🙂", "\u1100", "\u1161", "각", "\u0958", "ß", "ő", "\u212a"]
    for _ in range(250):
        data = "".join(rng.choice(pool) for _ in range(rng.randrange(1, 12))).encode()
        if rng.random() < 0.25:
            place = rng.randrange(len(data))
            data = data[:place] + bytes([rng.randrange(256)]) + data[place + 1:]
        rows.append(data)
    return [(data, *fit(data)) for data in rows]


def countries(rng):
    known = {c.alpha_2 for c in pycountry.countries} | {"XK"}
    assert {"GB", "GR"} <= known and not {"UK", "EL", "EU", "XX", "ZZ", "AN", "SU"} & known
    texts = ["".join(t) for t in itertools.product(string.ascii_uppercase, repeat=2)]
    texts += ["", "D", "DEU", "de", "De", "dE", "D\0", " D", "1E", "D1", "ÄA", "D ", "DE ", " DE"]
    for text in texts:
        yield text, int.from_bytes(text.encode(), "big") if text in known else "!"


FILES = [
    ("text_relations", ("left", "right", "compare", "starts", "ends", "contains"), relations),
    ("check_text", ("text", "fit", "length"), check),
    ("country", ("text", "packed"), countries),
]
