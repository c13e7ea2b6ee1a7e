from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.test.utils import override_settings

from khural import credentials
from khural.web.ballots import durability
from khural.web.people import actions as people
from khural.web.voting.limits import FailedTries
from khural.web.voting.sessions import COOKIE, Sessions, derive, sessions
from tests.cast import DAY, Cast, assemble, open_round
from tests.voters import ROUND, enter, knock

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])


@pytest.fixture
def cast() -> Cast:
    return assemble()


def test_a_typed_code_leads_to_the_consent_page_and_from_there_to_the_one_round_that_is_voted_on(cast: Cast) -> None:
    open_round(cast)
    client = Client()
    response = knock(credentials.encode(cast.tokens[0][0]), client)
    assert response["Location"] == "/v/consent/"
    voter = enter(cast.tokens[0][0])
    assert voter.post("/v/consent/")["Location"] == ROUND


def test_without_a_round_to_vote_in_consent_leads_to_the_list(cast: Cast) -> None:
    voter = enter(cast.tokens[0][0])
    assert voter.post("/v/consent/")["Location"] == "/v/rounds/"


def test_nothing_opens_before_consent(cast: Cast) -> None:
    open_round(cast)
    voter = enter(cast.tokens[0][0], consent=False)
    for path in (ROUND, "/v/rounds/", f"{ROUND}answers/", f"{ROUND}offers/"):
        assert voter.client.get(path)["Location"] == "/v/consent/"
    assert voter.vote(1, "1")["Location"] == "/v/consent/"


def test_a_code_in_small_letters_with_blanks_and_look_alikes_opens_too(cast: Cast) -> None:
    code = credentials.encode(cast.tokens[0][0]).replace("-", " ").lower().replace("0", "o")
    assert knock(code).status_code == 302


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda code: code[:-1], "26 characters"),
        (lambda code: code[:-1] + ("0" if code[-1] != "0" else "1"), "One of the characters is wrong"),
        (lambda code: "$" + code[1:], "Character 1 of the code does not occur"),
    ],
)
def test_a_typing_error_is_named_and_what_was_typed_is_kept(
    cast: Cast, change: Callable[[str], str], sentence: str
) -> None:
    code = change(credentials.encode(cast.tokens[0][0]))
    response = knock(code)
    assert response.status_code == 400
    assert sentence in response.content.decode()
    assert code in response.content.decode()
    assert COOKIE not in response.cookies


def test_an_unknown_and_a_revoked_code_get_the_same_answer(cast: Cast) -> None:
    revoked = cast.tokens[0][0]
    reissue = people.request_reissue(cast.delegations[0], reason="lost", on=DAY, by=cast.secretary)
    people.approve_reissue(reissue, on=DAY, by=cast.mediator)
    unknown = bytes(16)
    answers = []
    for token in (revoked, unknown):
        response = knock(credentials.encode(token))
        assert response.status_code == 400
        answers.append(response.content.decode().replace(credentials.encode(token), "CODE"))
    assert answers[0] == answers[1]


def test_a_session_dies_with_its_sheet(cast: Cast) -> None:
    open_round(cast)
    voter = enter(cast.tokens[0][0])
    assert voter.client.get(ROUND).status_code == 200
    reissue = people.request_reissue(cast.delegations[0], reason="lost", on=DAY, by=cast.secretary)
    people.approve_reissue(reissue, on=DAY, by=cast.mediator)
    assert voter.client.get(ROUND)["Location"] == "/v/?ended"


def test_all_parties_see_a_reissue(cast: Cast) -> None:
    reissue = people.request_reissue(cast.delegations[2], reason="lost", on=DAY, by=cast.secretary)
    people.approve_reissue(reissue, on=DAY, by=cast.mediator)
    page = enter(cast.tokens[0][0], consent=False).client.get("/v/consent/").content.decode()
    assert "The sheets of Delegation 3 were drawn anew on June 4, 2026." in page


def test_failed_tries_are_limited_by_prefix_and_a_valid_code_still_opens(cast: Cast) -> None:
    good = credentials.encode(cast.tokens[0][0])
    bad = good[:-1] + ("0" if good[-1] != "0" else "1")
    assert [knock(bad).status_code for _ in range(12)] == [400] * 10 + [429] * 2
    assert knock(good).status_code == 302


def test_failed_tries_are_limited_over_all_prefixes_and_forgotten_after_a_minute() -> None:
    now = [0.0]
    tries = FailedTries(clock=lambda: now[0])
    codes = [f"{n:03d}" for n in range(301)]
    assert [tries.is_refused(code) for code in codes] == [False] * 300 + [True]
    now[0] = 60.0
    assert not tries.is_refused("000")


