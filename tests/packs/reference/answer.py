"""What the rules answer: an effect, a reason, obligations in order; a score where a pack has one.
A request that cannot be read has no answer of the rules but a fault, of which the input owes the name: see fields.py."""


class Answer:
    __slots__ = ("effect", "reasons", "obligations", "score", "contributions")

    def __init__(self, effect, reasons, obligations=(), score=None, contributions=()):
        self.effect, self.reasons, self.obligations = effect, reasons, list(obligations)
        self.score, self.contributions = score, list(contributions)  # contributions: (factor, points), as they are to be shown


def allow(reason, *obligations):
    return Answer("permit", (reason,), obligations)


def deny(reason, *obligations):
    return Answer("deny", (reason,), obligations)


def step_up(reason, *obligations):
    return Answer("challenge", (reason,), obligations)


def review(reason, *obligations):
    return Answer("review", (reason,), obligations)


def fault(*codes):
    """A deny whose reason is one of the codes; nothing else comes with it."""
    return Answer("deny", codes)
