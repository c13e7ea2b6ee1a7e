from __future__ import annotations

import logging

import pytest

from khural.web.findings.publication import publish_round, published
from khural.web.people import actions as people
from khural.web.rounds import phases
from khural.web.rounds.models import Phase
from tests.cast import DAY, Cast, assemble, open_round
from tests.voters import ROUND, Voter, enter

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])


def vote_and_publish(cast: Cast) -> Voter:
    """Everybody agrees with all but the last statement; then the round is closed and published."""
    open_round(cast)
    versions = [statement.version.pk for statement in cast.round.statements.all()]
    voters = [enter(token) for tokens in cast.tokens for token in tokens]
    for voter in voters:
        for version in versions:
            assert voter.vote(version, "-1" if version == versions[-1] else "1").status_code == 302
    phases.close_round(cast.round, by=cast.secretary)
    publish_round(cast.round, by=cast.mediator)
    return voters[0]


def test_the_published_result_stands_in_the_published_order_and_ballots_are_gone() -> None:
    cast = assemble(statements=3)
    voter = vote_and_publish(cast)
    assert "See the result" in voter.client.get(ROUND).content.decode()
    page = voter.client.get(f"{ROUND}findings/").content.decode()
    result = published(cast.round)
    assert result
    texts = {str(s.version.pk): s.version.source_text.text for s in cast.round.statements.all()}
    places = [page.index(texts[statement.statement]) for statement in result.statements]
    assert places == sorted(places)
    assert "Results by delegation are shown only if every delegation consents." in page
    assert voter.client.get(f"{ROUND}answers/").status_code == 404
    assert voter.vote(1, "1").status_code == 409


def test_delegations_stand_in_their_fixed_order_when_all_consent() -> None:
    cast = assemble(statements=2)
    for delegation in cast.delegations:
        people.record_consent(delegation, told_by="its head", on=DAY, by=cast.secretary)
    voter = vote_and_publish(cast)
    page = voter.client.get(f"{ROUND}findings/").content.decode()
    row = page.split("</dl>")[0]
    assert row.index("Delegation 1") < row.index("Delegation 2") < row.index("Delegation 3")
    assert "mostly agree" in row


def test_a_round_that_ended_without_a_result_says_so() -> None:
    cast = assemble()
    open_round(cast)
    voter = enter(cast.tokens[0][0])
    cast.round.phase = Phase.ENDED
    cast.round.save()
    assert "ended without a result" in voter.client.get(ROUND).content.decode()
    assert voter.client.get(f"{ROUND}findings/").status_code == 404


def test_nothing_a_voter_does_is_logged(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    caplog.set_level(logging.INFO)
    for name in ("django.request", "django.server", "django.security"):
        monkeypatch.setattr(logging.getLogger(name), "propagate", True)
    cast = assemble(statements=1)
    voter = vote_and_publish(cast)
    voter.post("/v/leave/")
    subjects = ("round-1", "vote", "/v/", voter.form_key)
    assert not [r for r in caplog.records if any(word in r.getMessage() for word in subjects)]
