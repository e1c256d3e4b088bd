"""Permissions of UK Open Banking 4.0 for account information: when a consent may be created, and what a read under it may see.
Written from the rules, not from the pack. Permissions stand without their prefix `Read`."""
from .answer import allow, deny
from .fields import instant, one_of, optional, set_of, text

FIELDS = {
    "op": one_of("create", "read"), "status": text, "expires": optional(instant), "perms": set_of(text), "endpoint": text,
    "account": text, "selected": set_of(text), "tx_from": optional(instant), "tx_to": optional(instant),
}
LEVELS = ("Accounts", "Beneficiaries", "StandingOrders", "ScheduledPayments", "Transactions", "Statements")
SINGLE = ("Balances", "TransactionsCredits", "TransactionsDebits", "DirectDebits", "Products", "Offers", "Party", "PartyPSU", "PAN")
SUPPORTED = {level + depth for level in LEVELS for depth in ("Basic", "Detail")} | set(SINGLE)
# Endpoint: what suffices for the basic fields, what shows the others too.
ENDPOINTS = {
    "/accounts": ("AccountsBasic", "AccountsDetail"), "/balances": ("Balances", None),
    "/beneficiaries": ("BeneficiariesBasic", "BeneficiariesDetail"), "/standing-orders": ("StandingOrdersBasic", "StandingOrdersDetail"),
    "/scheduled-payments": ("ScheduledPaymentsBasic", "ScheduledPaymentsDetail"),
    "/transactions": ("TransactionsBasic", "TransactionsDetail"), "/statements": ("StatementsBasic", "StatementsDetail"),
    "/statements/file": (None, "StatementsDetail"), "/direct-debits": ("DirectDebits", None), "/product": ("Products", None),
    "/offers": ("Offers", None), "/accounts/party": ("Party", None), "/party": ("PartyPSU", None),
}
VERSION_3 = {"AwaitingAuthorisation": "AWAU", "Authorised": "AUTH", "Rejected": "RJCT", "Revoked": "CANC"}


def create(c, now):
    if not c.perms:
        return deny("PERM_EMPTY")
    if c.perms - SUPPORTED:
        return deny("PERM_UNSUPPORTED")
    if not c.perms & {"AccountsBasic", "AccountsDetail"}:
        return deny("PERM_NO_ACCOUNTS")
    if bool(c.perms & {"TransactionsBasic", "TransactionsDetail"}) != bool(c.perms & {"TransactionsCredits", "TransactionsDebits"}):
        return deny("PERM_TX_PAIR")
    if c.expires is not None and c.expires <= now:
        return deny("EXPIRY_PAST")
    return allow("CREATED", "status:AWAU")


def read(c, now):
    status = VERSION_3.get(c.status, c.status)
    if status != "AUTH":
        return deny("CONSENT_EXPIRED" if status == "EXPD" else "CONSENT_STATUS")
    if c.expires is not None and now >= c.expires:
        return deny("CONSENT_EXPIRED")
    if c.endpoint not in ENDPOINTS:
        return deny("UNKNOWN_ENDPOINT")
    if c.endpoint != "/party" and c.account not in c.selected:
        return deny("ACCOUNT_NOT_SELECTED")
    basic, detail = ENDPOINTS[c.endpoint]
    directions = [d for d in ("Credit", "Debit") if f"Transactions{d}s" in c.perms]
    if basic not in c.perms and detail not in c.perms or c.endpoint == "/transactions" and not directions:
        return deny("PERMISSION_MISSING")
    obligations = []
    if detail is not None and detail not in c.perms:
        obligations.append("drop_detail")
    if c.endpoint == "/transactions" and len(directions) == 1:
        obligations.append("filter:" + directions[0])
    if c.endpoint in ("/transactions", "/statements", "/statements/file") and (c.tx_from is not None or c.tx_to is not None):
        obligations.append("window")
    if "PAN" not in c.perms:
        obligations.append("mask_pan")
    return allow("OK", *obligations)


def decide(c, now):
    return create(c, now) if c.op == "create" else read(c, now)
