"""Invented open consultations that grow by batches, and somebody who wants one vote out of what is published.

The attacker knows the rules, the program, who answered which statement before which batch, how many people each group
has, and the answers of some who tell. Which counts a published number can stand for is found by asking the gate itself:
whatever the rules are, a count is possible where the gate would have published the same. From there on it is exact:
an answer is proved when no whole numbers that fit everything published leave another one.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from khural.publishing import OpenPolicy, PublishedOpen, publish_open
from khural.publishing.square import GroupTally, OpenCount, OpenStatement, OpenTally

AGREE, DISAGREE, PASS = range(3)
ANSWERS = (AGREE, DISAGREE, PASS)
Counts = tuple[int, int, int]
Shown = tuple[int, int]


@dataclass(frozen=True)
class Vote:
    """The answer of one person to the one statement: given before batch `batch`, by somebody of group `group`."""

    batch: int
    group: int
    answer: int


@dataclass(frozen=True)
class Batch:
    """What the attacker sees of one batch, and the exact counts behind it, with which the gate can be asked again.

    `tally` has the one statement that the attacker looks at; the published values may have others as well.
    """

    number: int
    tally: OpenTally
    before: PublishedOpen | None
    shown: PublishedOpen
    policy: OpenPolicy

    @property
    def statement(self) -> str:
        """The statement that the attacker looks at."""
        return self.tally.statements[0].statement


@dataclass(frozen=True)
class Crowd:
    """A consultation of one statement; `groups` is how many there are, and -1 the group of those who are in none.

    `own`: how many of the attacker's own credentials, who are in no group and not among `votes`, gave each answer as of
    each batch; they may change it from one to the next.
    """

    votes: tuple[Vote, ...]
    batches: tuple[Batch, ...]
    groups: int
    own: tuple[Counts, ...] = ()

    def own_in(self, fact: Seen, answer: int) -> int:
        """How many of the attacker's own are counted in a cell."""
        return self.own[fact.upto][answer] if self.own and -1 in fact.groups else 0


def turning_crowd(policy: OpenPolicy, seed: int, own: int, *, batches: int = 5) -> Crowd:
    """As `crowd`, without groups and with `own` credentials of the attacker, who all give one answer and turn at will.

    They answer before the first batch; nobody else changes an answer.
    """
    rng = random.Random(f"{own} {seed}")
    line = rng.choice((0.97, 0.9, 0.6, 0.03))
    people: int = own
    votes: list[Vote] = []
    made: list[Batch] = []
    turns: list[Counts] = []
    before = None
    for number in range(batches):
        people += rng.randint(24, 60) if number == 0 else rng.randint(10, 15)
        votes += [Vote(number, -1, answer_by(rng, line)) for _ in range(people - own - len(votes))]
        turn = rng.choice((AGREE, DISAGREE))
        turns.append((own, 0, 0) if turn == AGREE else (0, own, 0))
        tally = tally_of([*votes, *[Vote(0, -1, turn)] * own], 0, people)
        shown = publish_open(tally, policy, before, minute=number)
        made.append(Batch(number, tally, before, shown, policy))
        before = shown
    return Crowd(tuple(votes), tuple(made), 0, tuple(turns))


def hidden_crowd(policy: OpenPolicy, seed: int, *, batches: int = 7) -> Crowd:
    """As `crowd`, without groups; the coordinator hides the statement in every other batch and shows it again."""
    rng = random.Random(f"hidden {seed}")
    line = rng.choice((0.97, 0.9, 0.6, 0.03))
    people, votes, made = 0, list[Vote](), list[Batch]()
    before = None
    for number in range(batches):
        people += rng.randint(24, 60) if number == 0 else rng.randint(10, 15)
        is_hidden = number % 2 == 1
        come = 0 if is_hidden else rng.randint(24, 40) if number == 0 else rng.randint(1, 12)
        votes += [Vote(number, -1, answer_by(rng, line)) for _ in range(min(come, people - len(votes)))]
        tally = tally_of(votes, 0, people)
        tally = replace(tally, statements=()) if is_hidden else tally
        shown = publish_open(tally, policy, before, minute=number)
        if not is_hidden:
            made.append(Batch(number, tally, before, shown, policy))
        before = shown
    return Crowd(tuple(votes), tuple(made), 0)


