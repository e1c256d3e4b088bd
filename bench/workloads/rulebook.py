#!/usr/bin/env python3
"""Writes a rule book: a project of bpol with as many different rules as asked, seven lines each, and requests with what it says to them.

    rulebook.py FOLDER --rules 10000 [--a-module 400] [--requests 200]

    bpol.toml, vocabulary.bpol, chapter01.bpol …   the project: five actions, which the chapters have in turn
    requests.jsonl                                 {"action", "request", "effect"} a line

A rule differs from the others in what it asks, not in constants alone: six conditions out of seventeen shapes, two of them beside an `or`. What is
expected of a request is computed here from the rules as they were drawn, not from their text."""
import argparse
import json
import os
import random

SEED = "bench/rulebook"
NOW = "2026-11-20T10:00:00Z"
ACTIONS = ("Read", "Open", "Change", "Pay", "Close")
DEPARTMENTS = ("payments", "lending", "treasury", "fraud", "cards", "compliance")
CHANNELS = ("branch", "phone", "web", "app", "api")
STATES = ("draft", "active", "blocked", "closed")
COUNTRIES = ("DE", "FR", "NL", "AT", "IN", "US")
TAGS = ("vip", "staff", "minor", "estate", "dispute")

VOCABULARY = """module book.vocabulary

class public
default class public

enum Department {{ {departments} }}
enum Channel {{ {channels} }}
enum State {{ {states} }}
enum Tag {{ {tags} }}

entity Employee {{
    id:         String max 16
    department: Department
    level:      Int 0..100
    years:      Int 0..60
    country:    Country
    trained:    Bool
}}
entity Account {{
    id:      String max 16
    owner:   String max 16
    state:   State
    risk:    Int 0..1000
    balance: Money
    country: Country
    tags:    Set<Tag> max 5
}}
record Call {{
    channel: Channel
    amount:  Money
    hour:    Int 0..23
    mtls:    Bool
    retries: Int 0..20
}}

{actions}"""


class Condition:
    """Its text, whether it holds of a request, and what to write into a request so that it does."""

    def __init__(self, text, holds, make):
        self.text, self.holds, self.make = text, holds, make


def number(part, name, low, high):
    def draw(dice):
        bound = dice.randint(low + 1, high - 1)
        if dice.random() < 0.5:
            return Condition(f"{part}.{name} >= {bound}", lambda r: r[part][name] >= bound, lambda r: r[part].update({name: dice.randint(bound, high)}))
        return Condition(f"{part}.{name} < {bound}", lambda r: r[part][name] < bound, lambda r: r[part].update({name: dice.randint(low, bound - 1)}))
    return draw


def one_of(part, name, members, text=str):
    def draw(dice):
        some = dice.sample(members, dice.randint(1, 3))
        words = f"{part}.{name} == {text(some[0])}" if len(some) == 1 else f"{part}.{name} in {{{', '.join(map(text, some))}}}"
        return Condition(words, lambda r: r[part][name] in some, lambda r: r[part].update({name: dice.choice(some)}))
    return draw


def flag(part, name):
    def draw(dice):
        wanted = dice.random() < 0.7
        return Condition(f"{'' if wanted else 'not '}{part}.{name}", lambda r: r[part][name] == wanted, lambda r: r[part].update({name: wanted}))
    return draw


def euros(cents):
    return f"EUR {cents // 100}.{cents % 100:02d}"


def cents(value):
    return int(value.removeprefix("EUR ").replace(".", ""))


def money(part, name):
    def draw(dice):
        bound = dice.randint(1_000, 9_000_000)
        return Condition(f"{part}.{name} <= {euros(bound)}", lambda r: cents(r[part][name]) <= bound,
                         lambda r: r[part].update({name: euros(dice.randint(0, bound))}))
    return draw


def beginning(part, name, letter):
    def draw(dice):
        start = f"{letter}{dice.randint(10, 99)}"
        return Condition(f'{part}.{name} starts with "{start}"', lambda r: r[part][name].startswith(start),
                         lambda r: r[part].update({name: start + f"{dice.randint(0, 9999):04d}"}))
    return draw


def same(one, other):
    def draw(dice):
        return Condition(f"{one[0]}.{one[1]} == {other[0]}.{other[1]}", lambda r: r[one[0]][one[1]] == r[other[0]][other[1]],
                         lambda r: r[one[0]].update({one[1]: r[other[0]][other[1]]}))
    return draw


def tagged(dice):
    tag = dice.choice(TAGS)
    return Condition(f"resource.tags contains {tag}", lambda r: tag in r["resource"]["tags"],
                     lambda r: r["resource"].update({"tags": sorted({*r["resource"]["tags"], tag})}))


def either(first, second):
    return Condition(f"({first.text} or {second.text})", lambda r: first.holds(r) or second.holds(r), first.make)


