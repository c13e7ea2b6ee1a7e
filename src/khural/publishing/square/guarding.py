"""What somebody who counts heads can conclude from numbers shown one after another, and the step that prevents it.

Rounding alone does not: where 22 of 31 agree (shown as 20 of 30) and then 33 of 42 (35 of 40), the eleven in between
all agreed, for whoever knows that they were eleven. So each cell carries what its published numbers have told so far:
the least number of people who gave an answer of each set of answers, which only grows. A count is shown a step lower,
or two, where the number next to it would leave no more than `telling` people who may have answered otherwise. Those who
tell may also turn: where one more of them agreed before than does now, as many fewer seem to be left, and none seem to
be where one is. So what would leave up to `telling` fewer than nobody is stepped over as well. All that depends on what
was published and on how many answered, never on their answers, so that the step itself tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from khural.publishing.square.policy import OpenPolicy
from khural.publishing.square.published import OpenCell
from khural.publishing.square.tally import OpenCount

# Sets of answers as bits; a Lows holds a number for each of 1 to 6, at that place.
AGREE, DISAGREE, PASSED, ALL = 1, 2, 4, 7
Lows = tuple[int, ...]
NOTHING: Lows = (0,) * ALL


@dataclass(frozen=True)
class Coded:
    """A count as it is shown, and the least and the greatest count that would have been shown so."""

    shown: int
    least: int
    most: int


def rounded(count: int, policy: OpenPolicy) -> int:
    """To the nearest multiple of the rounding."""
    return (count + policy.rounding // 2) // policy.rounding * policy.rounding


def coded(count: int, voters: int, policy: OpenPolicy, others: Sequence[int] = (), kept: int | None = None) -> Coded:
    """A count among `voters`, rounded and kept from the edges.

    Each of `others` is a number of people of whom it is known that at least so many answered otherwise; beyond them
    more than `telling` must remain possible, also for whoever knows that up to so many of them have turned since.
    `kept` is the number shown before, where too few are new: it stands for all counts within a step below it and two
    above, so that an answer that one person changed shows nowhere.
    """
    of = rounded(voters, policy)
    step, low, high = policy.rounding, policy.edge, of - policy.edge

    def tells(value: int) -> bool:
        # Those who tell may also have changed their answers since: so many fewer may seem to be possible than are.
        left = (voters - _least(value) - each for each in others)
        return low < value <= high and any(-policy.telling <= one <= policy.telling for one in left)

    def _least(value: int) -> int:
        return value - step // 2

    shown = min(max(rounded(count, policy), low), high)
    while tells(shown):
        shown -= step
    bottom = top = shown
    if kept is not None and low <= kept <= high and kept - step <= shown <= kept + 2 * step and not tells(kept - step):
        shown, bottom, top = kept, kept - step, kept + 2 * step
    while tells(top + step):
        top += step
    least = 0 if bottom <= low else _least(bottom)
    return Coded(shown, least, voters if top >= high else min(top + step // 2, voters))


def told(voters: int, agree: Coded, disagree: Coded, before: Lows = NOTHING, parts: Iterable[Lows] = ()) -> Lows:
    """What is known of a cell after this: from its own numbers, from those before it, and from those of its parts."""
    own = [0] * ALL
    own[AGREE], own[DISAGREE | PASSED] = agree.least, voters - agree.most
    own[DISAGREE], own[AGREE | PASSED] = disagree.least, voters - disagree.most
    together = [sum(column) for column in zip(NOTHING, *parts, strict=True)]
    low = _closed([max(each) for each in zip(own, before, together, strict=True)], voters)
    # Somebody changed an answer: what was concluded before holds no longer.
    return low if _is_possible(low, voters) else _closed(own, voters)


def _closed(low: list[int], voters: int) -> Lows:
    for _ in range(2):
        for one in range(1, ALL):
            for other in range(one + 1, ALL):
                both = one | other
                if not one & other and both != ALL:
                    low[both] = max(low[both], low[one] + low[other])
                elif one & other and both == ALL:
                    low[one & other] = max(low[one & other], low[one] + low[other] - voters)
    return tuple(low)


def _is_possible(low: Lows, voters: int) -> bool:
    return all(low[answers] + low[ALL ^ answers] <= voters for answers in (AGREE, DISAGREE, PASSED))


@dataclass(frozen=True)
class Part:
    """A group whose cell is shown."""

    count: OpenCount
    agree: Coded
    disagree: Coded
    known: Lows


def parts_of(
    counts: Sequence[OpenCount], voters: int, policy: OpenPolicy, before: Sequence[Lows], whole_before: Lows
) -> tuple[Part, ...]:
    """The groups that are shown, so coded that neither they nor their sum prove an answer of whoever came since."""
    coded_so_far: dict[int, Part] = {}
    # The largest comes last: it takes the step where the sum needs one.
    for place in sorted(range(len(counts)), key=lambda i: (counts[i].voters, i)):
        known = [part.known for part in coded_so_far.values()]
        is_last = len(coded_so_far) == len(counts) - 1
        coded_so_far[place] = _part(
            counts[place], voters, policy, before[place], whole_before if is_last else None, known
        )
    return tuple(coded_so_far[place] for place in range(len(counts)))


def _part(
    count: OpenCount, voters: int, policy: OpenPolicy, before: Lows, whole: Lows | None, known: Sequence[Lows]
) -> Part:
    def others(answer: int) -> list[int]:
        floors = [before[ALL ^ answer]]
        if whole is not None:
            floors.append(whole[ALL ^ answer] - (voters - count.voters) + sum(low[answer] for low in known))
        return floors

    agree = coded(count.agree, count.voters, policy, others(AGREE))
    disagree = coded(count.disagree, count.voters, policy, others(DISAGREE))
    return Part(count, agree, disagree, told(count.voters, agree, disagree, before))


def whole_of(
    count: OpenCount, policy: OpenPolicy, before: Lows, parts: Sequence[Part], kept: OpenCell | None = None
) -> tuple[Coded, Coded, Lows]:
    """Everybody, so coded that neither who came since, nor one of the groups, nor who is in none is seen through.

    `kept` is the cell shown before, where too few are new.
    """
    known = [part.known for part in parts]
    rest = count.voters - sum(part.count.voters for part in parts)

    def others(answer: int) -> list[int]:
        bit = ALL ^ answer
        total = sum(low[bit] for low in known)
        hidden = [total] if known and rest else []
        return [before[bit], *hidden, *(total - low[bit] for low in known if not rest)]

    agree = coded(count.agree, count.voters, policy, others(AGREE), kept.agree if kept else None)
    disagree = coded(count.disagree, count.voters, policy, others(DISAGREE), kept.disagree if kept else None)
    return agree, disagree, told(count.voters, agree, disagree, before, known)
