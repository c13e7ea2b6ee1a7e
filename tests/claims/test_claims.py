"""The article's claims: each answered or its later part named, contradicted ones never alone, computed ones checked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from khural.claims import ANSWERS, CHECKS, PARTS, SIDES, ClaimError, ShownClaim, document, shown_claim, shown_claims
from khural.cli import COMMANDS
from khural.evidence import facts
from khural.messages import MESSAGES, english
from tests.machine import ROOT

CONTRADICTED = (26, 52)
MUST_BE_ANSWERED = (1, 2, 3, 4, *range(27, 52))


def test_there_are_55_claims_and_each_has_an_answer() -> None:
    assert [one.claim.number for one in shown_claims()] == list(range(1, 56))
    assert sorted(ANSWERS) == list(range(1, 56))
    assert all(one.answers for one in shown_claims())


def test_every_command_named_exists_and_every_later_part_has_a_name() -> None:
    for answers in ANSWERS.values():
        for answer in answers:
            assert answer.kind in {"page", "command", "later"}
            if answer.kind == "command":
                assert answer.name in COMMANDS
            if answer.kind == "later":
                assert PARTS[answer.name]


@pytest.mark.parametrize("number", MUST_BE_ANSWERED)
def test_what_the_claims_on_the_host_ask_for_is_there_or_named(number: int) -> None:
    kinds = {answer.kind for answer in ANSWERS[number]}
    assert kinds & {"page", "command"}


def test_two_claims_are_contradicted_and_come_with_dated_contrary_sources() -> None:
    shown = [one for one in shown_claims() if one.claim.check_status == "contradicted"]
    assert tuple(one.claim.number for one in shown) == CONTRADICTED
    for one in shown:
        assert any(line.url.startswith("http") and line.date for line in one.contrary)
        assert one.claim.check_status != one.claim.status_then
        assert all(line.side == "against" for line in one.contrary)


def test_a_contradicted_claim_without_its_contrary_sources_cannot_be_shown() -> None:
    one = shown_claim(52)
    with pytest.raises(ClaimError):
        ShownClaim(one.claim, None, one.answers)
    assert one.check is not None
    only_for = tuple(line for line in one.lines if line.side != "against")
    with pytest.raises(ClaimError):
        ShownClaim(one.claim, replace(one.check, lines=only_for), one.answers)


def test_about_half_of_the_claims_are_computed_and_agree_with_the_reading() -> None:
    computed = [one for one in shown_claims() if one.check]
    assert len(computed) >= 25
    assert [one.claim.number for one in computed if one.differs] == []


def test_every_line_under_a_claim_has_a_side_a_grade_and_a_page_or_a_source() -> None:
    for one in shown_claims():
        for line in one.lines:
            assert line.side in SIDES
            assert line.grade in {"S", "D", "X", "NF"}, (one.claim.number, line)
            assert line.url or line.source or line.side == "unknown", (one.claim.number, line)


def test_what_was_known_then_and_what_came_later_stand_apart() -> None:
    when = {line.date: line.when for line in shown_claim(26).contrary}
    assert when["2019-06-05"] == "before"
    assert when["2024-06-06"] == "after"
    assert "unknown" in {line.side for line in shown_claim(26).lines if line.date.startswith("2022")}


def test_the_thaw_is_not_visible_and_no_effect_can_be_told() -> None:
    check = shown_claim(52).check
    assert check is not None
    assert "cannot be told" in english(check.said)
    assert [(line.date, line.value) for line in check.lines if "missile" in line.what] == [
        ("2018", "0"),
        ("2022", "64"),
        ("2023", "30"),
    ]


def test_a_check_reads_the_tables_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = tuple(replace(fact, dprk_status="attended") for fact in facts.editions())
    monkeypatch.setattr(facts, "editions", lambda: changed)
    found = CHECKS[26].run(26)
    assert found.status == "supported"
    assert found.said.params["came"] == found.said.params["of"]


def test_the_code_named_under_a_check_is_there() -> None:
    for entry in CHECKS.values():
        module, _, name = entry.code.rpartition(".")
        assert module.startswith("khural.claims.")
        assert entry.function.__name__ == name
        assert all(table.endswith(".csv") or "." not in table for table in entry.data)


def test_every_sentence_of_a_check_can_be_said() -> None:
    for one in shown_claims():
        if one.check:
            assert one.check.said.code in MESSAGES
            assert "%" not in english(one.check.said).replace("per cent", "")


def test_the_document_is_the_same_each_time_and_complete() -> None:
    made = document(shown_claims())
    assert made == document(shown_claims())
    assert len(made["claims"]) == 55
    thaw = made["claims"][51]
    assert thaw["status_now"] == "contradicted"
    assert any(line["side"] == "against" and line["url"] for line in thaw["computed"]["lines"])


def test_nothing_but_the_room_of_claims_reads_the_claims() -> None:
    """Whoever showed a claim without `ShownClaim` could leave out what contradicts it."""
    names = ("facts.claims(", "import claims", " claims,\n", ", claims", "claims.csv")
    rooms = [path for path in (ROOT / "src" / "khural").rglob("*.py") if "khural.evidence.facts" in path.read_text()]
    rooms += [path for path in (ROOT / "src" / "khural").rglob("*.py") if "evidence import facts" in path.read_text()]
    readers = {path for path in rooms if any(name in path.read_text(encoding="utf-8") for name in names[:2])}
    assert {path.parent.name for path in readers} == {"claims"}
    assert all("web" not in path.parts for path in readers)


def test_the_host_is_first_by_the_weakest_tie_and_its_worst_rank_stands_beside() -> None:
    check = shown_claim(3).check
    assert check is not None
    assert check.said.params["rank"] == 1
    assert round(float(check.said.params["score"]), 3) == 0.962
    assert int(check.said.params["worst"]) > 1
    assert len(check.lines) == 6


def test_a_year_that_was_not_over_when_the_article_appeared_came_after_it() -> None:
    line = next(line for line in shown_claim(28).lines if line.date == "2021")
    assert line.when == "after"
    assert next(line for line in shown_claim(28).lines if line.date == "2018").when == "before"


def test_democracy_stands_as_a_score_per_year_with_a_comparison_group() -> None:
    check = shown_claim(28).check
    assert check is not None
    assert check.said.params["peak"] > check.said.params["then"] > check.said.params["now"]
    assert 0 < int(check.said.params["fell"]) < int(check.said.params["rose"])


def test_net_cooperation_since_2018_stands_under_the_thaw() -> None:
    scores = [line for line in shown_claim(52).lines if "net score" in line.what]
    assert {line.date for line in scores} == {"2018", "2019", "2020", "2021", "2022"}
    assert all(line.source for line in scores)
    assert {line.side for line in scores if line.date == "2018"} == {"beside"}
