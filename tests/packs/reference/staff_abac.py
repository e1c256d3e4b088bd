"""What a bank's own staff may do: least privilege, separation of duties, purpose, and breaking the glass. PCI DSS 4.0.1, 7.2 and 8.2.
Written from the rules, not from the pack."""
from .answer import allow, deny, review, step_up
from .fields import flag, one_of, optional, set_of, text, whole

FIELDS = {
    "user": text, "roles": set_of(text),
    "inactive_days": whole(), "failed": whole(), "lock_min": whole(), "customer_of": text, "related": flag,
    "action": text, "rtype": text, "created_by": text, "sens": whole(), "managed": flag, "branch": text, "rbranch": text,
    "case": optional(text), "hour": whole(0, 23), "vip": flag, "break_glass": flag, "justification": text, "idle_min": whole(),
    "mfa": flag, "cde": flag, "rows": whole(), "approver": optional(text),
}
READ = {("read", "account"), ("read", "customer")}
ENTITLEMENTS = {
    "teller": READ | {("create", "payment")}, "private_banker": READ | {("create", "payment")},
    "manager": READ | {("approve", "payment"), ("export", "report")}, "support": READ | {("update", "customer")},
    "fraud": READ | {("read", "card"), ("unmask", "card"), ("update", "case")},
    "auditor": READ | {("read", "audit"), ("export", "report")}, "dba": set(),
}


def failed_scope(c, case):
    """The first scope test that fails, or None."""
    if c.roles <= {"teller", "manager"} and c.rbranch != c.branch and case is None:
        return "OUT_OF_BRANCH"
    if c.roles == {"teller"} and (c.hour >= 20 or c.hour < 7):
        return "OFF_HOURS"
    if c.sens >= 3 and case is None:
        return "PURPOSE_REQUIRED"
    if c.vip and "private_banker" not in c.roles:
        return "VIP_RESTRICTED"
    return None


def decide(c, _now):
    if c.inactive_days >= 90:
        return deny("DORMANT_ACCOUNT")
    if c.failed >= 10 and c.lock_min < 30:
        return deny("LOCKED_OUT")
    if c.customer_of == c.user or c.related:
        return deny("CONFLICT_OF_INTEREST")
    if c.action == "approve" and c.created_by == c.user:
        return deny("SOD_MAKER_CHECKER")
    if c.sens >= 3 and not c.managed:
        return deny("DEVICE_POSTURE")
    # A role that nobody knows grants nothing. It must not lift the limits of those beside it either, as a second known role would.
    if not c.roles <= ENTITLEMENTS.keys() or not any((c.action, c.rtype) in ENTITLEMENTS[role] for role in c.roles):
        return deny("NO_ENTITLEMENT")
    scope = failed_scope(c, c.case)
    glass = c.break_glass and c.roles & {"support", "fraud"} and len(c.justification) >= 20 and c.action != "export"
    if scope is not None and not glass:
        return deny(scope)
    if c.idle_min > 15:
        return step_up("IDLE_REAUTH")
    if not c.mfa and (c.cde or c.sens >= 3):
        return step_up("MFA_REQUIRED")
    if c.action == "export" and c.rows > 1000 and c.approver in (None, c.user) and "BULK_EXPORT" not in c.approved:
        return review("BULK_EXPORT", "audit")
    obligations = ["audit"] if c.action == "unmask" else ["audit", "mask_pan"]
    if scope is None:
        return allow("OK", *obligations)
    return allow("BREAK_GLASS", *obligations, "alert_soc", "review_24h")
