"""Requests that cannot be read: a member that is not there, is null, or is no value of its type. Which of these is a fault is for the
reference to say: null is a value of an optional, any text is one of a text."""

WRONG = (None, None, None, "no_such_member", "no_such_member", "", 3, -1, 1.5, True, [], {}, ["no_such_member"], [3], {"C1": ["X"]},
         9_223_372_036_854_775_808, "2026-02-30", "2026-11-20T10:00:00", "ZZ")


def spoil(dice, context):
    name = dice.pick(list(context))
    if dice.chance(0.3):
        del context[name]
    else:
        context[name] = dice.pick(WRONG)
