"""bench/results/peers.md from the lines that bpol, the floor and the peers printed."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from machine import describe

WHAT = {
    "one_rule": "One rule over four attributes",
    "psd2_ais": "The PSD2 access decision: fourteen lines, the first that applies, with its reason",
    "drive": "Documents in folders, shared with people and groups",
    "code_host": "Repositories, and teams with roles in them",
    "todo": "Task lists and teams",
    "score_40": "A scorecard of forty factors",
}
INPUTS = {"typed": "the request already in the form that each decides on", "json": "the request as JSON text, parsed each time"}
GOAL = 20  # times faster than each peer
OURS = ("bpol", "bpol, table", "C++ by hand")


def what(workload):
    if workload in WHAT:
        return WHAT[workload]
    return f"{int(workload.removeprefix('keyed_')):,} keyed policies, random keys"


def nanoseconds(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def times(ratio):
    return f"{ratio:,.0f}" if ratio >= 100 else f"{ratio:.3g}"


def ours(lines):
    """What others are held against: the policy as lines, else as rows of a table."""
    return next((line for name in OURS[:2] for line in lines if line["peer"] == name), None)


def row(line, bpol):
    spread = f"{nanoseconds(line['ns_median'])} ({nanoseconds(line['ns_low'])}–{nanoseconds(line['ns_high'])})"
    return (f"| {line['peer']} | {spread} | {times(line['ns_median'] / bpol['ns_median'])} | {nanoseconds(line['ns_p50'])} | {nanoseconds(line['ns_p99'])} | {line['clock_ns']:.0f} | {line['version']}; {line['notes']} |\n")


def table(lines, workload, form):
    rows = sorted((line for line in lines if line["workload"] == workload and line.get("input") == form), key=lambda line: line["ns_median"])
    bpol = ours(rows)
    if bpol is None:
        return ""
    head = (f"### {INPUTS[form][0].upper()}{INPUTS[form][1:]}\n\n| | ns a decision, median (quartiles) | × bpol | single calls, ns: p50 | p99 | of it the clock | what |\n"
            "|---|---|---|---|---|---|---|\n")
    return head + "".join(row(line, bpol) for line in rows) + "\n"


def verdicts(lines):
    """Who is faster than bpol, and who is not twenty times slower, on the typed request."""
    faster, near = [], []
    typed = [line for line in lines if line["input"] == "typed"]
    for line in typed:
        bpol = ours([each for each in typed if each["workload"] == line["workload"]])
        if line["peer"] in OURS or bpol is None:
            continue
        ratio = line["ns_median"] / bpol["ns_median"]
        if ratio < GOAL:
            (faster if ratio < 1 else near).append(f"{line['peer']} on {line['workload']} ({times(ratio)})")
    text = "With the request ready made, a peer is faster than bpol here, and takes so much of its time: " + (", ".join(faster) or "nowhere") + ".\n\n"
    return text + f"The goal of {GOAL} times bpol's time is missed by: " + (", ".join(near) or "nobody") + ".\n\n"


def write(path, lines, not_measured, load_before):
    measured = [line for line in lines if "ns_median" in line]
    text = f"# Beside the peers\n\n{describe('scripts/bench --peers')}\n\n"
    if load_before > 0.5:
        text += f"**Noisy:** the machine was busy with other work (load {load_before:.1f} before the run). Ratios are to be measured again.\n\n"
    text += ("Every peer answered every request rightly before a clock was read. One thread; CPU time; how each is asked, and how to read this, is in "
             "[bench/README.md](../README.md).\n\n" + verdicts(measured))
    for workload in dict.fromkeys(line["workload"] for line in measured):
        text += f"## {what(workload)} (`{workload}`)\n\n" + "".join(table(measured, workload, form) for form in INPUTS)
        cannot = [line["peer"] for line in lines if line.get("cannot") and line["workload"] == workload]
        text += f"Cannot be asked this: {', '.join(cannot)}.\n\n" if cannot else ""
    text += "## Not measured\n\n" + ("".join(f"{name}:\n\n```\n{why}\n```\n\n" for name, why in not_measured.items()) or "Nobody who was asked.\n\n")
    text += "SAPL (Java) has no program here yet; `mvn dependency:get -Dartifact=io.sapl:sapl-pdp-embedded:3.0.0` can have it.\n"
    with open(path, "w") as file:
        file.write(text)
