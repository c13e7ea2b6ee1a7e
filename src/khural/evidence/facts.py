"""The field tables as values, read once from the package's own copy and checked line by line.

Every function raises EvidenceError, naming file, row and column, when the copy is not what it should be.
"""

from __future__ import annotations

import functools
from importlib import resources
from typing import TypedDict

from khural.evidence.columns import COLUMNS
from khural.evidence.records import (
    Act,
    Claim,
    EditionFact,
    ForumFact,
    MediationCase,
    MongoliaFact,
    Relation,
    SixPartyRound,
    Term,
    TrackFact,
)
from khural.evidence.table import EvidenceError, Row, read_rows

PARTY_STATUS = ("attended", "cancelled", "no_show", "absent", "not_held", "not_invited", "unknown")
CHECKS = ("supported", "partly", "open", "contradicted")
OUTCOME_CODES = ("", "1", "0", "part", "open", "na")
LEDGER = "hosts_carrots_sticks.csv"
TERM_LANGUAGES = (("mn", "mn"), ("ko", "ko"), ("zh", "zh-hans"), ("ja", "ja"), ("ru", "ru"))
"""(column of terms.csv, language code of the pages)."""


class _SourcedFields(TypedDict):
    source_url: str | None
    grade: str
    note: str | None


def packed_text(file: str) -> str:
    """The text of one file of the copy."""
    try:
        return (resources.files("khural.evidence") / "field" / file).read_text(encoding="utf-8")
    except OSError:
        raise EvidenceError("evidence.no_file", file=file) from None
    except UnicodeDecodeError:
        raise EvidenceError("evidence.not_utf8", file=file) from None


def _rows(file: str) -> tuple[Row, ...]:
    return read_rows(file, packed_text(file), COLUMNS[file])


def _sourced(row: Row) -> _SourcedFields:
    return {"source_url": row.text("source_url"), "grade": row.grade(), "note": row.text("note")}


@functools.cache
def editions() -> tuple[EditionFact, ...]:
    """The editions of the Ulaanbaatar Dialogue by year, postponed years and the one not found included."""
    return tuple(edition_of(row) for row in _rows("ubd_editions.csv"))


def edition_of(row: Row) -> EditionFact:
    """One row of ubd_editions.csv."""
    return EditionFact(
        edition=row.whole("edition"),
        year=row.required_date("year").year,
        held=row.one_of("held", ("yes", "postponed", "unknown")),
        start=row.date("start"),
        end=row.date("end"),
        venue=row.text("venue"),
        participants_min=row.whole("participants_min"),
        participants_max=row.whole("participants_max"),
        counting_rule=row.text("counting_rule"),
        states_bodies=row.many("states_bodies"),
        states_min=row.whole("states_min"),
        states_max=row.whole("states_max"),
        track=row.text("track"),
        topics=row.many("topics"),
        dprk_status=row.one_of("dprk_status", PARTY_STATUS),
        dprk_delegation=row.text("dprk_delegation"),
        outcomes=row.text("outcomes"),
        sources=row.many("sources"),
        conflicts=row.text("conflicts"),
        **_sourced(row),
    )


def relations(a: str | None = None, b: str | None = None) -> tuple[Relation, ...]:
    """The directed relations in table order; `a` and `b` narrow them to rows from `a` and to `b`."""
    wanted = (row for row in _all_relations() if a is None or row.a == a)
    return tuple(row for row in wanted if b is None or row.b == b)


@functools.cache
def _all_relations() -> tuple[Relation, ...]:
    return tuple(relation_of(row) for row in _rows("relations.csv"))


def relation_of(row: Row) -> Relation:
    """One row of relations.csv."""
    unit = row.text("unit")
    return Relation(
        a=row.required("a"),
        b=row.text("b"),
        kind=row.required("kind"),
        start=row.date("from"),
        end=row.date("to"),
        value=row.text("value"),
        unit=unit,
        amount=None if unit in (None, "text") else row.number_of("value"),
        source=row.required("source"),
        **_sourced(row),
    )


@functools.cache
def tracks() -> tuple[TrackFact, ...]:
    """The side tracks of the dialogue."""
    return tuple(
        TrackFact(
            track=row.required("track"),
            event=row.required("event"),
            start=row.date("start"),
            end=row.date("end"),
            status=row.one_of("status", ("planned", "held", "ongoing")),
            states=row.many("states"),
            facts=row.required("facts"),
            sources=row.many("sources"),
            **_sourced(row),
        )
        for row in _rows("ubd_tracks.csv")
    )


