"""Which pairs of states count as rivals."""

from __future__ import annotations

import numpy as np

from khural.evidence.store import Evidence
from khural.evidence.tables import DyadYears

LISTS = ("rivalr", "rivals")
"""Variables whose name holds one of these are lists of rivalries."""


def rival_dyads(evidence: Evidence, first_year: int, last_year: int) -> tuple[tuple[str, str], ...]:
    """Both directions of every pair that a list of rivalries names for any year of the span.

    Where a list ends before the span, its last year stands for it; where there is no list, there are no rivals.
    """
    names = sorted(name for name in evidence.variables() if any(part in name for part in LISTS))
    found: set[tuple[str, str]] = set()
    for name in names:
        found |= _named(evidence.dyad_years(name), first_year, last_year)
    return tuple(sorted({pair for a, b in found for pair in ((a, b), (b, a))}))


def _named(table: DyadYears, first_year: int, last_year: int) -> set[tuple[str, str]]:
    last = min(last_year, table.years[-1])
    first = min(max(first_year, table.years[0]), last)
    years = slice(table.years.index(first), table.years.index(last) + 1)
    named = np.argwhere(np.any((table.values[:, :, years] > 0) & table.known[:, :, years], axis=2))
    return {(table.states[i], table.states[j]) for i, j in named.tolist() if i != j}
