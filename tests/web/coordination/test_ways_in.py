"""Links and printed codes as people meet them, and pages in the language of whoever reads them."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from khural.web.coordination.drawing import link_square
from khural.web.rounds.models import Round, StatementText
from tests.forms import hidden
from tests.web.coordination.track import EDITION, Track, track

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])

PUBLIC = "/open/youth-of-both-shores/"


@pytest.fixture
def desk() -> Track:
    return track()


def test_each_printed_square_holds_the_code_beside_it(desk: Track) -> None:
    page = desk.post("codes/", label="A school", size="3").content.decode()
    code, address = re.findall(r'<p class="code" translate="no">([^<]+)</p>', page)[1], f"http://testserver{PUBLIC}"
    assert link_square(f"{address}#{code}") in page
    assert link_square(address) not in page


def test_a_way_in_that_is_refused_keeps_what_was_typed_and_says_why_beside_it(desk: Track) -> None:
    for path, typed in (
        ("links/", {"label": "Harbour school", "per_hour": "0"}),
        ("codes/", {"label": "Harbour school"}),
    ):
        answer = desk.post(path, **typed)
        assert answer.status_code == 400
        page = answer.content.decode()
        form = page[page.index("<details open>") :].partition("</form>")[0]
        assert 'value="Harbour school"' in form
        assert 'class="errorlist"' in form
        assert desk.post(path, label="", size="3", per_hour="3").status_code == 400


def test_people_read_its_name_in_their_language(desk: Track) -> None:
    about = {"about": "What comes next?", "joining": "link", "name_in_ko": "두 호숫가의 청년"}
    assert desk.post("settings/", **hidden(desk.client, desk.path + "settings/"), **about).status_code == 302
    assert "두 호숫가의 청년" in Client().get(f"{PUBLIC}?lang=ko").content.decode()
    assert "Youth of both shores" in Client().get(f"{PUBLIC}?lang=mn").content.decode()
    new = {"name": "Harbours", "name_in_mn": "Боомтууд", "source_language": "en", "joining": "link"}
    assert desk.client.post(f"{EDITION}square/new/", new).status_code == 302
    assert Round.objects.get(name="Harbours").name_in("mn") == "Боомтууд"


def test_the_coordinator_reads_statements_in_the_language_of_the_page(desk: Track) -> None:
    version = desk.consultation.round.statements.get(number=1).version
    StatementText.objects.create(version=version, language="ko", text="배는 밤에도 다녀야 한다.")
    assert "배는 밤에도 다녀야 한다." in desk.get("statements/?lang=ko")
    page = desk.get("statements/1/?lang=ko")
    assert "배는 밤에도 다녀야 한다." in page
    assert "Ferry number 1" in page
    assert "Ferry number 1" in desk.get("statements/?lang=mn")
