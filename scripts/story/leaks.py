"""Searches planted values in bytes, in every spelling in which they could have slipped out."""
import base64
import json
import urllib.parse


def base64_cores(data):
    """The parts of a base64 text that do not depend on what stands before and after, for the three alignments."""
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + data)
        start = (0, 2, 3)[shift]
        end = len(coded) - (0, 4, 4)[(len(data) + shift) % 3] if (len(data) + shift) % 3 else len(coded)
        yield coded[start:end]


def percent_everything(data):
    return "".join(f"%{byte:02X}" for byte in data).encode()


def spellings(value):
    data = value.encode()
    found = {data, json.dumps(value)[1:-1].encode(), urllib.parse.quote(value, safe="").encode(),
             urllib.parse.quote_plus(value).encode(), percent_everything(data), percent_everything(data).lower(),
             "".join(f"\\u{ord(c):04x}" for c in value).encode(), "".join(f"\\u{ord(c):04X}" for c in value).encode()}
    for core in base64_cores(data):
        if len(core) >= 6:
            found.add(core)
            found.add(core.replace(b"+", b"-").replace(b"/", b"_"))
    return found


def find(values, data):
    """The values of which some spelling stands in the bytes."""
    return {value for value in values if any(spelling in data for spelling in spellings(value))}
