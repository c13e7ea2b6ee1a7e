"""The first screen, one click per role, a sheet per visitor, and the steps of the story."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from khural.web.ballots import store
from khural.web.cases.actions import erase_rehearsal
from khural.web.cases.models import Edition
from khural.web.demo import places, story
from khural.web.demo.rehearsal import FREE
from khural.web.rounds.models import Phase
from khural.web.staff.models import Membership
from khural.web.voting.sessions import sessions

pytestmark = pytest.mark.django_db(databases=["default", "ballots"], transaction=True)


def test_the_first_screen_asks_three_questions_and_opens_three_doors(demo: Client) -> None:
    page = demo.get("/").content.decode()
    assert "For hosts of talks between parties who do not talk" in page
    for words in ("Whom would every party accept?", "How can they meet unexposed?", "or can nobody tell?"):
        assert words in page
    order = [page.index(word) for word in ("strip-head", "More people came", 'class="doors"', 'id="roles"')]
    assert order == sorted(order)
    assert "No outside audit has been made." in page
    assert "everything here is invented" in page
    assert "{%" not in page


def test_nothing_named_after_a_state_carries_a_vote(demo: Client) -> None:
    findings = demo.post("/demo/as/mediator/", follow=True).content.decode()
    assert "Delegation 7" in findings
    for name in ("DPRK", "China", "Japan", "Russian Federation", ">USA<", ">ROK<"):
        assert name not in findings


@pytest.mark.parametrize("role", ["secretary", "mediator", "interpreter", "track_coordinator", "observer"])
def test_one_click_makes_a_visitor_anybody(demo: Client, role: str) -> None:
    response = demo.post(f"/demo/as/{role}/", follow=True)
    assert response.status_code == 200
    assert response.wsgi_request.user.get_username() == f"demo-{role}"
    assert list(Membership.objects.filter(user=response.wsgi_request.user).values_list("role", flat=True)) == [role]
    assert "demonstration" in response.content.decode()


def test_roles_that_do_not_exist_and_visits_that_would_write_are_refused(demo: Client) -> None:
    assert demo.post("/demo/as/press/").status_code == 404
    assert demo.post("/demo/as/nobody/").status_code == 404
    assert demo.post("/demo/delegate/1/").status_code == 404
    assert demo.post("/demo/story/99/").status_code == 404
    for path in ("/demo/as/secretary/", "/demo/delegate/3/", "/demo/own-case/"):
        assert demo.get(path).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/demo/as/secretary/").status_code == 403


def test_starting_an_own_case_opens_the_form(demo: Client) -> None:
    response = demo.post("/demo/own-case/", follow=True)
    assert response.request["PATH_INFO"] == reverse("case_new")
    assert response.status_code == 200


def test_a_visitor_draws_one_sheet_and_keeps_it(demo: Client) -> None:
    assert demo.post("/demo/delegate/3/")["Location"] == "/v/consent/"
    first = sessions.find(demo.cookies["khural_voter"].value)
    assert first is not None
    assert store.delegation_of(first.edition, first.member) is not None
    demo.post("/demo/delegate/3/")
    again = sessions.find(demo.cookies["khural_voter"].value)
    assert again is not None
    assert again.member == first.member
    other = Client()
    other.post("/demo/delegate/3/")
    theirs = sessions.find(other.cookies["khural_voter"].value)
    assert theirs is not None
    assert theirs.member != first.member


def test_when_all_sheets_are_drawn_the_page_says_so_and_a_reset_lays_new_ones(demo: Client) -> None:
    for _ in range(FREE[6]):
        assert Client().post("/demo/delegate/6/").status_code == 302
    refused = demo.post("/demo/delegate/6/")
    assert refused.status_code == 409
    assert "All sheets are drawn" in refused.content.decode()
    assert demo.post("/demo/reset/").status_code == 302
    assert demo.post("/demo/delegate/6/").status_code == 302


def test_a_reset_is_asked_for_twice(demo: Client) -> None:
    demo.post("/demo/delegate/3/")
    page = demo.get("/demo/reset/").content.decode()
    assert "Everything that visitors made is gone then." in page
    assert len(sessions._kept) == 1
    demo.post("/demo/reset/")
    assert not sessions._kept


def test_nobody_changes_the_accounts_that_everybody_shares(demo: Client) -> None:
    demo.post("/demo/as/secretary/")
    for path in ("password/change/", "reauthenticate/", "2fa/", "2fa/totp/activate/", "2fa/webauthn/add/"):
        assert demo.get(f"/accounts/{path}").status_code == 404, path
    assert demo.get("/accounts/logout/").status_code == 200


def test_what_needs_a_visitor_is_one_click_from_every_page(demo: Client) -> None:
    assert 'href="/today/"' not in demo.get("/").content.decode()
    demo.post("/demo/as/secretary/")
    assert 'href="/today/"' in demo.get("/").content.decode()


def test_a_forged_memory_of_a_sheet_opens_nothing(demo: Client) -> None:
    Client().post("/demo/delegate/3/")
    demo.cookies["khural_sheets"] = "[[3,0]]:forged"
    demo.post("/demo/delegate/3/")
    assert len(sessions._kept) == 2
    assert len({kept.member for _, kept in sessions._kept.values()}) == 2


def test_every_step_leads_to_a_real_page_with_its_bar(demo: Client) -> None:
    wanted = {
        1: "/cases/korean-peninsula/",
        2: "/cases/korean-peninsula/mediators/",
        3: "/cases/korean-peninsula/dialogue/",
        4: "/v/consent/",
        5: "/demo/thief/",
        6: "/cases/korean-peninsula/editions/rehearsal/rounds/round-2/close/",
        7: "/cases/korean-peninsula/change/",
    }
    assert len(story.STEPS) == len(wanted)
    for number, path in wanted.items():
        shown = demo.get(f"/demo/story/{number}/").content.decode()
        assert str(story.STEPS[number - 1].button) in shown
        response = demo.post(f"/demo/story/{number}/", follow=True)
        assert response.request["PATH_INFO"] == path
        assert response.status_code == 200
        page = response.content.decode()
        assert f"Step {number} of {len(wanted)}" in page
        following = f"/demo/story/{number + 1}/" if number < len(wanted) else "/demo/story/end/"
        assert f'href="{following}"' in page
    assert demo.get("/demo/story/end/").status_code == 302
    assert "Step 7 of 7" not in demo.get("/cases/korean-peninsula/", follow=True).content.decode()


def test_a_cookie_that_is_no_step_shows_no_bar(demo: Client) -> None:
    demo.post("/demo/as/observer/")
    for value in ("0", "8", "99999", "x", "-1", "²"):
        demo.cookies["khural_story"] = value
        assert 'class="guide"' not in demo.get("/cases/korean-peninsula/").content.decode()


def test_the_story_survives_a_round_that_was_closed_and_a_rehearsal_that_was_erased(demo: Client) -> None:
    round_ = places.current_round()
    assert round_ is not None
    demo.post("/demo/story/6/")
    demo.post("/cases/korean-peninsula/editions/rehearsal/rounds/round-2/close/", {"confirm": "on"})
    round_.refresh_from_db()
    round_.phase = Phase.CLOSED
    round_.save()
    assert places.closing_page().endswith("/publish/")
    erase_rehearsal(Edition.objects.get(is_rehearsal=True), by=None)
    assert demo.get("/").status_code == 200
    assert "Somebody erased the rehearsal" in demo.get("/demo/story/").content.decode()
    for number in range(1, 6):
        assert demo.post(f"/demo/story/{number}/", follow=True).status_code in {200, 409}
    for role in ("secretary", "mediator", "interpreter", "track_coordinator", "observer"):
        assert demo.post(f"/demo/as/{role}/", follow=True).status_code == 200
