"""Railroad diagrams of grammar rules as SVG.

A rule is a tree of tuples: ("word", text) written as it stands; ("rule", name, file) another diagram; ("any", text) a set
of characters in words; ("seq", [...]), ("choice", [...]), ("opt", x), ("loop", x, separator or None), ("empty",).
Every tree becomes a Box: it is entered at (x, y), left at (x + width, y + height), and reaches `up` above the entry and
`down` below the exit. Boxes wrap at the width they are given. The picture has no background, and its own colours for both
schemes, since a picture on a page inherits none.
"""

from html import escape

RADIUS = 9  # of every bend, in px
GAP = 8  # between tracks, in px
LETTER = 7.9  # px, of the 13 px font; text is fitted to it, whatever the reader's font
MANY = 9  # so many single alternatives stand together in one frame
MARGIN = 6

STYLE = """
path{fill:none;stroke:#7d8590;stroke-width:1.6}
text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;text-anchor:middle;fill:#10243e}
rect{stroke-width:1.3}
.word{fill:#ddf4e4;stroke:#2f7d4f}
.rule{fill:#e2ecfb;stroke:#3b6cb5}
.any{fill:#f3ecdc;stroke:#9a7a2e;stroke-dasharray:4 3}
.frame{fill:none;stroke:#7d8590;stroke-width:1.6}
.arrow{fill:#7d8590;stroke:none}
a:hover rect{stroke-width:2.4}
@media(prefers-color-scheme:dark){text{fill:#e8eef6}.word{fill:#17402a;stroke:#57b37c}.rule{fill:#1b3355;stroke:#6c9fe8}
.any{fill:#40361d;stroke:#c9a654}path,.frame{stroke:#8b949e}.arrow{fill:#8b949e}}
"""


class Box:
    """A drawn part. `draw(x, y)` gives SVG elements for the part entered there."""

    def __init__(self, width, height, up, down, draw):
        self.width, self.height, self.up, self.down, self.draw = width, height, up, down, draw


def number(value):
    return f"{value:.1f}".rstrip("0").rstrip(".")


def path(*steps):
    """A line: ("M", x, y) begins it, ("L", x, y) goes straight, ("Q", cx, cy, x, y) bends."""
    return '<path d="' + "".join(kind + " ".join(map(number, values)) for kind, *values in steps) + '"/>'


def straight(x, y, to):
    return [path(("M", x, y), ("L", to, y))] if to > x else []


def bend(points):
    """A line through corners, each of them round. Neighbours share x or y."""
    steps = [("M", *points[0])]
    for (ax, ay), (bx, by), (cx, cy) in zip(points, points[1:], points[2:]):
        before, after = abs(bx - ax) + abs(by - ay), abs(cx - bx) + abs(cy - by)
        if not before or not after:
            continue
        r, s = min(RADIUS, before), min(RADIUS, after)
        steps.append(("L", bx - r * (bx - ax) / before, by - r * (by - ay) / before))
        steps.append(("Q", bx, by, bx + s * (cx - bx) / after, by + s * (cy - by) / after))
    return path(*steps, ("L", *points[-1]))


def leaf(kind, text, link=None):
    inner = len(text) * LETTER
    width = inner + (22 if kind == "word" else 18)

    def draw(x, y):
        shape = (f'<rect class="{kind}" x="{number(x)}" y="{number(y - 12)}" width="{number(width)}" height="24"'
                 f' rx="{12 if kind == "word" else 2}"/>'
                 f'<text x="{number(x + width / 2)}" y="{number(y + 4.5)}" textLength="{number(inner)}"'
                 f' lengthAdjust="spacingAndGlyphs">{escape(text)}</text>')
        return [f'<a href="{escape(link)}">{shape}</a>' if link else shape]

    return Box(width, 0, 12, 12, draw)


def empty():
    return Box(0, 0, 0, 0, lambda x, y: [])


def row(boxes):
    """Boxes on one track, one behind the other."""
    up = down = y = 0
    for box in boxes:
        up, down, y = max(up, box.up - y), max(down, y + box.height + box.down), y + box.height

    def draw(x, y):
        drawn = []
        for i, box in enumerate(boxes):
            if i:
                drawn += straight(x, y, x + GAP)
                x += GAP
            drawn += box.draw(x, y)
            x, y = x + box.width, y + box.height
        return drawn

    return Box(sum(box.width for box in boxes) + GAP * (len(boxes) - 1), y, up, down - y, draw)


