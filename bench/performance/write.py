#!/usr/bin/env python3
"""docs/performance.md and docs/performance.svg, from bench/results/*.json and nothing else.

    write.py            writes them
    write.py --check    fails where they are not what would be written"""
import argparse
import json
import os
import sys

import figures
import peers
import plot

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
PARTS = ("decisions", "peers", "threads", "instructions", "compile", "callable", "redaction", "binding", "gateway_cost", "swap")


def read(folder):
    """What each part measured; nothing of a part that was not."""
    results = {}
    for part in PARTS:
        path = os.path.join(folder, part + ".json")
        results[part] = {}
        if os.path.exists(path):
            with open(path) as file:
                results[part] = json.load(file)
    return results


def instructions(results):
    if not results:
        return ""
    text = ("## Instructions a decision\n\nCounted by valgrind's callgrind, for the processor that it shows, which has AVX2 and no AVX-512 (x86-64-v3). They do not "
            f"depend on who else uses the machine. {results['machine']}\n\nBelow *all*, where they go: the driver turns what native code says into effect, reasons and "
            "obligations; values and helpers are comparisons of texts, sets and tables, and from JSON dates, amounts and identifiers; simdjson finds where tokens begin; "
            "measuring is the loop of the benchmark.\n\n")
    for form, title in (("typed", "From a typed frame"), ("json", "From JSON text")):
        parts = [part for part in PARTS_OF_DECISION if any(part in line["parts"][form] for line in results["lines"])]
        text += f"| {title} | all | {' | '.join(parts)} |\n|---|---|{'---|' * len(parts)}\n"
        for line in results["lines"]:
            costs = line["parts"][form]
            text += f"| `{line['workload']}` | {line[form]:,.0f} | {' | '.join(f'{costs.get(part, 0):,.0f}' for part in parts)} |\n"
        text += "\n"
    return text


PARTS_OF_DECISION = ("driver", "native code", "values and helpers", "binding", "simdjson", "measuring")


def threads(results):
    if not results:
        return ""
    text = ("## Threads\n\nDecisions of `psd2_ais` a second by the wall clock, each thread with arenas of its own on one unit, as many threads as the machine has "
            f"cores at most. {results['machine']}\n\n")
    text += "| threads | a second, median | best | of linear |\n|---|---|---|---|\n"
    one = results["lines"][0]["per_second"]
    for line in results["lines"]:
        text += f"| {line['threads']} | {line['per_second']:,.0f} | {line['best_per_second']:,.0f} | {line['per_second'] / (line['threads'] * one):.0%} |\n"
    return text + "\n"


def compiling(results):
    if not results:
        return ""
    text = f"## Compiling\n\n{results['machine']}\n\n| what | policy text | wall ms, median | CPU ms | peak MB |\n|---|---|---|---|---|\n"
    return text + "".join(f"| {line['what']} | {line['text']} | {line['wall_ms']:.0f} | {line['cpu_ms']:.0f} | {line['peak_mb']:.0f} |\n" for line in results["lines"]) + "\n"


FORMS = {"text": "from text, every pass", "core": "from the text of core, as lowering leaves it", "cache": "from the image cache", "rows": "as rows of one table, every pass"}


def callable_units(results):
    if not results:
        return ""
    text = (f"## From a policy to a unit that decides\n\n{results['machine']}\n\n| rules | | wall ms, median | least | CPU ms | peak MB |\n|---|---|---|---|---|---|\n")
    for line in results["lines"]:
        read = f", {line['read_ms']:.0f} ms of it reading" if "read_ms" in line else ""
        text += (f"| {line['rules']:,} | {FORMS[line['way']]}{read} | {line['wall_ms']:.0f} | {line['least_ms']:.0f} | {line['cpu_ms']:.0f} | {line['peak_mb']:.0f} |\n")
    return text + "\n"


def page(results):
    text = ("# Performance\n\nWritten by `scripts/bench` from `bench/results/*.json`; a test holds that nobody edited it. A ratio counts, not a time: everything "
            "beside which bpol is measured was measured in the same run on the same machine. How: [bench/README.md](../bench/README.md). Pages of the single "
            "parts, with their spreads and profiles: [decisions](../bench/results/decisions.md), [compiling](../bench/results/compile.md), "
            "[redaction](../bench/results/redaction.md), "
            "[the gateway](../bench/results/gateway_cost.md).\n\n## The figures\n\n| what | goal | measured | |\n|---|---|---|---|\n")
    text += "".join(f"| {' | '.join(row)} |\n" for row in figures.rows(results)) + "\n"
    if plot.draw(results["peers"]):
        text += "![Nanoseconds a decision, request ready made, by workload and contestant](performance.svg)\n\n"
    text += threads(results["threads"]) + instructions(results["instructions"]) + compiling(results["compile"]) + callable_units(results["callable"]) + peers.section(results["peers"])
    return text.rstrip("\n") + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--results", default=os.path.join(ROOT, "bench", "results"))
    parser.add_argument("--docs", default=os.path.join(ROOT, "docs"))
    parser.add_argument("--check", action="store_true")
    a = parser.parse_args()
    results = read(a.results)
    for name, text in {"performance.md": page(results), "performance.svg": plot.draw(results["peers"])}.items():
        path = os.path.join(a.docs, name)
        if a.check:
            with open(path) as file:
                if file.read() != text:
                    sys.exit(f"docs/{name} is not what bench/performance/write.py makes of bench/results; run it")
        else:
            with open(path, "w") as file:
                file.write(text)


main()
