"""Whether a payment needs strong customer authentication: Delegated Regulation (EU) 2018/389, Art. 5, 11 to 18 and its annex.
Written from the rules, not from the pack. Amounts are cents of the euro, rates parts per million."""
from .answer import allow, deny, step_up
from .fields import flag, one_of, set_of, text, whole

FIELDS = {
    "initiator": one_of("payer", "payee"), "mandate_setup_remote": flag, "sca_done": flag, "sca_amount": whole(), "sca_payee": text,
    "payee": text, "amount": whole(), "list_change": flag, "monitor_flag": flag,
    "channel": one_of("remote", "contactless", "unattended"), "use": one_of("retail", "transport", "parking"),
    "instrument": one_of("card", "ct"), "own_account": flag, "trusted": flag, "series": flag, "series_first": flag,
    "series_amended": flag, "series_same": flag, "corp": flag, "cl_sum": whole(), "cl_count": whole(), "lv_sum": whole(),
    "lv_count": whole(), "counter_mode": one_of("amount", "count"), "include_current": flag, "fraud_ppm": whole(),
    "low_risk": flag, "ceased": set_of(one_of("ETV500", "ETV250", "ETV100")),
}
# Annex: the exemption threshold value in euro, and up to which fraud rate it may be used.
REFERENCE = {"card": ((500, 100), (250, 600), (100, 1300)), "ct": ((500, 50), (250, 100), (100, 150))}


def within(c, total, count, total_limit):
    """Art. 11 and 16: the provider uses either the amount or the number, not both."""
    if c.counter_mode == "amount":
        return total + (c.amount if c.include_current else 0) <= total_limit
    return count + (1 if c.include_current else 0) <= 5


def decide(c, _now):
    if c.initiator == "payee":
        return step_up("SCA_MANDATE") if c.mandate_setup_remote else allow("OUT_OF_SCOPE_MIT")
    if c.sca_done:
        if c.sca_amount == c.amount and c.sca_payee == c.payee:
            return allow("SCA_OK", "reset_counters")
        return deny("DYNAMIC_LINK_MISMATCH")
    if c.list_change:
        return step_up("SCA_TRUSTED_LIST")
    if c.monitor_flag:
        return step_up("SCA_RISK_FLAG")
    if c.channel == "unattended" and c.use in ("transport", "parking"):
        return allow("EX_ART12")
    if c.instrument == "ct" and c.own_account:
        return allow("EX_ART15")
    if c.trusted:
        return allow("EX_ART13")
    if c.series:
        plain = c.series_same and not c.series_first and not c.series_amended
        return allow("EX_ART14") if plain else step_up("SCA_SERIES")
    if c.corp:
        return allow("EX_ART17")
    if c.channel == "contactless":
        if c.amount <= 5000 and within(c, c.cl_sum, c.cl_count, 15000):
            return allow("EX_ART11", "bump_counter:contactless")
        return step_up("SCA_CONTACTLESS")
    if c.channel == "remote":
        if c.amount <= 3000 and within(c, c.lv_sum, c.lv_count, 10000):
            return allow("EX_ART16", "bump_counter:low_value")
        usable = [etv for etv, most in REFERENCE[c.instrument] if most >= c.fraud_ppm and f"ETV{etv}" not in c.ceased]
        if usable and c.amount <= 100 * max(usable) and c.low_risk:
            return allow("EX_ART18", f"report_tra:ETV{max(usable)}")
    return step_up("SCA_REQUIRED")
