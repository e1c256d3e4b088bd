"""Lists of permissions for new consents, and reads under old ones."""
from .dice import instant

LEVELS = ("Accounts", "Beneficiaries", "StandingOrders", "ScheduledPayments", "Transactions", "Statements")
SINGLE = ("Balances", "DirectDebits", "Products", "Offers", "Party", "PartyPSU", "PAN")
DIRECTIONS = ("TransactionsCredits", "TransactionsDebits")
ALL = tuple(level + depth for level in LEVELS for depth in ("Basic", "Detail")) + SINGLE + DIRECTIONS
STRANGE = ("ReadBalances", "ReadEverything", "balances", "")
NEEDED = {"/accounts": "Accounts", "/beneficiaries": "Beneficiaries", "/standing-orders": "StandingOrders",
          "/scheduled-payments": "ScheduledPayments", "/transactions": "Transactions", "/statements": "Statements",
          "/statements/file": "Statements"}
ALONE = {"/balances": "Balances", "/direct-debits": "DirectDebits", "/product": "Products", "/offers": "Offers", "/accounts/party": "Party",
         "/party": "PartyPSU"}
ENDPOINTS = tuple(NEEDED) + tuple(ALONE)
STATUSES = ("AWAU", "AUTH", "RJCT", "CANC", "EXPD", "AwaitingAuthorisation", "Authorised", "Rejected", "Revoked", "Consumed", "auth")
REVIEWS = ()


def permissions(dice, endpoint):
    """What the endpoint needs, mostly, and some more."""
    perms = dice.some(ALL, dice.pick((0.0, 0.1, 0.5)))
    if endpoint in NEEDED:
        perms += dice.some([NEEDED[endpoint] + depth for depth in ("Basic", "Detail")], 0.7)
    else:
        perms.append(ALONE.get(endpoint, "Balances"))
    if endpoint == "/transactions":
        perms += dice.some(DIRECTIONS, 0.8)
    if dice.chance(0.8):
        perms.append(dice.pick(("AccountsBasic", "AccountsDetail")))
    return list(dict.fromkeys(perms))


def good(dice, now):
    endpoint = dice.pick(ENDPOINTS + ("/transactions", "/statements", "/statements/file", "/transactions"))
    account = f"A{int(dice.random() * 90) + 10}"
    return {
        "op": "read", "status": dice.pick(("AUTH", "AUTH", "Authorised")), "expires": None, "perms": permissions(dice, endpoint),
        "endpoint": endpoint, "account": account, "selected": dice.some(("A1", "A2", "A3"), 0.3) + [account],
        "tx_from": instant(dice.around(now)) if dice.chance(0.3) else None,
        "tx_to": instant(dice.around(now)) if dice.chance(0.3) else None,
    }


def creation(dice, c, _now):
    c["op"] = "create"
    c["status"] = dice.pick(STATUSES)
    drawn = dice.random()
    if drawn < 0.15:
        c["perms"] = []
    elif drawn < 0.3:
        c["perms"].append(dice.pick(STRANGE))
    elif drawn < 0.6:
        c["perms"] = dice.some(("TransactionsBasic", "TransactionsDetail") + DIRECTIONS) + [dice.pick(("AccountsBasic", "AccountsDetail"))]
    elif drawn < 0.7:
        c["perms"] = [p for p in c["perms"] if not p.startswith("Accounts")]


def status(dice, c, _now):
    c["status"] = dice.pick(STATUSES)


def expiry(dice, c, now):
    c["expires"] = instant(dice.around(now))


def endpoint(dice, c, _now):
    c["endpoint"] = dice.pick(ENDPOINTS + ("/transaction", "/accounts/", "/Party", "/funds", ""))


def account(dice, c, _now):
    if dice.flag():
        c["account"] = dice.pick(("A1", "A2", "", "a1"))
    else:
        c["selected"] = []
    if dice.chance(0.3):
        c["endpoint"] = dice.pick(("/party", "/accounts/party"))
        c["perms"] = c["perms"] + dice.some(("Party", "PartyPSU"))


def fewer(dice, c, _now):
    c["perms"] = dice.some(c["perms"], 0.7)


def directions(dice, c, _now):
    c["endpoint"] = "/transactions"
    c["perms"] = [p for p in c["perms"] if p not in DIRECTIONS] + [dice.pick(("TransactionsBasic", "TransactionsDetail"))]
    c["perms"] += dice.some(DIRECTIONS)


def strange(dice, c, _now):
    c["perms"] = c["perms"] + [dice.pick(STRANGE)]


CHANGES = (creation, creation, creation, creation, status, expiry, expiry, endpoint, account, fewer, fewer, directions, directions, strange)


def draw(dice):
    now = dice.now()
    context = good(dice, now)
    for _ in range(dice.pick((0, 1, 1, 1, 2, 2, 3))):
        dice.pick(CHANGES)(dice, context, now)
    return context, instant(now)
