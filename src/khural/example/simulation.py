"""Ballots of people who do not exist: a model with two latent axes, for rehearsals and tests.

Every delegation, and every seat in it, has a place on two axes, uniform on [-1, 1]. A statement weighs on one of the
axes in one of its two directions. A seat speaks from the place of its delegation with probability `DISCIPLINE`, else
from its own. It passes with the probability of the statement's leaning; otherwise it agrees when

    appeal(leaning) + LEVEL[basket] + spread(leaning) * direction * place + noise > 0,    noise uniform on [-1/2, 1/2]

and disagrees when not. A seat takes part at all with probability `turnout`, and then answers each statement with
probability `DILIGENCE`. The numbers are chosen to resemble a table where much is shared, some divides and little is
known about the rest; they are fitted to no real dialogue.

Each draw comes from a generator seeded with its own name (seed, seat, statement), and only additions and products
follow. So the same seed gives the same ballots on every machine, and a statement's ballots do not depend on which other
statements are simulated beside it.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

from khural.example.content import Delegation, Statement

REHEARSAL_SEED = 13
"""The seed of the shipped rehearsal."""

TURNOUT = 0.93
DISCIPLINE = 0.6
DILIGENCE = 0.94
LEVEL = {
    "security": -0.1,
    "economy": 0.0,
    "energy": 0.1,
    "infrastructure": 0.1,
    "humanitarian": 0.2,
    "environment": 0.15,
    "youth": 0.0,
}
"""How ready a basket is for agreement, by and large."""


@dataclass(frozen=True)
class Leaning:
    """How a statement is received: its `appeal` to all, how far places `spread` the answers, how many are `unsure`."""

    appeal: float
    spread: float
    unsure: float


LEANINGS = {
    "shared": Leaning(appeal=0.9, spread=0.4, unsure=0.05),
    "open": Leaning(appeal=0.2, spread=0.7, unsure=0.2),
    "divides": Leaning(appeal=0.0, spread=1.2, unsure=0.1),
    "rejected": Leaning(appeal=-0.7, spread=0.5, unsure=0.1),
    "unfamiliar": Leaning(appeal=0.3, spread=0.5, unsure=0.65),
}


@dataclass(frozen=True)
class SimulatedBallot:
    """The answer of one seat to one statement: 1 agree, -1 disagree, 0 pass, None not answered. Seats count from 1."""

    delegation: int
    seat: int
    statement: str
    answer: int | None


def simulate_ballots(
    statements: Iterable[Statement], delegations: Iterable[Delegation], seed: int, turnout: float = TURNOUT
) -> tuple[SimulatedBallot, ...]:
    """One ballot per delegation, seat and statement, in the order given. ValueError when `turnout` is no share."""
    if not 0 <= turnout <= 1:
        raise ValueError("turnout must lie between 0 and 1")
    asked = tuple(statements)
    return tuple(
        SimulatedBallot(delegation.number, seat, statement.id, answer)
        for delegation in delegations
        for seat in range(1, delegation.seats + 1)
        for statement, answer in zip(asked, _answers(asked, delegation.number, seat, seed, turnout), strict=True)
    )


def _answers(
    asked: tuple[Statement, ...], delegation: int, seat: int, seed: int, turnout: float
) -> tuple[int | None, ...]:
    """The answers of one seat."""
    if _generator(seed, "turnout", delegation, seat).random() >= turnout:
        return (None,) * len(asked)
    line = _place(_generator(seed, "line", delegation))
    own = _place(_generator(seed, "own", delegation, seat))
    return tuple(
        _answer(statement, line, own, seed, _generator(seed, statement.id, delegation, seat)) for statement in asked
    )


def _answer(
    statement: Statement, line: tuple[float, float], own: tuple[float, float], seed: int, draw: random.Random
) -> int | None:
    diligent, unsure, disciplined, noise = (draw.random() for _ in range(4))
    leaning = LEANINGS[statement.leaning]
    if diligent >= DILIGENCE:
        return None
    if unsure < leaning.unsure:
        return 0
    axis, direction = _weight(_generator(seed, statement.id))
    place = (line if disciplined < DISCIPLINE else own)[axis]
    score = leaning.appeal + LEVEL[statement.basket] + leaning.spread * direction * place + noise - 0.5
    return 1 if score > 0 else -1


def _place(draw: random.Random) -> tuple[float, float]:
    return 2 * draw.random() - 1, 2 * draw.random() - 1


def _weight(draw: random.Random) -> tuple[int, int]:
    """The axis (0 or 1) on which a statement weighs, and its direction there."""
    return int(draw.random() < 0.5), 1 if draw.random() < 0.5 else -1


def _generator(seed: int, *name: int | str) -> random.Random:
    return random.Random("/".join(map(str, (seed, *name))))  # noqa: S311 (a model of votes, nothing secret)
