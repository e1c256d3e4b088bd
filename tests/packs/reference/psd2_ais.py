"""Access to account information under a consent of the Berlin Group kind: Delegated Regulation (EU) 2018/389, Art. 10, 10a and 36(5).
Written from the rules, not from the pack."""
from .answer import allow, deny, step_up
from .fields import DAY, date, day_of, flag, instant, one_of, optional, set_of, text, whole

# An unknown role is no licence, and takes none away.
FIELDS = {
    "cert_valid": flag, "roles": set_of(text), "tpp": text, "consent_tpp": text,
    "status": text, "valid_until": date, "recurring": flag, "uses": whole(), "acc": set_of(text), "bal": set_of(text),
    "tx": set_of(text), "resource": one_of("accounts", "balances", "transactions"), "account": text, "psu_present": flag,
    "freq": whole(), "bilateral_max": whole(), "unattended_24h": whole(), "last_sca": optional(instant),
    "history_days": whole(), "sca_in_session": flag, "fraud_evidence": flag,
}


def decide(c, now):
    if not c.cert_valid:
        return deny("TPP_CERT_INVALID")
    if "PSP_AI" not in c.roles:
        return deny("TPP_ROLE")
    if c.consent_tpp != c.tpp:
        return deny("CONSENT_UNKNOWN")
    if c.status != "valid":  # any other, known or not
        return deny("CONSENT_EXPIRED" if c.status == "expired" else "CONSENT_INVALID")
    if day_of(now) > c.valid_until:  # inclusive to the end of that date
        return deny("CONSENT_EXPIRED")
    if not c.recurring and c.uses >= 1:
        return deny("CONSENT_EXPIRED")
    granted = {"accounts": c.acc | c.bal | c.tx, "balances": c.bal, "transactions": c.tx}[c.resource]
    if c.account not in granted:
        return deny("CONSENT_SCOPE")
    if not c.psu_present and c.unattended_24h >= min(c.freq, c.bilateral_max):
        return deny("ACCESS_EXCEEDED")
    if c.last_sca is None:
        return step_up("SCA_FIRST_ACCESS")
    if now - c.last_sca > 180 * DAY:
        return step_up("SCA_180D")
    if c.resource == "transactions" and c.history_days > 90 and not c.sca_in_session:
        return step_up("SCA_HISTORY_90D")
    if c.fraud_evidence:
        return step_up("SCA_FRAUD", "document_justification")
    more = [] if c.psu_present else ["count_unattended"]
    if not c.recurring:
        more.append("expire_consent")
    return allow("OK", "audit", "strip_sensitive", *more)
