from __future__ import annotations

import csv
import io
import random
import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from django_tasks_db.models import DBTaskResult

from khural.web.ballots.square import store
from khural.web.ballots.square.models import OpenBallot, OpenOffer, Participant
from khural.web.ballots.square.store import Change
from khural.web.cases.actions import erase_rehearsal
from khural.web.refusals import Refused
from khural.web.rounds.models import StatementState
from khural.web.square import phases
from khural.web.square.models import Compass, Consultation, Publication
from khural.web.square.tasks import recompute
from khural.web.square.ticking import tick
from tests.cast import Cast
from tests.square import Square, crowd, join, open_square, restarted, work

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])


def computed(square: Square) -> Consultation:
    recompute.enqueue(square.consultation.pk)
    work()
    square.consultation.refresh_from_db()
    return square.consultation


def results(square: Square, client: Client | None = None) -> str:
    return (client or Client()).get(f"{square.path}results/").content.decode()


def later(square: Square, minutes: int = 1) -> None:
    """Let the last publication be so old that another may follow."""
    row = square.consultation.publications.get()
    minute = row.body.split('"minute":')[1].split(",")[0]
    row.body = row.body.replace(f'"minute":{minute}', f'"minute":{int(minute) - minutes}')
    row.save()


def test_nothing_is_shown_before_ten_people_have_answered(square: Square) -> None:
    crowd(square, 9)
    assert computed(square).publication == 0
    assert "Nothing is shown before ten people have answered" in results(square)


def test_a_batch_shows_the_agreement_table_with_ranges(square: Square) -> None:
    crowd(square, 40, shares=(0.95, 0.1))
    assert computed(square).publication == 1
    page = results(square)
    assert "About 40 people have taken part." in page
    assert page.index("Ferry number 1") < page.index("Ferry number 2")
    assert "95 % intervals" in page


def test_readers_never_compute_and_ask_again_for_nothing(square: Square, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]  # pytest-django's
    crowd(square, 40)
    computed(square)
    client = Client()
    first = client.get(f"{square.path}results/")
    with django_assert_max_num_queries(4):
        again = client.get(f"{square.path}results/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first["Cache-Control"] == "private, no-cache"
    assert client.get(f"{square.path}results/?lang=ko")["ETag"] != first["ETag"]


def test_the_next_batch_waits_for_ten_more_and_reads_only_what_is_new(square: Square) -> None:
    crowd(square, 40)
    computed(square)
    later(square)
    crowd(square, 9, seed=2)
    assert computed(square).publication == 1
    crowd(square, 5, seed=3)
    assert computed(square).publication == 2
    assert "About 55 people" in results(square)


def test_the_same_batch_comes_out_after_a_restart_of_the_worker(square: Square) -> None:
    crowd(square, 40)
    computed(square)
    later(square)
    before = square.consultation.publications.get().body
    crowd(square, 14, seed=2)
    computed(square)
    after = square.consultation.publications.get().body
    square.consultation.publications.update(body=before)
    restarted()
    computed(square)
    assert square.consultation.publications.get().body == after


def test_taken_back_answers_are_not_counted(square: Square) -> None:
    phones = [join(square) for _ in range(3)]
    crowd(square, 12)
    for phone in phones:
        for version in square.versions:
            phone.vote(version, "1")
    computed(square)
    later(square)
    for phone in phones:
        for version in square.versions:
            phone.vote(version, "none")
    crowd(square, 11, seed=4)
    assert computed(square).publication == 1
    crowd(square, 4, seed=5)
    assert computed(square).publication == 2
    assert "About 25 people" in results(square)


def test_the_worker_is_asked_once_however_many_have_voted(square: Square) -> None:
    crowd(square, 12)
    assert [tick(), tick()] == [1, 0]
    row = DBTaskResult.objects.get()
    assert row.args_kwargs == {"args": [square.consultation.pk], "kwargs": {}}
    work()
    assert tick() == 0
    crowd(square, 12, seed=2)
    assert tick() == 0, "a minute has not passed"


def test_answers_given_in_the_minute_of_the_close_are_in_the_results(cast: Cast, square: Square) -> None:
    start = (timezone.now() + timedelta(days=1)).replace(second=10)
    with time_machine.travel(start, tick=False) as clock:
        crowd(square, 12)
        assert tick() == 1
        work()
        assert "About 10 people" in results(square)
        crowd(square, 28, seed=2)
        clock.shift(timedelta(seconds=20))
        phases.close(square.consultation, by=cast.secretary)
        work()
        clock.shift(timedelta(minutes=1, seconds=30))
        assert tick() == 1
        work()
        phases.publish(square.consultation, by=cast.secretary)
        assert "About 40 people" in results(square)


def test_tasks_that_are_done_go_after_an_hour(square: Square) -> None:
    computed(square)
    tick()
    assert DBTaskResult.objects.count() == 1
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(minutes=61))
    tick()
    assert DBTaskResult.objects.count() == 0


