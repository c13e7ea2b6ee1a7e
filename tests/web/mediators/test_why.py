"""Why a candidate stands where it stands: ties, sources, what speaks against it, what would change it; briefs too."""

from __future__ import annotations

import io
import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from docx import Document
from pytest_django import Settings

from khural.evidence.facts import relations
from khural.evidence.shelf import PACK
from khural.evidence.store import TABLES
from khural.web.cases.models import Edition
from khural.web.demo import korea as korea_case
from khural.web.library.names import IN_ORDER
from khural.web.people.models import PartyAttendance
from tests.web.mediators.korea import CASE, FIND, Korea, make

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])
WHY = f"{FIND}mng/"
STATE = f"{CASE}states/mng/"


@pytest.fixture
def korea() -> Korea:
    return make()


def section(page: str, name: str) -> str:
    """The part of a page under the heading with this id."""
    return page[page.index(f'id="{name}"') :].split("</section>", 1)[0]


def words(markup: str) -> str:
    """Markup as words."""
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def test_every_tie_stands_with_its_counts_its_score_and_the_embassies(korea: Korea) -> None:
    ties = section(korea.page(WHY), "ties")
    parties = [words(head) for head in re.findall(r'<th scope="row">(.*?)</th>', ties, re.DOTALL)]
    assert parties == ["China", "DPRK", "Japan", "ROK", "Russian Federation", "USA weakest"]
    usa = next(row for row in re.findall(r"<tr>.*?</tr>", ties, re.DOTALL) if "USA" in row)
    assert words(usa).startswith("USA weakest 320 10 4 4 0.962")
    assert "yes (2004)" in ties


def test_a_strip_holds_every_year_to_every_party(korea: Korea) -> None:
    strip = section(korea.page(WHY), "strip")
    assert "Mongolia and each party, year by year" in strip
    table = strip[strip.index("<caption>") :].split("</table>", 1)[0]
    assert words(table).count("2005") == len(IN_ORDER)
    assert strip.count("<figure") == 2
    assert section(korea.page(f"{FIND}sgp/"), "strip").count("<figure") == 1


def test_evidence_rows_have_their_pages_and_dates(korea: Korea) -> None:
    strip = section(korea.page(WHY), "strip")
    for row in (*relations("MNG", "PRK"), *relations("PRK", "MNG")):
        if row.source_url and row.grade != "NF":
            assert row.source_url.replace("&", "&amp;") in strip
    assert "1999-08" in strip


def test_what_speaks_against_it_stands_in_the_same_size_with_its_pages(korea: Korea) -> None:
    against = section(korea.page(WHY), "against")
    for told in (
        "DPRK was absent from edition 10",
        "DPRK closed its embassy in Mongolia",
        "under the least favourable",
    ):
        assert told in words(against)
    assert against.count("href=") >= 8
    assert words(against).index("2025") < words(against).index("1999-08")


def test_unknown_is_never_no_among_the_stakes(korea: Korea) -> None:
    stakes = section(korea.page(WHY), "stakes")
    assert "unknown is never no" in stakes
    assert "troops or bases" in stakes
    assert 'class="cell cell-no"' not in stakes[stakes.index("troops or bases") :].split("</tr>", 1)[0]


def test_every_asset_stands_with_its_risk_its_date_and_its_source(korea: Korea) -> None:
    page = korea.page(STATE)
    assets = section(page, "assets")
    assert assets.count("Risk to impartiality") >= 10
    assert "Nuclear weapon free UN resolution" in assets
    assert "No data" in assets
    assert words(assets).count("GDP growth") >= 3
    assert len(section(korea.page(WHY), "assets")) < len(assets)


def test_what_would_change_the_rank_is_said_in_events_and_by_leaving_out(korea: Korea) -> None:
    without = words(section(korea.page(WHY), "without"))
    assert re.search(r"\d+ events more of conflict or \d+ events less of cooperation with USA", without)
    for told in ("without the tie to DPRK", "without verbal events", "without material events", "neutral"):
        assert told in without


def test_the_articles_claims_stand_beside_the_state_they_are_about(korea: Korea) -> None:
    for path in (WHY, STATE):
        claims = section(korea.page(path), "claims")
        assert claims.count("#claim-") == 28
        assert "#claim-26" not in claims
    assert 'id="claims"' not in korea.page(f"{FIND}sgp/")
    assert 'id="claim-41"' in korea.page(f"{CASE}claims/?claim=41")


