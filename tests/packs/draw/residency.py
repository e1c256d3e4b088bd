"""Transfers of every regime to the countries where its lines differ, with each basis alone and with those beside it."""
from .dice import BASELINE_NOW

REGIMES = ("EEA", "EEA", "EEA", "EEA", "GB", "GB", "GB", "IN_RBI", "IN_RBI", "RU", "RU", "CN", "CN", "CN", "CN", "SA", "ID", "AE", "TR", "TR",
           "SG", "HK", "US")
STRANGE = ("CH", "VN", "KZ", "BR", "eea", "")
COUNTRIES = tuple(("AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO AD AR BR CH FO GB GG GI IL IM JE "
                   "JP KR NZ UY IN RU CN SA ID AE TR SG HK US CA MX ZA AU EG MO TW VN KZ UA RS BA MK AL MC SM VA GL NG XK UK EL ZZ").split())
OPERATIONS, CLASSES = ("transfer", "store", "process", "collect"), ("personal", "sensitive", "payment", "important")
HOME = {"EEA": "DE", "IN_RBI": "IN"}
FLAGS = ("dpf", "commercial", "scc", "tia", "bcr", "art49", "occasional", "idta", "cross_border_txn", "notified", "ciio", "cac_assessed",
         "contract_necessity", "cn_scc", "primary_in_country", "approval")
SHARE = {"ciio": 0.15, "contract_necessity": 0.2, "bcr": 0.3, "cac_assessed": 0.35}
REVIEWS = ("residency.transfers.Eea.ART49",)


def destination(dice, regime):
    drawn = dice.random()
    if drawn < 0.08:
        return HOME.get(regime, regime if len(regime) == 2 and regime.isupper() else "DE")
    if drawn < 0.35:
        return dice.pick(("US", "CA", "BR", "GB", "GI", "CH", "HK"))
    if drawn < 0.55:
        return dice.pick(("MX", "ZA", "AU", "IN", "SG"))
    return dice.pick(COUNTRIES)


def draw(dice):
    regime = dice.pick(REGIMES) if dice.chance(0.98) else dice.pick(STRANGE)
    context = {
        "regime": regime, "dst": destination(dice, regime), "op": dice.pick(OPERATIONS) if dice.chance(0.99) else "copy",
        "cls": dice.pick(CLASSES) if dice.chance(0.99) else "confidential", "bank_secrecy_block": dice.chance(0.01),
    }
    for name in FLAGS:
        context[name] = dice.random() < SHARE.get(name, 0.5)
    context["cum_count"] = dice.near(dice.pick((10_000, 100_000, 1_000_000)))
    return context, BASELINE_NOW
