"""Claims about the conflict's talks and about the dialogue, computed from the tables of editions, talks and acts."""

from __future__ import annotations

from dataclasses import replace

from khural.claims.lines import of_acts, of_editions, of_relations
from khural.claims.records import PUBLISHED, Line
from khural.claims.registry import Outcome, checks, outcome
from khural.evidence import facts
from khural.evidence.attendance import attendance
from khural.evidence.records import EditionFact

CORE = "PRK"
STAKEHOLDERS = ("CHN", "JPN", "RUS", "USA")
EDITIONS = "ubd_editions.csv"
RELATIONS = "relations.csv"
LEDGER = "hosts_carrots_sticks.csv"
SIX_PARTY = "six_party_talks.csv"
HARD = ("carrot.financial", "carrot.humanitarian", "carrot.energy", "stick.sanction")
CAME = {"attended": "for", "unknown": "unknown"}


def _held() -> list[EditionFact]:
    return [fact for fact in facts.editions() if fact.held == "yes"]


@checks(6, data=(LEDGER,))
def stakes() -> Outcome:
    """The four powers signed what the six-party talks agreed."""
    signed = [act for act in facts.acts() if act.kind == "event.agreement" and set(STAKEHOLDERS) <= set(act.actors)]
    return outcome("supported" if signed else "open", "stakes", of_acts("for", signed), n=len(signed))


@checks(9, data=(LEDGER,))
def hard_power() -> Outcome:
    """Money, aid, energy and sanctions toward the core party, by others than itself, since 1990."""
    rows = [act for act in facts.acts() if act.kind in HARD and act.start and act.start.year >= 1990]
    acts = [act for act in rows if CORE not in act.actors]
    sticks = sum(act.kind.startswith("stick") for act in acts)
    found = "supported" if sticks and len(acts) > sticks else "open"
    return outcome(found, "hard_power", of_acts("for", acts), carrots=len(acts) - sticks, sticks=sticks)


@checks(13, data=(SIX_PARTY,))
def six_party_talks() -> Outcome:
    """The first round and the end of the six-party talks."""
    rows = facts.six_party_rounds()
    lines = tuple(
        Line(
            "for",
            f"round {row.round} {row.phase or ''}".strip(),
            row.result or "",
            str(row.start),
            _page(row),
            row.grade,
        )
        for row in rows
    )
    first, last = min(row.start.year for row in rows), max(row.end.year for row in rows if row.round == "end")
    sessions = sum(row.phase != "result" and row.round != "end" for row in rows)
    return outcome("supported", "six_party", lines, first=first, last=last, n=sessions)


def _page(row: object) -> str:
    return getattr(row, "source_url", None) or ""


@checks(14, data=(EDITIONS,))
def revived_contact() -> Outcome:
    """Whether the core party came, and whether it still does."""
    found = participation()
    status = "partly" if any(line.side == "for" for line in found.lines) else "contradicted"
    return replace(found, status="supported" if found.status == "supported" else status)


@checks(26, data=(EDITIONS,))
def participation() -> Outcome:
    """At how many editions the core party sat, and when it was last seen there."""
    lines = of_editions(lambda fact: CAME.get(fact.dprk_status, "against"), lambda fact: fact.dprk_status)
    states = [fact.dprk_status for fact in _held()]
    came = [fact.year for fact in _held() if fact.dprk_status == "attended"]
    away = sum(state not in CAME for state in states)
    found = "supported" if len(came) == len(states) else "contradicted" if away else "open"
    numbers = {"came": len(came), "of": len(states), "unknown": states.count("unknown"), "year": max(came)}
    return outcome(found, "participation", lines, **numbers)


@checks(15, data=(EDITIONS,))
def first_edition() -> Outcome:
    """When the first edition was held."""
    first = min(_held(), key=lambda fact: fact.year)
    lines = tuple(
        line for line in of_editions(lambda _: "for", lambda fact: fact.venue or "") if first.year == _year(line)
    )
    found = "supported" if first.year == 2014 else "contradicted"
    return outcome(found, "first_edition", lines, date=str(first.start or first.year))