def test_results_are_hidden_between_close_and_publication(cast: Cast, square: Square) -> None:
    crowd(square, 40)
    computed(square)
    phases.close(square.consultation, by=cast.secretary)
    assert Client().get(f"{square.path}results/").status_code == 404
    assert Client().get(f"{square.path}results/results.csv").status_code == 404
    later(square)
    computed(square)
    phases.publish(square.consultation, by=cast.secretary)
    assert "About 40 people" in results(square)


def test_after_the_close_the_order_of_answers_is_gone_and_their_number_is_not(cast: Cast, square: Square) -> None:
    crowd(square, 12)
    before = set(OpenBallot.objects.values_list("voter", "version_id", "answer"))
    phases.close(square.consultation, by=cast.secretary)
    computed(square)
    rows = list(OpenBallot.objects.order_by("pk").values_list("voter", "version_id", "answer"))
    assert rows == sorted(before)


def test_own_place_is_shown_to_oneself_only_and_behind_a_step(square: Square) -> None:
    phone = join(square)
    crowd(square, 60, shares=(0.9, 0.2, 0.5))
    for place, version in enumerate(square.versions):
        phone.vote(version, "1" if place % 2 else "-1")
    computed(square)
    assert "you are here" not in phone.get("place/")
    assert "you are here" in phone.get("place/?show=")
    assert "you are here" not in results(square, phone.client)
    assert Client().get(f"{square.path}place/").status_code == 302


def test_groups_stand_with_their_stability_in_words_and_figures(cast: Cast) -> None:
    square = open_square(cast, statements=14, name="Two shores")
    rng = random.Random(3)
    answers = []
    for person in range(120):
        for place, version in enumerate(square.versions):
            share = 0.9 if place in (0, 1) or place % 2 == person % 2 else 0.1
            answers.append(Change(person + 1, version, 1 if rng.random() < share else -1))
    store.rehearse(square.consultation.round_id, answers)
    computed(square)
    page = results(square)
    assert "Opinions fall into 2 groups." in page
    assert "These groups would survive if one in fifty votes were lost (agreement" in page
    assert page.count("about 60 people") >= 2
    assert "Ordered by the group that agrees least" in page
    # Only what one group supports and the other does not sets it apart: six statements, and not the two shared ones.
    apart = [part.split("</ul>")[0] for part in page.split("What sets it apart:")[1:]]
    assert [part.count("<li") for part in apart] == [3, 3]
    assert not any(f"Ferry number {n} should" in part for part in apart for n in (1, 2))
    # What both groups support stands first, whatever more people of one group support.
    assert {page.index(f"Ferry number {n} should") for n in (1, 2)} == set(
        sorted(page.index(f"Ferry number {n} should") for n in range(1, 15))[:2]
    )
    # What was withdrawn takes no place among the three.
    gone = re.findall(r"Ferry number (\d+) should", apart[0])[0]
    square.consultation.round.statements.filter(number=gone).update(state=StatementState.WITHDRAWN)
    later = results(square)
    assert f"Ferry number {gone} should" not in later
    assert [part.split("</ul>")[0].count("<li") for part in later.split("What sets it apart:")[1:]] == [3, 3]


def test_a_withdrawn_statement_goes_from_the_page_at_once(square: Square) -> None:
    crowd(square, 40)
    computed(square)
    assert "Ferry number 2" in results(square)
    square.consultation.round.statements.filter(number=2).update(state=StatementState.WITHDRAWN)
    assert "Ferry number 2" not in results(square)
    later(square)
    crowd(square, 20, seed=2)
    assert computed(square).publication == 2
    restarted()
    text = Client().get(f"{square.path}results/results.csv").content.decode("utf-8-sig")
    assert sorted(row[0] for row in csv.reader(io.StringIO(text)) if row[0].isdigit()) == ["1", "2", "3", "4", "5"]
    assert "Ferry number 2" not in text
    assert "Ferry number 2" not in results(square)


def test_the_file_holds_the_same_numbers(square: Square) -> None:
    crowd(square, 40)
    computed(square)
    text = Client().get(f"{square.path}results/results.csv").content.decode("utf-8-sig")
    table = list(csv.reader(io.StringIO(text)))
    assert table[0] == ["Rehearsal: everything here is invented"]
    assert len(table) == 8
    assert {row[2] for row in table[2:]} == {"40"}