def stack(lines):
    """Lines that are too wide for one track: from the end of each the track returns to the left, below it."""
    width = max(line.width for line in lines) + 4 * RADIUS
    entries, turns, y = [0], [], 0
    for line, following in zip(lines, lines[1:]):
        turns.append(max(y + line.height + line.down + GAP, y + line.height + 2 * RADIUS))
        y = max(turns[-1] + GAP + following.up, turns[-1] + 2 * RADIUS)
        entries.append(y)
    end = y + lines[-1].height

    def draw(x, y):
        drawn, left = straight(x, y, x + 2 * RADIUS), x + 2 * RADIUS
        for i, line in enumerate(lines):
            drawn += line.draw(left, y + entries[i])
            right, exit_y = left + line.width, y + entries[i] + line.height
            if i < len(turns):
                drawn.append(bend([(right, exit_y), (right + RADIUS, exit_y), (right + RADIUS, y + turns[i]),
                                   (left - RADIUS, y + turns[i]), (left - RADIUS, y + entries[i + 1]),
                                   (left, y + entries[i + 1])]))
                drawn.append(arrow((left + right) / 2, y + turns[i]))
            else:
                drawn += straight(right, exit_y, x + width)
        return drawn

    return Box(width, end, lines[0].up, lines[-1].down, draw)


def arrow(x, y):
    """To the left, where a track runs against the reading direction."""
    return f'<path class="arrow" d="M{number(x - 5)} {number(y)}l8-4.5v9z"/>'


def choice(boxes):
    """Alternatives, the first on the track and the others below."""
    inner = max(box.width for box in boxes)
    entries, bottom = [0], boxes[0].height + boxes[0].down
    for box in boxes[1:]:
        entries.append(max(bottom + GAP + box.up, boxes[0].height + 2 * RADIUS))
        bottom = entries[-1] + box.height + box.down
    side, height = 2 * RADIUS, boxes[0].height

    def draw(x, y):
        drawn = straight(x, y, x + side)
        for box, entry in zip(boxes, entries):
            left, right, exit_y = x + side, x + side + inner, y + entry + box.height
            drawn += box.draw(left, y + entry) + straight(left + box.width, exit_y, right)
            if entry:
                drawn.append(bend([(x, y), (x + RADIUS, y), (x + RADIUS, y + entry), (left, y + entry)]))
                drawn.append(bend([(right, exit_y), (right + RADIUS, exit_y), (right + RADIUS, y + height),
                                   (right + side, y + height)]))
        return drawn + straight(x + side + inner, y + height, x + 2 * side + inner)

    return Box(inner + 2 * side, height, boxes[0].up, bottom - height, draw)


def optional(box):
    """The way past what may be missing runs above it."""
    over, side = max(box.up + GAP, 2 * RADIUS), 2 * RADIUS

    def draw(x, y):
        right, exit_y = x + side + box.width, y + box.height
        return (straight(x, y, x + side) + box.draw(x + side, y) + straight(right, exit_y, right + side)
                + [bend([(x, y), (x + RADIUS, y), (x + RADIUS, y - over), (right + RADIUS, y - over),
                         (right + RADIUS, exit_y), (right + side, exit_y)])])

    return Box(box.width + 2 * side, box.height, over, box.down, draw)


def loop(box, between):
    """What may come again; the way back, over what stands between, runs below."""
    inner, side = max(box.width, between.width + 12 if between.width else 0), 2 * RADIUS
    back = max(box.down + GAP + between.up, 2 * RADIUS)

    def draw(x, y):
        right, exit_y = x + side + inner, y + box.height
        low, start = exit_y + back, x + side + (inner - between.width) / 2
        return (straight(x, y, x + side) + box.draw(x + side, y) + straight(x + side + box.width, exit_y, right + side)
                + between.draw(start, low)
                + [bend([(right, exit_y), (right + RADIUS, exit_y), (right + RADIUS, low), (start + between.width, low)]),
                   bend([(start, low), (x + RADIUS, low), (x + RADIUS, y), (x + side, y)]),
                   arrow(x + side + 1 if between.width else x + side + inner / 2, low)])

    return Box(inner + 2 * side, box.height, box.up, back + between.down, draw)


