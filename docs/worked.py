"""The worked examples of the page on numbers: invented votes, put through the library, said in words.

What stands as `arithmetic = number` is the formula with the example's counts; the tests work it out on their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np

from docs.crowds import AGAIN, BORDER, BRIDGE, FERRY, FLAG, ROOM, blocs, grouped, line, room, shuffled
from khural.commonground import CommonGround, VoteMatrix, changes, common_ground, subgroup
from khural.commonground.counts import AGREE, PASS
from khural.commonground.grouping.decide import Finding, find_groups
from khural.commonground.routing import weights
from khural.commonground.spread import slices

RESULTS = Path(__file__).resolve().parent.parent / "benchmarks" / "results"
VERDICTS = {
    "shown": "groups",
    "tentative": "tentatively groups",
    "none_continuum": "no groups, people stand along a line",
    "none_chance": "no groups, nothing stands out from chance",
    "none_one": "no groups, one bloc and outliers",
}


@cache
def numbers() -> str:
    """All sections."""
    return "\n\n".join(f"### {title}\n\n{text}" for title, text in sections())


@cache
def sections() -> tuple[tuple[str, str], ...]:
    """Title and text of each measure."""
    return tuple(_sections())


def _sections() -> Iterator[tuple[str, str]]:
    result, turned = room(), common_ground(line())
    yield "The room of the examples", _table(result)
    yield "Share and interval", _share(result)
    yield "The least favourable party, and few votes", _least(result)
    yield "Not enough votes", _floor()
    yield "Group-informed consensus", _informed()
    yield "Representative statements and majority consensus", _representative()
    yield "Priority, and which statement is shown next", _routing()
    yield "Groups, tentative groups, no groups", _groups()
    yield "Stability", _stability()
    yield "The map", _map()
    yield "The spread: when there are no groups", _spread(turned)
    yield "Slices", _slices()
    yield "Bridging", _bridging(turned, result)
    yield "Change between two editions", _change(result)


def _table(result: CommonGround) -> str:
    rows = [f"| {name} | " + " | ".join(" / ".join(map(str, cell)) for cell in ROOM[name]) + " |" for name in ROOM]
    head = "| statement | North (20): agree / disagree / pass | South (10) |\n|---|---|---|\n"
    return (
        "Thirty invented people of two declared parties vote on four statements. All figures below come from the"
        " library, from these votes or from invented crowds that are named; the tests of Khural work them out again."
        "\n\n" + head + "\n".join(rows) + f"\n\n{len(result.participants)} people, {int(result.totals.sum())} votes."
    )


def _share(result: CommonGround) -> str:
    at = result.statements.index(BRIDGE)
    a, d, p = result.parties.counts[0, at].tolist()  # type: ignore[union-attr]  # the room has parties
    shares = result.parties.shares  # type: ignore[union-attr]  # the room has parties
    return (
        f"On the bridge {a} of North agree, {d} disagree, {p} pass. A pass is not a no: the share is"
        f" `{a} / ({a} + {d}) = {shares.share[0, at]:.2f}`, and the passes are told apart. Its 95 % interval runs from"
        f" {shares.low[0, at]:.2f} to {shares.high[0, at]:.2f} (Jeffreys: quantiles of Beta({a}.5, {d}.5)).\n\n"
        "*When not to trust it:* the interval covers the chance of who happened to answer, not the choice of who takes"
        f" part. *Polis* counts a pass as a vote that does not agree, `({a} + 1) / ({a + d + p} + 2) ="
        f" {(a + 1) / (a + d + p + 2):.2f}`, and shows no interval."
    )


def _least(result: CommonGround) -> str:
    order = ", ".join(
        f"{result.statements[entry.statement]} {entry.bound:.2f} ({entry.least})" for entry in result.common_ground
    )
    few = common_ground(
        VoteMatrix.from_arrays(
            [f"p{i}" for i in range(200)] + ["p1", "p2"],
            ["many"] * 200 + ["few"] * 2,
            [1] * 150 + [-1] * 50 + [1, 1],
        )
    ).common_ground
    bound = {("many", "few")[entry.statement == 0]: entry.bound for entry in few}
    return (
        "Statements are ordered by the lower bound of the party that agrees least, and it is said which one: "
        f"{order}. The flag has 20 agrees of 30, and nine in ten of South reject it: it stands at the end. For"
        " rejecting there is the same list. Bounds stay comparable whatever the number of parties.\n\n"
        f"The bound carries the uncertainty: 150 agrees of 200 give {bound['many']:.2f}, 2 agrees of 2 only"
        f" {bound['few']:.2f}. *When not to trust it:* between neighbours whose bounds differ by a hundredth or two."
        " *Polis* knows no declared parties, and two votes can stand at the top of its list."
    )


def _floor() -> str:
    people = {f"p{i}": "North" if i < 20 else "South" for i in range(24)}
    votes = VoteMatrix.from_arrays(list(people), ["ferry"] * 24, [1] * 24)
    kept = common_ground(votes, parties=people, floor=5).to_dict()
    low = kept["common_ground"][0]["bound"]
    return (
        "With a floor of 5, a party of which 4 people answered reads *not enough votes*, though all 4 agreed: its share"
        f" is not shown and the statement's bound is {low:.2f}, as if nobody had answered. *When not to trust it:* it"
        " says nothing of interest or opinion. *Polis* has no such floor."
    )


def _informed() -> str:
    two, three = (
        common_ground(votes, groups=labels)
        for votes, labels in (grouped((18, 2), (6, 4)), grouped((18, 2), (6, 4), (9, 1)))
    )
    assert two.group_consensus is not None
    assert three.group_consensus is not None
    value, less = two.group_consensus["ferry"], three.group_consensus["ferry"]
    least = two.common_ground[0].bound, three.common_ground[0].bound
    return (
        "Polis' measure, exactly: the product over groups of (agrees + 1) / (votes + 2). With 18 of 20 and 6 of 10:"
        f" `(18 + 1) / (20 + 2) * (6 + 1) / (10 + 2) = {value:.2f}`. *When not to trust it:* between rounds with"
        " different numbers of groups. A third group in which 9 of 10 agree makes it smaller, not larger:"
        f" `(18 + 1) / (20 + 2) * (6 + 1) / (10 + 2) * (9 + 1) / (10 + 2) = {less:.2f}`, while the bound of the least"
        f" favourable group is {least[0]:.2f} with two groups and {least[1]:.2f} with three."
    )


def _representative() -> str:
    votes, labels = grouped((18, 2), (2, 8))
    result = common_ground(votes, groups=labels)
    assert result.groups is not None
    entry = result.groups.representative["A"][0]
    matrix, _ = grouped((26, 4))
    most = common_ground(matrix).consensus.agree[0]
    return (
        "As Polis computes them. Of group A 18 of 20 agree, of the others 2 of 10: A is"
        f" `((18 + 1) / (20 + 2)) / ((2 + 1) / (10 + 2)) = {entry.repness:.2f}` times as likely to agree, and the test"
        f" of that gives {entry.repness_test:.2f} (above 1.28: hardly chance, one time in ten). If 26 of 30 people"
        f" agree, that is a majority: `(26 + 1) / (30 + 2) = {most.p_success:.2f}`, test"
        f" `2 * sqrt(30 + 1) * ((26 + 1) / (30 + 1) - 0.5) = {most.p_test:.2f}`.\n\n*When not to trust it:* as the"
        " group's whole view; among hundreds of statements one in ten passes by chance. A majority is no common ground:"
        " the minority may be a whole party."
    )


def _routing() -> str:
    counts = {"old": 60, "other": 30, "late": 4}
    found, even = weights(counts), weights({**counts, "late": 12})
    share = {name: weight / sum(even.values()) for name, weight in even.items()}
    said = {rule: re.findall(r"(\d\.\d\d) \(", text)[0] for rule, text in _routed()}
    least = max(10.0, 94 / 12)
    return (
        "*Priority* is Polis' value for which statement to show next: squared importance, larger while a statement is"
        " fresh. Khural reports it and shows statements by a rule of its own. One statement has 60 votes, one 30, and a"
        f" late one 4. Under `max(10, (60 + 30 + 4) / 3 / 4) = {least:.2f}` votes a statement comes before all others:"
        f" only *{', '.join(found)}* is shown, until it has 10. With 12 votes it is drawn with the chance"
        f" `1 / (12 + 1) / (1 / (60 + 1) + 1 / (30 + 1) + 1 / (12 + 1)) = {share['late']:.2f}`. Where shares are known,"
        " statements that cannot be among the ten most agreed any more give way, but never fall under the floor.\n\n"
        "What holds, whatever is voted: nobody sees a statement at the floor while there is one under it that they have"
        " not answered; with up-to-date counts S statements have 10 votes each after 10 S votes, and never less than a"
        f" quarter of the mean, rounded down. In simulation (`benchmarks/routing.py`) the ten highest were right"
        f" after {said['ours']} times the votes that uniform choice takes; Polis' priority took {said['Polis']}"
        f" times, and numbers of votes alone {said['ours, counts']}. *When not to trust it:* statements shown more"
        " often are known better, not better liked. In a closed round everybody sees everything in an order of their"
        " own."
    )


def _routed() -> list[tuple[str, str]]:
    text = (RESULTS / "routing.txt").read_text(encoding="utf-8")
    return [(row[29:43].strip(), row[43:]) for row in text.splitlines() if row.startswith("all ")]


def _groups() -> str:
    clear, border, outliers = find_groups(blocs(20, 14), 0), find_groups(blocs(*BORDER, sure=0.66, seed=2), 0), _few()
    none = find_groups(line(), 0)
    mixed = find_groups(shuffled(blocs(20, 14)), 0)
    codes = [verdict(found) for found in (clear, border, none, mixed)]
    return (
        "Groups are shown only where two questions are answered with yes: do people come in kinds rather than along a"
        " line (latent classes against latent traits), and is there a gap between the kinds? Invented votes on 30"
        f" statements: two blocs of 20 and 14, who say their bloc's word 85 times in 100: *{codes[0]}*, {clear.k}"
        f" groups. Blocs of 40 and 30, 66 in 100: *{codes[1]}*, for a few votes more or less could change the answer."
        f" A crowd of 80 evenly along a line: *{codes[2]}*. The two blocs with each statement's votes dealt out anew:"
        f" *{codes[3]}*. And {outliers}\n\n*When not to trust it:* a group is people who voted alike here. *No"
        " groups* with few people also means *cannot tell*. *Polis* cuts any votes into two to five groups, shuffled"
        f" ones too. A group can be looked into on its own (`subgroup`): the 20 of the first bloc alone show"
        f" {_inside()}."
    )


def verdict(found: Finding) -> str:
    """What is said of groups, in a few words."""
    return VERDICTS[found.reason.code.rpartition("groups_")[2]]


def _few() -> str:
    found = find_groups(blocs(120, 100, 8, sure=0.9), 0)
    one = find_groups(blocs(38, 2, sure=0.95), 0)
    return (
        f"blocs of 120 and 100 with 8 people of a third mind: {found.k} groups and {found.outliers} outliers, who"
        f" belong to none; 38 people of one mind and 2 of another: *{verdict(one)}*. One person is never a group."
    )


def _inside() -> str:
    result = common_ground(blocs(20, 14))
    assert result.groups is not None
    inside = common_ground(subgroup(blocs(20, 14), result.groups.members["A"]))
    return "no groups" if inside.groups is None else f"{len(inside.groups.labels)} groups"


def _stability() -> str:
    clear, border = find_groups(blocs(20, 14), 0), find_groups(blocs(*BORDER, sure=0.66, seed=2), 0)
    return (
        "Ten times 2 % of the votes are left out at random and everybody is sorted anew; the figure is how alike the"
        " groups are on average (adjusted Rand index: 1 the same, 0 as alike as by chance). For the blocs of 20 and 14:"
        f" {clear.stability:.2f}; for those of 40 and 30: {border.stability:.2f}. Below 0.97 groups are *tentative*."
        " They are so too when the evidence is near the threshold, or when the whole decision, five times without 8 %"
        " of the votes, is not each time as many groups with nearly the same people. *When not to trust it:* it says"
        " that the same votes give the same groups, not that other people would. *Polis* gives no such figure; leaving"
        " out 2 % of the votes can move it from two groups to five."
    )


def _map() -> str:
    result = common_ground(blocs(20, 14))
    assert result.map is not None
    first, second = (100 * result.map.explained[:2]).tolist()
    return (
        "Two principal components of the votes, as in Polis, with the sign fixed. For the blocs of 20 and 14 they"
        f" explain {first:.0f} % and {second:.0f} % of the variance. *When not to trust it:* as distance between"
        " people where many votes are missing; it then shows who answered what."
    )


def _spread(result: CommonGround) -> str:
    spread = result.spread
    assert spread is not None
    turning, agreed = 0, int(spread.across.argmax())
    ends = [", ".join(f"{100 * share:.0f} %" for share in spread.agreement[j, [0, 2, 4]]) for j in (turning, agreed)]
    name = [result.statements[int(spread.statements[j])] for j in (turning, agreed)]
    return (
        "For the crowd along a line the line is the finding: who stands where, which statements turn with position, and"
        f" what is agreed all along it. Person p0 stands at {spread.positions[_of(result, 'p0')]:.2f}, somewhere"
        f" between {spread.low[_of(result, 'p0')]:.2f} and {spread.high[_of(result, 'p0')]:.2f}; the middle is 0, and"
        f" two thirds of people stand within 1 of it. {int(spread.turns.sum())} of {len(spread.turns)} statements"
        " surely turn (20 were made to)."
        f" With {name[0]} agree, at the low end, in the middle, at the high end: {ends[0]}; with {name[1]}: {ends[1]}."
        " *Agreement across the spread* is the lowest lower bound over the places where 95 % of people stand:"
        f" {spread.across[turning]:.2f} for {name[0]}, {spread.across[agreed]:.2f} for {name[1]}. Like the bound of the"
        " least favourable party it is comparable between rounds.\n\n*When not to trust it:* at the ends, where few"
        " stand, the bound is low because little is known. With 24 people an interval of a position is wide; it"
        " held in 94 to 97 of 100 simulated cases. *Polis* has nothing of the kind: it shows groups."
    )


def _of(result: CommonGround, name: str) -> int:
    assert result.spread is not None
    return int(np.flatnonzero(result.spread.people == result.participants.index(name))[0])


def _slices() -> str:
    result = common_ground(line())
    assert result.spread is not None
    counts = slices(result.spread, find_groups(line(), 0).everybody)
    shares = [100 * cell[0, AGREE] / (cell[0].sum() - cell[0, PASS]) for cell in counts]
    return (
        "For orientation the line may be cut into parts with equal numbers of people. With s1 agree, by thirds:"
        f" {', '.join(f'{share:.0f} %' for share in shares)}. *When not to trust it:* as groups. Where a line without"
        " gaps is cut is arbitrary, and no statistic says otherwise."
    )


def _bridging(turned: CommonGround, result: CommonGround) -> str:
    axis, parties = turned.bridging, result.bridging
    assert axis is not None
    assert parties is not None
    assert parties.means is not None
    at = {name: parties.statements.tolist().index(result.statements.index(name)) for name in (FERRY, FLAG)}
    means = {name: parties.means[:, j].tolist() for name, j in at.items()}
    said = ", ".join(
        f"{name} `({means[name][0]:.2f} + {means[name][1]:.2f}) / 2 = {parties.intercepts[j]:.2f}`"
        for name, j in at.items()
    )
    best = int(axis.low.argmax())
    return (
        "Support that the lines between parties do not explain: on the scale from -1 (reject) to 1 (agree) the mean of"
        f" the parties' means, whatever their size, with everybody's leaning to agree taken out: {said}. The flag has"
        " the larger party behind it and bridges nothing. Without parties the main divide is taken out (vote = mean +"
        " leaning of the person + intercept of the statement + position of the person x factor, as Community Notes do"
        f" it): along the line {turned.statements[int(axis.statements[best])]} is ahead with an intercept of"
        f" {axis.intercepts[best]:.2f}, surely above {axis.low[best]:.2f}, and a factor of {axis.factors[best]:.2f}."
        "\n\n"
        f"People who vote both ways on what divides are counted, never named: {axis.bridges} of {axis.examined} on the"
        " line. *When not to trust it:* as a share; it only orders statements. *Polis* has no such measure."
    )


def _change(before: CommonGround) -> str:
    after = room(AGAIN)
    found = {(c.statement, c.party): c for c in changes(before, after)}
    south, north = found[FERRY, "South"], found[FERRY, "North"]
    return (
        "In the next edition all ten of South agree to the ferry, and 17 of 20 in North. Per party, share now less"
        f" share then, with a 95 % interval (Zou and Donner): South `10 / 10 - 6 / 9 = {south.difference:.2f}`"
        f" ({south.low:.2f} to {south.high:.2f}, *{south.direction}*), North `17 / 20 - 18 / 20 ="
        f" {north.difference:.2f}` ({north.low:.2f} to {north.high:.2f}, *{north.direction}*). *When not to trust it:*"
        " of twenty statements one is expected to show a change where nothing changed, and other people may have come."
        " In closed rounds only bands and rounded totals are laid side by side. *Polis* does not compare rounds."
    )
