"""Whether a meeting could be held there, as far as sources say: most rows are unknown, and stay so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from khural.evidence.facts import mongolia
from khural.mediators.asof import before

KINDS = ("distance", "hotels", "summits_hosted", "visas", "sanctions")


@dataclass(frozen=True)
class VenueRow:
    """One condition. `value` None means unknown: to be asked of the host."""

    kind: str
    party: str | None
    value: str | None
    unit: str | None
    as_of: str | None
    source: str | None
    source_url: str | None


FACTS = {"summit_hotels_meeting_us_standard": "hotels", "asem_summit_hosted": "summits_hosted"}


def venue(
    state: str,
    table: Sequence[str],
    as_of: date,
    distances: Mapping[str, tuple[float, int]],
    source: str,
) -> tuple[VenueRow, ...]:
    """What is known of `state` as a venue; `distances` has kilometres and year of evidence per party."""
    return (*_distances(table, distances, source), *_facts(state, as_of), *_unknown(table))


def _distances(table: Sequence[str], distances: Mapping[str, tuple[float, int]], source: str) -> Iterator[VenueRow]:
    for party in table:
        if party in distances:
            kilometres, year = distances[party]
            yield VenueRow("distance", party, f"{kilometres:.0f}", "km", str(year), source, None)
        else:
            yield VenueRow("distance", party, None, "km", None, None, None)


def _facts(state: str, as_of: date) -> Iterator[VenueRow]:
    found = [row for row in mongolia() if row.fact in FACTS and before(row.as_of, as_of)] if state == "MNG" else []
    for row in found:
        yield VenueRow(FACTS[row.fact], None, row.value, row.unit, str(row.as_of), "mongolia_facts", row.source_url)
    for kind in ("hotels", "summits_hosted"):
        if kind not in {FACTS[row.fact] for row in found}:
            yield VenueRow(kind, None, None, None, None, None, None)


def _unknown(table: Sequence[str]) -> Iterator[VenueRow]:
    """Visas and sanctions on gifts and travel are in no source here: one question per party."""
    for kind in ("visas", "sanctions"):
        for party in table:
            yield VenueRow(kind, party, None, None, None, None, None)
