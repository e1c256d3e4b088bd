#!/usr/bin/env python3
"""Writes the workloads of bench/peers into a folder, one folder each:

    requests.jsonl   {"request": as `bpol eval` takes it, "action": ..., "effect": ..., "reason": ...} a line; "action" where a policy has
                     several, "reason" where a workload asks for it
    policies.jsonl   of keyed_N: {"subject", "resource", "role", "least"} a line, for whoever writes the policy in their own language
    lines/, table/   of keyed_N: the same as projects of bpol, a line of a policy each, or a row of one table each
    policy.*         of score_40: the card in the languages that have no scores

    make.py FOLDER [--keyed 10 100 1000 10000 100000] [--requests 1000] [--keyed-requests 20000]

Everything follows from the seed. What is expected is computed here from the words of the rules, and for psd2_ais by the reference of
tests/packs, which was written from the rules and not from the pack."""
import argparse
import json
import os
import random
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "tests", "packs"))
import relations
import scorecard
from comparing import expected
from draw import psd2_ais as draw_psd2_ais
from draw.dice import Dice
from reference import psd2_ais as reference_psd2_ais

SEED = "bench/workloads"
NOW = "2026-11-20T10:00:00Z"
DEPARTMENTS = ("payments", "lending", "treasury", "fraud", "cards", "compliance")
ROLES = ("teller", "analyst", "manager", "auditor")


def line(request, effect, **more):
    return {"request": request, "effect": effect, **more}


def one_rule(count):
    """About half permitted: the department is the right one in two of three."""
    dice = Dice(SEED + " one_rule")
    for _ in range(count):
        own, clearance, level = dice.pick(DEPARTMENTS), int(dice.random() * 10), int(dice.random() * 8)
        kept = own if dice.chance(2 / 3) else dice.pick(DEPARTMENTS)
        yield line({"subject": {"department": own, "clearance": clearance}, "resource": {"department": kept, "level": level}, "now": NOW},
                   "permit" if own == kept and clearance >= level else "deny")


def psd2_ais(count):
    """What the pack's own agreement test draws, as far as it can be read."""
    dice = Dice(SEED + " psd2_ais")
    while count:
        context, now = draw_psd2_ais.draw(dice)
        request = {"context": context, "now": now}
        answer, faults = expected(reference_psd2_ais, request)
        if faults:
            continue
        count -= 1
        yield line(request, answer.effect, reason=answer.reasons[0])


def keyed_policies(dice, count):
    """Subjects and resources of which none appears twice, in no order."""
    numbers = random.Random(f"{SEED} keys {count}").sample(range(16**6), 2 * count)
    return [{"subject": f"s{numbers[i]:06x}", "resource": f"r{numbers[count + i]:06x}", "role": dice.pick(ROLES), "least": int(dice.random() * 100)}
            for i in range(count)]


def keyed_request(dice, policies):
    """Half permitted; else one thing is wrong: a role, the level, somebody else's resource, a subject of whom no policy speaks."""
    policy = dice.pick(policies)
    subject = {"id": policy["subject"], "role": policy["role"], "level": policy["least"] + int(dice.random() * 20)}
    resource, permitted = policy["resource"], dice.flag()
    if not permitted:
        wrong = dice.pick(("role", "level", "resource", "subject"))
        if wrong == "role":
            subject["role"] = dice.pick([role for role in ROLES if role != policy["role"]])
        elif wrong == "level":
            subject["level"] = policy["least"] - 1 - int(dice.random() * 20)
        elif wrong == "resource":
            resource = dice.pick([p for p in policies[:50] if p is not policy])["resource"]
        else:
            subject["id"] = "nobody"
    return line({"subject": subject, "resource": {"id": resource}, "now": NOW}, "permit" if permitted else "deny")


KEYED = """module keyed.access

class public
default class public

enum Role {{ {roles} }}

entity Person {{ id: String  role: Role  level: Int -1_000..1_000 }}
entity Thing {{ id: String }}

action Decide {{ subject: Person  resource: Thing }}
"""
TABLE = """
record Grant { subject: String  resource: String  role: Role  least: Int 0..100 }
table grants: List<Grant> from "data/grants.csv"

rules Keyed for Decide {
    let grant = grants[subject.id]
    permit granted when grant is present and grant.resource == resource.id and grant.role == subject.role and subject.level >= grant.least
}
"""
LINES_AT_MOST = 10_000  # policies that somebody would keep as lines


def project(folder, text, data=None):
    os.makedirs(os.path.join(folder, "data"), exist_ok=True)
    with open(os.path.join(folder, "bpol.toml"), "w") as file:
        file.write('[project]\nname    = "keyed"\nversion = "1"\nmodules = ["access.bpol"]\n')
    with open(os.path.join(folder, "access.bpol"), "w") as file:
        file.write(KEYED.format(roles=", ".join(ROLES)) + text)
    if data:
        with open(os.path.join(folder, "data", "grants.csv"), "w") as file:
            file.write(data)


def keyed_projects(policies, folder):
    rows = "".join(f"{p['subject']},{p['resource']},{p['role']},{p['least']}\n" for p in policies)
    project(os.path.join(folder, "table"), TABLE, "subject,resource,role,least\n" + rows)
    if len(policies) > LINES_AT_MOST:
        return
    text = ("\nrules Keyed for Decide {\n    let who   = subject.id\n    let what  = resource.id\n"
            "    let role  = subject.role\n    let level = subject.level\n\n")  # short, since a module ends at 1 MiB
    text += "".join(f'    permit P{i}  when who == "{p["subject"]}" and what == "{p["resource"]}" and role == {p["role"]} and level >= {p["least"]}\n'
                    for i, p in enumerate(policies))
    project(os.path.join(folder, "lines"), text + "}\n")


def write(folder, name, lines):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "w") as file:
        file.writelines(json.dumps(each, ensure_ascii=False) + "\n" for each in lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--keyed", type=int, nargs="*", default=[10, 100, 1000, 10000, 100000], help="how many policies keyed_N has")
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--keyed-requests", type=int, default=20_000, help="more, so that neither they nor what they look up fits a cache")
    a = parser.parse_args()
    for name, draw in {"one_rule": one_rule, "psd2_ais": psd2_ais, "drive": relations.drive, "code_host": relations.code_host,
                       "todo": relations.todo, "score_40": scorecard.requests}.items():
        write(os.path.join(a.folder, name), "requests.jsonl", draw(a.requests))
    for ending, text in scorecard.LANGUAGES.items():
        with open(os.path.join(a.folder, "score_40", f"policy.{ending}"), "w") as file:
            file.write(text())
    for count in a.keyed:
        folder, dice = os.path.join(a.folder, f"keyed_{count}"), Dice(f"{SEED} keyed {count}")
        policies = keyed_policies(dice, count)
        write(folder, "policies.jsonl", policies)
        write(folder, "requests.jsonl", (keyed_request(dice, policies) for _ in range(a.keyed_requests)))
        keyed_projects(policies, folder)


main()
