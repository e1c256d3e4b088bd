"""What `bpol check` says of a listing, as a page shows it: lines are counted from the listing's first, not from the prelude's.

A page's reader sees only the listing, so a message may point at nothing else.
"""

import re

GUTTER = re.compile(r"^ *(\d*) \|(.*)$")
PLACE = re.compile(r"^ *(-->|:::) (.+):(\d+):(\d+)$")
NOTE = re.compile(r"^ *= ((?:help|fix): .*)$")
TOTAL = re.compile(r"^\d+ errors?, \d+ warnings?( \(\d+ not shown\))?$")


def shown(printed, lines_before, before_each):
    """`printed` without what stands in front of the listing: so many lines, and a text before each condition."""
    if not printed:
        raise ValueError("nothing is said of the listing above")
    blocks = [block.splitlines() for block in printed.rstrip("\n").split("\n\n")]
    if blocks and TOTAL.match(blocks[-1][0]):
        blocks.pop()
    return "\n\n".join(block_shown(block, lines_before, before_each) for block in blocks) + "\n"


def block_shown(block, lines_before, before_each):
    numbers = [int(found.group(1)) for line in block if (found := GUTTER.match(line)) and found.group(1)]
    if any(number <= lines_before for number in numbers):
        raise ValueError("a message points at a line in front of the listing; put what it points at into the listing")
    margin = len(str(max([number - lines_before for number in numbers], default=1))) + 1
    return "\n".join(line_shown(line, margin, lines_before, before_each) for line in block)


def line_shown(line, margin, lines_before, before_each):
    cut = len(before_each)
    if place := PLACE.match(line):
        arrow, file, row, column = place.groups()
        return f"{' ' * (margin - 1)}{arrow} {file}:{int(row) - lines_before}:{int(column) - cut}"
    if found := NOTE.match(line):
        return " " * (margin + 1) + "= " + found.group(1)
    gutter = GUTTER.match(line)
    if not gutter:
        return line
    number, text = gutter.groups()
    if text and cut:
        text = " " + text[1 + cut:]
    return f"{str(int(number) - lines_before) if number else '':>{margin}} |{text}".rstrip()
