"""Two people at one text: whatever can be rewritten, nobody overwrites what they have not seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from khural.web.cases.models import Edition, Party
from khural.web.people import actions as people
from khural.web.people.models import PartyAttendance
from khural.web.square.actions import create_consultation
from khural.web.square.models import Consultation
from khural.web.staff.models import Membership, Role
from tests.cast import Cast, assemble
from tests.desk import desk
from tests.forms import hidden, hidden_in
from tests.web.matrix import World, addresses, build

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])

CASE = "/cases/lake/"
EDITION = f"{CASE}editions/first/"
STATEMENT = f"{EDITION}rounds/round-1/statements/1/"
SQUARE = f"{EDITION}square/youth-of-both-shores/"


@dataclass(frozen=True)
class Text:
    """A form that rewrites something: its page, where it is sent, what it holds, and one field in two ways."""

    page: str
    form: dict[str, str]
    name: str
    one: str
    other: str
    action: str = ""


def _in(days: int) -> str:
    return str(timezone.localdate() + timedelta(days))


EDITION_FORM = {"name": "First edition", "year": "2026", "track": "1.5", "issuing": "envelope", "status": "planned"}
TEXTS = {
    "case": Text(f"{CASE}edit/", {"name": "The Lake"}, "summary", "A lake.", "A deep lake."),
    "party": Text(f"{CASE}edit/parties/eastshore/", {"role": "party"}, "name", "East", "Orient"),
    "name list": Text(
        f"{CASE}edit/parties/eastshore/", {"role": "party", "name": "Eastshore"}, "name_in_ko", "동쪽", "동녘"
    ),
    "edition": Text(f"{EDITION}edit/", EDITION_FORM, "venue", "Pier House", "The Old Mill"),
    "seats": Text(f"{EDITION}people/D/seats/", {}, "seats", "8", "9"),
    "attendance": Text(
        f"{EDITION}people/attendance/eastshore/", {"state": "accepted"}, "told_by", "a letter", "the embassy"
    ),
    "consent": Text(f"{EDITION}people/D/consent/", {"on": "2026-06-03"}, "told_by", "The head", "The deputy"),
    "states": Text(f"{CASE}mediators/states/", {"eastshore": "", "westshore": ""}, "host", "MNG", "CHE"),
    "wording": Text(f"{STATEMENT}reword/", {}, "text", "Read the gauge daily.", "Read the gauge weekly."),
    "translation": Text(
        STATEMENT, {"translated_by": "Kim"}, "text", "매일 읽는다.", "날마다 읽는다.", f"{STATEMENT}ko/"
    ),
    "answer": Text(f"{EDITION}inputs/I/", {}, "answer", "We agree.", "We shall see."),
    "settings": Text(f"{SQUARE}settings/", {"joining": "link"}, "about", "Ferries.", "Ferries at night."),
    "deletion": Text(f"{SQUARE}deletion/", {}, "on", _in(20), _in(10)),
    "consultation's wording": Text(
        f"{SQUARE}statements/2/wordings/",
        {"translated_by": "Kim", "text_en": "Ferry number 2 should run at night."},
        "text_ko",
        "밤에 다닌다.",
        "밤에도 다닌다.",
    ),
}


@pytest.fixture
def cast() -> Cast:
    return assemble(rehearsal=False)


@pytest.fixture
def editors(cast: Cast) -> tuple[Client, Client]:
    """Two people who may write everything."""
    users = [cast.secretary, User.objects.create_user("colleague")]
    for user in users:
        for role in (Role.SECRETARY, Role.TRACK_COORDINATOR, Role.INTERPRETER):
            Membership.objects.get_or_create(user=user, dialogue=cast.dialogue, role=role)
    return desk(users[0]), desk(users[1])


def _placed(cast: Cast, path: str) -> str:
    if "/D/" in path:
        party = cast.case.parties.get(code="eastshore")
        made = people.add_delegation(cast.edition, name="Eastshore", seats=5, party=party, by=cast.secretary)
        return path.replace("/D/", f"/{made.pk}/")
    if SQUARE in path:
        _consultation(cast)
    if "/I/" in path:
        return path.replace("/I/", f"/{_handed(cast)}/")
    return path


def _consultation(cast: Cast) -> Consultation:
    from khural.web.rounds.actions import add_statements

    made = create_consultation(
        cast.edition, name="Youth of both shores", source_language="en", languages=["en", "ko"], by=cast.secretary
    )
    texts = [f"Ferry number {n} should run at night." for n in (1, 2)]
    add_statements(made.round, texts=texts, language="en", basket=None, by=cast.secretary)
    return made


def _handed(cast: Cast) -> int:
    from khural.web.inputs.actions import hand_over

    version = _consultation(cast).round.statements.get(number=1).version
    return hand_over(cast.edition, findings={version: {}}, basket=None, note="", by=cast.secretary)[0].pk


@pytest.mark.parametrize("name", TEXTS)
def test_who_comes_second_sees_both_texts_and_chooses(cast: Cast, editors: tuple[Client, Client], name: str) -> None:
    text, (first, second) = TEXTS[name], editors
    page = _placed(cast, text.page)
    path = text.action or page
    seen = [hidden(client, page, text.action) for client in editors]
    assert "seen" in seen[0]
    assert first.post(path, {**seen[0], **text.form, text.name: text.one}).status_code == 302
    refused = second.post(path, {**seen[1], **text.form, text.name: text.other})
    html = unescape(refused.content.decode())
    assert refused.status_code == 409
    assert "Somebody saved this text while you were writing." in html
    assert "Stored meanwhile:" in html
    assert re.search(r"<blockquote[^>]*><bdi>[^<]+</bdi></blockquote>", html)
    assert text.one in html
    # Nothing was overwritten, and sending it once more is a choice.
    assert text.one in unescape(first.get(page).content.decode()) or name == "consent"
    again = {**hidden_in(refused.content.decode(), text.action), **text.form, text.name: text.other}
    assert second.post(path, again).status_code == 302
    assert text.other in unescape(second.get(page).content.decode()) or name == "consent"


def test_what_only_one_of_them_changed_is_kept_from_both(cast: Cast, editors: tuple[Client, Client]) -> None:
    first, second = editors
    page, form = f"{EDITION}edit/", EDITION_FORM
    seen = [hidden(client, page) for client in editors]
    assert first.post(page, {**seen[0], **form, "venue": "Pier House"}).status_code == 302
    assert second.post(page, {**seen[1], **form, "status": "postponed"}).status_code == 302
    edition = Edition.objects.get()
    assert (edition.venue, edition.status) == ("Pier House", "postponed")


def test_two_changes_that_do_not_fit_together_are_not_stored(cast: Cast, editors: tuple[Client, Client]) -> None:
    first, second = editors
    page, form = f"{EDITION}edit/", {**EDITION_FORM, "start": "2026-06-04", "end": "2026-06-05"}
    first.post(page, {**hidden(first, page), **form})
    seen = [hidden(client, page) for client in editors]
    assert first.post(page, {**seen[0], **form, "start": "2026-06-05"}).status_code == 302
    refused = second.post(page, {**seen[1], **form, "end": "2026-06-04"})
    assert refused.status_code in {400, 409}
    assert "The last day lies before the first." in refused.content.decode()
    edition = Edition.objects.get()
    assert (str(edition.start), str(edition.end)) == ("2026-06-05", "2026-06-05")


def test_the_same_change_by_both_is_no_conflict(cast: Cast, editors: tuple[Client, Client]) -> None:
    page = f"{CASE}edit/"
    seen = [hidden(client, page) for client in editors]
    form = {"name": "The Lake", "summary": "A lake."}
    assert [c.post(page, {**s, **form}).status_code for c, s in zip(editors, seen, strict=True)] == [302, 302]


@pytest.mark.parametrize("seen", ["", "{}", "[]", "not json", '{"summary":1}', '{"summary":"0123456789abcdef"}'])
def test_a_form_that_does_not_say_what_it_saw_overwrites_nothing(
    cast: Cast, editors: tuple[Client, Client], seen: str
) -> None:
    page = f"{CASE}edit/"
    answer = editors[0].post(page, {"name": "The Lake", "summary": "A lake.", "seen": seen})
    assert answer.status_code == 409
    cast.case.refresh_from_db()
    assert cast.case.summary == "Two shores and one lake."


def test_a_review_is_for_the_words_that_were_read(cast: Cast, editors: tuple[Client, Client]) -> None:
    first, second = editors
    path, review = f"{STATEMENT}ko/", f"{STATEMENT}ko/review/"
    first.post(path, {**hidden(first, STATEMENT, path), "text": "매일 읽는다.", "translated_by": "Kim"})
    seen = hidden(second, STATEMENT, review)
    first.post(path, {**hidden(first, STATEMENT, path), "text": "가끔 읽는다.", "translated_by": "Kim"})
    assert second.post(review, {**seen, "reviewed_by": "Lee"}).status_code == 409
    assert not cast.round.statements.get(number=1).version.text_in("ko").is_reviewed  # type: ignore[union-attr]  # is there


def test_attendance_that_nobody_has_told_yet_is_guarded_too(cast: Cast, editors: tuple[Client, Client]) -> None:
    page = f"{EDITION}people/attendance/westshore/"
    seen = [hidden(client, page) for client in editors]
    sent = [{**seen[0], "state": "accepted"}, {**seen[1], "state": "declined"}]
    assert [c.post(page, form).status_code for c, form in zip(editors, sent, strict=True)] == [302, 409]
    assert PartyAttendance.objects.get().state == "accepted"
    assert Party.objects.count() == 2


# Forms that only add: a second one stands beside the first, or is refused by name.
ADDS = {"aim_replace", "consultation", "consultation_statement", "consultation_queue", "consultation_codes"}
ADDS |= {"asset_new", "consultation_offer_split", "round_offers", "round_new", "delegation_consent_withdraw"}
FORM = re.compile(r"<form[^>]*method=\"post\".*?</form>", re.DOTALL)
FILLED = re.compile(
    r"<textarea[^>]*>\s*\S+.*?</textarea>|<input type=\"(?:text|url|date|number)\"[^>]*value=\"[^\"]+\""
)
TYPED = re.compile(r"<textarea|<input type=\"(?:text|url)\"")
# What a participant offered is repeated in these, or only handed on: see the forms.
UNKEPT = {"consultation", "consultation_queue", "consultation_offer_split", "round_offers", "join"}


def _pages(world: World) -> Iterator[tuple[str, str]]:
    clients = [desk(world.users[role]) for role in ("secretary", "mediator", "interpreter", "track_coordinator")]
    for address in addresses():
        path = reverse(address.name, kwargs=world.arguments(address, "early"))
        if path.startswith(("/v/", "/open/", "/accounts/")):
            continue
        for client in clients:
            answer = client.get(path)
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                yield address.name, answer.content.decode()


def test_every_form_with_text_is_kept_and_every_form_that_rewrites_is_guarded() -> None:
    cast = assemble()
    world = build(cast)
    cast.edition.start = timezone.localdate()
    cast.edition.save()
    unguarded, unkept, found = set(), set(), set()
    for name, html in _pages(world):
        for form in FORM.findall(html):
            if FILLED.search(form) and 'name="seen"' not in form:
                unguarded.add(name)
            if TYPED.search(form):
                (found if 'name="draft"' in form else unkept).add(name)
    assert unguarded <= ADDS, unguarded - ADDS
    assert unkept <= UNKEPT, unkept - UNKEPT
    assert len(found) > 20, sorted(found)
