"""What the gate shows, withholds and refuses."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khural.messages import english
from khural.publishing import (
    ClosedPolicy,
    PartyTally,
    Published,
    PublishedTotal,
    PublishedTurnout,
    PublishError,
    RoundTally,
    StatementTally,
    audit,
    publish,
    turnout_of,
)
from khural.publishing.weakened import without
from tests.publishing.tables import table

CONSENT = ClosedPolicy(party_view=True)


def _round(*rows: dict[str, tuple[int, int, int]]) -> RoundTally:
    names = sorted({party for row in rows for party in row})
    seats = tuple((name, max(sum(row.get(name, (0, 0, 1))) for row in rows)) for name in names)
    statements = tuple(
        StatementTally(f"s{place}", tuple(PartyTally(name, *counts) for name, counts in row.items()))
        for place, row in enumerate(rows, start=1)
    )
    return RoundTally("r", seats, statements, sum(count for _, count in seats))


def _reasons(published: Published) -> list[list[str]]:
    return [[cell.band or cell.reason for cell in row.cells] for row in published.statements]


def test_bands_need_sixty_percent_of_the_voters() -> None:
    published = publish(_round({"a": (3, 2, 0), "b": (2, 3, 0), "c": (2, 2, 1), "d": (5, 4, 0)}), CONSENT)
    assert _reasons(published) == [["mostly_agree", "mostly_disagree", "mixed", "mixed"]]


def test_a_party_under_the_floor_is_hidden_and_takes_the_smallest_other_with_it() -> None:
    published = publish(_round({"a": (4, 0, 0), "b": (7, 0, 0), "c": (6, 0, 0), "d": (8, 0, 0)}), CONSENT)
    assert _reasons(published) == [["not_enough_votes", "mostly_agree", "withheld", "mostly_agree"]]


def test_two_hidden_parties_of_less_than_five_voters_take_a_third_with_them() -> None:
    published = publish(_round({"a": (2, 0, 0), "b": (1, 1, 0), "c": (6, 0, 0), "d": (8, 0, 0)}), CONSENT)
    assert _reasons(published) == [["not_enough_votes", "not_enough_votes", "withheld", "mostly_agree"]]


def test_nobody_is_shown_by_party_unless_all_consent() -> None:
    published = publish(_round({"a": (9, 0, 0), "b": (0, 9, 0)}), ClosedPolicy(party_view=False))
    assert _reasons(published) == [["no_consent", "no_consent"]]
    assert english(published.messages[0]).startswith("Results by delegation are shown only if")
    assert published.statements[0].agree.about == 10


def test_a_round_of_fewer_than_ten_voters_has_no_totals() -> None:
    row = publish(_round({"a": (5, 4, 0)}), CONSENT).statements[0]
    assert row.agree.reason == row.disagree.reason == "too_few_voters"
    assert english(row.agree.message) == "total withheld: fewer than 10 voters"


def test_a_unanimous_room_reads_as_its_top_code() -> None:
    row = publish(_round({"a": (14, 0, 0), "b": (14, 0, 0)}), CONSENT).statements[0]
    assert (row.agree.about, row.agree.of, row.agree.coding) == (25, 30, "at_least")


def test_where_bands_would_give_a_total_away_its_scale_ends_earlier() -> None:
    # Five mostly agree, eight mostly disagree: of these at most 8 agree, and "10 or more" would mean exactly 8.
    row = publish(_round({"a": (5, 0, 0), "b": (3, 5, 0)}), CONSENT).statements[0]
    assert (row.agree.about, row.agree.coding) == (5, "at_least")


def test_a_band_and_a_total_are_shown_once_in_an_edition() -> None:
    tally = _round({"a": (9, 0, 0), "b": (0, 9, 0)})
    first = publish(tally, CONSENT)
    assert first.banded == {("a", "s1"), ("b", "s1")}
    again = publish(tally, CONSENT, first)
    assert _reasons(again) == [["already_published", "already_published"]]
    assert again.statements[0].agree.reason == again.statements[0].disagree.reason == "already_published"
    by_list = publish(tally, ClosedPolicy(party_view=True, already_banded=frozenset({("a", "s1")})))
    assert _reasons(by_list) == [["already_published", "withheld"]]


def test_the_order_is_by_the_worst_band_shown_then_totals_then_statement_order() -> None:
    small = {"a": (3, 0, 0), "b": (2, 2, 0), "c": (0, 1, 0), "d": (4, 0, 0)}
    published = publish(
        _round(
            {"a": (9, 0, 0), "b": (0, 9, 0)},
            small,
            {"a": (9, 0, 0), "b": (7, 2, 0)},
            {"a": (9, 0, 0), "b": (4, 4, 1)},
            {"a": (4, 0, 0), "b": (4, 0, 0), "c": (4, 0, 0), "d": (4, 0, 0)},
            {"a": (6, 3, 0), "b": (6, 3, 0)},
        ),
        CONSENT,
    )
    assert [row.statement for row in published.statements] == ["s3", "s6", "s4", "s1", "s5", "s2"]


def test_two_rounds_with_the_same_published_values_give_the_same_bytes() -> None:
    one = publish(_round({"a": (9, 0, 0), "b": (8, 1, 0)}, {"a": (6, 3, 0), "b": (6, 2, 1)}), CONSENT)
    other = publish(_round({"a": (9, 0, 0), "b": (9, 0, 0)}, {"a": (6, 2, 1), "b": (6, 3, 0)}), CONSENT)
    assert one.to_json() == other.to_json()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_the_order_of_parties_does_not_reach_the_bytes(seed: int) -> None:
    tally, draw = table(seed, statements=2), random.Random(seed)

    def shuffled(parts: tuple[PartyTally, ...]) -> tuple[PartyTally, ...]:
        return tuple(draw.sample(parts, len(parts)))

    rows = tuple(dataclasses.replace(row, parties=shuffled(row.parties)) for row in tally.statements)
    seats = tuple(draw.sample(tally.seats, len(tally.seats)))
    other = dataclasses.replace(tally, statements=rows, seats=seats)
    assert publish(other, CONSENT).to_json() == publish(tally, CONSENT).to_json()


def test_nothing_but_the_gate_makes_a_published_value() -> None:
    made = publish(_round({"a": (9, 0, 0)}), CONSENT)
    fields = {field.name: getattr(made, field.name) for field in dataclasses.fields(made)}
    with pytest.raises(TypeError):
        Published(**fields)
    with pytest.raises(TypeError):
        PublishedTurnout(about=10, of=20, coding="about", hour=1)
    with pytest.raises(TypeError):
        dataclasses.replace(made, round="other")
    for way in (pickle.dumps, copy.copy):
        with pytest.raises(TypeError):
            way(made)
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.round = "other"  # type: ignore[misc]  # that it cannot be assigned is what is tested


@pytest.mark.parametrize(
    "rules",
    [
        {"floor": 2},
        {"floor": 0},
        {"share": 0.9},
        {"share": 0.5},
        {"rounding": 1},
        {"total_floor": 1},
        {"complementary": False},
        {"top_coding": False},
        {"once": False},
        {"audited": False},
    ],
)
def test_no_caller_can_bend_a_rule(rules: dict[str, float | bool]) -> None:
    with pytest.raises(PublishError) as refusal:
        ClosedPolicy(party_view=True, **rules)  # type: ignore[arg-type]  # one value of each type
    assert refusal.value.message.code == "publishing.policy_too_weak"


@pytest.mark.parametrize(
    "tally",
    [
        RoundTally("r", (("a", 3),), (StatementTally("s", (PartyTally("a", 2, 1, 1),)),), 3),
        RoundTally("r", (("a", 3),), (StatementTally("s", (PartyTally("b", 1, 1, 1),)),), 3),
        RoundTally("r", (("a", 3),), (StatementTally("s", (PartyTally("a", -1, 1, 1),)),), 3),
        RoundTally("r", (("a", 3),), (StatementTally("s", (PartyTally("a", True, 1, 1),)),), 3),
        RoundTally("r", (("a", 3), ("a", 2)), (), 3),
        RoundTally("r", (("a", 0),), (), 0),
        RoundTally("r", (("a", 3),), (), 4),
        RoundTally("r", (("a", 3),), (StatementTally("s", (PartyTally("a", 1, 1, 1),)),), 2),
        RoundTally("r", (("a", 3),), (StatementTally("s", (PartyTally("a", 1, 0, 0),) * 2),), 3),
        RoundTally("r", (("a", 3),), (StatementTally("s", ()),) * 2, 3),
    ],
)
def test_counts_that_cannot_be_right_are_refused(tally: RoundTally) -> None:
    with pytest.raises(PublishError) as refusal:
        publish(tally, CONSENT)
    assert refusal.value.message.code == "publishing.bad_tally"


def test_the_audit_names_who_can_prove_what() -> None:
    tally = _round({"a": (4, 0, 0), "b": (3, 5, 0), "c": (6, 3, 0)})
    found = audit(publish(tally, without("floor")), tally.seats, 0, turnout_of(tally))
    assert not found
    lone = _round({"a": (1, 0, 0), "b": (9, 0, 0)})
    found = audit(publish(lone, without("floor")), lone.seats, 0)
    assert [(proof.party, proof.vote, proof.insider) for proof in found] == [("a", "agree", None)]


def test_the_audit_says_when_no_votes_can_give_what_is_published() -> None:
    published = publish(_round({"a": (18, 0, 0), "b": (0, 18, 0)}), CONSENT)
    with pytest.raises(PublishError) as refusal:
        audit(published, (("a", 1), ("b", 1)))
    assert refusal.value.message.code == "publishing.impossible"


def test_a_total_and_a_cell_say_in_words_what_they_show() -> None:
    row = publish(_round({"a": (9, 0, 0), "b": (4, 4, 1)}), CONSENT).statements[0]
    assert english(row.cells[0].message) == "mostly agree"
    assert isinstance(row.disagree, PublishedTotal)
    assert english(row.disagree.message) == "about 5 of 20"
