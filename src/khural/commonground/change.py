"""What changed between two editions, by declared party."""

from __future__ import annotations

import math
from dataclasses import dataclass

from khural.commonground.result import CommonGround


@dataclass(frozen=True)
class Change:
    """Agreement with one statement in one party (None: everybody) then and now, and the difference with its interval.

    `before` and `after` are shares agreeing among the `n_before` and `n_after` who took a side. `direction` is
    "gained" or "lost" where the interval leaves out 0, else "unclear".
    """

    statement: str
    party: str | None
    before: float
    after: float
    n_before: int
    n_after: int
    difference: float
    low: float
    high: float

    @property
    def direction(self) -> str:
        """Whether agreement surely rose or fell."""
        return "gained" if self.low > 0 else "lost" if self.high < 0 else "unclear"


def changes(before: CommonGround, after: CommonGround) -> tuple[Change, ...]:
    """Differences for every statement that stands in both results under one identifier, by party, then for everybody.

    Parties are those of both results; one below the floor of either result on a statement is left out there. The
    interval at 95 % is put together from those of both shares (Zou and Donner 2008), so it holds for different people;
    where many took part in both editions it is wider than it need be. One in twenty intervals misses by chance: with
    many statements a few "gained" and "lost" are to be expected where nothing changed. Ordered by statement, the
    largest fall and rise are for the caller to find.
    """
    place = {name: i for i, name in enumerate(after.statements)}
    found = []
    for i, name in enumerate(before.statements):
        if name in place:
            found += _parties(before, after, name, i, place[name])
    return tuple(found)


def _parties(before: CommonGround, after: CommonGround, name: str, i: int, j: int) -> list[Change]:
    found = []
    if before.parties is not None and after.parties is not None:
        now = {label: p for p, label in enumerate(after.parties.labels)}
        for p, label in enumerate(before.parties.labels):
            if label in now:
                found.append(_change(name, label, _cell(before, p, i), _cell(after, now[label], j)))
    found.append(_change(name, None, _cell(before, None, i), _cell(after, None, j)))
    return [change for change in found if change is not None]


def _cell(result: CommonGround, party: int | None, statement: int) -> tuple[int, float, float, float]:
    """Number, share and interval; a number of 0 where there are too few."""
    shares = result.shares if party is None or result.parties is None else result.parties.shares
    at = statement if party is None else (party, statement)
    n = int(shares.n[at])
    enough = n >= (result.floor if party is not None else 1)
    return (n, float(shares.share[at]), float(shares.low[at]), float(shares.high[at])) if enough else (0, 0, 0, 1)


def _change(
    name: str, party: str | None, then: tuple[int, float, float, float], now: tuple[int, float, float, float]
) -> Change | None:
    if not then[0] or not now[0]:
        return None
    difference = now[1] - then[1]
    low = difference - math.hypot(now[1] - now[2], then[3] - then[1])
    high = difference + math.hypot(now[3] - now[1], then[1] - then[2])
    return Change(name, party, then[1], now[1], then[0], now[0], difference, low, high)
