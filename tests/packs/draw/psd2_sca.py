"""Payments on both sides of every limit of the exemptions, alone and one behind the other."""
from .dice import BASELINE_NOW

THRESHOLDS = ("ETV500", "ETV250", "ETV100")
RATES = {"card": (100, 600, 1300), "ct": (50, 100, 150)}
REVIEWS = ()


def good(dice):
    """A payment to which nothing applies but the last line, or nearly."""
    return {
        "initiator": "payer", "mandate_setup_remote": dice.flag(), "sca_done": False, "sca_amount": dice.near(12000), "sca_payee": "",
        "payee": dice.pick(("P1", "P2", "P3")), "amount": int(dice.random() * 100_000), "list_change": False, "monitor_flag": False,
        "channel": "remote", "use": dice.pick(("retail", "transport", "parking")), "instrument": dice.pick(("card", "ct")),
        "own_account": False, "trusted": False, "series": False, "series_first": False, "series_amended": False, "series_same": True,
        "corp": False, "cl_sum": dice.near(7500), "cl_count": dice.near(3), "lv_sum": dice.near(5000), "lv_count": dice.near(3),
        "counter_mode": dice.pick(("amount", "count")), "include_current": dice.flag(), "fraud_ppm": dice.near(2000), "low_risk": True,
        "ceased": [],
    }


def payee_initiated(dice, c):
    c["initiator"] = "payee"


def authenticated(dice, c):
    c["sca_done"] = True
    c["sca_amount"] = c["amount"] if dice.chance(0.6) else dice.near(c["amount"])
    c["sca_payee"] = c["payee"] if dice.chance(0.6) else dice.pick(("P1", "P2", "", "p1"))


def flag_of(name):
    def apply(_dice, c):
        c[name] = True
    return apply


def unattended(dice, c):
    c["channel"], c["use"] = "unattended", dice.pick(("retail", "transport", "parking"))


def own(dice, c):
    c["own_account"], c["instrument"] = True, dice.pick(("ct", "ct", "card"))


def series(dice, c):
    c["series"] = True
    c["series_first"], c["series_amended"], c["series_same"] = dice.chance(0.25), dice.chance(0.25), dice.chance(0.75)


def counted(dice, c, prefix, each, total):
    c["amount"] = dice.near(each)
    own_part = c["amount"] if c["include_current"] else 0
    c[prefix + "_sum"] = dice.near(max(0, total - own_part))
    c[prefix + "_count"] = dice.near(5 - (1 if c["include_current"] else 0))


def contactless(dice, c):
    c["channel"] = "contactless"
    counted(dice, c, "cl", dice.pick((5000, 5000, 2500, 100)), 15000)


def low_value(dice, c):
    c["channel"] = "remote"
    counted(dice, c, "lv", dice.pick((3000, 3000, 1500, 100)), 10000)


def low_risk(dice, c):
    c["channel"] = "remote"
    c["fraud_ppm"] = dice.near(dice.pick(RATES[c["instrument"]]))
    c["amount"] = dice.near(dice.pick((10000, 25000, 50000)))
    c["low_risk"] = dice.chance(0.9)
    c["ceased"] = dice.some(THRESHOLDS, 0.25)


CHANGES = (
    payee_initiated, authenticated, authenticated, flag_of("list_change"), flag_of("monitor_flag"), unattended, unattended, own,
    flag_of("trusted"), series, series, flag_of("corp"), contactless, contactless, contactless, low_value, low_value, low_value, low_risk,
    low_risk, low_risk, low_risk,
)


def draw(dice):
    context = good(dice)
    for _ in range(dice.pick((0, 1, 1, 1, 1, 2, 2, 3))):
        dice.pick(CHANGES)(dice, context)
    return context, BASELINE_NOW
