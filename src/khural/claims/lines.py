"""Rows of the field tables as lines under a claim."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from khural.claims.records import Line
from khural.evidence import facts
from khural.evidence.records import Act, EditionFact, MongoliaFact, Relation

Sided = str | Callable[[str], str]

_SHORT = ("asean", "asem", "dprk", "eiu", "gdp", "osce", "p5", "rok", "un", "us", "usa", "wto")


def readable(key: str) -> str:
    """The key of a fact as words: "gdp_growth" is "GDP growth"."""
    words = [word.upper() if word in _SHORT else word for word in key.replace("_", " ").split()]
    told = " ".join(words).replace("vdem", "V-Dem").replace("mongolian", "Mongolian")
    return told[:1].upper() + told[1:]


def of_editions(side: Callable[[EditionFact], str], value: Callable[[EditionFact], str]) -> tuple[Line, ...]:
    """One line per edition that was held."""
    return tuple(
        Line(side(fact), f"edition {fact.edition}", value(fact), str(fact.start or fact.year), _url(fact), fact.grade)
        for fact in facts.editions()
        if fact.held == "yes"
    )


def _url(fact: EditionFact) -> str:
    return fact.source_url or ""


def of_facts(side: str, *names: str) -> tuple[Line, ...]:
    """Every dated or undated row of mongolia_facts.csv under these names; what was not found is unknown."""
    rows = (fact for name in names for fact in facts.mongolia() if fact.fact == name)
    return tuple(of_fact(fact, side) for fact in rows)


def of_fact(fact: MongoliaFact, side: str) -> Line:
    """One fact on Mongolia."""
    found = "unknown" if fact.grade == "NF" else side
    value = " ".join(part for part in (fact.value, _unit(fact.unit)) if part)
    return Line(found, readable(fact.fact), value, str(fact.as_of or ""), fact.source_url or "", fact.grade)


def _unit(unit: str | None) -> str:
    return "" if unit in (None, "text", "date") else str(unit)


def of_relations(side: Sided, rows: Iterable[Relation]) -> tuple[Line, ...]:
    """One line per relation; `side` may depend on its kind."""
    return tuple(
        Line(
            side if isinstance(side, str) else side(row.kind),
            f"{row.a} → {row.b or 'all'}: {row.kind.replace('_', ' ')}",
            " ".join(part for part in (row.value, _unit(row.unit)) if part),
            str(row.start or row.end or ""),
            row.source_url or "",
            row.grade,
        )
        for row in rows
    )


def of_acts(side: str, acts: Iterable[Act]) -> tuple[Line, ...]:
    """One line per act of the ledger."""
    return tuple(
        Line(
            side,
            f"{', '.join(act.actors)}: {act.kind.partition('.')[2].replace('_', ' ')}",
            " ".join(part for part in (str(act.amount) if act.amount is not None else "", act.unit or "") if part),
            str(act.start or ""),
            act.source_url or "",
            act.grade,
        )
        for act in acts
    )


def pages(lines: Iterable[Line]) -> int:
    """How many different pages stand under the lines."""
    return len({line.url for line in lines if line.url})
