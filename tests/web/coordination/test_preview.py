"""Between the close and the publication: whoever may publish sees what readers will get, and nobody else anything."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from khural.web.ballots.square import store
from khural.web.ballots.square.store import Change
from khural.web.refusals import Refused
from khural.web.square import phases
from khural.web.square.models import Publication
from khural.web.square.tasks import recompute
from khural.web.square.ticking import tick
from khural.web.staff.models import Membership, Role
from tests.desk import desk
from tests.square import crowd, restarted, work
from tests.web.coordination.track import Track, track

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])

PAGES = ("results/", "results/results.csv", "embed/")
BODY = '<h2 id="agreement">'


def camps(track: Track, people: int, seed: int = 1, first: int = 1) -> None:
    """People of two camps, who differ on most statements."""
    rng = random.Random(seed)
    answers = []
    for person in range(people):
        for place, version in enumerate(track.square.versions):
            share = 0.9 if place < 2 or place % 2 == person % 2 else 0.1
            answers.append(Change(first + person, version, 1 if rng.random() < share else -1))
    track.consultation.refresh_from_db()
    store.rehearse(track.consultation.round_id, answers, batch=track.consultation.batch)


def compute(track: Track) -> None:
    recompute.enqueue(track.consultation.pk)
    work()
    track.consultation.refresh_from_db()


def a_minute_later() -> None:
    """Let what was published be of an earlier minute."""
    row = Publication.objects.get()
    minute = row.body.split('"minute":')[1].split(",")[0]
    row.body = row.body.replace(f'"minute":{minute}', f'"minute":{int(minute) - 1}')
    row.save()
    restarted()


def close(track: Track) -> None:
    assert track.post("close/", confirm="on").status_code == 302
    track.consultation.refresh_from_db()


def body_in(page: str) -> str:
    """The part of a page that says what was published."""
    start = page.index("<p>", page.rindex("\n", 0, page.index(BODY) - 1))
    last = "Ranges are 95 % intervals of the rounded numbers."
    return page[start : page.index(last) + len(last)]


@pytest.fixture
def beside() -> Track:
    return track(statements=14)


def test_what_was_looked_at_is_published_byte_for_byte(beside: Track) -> None:
    camps(beside, 120)
    close(beside)
    compute(beside)
    stored = list(Publication.objects.values_list("number", "body", "made_at"))
    page = beside.get("preview/")
    assert "<b>Not published.</b>" in page
    assert "Opinions fall into 2 groups." in page
    assert "These groups would survive if one in fifty votes were lost" in page
    assert "<svg" in page[page.index("Opinion map") :]
    seen = body_in(page)
    # Whatever the worker is asked for afterwards, and however much later.
    compute(beside)
    assert beside.post("publish/", confirm="on").status_code == 302
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        tick()
        compute(beside)
        assert DBTaskResult.objects.filter(args_kwargs__args=[beside.consultation.pk]).count() == 3
    assert list(Publication.objects.values_list("number", "body", "made_at")) == stored
    restarted()
    assert body_in(Client().get(f"{beside.square.path}results/").content.decode()) == seen


def test_it_is_kept_by_no_cache_and_named_in_no_index(beside: Track) -> None:
    camps(beside, 40)
    close(beside)
    compute(beside)
    answer = beside.client.get(f"{beside.path}preview/")
    assert answer["Cache-Control"] == "no-store"
    assert "ETag" not in answer
    assert '<meta name="robots" content="noindex, nofollow">' in answer.content.decode()
    assert beside.client.post(f"{beside.path}preview/").status_code == 405


@pytest.mark.parametrize("role", sorted(Role))
def test_only_whoever_may_publish_sees_it(beside: Track, role: Role) -> None:
    camps(beside, 40)
    close(beside)
    compute(beside)
    user = User.objects.create_user(f"another {role}")
    Membership.objects.create(user=user, dialogue=beside.cast.dialogue, role=role)
    may = role in {Role.SECRETARY, Role.TRACK_COORDINATOR}
    client = desk(user)
    assert client.get(f"{beside.path}preview/").status_code == (200 if may else 404)
    assert client.get(f"{beside.path}publish/").status_code == (200 if may else 404)
    page = client.get(beside.path).content.decode()
    assert "Look at the results" in page or not may
    assert "About 40 people" not in page


def test_nobody_else_learns_anything_before_the_publication(beside: Track) -> None:
    beside.post("settings/", joining="link", is_embeddable="on")
    camps(beside, 40)
    close(beside)
    unsettled = [Client().get(beside.square.path + page) for page in PAGES]
    export = beside.client.get(f"{beside.path}polis.zip").content
    compute(beside)
    assert [answer.status_code for answer in unsettled] == [404] * 3
    for page, before in zip(PAGES, unsettled, strict=True):
        after = Client().get(beside.square.path + page)
        assert (after.status_code, after.content, after.headers) == (404, before.content, before.headers)
    assert beside.client.get(f"{beside.path}polis.zip").content == export
    with zipfile.ZipFile(io.BytesIO(export)) as made:
        tables = [made.read(name).decode() for name in made.namelist()]
    assert all("40" not in line.split(",") for table in tables for line in table.splitlines())


@pytest.mark.parametrize(
    ("late", "said", "people"),
    [
        (9, "These are the results that were shown last while people voted.", 40),
        (20, "The last answers are in it: it differs", 60),
    ],
)
def test_it_says_whether_the_last_answers_changed_what_was_shown(
    beside: Track, late: int, said: str, people: int
) -> None:
    camps(beside, 40)
    compute(beside)
    a_minute_later()
    camps(beside, late, seed=2, first=1000)
    close(beside)
    compute(beside)
    page = beside.get("preview/")
    assert said in page
    assert f"About {people} people have taken part." in page


def test_nothing_is_published_while_the_last_answers_are_worked_out(beside: Track) -> None:
    start = (timezone.now() + timedelta(days=1)).replace(second=10)
    with time_machine.travel(start, tick=False) as clock:
        beside.client.force_login(User.objects.get(username="coordinator"))
        camps(beside, 40)
        compute(beside)
        camps(beside, 30, seed=2, first=1000)
        close(beside)
        _is_not_ready(beside)
        # The batch that the close asked for meets the one of the same minute: the last answers have to wait.
        compute(beside)
        _is_not_ready(beside)
        clock.shift(timedelta(minutes=1, seconds=5))
        assert tick() == 1
        work()
        assert "About 70 people have taken part." in beside.get("preview/")
        assert tick() == 0
        assert beside.post("publish/", confirm="on").status_code == 302
        assert "About 70 people" in Client().get(f"{beside.square.path}results/").content.decode()


def _is_not_ready(track: Track) -> None:
    page = track.get("preview/")
    assert "The last answers are still being worked out." in page
    assert BODY not in page
    for answer in (track.client.get(f"{track.path}publish/"), track.post("publish/", confirm="on")):
        assert answer["Location"] == f"{track.path}preview/"
    with pytest.raises(Refused):
        phases.publish(track.consultation, by=None)


def test_one_that_is_published_or_still_open_has_nothing_to_preview(beside: Track) -> None:
    assert beside.client.get(f"{beside.path}preview/")["Location"] == beside.path
    close(beside)
    compute(beside)
    assert "Nothing is shown before ten people have answered." in beside.get("preview/")
    assert beside.post("publish/", confirm="on").status_code == 302
    assert beside.client.get(f"{beside.path}preview/")["Location"] == beside.path


def test_today_says_what_is_not_published_yet(beside: Track) -> None:
    sentence = "Youth of both shores: its results are not published yet"
    assert sentence not in beside.client.get("/today/").content.decode()
    close(beside)
    compute(beside)
    page = beside.client.get("/today/").content.decode()
    assert sentence in page
    assert f"{beside.path}preview/" in page
    beside.post("publish/", confirm="on")
    assert sentence not in beside.client.get("/today/").content.decode()


def test_what_lies_ready_can_be_published_after_the_ballots_are_gone(beside: Track) -> None:
    camps(beside, 40)
    close(beside)
    compute(beside)
    shown = body_in(beside.get("preview/"))
    with time_machine.travel(datetime.now().astimezone() + timedelta(days=31)):
        assert phases.delete_due() == 1
        beside.consultation.refresh_from_db()
        phases.publish(beside.consultation, by=None)
    assert body_in(Client().get(f"{beside.square.path}results/").content.decode()) == shown


def test_people_of_one_mind_have_no_groups_and_the_preview_says_so(beside: Track) -> None:
    crowd(beside.square, 60, shares=(0.9,))
    close(beside)
    compute(beside)
    assert "Opinions fall into" not in beside.get("preview/")
    assert "No clear groups" in beside.get("preview/")
