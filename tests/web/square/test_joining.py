from __future__ import annotations

import gzip
import threading
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connections
from django.test import Client

from khural import credentials
from khural.web.ballots.square import store
from khural.web.square import actions, phases
from khural.web.square.actions import take_place
from khural.web.square.models import Joining, JoinLink
from tests.cast import Cast, assemble
from tests.square import Square, join, open_square, post

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])

LANGUAGES = ("en", "mn", "ko", "zh-hans", "ja", "ru")


def test_a_link_lets_one_person_in_with_one_press(square: Square) -> None:
    client = Client()
    page = client.get(f"{square.path}with/{square.link.key}/").content.decode()
    assert "What comes next?" in page
    assert "What is kept, and until when" in page
    phone = join(square, client)
    assert store.participants(square.consultation.round_id) == 1
    assert "0 of 6 answered" in phone.get()


def test_joining_again_in_the_same_browser_is_the_same_person(square: Square) -> None:
    phone = join(square)
    before = phone.participant.voter
    again = join(square, phone.client)
    assert again.participant.voter == before
    assert store.participants(square.consultation.round_id) == 1


def test_the_cookie_goes_to_this_consultation_only_and_is_hidden_from_scripts(square: Square) -> None:
    cookie = join(square).client.cookies["khural_open"]
    assert cookie["path"] == square.path
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"


def test_staff_cookies_are_not_looked_at_here(cast: Cast, square: Square) -> None:
    client = Client()
    client.force_login(cast.secretary)
    response = client.get(square.path)
    assert response.wsgi_request.COOKIES == {}  # type: ignore[attr-defined]  # the test client adds it


def test_a_full_hour_of_a_link_takes_nobody_more_until_the_next(cast: Cast, square: Square) -> None:
    JoinLink.objects.filter(pk=square.link.pk).update(per_hour=2)
    join(square)
    join(square)
    assert post(Client(), f"{square.path}join/", link=square.link.key).status_code == 429
    JoinLink.objects.filter(pk=square.link.pk).update(hour=0)
    join(square)
    square.link.refresh_from_db()
    assert (square.link.joined, square.link.joined_in_hour) == (3, 1)


def test_an_ended_link_and_a_wrong_one_look_alike(cast: Cast, square: Square) -> None:
    actions.end_link(square.link, by=cast.secretary)
    ended = post(Client(), f"{square.path}join/", link=square.link.key)
    wrong = post(Client(), f"{square.path}join/", link="bcdfghjkmnpq")
    assert (ended.status_code, ended.content) == (404, wrong.content)


def test_where_codes_are_asked_for_a_link_lets_nobody_in(square: Square) -> None:
    type(square.consultation).objects.update(joining=Joining.CODE)
    assert post(Client(), f"{square.path}join/", link=square.link.key).status_code == 404


def test_a_printed_code_lets_in_and_is_the_same_person_on_every_device(cast: Cast, square: Square) -> None:
    token, *_others = actions.print_codes(square.consultation, label="School 4", size=3, by=cast.secretary)
    first, second = Client(), Client()
    for client in (first, second):
        assert post(client, f"{square.path}join/", code=credentials.encode(token)).status_code == 302
    assert first.cookies["khural_open"].value == second.cookies["khural_open"].value
    assert store.participants(square.consultation.round_id) == 3


def test_ended_codes_open_nothing(cast: Cast, square: Square) -> None:
    token, *_others = actions.print_codes(square.consultation, label="School 4", size=3, by=cast.secretary)
    client = Client()
    post(client, f"{square.path}join/", code=credentials.encode(token))
    actions.end_codes(square.consultation.batches.get(), by=cast.secretary)
    assert post(Client(), f"{square.path}join/", code=credentials.encode(token)).status_code == 400
    assert client.get(f"{square.path}statements/").status_code == 302


def test_failed_codes_are_limited_and_a_valid_one_never_is(cast: Cast, square: Square) -> None:
    token, *_others = actions.print_codes(square.consultation, label="School 4", size=1, by=cast.secretary)
    wrong = credentials.encode(b"\0" * 16)
    answers = [post(Client(), f"{square.path}join/", code=wrong).status_code for _ in range(11)]
    assert answers == [400] * 10 + [429]
    assert post(Client(), f"{square.path}join/", code=credentials.encode(token)).status_code == 302


def test_a_code_of_another_consultation_opens_nothing(cast: Cast, square: Square) -> None:
    other = open_square(cast, name="Mayors")
    token, *_others = actions.print_codes(other.consultation, label="Town", size=1, by=cast.secretary)
    assert post(Client(), f"{square.path}join/", code=credentials.encode(token)).status_code == 400


def test_nobody_joins_after_the_freeze(cast: Cast, square: Square) -> None:
    phases.freeze(square.consultation, by=cast.secretary)
    assert post(Client(), f"{square.path}join/", link=square.link.key).status_code == 409
    phases.thaw(square.consultation, by=cast.secretary)
    join(square)


def test_a_consultation_that_has_not_begun_does_not_exist(cast: Cast) -> None:
    early = open_square(cast, start=False)
    assert Client().get(early.path).status_code == 404


def test_a_form_from_another_site_is_refused(square: Square) -> None:
    headers = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
    assert post(Client(), f"{square.path}join/", headers, link=square.link.key).status_code == 400


def test_leaving_forgets_the_code_and_the_code_leads_back(square: Square) -> None:
    phone = join(square)
    assert phone.participant.code not in phone.get("code/")
    assert phone.participant.code in phone.get("code/?show=")
    code = phone.participant.code
    phone.post("leave/")
    assert phone.client.cookies["khural_open"].value == ""
    client = Client()
    assert post(client, f"{square.path}join/", code=code).status_code == 302


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_is_small_enough_for_a_slow_phone(square: Square, language: str) -> None:
    page = Client().get(f"{square.path}with/{square.link.key}/?lang={language}").content
    files = [Path(str(finders.find(f"khural/{name}"))).read_bytes() for name in ("voter.css", "open.js", "mark.svg")]
    size = sum(len(gzip.compress(part)) for part in (page, *files))
    assert size < 30_000


@pytest.mark.django_db(databases=["default", "ballots"], transaction=True)
def test_everybody_who_comes_at_the_first_moment_of_an_hour_is_let_in() -> None:
    link = open_square(assemble()).link
    ready, let_in = threading.Barrier(12), []

    def come() -> None:
        ready.wait()
        let_in.append(take_place(link))
        connections.close_all()

    threads = [threading.Thread(target=come) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    link.refresh_from_db()
    assert (let_in, link.joined_in_hour) == ([True] * 12, 12)


def test_a_link_that_was_ended_says_so(cast: Cast, square: Square) -> None:
    sentence = "This link opens nothing any more. Ask for another one."
    path = f"{square.path}with/{square.link.key}/"
    assert sentence not in Client().get(path).content.decode()
    actions.end_link(square.link, by=cast.secretary)
    page = Client().get(path).content.decode()
    assert sentence in page
    assert "Your code" in page
    assert sentence not in Client().get(square.path).content.decode()


def test_the_day_of_deletion_is_written_as_the_language_writes_days(square: Square) -> None:
    day = square.consultation.delete_on
    assert day is not None
    written = {
        "en": f"{day:%B} {day.day}, {day.year}",
        "mn": f"{day.year} оны {day.month}-р сарын {day.day}",
        "ko": f"{day.year}년 {day.month}월 {day.day}일",
        "ja": f"{day.year}年{day.month}月{day.day}日",
        "ru": f" {day.year}. ",
    }
    for language, words in written.items():
        assert words in Client().get(f"{square.path}?lang={language}").content.decode(), language
