"""/today/: what waits, for whom, and that nobody else is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from khural.web.ballots import offers
from khural.web.language import zone_of
from khural.web.people import actions as people
from khural.web.record.actions import first_broken
from khural.web.record.models import Entry
from khural.web.record.words import RENEWED
from khural.web.rounds import actions, phases
from khural.web.rounds.models import Round
from khural.web.staff.actions import renew_second_factor
from khural.web.staff.models import Membership, Role
from khural.web.staff.today import needs_of
from tests.cast import DAY, Cast, assemble, open_round
from tests.desk import desk
from tests.voters import ROUND, enter

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])

WORDS = "Both shores should share the gauge readings."
UNTRANSLATED = "Round 1: 4 texts are not translated yet"
OFFERED = "Round 1: 3 offered statements wait"
REISSUE = "Delegation 1: a reissue of its sheets waits for your approval"
VOTING = "Round 1: voting is open"
STAFF = (Role.SECRETARY, Role.MEDIATOR, Role.INTERPRETER, Role.OBSERVER, Role.PRESS, "outsider")


@pytest.fixture
def cast() -> Cast:
    return assemble()


def _told(cast: Cast) -> dict[str, set[str]]:
    """Role -> the sentences of its needs."""
    users = {role: getattr(cast, role) for role in STAFF}
    return {str(role): {need.sentence for _, needs in needs_of(user) for need in needs} for role, user in users.items()}


def _who(cast: Cast, sentence: str) -> set[str]:
    return {role for role, sentences in _told(cast).items() if any(s.startswith(sentence) for s in sentences)}


def test_texts_without_a_translation_wait_for_those_who_translate(cast: Cast) -> None:
    assert _who(cast, UNTRANSLATED) == {"secretary", "interpreter"}
    for statement in cast.round.statements.all():
        words = {"language": "ko", "text": f"수위계는 날마다 읽어야 한다. {statement.number}", "translated_by": "A"}
        actions.translate(statement.version, revision=0, by=cast.interpreter, **words)
    assert _who(cast, "Round 1") == set()


def test_a_replaced_second_factor_is_told_to_everybody_at_the_dialogue_for_two_weeks(cast: Cast) -> None:
    sessions = [desk(user).session.session_key for user in (cast.secretary, cast.mediator)]
    codes = renew_second_factor(cast.secretary, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    assert len(set(codes)) == 10
    held = set(Session.objects.values_list("pk", flat=True))
    assert [key in held for key in sessions] == [False, True]
    told = _who(cast, "secretary got a new second factor on the server on")
    assert told == {"secretary", "mediator", "interpreter", "observer"}
    assert first_broken(cast.dialogue) is None
    Entry.objects.filter(verb=RENEWED).update(at=timezone.now() - timedelta(days=15))
    assert _who(cast, "secretary got") == set()


def test_offers_wait_for_those_who_decide_once_three_authors_have_offered(cast: Cast) -> None:
    phases.start_collecting(cast.round, by=cast.secretary)
    for token in cast.tokens[0][:3]:
        assert _who(cast, "Round 1: 3 offered") == set()
        voter = enter(token)
        assert voter.post(f"{ROUND}offers/", text=WORDS.replace(" ", "+"), basket="").status_code == 302
    assert _who(cast, OFFERED) == {"secretary"}
    for shown in offers.shown(cast.round.pk):
        actions.decide_offer(cast.round, key=shown.key, state="rejected", reason="Twice.", by=cast.secretary)
    assert _who(cast, "Round 1: 1 offered") | _who(cast, OFFERED) == set()


def test_a_reissue_waits_for_the_mediator(cast: Cast) -> None:
    asked = people.request_reissue(cast.delegations[0], reason="Left in a taxi.", on=DAY, by=cast.secretary)
    assert _who(cast, REISSUE) == {"mediator"}
    people.approve_reissue(asked, on=DAY, by=cast.mediator)
    assert _who(cast, REISSUE) == set()


def test_voting_and_the_last_hour_to_publish_wait_for_secretary_and_mediator(cast: Cast) -> None:
    open_round(cast)
    assert _who(cast, VOTING) == {"secretary", "mediator"}
    phases.close_round(cast.round, by=cast.secretary)
    assert _who(cast, VOTING) == set()
    cast.round.refresh_from_db()
    assert cast.round.closed_at
    last = timezone.localtime(cast.round.closed_at + timedelta(hours=24))
    assert _who(cast, "Round 1: publish before") == {"secretary", "mediator"}
    (sentence,) = _told(cast)["mediator"]
    assert f"{last:%b}" in sentence
    assert f"({zone_of(last)})" in sentence


def test_each_sentence_leads_to_the_page_where_it_is_done(cast: Cast) -> None:
    people.request_reissue(cast.delegations[0], reason="Left in a taxi.", on=DAY, by=cast.secretary)
    open_round(cast)
    for user in (cast.secretary, cast.mediator, cast.interpreter):
        client = desk(user)
        needs = [need for _, needs in needs_of(user) for need in needs]
        assert needs
        page = client.get("/today/").content.decode()
        for need in needs:
            assert f'<a href="{need.url}">{need.sentence}</a>' in page
            assert client.get(need.url).status_code == 200


def test_a_case_where_nothing_waits_says_so_and_strangers_see_no_case(cast: Cast) -> None:
    page = desk(cast.observer).get("/today/").content.decode()
    assert "The Lake" in page
    assert "Nothing waits for you here." in page
    for user in (cast.press, cast.outsider):
        page = desk(user).get("/today/").content.decode()
        assert "The Lake" not in page
        assert "You work on no dialogue yet." in page
    assert Client().get("/today/")["Location"] == "/accounts/login/?next=/today/"


def test_a_need_of_another_dialogue_is_not_told(cast: Cast) -> None:
    Membership.objects.filter(user=cast.secretary).delete()
    assert needs_of(cast.secretary) == []


def _queries(cast: Cast) -> int:
    client = desk(cast.secretary)
    client.get("/today/")
    with (
        CaptureQueriesContext(connections["default"]) as main,
        CaptureQueriesContext(connections["ballots"]) as ballots,
    ):
        assert client.get("/today/").status_code == 200
        return len(main) + len(ballots)


def test_three_rounds_cost_no_more_queries_than_one(cast: Cast) -> None:
    with_one = _queries(cast)
    for number in (2, 3):
        made: Round = actions.create_round(
            cast.edition, name=f"Round {number}", source_language="en", languages=["en", "ko", "mn"], by=cast.secretary
        )
        basket = cast.dialogue.baskets.get()
        actions.add_statements(made, texts=["Fishing stops in May."], language="en", basket=basket, by=cast.secretary)
    assert _queries(cast) == with_one
    assert "Round 3: 2 texts are not translated yet" in _told(cast)["secretary"]
