#!/usr/bin/env python3
"""Each form of the language stands in the tutorial, in the reference, in a golden case and in a pack.

forms.txt lists the forms, each with the words of the lexer that it is about, so that a new word asks for a line. Ends with 1
and a line for each place where a form is missing, or where one is excused that is there.
"""

import re
import sys
from pathlib import Path

import markdown

ROOT = Path(__file__).resolve().parent.parent.parent
LANGUAGE = ROOT / "docs/language"
TUTORIAL = ["tutorial.md", "second_hour.md"]
# Their policies are no explanations: diagrams of the grammar, and comparisons with other languages.
NO_REFERENCE = [*TUTORIAL, "grammar.md", "coming_from.md"]


def without_comments(text):
    return re.sub(r"//[^\n]*", "", text)


def policies(page):
    return "\n".join(fence.text for fence in markdown.fences(markdown.read(page)) if fence.language == "bpol")


def quoted(page):
    """What stands between backquotes in the running text."""
    prose = re.sub(r"^```.*?^```", "", markdown.read(page), flags=re.DOTALL | re.MULTILINE)
    return "\n".join(re.findall(r"`([^`\n]+)`", prose))


def below(folder):
    return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in sorted((ROOT / folder).rglob("*.bpol")))


def places():
    reference = [page for page in sorted(LANGUAGE.glob("*.md")) if page.name not in NO_REFERENCE]
    texts = {
        "tutorial": "\n".join(policies(LANGUAGE / page) for page in TUTORIAL),
        "reference": "\n".join(policies(page) + "\n" + quoted(page) for page in reference),
        "cases": below("tests/cases"),
        "packs": below("policies"),
    }
    return {place: without_comments(text) for place, text in texts.items()}


def forms():
    """(form, its words, its pattern, {place: why it is not there})"""
    for line in markdown.read(ROOT / "tests/docs/forms.txt").splitlines():
        if line and not line.startswith("#"):
            form, words, pattern, excuses = [part.strip() for part in (line + " ").split(" ::")]
            yield form, words.split(), pattern, dict(excuse.split(": ", 1) for excuse in excuses.split("; ") if excuse)


def main():
    texts, named, complaints, count = places(), set(), [], 0
    for form, words, pattern, excuses in forms():
        named.update(words)
        count += 1
        for place, text in texts.items() if pattern else ():
            there = re.search(pattern, text, re.MULTILINE) is not None
            if not there and place not in excuses:
                complaints.append(f"`{form}` stands nowhere in the {place}")
            if there and place in excuses:
                complaints.append(f"`{form}` stands in the {place}: its excuse in tests/docs/forms.txt is no longer true")
    known = re.findall(r"^[A-Z_]+ : '([a-z_]+)' ;", markdown.read(ROOT / "grammar/BpolLexer.g4"), re.MULTILINE)
    complaints += [f"no form in tests/docs/forms.txt is about the word `{word}`" for word in known if word not in named]
    complaints += [f"tests/docs/forms.txt speaks of `{word}`, which is no word" for word in sorted(named - set(known))]
    print("\n".join(complaints))
    print(f"{count} forms, {len(complaints)} complaints")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
