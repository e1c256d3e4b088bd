"""What a run over one pack met, and whether that is enough to say something."""
import collections
import glob
import os
import re

EFFECTS = ("permit", "challenge", "review", "deny")
LEAST_OF_A_MILLION = 1000  # decisions that each line has to make
LEAST_FAULTS = 0.05


def lines_of(folder):
    """Every line of a pack by its id, in the order of its text."""
    lines = []
    for path in sorted(glob.glob(os.path.join(folder, "*.bpol"))):
        module = block = None
        with open(path, encoding="utf-8") as file:
            for line in file:
                if found := re.match(r"module ([\w.]+)", line):
                    module = found[1]
                elif found := re.match(r"(?:decide|rules) (\w+) for ", line):
                    block = found[1]
                elif (found := re.match(r"    (?:permit|challenge|review|deny)\s+(\w+)", line)) and block:
                    lines.append(f"{module}.{block}.{found[1]}")
                elif line.startswith("}"):
                    block = None
    return lines


class Tally:
    def __init__(self):
        self.effects, self.lines, self.faults = collections.Counter(), collections.Counter(), collections.Counter()
        self.decisions = 0

    def count(self, decision):
        self.decisions += 1
        self.effects[decision["effect"]] += 1
        line = decision["reasons"][0]["rule"]
        if line:
            self.lines[line] += 1
        else:
            self.faults[decision["reason"]] += 1

    def table(self, pack, folder):
        """The table as text, and what in it is not enough."""
        least, lacking = LEAST_OF_A_MILLION * self.decisions // 1_000_000, []
        share = lambda n: f"{100 * n / max(1, self.decisions):5.1f} %"
        out = [f"{pack}: {self.decisions:,} decisions, " + ", ".join(f"{e} {share(self.effects[e]).strip()}" for e in EFFECTS)]
        for line in lines_of(folder):
            mark = ""
            if self.lines[line] < max(1, least):
                mark = f"  below {least}"
                lacking.append(f"{pack}: {line} decided {self.lines[line]} times, not {least}")
            out.append(f"  {self.lines[line]:>9,} {share(self.lines[line])}  {line.partition('.')[2]}{mark}")
        for code, n in self.faults.most_common():
            out.append(f"  {n:>9,} {share(n)}  {code}")
        if sum(self.faults.values()) < LEAST_FAULTS * self.decisions:
            lacking.append(f"{pack}: faults {share(sum(self.faults.values())).strip()}, not {100 * LEAST_FAULTS:.0f} %")
        return "\n".join(out), lacking
