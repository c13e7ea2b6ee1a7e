"""Diversified relations: how spread a state's cooperation is over its partners, with its neighbours' share apart."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from khural.evidence.tables import DyadCounts


@dataclass(frozen=True)
class Diversity:
    """`spread` = 1 - sum of squared shares of cooperation (0: one partner; near 1: many equal ones).

    `neighbours` is the share of cooperation with states that border it, None where borders are unknown; `partners`
    lists the largest with their shares. `spread` is None without any cooperative event: unknown, not 0.
    """

    state: str
    events: int
    spread: float | None
    neighbours: float | None
    partners: tuple[tuple[str, float], ...]


def diversity(table: DyadCounts, state: str, neighbours: Collection[str] | None, shown: int = 10) -> Diversity:
    """How diversified the cooperation of `state` is in the window of `table`, both directions together."""
    row = table.states.index(state)
    cooperation = table.verbal_cooperation + table.material_cooperation
    with_each = cooperation[row] + cooperation[:, row]
    with_each[row] = 0
    total = int(with_each.sum())
    if total == 0:
        return Diversity(state, 0, None, None, ())
    shares = with_each / total
    order = np.lexsort((table.states, -shares))[:shown]
    near = None
    if neighbours is not None:
        near = float(shares[np.isin(table.states, sorted(neighbours))].sum())
    largest = tuple((table.states[place], float(shares[place])) for place in order if shares[place] > 0)
    return Diversity(state, total, float(1 - (shares**2).sum()), near, largest)
