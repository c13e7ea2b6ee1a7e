"""Flags of stake: yes, no or unknown per candidate and party, with the year of the evidence. Unknown is never no."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from khural.mediators.finding import Flag

CARRIED = 5
"""Years for which a state of affairs is carried forward after the last year of its source."""

LOOK_BACK = 10
"""Years within which a dispute counts as recent."""

WITHOUT_SOURCE = ("troops",)
"""Kinds for which no source covers all states: always unknown."""


@dataclass(frozen=True, eq=False)
class StakeTable:
    """What one source says of one kind of stake.

    `years` has, per pair of states in alphabetical order, the years with it; inside the years `first` to `last` and
    the states `covered`, absence is no. `look_back` is 1 for what lasts (a pact), more for what happens (a dispute).
    """

    kind: str
    source: str
    first: int
    last: int
    covered: Collection[str]
    years: Mapping[tuple[str, str], Collection[int]]
    look_back: int = 1


def stakes(
    states: Sequence[str], table: Sequence[str], sources: Sequence[StakeTable], missing: Sequence[str], as_of: date
) -> dict[str, tuple[Flag, ...]]:
    """The flags of every state towards everybody at the `table`; `missing` are kinds without any source loaded."""
    found = {}
    for state in states:
        flags = [Flag("party", None, "yes" if state in table else "no", None, None)]
        for party in table:
            if party == state:
                continue
            flags += [_flag(source, state, party, as_of) for source in sources]
            flags += [Flag(kind, party, "unknown", None, None) for kind in (*missing, *WITHOUT_SOURCE)]
        found[state] = tuple(flags)
    return found


def _flag(source: StakeTable, state: str, party: str, as_of: date) -> Flag:
    if state not in source.covered or party not in source.covered:
        return Flag(source.kind, party, "unknown", None, source.source)
    # The year of the ranking itself is not over: what is dated by year ends with the year before.
    last = min(source.last, as_of.year - 1)
    pair = (state, party) if state < party else (party, state)
    years = [year for year in source.years.get(pair, ()) if source.first <= year <= last]
    if source.look_back > 1:
        return _recent(source, party, years, last, as_of)
    value = "yes" if last in years else "no"
    if as_of.year - last > CARRIED:
        return Flag(source.kind, party, "unknown", last, source.source, last_known=value)
    return Flag(source.kind, party, value, last, source.source)


def _recent(source: StakeTable, party: str, years: Sequence[int], last: int, as_of: date) -> Flag:
    recent = [year for year in years if year >= as_of.year - source.look_back]
    if recent:
        return Flag(source.kind, party, "yes", max(recent), source.source)
    if as_of.year - last > CARRIED:
        before = [year for year in years if year > last - source.look_back]
        return Flag(source.kind, party, "unknown", last, source.source, last_known="yes" if before else "no")
    return Flag(source.kind, party, "no", last, source.source)