@functools.cache
def forums() -> tuple[ForumFact, ...]:
    """Other hosts and forums."""
    return tuple(
        ForumFact(
            forum=row.required("forum"),
            hosts=row.many("host"),
            start=row.date("start"),
            end=row.date("end"),
            track=row.text("track"),
            parties=row.many("parties"),
            dprk_status=row.one_of("dprk_status", PARTY_STATUS),
            facts=row.text("facts"),
            lesson=row.text("lesson"),
            sources=row.many("sources"),
            **_sourced(row),
        )
        for row in _rows("other_forums.csv")
    )


@functools.cache
def claims() -> tuple[Claim, ...]:
    """The article's 55 claims in their order."""
    return tuple(
        Claim(
            number=row.required_whole("id"),
            section=row.required("section"),
            claim=row.required("claim"),
            types=tuple(row.required("type").split("+")),
            status_then=row.one_of("status_then", CHECKS),
            check_status=row.one_of("check_status", CHECKS),
            evidence=row.required("evidence"),
            sources=row.many("sources"),
            system_requirement=row.required("system_requirement"),
            **_sourced(row),
        )
        for row in _rows("claims.csv")
    )


@functools.cache
def terms() -> tuple[Term, ...]:
    """The glossary, without the terms that no source was read for."""
    return tuple(
        Term(
            term=row.required("term"),
            definition=row.required("definition"),
            source=row.required("source"),
            equivalents=tuple((code, word) for column, code in TERM_LANGUAGES if (word := row.text(column))),
            **_sourced(row),
        )
        for row in _rows("terms.csv")
    )


@functools.cache
def acts() -> tuple[Act, ...]:
    """The ledger of carrots, sticks and events by all sides, in table order. Totals and their parts are both rows."""
    return tuple(act_of(row) for row in _rows(LEDGER))


def act_of(row: Row) -> Act:
    """One row of hosts_carrots_sticks.csv, or of a file with its columns."""
    return Act(
        actors=row.many("actor"),
        target=row.text("target"),
        kind=_act_kind(row),
        start=row.date("date"),
        end=row.date("end"),
        amount=row.number_of("amount"),
        unit=row.text("unit"),
        source=row.required("source"),
        **_sourced(row),
    )


def _act_kind(row: Row) -> str:
    kind = row.required("kind")
    if kind.partition(".")[0] not in ("carrot", "stick", "talks", "event"):
        row.one_of("kind", ())
    return kind


@functools.cache
def six_party_rounds() -> tuple[SixPartyRound, ...]:
    """Rounds, phases and results of the Six-Party Talks."""
    return tuple(
        SixPartyRound(
            round=row.one_of("round", ("1", "2", "3", "4", "5", "6", "end")),
            phase=row.text("phase"),
            start=row.required_date("start"),
            end=row.required_date("end"),
            result=row.text("result"),
            sources=row.many("sources"),
            **_sourced(row),
        )
        for row in _rows("six_party_talks.csv")
    )


@functools.cache
def mongolia() -> tuple[MongoliaFact, ...]:
    """Dated facts on Mongolia."""
    return tuple(
        MongoliaFact(
            fact=row.required("fact"),
            value=row.text("value"),
            unit=row.text("unit"),
            as_of=row.date("as_of"),
            sources=row.many("sources"),
            conflicts=row.text("conflicts"),
            **_sourced(row),
        )
        for row in _rows("mongolia_facts.csv")
    )


@functools.cache
def mediation_cases() -> tuple[MediationCase, ...]:
    """Comparison cases of mediation."""
    return tuple(
        MediationCase(
            case=row.required("case"),
            start=row.date("start"),
            end=row.date("end"),
            mediator=row.required("mediator"),
            mediator_states=row.many("mediator_iso3"),
            sizes=row.many("size"),
            styles=row.many("style"),
            outcome_agreement=row.one_of("outcome_agreement", OUTCOME_CODES) or None,
            outcome_abatement=row.one_of("outcome_abatement", OUTCOME_CODES) or None,
            outcome_lasting=row.one_of("outcome_lasting", OUTCOME_CODES) or None,
            coding_grade=row.one_of("coding_grade", ("", "D")) or None,
            sources=row.many("sources"),
            **_sourced(row),
        )
        for row in _rows("mediation_cases.csv")
    )
