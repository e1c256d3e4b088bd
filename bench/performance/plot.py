"""A dot for each contestant and workload, nanoseconds on a logarithmic axis, as SVG. The same text for the same results."""
import math

from peers import FLOOR, OURS, Lines

WIDTH, LEFT, ROW, TOP = 960, 150, 30, 46
COLOURS = {FLOOR: "#777777", "bpol": "#0b6e4f", "bpol, table": "#7bc8a4", "Cedar": "#d1495b", "OPA": "#2e4057", "OPA, partial": "#8d99ae",
           "regorus": "#edae49", "cel-go": "#00798c", "Casbin": "#9b5de5", "Casbin, cached": "#d3b8f5", "SAPL": "#6a4c2b"}


def place(value, powers):
    return LEFT + (math.log10(value) - powers[0]) / (powers[-1] - powers[0]) * (WIDTH - LEFT - 30)


def axis(powers, bottom):
    text = ""
    for power in powers:
        x = place(10**power, powers)
        label = f"{10**power:,} ns" if power < 3 else f"{10**(power - 3):,} µs" if power < 6 else f"{10**(power - 6):,} ms"
        text += f'<line x1="{x:.1f}" y1="{TOP - 8}" x2="{x:.1f}" y2="{bottom}" stroke="#dddddd"/>\n'
        text += f'<text x="{x:.1f}" y="{bottom + 16}" text-anchor="middle">{label}</text>\n'
    return text


def legend(names):
    text, x = "", 10
    for name in names:
        text += f'<circle cx="{x}" cy="16" r="5" fill="{COLOURS[name]}"/><text x="{x + 9}" y="20">{name}</text>\n'
        x += 26 + 7 * len(name)
    return text


def draw(results):
    """The requests ready made; nothing where nothing was measured."""
    lines = Lines(results)
    typed = [line for workload in lines.workloads for line in lines.of(workload, "typed")]
    if not typed:
        return ""
    values = [line["ns_median"] for line in typed]
    powers = range(math.floor(math.log10(min(values))), math.ceil(math.log10(max(values))) + 1)
    bottom = TOP + ROW * len(lines.workloads)
    text = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{bottom + 26}" font-family="sans-serif" font-size="12">\n'
    text += f'<rect width="{WIDTH}" height="{bottom + 26}" fill="white"/>\n' + axis(powers, bottom)
    text += legend([name for name in COLOURS if any(line["peer"] == name for line in typed)])
    for i, workload in enumerate(lines.workloads):
        y = TOP + ROW * i + ROW // 2
        text += f'<text x="10" y="{y + 4}">{workload}</text><line x1="{LEFT}" y1="{y}" x2="{WIDTH - 30}" y2="{y}" stroke="#eeeeee"/>\n'
        for line in lines.of(workload, "typed"):
            radius = 6 if line["peer"] in OURS else 5
            text += (f'<circle cx="{place(line["ns_median"], powers):.1f}" cy="{y}" r="{radius}" fill="{COLOURS[line["peer"]]}">'
                     f'<title>{line["peer"]}: {line["ns_median"]:,.1f} ns</title></circle>\n')
    return text + "</svg>\n"
