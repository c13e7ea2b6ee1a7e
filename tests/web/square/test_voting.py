from __future__ import annotations

import threading

import pytest
from django.db import connection, connections
from django.test import Client

from khural.web.ballots.square import store
from khural.web.ballots.square.models import OpenBallot
from khural.web.square import phases
from khural.web.square.answering import open_batch
from tests.cast import Cast, assemble
from tests.desk import desk
from tests.square import Square, join, open_square

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])


def test_voting_without_javascript_goes_through_all_statements_to_the_end(square: Square) -> None:
    phone = join(square)
    for step in range(6):
        page = phone.get()
        assert f"{step} of 6 answered" in page
        version = page.split('name="version" value="')[1].split('"')[0]
        assert phone.vote(int(version), "1").status_code == 302
    assert "You have answered every statement" in phone.get()
    assert set(phone.own.values()) == {1}


def test_an_answer_sent_again_is_one_answer_and_the_last_one_counts(square: Square) -> None:
    phone, version = join(square), square.versions[0]
    for answer in ("1", "1", "-1", "-1"):
        assert phone.vote(version, answer, script=True).status_code == 200
    assert phone.own == {version: -1}
    assert OpenBallot.objects.count() == 1


def test_undo_takes_the_last_answer_back_and_shows_its_statement_again(square: Square) -> None:
    phone, version = join(square), square.versions[2]
    after = phone.vote(version, "1")["Location"]
    page = phone.client.get(after).content.decode()
    assert (
        f'<input type="hidden" name="version" value="{version}"><input type="hidden" name="answer" value="none">'
        in page
    )
    again = phone.vote(version, "none")["Location"]
    assert phone.own == {}
    assert "Ferry number 3" in phone.client.get(again).content.decode()


def test_two_people_get_their_own_order(square: Square) -> None:
    firsts = set()
    for _ in range(12):
        firsts.add(join(square).get().split('id="text"')[1].split("</h1>")[0])
    assert len(firsts) > 1


def test_own_answers_stand_behind_a_step_and_can_be_changed(square: Square) -> None:
    phone, version = join(square), square.versions[0]
    phone.vote(version, "-1")
    assert "Ferry number 1" not in phone.get("answers/")
    page = phone.get("answers/?show=")
    assert "Ferry number 1" in page
    assert "Disagree" in page
    assert "Ferry number 1" in phone.get(f"statements/?statement={version}")


@pytest.mark.parametrize("answer", ["2", "true", "1.0", "１", "NaN", "", "1e400"])
def test_what_is_not_an_answer_changes_nothing(square: Square, answer: str) -> None:
    phone = join(square)
    assert phone.vote(square.versions[0], answer).status_code == 400
    assert phone.own == {}


def test_a_statement_of_another_consultation_cannot_be_answered_here(cast: Cast, square: Square) -> None:
    other = open_square(cast, name="Mayors")
    assert join(square).vote(other.versions[0], "1").status_code == 404


def test_without_the_forms_own_key_nothing_is_counted(square: Square) -> None:
    phone = join(square)
    phone.form_key = "0" * 32
    assert phone.vote(square.versions[0], "1").status_code == 400
    assert phone.own == {}


def test_without_a_place_the_script_is_told_so(square: Square) -> None:
    phone = join(square)
    phone.client = Client()
    response = phone.vote(square.versions[0], "1", script=True)
    assert (response.status_code, response.json()) == (403, {"ended": True})


def test_after_the_freeze_no_vote_is_counted_or_acknowledged(cast: Cast, square: Square) -> None:
    phone = join(square)
    phone.vote(square.versions[0], "1")
    phases.freeze(square.consultation, by=cast.secretary)
    assert phone.vote(square.versions[1], "1", script=True).status_code == 409
    assert phone.own == {square.versions[0]: 1}
    assert "stopped for now" in phone.get()
    phases.thaw(square.consultation, by=cast.secretary)
    assert phone.vote(square.versions[1], "1", script=True).status_code == 200


def test_a_table_page_knows_nothing_of_the_square(cast: Cast, square: Square) -> None:
    address = f"/cases/{cast.case.slug}/editions/{cast.edition.slug}/rounds/{square.consultation.round.slug}/"
    assert desk(cast.secretary).get(address).status_code == 404


def test_rewriting_keeps_every_answer(cast: Cast, square: Square) -> None:
    phones = [join(square) for _ in range(4)]
    for phone in phones:
        phone.vote(square.versions[0], "1")
    phones[0].vote(square.versions[0], "none")
    assert store.rewrite(square.consultation.round_id) == 3
    voters = list(OpenBallot.objects.order_by("pk").values_list("voter", flat=True))
    assert voters == sorted(phone.participant.voter for phone in phones[1:])


@pytest.mark.django_db(databases=["default", "ballots"], transaction=True)
def test_fifty_at_once_leave_one_answer_and_none_after_the_stop() -> None:
    cast = assemble()
    square = open_square(cast)
    consultation, version = square.consultation, square.versions[0]
    ready, counted = threading.Barrier(24), []

    def cast_vote(voter: int) -> None:
        ready.wait()
        kept = store.vote(consultation.round_id, version, voter, 1, batch=open_batch(consultation.pk, version))
        counted.append((voter, kept))
        connections.close_all()

    def stop() -> None:
        ready.wait()
        phases.freeze(consultation, by=None)
        connections.close_all()

    threads = [threading.Thread(target=cast_vote, args=(place % 5,)) for place in range(23)]
    threads.append(threading.Thread(target=stop))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connection.close()
    acknowledged = {voter for voter, kept in counted if kept}
    assert len(counted) == 23
    assert set(OpenBallot.objects.values_list("voter", flat=True)) == acknowledged
    assert OpenBallot.objects.count() == len(acknowledged)
