"""What changed: aims first, five constructs, the inside, the outside through the worker, a report to take along."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from khural.evidence.store import open_evidence
from khural.tension import measurement
from khural.tension.measure import measure
from khural.web.change import outside, outside_words
from khural.web.change.models import Measured
from khural.web.change.stored import StoredError, from_text, to_text
from khural.web.change.tasks import measure_case
from khural.web.change.words import Construct
from khural.web.demo import korea
from khural.web.staff.models import Membership, Role
from tests.cast import Cast, assemble
from tests.desk import desk
from tests.web.rows import Row, deviations

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])

READERS = ("secretary", "mediator", "interpreter", "observer")
KOREA = "/cases/korean-peninsula/change/"


@pytest.fixture
def cast() -> Cast:
    return assemble()


@pytest.fixture(scope="session")
def body() -> str:
    """The two Koreas, measured once for all tests."""
    return to_text(measure(open_evidence(date(2026, 11, 24)), "KOR", "PRK"))


@pytest.fixture
def korean(cast: Cast, body: str) -> Client:
    """The secretary at the Korean case, whose measurement is made."""
    dialogue = korea.make()
    Membership.objects.create(user=cast.secretary, dialogue=dialogue, role=Role.SECRETARY)
    a, b = outside.sides_of(dialogue.case) or ("", "")
    Measured.objects.create(case=dialogue.case, a=a, b=b, version=outside.evidence_version(), body=body)
    return desk(cast.secretary)


@pytest.mark.parametrize("path", ["/cases/lake/change/", "/cases/lake/change/report/"])
def test_a_page_exists_for_those_who_may_and_for_nobody_else(cast: Cast, path: str) -> None:
    assert deviations(cast, Row(path, READERS, "page")) == {}


def test_without_two_states_nothing_is_measured_and_the_page_says_why(cast: Cast) -> None:
    page = desk(cast.secretary).get("/cases/lake/change/").content.decode()
    assert "no two parties that are states" in page
    assert page.count("not measured") >= 5
    assert not Measured.objects.exists()


def test_a_case_of_states_is_measured_once_by_the_worker(cast: Cast) -> None:
    dialogue = korea.make()
    Membership.objects.create(user=cast.secretary, dialogue=dialogue, role=Role.SECRETARY)
    client = desk(cast.secretary)
    waiting = client.get(KOREA).content.decode()
    assert "being measured now" in waiting
    assert 'http-equiv="refresh"' in waiting
    client.get(KOREA)
    assert DBTaskResult.objects.count() == 1
    assert measure_case.call(dialogue.case.pk)
    assert not measure_case.call(dialogue.case.pk)
    assert "being measured now" not in client.get(KOREA).content.decode()


def test_a_measurement_that_failed_is_said_and_not_asked_for_again(cast: Cast) -> None:
    dialogue = korea.make()
    Membership.objects.create(user=cast.secretary, dialogue=dialogue, role=Role.SECRETARY)
    client = desk(cast.secretary)
    client.get(KOREA)
    DBTaskResult.objects.update(status="FAILED", finished_at=timezone.now())
    page = client.get(KOREA).content.decode()
    assert "could not be measured" in page
    assert "http-equiv" not in page
    assert DBTaskResult.objects.count() == 1


def test_aims_come_first_and_no_construct_is_summed(korean: Client) -> None:
    page = korean.get(KOREA).content.decode()
    order = [page.index(f'id="{part}"') for part in ("aims", "constructs", "inside", "outside")]
    assert order == sorted(order)
    for construct in ("understanding", "trust", "confidence", "tension", "hostility"):
        assert construct in page
    assert page.count("no survey was held") >= 3


def test_the_page_says_how_far_the_evidence_reaches_and_that_all_is_association(korean: Client) -> None:
    page = korean.get(KOREA).content.decode()
    assert "this is how it looked then" in page
    assert "An association, not an effect." in page
    assert "nothing here says that one thing caused another" in page


def test_the_core_party_is_named_with_its_empty_seat(korean: Client) -> None:
    page = korean.get(KOREA).content.decode()
    assert "DPRK was last shown in its seat in 2018" in page


def test_a_stored_measurement_reads_back_the_same_and_nothing_else_is_read(korean: Client) -> None:
    row = Measured.objects.get()
    assert to_text(from_text(row.body)) == row.body
    for wrong in ("{}", "[]", "not json", row.body.replace('"a":"PRK"', '"a":7').replace('"a":"KOR"', '"a":7')):
        with pytest.raises(StoredError):
            from_text(wrong)


def test_a_measurement_of_other_evidence_is_made_anew(korean: Client) -> None:
    Measured.objects.update(version="older")
    assert outside.measured(Measured.objects.get().case, ("KOR", "PRK")) is None
    assert "being measured now" in korean.get(KOREA).content.decode()


@pytest.mark.parametrize("language", ["en", "ko", "mn", "ja", "ru", "zh-hans"])
def test_the_report_holds_what_the_page_holds(korean: Client, language: str) -> None:
    answer = korean.get(f"{KOREA}report/?lang={language}")
    assert "wordprocessingml" in answer["Content-Type"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        text = file.read("word/document.xml").decode()
    assert "<w:tbl>" in text
    assert "2018" in text


def test_every_word_of_the_measurement_has_its_words_here() -> None:
    assert set(outside_words.verdicts()) == set(measurement.VERDICTS)
    assert set(outside_words.lights()) == set(measurement.LIGHTS)
    assert set(outside_words.outcomes()) == set(measurement.OUTCOMES)
    assert set(measurement.STYLES) <= set(outside_words.styles())
    assert {one.value for one in Construct} == set(measurement.CONSTRUCTS)


def test_both_directions_and_every_span_are_named(korean: Client) -> None:
    page = korean.get(KOREA).content.decode()
    assert "DPRK → ROK" in page
    assert "ROK → DPRK" in page
    assert "52 weeks" in page
    assert "stick.sanction" not in page
    assert "GDELT" in page
    assert "Source: gdelt_net" not in page
