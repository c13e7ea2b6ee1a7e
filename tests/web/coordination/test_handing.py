"""From square to table: findings are handed over with published numbers, answered once owed, and shown to everybody."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from khural.polis import Found, read_conversation
from khural.web.cases.models import Edition
from khural.web.coordination.bringing_in import Terms, bring_in
from khural.web.coordination.queries import tables_for
from khural.web.coordination.shelf import shelf
from khural.web.inputs.models import Input
from khural.web.record.models import Entry
from tests.desk import desk as at_desk
from tests.polis.exports import TABLES, raw
from tests.square import crowd
from tests.web.coordination.test_running import work_of
from tests.web.coordination.track import EDITION, Track, track

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])


@pytest.fixture
def desk() -> Track:
    made = track()
    crowd(made.square, 43, shares=(0.9, 0.5))
    work_of(made)
    return made


def hand(desk: Track, *places: int, note: str = "") -> int:
    basket = desk.cast.dialogue.baskets.get()
    versions = [desk.square.versions[place] for place in places]
    fields = {"versions": versions, "edition": desk.cast.edition.pk, "basket": basket.pk, "note": note}
    return desk.client.post(f"{desk.path}hand/", fields).status_code


def test_a_finding_goes_to_a_basket_with_what_was_published_of_it(desk: Track) -> None:
    page = desk.get("hand/")
    assert "Ferry number 1 should run at night." in page
    assert hand(desk, 0, 2, note="The young ones ask first for this.") == 302
    first = Input.objects.first()
    assert first is not None
    assert first.basket == desk.cast.dialogue.baskets.get()
    assert first.finding["of"] % 5 == 0
    assert set(first.finding) == {"of", "agree", "agree_low", "agree_high", "disagree", "disagree_low", "disagree_high"}
    assert hand(desk, 0, 2) == 409
    assert hand(desk, 0, 1) == 302
    assert Input.objects.count() == 3


def test_strange_choices_are_refused(desk: Track) -> None:
    assert hand(desk) == 400
    page = f"{desk.path}hand/"
    assert desk.client.post(page, {"versions": ["999999"], "edition": desk.cast.edition.pk}).status_code == 400
    assert desk.client.post(page, {"versions": [desk.square.versions[0]], "edition": "7777"}).status_code == 400
    assert Input.objects.count() == 0


def test_the_table_owes_an_answer_which_the_public_page_shows(desk: Track) -> None:
    reader = Client()
    results = f"{desk.square.path}results/"
    before = reader.get(results)
    hand(desk, 0)
    tagged = reader.get(results, headers={"If-None-Match": before["ETag"]})
    assert tagged.status_code == 200
    assert "it owes an answer" in tagged.content.decode()
    secretary = at_desk(desk.cast.secretary)
    assert "1 finding waits for the table&#x27;s answer" in secretary.get("/today/").content.decode()
    assert "answer owed" in secretary.get(f"{EDITION}inputs/").content.decode()
    handed = Input.objects.get()
    assert secretary.post(f"{EDITION}inputs/{handed.pk}/", {"answer": ""}).status_code == 400
    answer = "A night ferry is on the agenda of the second day."
    assert secretary.post(f"{EDITION}inputs/{handed.pk}/", {"answer": answer}).status_code == 302
    shown = reader.get(results, headers={"If-None-Match": tagged["ETag"]})
    assert shown.status_code == 200
    assert answer in shown.content.decode()
    assert "First edition" not in shown.content.decode()
    assert "waits for the table" not in secretary.get("/today/").content.decode()
    verbs = list(Entry.objects.filter(dialogue=desk.cast.dialogue).values_list("verb", flat=True))[-2:]
    assert verbs == ["hand over findings", "answer a finding"]


def test_the_mediator_answers_and_the_coordinator_does_not(desk: Track) -> None:
    hand(desk, 0)
    page = f"{EDITION}inputs/{Input.objects.get().pk}/"
    assert desk.client.get(page).status_code == 404
    assert at_desk(desk.cast.mediator).get(page).status_code == 200
    assert at_desk(desk.cast.interpreter).get(page).status_code == 404


def test_a_finding_is_taken_back_before_the_answer_and_not_after_it(desk: Track) -> None:
    hand(desk, 0, 1)
    first, second = Input.objects.order_by("pk")
    assert desk.post(f"handed/{first.pk}/take-back/").status_code == 302
    secretary = at_desk(desk.cast.secretary)
    gone = secretary.post(f"{EDITION}inputs/{first.pk}/", {"answer": "Yes, gladly."})
    assert gone.status_code == 404
    secretary.post(f"{EDITION}inputs/{second.pk}/", {"answer": "Yes, gladly."})
    desk.post(f"handed/{second.pk}/take-back/")
    assert "The table has answered meanwhile." in desk.get()
    assert Input.objects.count() == 1


def test_a_public_conversation_is_handed_to_a_table_of_another_dialogue_by_who_works_there(desk: Track) -> None:
    edition = shelf()
    conversation = read_conversation(Found("lake", raw(TABLES)))
    terms = Terms("By the Lake.", "CC BY 4.0")
    made = bring_in(conversation, edition=edition, terms=terms, language="en", slug="lake", by=None)
    coordinator = User.objects.get(username="coordinator")
    assert [table.slug for table in tables_for(coordinator, made)] == []
    Edition.objects.filter(pk=desk.cast.edition.pk).update(is_rehearsal=False)
    assert [table.slug for table in tables_for(coordinator, made)] == ["first"]
    assert [table.slug for table in tables_for(desk.cast.mediator, made)] == []


def test_nothing_is_handed_over_before_results_are_shown() -> None:
    fresh = track()
    assert "nothing to hand over before results are shown" in fresh.get("hand/")