def crowd(policy: OpenPolicy, seed: int, *, batches: int = 5) -> Crowd:
    """People who mostly follow their group's line and come a few more than ten at a time; not all answer at once."""
    rng = random.Random(seed)
    groups = rng.choice((0, 0, 2, 2, 3))
    lines = [rng.choice((0.97, 0.9, 0.6, 0.03)) for _ in range(max(groups, 1) + 1)]
    people, votes, made = 0, [], []
    before = None
    for number in range(batches):
        people += rng.randint(24, 60) if number == 0 else rng.randint(10, 15)
        asked = people - len(votes)
        for _ in range(asked if rng.random() < 0.5 else rng.randint(0, asked)):
            group = rng.randrange(-1 if rng.random() < 0.3 else 0, groups) if groups else -1
            votes.append(Vote(number, group, answer_by(rng, lines[group])))
        tally = tally_of(votes, groups, people)
        shown = publish_open(tally, policy, before, minute=number)
        made.append(Batch(number, counted(tally, policy), before, shown, policy))
        before = shown
    return Crowd(tuple(votes), tuple(made), groups)


def counted(tally: OpenTally, policy: OpenPolicy) -> OpenTally:
    """The same where a few who are in no group are left out of the total: as if they had not answered."""
    row = tally.statements[0]
    rest = row.everybody.voters - sum(part.voters for part in row.groups)
    if not row.groups or not policy.complementary or not 0 < rest < policy.floor:
        return tally
    total = OpenCount(*(sum(parts) for parts in zip(*(_three(part) for part in row.groups), strict=True)))
    return replace(tally, statements=(replace(row, everybody=total),))


def _three(count: OpenCount) -> Counts:
    return count.agree, count.disagree, count.passed


def answer_by(rng: random.Random, line: float) -> int:
    """An answer of somebody of whose kind this share agrees."""
    if rng.random() < 0.04:
        return PASS
    return AGREE if rng.random() < line else DISAGREE


def tally_of(votes: list[Vote], groups: int, people: int) -> OpenTally:
    """What the gate is given: groups only where each has ten people."""
    sizes = [sum(vote.group == group for vote in votes) for group in range(groups)]
    found = groups if groups and min(sizes) >= 10 else 0
    parts = tuple(_count([v for v in votes if v.group == group]) for group in range(found))
    known = tuple(GroupTally("ABC"[group], sizes[group], ()) for group in range(found))
    return OpenTally("7", people, (OpenStatement("1", _count(votes), parts),), groups=known)


def _count(votes: list[Vote]) -> OpenCount:
    return OpenCount(*(sum(vote.answer == answer for vote in votes) for answer in ANSWERS))


@dataclass(frozen=True)
class Seen:
    """A published cell as the attacker reads it: of those who came up to a batch, of these groups, how many agree."""

    upto: int
    groups: tuple[int, ...]
    windows: tuple[tuple[int, int], tuple[int, int]]


def seen(made: Crowd) -> Iterator[Seen]:
    """Every cell at the moments when it was counted anew."""
    for batch in made.batches:
        if batch.shown is batch.before:
            continue
        for place in (None, *range(made.groups and len(batch.tally.groups))):
            if _is_counted(batch, place):
                windows = (_window(batch, place, AGREE), _window(batch, place, DISAGREE))
                yield Seen(batch.number, _whose(made, batch, place), windows)


def _whose(made: Crowd, batch: Batch, place: int | None) -> tuple[int, ...]:
    if place is not None:
        return (place,)
    came = sum(vote.batch <= batch.number for vote in made.votes) + sum(made.own[batch.number] if made.own else ())
    is_whole = batch.tally.statements[0].everybody.voters == came
    return tuple(range(-1 if is_whole else 0, made.groups))


def _at(tally: OpenTally, place: int | None) -> OpenCount:
    row = tally.statements[0]
    return row.everybody if place is None else row.groups[place]


def _cell(shown: PublishedOpen, statement: str, place: int | None) -> Shown | None:
    row = next(row for row in shown.statements if row.statement == statement)
    if place is not None and place >= len(row.groups):
        return None
    cell = row.everybody if place is None else row.groups[place]
    return None if cell.agree is None or cell.disagree is None else (cell.agree, cell.disagree)


