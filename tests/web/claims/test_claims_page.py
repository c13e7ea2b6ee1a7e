"""The article on its page: then and now, for and against, links that lead on, contradicted claims never alone."""

from __future__ import annotations

import html
import re

import pytest

from khural.claims import ANSWERS, shown_claim, shown_claims
from khural.web.claims.presentation import Places, page_names
from tests.web.mediators.korea import CASE, FIND, Korea, make

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])
CLAIMS = f"{CASE}claims/"
EVERYWHERE = (
    *("/", "/library/", "/library/evidence/", "/cases/", "/today/", CASE, CLAIMS, FIND),
    *(f"{CLAIMS}?now=contradicted", f"{CLAIMS}?now=supported", f"{CLAIMS}?claim=26"),
    *(f"{FIND}mng/", f"{FIND}mng/brief/", f"{FIND}questions/", f"{FIND}compare/?a=mng&b=sgp"),
    *(
        f"{CASE}{part}/"
        for part in (
            "states/mng",
            "acts",
            "aims",
            "change",
            "dialogue",
            "editions/edition-6",
            "editions/edition-6/record",
        )
    ),
)


@pytest.fixture
def korea() -> Korea:
    return make()


def card(page: str, number: int) -> str:
    """One claim of the page."""
    return html.unescape(page[page.index(f'id="claim-{number}"') :].split("</li>\n", 1)[0])


def test_all_55_claims_stand_there_with_then_and_now(korea: Korea) -> None:
    page = korea.page(CLAIMS)
    assert page.count('class="card claim"') == 55
    for one in shown_claims():
        told = card(page, one.claim.number)
        assert one.claim.claim in told
        assert one.claim.evidence in told
        assert all(url in told for url in one.pages)


def test_a_contradicted_claim_never_appears_without_its_contrary_sources(korea: Korea) -> None:
    seen = 0
    for path in EVERYWHERE:
        page = html.unescape(korea.page(path, "secretary"))
        for number in (26, 52):
            one = shown_claim(number)
            if one.claim.claim in page:
                seen += 1
                for line in one.contrary:
                    assert line.url in page, (path, number)
                    assert line.date in page
                assert all(url in page for url in one.pages)
    assert seen >= 4


def test_a_contradicted_claim_has_the_size_and_place_of_the_others(korea: Korea) -> None:
    page = korea.page(CLAIMS)
    numbers = [int(number) for number in re.findall(r'id="claim-(\d+)"', page)]
    assert numbers == list(range(1, 56))
    classes = set(re.findall(r'<li class="([^"]+)" id="claim-', page))
    assert classes == {"card claim"}


def test_the_list_is_narrowed_by_state(korea: Korea) -> None:
    page = korea.page(f"{CLAIMS}?now=contradicted")
    assert re.findall(r'id="claim-(\d+)"', page) == ["26", "52"]
    page = korea.page(f"{CLAIMS}?then=open&now=contradicted")
    assert re.findall(r'id="claim-(\d+)"', page) == ["52"]
    assert "0 of 55 shown" in korea.page(f"{CLAIMS}?then=contradicted")


def test_evidence_before_and_after_the_article_stands_apart(korea: Korea) -> None:
    told = card(korea.page(f"{CLAIMS}?claim=26"), 26)
    before, after = told.index("Dated up to July 2021"), told.index("Dated after the article")
    assert before < told.rindex("2019-06-05") < after < told.rindex("2024-06-06")
    assert "<details open>" in told
    assert "khural.claims.dialogue.participation" in told


def test_every_page_named_as_an_answer_exists_for_this_case(korea: Korea) -> None:
    edition = korea.dialogue.editions.get(slug="edition-10")
    places = Places(korea.dialogue, edition)
    named = {
        (answer.name, answer.anchor) for answers in ANSWERS.values() for answer in answers if answer.kind == "page"
    }
    assert {name for name, _anchor in named} <= set(page_names())
    for name, anchor in sorted(named):
        page = korea.page(places.url(name), "secretary")
        assert not anchor or f'id="{anchor}"' in page, (name, anchor)


def test_computed_states_stand_beside_the_reading_with_their_data(korea: Korea) -> None:
    page = korea.page(CLAIMS)
    computed = [one for one in shown_claims() if one.check]
    assert page.count("Data and code") == len(computed)
    assert "The computation and the reading differ." not in page


@pytest.mark.parametrize("language", ["mn", "ko", "zh-hans", "ja", "ru"])
def test_the_words_around_the_claims_are_in_the_readers_language(korea: Korea, language: str) -> None:
    page = korea.page(f"{CLAIMS}?lang={language}")
    assert f'<html lang="{language}"' in page
    assert page.count('<span lang="en">') > 55
