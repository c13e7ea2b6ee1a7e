"""The months since in which two states were on the whole cooperative or hostile, from net scores.

Net scores mix how much with how well, have no direction and no classes, so they make no rank. They reach further than
the counts and tell whether a tie still looks the way the window has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from khural.evidence.store import Evidence
from khural.evidence.table import EvidenceError

SOURCE = "gdelt_net"


@dataclass(frozen=True)
class Months:
    """Months of a pair with a net score above zero, below it, without news, and not known."""

    party: str
    cooperative: int
    hostile: int
    silent: int
    unknown: int
    first: date
    last: date
    source: str


def months(evidence: Evidence, state: str, table: Sequence[str]) -> tuple[Months, ...]:
    """The months of `state` with each of the `table`; a party the source does not cover by that day is left out."""
    found = (_months(evidence, state, party) for party in table)
    return tuple(one for one in found if one is not None)


def _months(evidence: Evidence, state: str, party: str) -> Months | None:
    try:
        series = evidence.dyad_series(SOURCE, state, party, "month")
    except EvidenceError:
        return None
    known = [float(value) for value, is_known in zip(series.values, series.known, strict=True) if is_known]
    return Months(
        party=party,
        cooperative=sum(value > 0 for value in known),
        hostile=sum(value < 0 for value in known),
        silent=sum(value == 0 for value in known),
        unknown=len(series.starts) - len(known),
        first=series.starts[0],
        last=series.starts[-1],
        source=series.source.name,
    )
