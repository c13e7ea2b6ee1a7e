"""The queue and the list: decide, with a reason; merge, split, hide; undo; a log that says it all."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.utils import translation

from khural.web.ballots.square import offers, store
from khural.web.coordination.models import Decision
from khural.web.record.models import Entry
from khural.web.square import phases
from tests.square import crowd, join
from tests.web.coordination.track import Track, track

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])
REASON = "It holds more than one idea."


@pytest.fixture
def desk() -> Track:
    return track()


def test_the_queue_shows_what_is_similar_beside_each(desk: Track) -> None:
    desk.offer("Ferry number 3 should run in the night.", "Plant trees on the eastern shore.", "Trees on the shore!")
    cards = desk.get("queue/").split("data-key-item")[1:]
    beside = {re.findall(r"<bdi>([^<]+)</bdi>", card)[0]: card for card in cards}
    ferry = beside["Ferry number 3 should run in the night."]
    for said in ("Ferry number 3 should run at night.", "nearly the same", "The same as 3"):
        assert said in ferry
    assert "Trees on the shore!" in beside["Plant trees on the eastern shore."]
    assert "Plant trees on the eastern shore." in beside["Trees on the shore!"]


def test_two_authors_are_not_shown_yet(desk: Track) -> None:
    for author, text in (("a", "Plant a tree here."), ("b", "Light the pier.")):
        offers.offer(desk.consultation.round_id, author * 64, language="en", text=text, still_open=lambda: True)
    assert "Nothing waits for a decision." in desk.get("queue/")


def test_an_accepted_offer_is_voted_on_at_once_and_nobody_knows_whose_it_was(desk: Track) -> None:
    (key, *_rest) = desk.offer("Plant a tree.", "Light the pier.", "Sell the boats.")
    assert desk.post("queue/", key=key, decision="accepted").status_code == 302
    added = desk.consultation.round.statements.get(number=7)
    assert (added.state, added.origin, added.version.source_text.text) == ("open", "offered", "Plant a tree.")
    assert "Plant a tree." in join(desk.square).get("answers/") or "7" in desk.get("statements/")
    assert offers.own_offers(desk.consultation.round_id, f"{abs(hash('Plant a tree.')):064d}"[:64]) == []


@pytest.mark.parametrize("decision", ["returned", "rejected"])
def test_turning_down_owes_a_reason(desk: Track, decision: str) -> None:
    (key, *_rest) = desk.offer("Plant a tree.", "Light the pier.", "Sell the boats.")
    refused = desk.post("queue/", key=key, decision=decision)
    assert refused.status_code == 409
    assert "Say why" in refused.content.decode()
    assert desk.post("queue/", key=key, decision=decision, chosen=REASON).status_code == 302
    row = offers.decided(desk.consultation.round_id)[key]
    assert (row.state, row.reason) == (decision, REASON)


def test_an_author_reads_a_returned_reason_in_their_own_language(desk: Track) -> None:
    phone = join(desk.square)
    phone.post("offers/", text="Plant a tree and light the pier.")
    desk.offer("Light the pier.", "Sell the boats.")
    waiting = offers.shown(desk.consultation.round_id)
    key = next(one.key for one in waiting if one.text == "Plant a tree and light the pier.")
    desk.post("queue/", key=key, decision="returned", chosen=REASON)
    with translation.override("ru"):
        russian = translation.gettext(REASON)
    assert russian != REASON
    assert russian in phone.get("offers/?lang=ru")


def test_a_second_decision_says_that_somebody_was_first(desk: Track) -> None:
    (key, *_rest) = desk.offer("Plant a tree.", "Light the pier.", "Sell the boats.")
    desk.post("queue/", key=key, decision="accepted")
    again = desk.post("queue/", key=key, decision="accepted")
    assert again.status_code == 409
    assert "Somebody has already decided this statement." in again.content.decode()
    assert desk.consultation.round.statements.count() == 7


def test_an_offer_that_repeats_another_is_merged(desk: Track) -> None:
    (key, *_rest) = desk.offer("Ferry number 3 at night!", "Light the pier.", "Sell the boats.")
    assert desk.post("queue/", key=key, into="99").status_code == 409
    assert desk.post("queue/", key=key, into="3").status_code == 302
    assert desk.consultation.round.statements.count() == 6
    assert "merged into another → 3" in desk.get("log/")


def test_an_offer_of_two_ideas_is_split(desk: Track) -> None:
    (key, *_rest) = desk.offer("Plant a tree and light the pier.", "Light the pier.", "Sell the boats.")
    page = f"queue/{key}/split/"
    assert "Plant a tree and light the pier." in desk.get(page)
    assert desk.post(page, part_1="Plant a tree.").status_code == 400
    assert desk.post(page, part_1="Plant a tree.", part_2="Light the pier at night.").status_code == 302
    assert desk.states() == dict.fromkeys(range(1, 9), "open")


def test_what_was_decided_is_undone(desk: Track) -> None:
    texts = ["Plant a tree.", "Light the pier.", "Sell the boats.", "Plant trees and light lamps."]
    keys = desk.offer(*texts, "Paint the pier.", "Paint the ferry.")[:4]
    desk.post("queue/", key=keys[0], decision="accepted")
    desk.post("queue/", key=keys[1], decision="rejected", chosen=REASON)
    desk.post("queue/", key=keys[2], into="1")
    desk.post(f"queue/{keys[3]}/split/", part_1="Plant trees.", part_2="Light lamps.")
    assert len(offers.shown(desk.consultation.round_id)) == 2
    for decision in Decision.objects.all():
        assert desk.post(f"log/{decision.pk}/undo/").status_code == 302
        assert "Undone." in desk.get("log/")
        desk.post(f"log/{decision.pk}/undo/")
        assert "This was undone already." in desk.get("log/")
    assert {one.key for one in offers.shown(desk.consultation.round_id)} >= set(keys)
    assert [state for number, state in desk.states().items() if number > 6] == ["withdrawn"] * 3


def test_a_returned_offer_that_its_author_took_back_cannot_be_undone(desk: Track) -> None:
    (key, *_rest) = desk.offer("Plant a tree.", "Light the pier.", "Sell the boats.")
    desk.post("queue/", key=key, decision="returned", chosen=REASON)
    author = f"{abs(hash('Plant a tree.')):064d}"[:64]
    assert offers.take_back(key, desk.consultation.round_id, author)
    desk.post(f"log/{Decision.objects.get().pk}/undo/")
    assert "taken it back meanwhile" in desk.get("log/")


def test_a_hidden_statement_comes_back_with_its_votes(desk: Track) -> None:
    crowd(desk.square, 12)
    votes = sum(1 for _ in store.changes(desk.consultation.round_id))
    assert desk.post("statements/2/", hide="1").status_code == 409
    assert desk.post("statements/2/", hide="1", written="It names somebody.").status_code == 302
    assert desk.states()[2] == "withdrawn"
    assert "Ferry number 2" not in join(desk.square).get("answers/")
    assert desk.post("statements/2/show/").status_code == 302
    assert desk.states()[2] == "open"
    assert sum(1 for _ in store.changes(desk.consultation.round_id)) == votes


def test_shown_statements_are_merged_and_split_and_undone(desk: Track) -> None:
    assert desk.post("statements/2/", merge="1", into="2").status_code == 409
    assert desk.post("statements/2/", merge="1", into="1").status_code == 302
    assert (
        desk.post("statements/3/", split="1", part_1="Ferry 3 should run.", part_2="Run it at night.").status_code
        == 302
    )
    assert desk.states() == {
        1: "open",
        2: "withdrawn",
        3: "withdrawn",
        4: "open",
        5: "open",
        6: "open",
        7: "open",
        8: "open",
    }
    for decision in Decision.objects.all():
        desk.post(f"log/{decision.pk}/undo/")
    assert {n for n, state in desk.states().items() if state == "open"} == {1, 2, 3, 4, 5, 6}


def test_the_log_is_a_file_that_computes_nothing(desk: Track) -> None:
    (key, *_rest) = desk.offer("=1+1 is what they want", "Light the pier.", "Sell the boats.")
    desk.post("queue/", key=key, decision="rejected", written="@SUM of all fears")
    answer = desk.client.get(f"{desk.path}log/log.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][1:] == ["coordinator", "rejected", "'=1+1 is what they want", "", "'@SUM of all fears", ""]


def test_every_decision_stands_in_the_staff_record_too(desk: Track) -> None:
    keys = desk.offer("Plant a tree.", "Light the pier.", "Sell the boats.")
    desk.post("queue/", key=keys[0], decision="accepted")
    desk.post("queue/", key=keys[1], decision="rejected", chosen=REASON)
    desk.post("statements/1/", hide="1", written="It names somebody.")
    verbs = list(Entry.objects.filter(dialogue=desk.cast.dialogue).values_list("verb", flat=True))[-3:]
    assert verbs == ["add statement", "rejected offered statement", "hide statement"]


def test_nothing_is_decided_after_the_close(desk: Track) -> None:
    (key, *_rest) = desk.offer("Plant a tree.", "Light the pier.", "Sell the boats.")
    phases.close(desk.consultation, by=None)
    assert desk.post("queue/", key=key, decision="accepted").status_code == 409
    assert desk.post("statements/1/", hide="1", written="It names somebody.").status_code == 409
    assert offers.shown(desk.consultation.round_id)


def test_the_words_of_a_log_go_with_the_ballots(desk: Track) -> None:
    (key, *_rest) = desk.offer("Plant a tree.", "Light the pier.", "Sell the boats.")
    desk.post("queue/", key=key, decision="rejected", chosen=REASON)
    assert "Plant a tree." in desk.get("log/")
    store.delete_rounds([desk.consultation.round_id])
    page = desk.get("log/")
    assert "Plant a tree." not in page
    assert "its words are deleted" in page


@pytest.mark.parametrize(
    "fields",
    [
        {"key": "zz", "decision": "accepted"},
        {"key": "0" * 32},
        {"key": "0" * 32, "decision": "burn"},
        {"key": "0" * 32, "into": "１_0"},
        {"key": "0" * 32, "decision": "rejected", "chosen": "made up"},
        {"key": "0" * 32, "decision": "rejected", "written": "a\u202eb"},
        {},
    ],
)
def test_strange_forms_are_refused(desk: Track, fields: dict[str, str]) -> None:
    assert desk.post("queue/", **fields).status_code in {400, 409}
    assert Decision.objects.count() == 0
