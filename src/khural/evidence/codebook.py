"""The codebook: what each variable and each set of counts means, where it is from, and what its absence means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from khural.evidence.made import TableNote
from khural.evidence.shelf import PACK, Shelf
from khural.evidence.tables import SourceNote

MEANINGS = {
    "alignment_dim1": "Position on the first latent axis of a model of alignment. A model's output, not evidence.",
    "alignment_dim2": "Position on the second latent axis of a model of alignment. A model's output, not evidence.",
    "armed_conflict": "Highest intensity of an armed conflict with the government as a primary party: 1 minor, 2 war.",
    "capability": "Composite index of national capability: share of the world's population, industry and forces.",
    "contiguity": "1 land or river border; 2, 3, 4, 5 water of at most 12, 24, 150, 400 miles between; 0 none.",
    "defence_pact": "1 where an alliance obliges one to defend the other. Wide pacts of non-aggression do not count.",
    "democracy": "Electoral democracy (polyarchy), 0 to 1.",
    "dispute": "Highest level of hostility of a militarized dispute: 2 threat, 3 display, 4 use of force, 5 war.",
    "distance": "Least distance between the two territories, rounded.",
    "gdelt_net_month": "Sum of scores of all events between the two: cooperative minus hostile, mixed with volume.",
    "gdelt_net_week": "The same by week, Monday to Sunday, between 47 states.",
    "gdp": "Gross domestic product in current US dollars.",
    "gdp_growth": "Growth of the real product over the year before. Partly simulated.",
    "gdp_real": "Real product. Partly simulated.",
    "icews_dyad_year": "Directed counts of verbal and material cooperation and conflict, by machine from the news.",
    "mediation_events": "Events with the first state as third party in a conflict of the second. Six conflicts only.",
    "mie": "Directed counts of threats (verbal), displays, uses of force and war (material conflict), by hand.",
    "military_personnel": "Soldiers.",
    "nuclear_weapon_free_zone": "1 in a zone or with that status, from the year for which a source was read.",
    "organisations": "Intergovernmental organisations of which the state is a full member.",
    "other_pact": "1 where an alliance obliges to attack, to stay neutral or to consult.",
    "peacekeeping_places": "Places of United Nations operations in which the state had troops.",
    "polity": "Scale of regimes, -10 autocracy to 10 democracy.",
    "population": "Inhabitants.",
    "rivalry": "1 where both see each other as strategic rivals.",
    "rivalry_td": "The same by an earlier list.",
    "sanctions": "1 from the state that imposes to the state that is sanctioned. Those of organisations do not count.",
    "shared_organisations": "Intergovernmental organisations of which both are members.",
    "system_member": "1 where the state was a member of the state system of the Correlates of War on any day.",
    "trade_total": "Imports plus exports with the whole world.",
    "un_vote_similarity": "Mean agreement over a year's roll calls in the General Assembly: 1 same vote, 1/2 beside an "
    "abstention, 0 against. Pairs with fewer than ten common roll calls are unknown.",
}
EVENTS = "Directed counts of verbal and material cooperation and conflict by day, from files of events."


@dataclass(frozen=True)
class Entry:
    """One table as a reader looks it up. `absent` is "zero" or "missing": what no row inside the domain means."""

    name: str
    meaning: str
    kind: str
    unit: str
    period: str
    directed: bool
    absent: str
    first: date
    last: date
    source: SourceNote


def codebook(shelf: Shelf | None = None) -> tuple[Entry, ...]:
    """The entries of a shelf (the pack unless another is given), by name; calendars of series are left out."""
    chosen = Shelf(PACK) if shelf is None else shelf
    return tuple(_entry(note, chosen.source_of(note)) for note in chosen.tables() if note.kind != "calendar")


def _entry(note: TableNote, source: SourceNote) -> Entry:
    return Entry(
        note.name,
        MEANINGS.get(note.name, EVENTS),
        note.kind,
        note.unit,
        note.period,
        note.directed,
        note.absent,
        note.first,
        note.last,
        source,
    )
