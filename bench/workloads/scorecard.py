"""A scorecard of forty factors, its words in every language that can say it, and requests for it.

FACTORS is the card as a risk department would hand it over; bpol's text of it is score_40/access.bpol, written by hand. Where a language
has no scores, its users write the sum out: that is what the functions here do, each in the way that the language reads best."""
from draw.dice import Dice

SEED = "bench/workloads"
NOW = "2026-11-20T10:00:00Z"
LIMIT = 400  # points from which on a payment is refused


def number(name, *bins, otherwise, absent=None):
    """bins: (below, points)"""
    return {"name": name, "kind": "number", "bins": bins, "otherwise": otherwise, "absent": absent}


def choice(name, **points):
    return {"name": name, "kind": "choice", "points": points}


def flag(name, points):
    return {"name": name, "kind": "flag", "points": points}


FACTORS = [
    number("payee_age_hours", (24, 90), (720, 35), otherwise=0, absent=70),
    number("account_age_days", (30, 60), (365, 20), otherwise=0),
    number("amount_share", (50, 0), (80, 15), otherwise=45),  # of what the customer has, in hundredths
    number("amount_times_usual", (2, 0), (5, 30), (10, 70), otherwise=110),
    number("payments_last_hour", (3, 0), (6, 35), otherwise=80),
    number("payments_last_day", (10, 0), (25, 20), otherwise=55),
    number("refused_last_day", (1, 0), (3, 30), otherwise=75),
    number("payees_last_week", (4, 0), (9, 25), otherwise=60),
    number("failed_logins", (1, 0), (4, 20), otherwise=65),
    number("minutes_since_login", (1, 40), (60, 0), otherwise=10),
    number("minutes_since_password", (60, 70), (1440, 30), otherwise=0, absent=0),
    number("minutes_since_limit_raised", (60, 80), (1440, 35), otherwise=0, absent=0),
    number("kilometres_from_home", (50, 0), (500, 10), (3000, 25), otherwise=50, absent=20),
    number("kilometres_an_hour", (200, 0), (900, 25), otherwise=120),
    number("hour", (5, 30), (8, 10), (22, 0), otherwise=20),
    number("device_age_days", (1, 60), (30, 25), otherwise=0),
    number("devices", (3, 0), (6, 15), otherwise=35),
    number("customer_age", (25, 10), (65, 0), otherwise=20),
    number("years_a_customer", (1, 25), (5, 5), otherwise=0),
    number("network_reports", (1, 0), (5, 30), otherwise=85),
    choice("device", bound=0, known=20, new=60, tampered=200),
    choice("channel", branch=0, app=5, web=15, phone=40),
    choice("payment", own_account=0, standing_order=0, transfer=15, instant=40),
    choice("payee_bank", home=0, euro_area=10, abroad=45),
    choice("network", home=0, mobile=5, hosting=60, anonymous=120),
    choice("segment", private=10, business=5, wealth=20),
    flag("remote_control", 180),
    flag("on_a_call", 45),
    flag("copied_account", 10),
    flag("emulator", 150),
    flag("language_changed", 15),
    flag("address_changed", 25),
    flag("payee_reported", 220),
    flag("payee_name_differs", 55),
    flag("first_abroad", 30),
    flag("round_amount", 10),
    flag("travel_announced", -40),
    flag("payee_trusted", -90),
    flag("payee_paid_before", -45),
    flag("strong_authentication", -60),
]
assert len(FACTORS) == 40


def points_of(factor, context):
    value = context.get(factor["name"])
    if factor["kind"] == "flag":
        return factor["points"] if value else 0
    if factor["kind"] == "choice":
        return factor["points"][value]
    if value is None:
        return factor["absent"]
    return next((points for below, points in factor["bins"] if value < below), factor["otherwise"])


