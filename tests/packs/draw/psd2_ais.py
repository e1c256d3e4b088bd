"""Reads under a Berlin Group consent, on both sides of each of its limits."""
from .dice import DAY, date, instant

ROLES = ("PSP_AI", "PSP_AS", "PSP_PI", "PSP_IC")
STATUSES = ("received", "partiallyAuthorised", "valid", "rejected", "revokedByPsu", "expired", "terminatedByTpp", "suspended", "VALID")
REVIEWS = ()


def good(dice, now):
    account = f"A{int(dice.random() * 90) + 10}"
    resource = dice.pick(("accounts", "balances", "transactions"))
    granted = {"acc": [], "bal": [], "tx": []}
    name = {"accounts": dice.pick(("acc", "bal", "tx")), "balances": "bal", "transactions": "tx"}[resource]
    granted[name] = [account]
    for other in granted:
        if dice.flag():
            granted[other] = dice.some(("A1", "A2", "A3")) + granted[other]
    return {
        "cert_valid": True, "roles": dice.some(ROLES[1:], 0.3) + ["PSP_AI"], "tpp": "T1", "consent_tpp": "T1", "status": "valid",
        "valid_until": date(now, int(dice.random() * 400)), "recurring": True, "uses": dice.near(1), **granted,
        "resource": resource, "account": account, "psu_present": True, "freq": 4, "bilateral_max": 4, "unattended_24h": dice.near(4),
        "last_sca": instant(now - int(dice.random() * 170) * DAY - 1), "history_days": dice.near(45), "sca_in_session": False,
        "fraud_evidence": False,
    }


def change(name, draw):
    def apply(dice, c, now):
        c[name] = draw(dice, c, now)
    return apply


def unattended(dice, c, _now):
    c["psu_present"] = False
    c["freq"], c["bilateral_max"] = dice.pick((1, 2, 4, 4, 6)), dice.pick((0, 1, 2, 4, 4, 6, 10))
    c["unattended_24h"] = dice.near(min(c["freq"], c["bilateral_max"]))


def quiet(dice, c, _now):
    """Few enough calls without the customer."""
    c["psu_present"], c["unattended_24h"] = False, int(dice.random() * 4)


def history(dice, c, _now):
    c["resource"] = dice.pick(("transactions", "transactions", "balances"))
    if dice.chance(0.9):
        c["bal"], c["tx"] = c["bal"] + [c["account"]], c["tx"] + [c["account"]]
    c["history_days"], c["sca_in_session"] = dice.near(90), dice.chance(0.3)


def single(dice, c, _now):
    c["recurring"], c["uses"] = False, dice.near(1)


def out_of_scope(dice, c, _now):
    if dice.flag():
        c["account"] = dice.pick(("A1", "A2", "A99", "", "a1"))
    else:
        c[dice.pick(("acc", "bal", "tx"))] = []


CHANGES = (
    change("cert_valid", lambda dice, c, now: False), change("roles", lambda dice, c, now: dice.some(ROLES + ("PSP_XX",))),
    change("consent_tpp", lambda dice, c, now: dice.pick(("T2", "t1", "", "T1 ", "T1"))),
    change("status", lambda dice, c, now: dice.pick(STATUSES)),
    change("valid_until", lambda dice, c, now: date(now, dice.pick((-1, 0, 0, 1, -400)))), single, single, out_of_scope, out_of_scope,
    unattended, unattended, quiet, quiet, change("last_sca", lambda dice, c, now: None),
    change("last_sca", lambda dice, c, now: instant(dice.around(now - 180 * DAY))), history, history, history,
    change("last_sca", lambda dice, c, now: instant(dice.around(now - 180 * DAY))),
    change("fraud_evidence", lambda dice, c, now: True), change("fraud_evidence", lambda dice, c, now: True),
)


def draw(dice):
    now = dice.now()
    context = good(dice, now)
    for _ in range(dice.pick((0, 1, 1, 1, 2, 2, 3, 4))):
        dice.pick(CHANGES)(dice, context, now)
    return context, instant(now)
