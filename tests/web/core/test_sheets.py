from __future__ import annotations

import pytest

from khural.web.ballots.models import Ballot, BallotCredential, MemberCredential
from khural.web.findings.publication import publish_round, tally_of
from khural.web.people import actions as people
from khural.web.people.queries import all_consent, reissues_seen_by_all
from khural.web.refusals import Refused
from khural.web.rounds import phases
from tests.cast import DAY, Cast, assemble, open_round
from tests.web.core.round import agree, vote_all

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])


@pytest.fixture
def cast() -> Cast:
    return assemble(statements=2)


def test_sheets_are_printed_once(cast: Cast) -> None:
    assert [len(tokens) for tokens in cast.tokens] == [5, 6, 7]
    with pytest.raises(Refused):
        people.print_sheets(cast.delegations[0], on=DAY, by=cast.secretary)
    assert MemberCredential.objects.count() == 18


def test_who_votes_is_fixed_from_the_opening_until_publication(cast: Cast) -> None:
    late = people.add_delegation(cast.edition, name="Late", seats=5, party=None, by=cast.secretary)
    round_ = open_round(cast)
    for _ in range(2):
        with pytest.raises(Refused):
            people.print_sheets(late, on=DAY, by=cast.secretary)
        with pytest.raises(Refused):
            people.change_seats(late, seats=9, by=cast.secretary)
        with pytest.raises(Refused):
            people.add_delegation(cast.edition, name="Later", seats=5, party=None, by=cast.secretary)
        with pytest.raises(Refused):
            people.remove_delegation(late, by=cast.secretary)
        if not round_.closed_at:
            phases.close_round(round_, by=cast.secretary)
            round_.refresh_from_db()
    assert MemberCredential.objects.count() == 18


def test_a_reissue_needs_two_persons_and_happens_once(cast: Cast) -> None:
    round_ = open_round(cast)
    vote_all(cast, round_, agree)
    reissue = people.request_reissue(cast.delegations[0], reason="lost", on=DAY, by=cast.secretary)
    with pytest.raises(Refused):
        people.request_reissue(cast.delegations[0], reason="lost", on=DAY, by=cast.mediator)
    with pytest.raises(Refused):
        people.approve_reissue(reissue, on=DAY, by=cast.secretary)
    assert Ballot.objects.filter(answer=5).count() == 36
    assert reissues_seen_by_all(cast.edition) == []
    assert len(people.approve_reissue(reissue, on=DAY, by=cast.mediator)) == 5
    with pytest.raises(Refused):
        people.approve_reissue(reissue, on=DAY, by=cast.mediator)
    assert Ballot.objects.filter(answer=5).count() == 26
    assert Ballot.objects.count() == 36
    assert reissues_seen_by_all(cast.edition) == [reissue]
    living = BallotCredential.objects.filter(slot=round_.slot, is_revoked=False)
    assert living.filter(delegation_id=cast.delegations[0].pk).count() == 5


def test_no_reissue_takes_votes_out_of_a_closed_round(cast: Cast) -> None:
    round_ = open_round(cast)
    vote_all(cast, round_, agree)
    reissue = people.request_reissue(cast.delegations[0], reason="lost", on=DAY, by=cast.secretary)
    phases.close_round(round_, by=cast.secretary)
    with pytest.raises(Refused):
        people.approve_reissue(reissue, on=DAY, by=cast.mediator)
    round_.refresh_from_db()
    assert tally_of(round_).voters == 18
    publish_round(round_, by=cast.secretary)
    assert len(people.approve_reissue(reissue, on=DAY, by=cast.mediator)) == 5


def test_a_delegation_without_sheets_has_nothing_to_reissue(cast: Cast) -> None:
    late = people.add_delegation(cast.edition, name="Late", seats=5, party=None, by=cast.secretary)
    with pytest.raises(Refused):
        people.request_reissue(late, reason="lost", on=DAY, by=cast.secretary)


def test_consent_is_all_or_nothing_and_can_be_given_again(cast: Cast) -> None:
    assert not all_consent(cast.edition)
    for delegation in cast.delegations:
        assert not all_consent(cast.edition)
        people.record_consent(delegation, told_by="its head", on=DAY, by=cast.secretary)
    assert all_consent(cast.edition)
    people.withdraw_consent(cast.delegations[0], told_by="its head", on=DAY, by=cast.secretary)
    assert not all_consent(cast.edition)
    with pytest.raises(Refused):
        people.withdraw_consent(cast.delegations[0], told_by="its head", on=DAY, by=cast.secretary)
    people.record_consent(cast.delegations[0], told_by="its head", on=DAY, by=cast.secretary)
    assert all_consent(cast.edition)


def test_a_rehearsal_never_names_a_state(cast: Cast) -> None:
    party = cast.case.parties.first()
    with pytest.raises(Refused):
        people.add_delegation(cast.edition, name="Named", seats=5, party=party, by=cast.secretary)