SHAPES = (number("subject", "level", 0, 100), number("subject", "years", 0, 60), number("resource", "risk", 0, 1000), number("context", "hour", 0, 23),
          number("context", "retries", 0, 20), one_of("subject", "department", DEPARTMENTS), one_of("context", "channel", CHANNELS),
          one_of("resource", "state", STATES), one_of("resource", "country", COUNTRIES), flag("subject", "trained"), flag("context", "mtls"),
          money("context", "amount"), money("resource", "balance"), beginning("resource", "id", "a"), beginning("resource", "owner", "c"),
          same(("subject", "country"), ("resource", "country")), tagged)


class Rule:
    """`effect` where all conditions hold."""

    def __init__(self, name, dice):
        self.name, self.effect = name, "deny" if dice.random() < 0.02 else "permit"
        *plain, first, second = (shape(dice) for shape in dice.sample(SHAPES, 6))  # of six shapes, so that no rule contradicts itself
        self.conditions = [*plain, either(first, second)]

    def text(self):
        conditions = "\n            and ".join(condition.text for condition in self.conditions)
        return f'    {self.effect} {self.name}\n        "Drawn, as a rule of a book that nobody has read whole"\n        when {conditions}\n'

    def holds(self, request):
        return all(condition.holds(request) for condition in self.conditions)


def request(dice, rule):
    """One that the rule may speak of: all of its conditions were made to hold, one after the other."""
    drawn = {"subject": {"id": "e1", "department": dice.choice(DEPARTMENTS), "level": dice.randint(0, 100), "years": dice.randint(0, 60),
                         "country": dice.choice(COUNTRIES), "trained": dice.random() < 0.5},
             "resource": {"id": f"a{dice.randint(0, 999999):06d}", "owner": f"c{dice.randint(0, 999999):06d}", "state": dice.choice(STATES),
                          "risk": dice.randint(0, 1000), "balance": euros(dice.randint(0, 9_000_000)),
                          "country": dice.choice(COUNTRIES), "tags": sorted(dice.sample(TAGS, 2))},
             "context": {"channel": dice.choice(CHANNELS), "amount": euros(dice.randint(0, 9_000_000)),
                         "hour": dice.randint(0, 23), "mtls": dice.random() < 0.5, "retries": dice.randint(0, 20)}}
    for condition in rule.conditions * 2:  # a country may have been set after the one that is to be the same
        condition.make(drawn)
    return drawn


def effect(chapters, drawn):
    """Every chapter has to permit: a deny wins, and where no line holds nothing is permitted."""
    said = [{rule.effect for rule in chapter if rule.holds(drawn)} for chapter in chapters]
    return "permit" if all(each == {"permit"} for each in said) else "deny"


def write(folder, name, text):
    with open(os.path.join(folder, name), "w") as file:
        file.write(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--rules", type=int, required=True)
    parser.add_argument("--a-module", type=int, default=400)
    parser.add_argument("--requests", type=int, default=200)
    a = parser.parse_args()
    os.makedirs(a.folder, exist_ok=True)
    dice = random.Random(f"{SEED} {a.rules}")
    rules = [Rule(f"R{i:05d}", dice) for i in range(a.rules)]
    chapters = [rules[i:i + a.a_module] for i in range(0, a.rules, a.a_module)]
    of_action = {name: [chapter for i, chapter in enumerate(chapters) if ACTIONS[i % len(ACTIONS)] == name] for name in ACTIONS}
    asked = [name for name in ACTIONS if of_action[name]]
    actions = "".join(f"action {name} {{ subject: Employee  resource: Account  context: Call }}\n" for name in asked)
    words = {"departments": DEPARTMENTS, "channels": CHANNELS, "states": STATES, "tags": TAGS}
    write(a.folder, "vocabulary.bpol", VOCABULARY.format(actions=actions, **{key: ", ".join(value) for key, value in words.items()}))
    for i, chapter in enumerate(chapters):
        head = f"module book.chapter{i + 1:02d}\nuse book.vocabulary\n\nrules Chapter{i + 1:02d} for {ACTIONS[i % len(ACTIONS)]} {{\n"
        write(a.folder, f"chapter{i + 1:02d}.bpol", head + "".join(rule.text() for rule in chapter) + "}\n")
    modules = ", ".join(f'"{name}.bpol"' for name in ["vocabulary"] + [f"chapter{i + 1:02d}" for i in range(len(chapters))])
    write(a.folder, "bpol.toml", f'[project]\nname    = "book"\nversion = "1"\nmodules = [{modules}]\n')
    lines = []
    for _ in range(a.requests):
        action = dice.choice(asked)
        drawn = request(dice, dice.choice(dice.choice(of_action[action])))
        lines.append(json.dumps({"action": action, "request": {**drawn, "now": NOW}, "effect": effect(of_action[action], drawn)}) + "\n")
    write(a.folder, "requests.jsonl", "".join(lines))


main()
