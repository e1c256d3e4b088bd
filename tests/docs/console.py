"""Console listings: `$ command` lines and what they print, run in a page's folder and compared.

`…` in what a page shows stands for anything on its line; a line of nothing else, for any number of lines. Hashes, costs
and sizes are compared by their shape, so that a page shows real ones and does not change with every policy.
"""

import os
import re
import subprocess

SHAPES = [
    (re.compile(r"\b[0-9a-f]{64}\b|\b[0-9a-f]{8}…"), "HASH"),
    (re.compile(r"costs at most \d+"), "costs at most N"),
    (re.compile(r"\d+ bytes"), "N bytes"),
]
# Of a policy that other people change, how much there is of it says nothing about the page.
SHAPES_OF_THE_TREE = SHAPES + [
    (re.compile(r"\b\d+ (actions?|lines?|tests?|passed)\b"), r"N \1"),
    (re.compile(r"\b20\d\d\.\d+\.\d+\b"), "VERSION"),
]


def steps(text):
    """[(command, shown output)]; a command goes on behind a `\\` at the end of its line."""
    found, lines, i = [], text.splitlines(), 0
    while i < len(lines):
        if not lines[i].startswith("$ "):
            raise ValueError("a console listing begins with `$ ` and a command")
        command = lines[i][2:]
        while command.endswith("\\"):
            i += 1
            command = command[:-1] + lines[i].strip()
        shown = []
        i += 1
        while i < len(lines) and not lines[i].startswith("$ "):
            shown.append(lines[i])
            i += 1
        found.append((command, shown))
    return found


def run(command, folder, programs):
    environment = {"PATH": f"{programs}:/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(folder)}
    for name in ("ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS"):
        if name in os.environ:
            environment[name] = os.environ[name]
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=25)
    if done.returncode > 2:
        raise ValueError(f"`{command}` ended with {done.returncode}: {done.stdout.decode(errors='replace')}")
    return done.stdout.decode("utf-8").rstrip("\n").splitlines() if done.stdout else []


def shaped(line, shapes):
    for pattern, shape in shapes:
        line = pattern.sub(shape, line)
    return line.rstrip()


def fits(shown, printed, shapes):
    pattern = ""
    for line in shown:
        line = shaped(line, shapes)
        if line.strip() == "…":
            pattern += r"(?:.*\n)*"
        else:
            pattern += ".*".join(re.escape(part) for part in line.split("…")) + r"\n"
    text = "".join(shaped(line, shapes) + "\n" for line in printed)
    return re.fullmatch(pattern, text) is not None
