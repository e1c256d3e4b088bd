"""A page as its listings: fences, and the HTML comments that say how each is run.

A comment `<!-- listing: … -->` speaks of the next fence, `<!-- listings: … -->` of all bpol fences behind it that have no
comment of their own. Words of a comment are parted by commas; tests/docs/README.md lists them.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Fence:
    language: str
    text: str  # with its last line end
    line: int  # of the first line of the text, from 1
    words: dict = field(default_factory=dict)  # {"wrong": "E0304", "in": "accounts"}


class PageError(Exception):
    def __init__(self, line, message):
        super().__init__(message)
        self.line = line


COMMENT = re.compile(r"^<!--\s*(listings?):\s*(.*?)\s*-->\s*$")
OPENING = re.compile(r"^(`{3,})(\w*)\s*$")


def words_of(text):
    words = {}
    for part in text.split(","):
        word, _, rest = part.strip().partition(" ")
        words[word] = rest.strip()
    return words


def fences(text):
    """Every fence of a page with the words that speak of it."""
    found, of_all, of_next = [], {}, None
    lines = text.splitlines(keepends=True)
    i = 0
    while i < len(lines):
        comment, opening = COMMENT.match(lines[i]), OPENING.match(lines[i])
        if comment and comment.group(1) == "listings":
            of_all = words_of(comment.group(2))
        elif comment:
            of_next = (words_of(comment.group(2)), i + 1)
        elif opening:
            first = i = i + 1
            while i < len(lines) and lines[i].rstrip() != opening.group(1):
                i += 1
            if i == len(lines):
                raise PageError(first, "this fence is never closed")
            words = of_next[0] if of_next else (of_all if opening.group(2) == "bpol" else {})
            found.append(Fence(opening.group(2), "".join(lines[first:i]), first + 1, words))
            of_next = None
        i += 1
    if of_next:
        raise PageError(of_next[1], "this comment speaks of a listing, and none stands behind it")
    return found


def pages(root):
    return [root / "README.md"] + sorted((root / "docs").rglob("*.md"))


def read(path):
    return Path(path).read_text(encoding="utf-8")
