"""Payments on both sides of each bin of the scorecard, of each bound of its bands, and of the rules before it."""
from .dice import BASELINE_NOW

MONITORED = "AO BO BA BG CM CI CD HT IQ KE KW LA LB MC NP PG SS SY VE VN VG YE".split()
PLAIN = ("DE", "FR", "US", "DZ", "NA", "KR", "ID", "MK", "GB")
REVIEWS = ("payment_risk.payment.Payments.BAND_HIGH", "payment_risk.payment.Payments.FATF_EDD")


def country(dice):
    drawn = dice.random()
    if drawn < 0.03:
        return dice.pick(("KP", "IR"))
    if drawn < 0.13:
        return "MM"
    return dice.pick(MONITORED) if drawn < 0.3 else dice.pick(PLAIN)


def good(dice):
    p95 = dice.pick((30000, 30000, 1, 7, 999, 12345))
    return {
        "sanctions": False, "country": country(dice), "amount": int(dice.random() * (p95 + 1)), "day_sum": dice.near(1000),
        "day_limit": 5_000_000, "payee_age_h": 2000, "hist": 5 + int(dice.random() * 100), "p95": p95, "v1h": 0, "device": "bound",
        "dist_km": dice.pick((0, 3, 100)), "hours": int(dice.random() * 48), "ip_cc": "DE", "home_cc": "DE", "travel": dice.flag(), "hour": 14,
        "night_ok": False, "vop": "match", "remote_tool": False, "sim_h": None, "mule": False, "trusted": dice.chance(0.15),
        "tenure_y": dice.pick((0, 1, 2, 3, 4)),
    }


def limit(dice, c):
    c["day_limit"] = dice.near(max(1, c["day_sum"] + c["amount"]))


def ratio(dice, c):
    """On the edge of a bin of the ratio to what is usual, where rounding down decides."""
    c["amount"] = dice.near(c["p95"] * dice.pick((101, 201, 501, 100, 200, 500)) // 100)
    c["hist"] = dice.near(5)


def contradiction(dice, c):
    c["p95"], c["hist"] = 0, dice.near(5)


def journey(dice, c):
    c["hours"] = dice.pick((0, 0, 1, 1, 2, 10))
    c["dist_km"] = dice.near(dice.pick((100, 900 * c["hours"] or 100)))


def abroad(dice, c):
    c["ip_cc"], c["travel"] = dice.pick(("DE", "FR", "US")), dice.flag()


def night(dice, c):
    c["hour"], c["night_ok"] = dice.pick((0, 1, 3, 4, 5, 23)), dice.chance(0.3)


def one(name, draw):
    def apply(dice, c):
        c[name] = draw(dice)
    return apply


CHANGES = (
    limit, ratio, ratio, ratio, contradiction, journey, journey, abroad, night,
    one("sanctions", lambda dice: True), one("payee_age_h", lambda dice: None), one("payee_age_h", lambda dice: dice.near(24)),
    one("payee_age_h", lambda dice: dice.near(720)), one("v1h", lambda dice: dice.near(dice.pick((3, 6, 10)))),
    one("v1h", lambda dice: dice.near(10)), one("device", lambda dice: dice.pick(("known", "new", None, "tampered"))),
    one("device", lambda dice: dice.pick(("tampered", "new"))), one("vop", lambda dice: dice.pick(("close", "no_match", "unavailable"))),
    one("remote_tool", lambda dice: True), one("sim_h", lambda dice: dice.near(72)), one("mule", lambda dice: True),
    one("trusted", lambda dice: True), one("tenure_y", lambda dice: dice.near(5)), one("country", lambda dice: "MM"),
)


def draw(dice):
    context = good(dice)
    for _ in range(dice.pick((0, 1, 1, 2, 2, 3, 4, 5, 6, 8))):
        dice.pick(CHANGES)(dice, context)
    return context, BASELINE_NOW
