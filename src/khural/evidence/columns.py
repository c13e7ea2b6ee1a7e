"""The columns of each field table, in file order. A table with other columns is refused."""

from __future__ import annotations

_END = ("source_url", "grade", "note")

COLUMNS: dict[str, tuple[str, ...]] = {
    "claims.csv": (
        *("id", "section", "claim", "type", "status_then", "check_status"),
        *("evidence", "sources", "system_requirement", *_END),
    ),
    "hosts_carrots_sticks.csv": ("actor", "target", "kind", "date", "end", "amount", "unit", "source", *_END),
    "mediation_cases.csv": (
        *("case", "start", "end", "mediator", "mediator_iso3", "size", "style"),
        *("outcome_agreement", "outcome_abatement", "outcome_lasting", "coding_grade", "sources", *_END),
    ),
    "mongolia_facts.csv": ("fact", "value", "unit", "as_of", "sources", "conflicts", *_END),
    "other_forums.csv": (
        *("forum", "host", "start", "end", "track", "parties"),
        *("dprk_status", "facts", "lesson", "sources", *_END),
    ),
    "relations.csv": ("a", "b", "kind", "from", "to", "value", "unit", "source", *_END),
    "six_party_talks.csv": ("round", "phase", "start", "end", "result", "sources", *_END),
    "terms.csv": ("term", "definition", "source", "mn", "ko", "zh", "ja", "ru", *_END),
    "ubd_editions.csv": (
        *("edition", "year", "held", "start", "end", "venue", "participants_min", "participants_max"),
        *("counting_rule", "states_bodies", "states_min", "states_max", "track", "topics", "dprk_status"),
        *("dprk_delegation", "outcomes", "sources", "source_url", "grade", "conflicts", "note"),
    ),
    "ubd_tracks.csv": ("track", "event", "start", "end", "status", "states", "facts", "sources", *_END),
}
