"""What bench/results/peers.json says, in words and tables."""
WHAT = {
    "one_rule": "One rule over four attributes",
    "psd2_ais": "The PSD2 access decision: fourteen lines, the first that applies, with its reason",
    "drive": "Documents in folders, shared with people and groups",
    "code_host": "Repositories, and teams with roles in them",
    "todo": "Task lists and teams",
    "score_40": "A scorecard of forty factors",
}
INPUTS = {"typed": "The request in the form that each decides on", "json": "The request as JSON text, parsed each time"}
GOAL = 20  # times faster than each peer
FLOOR = "C++ by hand"
OURS = ("bpol", "bpol, table")


def what(workload):
    return WHAT[workload] if workload in WHAT else f"{int(workload.removeprefix('keyed_')):,} keyed policies, random keys"


def nanoseconds(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def half(line):
    """The median of single calls, where the run kept it."""
    return nanoseconds(line["ns_p50"]) if "ns_p50" in line else "–"


def times(ratio):
    return f"{ratio:,.0f}" if ratio >= 100 else f"{ratio:.3g}"


class Lines:
    """The measured lines of all contestants."""

    def __init__(self, results):
        self.all = results.get("lines", [])
        self.measured = [line for line in self.all if "ns_median" in line]
        self.workloads = list(dict.fromkeys(line["workload"] for line in self.measured))

    def of(self, workload, form):
        return sorted((line for line in self.measured if line["workload"] == workload and line["input"] == form), key=lambda line: line["ns_median"])

    def bpol(self, workload, form):
        """What others are held against: the policy as lines, else as rows of a table."""
        return next((line for name in OURS for line in self.of(workload, form) if line["peer"] == name), None)

    def ours(self, form):
        return [line for workload in self.workloads for name in OURS for line in self.of(workload, form) if line["peer"] == name]

    def peers(self, form):
        """(line, times bpol) of each that is no part of this project."""
        for workload in self.workloads:
            bpol = self.bpol(workload, form)
            for line in self.of(workload, form):
                if bpol and line["peer"] not in (*OURS, FLOOR):
                    yield line, line["ns_median"] / bpol["ns_median"]


def table(lines, workload, form):
    bpol = lines.bpol(workload, form)
    if bpol is None:
        return ""
    text = (f"{INPUTS[form]}:\n\n| | ns a decision, median (quartiles) | × bpol | single calls, ns: p50 | p99 | of it the clock | requests | what |\n"
            "|---|---|---|---|---|---|---|---|\n")
    for line in lines.of(workload, form):
        spread = f"{nanoseconds(line['ns_median'])} ({nanoseconds(line['ns_low'])}–{nanoseconds(line['ns_high'])})"
        text += (f"| {line['peer']} | {spread} | {times(line['ns_median'] / bpol['ns_median'])} | {half(line)} | {nanoseconds(line['ns_p99'])} "
                 f"| {line['clock_ns']:.0f} | {line['requests']:,} | {line['version']}; {line['notes']} |\n")
    return text + "\n"


def verdicts(lines):
    faster = [f"{line['peer']} on {line['workload']} ({times(ratio)})" for form in INPUTS for line, ratio in lines.peers(form) if ratio < 1]
    near = [f"{line['peer']} on {line['workload']} ({times(ratio)})" for line, ratio in lines.peers("typed") if 1 <= ratio < GOAL]
    return (f"A peer is faster than bpol here, and takes so much of its time: {', '.join(faster) or 'nowhere'}.\n\n"
            f"With the request ready made, fewer than {GOAL} times slower than bpol: {', '.join(near) or 'nobody'}.\n\n")


def section(results):
    lines = Lines(results)
    if not lines.measured:
        return ""
    text = f"## Beside the peers\n\n{results['machine']}\n\n"
    if results["load_before"] > 0.5:
        text += f"**Noisy:** the machine was busy with other work (load {results['load_before']:.1f} before the run). To be measured again.\n\n"
    text += ("Every contestant answered every request that it was measured on rightly before a clock was read. One thread, CPU time; how each is asked, and how to "
             "read this, is in [bench/README.md](../bench/README.md).\n\n" + verdicts(lines))
    for workload in lines.workloads:
        text += f"### {what(workload)} (`{workload}`)\n\n" + "".join(table(lines, workload, form) for form in INPUTS)
        cannot = [f"{line['peer']} ({line.get('why', 'cannot be asked this')})" for line in lines.all if line.get("cannot") and line["workload"] == workload]
        text += f"Not here, or not to the end: {', '.join(cannot)}.\n\n" if cannot else ""
    text += "### Not measured\n\n" + ("".join(f"{name}:\n\n```\n{why}\n```\n\n" for name, why in results["not_measured"].items()) or "Nobody who was asked.\n\n")
    return text
