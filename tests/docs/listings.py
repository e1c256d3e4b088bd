#!/usr/bin/env python3
"""Runs every listing of README.md and docs/: what a page shows is what bpol does, and every link leads somewhere.

    tests/docs/listings.py --programs build/dev/bin            compares
    tests/docs/listings.py --programs build/dev/bin --update   writes into the pages what commands print now
    … PAGE…                                                    only these pages

tests/docs/README.md says how a page tells what a listing is.
"""

import argparse
import concurrent.futures
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

import console
import markdown
import messages

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
KINDS = ("module", "in", "conditions", "from", "file", "append", "replace", "shown")
CONDITION = '    permit condition_{0} reason "{0}" when '  # a reason each, so that none adds nothing to another
MANIFEST = '[project]\nname = "listing"\nversion = "1"\nmodules = ["listing.bpol"]\n' \
           'regions = ["eu-central", "eu-west", "in-mumbai"]\n'


class Page:
    """One page, its folder of files, and what is wrong with it."""

    def __init__(self, path, programs, update):
        self.path, self.programs, self.update = path, programs, update
        self.complaints, self.count = [], 0
        self.changes = []  # (fence, its new text), from top to bottom
        self.last = None  # the fence of the policy checked last; it is still in the spare folder
        self.text = markdown.read(path)

    def complain(self, line, message):
        self.complaints.append(f"{self.path.relative_to(ROOT)}:{line}: {message}")

    def run(self):
        with tempfile.TemporaryDirectory(prefix="bpol-docs-") as folder:
            self.folder = Path(folder) / "work"
            self.folder.mkdir()
            self.spare = Path(folder) / "listing"
            try:
                for fence in markdown.fences(self.text):
                    self.run_fence(fence)
            except markdown.PageError as error:
                self.complain(error.line, str(error))
        self.check_links()
        if self.changes:
            self.write_changes()
        return self.complaints, self.count

    def write_changes(self):
        lines = self.text.splitlines(keepends=True)
        for fence, new in reversed(self.changes):
            lines[fence.line - 1:fence.line - 1 + fence.text.count("\n")] = [new]
        self.path.write_text("".join(lines), encoding="utf-8")

    def run_fence(self, fence):
        words = fence.words
        if fence.language == "bpol" and not any(kind in words for kind in KINDS):
            return self.complain(fence.line, "nothing says how this listing is to be run; see tests/docs/README.md")
        if fence.language == "xml":
            return self.check_xml(fence)
        if fence.language not in ("bpol", "console") and not words:
            return
        self.count += 1
        try:
            if fence.language == "console":
                self.run_console(fence)
            elif "file" in words or "append" in words or "replace" in words:
                self.write(fence)
            elif "from" in words:
                self.check_excerpt(fence)
            elif "said" in words:
                self.check_said(fence)
            elif "shown" not in words:
                self.check_policy(fence)
        except (ValueError, OSError, subprocess.SubprocessError) as error:
            self.complain(fence.line, str(error))

    def check_xml(self, fence):
        self.count += 1
        try:
            ElementTree.fromstring(fence.text)
        except ElementTree.ParseError as error:
            self.complain(fence.line, f"this is no XML: {error}")

    def check_links(self):
        for number, line in enumerate(self.text.splitlines(), 1):
            for link in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", line):
                if "://" not in link and not (self.path.parent / link).exists():
                    self.complain(number, f"the link to `{link}` leads nowhere")

    # ---- policies

    def check_policy(self, fence):
        wanted = set((fence.words.get("wrong", "") + " " + fence.words.get("warns", "")).split())
        self.last = fence
        found = self.codes_of(self.text_of(fence), fence.words.get("manifest"))
        codes = {code for code, _ in found}
        if codes != wanted:
            told = "".join(f"\n    {code}: {message}" for code, message in found) or "\n    no mistakes"
            self.complain(fence.line, f"expected {' '.join(sorted(wanted)) or 'no mistakes'}; bpol check says:{told}")

    def front_of(self, fence):
        """What stands in front of a listing when it is checked."""
        words = fence.words
        if "module" in words:
            return ""
        name, _, action = (words.get("conditions") or words["in"]).partition(" ")
        prelude = markdown.read(HERE / "preludes" / f"{name}.bpol")
        return prelude + f"rules Conditions for {action} {{\n" if "conditions" in words else prelude

    def text_of(self, fence):
        front = self.front_of(fence)
        if "conditions" not in fence.words:
            return front + fence.text
        lines = [line for line in fence.text.splitlines() if line.strip() and not line.lstrip().startswith("//")]
        return front + "".join(f"{CONDITION.format(i)}{line}\n" for i, line in enumerate(lines)) + "}\n"

    def codes_of(self, text, manifest):
        shutil.rmtree(self.spare, ignore_errors=True)
        shutil.copytree(HERE / "preludes" / "data", self.spare / "data")
        (self.spare / "bpol.toml").write_text(MANIFEST + (manifest or "").replace("\\n", "\n"), encoding="utf-8")
        (self.spare / "listing.bpol").write_text(text, encoding="utf-8")
        return [(each["code"], each["message"]) for each in map(json.loads, self.checked("json").stdout.splitlines())]

    def checked(self, form):
        done = subprocess.run([self.programs / "bpol", "check", ".", "--stop-after", "describe", "--today", "2026-11-20", "--format", form],
                              cwd=self.spare, capture_output=True, timeout=25)
        if done.returncode > 1:
            raise ValueError(f"bpol check ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
        return done

    def check_said(self, fence):
        """The page shows what is said of the policy above it."""
        if self.last is None:
            raise ValueError("no policy stands above of which this could be said")
        said = messages.shown(self.checked("human").stderr.decode("utf-8"), self.front_of(self.last).count("\n"),
                              CONDITION.format(0) if "conditions" in self.last.words else "")
        if said != fence.text and not self.update:
            told = "".join(f"\n    {line}" for line in said.splitlines())
            self.complain(fence.line, f"something else is said of the listing above:{told}")
        if self.update and said != fence.text:
            self.changes.append((fence, said))

    # ---- files

    def target(self, name):
        path = (self.folder / name).resolve()
        if not path.is_relative_to(self.folder):
            raise ValueError(f"`{name}` is outside the page's folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def write(self, fence):
        words = fence.words
        if "file" in words:
            self.target(words["file"]).write_text(fence.text, encoding="utf-8")
        elif "append" in words:
            path = self.target(words["append"])
            path.write_text(path.read_text(encoding="utf-8") + "\n" + fence.text, encoding="utf-8")
        else:
            path = self.target(words["replace"])
            path.write_text(replaced(path.read_text(encoding="utf-8"), fence.text), encoding="utf-8")

    def check_excerpt(self, fence):
        path = ROOT / fence.words["from"]
        whole = [" ".join(line.split()) for line in markdown.read(path).splitlines()]
        place = 0
        for line in fence.text.splitlines():
            line = " ".join(line.split())
            if line and line != "…":
                if line not in whole[place:]:
                    raise ValueError(f"`{line}` is not in {fence.words['from']}, or not behind the line before it")
                place = whole.index(line, place) + 1

    # ---- commands

    def run_console(self, fence):
        if "shown" in fence.words:
            return
        if "tree" in fence.words and not (self.folder / "policies").exists():
            shutil.copytree(ROOT / "policies", self.folder / "policies")
        if "with" in fence.words:
            shutil.copy(ROOT / fence.words["with"], self.folder)
        shapes = console.SHAPES_OF_THE_TREE if "tree" in fence.words else console.SHAPES
        new = ""
        for command, shown in console.steps(fence.text):
            printed = console.run(command, self.folder, self.programs)
            same = console.fits(shown, printed, shapes)
            if not same and not self.update:
                told = "".join(f"\n    {line}" for line in printed)
                self.complain(fence.line, f"`{command}` prints something else:{told}")
            new += command_as_written(fence.text, command) + "".join(
                line + "\n" for line in (shown if same else map(console_line, printed)))
        if self.update and new != fence.text:
            self.changes.append((fence, new))


def command_as_written(text, command):
    """The lines of the command, with its breaks."""
    lines, i = text.splitlines(keepends=True), 0
    while i < len(lines):
        first, joined = i, lines[i].rstrip("\n")
        while joined.endswith("\\") and i + 1 < len(lines):
            i += 1
            joined = joined[:-1] + lines[i].strip()
        i += 1
        if joined == "$ " + command:
            return "".join(lines[first:i])
    raise ValueError(f"`{command}` is lost")


def console_line(line):
    return re.sub(r"\b([0-9a-f]{8})[0-9a-f]{56}\b", r"\1…", line).rstrip()


def replaced(text, block):
    """`text` with the declaration that begins like `block` put in place of the one that is there."""
    head = " ".join(block.split()[:2])
    start = re.search(rf"^{re.escape(head)}(?!\w)", text, re.MULTILINE)
    if not start:
        raise ValueError(f"no declaration begins with `{head}`")
    end = text.find("\n}\n", start.start())
    if end < 0:
        raise ValueError(f"`{head}` has no end")
    return text[:start.start()] + block + text[end + 3:]


def run_page(arguments):
    return Page(*arguments).run()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--programs", type=Path, required=True)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("pages", nargs="*", type=Path)
    arguments = parser.parse_args()
    pages = [page.resolve() for page in arguments.pages] or markdown.pages(ROOT)
    work = [(page, arguments.programs.resolve(), arguments.update) for page in pages]
    with concurrent.futures.ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        results = list(pool.map(run_page, work))
    complaints = [complaint for found, _ in results for complaint in found]
    print("\n".join(complaints))
    print(f"{len(pages)} pages, {sum(count for _, count in results)} listings, {len(complaints)} complaints")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