def _is_counted(batch: Batch, place: int | None) -> bool:
    """Whether the number shown depends on today's counts: it was not kept from before."""
    if _cell(batch.shown, batch.statement, place) is None:
        return False
    n = _at(batch.tally, place).voters
    turned = {_asked(batch, place, counts) for counts in ((n, 0, 0), (0, n, 0), (0, 0, n))}
    return len(turned) > 1


def _asked(batch: Batch, place: int | None, counts: Counts) -> Shown | None:
    """What the gate would have shown of this cell if its counts had been these."""
    row = batch.tally.statements[0]
    if place is None:
        row = replace(row, everybody=OpenCount(*counts))
    else:
        groups = tuple(OpenCount(*counts) if g == place else old for g, old in enumerate(row.groups))
        row = replace(row, groups=groups)
    tally = replace(batch.tally, statements=(row,))
    return _cell(publish_open(tally, batch.policy, batch.before, minute=batch.shown.minute), batch.statement, place)


def _window(batch: Batch, place: int | None, answer: int) -> tuple[int, int]:
    """The least and the greatest count for which the gate would have shown the same."""
    true, wanted = _at(batch.tally, place), _cell(batch.shown, batch.statement, place)
    assert wanted is not None
    other = (true.agree, true.disagree)[1 - answer]
    possible = []
    for count in range(true.voters + 1):
        rest = min(other, true.voters - count)
        pair = (count, rest) if answer == AGREE else (rest, count)
        got = _asked(batch, place, (*pair, true.voters - count - rest))
        if got is not None and got[answer] == wanted[answer]:
            possible.append(count)
    return possible[0], possible[-1]


def proved(made: Crowd, *, telling: int) -> set[tuple[int, int, int]]:
    """(batch, group, answer) of people whose answer is proved to whoever knows up to `telling` others' answers.

    A batch of -1 is everybody of that group, a group of -2 everybody who came with that batch.
    """
    model = _Model(made, list(seen(made)))
    found = set()
    for batch, group in model.targets():
        inside = [v for v in made.votes if batch in (-1, v.batch) and group in (-2, v.group)]
        for answer in ANSWERS:
            others = sum(vote.answer != answer for vote in inside)
            # Those who tell are the ones whose answers stand out.
            if others < len(inside) and others <= telling and model.most_others(batch, group, answer) <= others:
                found.add((batch, group, answer))
    return found


class _Model:
    """Whole numbers x[batch, group, answer] that fit everything published."""

    def __init__(self, made: Crowd, facts: list[Seen]) -> None:
        self._made = made
        self._batches = sorted({vote.batch for vote in made.votes})
        self._places = list(range(-1, made.groups))
        self._keys = list(itertools.product(self._batches, self._places, ANSWERS))
        rows, low, high = [], [], []
        for batch, group in itertools.product(self._batches, self._places):
            # How many came is known at each moment, of each group as well.
            n = sum(vote.batch == batch and vote.group == group for vote in made.votes)
            rows.append([int(key[:2] == (batch, group)) for key in self._keys])
            low.append(n), high.append(n)
        for fact, answer in itertools.product(facts, (AGREE, DISAGREE)):
            least, most = (end - made.own_in(fact, answer) for end in fact.windows[answer])
            rows.append([int(b <= fact.upto and g in fact.groups and a == answer) for b, g, a in self._keys])
            low.append(least), high.append(most)
        self._constraint = LinearConstraint(np.array(rows), low, high)

    def targets(self) -> Iterator[tuple[int, int]]:
        """Those whose answers are looked for: who came with a batch, who is in a group, and both."""
        for batch in self._batches:
            yield batch, -2
        if self._made.groups:
            for group in self._places:
                yield -1, group
                for batch in self._batches:
                    yield batch, group

    def most_others(self, batch: int, group: int, answer: int) -> int:
        """At most so many of them can have answered otherwise."""
        aim = [int(batch in (-1, b) and group in (-2, g) and a != answer) for b, g, a in self._keys]
        solved = milp(
            -np.array(aim), constraints=self._constraint, integrality=np.ones(len(aim)), bounds=Bounds(0, np.inf)
        )
        assert solved.success, solved.message
        return round(-solved.fun)