def frame(boxes, room):
    """Many alternatives that are one word each, as rows in a frame: one of these."""
    label, rows, width = "one of", [[]], 0
    for box in boxes:
        if rows[-1] and sum(b.width + GAP for b in rows[-1]) + box.width > room - 2 * GAP:
            rows.append([])
        rows[-1].append(box)
    width = max(sum(b.width + GAP for b in line) for line in rows) + GAP
    height = 22 + 32 * len(rows)

    def draw(x, y):
        top = y - height / 2
        drawn = [f'<rect class="frame" x="{number(x)}" y="{number(top)}" width="{number(width)}"'
                 f' height="{number(height)}" rx="6"/>',
                 f'<text x="{number(x + GAP + 24)}" y="{number(top + 17)}" textLength="46"'
                 f' lengthAdjust="spacingAndGlyphs">{label}</text>']
        for i, line in enumerate(rows):
            left = x + GAP
            for box in line:
                drawn += box.draw(left, top + 36 + 32 * i)
                left += box.width + GAP
        return drawn

    return Box(width, 0, height / 2, height / 2, draw)


def lay_sequence(parts, room):
    boxes = [lay(part, room) for part in parts]
    if row(boxes).width <= room:
        return row(boxes)
    room -= 4 * RADIUS
    boxes, lines = [lay(part, room) for part in parts], [[]]
    for box in boxes:
        if lines[-1] and row(lines[-1] + [box]).width > room:
            lines.append([])
        lines[-1].append(box)
    return stack([row(line) for line in lines]) if len(lines) > 1 else row(boxes)


def lay_choice(parts, room):
    single = [part for part in parts if part[0] in ("word", "rule", "any")]
    room -= 4 * RADIUS
    if len(single) < MANY:
        return choice([lay(part, room) for part in parts])
    # Where the first alternative is another diagram among words, it stays alone: it is what the words are added to.
    first = single[:1] if single[0][0] == "rule" and single[1][0] == "word" else []
    others = [part for part in parts if part not in single]
    boxes = [lay(part, room) for part in first] + [frame([lay(part, room) for part in single[len(first):]], room)]
    return choice(boxes + [lay(part, room) for part in others]) if first or others else boxes[0]


def lay(tree, room):
    kind = tree[0]
    if kind in ("word", "any"):
        return leaf(kind, tree[1])
    if kind == "rule":
        return leaf(kind, tree[1], tree[2])
    if kind == "seq":
        return lay_sequence(tree[1], room)
    if kind == "choice":
        return lay_choice(tree[1], room)
    if kind == "opt":
        return optional(lay(tree[1], room - 4 * RADIUS))
    if kind == "loop":
        return loop(lay(tree[1], room - 4 * RADIUS), lay(tree[2], room - 4 * RADIUS) if tree[2] else empty())
    return empty()


def svg(title, tree, width):
    """The whole picture, at most `width` px wide where its longest word allows."""
    box = lay(tree, width - 2 * MARGIN - 40)
    x, y = MARGIN, MARGIN + max(box.up, 10)
    whole, high = box.width + 2 * MARGIN + 40, y + max(box.height + box.down, 10) + MARGIN
    right, end = x + 20 + box.width, y + box.height
    body = ([path(("M", x + 1, y - 9), ("L", x + 1, y + 9)), path(("M", x + 6, y - 9), ("L", x + 6, y + 9))]
            + straight(x + 6, y, x + 20) + box.draw(x + 20, y) + straight(right, end, right + 14)
            + [path(("M", right + 14, end - 9), ("L", right + 14, end + 9)),
               path(("M", right + 19, end - 9), ("L", right + 19, end + 9))])
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(whole)}" height="{number(high)}"'
            f' viewBox="0 0 {number(whole)} {number(high)}" role="img">\n<title>{escape(title)}</title>\n'
            f"<style>{STYLE}</style>\n" + "\n".join(body) + "\n</svg>\n")