def test_another_site_may_frame_the_results_only_where_that_was_allowed(square: Square) -> None:
    crowd(square, 40)
    computed(square)
    assert Client().get(f"{square.path}embed/").status_code == 404
    Consultation.objects.update(is_embeddable=True)
    response = Client().get(f"{square.path}embed/")
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response.headers
    assert "khural_open" not in response.cookies
    plain = Client().get(f"{square.path}results/")
    assert "frame-ancestors 'none'" in plain["Content-Security-Policy"]
    assert plain["X-Frame-Options"] == "DENY"


def test_ballots_go_on_the_announced_day_and_results_stay(cast: Cast, square: Square) -> None:
    phone = join(square)
    phone.vote(square.versions[0], "1")
    phone.post("offers/", text="Ferries+should+carry+bicycles.")
    crowd(square, 40)
    phases.close(square.consultation, by=cast.secretary)
    computed(square)
    phases.publish(square.consultation, by=cast.secretary)
    assert phases.delete_due() == 0
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert phases.delete_due() == 1
        assert phases.delete_due() == 0
    for model in (OpenBallot, OpenOffer, Participant, Compass):
        assert not model.objects.exists()
    assert Publication.objects.count() == 1
    assert "About 40 people" in results(square)
    assert phone.client.get(f"{square.path}statements/").status_code == 302


def test_a_day_that_comes_while_people_vote_closes_first_and_deletes_later(cast: Cast, square: Square) -> None:
    phases.announce_deletion(square.consultation, on=timezone.localdate() + timedelta(days=3), by=cast.secretary)
    crowd(square, 40)
    with time_machine.travel(timezone.now() + timedelta(days=3)) as clock:
        assert phases.delete_due() == 0
        square.consultation.refresh_from_db()
        assert not square.consultation.is_open
        computed(square)
        clock.shift(timedelta(minutes=61))
        assert phases.delete_due() == 1
    assert Publication.objects.count() == 1


def test_a_consultation_that_nobody_closes_ends_on_a_day_that_participants_are_told(cast: Cast, square: Square) -> None:
    day = timezone.localdate() + phases.OPEN_FOR
    assert square.consultation.delete_on == day
    page = Client().get(f"{square.path}with/{square.link.key}/").content.decode()
    assert f"deleted on {date_format(day)}" in page
    crowd(square, 40)
    with time_machine.travel(timezone.now() + phases.OPEN_FOR - timedelta(days=20)) as clock:
        assert phases.ending_soon(cast.dialogue) == []
        clock.shift(timedelta(days=7))
        assert phases.ending_soon(cast.dialogue) == [square.consultation]
        clock.shift(timedelta(days=13))
        tick()
        work()
        assert not Consultation.objects.get().is_open
        computed(square)
        clock.shift(timedelta(minutes=61))
        tick()
    assert not OpenBallot.objects.exists()
    assert Publication.objects.count() == 1


def test_one_that_is_open_without_a_day_gets_one(square: Square) -> None:
    Consultation.objects.update(delete_on=None)
    tick()
    assert Consultation.objects.get().delete_on == timezone.localdate() + phases.OPEN_FOR


def test_the_close_brings_the_day_nearer(cast: Cast, square: Square) -> None:
    phases.close(square.consultation, by=cast.secretary)
    assert square.consultation.delete_on == timezone.localdate() + phases.KEEP


def test_an_announced_day_can_only_come_sooner(cast: Cast, square: Square) -> None:
    today = timezone.localdate()
    phases.announce_deletion(square.consultation, on=today + timedelta(days=20), by=cast.secretary)
    phases.announce_deletion(square.consultation, on=today + timedelta(days=10), by=cast.secretary)
    for wrong in (today, today + timedelta(days=11), today + timedelta(days=500)):
        with pytest.raises(Refused):
            phases.announce_deletion(square.consultation, on=wrong, by=cast.secretary)


def test_erasing_the_rehearsal_erases_its_consultations(cast: Cast, square: Square) -> None:
    join(square)
    crowd(square, 12)
    erase_rehearsal(cast.edition, by=cast.secretary)
    assert not Consultation.objects.exists()
    assert not OpenBallot.objects.exists()
    assert not Participant.objects.exists()


def test_two_consultations_do_not_mix(cast: Cast, square: Square) -> None:
    other = open_square(cast, name="Mayors")
    crowd(square, 40)
    crowd(other, 25)
    computed(square)
    computed(other)
    assert "About 40" in results(square)
    assert "About 25" in results(other)
