"""The pages of sourced facts: every figure with its pages, dates and grades, unknown drawn as unknown."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client
from django.utils import translation

from khural.evidence.facts import claims, editions, terms
from khural.messages import MESSAGES
from khural.web.cases.models import Case, Party
from khural.web.library.figures import attendance_figure, default_names, headcount_figure, relations_figure
from khural.web.library.names import IN_ORDER, STATES, name_of
from khural.web.library.pack import own_copies, pack_manifest
from khural.web.library.sourcing import edition_disputes, edition_sources
from khural.web.library.state_names import state_names
from khural.web.library.templatetags.field import case_figures
from khural.web.staff.models import Membership
from tests.cast import assemble
from tests.desk import desk

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])
PAGES = ("/", "/library/", "/library/evidence/", "/library/sources/", "/library/codebook/")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["en", "mn", "ko", "zh-hans", "ja", "ru"])
def test_the_pages_are_open_and_in_every_language(client: Client, page: str, language: str) -> None:
    answer = client.get(page, headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.content.decode()
    assert client.post(page).status_code == 405


def test_the_start_of_an_installation_leads_to_the_code_and_to_signing_in(client: Client) -> None:
    page = client.get("/").content.decode()
    assert 'href="/v/"' in page
    assert 'href="/accounts/login/"' in page
    assert "No outside audit" in page
    for word in ("demonstration", "Korean", "Delegation 3"):
        assert word not in page


def test_somebody_signed_in_is_led_to_their_cases() -> None:
    page = desk(assemble().mediator).get("/").content.decode()
    assert 'href="/cases/"' in page
    assert 'href="/accounts/login/"' not in page


def test_the_head_count_stands_above_the_seat_of_the_core_party() -> None:
    rows = headcount_figure(default_names()).figure.table.texts()
    by_year = {row[0]: row for row in rows}
    assert by_year["2014"][1] == "35"
    assert by_year["2016"][1] == "> 150"
    assert by_year["2024"][1] == "200–230"
    assert [by_year[str(year)][3] for year in (2014, 2015, 2016, 2017, 2018)] == ["attended"] * 5
    assert by_year["2019"][3] == "cancelled"
    assert [by_year[str(year)][3] for year in (2022, 2023, 2026)] == ["unknown"] * 3
    assert by_year["2020"][3] == "not held"


def test_a_party_on_no_list_is_unknown_and_never_absent() -> None:
    rows = {row[0]: row[1:] for row in attendance_figure(default_names()).figure.table.texts()}
    years = [str(fact.year) for fact in editions()]
    assert rows["Japan"][years.index("2022")] == "unknown"
    assert rows["China"][years.index("2014")] == "attended"
    assert "absent" not in {state for name, row in rows.items() if name != "DPRK" for state in row}


def test_the_strip_has_a_row_for_each_party_and_a_page_for_each_tie() -> None:
    drawn = relations_figure(default_names())
    assert list(dict.fromkeys(row[0] for row in drawn.figure.table.texts())) == [
        STATES[code]["en"] for code in IN_ORDER
    ]
    assert all(row[5] for row in drawn.figure.table.texts())
    assert drawn.sources
    assert all(source.url.startswith("http") and source.grade in {"S", "D", "X"} for source in drawn.sources)
    assert all(source.date for source in drawn.sources if "without a date" not in source.what)


def test_every_source_of_an_edition_is_listed_with_its_grade() -> None:
    listed = {source.url for source in edition_sources()}
    assert {url for fact in editions() for url in fact.sources} <= listed
    assert {source.grade for source in edition_sources()} <= {"S", "D", "X", "NF"}


def test_disputed_events_carry_both_accounts() -> None:
    contact = next(dispute for dispute in edition_disputes() if dispute.what == "2018")
    told = " ".join(contact.accounts)
    assert "Japan reported a contact" in told
    assert "denied it" in told
    assert len(contact.urls) >= 2


def test_the_page_shows_every_edition_with_its_pages(client: Client) -> None:
    page = client.get("/library/evidence/").content.decode()
    for fact in editions():
        assert f'id="edition-{fact.year}"' in page
        assert all(url.replace("&", "&amp;") in page for url in fact.sources)
    assert "cannot be told" in page


def test_the_glossary_has_every_term_and_marks_its_language(client: Client) -> None:
    page = client.get("/library/", headers={"Accept-Language": "ko"}).content.decode()
    assert page.count('<dd><span lang="en">') == len(terms())
    assert '<span lang="ko">' in page
    assert len(claims()) == 55


def test_only_a_case_with_the_package_of_facts_has_figures() -> None:
    cast = assemble()
    assert case_figures(cast.case) == ()
    Case.objects.filter(pk=cast.case.pk).update(evidence="korea")
    page = desk(cast.mediator).get("/cases/lake/").content.decode()
    assert page.count('<figure class="figure') == 3
    assert Membership.objects.filter(user=cast.mediator).exists()


def test_the_figures_of_a_case_use_its_own_name_list() -> None:
    case = Case.objects.create(slug="k", name="K", evidence="korea")
    Party.objects.create(case=case, code="prk", name="North", names={"ko": "북측"})
    strip = case_figures(case)[0]
    assert "North" in {row[0] for row in strip.figure.table.texts()}
    with translation.override("ko"):
        assert "북측" in {row[0] for row in case_figures(case)[0].figure.table.texts()}


def test_every_source_stands_with_version_licence_dates_and_terms(client: Client) -> None:
    page = html.unescape(client.get("/library/sources/").content.decode())
    for note in pack_manifest().sources:
        row = page[page.index(f'id="source-{note.name}"') :].split("</tr>", 1)[0]
        for told in (note.title, note.version, note.licence, note.citation, f"{note.last:%Y-%m}", note.sha256[:12]):
            assert told in row
    own = page[page.index('id="own"') :]
    assert {"mend", "gsdb", "mie", "icews18", "alignment"} <= set(re.findall(r"<td><code>(\w+)</code>", own))
    assert not {one.name for one in own_copies()} & {note.name for note in pack_manifest().sources}


def test_the_codebook_says_of_every_table_what_an_absent_row_means(client: Client) -> None:
    page = html.unescape(client.get("/library/codebook/").content.decode())
    for table in pack_manifest().tables:
        row = page[page.index(f"<code>{table.name}</code></th>") :].split("</tr>", 1)[0]
        assert f"<td>{table.absent}</td>" in row
        assert f"#source-{table.source}" in row
    for dropped in {one.reason for account in pack_manifest().accounts for one in account.dropped}:
        assert MESSAGES[dropped] in page


def test_the_cases_are_told_without_outcomes_that_one_person_coded(client: Client) -> None:
    page = client.get("/library/").content.decode()
    cases = page[page.index('id="cases"') :].split("</section>", 1)[0]
    assert "Beagle Channel" in cases
    assert "Outcomes were coded by one person" in cases
    assert not re.search(r"<td[^>]*>(1|0|part|open)</td>", cases)


def test_every_state_has_a_name_in_every_language_and_contested_names_have_no_default() -> None:
    for code, names in state_names().items():
        assert len(code) == 3
        assert all(names.values()), code
    assert len(state_names()) > 190
    assert "TWN" not in state_names()
    assert name_of("TWN", "en") == "TWN"
    assert name_of("PRK", "en") == "DPRK"
    assert name_of("SGP", "ko") == "싱가포르"
