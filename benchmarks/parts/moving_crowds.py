"""Open consultations in which people move between groups, and an attacker who knows who is where at each moment."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from khural.publishing import OpenPolicy, PublishedOpen, publish_open
from tests.publishing.crowds import AGREE, ANSWERS, DISAGREE, Batch, Crowd, Vote, answer_by, counted, seen, tally_of

MOVING = 0.08
# The batch with which somebody came, and their group in it and in each one after.
Way = tuple[int, tuple[int, ...]]


@dataclass
class Person:
    """One who answered."""

    batch: int
    groups: list[int]
    answer: int

    @property
    def way(self) -> Way:
        """What the attacker knows of them."""
        return self.batch, tuple(self.groups)


def moving_crowd(policy: OpenPolicy, seed: int, batches: int = 5) -> tuple[list[Person], Crowd]:
    """As `tests.publishing.crowds.crowd`, with groups always, and one in twelve in another group each time."""
    rng = random.Random(seed)
    groups = rng.choice((2, 2, 3))
    lines = [rng.choice((0.97, 0.9, 0.6, 0.03)) for _ in range(groups + 1)]
    came, people, made = 0, [], []
    before: PublishedOpen | None = None
    for number in range(batches):
        came += rng.randint(24, 60) if number == 0 else rng.randint(10, 15)
        for one in people:
            one.groups.append(rng.randrange(groups) if rng.random() < MOVING else one.groups[-1])
        asked = came - len(people)
        for _ in range(asked if rng.random() < 0.5 else rng.randint(0, asked)):
            group = rng.randrange(-1 if rng.random() < 0.3 else 0, groups)
            people.append(Person(number, [group], answer_by(rng, lines[group])))
        tally = tally_of([Vote(one.batch, one.groups[-1], one.answer) for one in people], groups, came)
        shown = publish_open(tally, policy, before, minute=number)
        made.append(Batch(number, counted(tally, policy), before, shown, policy))
        before = shown
    votes = tuple(Vote(one.batch, one.groups[-1], one.answer) for one in people)
    return people, Crowd(votes, tuple(made), groups)


def is_proved(people: list[Person], made: Crowd, *, telling: int) -> bool:
    """Whether anybody's answer follows for whoever knows everybody's way and up to `telling` answers."""
    ways = sorted({one.way for one in people})
    keys = list(itertools.product(ways, ANSWERS))
    rows, low, high = [], [], []
    for way in ways:
        n = sum(one.way == way for one in people)
        rows.append([int(key[0] == way) for key in keys])
        low.append(n), high.append(n)
    for fact, answer in itertools.product(seen(made), (AGREE, DISAGREE)):
        least, most = fact.windows[answer]
        rows.append(
            [
                int(b <= fact.upto and g[fact.upto - b] in fact.groups and a == answer)
                for (b, g), a in _known(keys, fact.upto)
            ]
        )
        low.append(least), high.append(most)
    known = LinearConstraint(np.array(rows), low, high)
    targets = [{way} for way in ways] + [{way for way in ways if way[0] == batch} for batch in {way[0] for way in ways}]
    return any(_proved(people, target, keys, known, telling) for target in targets)


def _known(keys: list[tuple[Way, int]], upto: int) -> list[tuple[Way, int]]:
    """The keys with a way that reaches `upto`, also for those who came later and do not count."""
    return [((b, g if b <= upto else (-2,) * (upto + 1)), a) for (b, g), a in keys]


def _proved(
    people: list[Person], target: set[Way], keys: list[tuple[Way, int]], known: LinearConstraint, telling: int
) -> bool:
    inside = [one for one in people if one.way in target]
    for answer in ANSWERS:
        others = sum(one.answer != answer for one in inside)
        if others < len(inside) and others <= telling:
            aim = [int(way in target and a != answer) for way, a in keys]
            solved = milp(-np.array(aim), constraints=known, integrality=np.ones(len(aim)), bounds=Bounds(0, np.inf))
            if round(-solved.fun) <= others:
                return True
    return False
