"""Which pairs of states count as rivals."""

from __future__ import annotations

import numpy as np

from khural.evidence.store import Evidence

VARIABLE = "rivalry"


def rival_dyads(evidence: Evidence, first_year: int, last_year: int) -> tuple[tuple[str, str], ...]:
    """Both directions of every pair that a list of rivalries names for any year of the span.

    Where the list ends before the span, its last year stands for it.
    """
    table = evidence.dyad_years(VARIABLE)
    last = min(last_year, table.years[-1])
    first = min(max(first_year, table.years[0]), last)
    years = slice(table.years.index(first), table.years.index(last) + 1)
    named = np.any((table.values[:, :, years] > 0) & table.known[:, :, years], axis=2).tolist()
    pairs = ((a, b) for i, a in enumerate(table.states) for j, b in enumerate(table.states) if i != j and named[i][j])
    return tuple(sorted({pair for a, b in pairs for pair in ((a, b), (b, a))}))
