#!/usr/bin/env python3
"""Writes zones_data.inc: every zone of the tz database of the machine that builds the compiler, as C++ tables.

    make_zones.py /usr/share/zoneinfo zones_data.inc

Reads the compiled form (RFC 9636, TZif). What a file says by its last line, a rule for all years to come, stays a rule.
"""
import os
import re
import struct
import sys

FIRST = -62135596800  # 0001-01-01T00:00:00Z
RULE_DATE = re.compile(r"^M(\d+)\.(\d)\.(\d)(?:/(-?[\d:]+))?$")
RULE = re.compile(r"^(?:<[^>]+>|[A-Za-z]+)(-?\+?[\d:]+)(?:(?:<[^>]+>|[A-Za-z]+)(-?\+?[\d:]+)?,([^,]+),([^,]+))?$")


def seconds(text):
    sign = -1 if text.startswith("-") else 1
    parts = [int(part) for part in text.lstrip("+-").split(":")]
    return sign * sum(part * unit for part, unit in zip(parts, (3600, 60, 1)))


def rule_date(text):
    month, week, day, time = RULE_DATE.match(text).groups()
    return int(month), int(week), int(day), seconds(time) if time else 7200


def rule(text):
    """(standard, summer, start, end) with offsets in seconds east, or None where the last line names no summer time."""
    standard, summer, start, end = RULE.match(text).groups()
    if start is None:
        return None, -seconds(standard)
    ahead = -seconds(summer) if summer else 3600 - seconds(standard)
    return (-seconds(standard), ahead, rule_date(start), rule_date(end)), None


def read(data):
    """Changes of the offset, as (seconds since 1970, seconds east), and the rule behind them."""
    def header(at):
        assert data[at:at + 4] == b"TZif"
        return struct.unpack(">6l", data[at + 20:at + 44])
    isut, isstd, leap, times, types, chars = header(0)
    at = 44 + times * 5 + types * 6 + chars + leap * 8 + isstd + isut
    isut, isstd, leap, times, types, chars = header(at)
    assert leap == 0
    at += 44
    when = struct.unpack(f">{times}q", data[at:at + 8 * times])
    which = data[at + 8 * times:at + 9 * times]
    at += 9 * times
    offsets = [struct.unpack(">lBB", data[at + 6 * i:at + 6 * i + 6])[0] for i in range(types)]
    footer = data.rstrip(b"\n").split(b"\n")[-1].decode()
    changes = [(FIRST, offsets[0])]
    for moment, kind in zip(when, which):
        if moment <= FIRST:
            changes[0] = (FIRST, offsets[kind])
        elif changes[-1][1] != offsets[kind]:
            changes.append((moment, offsets[kind]))
    for_ever, constant = rule(footer)
    assert for_ever or changes[-1][1] == constant, footer
    return tuple(changes), for_ever


def zones(root):
    for path, folders, files in os.walk(root):
        folders[:] = sorted(set(folders) - {"posix", "right"})
        for name in sorted(files):
            full = os.path.join(path, name)
            with open(full, "rb") as file:
                data = file.read()
            if data[:4] == b"TZif" and name not in ("localtime", "posixrules", "Factory"):
                yield os.path.relpath(full, root), read(data)


def main():
    root, out = sys.argv[1:]
    changes, kinds, names = [], {}, []
    for name, zone in sorted(zones(root)):
        if zone not in kinds:
            kinds[zone] = (len(kinds), len(changes))
            changes += zone[0]
        names.append((name, kinds[zone][0]))
    assert len(names) > 300, f"{root} is no tz database"
    with open(out, "w", encoding="ascii") as file:
        file.write("// Made by make_zones.py. Do not edit.\nconstexpr Change kChanges[] = {\n")
        file.writelines(f"{{{moment}, {offset}}},\n" for moment, offset in changes)
        file.write("};\nconstexpr RawZone kZones[] = {\n")
        for (own, for_ever), (_, first) in kinds.items():
            text = "{false, 0, 0, {}, {}}"
            if for_ever:
                dates = ", ".join("{%d, %d, %d, %d}" % date for date in for_ever[2:])
                text = f"{{true, {for_ever[0]}, {for_ever[1]}, {dates}}}"
            file.write(f"{{{first}, {len(own)}, {text}}},\n")
        file.write("};\nconstexpr NamedZone kNames[] = {\n")
        file.writelines(f'{{"{name}", {kind}}},\n' for name, kind in names)
        file.write("};\n")


if __name__ == "__main__":
    main()
