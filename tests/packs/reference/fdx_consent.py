"""A grant of the FDX kind, and the limits of 12 CFR 1033.421: at most a year, no advertising, cross-selling or sale of data.
Written from the rules, not from the pack."""
from .answer import allow, deny, step_up
from .fields import DAY, day_of, flag, instant, map_of, one_of, optional, set_of, text, whole, written

# A cluster that nobody knows shows nothing; later releases of FDX add some.
FIELDS = {
    "recipient": text, "grant_recipient": text, "status": text, "duration": one_of("ONE_TIME", "TIME_BOUND", "PERSISTENT"),
    "period": whole(), "created": instant, "expires": optional(instant), "uses": whole(), "lookback": whole(), "last_auth": instant,
    "enforce_1y": flag, "purpose": one_of("account_aggregation", "targeted_advertising", "cross_sell", "data_sale"), "path": text,
    "account": text, "granted": map_of(set_of(text)), "start": instant,
}
PATHS = {
    "accounts": {"ACCOUNT_BASIC", "ACCOUNT_DETAILED"}, "account": {"ACCOUNT_BASIC", "ACCOUNT_DETAILED"},
    "transactions": {"TRANSACTIONS"}, "statements": {"STATEMENTS"}, "payment-networks": {"ACCOUNT_PAYMENTS"},
    "contact": {"CUSTOMER_CONTACT", "CUSTOMER_PERSONAL"}, "holdings": {"INVESTMENTS"},
}


def decide(c, now):
    if c.recipient != c.grant_recipient:
        return deny("RECIPIENT_MISMATCH")
    if c.status == "REVOKED":
        return deny("CONSENT_REVOKED")
    if c.status != "ACTIVE":
        return deny("CONSENT_EXPIRED")
    if c.expires is not None and now >= c.expires:
        return deny("CONSENT_EXPIRED")
    if c.duration == "TIME_BOUND" and now >= c.created + c.period * DAY:
        return deny("CONSENT_EXPIRED")
    if c.duration == "ONE_TIME" and c.uses >= 1:
        return deny("CONSENT_CONSUMED")
    if c.purpose in ("targeted_advertising", "cross_sell", "data_sale"):
        return deny("SECONDARY_USE")
    if c.account not in c.granted:
        return deny("RESOURCE_NOT_GRANTED")
    clusters = c.granted[c.account]
    everything = "ALL" in clusters
    if c.path not in PATHS or not (everything or clusters & PATHS[c.path]):
        return deny("CLUSTER_NOT_GRANTED")
    if c.enforce_1y and now - c.last_auth > 365 * DAY:
        return step_up("REAUTH_1Y")
    obligations = ["audit"]
    if not everything:
        if c.path in ("accounts", "account") and "ACCOUNT_DETAILED" not in clusters:
            obligations.append("basic_only")
        if c.path == "contact" and "CUSTOMER_PERSONAL" not in clusters:
            obligations.append("drop:dateOfBirth,taxId,governmentId")
        if "ACCOUNT_PAYMENTS" not in clusters:
            obligations.append("mask:accountNumber")
    floor = now - c.lookback * DAY
    if c.path in ("transactions", "statements") and c.start < floor:
        obligations.append("clamp_start:" + written(day_of(floor)))
    if c.duration == "ONE_TIME":
        obligations.append("consume")
    return allow("OK", *obligations)
