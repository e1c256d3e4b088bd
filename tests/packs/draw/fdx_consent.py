"""Requests under a grant, on both sides of its ends, of the yearly confirmation and of how far back data may be asked for."""
from .dice import DAY, instant

NEEDS = {"accounts": ("ACCOUNT_BASIC", "ACCOUNT_DETAILED"), "account": ("ACCOUNT_BASIC", "ACCOUNT_DETAILED"),
         "transactions": ("TRANSACTIONS",), "statements": ("STATEMENTS",), "payment-networks": ("ACCOUNT_PAYMENTS",),
         "contact": ("CUSTOMER_CONTACT", "CUSTOMER_PERSONAL"), "holdings": ("INVESTMENTS",)}
CLUSTERS = ("ACCOUNT_BASIC", "ACCOUNT_DETAILED", "ACCOUNT_PAYMENTS", "CUSTOMER_CONTACT", "CUSTOMER_PERSONAL", "INVESTMENTS", "STATEMENTS",
            "TRANSACTIONS")
PATHS = tuple(NEEDS)
REVIEWS = ()


def clusters(dice, path):
    out = dice.some(CLUSTERS, dice.pick((0.0, 0.2, 0.6))) + [dice.pick(NEEDS.get(path, CLUSTERS))]
    if dice.chance(0.1):
        out.append(dice.pick(("ALL", "ALL", "RETIREMENT", "all")))
    return out


def good(dice, now):
    path, account = dice.pick(PATHS), f"C{int(dice.random() * 90) + 10}"
    lookback = dice.pick((0, 1, 30, 90, 90, 365, 730))
    granted = {account: clusters(dice, path)}
    if dice.chance(0.3):
        granted["C1"] = clusters(dice, path)
    return {
        "recipient": "R1", "grant_recipient": "R1", "status": "ACTIVE", "duration": dice.pick(("TIME_BOUND", "PERSISTENT", "ONE_TIME")),
        "period": 365, "created": instant(now - int(dice.random() * 364) * DAY), "expires": None, "uses": 0, "lookback": lookback,
        "last_auth": instant(now - int(dice.random() * 364) * DAY), "enforce_1y": dice.chance(0.8), "purpose": "account_aggregation",
        "path": path, "account": account, "granted": granted, "start": instant(dice.around(now - lookback * DAY)),
    }


def recipient(dice, c, _now):
    c["recipient"] = dice.pick(("R2", "r1", "", "R1 "))


def status(dice, c, _now):
    c["status"] = dice.pick(("REVOKED", "EXPIRED", "SUSPENDED", "active", "ACTIVE"))


def expiry(dice, c, now):
    c["expires"] = instant(dice.around(now))


def period(dice, c, now):
    c["duration"], c["period"] = dice.pick(("TIME_BOUND", "TIME_BOUND", "TIME_BOUND", "PERSISTENT")), dice.pick((0, 1, 90, 172, 365))
    c["created"] = instant(dice.around(now - c["period"] * DAY))


def consumed(dice, c, _now):
    c["duration"], c["uses"] = dice.pick(("ONE_TIME", "ONE_TIME", "PERSISTENT")), dice.near(1)


def purpose(dice, c, _now):
    c["purpose"] = dice.pick(("targeted_advertising", "cross_sell", "data_sale", "account_aggregation", "budgeting"))


def account(dice, c, _now):
    c["account"] = dice.pick(("C1", "C2", "", "c1"))


def path(dice, c, _now):
    c["path"] = dice.pick(PATHS + ("rewards", "payment_networks"))
    if dice.flag():
        c["granted"] = {c["account"]: clusters(dice, c["path"])}


def cluster(dice, c, _now):
    c["granted"] = {c["account"]: dice.some(CLUSTERS + ("ALL", "RETIREMENT"), dice.pick((0.0, 0.2, 0.5)))}


def confirmed(dice, c, now):
    c["last_auth"], c["enforce_1y"] = instant(dice.around(now - 365 * DAY)), dice.chance(0.9)


def clamped(dice, c, now):
    c["path"] = dice.pick(("transactions", "statements", "transactions", "holdings"))
    c["granted"] = {c["account"]: clusters(dice, c["path"])}
    c["start"] = instant(dice.around(now - c["lookback"] * DAY))


CHANGES = (recipient, status, expiry, expiry, period, period, consumed, consumed, purpose, account, path, path, cluster, cluster, confirmed,
           confirmed, clamped, clamped)


def draw(dice):
    now = dice.now()
    context = good(dice, now)
    for _ in range(dice.pick((0, 1, 1, 1, 2, 2, 3))):
        dice.pick(CHANGES)(dice, context, now)
    return context, instant(now)
