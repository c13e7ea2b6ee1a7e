"""The asset register of Mongolia and others from the sourced facts: which fact is an asset of which kind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from khural.evidence.facts import mongolia, relations
from khural.evidence.records import MongoliaFact, Relation
from khural.mediators.asof import before
from khural.mediators.assets import Asset
from khural.messages import Message

MONGOLIA: dict[str, str] = {
    "gdp": "economy",
    "gdp_growth": "economy",
    "diplomatic_relations_count": "partnership",
    "missions_abroad": "partnership",
    "mongolians_abroad": "diaspora",
    "mongolians_in_rok": "diaspora",
    "mongolians_in_usa": "diaspora",
    "mongolian_students_in_rok": "students",
    "trade_with_rok": "trade",
    "exports_to_rok": "trade",
    "imports_from_rok": "trade",
    "rok_share_of_imports": "trade",
    "trade_with_dprk": "trade",
    "china_share_of_trade": "trade",
    "millennium_challenge_compact": "trade",
    "largest_bilateral_donor": "trade",
    "foreign_tourists": "tourism",
    "tourists_from_rok_share": "tourism",
    "tourists_from_rok_increase": "tourism",
    "tourists_from_rok": "tourism",
    "mongolian_visitors_to_rok": "tourism",
    "peacekeepers_sent_since_2002": "peacekeeping",
    "peacekeeping_contributor_rank": "peacekeeping",
    "peacekeepers_female_share": "peacekeeping",
    "democracy_eiu": "democracy",
    "democracy_freedom_house": "democracy",
    "democracy_vdem": "democracy",
    "democracy_trend": "democracy",
    "nuclear_weapon_free_declared": "nuclear_free",
    "nuclear_weapon_free_un_resolution": "nuclear_free",
    "nuclear_weapon_free_law": "nuclear_free",
    "nuclear_weapon_free_p5_statement": "nuclear_free",
    "nuclear_weapon_free_parallel_declarations": "nuclear_free",
    "summit_hotels_meeting_us_standard": "hosting",
    "asem_summit_hosted": "hosting",
    "un_member_since": "organisations",
    "wto_member_since": "organisations",
    "asean_regional_forum_participant_since": "organisations",
    "asean_treaty_of_amity_party_since": "organisations",
    "osce_participating_state_since": "organisations",
    "rok_friendly_cooperative_partnership_since": "partnership",
    "rok_comprehensive_partnership_since": "partnership",
    "rok_strategic_partnership_since": "partnership",
    "rok_yearly_foreign_ministers_meeting": "standing_mechanism",
    "third_neighbour_term_first_used": "policy_doctrine",
    "national_security_concept_adopted": "policy_doctrine",
    "foreign_policy_concept_renewed": "policy_doctrine",
}
"""Fact of mongolia_facts.csv -> kind of asset; facts looked for and not found are none."""

RELATIONS: dict[str, str] = {
    "partnership": "partnership",
    "trade": "trade",
    "exports": "trade",
    "imports": "trade",
    "trade_share": "trade",
    "aid": "trade",
    "worker_quota": "trade",
    "worker_permits": "trade",
    "nnsc_member": "standing_mechanism",
}
"""Kind of relation -> kind of asset, for both of its ends that are candidates."""


def risk(kind: str) -> Message:
    """What an asset of this kind costs in impartiality."""
    return Message(f"mediators.risk.{kind}")


def sourced_assets(state: str, as_of: date) -> Iterator[Asset]:
    """The assets of `state` that the sourced facts name and date, read by `as_of`, in table order."""
    if state == "MNG":
        yield from (_fact(row) for row in mongolia() if _is_asset(row, as_of))
    yield from (_relation(row) for row in relations(state) if row.kind in RELATIONS and _read(row, as_of))


def _is_asset(row: MongoliaFact, as_of: date) -> bool:
    return row.fact in MONGOLIA and row.grade != "NF" and row.as_of is not None and before(row.as_of, as_of)


def _read(row: Relation, as_of: date) -> bool:
    """A quantity is known when its period is over, anything else from its start."""
    when = row.end or row.start if row.amount is not None else row.start
    return row.start is not None and when is not None and before(when, as_of)


def _fact(row: MongoliaFact) -> Asset:
    kind = MONGOLIA[row.fact]
    when = str(row.as_of) if row.as_of else None
    return Asset(
        "MNG",
        kind,
        row.fact,
        row.value,
        row.unit,
        when,
        "mongolia_facts",
        row.source_url,
        row.grade,
        domain_of(kind),
        risk(kind),
        note=row.note,
    )


def _relation(row: Relation) -> Asset:
    kind = RELATIONS[row.kind]
    when = str(row.end or row.start) if row.amount is not None else str(row.start)
    what = f"{row.kind} {row.b}" if row.b else row.kind
    return Asset(
        row.a,
        kind,
        what,
        row.value,
        row.unit,
        when,
        row.source,
        row.source_url,
        row.grade,
        domain_of(kind),
        risk(kind),
        note=row.note,
    )


def domain_of(kind: str) -> str:
    """Where an asset counts: nuclear-free status in nuclear questions, the rest in general."""
    return {"nuclear_free": "nuclear", "peacekeeping": "security", "trade": "economy", "economy": "economy"}.get(
        kind, "general"
    )