def test_a_party_and_a_word_that_is_no_state_have_no_page(korea: Korea) -> None:
    desk = korea.desks["mediator"]
    for state in ("prk", "usa", "xyz", "mong", "new"):
        assert desk.get(f"{FIND}{state}/").status_code == 404
        assert desk.get(f"{FIND}{state}/brief/").status_code == 404
    assert desk.get(f"{CASE}states/prk/").status_code == 200
    assert desk.get(f"{CASE}states/xyz/").status_code == 404


def test_every_candidate_can_be_looked_at(korea: Korea) -> None:
    """Ranked, not cordial, unknown, not in the source."""
    for state in ("sgp", "isr", "arm", "and"):
        assert "Against it" in korea.page(f"{FIND}{state}/")
        assert korea.page(f"{CASE}states/{state}/")


def test_two_stand_side_by_side(korea: Korea) -> None:
    page = korea.page(f"{FIND}compare/?a=mng&b=sgp")
    heads = re.findall(r'<th scope="col"><a[^>]*><bdi>(.*?)</bdi>', page)
    assert heads == ["Mongolia", "Singapore"]
    assert "Tie to DPRK" in page
    assert korea.page(f"{FIND}compare/")
    assert korea.desks["mediator"].get(f"{FIND}compare/?a=mng&b=prk").status_code == 400


@pytest.mark.parametrize("language", ["en", "mn", "ko", "zh-hans", "ja", "ru"])
def test_the_brief_is_a_page_and_a_word_document_in_every_language(korea: Korea, language: str) -> None:
    page = korea.page(f"{WHY}brief/?lang={language}")
    assert f'<html lang="{language}"' in page
    answer = korea.desks["mediator"].get(f"{WHY}brief.docx?lang={language}")
    assert answer["Content-Disposition"] == f'attachment; filename="{korea_case.SLUG}-mng.docx"'
    document = Document(io.BytesIO(answer.content))
    title = document.paragraphs[0].text
    assert title in page
    assert document.core_properties.title == title
    assert len(document.tables) == 3
    ties = [cell.text for cell in document.tables[1].columns[1].cells]
    assert "330 : 8" in ties
    assert all(tie in page for tie in ties)


def test_the_brief_names_the_latest_empty_seats_and_how_far_the_evidence_reaches(korea: Korea) -> None:
    page = words(korea.page(f"{WHY}brief/"))
    assert "2025: DPRK was absent from edition 10." in page
    assert "The evidence ends on" in page
    assert "would have to be learned" not in page


def test_the_profile_shows_network_standing_and_what_the_host_stands_to_gain(korea: Korea) -> None:
    page = korea.page(STATE)
    assert re.search(r"<dd>0\.\d\d</dd>", section(page, "diversified"))
    assert "China" in section(page, "network")
    standing = section(page, "standing")
    assert "A host gains standing by hosting: that is its interest." in standing
    assert standing.count("<tr>") >= 10
    assert "Ulaanbaatar Dialogue 1" in section(page, "record")


def test_an_edition_that_was_held_is_evidence_from_the_day_after(korea: Korea) -> None:
    today = timezone.localdate()
    party = korea.dialogue.case.parties.get(code="prk")
    for name, day in (("Held yesterday", today - timedelta(days=1)), ("Held today", today)):
        edition = Edition.objects.create(
            dialogue=korea.dialogue,
            slug=name.replace(" ", "-").lower(),
            name=name,
            year=day.year,
            status="held",
            end=day,
        )
        PartyAttendance.objects.create(edition=edition, party=party, state="attended")
    strip = words(section(korea.page(WHY), "strip"))
    assert f"{today - timedelta(days=1)} DPRK Mongolia hosted DPRK Held yesterday this case" in strip
    assert "Held today" not in strip
    record = words(section(korea.page(STATE), "record"))
    assert "Held yesterday" in record
    assert "Held today" not in record
    assert "Held yesterday" not in words(section(korea.page(f"{CASE}states/sgp/"), "record"))


def test_a_table_that_cannot_be_read_is_told_and_nothing_breaks(
    korea: Korea, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    tables = tmp_path / "evidence" / TABLES
    shutil.copytree(PACK, tables)
    (tables / "democracy.parquet").unlink()
    manifest = tables / "manifest.json"
    manifest.write_text(manifest.read_text() + "  ")
    assert 'role="alert"' in korea.page(FIND)
    for path in (WHY, f"{WHY}brief/", STATE):
        answer = korea.desks["mediator"].get(path)
        assert answer.status_code == 409
        assert "democracy.parquet" in answer.content.decode()
