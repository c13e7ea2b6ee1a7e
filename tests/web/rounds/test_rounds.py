"""Rounds: who sees which page in which phase, the guarded steps, offers, languages."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from khural import credentials
from khural.web.ballots import offers, store
from khural.web.findings.models import Result
from khural.web.findings.publication import publish_round
from khural.web.record.models import Entry
from khural.web.rounds import phases
from khural.web.rounds.models import LanguageAcceptance, Phase, Round, Statement
from khural.web.rounds.permissions import Verb
from khural.web.rounds.phase_bar import VERBS, phase_bar, who_can
from tests.cast import Cast, assemble, open_round
from tests.desk import desk
from tests.forms import hidden
from tests.web.rows import Row, deviations, user_of

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])

ROUND = "/cases/lake/editions/first/rounds/round-1/"
TABLE = ("secretary", "mediator", "interpreter")
HEADS = ("secretary", "mediator")
TYPIST = ("secretary",)
WORDING = {"text": "글이 있다.", "translated_by": "Kim"}
ROWS = {
    "preparing": [
        Row(ROUND, TABLE, "page"),
        Row("/cases/lake/editions/first/rounds/new/", TYPIST),
        Row(f"{ROUND}statements/", TABLE, "page"),
        Row(f"{ROUND}statements/new/", TYPIST),
        Row(f"{ROUND}statements/paste/", TYPIST),
        Row(f"{ROUND}statements/1/", TABLE, "page"),
        Row(f"{ROUND}statements/1/reword/", TYPIST),
        Row(f"{ROUND}statements/1/withdraw/", TYPIST, "act"),
        Row(f"{ROUND}statements/1/restore/", TYPIST, "act"),
        Row(f"{ROUND}statements/1/ko/", ("secretary", "interpreter"), "act", WORDING),
        Row(f"{ROUND}start-voting/", HEADS),
        Row(f"{ROUND}return-to-preparing/", (), "act"),
        Row(f"{ROUND}close/", ()),
        Row(f"{ROUND}publish/", ()),
        Row(f"{ROUND}offers/", ()),
        Row(f"{ROUND}open-statements/", (), "act"),
    ],
    "voting": [
        Row(ROUND, TABLE, "page"),
        Row(f"{ROUND}offers/", TYPIST),
        Row(f"{ROUND}open-statements/", TYPIST, "act"),
        Row(f"{ROUND}close/", HEADS),
        Row(f"{ROUND}publish/", ()),
    ],
    "closed": [
        Row(f"{ROUND}publish/", HEADS),
        Row(f"{ROUND}statements/new/", ()),
    ],
}
CASES = [(phase, row) for phase, rows in ROWS.items() for row in rows]


@pytest.fixture
def cast() -> Cast:
    return assemble()


@pytest.fixture
def secretary(cast: Cast) -> Client:
    return desk(cast.secretary)


@pytest.fixture
def mediator(cast: Cast) -> Client:
    return desk(cast.mediator)


@pytest.mark.parametrize(("phase", "row"), CASES, ids=[f"{phase} {row.path}" for phase, row in CASES])
def test_a_page_exists_for_those_who_may_in_this_phase(cast: Cast, phase: str, row: Row) -> None:
    if phase != "preparing":
        open_round(cast)
    if phase == "closed":
        phases.close_round(cast.round, by=cast.secretary)
    assert deviations(cast, row) == {}


@pytest.mark.parametrize("role", HEADS)
def test_collecting_is_started_and_stopped_again(cast: Cast, role: str) -> None:
    for other in ("interpreter", "observer", "outsider"):
        assert desk(user_of(cast, other)).post(f"{ROUND}start-collecting/").status_code == 404
    client = desk(user_of(cast, role))
    client.post(f"{ROUND}start-collecting/")
    cast.round.refresh_from_db()
    assert cast.round.phase == Phase.COLLECTING
    client.post(f"{ROUND}return-to-preparing/")
    cast.round.refresh_from_db()
    assert cast.round.phase == Phase.PREPARING
    assert client.get(f"{ROUND}start-collecting/").status_code == 405


def test_a_language_is_reviewed_by_an_interpreter_alone(cast: Cast, secretary: Client) -> None:
    path = f"{ROUND}statements/1/ko/"
    secretary.post(path, {**hidden(secretary, f"{ROUND}statements/1/", path), **WORDING})
    row = Row(f"{path}review/", ("interpreter",), "act", {"reviewed_by": "Lee"})
    assert deviations(cast, row) == {}


def test_the_phase_bar_says_where_the_round_is_and_every_act_has_words(cast: Cast) -> None:
    open_round(cast)
    assert [state for _label, state, _note in phase_bar(cast.round)] == ["done", "done", "now", "todo", "todo"]
    assert set(Verb) - set(VERBS) == {Verb.SEE_ROUND}
    assert dict(who_can(Phase.VOTING))["delegate"] == ["offer statements", "vote", "look at their own votes"]
    assert who_can(Phase.ENDED) == []


def test_a_round_is_started_with_its_languages(cast: Cast, secretary: Client) -> None:
    path = "/cases/lake/editions/first/rounds/new/"
    typed = {"name": "Second round", "source_language": "ko", "languages": ["mn", "en"]}
    assert secretary.post(path, typed).headers["Location"].endswith("/rounds/second-round/statements/")
    assert Round.objects.get(slug="second-round").languages == ["ko", "en", "mn"]
    assert secretary.post(path, {**typed, "languages": ["tlh"]}).status_code == 400


def test_a_long_name_has_a_short_address(cast: Cast, secretary: Client) -> None:
    name = "What is the best way to let more young people have a say in how the lake is looked after, and by whom"
    for number in range(2):
        typed = {"name": f"{name} {number}", "source_language": "en", "languages": ["en"]}
        assert secretary.post("/cases/lake/editions/first/rounds/new/", typed).status_code == 302
    slugs = Round.objects.filter(name__startswith="What is").values_list("slug", flat=True)
    assert len(set(slugs)) == 2
    assert all(len(slug) <= Round._meta.get_field("slug").max_length for slug in slugs)


@pytest.mark.parametrize("step", ["start-voting", "close", "publish"])
def test_a_step_that_cannot_be_undone_says_what_happens_and_asks(cast: Cast, secretary: Client, step: str) -> None:
    if step != "start-voting":
        open_round(cast)
    if step == "publish":
        phases.close_round(cast.round, by=cast.secretary)
    page = secretary.get(f"{ROUND}{step}/").content.decode()
    assert "This cannot be undone." in page
    answer = secretary.post(f"{ROUND}{step}/", {"confirm": ""})
    assert answer.status_code == 400
    assert "Tick the box" in answer.content.decode()
    before = cast.round.phase
    cast.round.refresh_from_db()
    assert cast.round.phase == before
    assert secretary.post(f"{ROUND}{step}/", {"confirm": "on"}).status_code == 302


@pytest.mark.parametrize("step", ["start-voting", "close", "publish"])
def test_a_second_click_on_such_a_step_leads_to_the_round_and_does_nothing(
    cast: Cast, secretary: Client, step: str
) -> None:
    open_round(cast)
    phases.close_round(cast.round, by=cast.secretary)
    publish_round(cast.round, by=cast.secretary)
    noted = Entry.objects.count()
    for user in (cast.secretary, cast.mediator):
        assert desk(user).post(f"{ROUND}{step}/", {"confirm": "on"}).headers["Location"] == ROUND
    for other in ("interpreter", "observer", "outsider"):
        assert desk(user_of(cast, other)).post(f"{ROUND}{step}/", {"confirm": "on"}).status_code == 404
    assert secretary.get(f"{ROUND}{step}/").status_code == 404
    assert Entry.objects.count() == noted


def test_the_page_counts_the_hours_until_ballots_go_unpublished(cast: Cast, secretary: Client) -> None:
    open_round(cast)
    phases.close_round(cast.round, by=cast.secretary)
    with time_machine.travel(timezone.now() + timedelta(hours=19, minutes=59), tick=False):
        desk_then = desk(cast.secretary)
        page = desk_then.get(ROUND).content.decode()
    assert "4\xa0hours" in page
    assert "left to publish" in page
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        phases.end_overdue_rounds()
        page = desk(cast.secretary).get(ROUND).content.decode()
    assert "Ended without results" in page
    assert not Result.objects.exists()
    assert store.rounds_with_ballots() == set()


def test_turnout_is_shown_as_the_gate_lets_it_out_and_never_an_answer(cast: Cast, secretary: Client) -> None:
    open_round(cast)
    salt, version = bytes(cast.edition.token_salt), cast.round.statements.get(number=1).version.pk
    for token in cast.tokens[0]:
        key = credentials.fingerprint(credentials.ballot_key(token, salt, cast.round.slot))
        store.vote(cast.round.pk, version, key, 1)
    page = secretary.get(ROUND).content.decode()
    assert "Turnout" in page
    assert "fewer than 10 of 18" in page
    assert "Turnout" not in desk(cast.interpreter).get(ROUND).content.decode()


def _offer(cast: Cast, author: int, text: str) -> None:
    salt = bytes(cast.edition.token_salt)
    key = credentials.fingerprint(credentials.author_key(cast.tokens[2][author], salt, cast.round.slot))
    basket = cast.dialogue.baskets.get().pk
    assert offers.offer(cast.round.pk, cast.edition.pk, cast.round.slot, key, language="en", basket=basket, text=text)


def test_offers_are_hidden_until_three_people_made_one(cast: Cast, secretary: Client) -> None:
    phases.start_collecting(cast.round, by=cast.secretary)
    assert "Nothing waits for a decision." in secretary.get(f"{ROUND}offers/").content.decode()
    for author in (0, 1):
        _offer(cast, author, f"Idea {author}.")
    page = secretary.get(f"{ROUND}offers/").content.decode()
    # Not even that something waits: whoever watches the room would know whose it is.
    assert "Nothing waits for a decision." in page
    assert "Idea 0." not in page
    _offer(cast, 2, "Idea 2.")
    page = secretary.get(f"{ROUND}offers/").content.decode()
    assert all(f"Idea {author}." in page for author in range(3))


def test_an_offer_is_accepted_returned_or_rejected_with_a_reason(cast: Cast, secretary: Client) -> None:
    phases.start_collecting(cast.round, by=cast.secretary)
    for author in range(3):
        _offer(cast, author, f"Idea {author}.")
    path = f"{ROUND}offers/"
    first, second, third = (offer.key for offer in offers.shown(cast.round.pk))
    assert secretary.post(path, {"key": first, "decision": "returned"}).status_code == 409
    reason = "It holds more than one idea."
    assert secretary.post(path, {"key": first, "decision": "returned", "chosen": reason}).status_code == 302
    typed = {"key": second, "decision": "rejected", "chosen": reason, "written": "Not about the lake."}
    assert secretary.post(path, typed).status_code == 302
    assert secretary.post(path, {"key": third, "decision": "accepted"}).status_code == 302
    assert secretary.post(path, {"key": third, "decision": "accepted"}).status_code == 409
    assert secretary.post(path, {"key": "x" * 32, "decision": "accepted"}).status_code == 400
    assert secretary.post(path, {"key": third, "decision": "published"}).status_code == 400
    assert Statement.objects.filter(origin="offered").count() == 1
    assert offers.shown(cast.round.pk) == []


def test_a_real_round_opens_in_a_language_only_reviewed_or_accepted_in_writing() -> None:
    cast = assemble(rehearsal=False)
    secretary, mediator = desk(cast.secretary), desk(cast.mediator)
    assert "The vote cannot open yet." in secretary.get(ROUND).content.decode()
    assert secretary.post(f"{ROUND}start-voting/", {"confirm": "on"}).status_code == 409
    accepted = {"language": "ko", "wording": "I know that nobody has read the Korean pages, and accept it."}
    assert secretary.post(f"{ROUND}languages/", accepted).status_code == 404
    assert mediator.post(f"{ROUND}languages/", {**accepted, "wording": "yes"}).status_code == 400
    assert mediator.post(f"{ROUND}languages/", {**accepted, "language": "ja"}).status_code == 400
    assert mediator.post(f"{ROUND}languages/", accepted).status_code == 302
    assert LanguageAcceptance.objects.get().accepted_by == cast.mediator
    assert secretary.post(f"{ROUND}start-voting/", {"confirm": "on"}).status_code == 302


def test_the_steps_lead_from_an_empty_edition_to_the_vote(cast: Cast, secretary: Client) -> None:
    page = secretary.get("/cases/lake/editions/first/").content.decode()
    assert "Steps to the vote" in page
    assert "4 texts still to translate" in page
    assert page.count('aria-current="step"') == 1
    assert "Steps to the vote" not in desk(cast.observer).get("/cases/lake/editions/first/").content.decode()


def test_an_observer_learns_of_no_round_before_it_is_published(cast: Cast) -> None:
    for path in ("/cases/lake/", "/cases/lake/editions/first/"):
        assert "Round 1" not in desk(cast.observer).get(path).content.decode()
