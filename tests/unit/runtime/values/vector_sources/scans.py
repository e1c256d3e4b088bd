"""Card numbers in free text: every candidate is found by trying all substrings, then overlapping ones are joined."""
import re

from identifiers import luhn, make_pan, spaced
from masks import mask_pan


def candidates(text):
    for start in range(len(text)):
        for end in range(start + 13, min(len(text), start + 37) + 1):
            part = text[start:end]
            if not re.fullmatch(r"[0-9](?:[ -]?[0-9]){12,18}", part, re.ASCII):
                continue
            if re.search(r"[0-9]\Z", text[:start], re.ASCII) or re.match(r"[0-9]", text[end:], re.ASCII):
                continue
            if luhn(re.sub(r"[ -]", "", part)):
                yield start, end


def scan(text, bin_length):
    places = []
    for start, end in sorted(candidates(text)):
        if places and start < places[-1][1]:
            places[-1] = (places[-1][0], max(end, places[-1][1]), True)
        else:
            places.append((start, end, False))
    out, copied = "", 0
    for start, end, several in places:
        digits = re.sub(r"[ -]", "", text[start:end])
        out += text[copied:start] + ("*" * (len(digits) - 4) + digits[-4:] if several else mask_pan(digits, bin_length))
        copied = end
    return out + text[copied:], len(places)


def near_pan(rng):
    pan = make_pan(rng, rng.randrange(11, 22))
    if rng.random() < 0.25:
        pan = pan[:-1] + str((int(pan[-1]) + rng.randrange(1, 10)) % 10)
    return spaced(rng, pan, rng.choice([[""], [" "], ["-"], ["  "], [" ", "-"], ["."], [" -"]]))


def rows(rng):
    example = "INV 4111 1111 1111 1111 ref 1234567890123456"
    assert scan(example, 6)[0] == "INV 411111******1111 ref 1234567890123456"
    texts = [example, "", "no numbers", "4111111111111111", "x4111111111111111y", "14111111111111111", "41111111111111112", "4111  1111 1111 1111",
             "4111 1111 1111 1111 4111 1111 1111 1111", "4111111111111111 378282246310005", "4111111111111111-123", "12 4111111111111111", "4111111111111111.",
             "ü4111111111111111ü", "4111-1111-1111-1111", "4111 1111-1111 1111", " 4111111111111111 ", "4222222222222", "422222222222", "0000000000000",
             "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0", "4111111111111111" * 2, "4111111111111111\n4111111111111111", "4111\t1111 1111 1111",
             "- 4111111111111111 -", "-4111111111111111-", "4111111111111111 0", "٤111111111111111", "4111111111111111,378282246310005;30569309025904"]
    for _ in range(250):
        parts = [rng.choice([near_pan(rng), near_pan(rng), "ref", "INV", str(rng.randrange(10**rng.randrange(1, 9))), "é", "-", "12.50"])
                 for _ in range(rng.randrange(1, 5))]
        texts.append(rng.choice(["", " ", " ", "-", ", ", "/"]).join(parts))
    for text in texts:
        for bin_length in (6, 8):
            masked, count = scan(text, bin_length)
            yield text, bin_length, masked, count


FILES = [("scan_text", ("text", "bin", "scanned", "places"), rows)]
