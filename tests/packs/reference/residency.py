"""Where data may go, by the regime that it is under: GDPR Chapter V and its sisters, and the laws that keep data at home.
Written from the rules, not from the pack. Facts as of 20 November 2026."""
from .answer import allow, deny, review
from .fields import country, flag, one_of, text, whole

FIELDS = {
    "regime": text, "dst": country, "op": one_of("transfer", "store", "process", "collect"),
    "cls": one_of("personal", "sensitive", "payment", "important"), "bank_secrecy_block": flag, "dpf": flag, "commercial": flag,
    "scc": flag, "tia": flag, "bcr": flag, "art49": flag, "occasional": flag, "idta": flag, "cross_border_txn": flag,
    "notified": flag, "ciio": flag, "cac_assessed": flag, "contract_necessity": flag, "cum_count": whole(), "cn_scc": flag,
    "primary_in_country": flag, "approval": flag,
}
EU27 = set("AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split())
EEA = EU27 | {"IS", "LI", "NO"}
EU_ADEQUATE = set("AD AR BR CH FO GB GG IL IM JE JP KR NZ UY".split())
UK_ADEQUATE = EEA | set("AD AR CH FO GG GI IL IM JE JP KR NZ UY".split())
LOG = "log_transfer"


def eea(c):
    if c.dst in EEA:
        return allow("EEA_INTERNAL")
    if c.dst in EU_ADEQUATE:
        return allow("ADEQUACY", LOG)
    if c.dst == "US" and c.dpf:
        return allow("ADEQUACY_DPF", LOG)
    if c.dst == "CA" and c.commercial:
        return allow("ADEQUACY_CA", LOG)
    if c.scc and c.tia:
        return allow("SCC", LOG, "encrypt_e2e")
    if c.bcr:
        return allow("BCR", LOG)
    if c.art49 and c.occasional:
        answer = allow if "ART49" in c.approved else review  # what a person released goes out, and is recorded alike
        return answer("ART49", LOG, "dpo_record")
    return deny("NO_TRANSFER_BASIS")


def gb(c):
    if c.dst == "GB":
        return allow("UK_INTERNAL")
    if c.dst in UK_ADEQUATE or c.dst == "CA" and c.commercial:
        return allow("UK_ADEQUACY", LOG)
    if c.dst == "US" and c.dpf:
        return allow("UK_US_BRIDGE", LOG)
    if c.idta and c.tia:
        return allow("UK_IDTA", LOG, "encrypt_e2e")
    return deny("NO_TRANSFER_BASIS")


def in_rbi(c):
    if c.cls != "payment":
        return allow("OUT_OF_REGIME")
    if c.dst == "IN":
        return allow("IN_LOCAL")
    if c.op == "process":
        return allow("RBI_PROCESS_ABROAD", "delete_abroad:24h", "store_in:IN")
    if c.op == "store" and c.cross_border_txn:
        return allow("RBI_FOREIGN_LEG", "store_in:IN")
    return deny("RBI_STORE_ONLY_IN")


def ru(c):
    if c.dst == "RU":
        return allow("RU_LOCAL")
    if c.op == "collect":
        return deny("RU_COLLECT_LOCAL")
    return allow("RU_TRANSFER", LOG) if c.notified else deny("RU_NOT_NOTIFIED")


def cn(c):
    if c.dst == "CN":
        return allow("CN_LOCAL")
    assessment = allow("CN_ASSESSED", LOG) if c.cac_assessed else deny("CN_ASSESSMENT_REQUIRED")
    if c.cls == "important" or c.ciio:
        return assessment
    if c.contract_necessity:
        return allow("CN_EXEMPT_CONTRACT", LOG)
    if c.cls == "sensitive":
        contract = c.cum_count < 10_000
    elif c.cum_count < 100_000:
        return allow("CN_EXEMPT_VOLUME", LOG)
    else:
        contract = c.cum_count < 1_000_000
    if not contract:
        return assessment
    return allow("CN_SCC", LOG) if c.cn_scc or c.cac_assessed else deny("CN_SCC_REQUIRED")


def on_approval(c):
    if c.dst == c.regime:
        return allow("LOCAL")
    return allow("REGULATOR_APPROVED", LOG, "keep_approval_ref") if c.approval else deny("APPROVAL_REQUIRED")


def tr(c):
    if c.dst == "TR":
        return allow("LOCAL")
    return allow("COPY_ABROAD", LOG) if c.op != "store" and c.primary_in_country else deny("PRIMARY_SYSTEM_LOCAL")


def free(c):
    return allow("LOCAL") if c.dst == c.regime else allow("NO_LOCALISATION", "outsourcing_controls")


REGIMES = {"EEA": eea, "GB": gb, "IN_RBI": in_rbi, "RU": ru, "CN": cn, "SA": on_approval, "ID": on_approval, "AE": on_approval,
           "TR": tr, "SG": free, "HK": free, "US": free}


def decide(c, _now):
    if c.bank_secrecy_block:
        return deny("BANK_BLOCKLIST")
    if c.regime not in REGIMES:
        return deny("UNKNOWN_REGIME")
    return REGIMES[c.regime](c)
