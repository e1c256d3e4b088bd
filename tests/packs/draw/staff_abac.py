"""What staff try: each role with what it may and may not do, inside and outside of its scope, in an emergency and not."""
from .dice import BASELINE_NOW

ROLES = ("teller", "private_banker", "manager", "support", "fraud", "auditor", "dba")
ENTITLED = (
    ("teller", "read", "account"), ("teller", "read", "customer"), ("teller", "create", "payment"), ("private_banker", "read", "customer"),
    ("private_banker", "create", "payment"), ("manager", "read", "account"), ("manager", "approve", "payment"),
    ("manager", "export", "report"), ("support", "read", "account"), ("support", "update", "customer"), ("fraud", "read", "card"),
    ("fraud", "unmask", "card"), ("fraud", "update", "case"), ("fraud", "read", "customer"), ("auditor", "read", "audit"),
    ("auditor", "export", "report"), ("auditor", "read", "account"),
)
ACTIONS = ("read", "create", "update", "approve", "export", "unmask", "delete")
TYPES = ("account", "customer", "payment", "report", "card", "case", "audit", "branch")
REVIEWS = ("staff_abac.access.StaffAccess.BULK_EXPORT",)


def good(dice):
    role, action, rtype = dice.pick(ENTITLED)
    return {
        "user": "U1", "roles": [role], "inactive_days": dice.near(40), "failed": dice.near(4), "lock_min": dice.near(30),
        "customer_of": dice.pick(("X", "U2", "")), "related": False, "action": action, "rtype": rtype, "created_by": "U9",
        "sens": dice.pick((0, 1, 2)), "managed": dice.chance(0.8), "branch": "B1", "rbranch": "B1",
        "case": dice.pick((None, "K1", "K2")), "hour": 7 + int(dice.random() * 13), "vip": False, "break_glass": False,
        "justification": dice.pick(("", "routine")), "idle_min": dice.near(7), "mfa": dice.chance(0.7), "cde": False,
        "rows": dice.near(500), "approver": dice.pick((None, "U1", "U2")),
    }


def dormant(dice, c):
    c["inactive_days"] = dice.near(90)


def locked(dice, c):
    c["failed"], c["lock_min"] = dice.near(10), dice.near(30)


def conflict(dice, c):
    c["customer_of"] = dice.pick(("U1", "u1", "U2"))
    c["related"] = dice.chance(0.4)


def four_eyes(dice, c):
    c["roles"], c["action"], c["rtype"] = c["roles"] + ["manager"], "approve", "payment"
    c["created_by"] = dice.pick(("U1", "U1", "U2", ""))


def sensitive(dice, c):
    c["sens"], c["managed"], c["case"] = dice.pick((2, 3, 4, 10)), dice.chance(0.8), dice.pick((None, "K1", ""))


def anything(dice, c):
    c["action"], c["rtype"] = dice.pick(ACTIONS), dice.pick(TYPES)


def roles(dice, c):
    c["roles"] = dice.some(ROLES, 0.3) if dice.chance(0.4) else c["roles"] + [dice.pick(ROLES + ("intern",))]


def branch(dice, c):
    c["rbranch"], c["case"] = dice.pick(("B1", "B2", "b1", "")), dice.pick((None, None, "K1"))
    if dice.chance(0.7):
        c["roles"] = dice.pick((["teller"], ["manager"], ["teller", "manager"], ["teller", "support"]))
        c["action"], c["rtype"] = "read", dice.pick(("account", "customer"))


def hours(dice, c):
    c["hour"] = dice.pick((0, 6, 7, 19, 20, 23))
    if dice.chance(0.7):
        c["roles"] = dice.pick((["teller"], ["teller"], ["teller", "manager"], ["manager"]))
        c["action"], c["rtype"] = "read", "account"


def vip(dice, c):
    c["vip"] = True
    if dice.chance(0.3):
        c["roles"] = c["roles"] + ["private_banker"]


def emergency(dice, c):
    c["break_glass"] = dice.chance(0.9)
    c["justification"] = dice.pick(("x" * 19, "x" * 20, "P1 outage, restoring access", "ü" * 19, "ü" * 20, " " * 20))
    if dice.chance(0.5):
        c["roles"] = c["roles"] + [dice.pick(("support", "fraud"))]
    dice.pick((vip, sensitive, branch, hours))(dice, c)
    if dice.chance(0.4):
        c["roles"] = c["roles"] + [dice.pick(("support", "fraud"))]


def idle(dice, c):
    c["idle_min"] = dice.near(15)


def second_factor(dice, c):
    c["mfa"], c["cde"] = dice.chance(0.3), dice.flag()


def bulk(dice, c):
    c["roles"] = c["roles"] + [dice.pick(("auditor", "manager"))]
    c["action"], c["rtype"] = "export", "report"
    c["rows"], c["approver"] = dice.near(1000), dice.pick((None, "U1", "U2", "u1"))


CHANGES = (dormant, locked, conflict, four_eyes, sensitive, sensitive, anything, roles, branch, branch, hours, hours, vip, emergency, emergency,
           idle, second_factor, bulk, bulk)


def draw(dice):
    context = good(dice)
    for _ in range(dice.pick((0, 1, 1, 1, 2, 2, 3))):
        dice.pick(CHANGES)(dice, context)
    return context, BASELINE_NOW
