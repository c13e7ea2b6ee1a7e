"""The package's own copy holds the facts the pages tell."""

from collections import Counter
from decimal import Decimal

import pytest

from khural.evidence import facts
from khural.evidence.records import Sourced
from khural.evidence.table import EvidenceError

TABLES = (
    facts.editions,
    facts.relations,
    facts.tracks,
    facts.forums,
    facts.claims,
    facts.terms,
    facts.acts,
    facts.six_party_rounds,
    facts.mongolia,
    facts.mediation_cases,
)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_every_fact_has_a_showable_grade_and_a_page_where_the_grade_asks_for_one(table: object) -> None:
    assert callable(table)
    found: tuple[Sourced, ...] = table()
    assert found
    for fact in found:
        assert fact.grade in ("S", "D", "X", "NF")
        assert fact.grade not in ("S", "X") or (fact.source_url or "").startswith("http")


def test_ten_editions_were_held_two_years_postponed_and_one_not_found() -> None:
    held = Counter(edition.held for edition in facts.editions())
    assert held == {"yes": 10, "postponed": 2, "unknown": 1}


def test_the_headcounts_are_those_of_the_sources_and_missing_is_not_zero() -> None:
    counts = [edition.participants_max or edition.participants_min for edition in facts.editions() if edition.edition]
    assert counts == [35, None, 150, None, 150, 200, 150, 180, 230, 230, None]


def test_more_than_is_a_minimum_without_a_maximum() -> None:
    third = next(edition for edition in facts.editions() if edition.edition == 3)
    assert (third.participants_min, third.participants_max) == (150, None)


def test_the_two_contradicted_claims_carry_their_evidence_and_sources() -> None:
    contradicted = [claim for claim in facts.claims() if claim.check_status == "contradicted"]
    assert [claim.number for claim in contradicted] == [26, 52]
    assert all(claim.evidence and len(claim.sources) > 1 for claim in contradicted)
    assert [claim.status_then for claim in contradicted] == ["partly", "open"]


def test_claims_are_numbered_1_to_55() -> None:
    assert [claim.number for claim in facts.claims()] == list(range(1, 56))


def test_relations_are_directed() -> None:
    outward, inward = facts.relations("MNG", "PRK"), facts.relations("PRK", "MNG")
    assert outward
    assert inward
    assert not set(outward) & set(inward)
    assert {relation.b for relation in facts.relations(a="MNG")} >= {"PRK", "KOR", "CHN", "JPN", "RUS", "USA"}
    assert {relation.a for relation in facts.relations(b="KOR")} >= {"MNG", "CUB"}
    assert facts.relations("PRK", "USA") == ()


def test_a_reported_zero_stays_a_zero_and_an_unknown_amount_stays_unknown() -> None:
    amounts = [act.amount for act in facts.acts()]
    assert amounts.count(Decimal(0)) == 2
    assert None in amounts


def test_events_are_neither_carrots_nor_sticks() -> None:
    families = Counter(act.kind.partition(".")[0] for act in facts.acts())
    assert families == {"carrot": 22, "stick": 23, "event": 12}


def test_outcomes_coded_from_background_knowledge_are_not_there() -> None:
    coded = [case for case in facts.mediation_cases() if case.coding_grade]
    uncoded = [case for case in facts.mediation_cases() if not case.coding_grade]
    assert (len(coded), len(uncoded)) == (16, 9)
    assert {(c.outcome_agreement, c.outcome_abatement, c.outcome_lasting) for c in uncoded} == {(None, None, None)}
    assert all(case.outcome_agreement for case in coded)


def test_terms_speak_the_language_codes_of_the_pages() -> None:
    mediator = next(term for term in facts.terms() if term.term == "mediator")
    assert dict(mediator.equivalents) == {
        "mn": "эвлэрүүлэн зуучлагч",
        "ko": "중재자",
        "zh-hans": "调解人",
        "ja": "調停者",
        "ru": "посредник",
    }


def test_a_party_known_only_from_memory_is_not_listed_at_a_forum() -> None:
    stockholm = next(forum for forum in facts.forums() if forum.forum == "Stockholm closed talks")
    assert stockholm.parties == ("USA", "PRK")


def test_a_missing_table_is_one_sentence() -> None:
    with pytest.raises(EvidenceError, match=r"volcanoes.csv is missing"):
        facts.packed_text("volcanoes.csv")
