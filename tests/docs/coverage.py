#!/usr/bin/env python3
"""What has to be described is described: every setting of the gateway and of a manifest, every diagnostic code. And what can happen is met
by a case of tests/cases: every diagnostic, fault, built-in reason and operation of core. (Those of the gateway: tests/gateway/coverage.py.)

Ends with 1 and a line for each that is missing, saying where it belongs. `--update` writes docs/diagnostics/README.md.
"""

import re
import sys
from pathlib import Path

import markdown

ROOT = Path(__file__).resolve().parent.parent.parent


def missing_settings(source, pattern, page):
    text = markdown.read(ROOT / page)
    keys = sorted(set(re.findall(pattern, markdown.read(ROOT / source))))
    if not keys:
        return [f"{source}: no setting was found in it; the pattern of tests/docs/coverage.py is out of date"]
    return [f"{page} says nothing of `{key}`, a setting in {source}" for key in keys
            if not re.search(rf"\b{key}\b", text)]


def codes():
    text = markdown.read(ROOT / "compiler/diagnostics/codes.def")
    return re.findall(r'^BPOL_CODE\((\w+), \w+, "(.*)"\)$', text, re.MULTILINE)


def cases_of_codes():
    """{code: the first case that expects it}"""
    found = {}
    cases = ROOT / "tests/cases"
    for case in sorted([*cases.rglob("*.bpol"), *cases.rglob("bpol.toml")]):
        for code in re.findall(r"(?:error|warning)\[(\w+)\]", case.read_text(encoding="utf-8", errors="replace")):
            found.setdefault(code, case.relative_to(ROOT))
    return found


def index():
    cases = cases_of_codes()
    lines = ["# Diagnostics", "",
             "What the compiler says, by code. E stops the build, W does not. The page of a code says why the rule is there, and shows what is",
             "wrong, what is then said, and what is right. The case is a golden test, with the message under the code that it is about.",
             "Made from `compiler/diagnostics/codes.def` by `tests/docs/coverage.py --update`.", "",
             "| code | what it is about | a case |", "|---|---|---|"]
    for code, title in codes():
        case = cases.get(code)
        page = f"[{code}]({code}.md)" if (ROOT / f"docs/diagnostics/{code}.md").exists() else code
        name = case and (case.parent.name if case.parent.parent.name == "project" else case.stem)
        lines.append(f"| {page} | {title} | {f'[{name}](../../{case})' if case else ''} |")
    return "\n".join(lines) + "\n"


def shows_wrong_and_right(text, code):
    """Once refused, with the message, and once not: of one policy in both forms, or of files that a console checks."""
    wrong, right, said = False, False, False
    for fence in markdown.fences(text):
        speaks = " ".join(f"{word} {rest}" for word, rest in fence.words.items())
        if fence.language == "console" and "bpol " in fence.text:
            wrong, right = wrong or f"[{code}]: " in fence.text, right or f"[{code}]: " not in fence.text
            said = said or wrong
        elif fence.language == "bpol" and "file" not in fence.words:
            refused = f"wrong {code}" in speaks or f"warns {code}" in speaks
            wrong, right = wrong or refused, right or not refused
        elif "said" in fence.words:
            said = said or f"[{code}]: " in fence.text
    return wrong and right and said


def page_complaints():
    """A page is about a code that exists, opens with its title, and shows it once wrong and once right."""
    titles, complaints = dict(codes()), []
    for page in sorted((ROOT / "docs/diagnostics").glob("[EW]*.md")):
        text, code = markdown.read(page), page.stem
        if not text.startswith(f"# {code}: {titles.get(code)}\n"):
            complaints.append(f"docs/diagnostics/{page.name} does not open with its code and the title of codes.def")
        if not shows_wrong_and_right(text, code):
            complaints.append(f"docs/diagnostics/{page.name} does not show {code} once wrong, with its message, and once right")
    return complaints


def code_complaints():
    cases = cases_of_codes()
    known = [code for code, _ in codes()]
    complaints = [f"no case below tests/cases shows {code}" for code in known if code not in cases]
    complaints += [f"docs/diagnostics/{code}.md is missing: why, wrong, right" for code in known
                   if not (ROOT / f"docs/diagnostics/{code}.md").exists()]
    if markdown.read(ROOT / "docs/diagnostics/README.md") != index():
        complaints.append("docs/diagnostics/README.md is out of date: run tests/docs/coverage.py --update")
    return complaints


# What no project can bring about from outside, and why.
NEVER_DECIDED = {"no_line_matches": "E0401: a gate whose lines leave something out is refused; tests/unit/runtime/decision has it"}


def decision_complaints():
    """Every fault and every reason that no line gives is expected by a project of tests/cases/decisions."""
    faults = re.findall(r'^BPOL_FAULT\(\w+, "(.*)"\)$', markdown.read(ROOT / "runtime/values/fault.def"), re.MULTILINE)
    built_in = re.findall(r'return \{BlockId\(unit, reason\.index\), "([a-z_.]+)"', markdown.read(ROOT / "runtime/decision/describe.cpp"))
    cases = ROOT / "tests/cases/decisions"
    text = "".join(markdown.read(path) for path in [*cases.rglob("*.bpol"), *cases.rglob("*.jsonl")])
    asked = set(re.findall(r'reason "([a-z_.]+)"|\| "([a-z_.]+)"|"reason":"([a-z_.]+)"', text))
    met = {code for codes_ in asked for code in codes_ if code}
    if not faults or len(built_in) < 3:
        return ["fault.def or describe.cpp are written otherwise than tests/docs/coverage.py reads them"]
    wanted = [*faults, *built_in, "consent.missing"]
    return [f"no project of tests/cases/decisions expects `{code}`" for code in wanted if code not in met and code not in NEVER_DECIDED] + \
           [f"`{code}` is exempt in tests/docs/coverage.py and need not be" for code in NEVER_DECIDED if code in met or code not in wanted]


def operation_complaints():
    """Every operation of core stands in the printed core of a project of tests/cases/decisions."""
    ops = re.findall(r'^BPOL_OP\(\w+, "(\w+)"', markdown.read(ROOT / "compiler/core/ops.def"), re.MULTILINE)
    printed = "".join(markdown.read(path) for path in (ROOT / "tests/cases/decisions").rglob("core*.expected"))
    return [f"no core.expected below tests/cases/decisions has the operation `{op}`" for op in ops
            if not re.search(rf"\({op}[\s)]", printed)] or ([] if ops else ["no operation was found in compiler/core/ops.def"])


def main():
    if "--update" in sys.argv[1:]:
        (ROOT / "docs/diagnostics/README.md").write_text(index(), encoding="utf-8")
    complaints = code_complaints() + page_complaints() + decision_complaints() + operation_complaints()
    complaints += missing_settings(
        "gateway/config/config.cpp", r'\.(?:Text|Path|Number|Milliseconds|Port|Choice|Texts|Table|Array)\("(\w+)"',
        "docs/commands/gateway.md")
    complaints += missing_settings(
        "compiler/project/manifest.cpp", r'[a-z]\.(?:Text|Texts|Number)\("(\w+)"', "docs/language/modules.md")
    print("\n".join(complaints))
    print(f"{len(complaints)} missing")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
