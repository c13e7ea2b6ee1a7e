"""Who came and who came back: counted over known editions only, unknown never taken for absent."""

from __future__ import annotations

import pytest

from khural.web.cases.models import Edition, EditionStatus, Party
from khural.web.change.inside import presence, presences, ranks
from khural.web.demo import korea

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])

A, N, U = "attended", "no_show", "unknown"


@pytest.mark.parametrize(
    ("states", "attended", "away", "unknown", "returns", "chances", "run"),
    [
        ([], 0, 0, 0, 0, 0, 0),
        ([A], 1, 0, 0, 0, 0, 1),
        ([A, A, A], 3, 0, 0, 2, 2, 3),
        ([A, N, A], 2, 1, 0, 0, 1, 1),
        ([A, U, A], 2, 0, 1, 0, 0, 1),
        ([U, U], 0, 0, 2, 0, 0, 0),
        ([N, A, A, "cancelled", "invited"], 2, 2, 1, 1, 2, 2),
    ],
)
def test_returns_are_counted_where_both_editions_are_known(
    states: list[str], attended: int, away: int, unknown: int, returns: int, chances: int, run: int
) -> None:
    held = [Edition(name=str(n), year=2000 + n) for n in range(len(states))]
    found = presence(Party(name="P"), held, states)
    counted = (found.attended, found.away, found.unknown, found.returns, found.chances, found.longest_run)
    assert counted == (attended, away, unknown, returns, chances, run)
    assert (found.last is None) == (attended == 0)


def test_the_core_party_came_five_times_and_no_source_shows_it_since_2018() -> None:
    dialogue = korea.make()
    core = next(one for one in presences(dialogue) if one.party.code == "prk")
    assert (core.attended, core.returns, core.longest_run) == (5, 4, 5)
    assert core.last is not None
    assert core.last.year == 2018
    assert core.away
    described = [rank for rank in ranks(dialogue) if rank.described]
    assert {rank.party.code for rank in described} == {"prk"}


def test_rehearsals_and_postponed_years_are_not_counted() -> None:
    dialogue = korea.make()
    before = presences(dialogue)
    for number, (status, rehearsal) in enumerate([(EditionStatus.HELD, True), (EditionStatus.POSTPONED, False)]):
        Edition.objects.create(
            dialogue=dialogue, slug=f"x{number}", name="X", year=2026, status=status, is_rehearsal=rehearsal
        )
    assert [one.states for one in presences(dialogue)] == [one.states for one in before]