def _year(line: Line) -> int:
    return int(line.date[:4])


@checks(16, data=(EDITIONS,))
def track() -> Outcome:
    """The track of each edition."""
    lines = of_editions(lambda fact: "for" if fact.track == "2" else "against", lambda fact: f"track {fact.track}")
    two = sum(line.side == "for" for line in lines)
    found = "supported" if two == len(lines) else "partly" if two else "contradicted"
    return outcome(found, "track", lines, two=two, of=len(lines))


@checks(20, data=(RELATIONS, EDITIONS))
def contacts() -> Outcome:
    """Contacts between parties that sources show at an edition."""
    rows = [row for row in facts.relations() if row.kind == "contact"]
    disputed = sum(row.grade == "X" for row in rows)
    lines = of_relations("for", rows) + _core_away()
    return outcome("partly" if rows else "open", "contacts", lines, n=len(rows), disputed=disputed)


def _core_away() -> tuple[Line, ...]:
    lines = of_editions(lambda fact: CAME.get(fact.dprk_status, "against"), lambda fact: f"{CORE}: {fact.dprk_status}")
    return tuple(line for line in lines if line.side == "against")


@checks(22, data=(EDITIONS,))
def baskets() -> Outcome:
    """Topics of the editions beyond security."""
    lines = of_editions(lambda fact: "for" if _soft(fact) else "unknown", lambda fact: "; ".join(fact.topics))
    n = sum(line.side == "for" for line in lines)
    return outcome("supported" if n else "open", "baskets", lines, n=n, of=len(lines))


def _soft(fact: EditionFact) -> bool:
    soft = ("econom", "energy", "infrastructure", "humanitarian", "youth", "environment", "climate", "power grid")
    return any(word in topic for topic in fact.topics for word in soft)


@checks(23, data=(EDITIONS,))
def head_count() -> Outcome:
    """Reported head counts, which follow different rules."""
    lines = of_editions(lambda fact: "for" if fact.participants_min else "unknown", _people)
    counted = [fact for fact in _held() if fact.participants_min]
    first, last = counted[0], counted[-1]
    rose = (last.participants_min or 0) > (first.participants_max or first.participants_min or 0)
    numbers = {"low": first.participants_min or 0, "first": first.year, "high": last.participants_min or 0}
    rules = len({fact.counting_rule for fact in counted})
    return outcome("supported" if rose else "open", "head_count", lines, last=last.year, rules=rules, **numbers)


def _people(fact: EditionFact) -> str:
    low, high = fact.participants_min, fact.participants_max
    if low is None:
        return ""
    count = f"more than {low}" if high is None else str(low) if low == high else f"{low} to {high}"
    return f"{count} ({fact.counting_rule})"


@checks(25, data=(EDITIONS,))
def continuity() -> Outcome:
    """Editions held, years without one, and when each of the six was last seen."""
    held = _held()
    gaps = [fact.year for fact in facts.editions() if fact.held == "postponed"]
    postponed = tuple(
        Line("against", str(fact.year), "postponed", str(fact.year), fact.source_url or "", fact.grade)
        for fact in facts.editions()
        if fact.held == "postponed"
    )
    seen = max(one.year for one in attendance((CORE,)) if one.status == "attended")
    lines = of_editions(lambda _: "for", lambda fact: f"{CORE}: {fact.dprk_status}") + postponed
    found = "partly" if gaps or seen < held[-1].year else "supported"
    return outcome(found, "continuity", lines, n=len(held), last=held[-1].year, gaps=len(gaps), seen=seen)


@checks(5, data=(LEDGER,))
def nuclear_tests() -> Outcome:
    """Nuclear tests in the ledger up to the article."""
    acts = [act for act in facts.acts() if act.kind == "event.nuclear_test" and act.start]
    before = [act for act in acts if act.start and act.start.first_day <= PUBLISHED.last_day]
    return outcome("supported" if before else "open", "nuclear_tests", of_acts("for", acts), n=len(before))
