"""Draws that look for the boundaries of rules: everything follows from the seed."""
import datetime
import random

SECOND, DAY = 1_000_000, 86_400_000_000  # microseconds
EPOCH = datetime.datetime(1970, 1, 1)


class Dice(random.Random):
    def chance(self, share):
        return self.random() < share

    def flag(self):
        return self.random() < 0.5

    def pick(self, choices):
        return choices[int(self.random() * len(choices))]

    def near(self, limit):
        """A count on the limit or one beside it; now and then anywhere below twice as much."""
        drawn = self.random()
        if drawn < 0.75:
            return max(0, limit - 1 + int(drawn * 4))
        if drawn < 0.95:
            return int(self.random() * (2 * limit + 2))
        return self.pick((0, 1, 10 * limit + 1))

    def around(self, moment):
        """An instant on another or just beside it; now and then days away."""
        drawn = self.random()
        if drawn < 0.8:
            return moment + self.pick((-SECOND, 0, SECOND, -1, 1, -60 * SECOND, 60 * SECOND))
        return moment + int((self.random() - 0.5) * 800) * DAY

    def some(self, choices, share=0.5):
        """A subset, in any order, now and then with a member twice."""
        out = [c for c in choices if self.random() < share]
        if len(out) > 1 and self.random() < 0.3:
            self.shuffle(out)
            if self.random() < 0.2:
                out.append(out[0])
        return out

    def now(self):
        """A moment between 2019 and 2031; often the first or the last one of a day, often in a fraction of a second."""
        moment = 1_546_300_800 * SECOND + int(self.random() * 12 * 365) * DAY
        drawn = self.random()
        if drawn < 0.15:
            return moment
        if drawn < 0.3:
            return moment + DAY - SECOND
        return moment + int(self.random() * 86_400) * SECOND + (int(self.random() * SECOND) if drawn > 0.9 else 0)


def instant(moment):
    """RFC 3339, in UTC; a fraction only where there is one."""
    seconds, micros = divmod(moment, SECOND)
    text = (EPOCH + datetime.timedelta(seconds=seconds)).isoformat()
    return f"{text}.{micros:06}Z" if micros else text + "Z"


def date(moment, days=0):
    return (EPOCH + datetime.timedelta(days=moment // DAY + days)).date().isoformat()


BASELINE_NOW = "2026-11-20T10:00:00Z"  # for the packs whose rules ask for no time