def draw_value(dice, factor, likely):
    if factor["kind"] == "flag":
        return dice.chance(likely)
    if factor["kind"] == "choice":
        members = list(factor["points"])
        return members[0] if dice.chance(1 - likely) else dice.pick(members)
    if factor["absent"] is not None and dice.chance(0.3):
        return None
    values = [value for below, _ in factor["bins"] for value in (below - 1, below, below + 1)]
    if dice.chance(1 - likely):
        return min(values, key=lambda value: points_of(factor, {factor["name"]: value}))
    return dice.pick(values + [int(dice.random() * 2 * values[-1])])


def requests(count):
    """Numbers at and beside the limits of their bins; quiet and loud payments, so that about half are refused."""
    dice = Dice(f"{SEED} score_40")
    for _ in range(count):
        likely = dice.pick((0.1, 0.3, 0.4))
        context = {factor["name"]: draw_value(dice, factor, likely) for factor in FACTORS}
        points = sum(points_of(factor, context) for factor in FACTORS)
        yield {"request": {"context": {name: value for name, value in context.items() if value is not None}, "now": NOW},
               "effect": "permit" if points < LIMIT else "deny"}


def conditions(factor, attribute, absent):
    """[(condition, points)] and the points otherwise. `attribute` writes the factor's value, `absent` asks whether there is none."""
    value = attribute(factor["name"])
    if factor["kind"] == "flag":
        return [(value, factor["points"])], 0
    if factor["kind"] == "choice":
        *first, (_, last) = factor["points"].items()
        return [(f'{value} == "{member}"', points) for member, points in first], last
    missing = [] if factor["absent"] is None else [(absent(factor["name"]), factor["absent"])]
    return missing + [(f"{value} < {below}", points) for below, points in factor["bins"]], factor["otherwise"]


def cedar():
    def term(factor):
        arms, otherwise = conditions(factor, lambda name: f"context.{name}", lambda name: f"!(context has {name})")
        return "(" + " else ".join([f"if {condition} then {points}" for condition, points in arms] + [str(otherwise)]) + ")"

    total = " +\n    ".join(map(term, FACTORS))
    return f'permit (principal, action == Action::"decide", resource) when {{\n    {total} < {LIMIT}\n}};\n'


def cel():
    def term(factor):
        arms, otherwise = conditions(factor, lambda name: f"context.{name}", lambda name: f"!has(context.{name})")
        return "(" + " : ".join([f"{condition} ? {points}" for condition, points in arms] + [str(otherwise)]) + ")"

    total = " +\n".join(map(term, FACTORS))
    return f'{total} < {LIMIT} ? "permit " : "deny "\n'


def rego():
    """A rule for each factor, its bins as `else` of the one before."""
    text = 'package score_40\n\ndefault decision := {"effect": "deny", "reason": ""}\n\ndecision := {"effect": "permit", "reason": ""} if points < '
    text += f"{LIMIT}\n\npoints := sum([{', '.join(factor['name'] for factor in FACTORS)}])\n"
    for factor in FACTORS:
        arms, otherwise = conditions(factor, lambda name: f"input.{name}", lambda name: f"not input.{name}")
        text += f"\n{factor['name']} := " + " else := ".join(f"{points} if {condition}" for condition, points in arms) + f" else := {otherwise}\n"
    return text


def casbin():
    """A model with one matcher over the fields of a Go value; what is absent is -1 there."""
    def field(name):
        return f"r.call.{name.capitalize()}"

    def term(factor):
        arms, otherwise = conditions(factor, field, lambda name: f"{field(name)} == -1")
        return "".join(f"({condition} ? {points} : " for condition, points in arms) + str(otherwise) + ")" * len(arms)

    total = " + ".join(map(term, FACTORS)).replace('"', "'")
    return ("[request_definition]\nr = call\n\n[policy_definition]\np = call\n\n[policy_effect]\ne = some(where (p.eft == allow))\n\n"
            f"[matchers]\nm = {total} < {LIMIT}\n")


LANGUAGES = {"cedar": cedar, "cel": cel, "rego": rego, "casbin.conf": casbin}
