"""Which statement to show next: rare ones first, then those that may belong at the top of the ranking.

Pure Python, so that a web process can ask without loading anything numeric.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from hashlib import blake2b
from heapq import nsmallest
from math import log, sqrt
from typing import TypeVar

Statement = TypeVar("Statement", bound=Hashable)

# Votes a statement gets before anything else is asked of it.
FEWEST = 10
# No statement falls behind the mean number of votes by more than this factor.
BEHIND = 4
# Places at the top of the ranking that are to be told apart.
WANTED = 10
# Standard deviations within which a statement may still belong there, and the weight of one that does not.
DEVIATIONS = 2.0
OUTSIDE = 0.001
# What is taken for the share agreeing where none is known.
UNKNOWN = 0.5


def floor(counts: Mapping[Statement, int]) -> float:
    """Votes under which a statement comes before all others: 10, or a quarter of the mean once that is more."""
    return max(float(FEWEST), sum(counts.values()) / (BEHIND * len(counts))) if counts else float(FEWEST)


def weights(
    counts: Mapping[Statement, int],
    already: Collection[Statement] = (),
    shares: Mapping[Statement, float] | None = None,
) -> dict[Statement, float]:
    """Chance, up to a factor, of each statement to be shown next to somebody who has answered `already`.

    `counts` are the votes known of each open statement, passes included. While any statement is under `floor` only such
    have weight, each as many votes as it lacks. Otherwise a statement weighs 1 / (votes + 1), which evens votes out.
    With `shares` (share agreeing, of the least favourable group where there are groups) statements that cannot be among
    the ten highest, two standard deviations granted, weigh a thousandth of that: the idea of LUCB (Kalyanakrishnan,
    Tewari, Auer and Stone 2012), to ask where the border of the best is not yet sure.
    """
    least = floor(counts)
    left = {name: n for name, n in counts.items() if name not in already}
    lacking = {name: least - n for name, n in left.items() if n < least}
    if lacking:
        return lacking
    if shares is None:
        return {name: 1 / (n + 1) for name, n in left.items()}
    contend = _contenders(counts, shares)
    return {name: (1.0 if name in contend else OUTSIDE) / (n + 1) for name, n in left.items()}


def choose(
    counts: Mapping[Statement, int],
    already: Collection[Statement],
    seed: int | str,
    shares: Mapping[Statement, float] | None = None,
) -> Statement | None:
    """The statement to show next, None when all are answered; the same for the same arguments, in any order.

    `seed` differs between participants; for one participant the statements come in the order of a weighted draw without
    replacement (Efraimidis and Spirakis 2006).

    What is guaranteed, whatever was voted: nobody is shown a statement at the floor while there is one under it that
    they have not answered. So, where `counts` are up to date and somebody can still be asked about every statement,
    each of S statements has 10 votes after 10 S votes and never less than T / (4 S), rounded down, after T. (While any
    statement has j votes and T > 4 S j, all votes go to such statements: S of them at most, and the floor needs 4 S to
    reach j + 1.)
    """
    found = weights(counts, already, shares)
    return min(found, key=lambda name: (_late(seed, name) / found[name], str(name))) if found else None


def several(
    counts: Mapping[Statement, int],
    already: Collection[Statement],
    seed: int | str,
    most: int,
    shares: Mapping[Statement, float] | None = None,
) -> list[Statement]:
    """The next statements, `most` of them or as many as are left: those that `choose` would give one after another."""
    chosen: list[Statement] = []
    seen = set(already)
    while len(chosen) < most and (found := weights(counts, seen, shares)):
        late = {name: (_late(seed, name) / weight, str(name)) for name, weight in found.items()}
        # Weights change only when all of these have been given.
        chosen += nsmallest(most - len(chosen), late, key=late.__getitem__)
        seen.update(chosen)
    return chosen


def _late(seed: int | str, name: Hashable) -> float:
    """An exponential variate that depends on the seed and the statement only."""
    drawn = blake2b(f"{seed}/{name}".encode(), digest_size=8).digest()
    return -log((int.from_bytes(drawn, "big") + 1) / (2**64 + 1))


def _contenders(counts: Mapping[Statement, int], shares: Mapping[Statement, float]) -> set[Statement]:
    """Statements whose share may be among the `WANTED` highest."""
    ranges = {}
    for name, n in counts.items():
        middle = (shares.get(name, UNKNOWN) * n + 0.5) / (n + 1)
        unsure = DEVIATIONS * sqrt(middle * (1 - middle) / (n + 2))
        ranges[name] = (middle - unsure, middle + unsure)
    border = sorted((low for low, _ in ranges.values()), reverse=True)[:WANTED][-1]
    return {name for name, (_, high) in ranges.items() if high >= border}
