"""How the story is told: colour and width on a terminal, plain text elsewhere."""
import json
import os
import sys
import textwrap

COLOUR = sys.stdout.isatty() and os.environ.get("NO_COLOR") is None and os.environ.get("TERM") != "dumb"
CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}


def paint(text, *styles):
    if not COLOUR or not styles:
        return text
    return f"\x1b[{';'.join(CODES[s] for s in styles)}m{text}\x1b[0m"


def line(text=""):
    print(text, flush=True)


def heading(text):
    line()
    line(paint(text, "bold"))
    line(paint("─" * min(len(text), 78), "dim"))


def note(text):
    for part in textwrap.wrap(text, 96):
        line(paint("  " + part, "dim"))


def status_style(status):
    return "green" if status < 300 else "yellow" if status == 401 else "red"


def show_json(value, limit=14):
    """A few lines of a JSON value, for a visitor to see what came back."""
    lines = json.dumps(value, indent=2, ensure_ascii=False).splitlines()
    for text in lines[:limit]:
        line("      " + text)
    if len(lines) > limit:
        line(paint(f"      … {len(lines) - limit} more lines", "dim"))


def call(method, path, status, reason, unit):
    line(f"  {paint(method, 'cyan')} {path}")
    text = f"  → {status}"
    line(paint(text, status_style(status), "bold") + (f"  {reason}" if reason else "") + (paint(f"   [{unit}]", "dim") if unit else ""))


def checked(text):
    line(f"    {paint('✓', 'green')} {text}")


def failed(text):
    line(f"    {paint('✗ ' + text, 'red', 'bold')}")
