"""The scorecard of a payment and its bands, behind the rules that no score outweighs. FATF lists: plenary of June 2026.
Written from the rules, not from the pack."""
from .answer import Answer, deny, fault
from .fields import country, flag, one_of, optional, whole

FIELDS = {
    "sanctions": flag, "country": country, "amount": whole(), "day_sum": whole(), "day_limit": whole(), "payee_age_h": optional(whole()),
    "hist": whole(), "p95": whole(), "v1h": whole(), "device": optional(one_of("bound", "known", "new", "tampered")),
    "dist_km": whole(), "hours": whole(), "ip_cc": country, "home_cc": country, "travel": flag, "hour": whole(0, 23),
    "night_ok": flag, "vop": one_of("match", "close", "no_match", "unavailable"), "remote_tool": flag, "sim_h": optional(whole()),
    "mule": flag, "trusted": flag, "tenure_y": whole(),
}
COUNTERMEASURES, ENHANCED_DILIGENCE = ("KP", "IR"), "MM"
MONITORED = set("AO BO BA BG CM CI CD HT IQ KE KW LA LB MC NP PG SS SY VE VN VG YE".split())


def below(value, *bins):
    """The points of the first bin whose bound is above the value; the last bin has no bound."""
    for bound, points in bins[:-1]:
        if value < bound:
            return points
    return bins[-1]


def amount_points(c):
    if c.hist < 5:
        return 80
    ratio = 100 * c.amount // c.p95
    return 0 if ratio <= 100 else 60 if ratio <= 200 else 140 if ratio <= 500 else 220


def geo_points(c):
    if c.dist_km > 100 and (c.hours == 0 or c.dist_km > 900 * c.hours):
        return 260
    return 70 if c.ip_cc != c.home_cc and not c.travel else 0


def factors(c):
    return [
        ("F01_PAYEE", 150 if c.payee_age_h is None else below(c.payee_age_h, (24, 100), (720, 40), 0)),
        ("F02_AMOUNT", amount_points(c)),
        ("F03_VELOCITY", below(c.v1h, (3, 0), (6, 60), (10, 140), 240)),
        ("F04_DEVICE", {"bound": 0, "known": 30, "new": 130, None: 130, "tampered": 250}[c.device]),
        ("F05_GEO", geo_points(c)),
        ("F06_HOUR", 40 if c.hour <= 4 and not c.night_ok else 0),
        ("F07_VOP", {"match": 0, "close": 40, "no_match": 180, "unavailable": 60}[c.vop]),
        ("F08_SESSION", 200 if c.remote_tool else 0),
        ("F09_SIM", 180 if c.sim_h is not None and c.sim_h < 72 else 0),
        ("F10_MULE", 300 if c.mule else 0),
        ("F11_COUNTRY", 90 if c.country in MONITORED else 0),
        ("F12_TRUST", -100 if c.trusted else 0),
        ("F13_TENURE", -40 if c.tenure_y >= 5 else 0),
    ]


def decide(c, _now):
    if c.sanctions:
        return deny("SANCTIONS")
    if c.country in COUNTERMEASURES:
        return deny("FATF_COUNTERMEASURES")
    if c.day_sum + c.amount > c.day_limit:
        return deny("LIMIT_DAY")
    if c.hist >= 5 and c.p95 == 0:
        return fault("arithmetic.division_by_zero")
    points = factors(c)
    score = min(1000, max(0, sum(p for _, p in points)))
    effect, reason = below(score, (250, ("permit", "BAND_LOW")), (500, ("challenge", "BAND_MEDIUM")), (750, ("review", "BAND_HIGH")),
                           ("deny", "BAND_SEVERE"))
    if effect == "review" and "BAND_HIGH" in c.approved:
        effect = "permit"
    if c.country == ENHANCED_DILIGENCE and effect in ("permit", "challenge") and "FATF_EDD" not in c.approved:
        effect, reason = "review", "FATF_EDD"
    shown = sorted(((n, p) for n, p in points if p != 0), key=lambda factor: (-factor[1], factor[0]))
    return Answer(effect, (reason,), (), score, shown)
