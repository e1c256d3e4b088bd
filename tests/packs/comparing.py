"""Holds one decision against what the rules say of its request."""
from reference import fields


def expected(reference, request):
    """The answer of the rules, and the faults that the input has: where there is one, it comes before every rule."""
    context, faults = fields.read_context(reference.FIELDS, request)
    try:
        now = fields.instant(request["now"])
    except fields.Unreadable as e:
        return None, [("now", code) for code in e.codes]
    return (None, faults) if faults else (reference.decide(context, now), [])


def is_one_of(decision, faults):
    path = decision.get("path", "")
    return any(decision["reason"] == code and (path == "context." + name or path.startswith(f"context.{name}[")
                                               or path.startswith(f"context.{name}.")) for name, code in faults)


def shown(answer, faults):
    if faults:
        return "deny with one of " + ", ".join(f"{code} of {name}" for name, code in faults)
    score = "" if answer.score is None else f", score {answer.score} of {answer.contributions}"
    return f"{answer.effect} {'/'.join(map(str, answer.reasons))} oblige {answer.obligations}{score}"


def differs(decision, answer, faults):
    obligations = decision.get("obligations", [])
    scores = decision.get("scores", {})
    if faults:
        return decision["effect"] != "deny" or bool(obligations) or bool(scores) or not is_one_of(decision, faults)
    if decision["effect"] != answer.effect or obligations != answer.obligations:
        return True
    if answer.reasons != (None,) and decision["reason"] not in answer.reasons:
        return True
    if answer.score is None:
        return bool(scores)
    score = next(iter(scores.values()), {})
    return score.get("value") != answer.score or [(c["name"], c["points"]) for c in score["contributions"]] != answer.contributions