def test_a_session_is_forgotten_after_half_an_hour_without_a_request() -> None:
    now = [0.0]
    kept = Sessions(clock=lambda: now[0])
    key = kept.start(derive(bytes(16), edition=1, salt=bytes(16)))
    now[0] = 30 * 60
    assert kept.find(key) is not None
    now[0] = 60 * 60
    assert kept.find(key) is not None
    now[0] = 90 * 60 + 1
    assert kept.find(key) is None


def test_a_session_holds_no_token(cast: Cast) -> None:
    token = cast.tokens[0][0]
    session = derive(token, edition=1, salt=bytes(16))
    held = [*session.ballot_keys, *session.author_keys, session.member.encode(), session.form_key.encode()]
    assert not any(token in value or credentials.encode(token).encode() in value for value in held)
    assert "ballot_keys" not in repr(session)


def test_a_restart_asks_for_the_code_again_and_says_so(cast: Cast) -> None:
    voter = enter(cast.tokens[0][0])
    sessions.clear()
    response = voter.client.get("/v/rounds/", follow=True)
    assert "Enter your code again" in response.content.decode()
    reply = voter.vote(1, "1", script=True)
    assert (reply.status_code, reply.json()) == (403, {"ended": True})


def test_leaving_forgets_the_session_and_clears_the_browser(cast: Cast) -> None:
    voter = enter(cast.tokens[0][0])
    old = voter.client.cookies[COOKIE].value
    response = voter.post("/v/leave/")
    assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert response.cookies[COOKIE].value == ""
    assert sessions.find(old) is None


def test_entering_again_takes_the_place_of_the_former_session(cast: Cast) -> None:
    voter = enter(cast.tokens[0][0])
    old = voter.client.cookies[COOKIE].value
    enter(cast.tokens[1][0], client=voter.client)
    assert sessions.find(old) is None


def test_the_cookie_is_for_this_place_only(cast: Cast) -> None:
    cookie = knock(credentials.encode(cast.tokens[0][0])).cookies[COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["secure"]) == ("/v/", True, "Strict", "")
    with override_settings(SESSION_COOKIE_SECURE=True):
        assert knock(credentials.encode(cast.tokens[0][0])).cookies[COOKIE]["secure"] is True


def test_no_page_of_a_voter_reads_or_sets_a_staff_cookie(cast: Cast) -> None:
    open_round(cast)
    client = Client()
    client.force_login(cast.secretary)
    client.cookies["khural_form"] = "not a secret of the right length"
    voter = enter(cast.tokens[0][0], client=client)
    before = dict(client.cookies)
    for path in ("/v/", "/v/consent/", "/v/rounds/", ROUND, f"{ROUND}answers/?show=", f"{ROUND}offers/"):
        response = client.get(path)
        assert response.status_code == 200
        assert not response.cookies
        request = response.wsgi_request
        assert not request.session.accessed
        assert not request.session.session_key
        assert set(request.COOKIES) <= {COOKIE, "khural_voter_language"}
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"
    voter.vote(1, "1")
    assert {name: m.value for name, m in client.cookies.items()} == {name: m.value for name, m in before.items()}


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "none"}]
)
def test_a_form_from_another_site_is_refused(cast: Cast, headers: dict[str, str]) -> None:
    assert knock(credentials.encode(cast.tokens[0][0]), **headers).status_code == 400


def test_a_form_from_here_is_taken_whether_or_not_the_browser_names_its_origin(cast: Cast) -> None:
    code = credentials.encode(cast.tokens[0][0])
    for origin in ("null", "http://testserver"):
        assert knock(code, Origin=origin).status_code == 302


def test_the_language_is_chosen_for_this_place_alone(cast: Cast) -> None:
    client = Client()
    response = client.get("/v/?lang=ko")
    assert response.cookies["khural_voter_language"]["path"] == "/v/"
    assert '<html lang="ko">' in client.get("/v/").content.decode()
    assert "원어민 미검토" in client.get("/v/").content.decode()


def test_what_the_consent_page_says_depends_on_how_sheets_were_given_out(cast: Cast) -> None:
    page = enter(cast.tokens[0][0], consent=False).client.get("/v/consent/").content.decode()
    assert "sealed, shuffled and drawn" in page
    assert ("PostgreSQL" in page) is not durability.is_sqlite()
    assert "invented: rehearsal" in page
    cast.edition.issuing = "named"
    cast.edition.save()
    page = enter(cast.tokens[0][0], consent=False).client.get("/v/consent/").content.decode()
    assert "Whoever delivered yours could know its code" in page
