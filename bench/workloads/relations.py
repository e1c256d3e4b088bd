"""Worlds of people, groups and things, and requests with the relations that they ask for: the applications of Cedar's evaluation (J. Cutler
and others, OOPSLA 2024) in our words. Fifty entities of each kind. Relations come closed, as a host that keeps them would hand them over:
who is in a group is in those above it, and what is shared with a folder's readers is so with everything in it."""
from draw.dice import Dice

SEED = "bench/workloads"
NOW = "2026-11-20T10:00:00Z"
KIND = 50


def names(letter):
    return [f"{letter}{i:02}" for i in range(KIND)]


def nested(dice, groups, share=0.04):
    """Each group stands in some of those before it, so that there is no circle. Gives for each all that it is in, itself too."""
    within = {}
    for i, group in enumerate(groups):
        above = [other for other in groups[:i] if dice.chance(share)]
        within[group] = {group}.union(*(within[other] for other in above))
    return within


def closed(direct, within):
    return sorted(set().union(*(within[group] for group in direct)))


def request(action, effect, subject, resource, facts):
    return {"action": action, "request": {"subject": subject, "resource": resource, "facts": facts, "now": NOW}, "effect": effect}


def evenly(draw, count):
    """As many permits as anything else, since most pairs of somebody and something have nothing to do with each other."""
    left = {"permit": count // 2, "deny": count - count // 2}
    while count:
        line = draw()
        if left[line["effect"]]:
            left[line["effect"]] -= 1
            count -= 1
            yield line


def drive(count):
    dice = Dice(f"{SEED} drive")
    users, folders = names("u"), names("f")
    within = nested(dice, names("g"))
    member = {user: [user, *closed(dice.some(names("g"), 0.05), within)] for user in users}
    sharing = lambda share: dice.some(users + names("g"), share)
    shares = {}  # of folders: with what those above have
    for i, folder in enumerate(folders):
        above = shares[folders[int(dice.random() * i)]] if i else (set(), set())
        shares[folder] = above[0].union(sharing(0.015)), above[1].union(sharing(0.008))
    documents = {name: (dice.pick(users), dice.chance(0.05), *(folder | set(sharing(0.01)) for folder in shares[dice.pick(folders)]))
                 for name in names("d")}

    def draw():
        action, user, name = dice.pick(("ReadDocument", "EditDocument", "ShareDocument")), dice.pick(users), dice.pick(names("d"))
        owner, published, viewers, editors = documents[name]
        if dice.chance(0.2):
            user = owner
        edits = bool(editors.intersection(member[user]))
        may = {"ReadDocument": published or edits or bool(viewers.intersection(member[user])), "EditDocument": edits, "ShareDocument": False}
        return request(action, "permit" if user == owner or may[action] else "deny", {"id": user}, {"id": name, "owner": owner, "published": published},
                       {"names": member[user], "shares": {"viewers": sorted(viewers), "editors": sorted(editors)}})

    return evenly(draw, count)


ROLES = ("readers", "triagers", "writers", "maintainers", "admins")  # who is in a later one is in all before it
NEEDS = {"Pull": "readers", "AssignIssue": "triagers", "Push": "writers", "Configure": "maintainers", "AddMember": "admins"}


def code_host(count):
    dice = Dice(f"{SEED} code_host")
    repositories = names("r")
    archived = {name: dice.chance(0.1) for name in repositories}
    within = nested(dice, names("t"), 0.02)
    granted = {team: [(dice.pick(repositories), int(dice.random() * len(ROLES))) for _ in range(int(dice.random() * 4))] for team in within}

    def groups_of(grants):
        return {f"{name}/{role}" for name, place in grants for role in ROLES[:place + 1]}

    member = {}
    for user in names("u"):
        teams = closed(dice.some(names("t"), 0.04), within)
        own = [(dice.pick(repositories), int(dice.random() * len(ROLES))) for _ in range(2)]
        member[user] = sorted({*teams, *groups_of(own), *groups_of(grant for team in teams for grant in granted[team])})

    def draw():
        action, user, name = dice.pick(list(NEEDS)), dice.pick(list(member)), dice.pick(repositories)
        may = f"{name}/{NEEDS[action]}" in member[user] and not (archived[name] and action in ("AssignIssue", "Push", "Configure"))
        return request(action, "permit" if may else "deny", {"id": user}, {**{role: f"{name}/{role}" for role in ROLES}, "archived": archived[name]},
                       {"groups": member[user]})

    return evenly(draw, count)


def todo(count):
    dice = Dice(f"{SEED} todo")
    within = nested(dice, names("t"))
    for name, share in (("administrators", 0.04), ("interns", 0.1)):
        within = {team: above | {name} if dice.chance(share) else above for team, above in within.items()}
    member = {user: closed(dice.some(names("t"), 0.05), within) for user in names("u")}
    lists = [(dice.pick(list(member)), dice.pick(names("t")), dice.pick(names("t"))) for _ in range(KIND)]

    def draw():
        action, user, (owner, readers, editors) = dice.pick(("ReadList", "EditTask", "ShareList")), dice.pick(list(member)), dice.pick(lists)
        if dice.chance(0.2):
            user = owner
        owns, teams = user == owner, member[user]
        may = owns or "administrators" in teams
        may = may or (action != "ShareList" and editors in teams) or (action == "ReadList" and readers in teams)
        if action != "ReadList" and "interns" in teams and not owns:
            may = False
        return request(action, "permit" if may else "deny", {"id": user}, {"owner": owner, "readers": readers, "editors": editors}, {"teams": teams})

    return evenly(draw, count)
