"""The ranking on its page: rank with ranges, unknown apart, settings that the reader moves, nothing blended."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from pytest_django import Settings

from khural.evidence.shelf import PACK
from khural.evidence.store import TABLES
from khural.web.cases.models import Case, Dialogue, Party
from khural.web.mediators import engine
from khural.web.staff.models import Membership, Role
from tests.cast import assemble
from tests.desk import desk
from tests.web.mediators.korea import CASE, FIND, Korea, make

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])


@pytest.fixture
def korea() -> Korea:
    return make()


def rows(page: str, name: str) -> list[str]:
    """The cells of the row whose head is `name`, as words."""
    row = next(row for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if f"<bdi>{name}</bdi></a>" in row)
    cells = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells]


def test_the_host_is_first_only_together_with_its_worst_rank(korea: Korea) -> None:
    page = korea.page(FIND)
    cells = rows(page, "Mongolia")
    assert cells[0] == "1"
    assert cells[1] == "Mongolia present host"
    low, high = (int(number) for number in re.match(r"(\d+)–(\d+)", cells[3]).groups())  # type: ignore[union-attr]
    assert low == 1 < high
    assert f"Mongolia: rank 1 by the weakest tie, {low}–{high} under other settings." in page
    assert "The evidence ends on" in page


def test_the_score_is_that_of_the_specification_with_its_range(korea: Korea) -> None:
    cells = rows(korea.page(f"{FIND}?first=2010&last=2014"), "Mongolia")
    assert cells[4].startswith("0.962 0.9")
    assert cells[5] == "USA 330 : 8"


def test_the_two_scores_stand_side_by_side_and_the_second_is_not_computed(korea: Korea) -> None:
    page = korea.page(FIND)
    assert "Whom history would ask" in page
    assert page.count("not computed yet") > 20


def test_parties_stand_in_the_fixed_order_and_under_their_own_names(korea: Korea) -> None:
    page = korea.page(FIND)
    assert "China, DPRK, Japan, ROK, Russian Federation, USA" in page
    assert "South Korea" not in page
    assert "North Korea" not in page
    Party.objects.filter(code="prk").update(name="North", names={})
    assert "North" in korea.page(FIND)


def test_unknown_ties_stand_apart_and_are_not_called_low(korea: Korea) -> None:
    page = korea.page(FIND)
    assert "Being unseen is neither cordial nor hostile." in page
    unknown = page[page.index('id="unknown"') : page.index('id="not-cordial"')]
    assert "<bdi>Armenia</bdi>" in unknown
    assert "DPRK" in unknown
    assert "<bdi>Mongolia</bdi>" not in unknown


def test_a_state_with_a_bad_tie_is_out_of_cordial_to_all(korea: Korea) -> None:
    page = korea.page(FIND)
    assert "<bdi>Israel</bdi>" in page[page.index('id="not-cordial"') :]
    assert "<bdi>Israel</bdi>" not in page[: page.index('id="unknown"')]


def test_the_reader_moves_smoothing_window_floor_and_host(korea: Korea) -> None:
    plain = rows(korea.page(FIND), "Singapore")
    smooth = rows(korea.page(f"{FIND}?smoothing=200"), "Singapore") if _has(korea, "?smoothing=200") else ["-"]
    assert smooth != plain
    assert rows(korea.page(f"{FIND}?first=2002&last=2005"), "Thailand")[0] == "2"
    without = korea.page(f"{FIND}?without_host=on")
    assert rows(without, "Singapore")[0] == "1"
    assert "present host" not in without[without.index('id="ranked"') : without.index('id="unknown"')]
    assert "<bdi>Ethiopia</bdi>" not in _ranked(korea.page(f"{FIND}?floor=100"))


def _has(korea: Korea, query: str) -> bool:
    return "<bdi>Singapore</bdi>" in _ranked(korea.page(FIND + query))


def _ranked(page: str) -> str:
    return page[page.index('id="ranked"') : page.index('id="unknown"')]


def test_the_settings_go_along_to_the_next_page(korea: Korea) -> None:
    page = korea.page(f"{FIND}?first=2002&last=2005")
    assert f'href="{FIND}mng/?first=2002&amp;last=2005"' in page
    why = korea.page(f"{FIND}mng/?first=2002&last=2005")
    assert "0.945" in why
    assert f'href="{FIND}?first=2002&amp;last=2005"' in why


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("?first=1990&last=1995", 200, "The window is not within what"),
        ("?first=2005", 400, "Give both years, or none."),
        ("?first=2010&last=2005", 400, "The last year lies before the first."),
        ("?smoothing=7", 400, "Select a valid choice"),
        ("?floor=0", 400, "greater than or equal to 1"),
        ("?source=none", 400, "Select a valid choice"),
        ("?view=%3Cscript%3E", 400, "Select a valid choice"),
    ],
)
def test_a_bad_setting_is_refused_beside_the_field_and_nothing_breaks(
    korea: Korea, query: str, status: int, words: str
) -> None:
    answer = korea.desks["mediator"].get(FIND + query)
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert "<script>" not in answer.content.decode()
    assert korea.desks["mediator"].get(f"{FIND}mng/{query}").status_code == (409 if status == 200 else 404)


def test_sending_the_settings_as_they_stand_changes_nothing(korea: Korea) -> None:
    page = korea.page(FIND)
    form = page[page.index('<form method="get"') :].split("</form>", 1)[0]
    sent = {}
    for select in re.findall(r"<select.*?</select>", form, re.DOTALL):
        options = re.findall(r'<option value="([^"]*)"( selected)?>', select)
        chosen = [value for value, selected in options if selected] or [options[0][0]]
        sent[re.search(r'name="(\w+)"', select)[1]] = chosen[0]  # type: ignore[index]  # every select has a name
    assert set(sent) == {"source", "smoothing", "view"}
    again = korea.desks["mediator"].get(FIND, sent).content.decode()
    assert re.sub(r"\?[^\"]*\"", '"', _ranked(again)) == re.sub(r"\?[^\"]*\"", '"', _ranked(page))


def test_the_views_of_bias_are_offered_and_none_is_the_default_truth(korea: Korea) -> None:
    pair = korea.page(f"{FIND}?view=pair")
    assert "No view is the default truth." in pair
    assert 'id="view"' in pair
    assert 'id="view"' in korea.page(f"{FIND}?view=insider")
    assert 'id="view"' not in korea.page(FIND)


def test_what_would_have_to_be_learned_is_private(korea: Korea) -> None:
    page = korea.page(f"{FIND}questions/")
    assert "Private: a list of questions says whom a host thinks of." in page
    assert re.search(r"How have [^?]+ and [^?]+ dealt with each other since", page)
    for role in Role:
        expected = 200 if role in {Role.SECRETARY, Role.MEDIATOR, Role.FACILITATOR} else 404
        assert korea.desks[role.value].get(f"{FIND}questions/").status_code == expected
        if role != Role.PRESS:
            shown = "What would have to be learned" in korea.page(FIND, role.value)
            assert shown == (expected == 200), role


def test_a_case_whose_parties_are_no_states_is_told_what_to_do_next() -> None:
    cast = assemble()
    page = desk(cast.secretary).get("/cases/lake/mediators/").content.decode()
    assert "Two parties at least must be states of the evidence." in page
    assert 'href="/cases/lake/mediators/states/"' in page
    assert "Eastshore" in page
    observer = desk(cast.observer).get("/cases/lake/mediators/").content.decode()
    assert 'href="/cases/lake/mediators/states/"' not in observer


def test_any_two_states_can_be_the_parties() -> None:
    case = Case.objects.create(slug="other", name="Other")
    dialogue = Dialogue.objects.create(case=case, slug="d", name="D", host="", host_code="")
    for code in ("IND", "PAK"):
        Party.objects.create(case=case, code=code.lower(), name=code, state=code)
    user = assemble().mediator
    Membership.objects.create(user=user, dialogue=dialogue, role=Role.MEDIATOR)
    page = desk(user).get("/cases/other/mediators/").content.decode()
    assert page.count('class="num">') > 100
    assert 'class="mark mark-on' not in page
    assert desk(user).get("/cases/other/claims/").content.decode().count("No article is checked") == 1


def test_the_answer_is_kept_until_what_it_rests_on_changes(korea: Korea) -> None:
    engine.finding.cache_clear()
    korea.page(FIND)
    korea.page(FIND)
    kept = engine.finding.cache_info()
    assert (kept.misses, kept.hits > 0) == (1, True)
    korea.dialogue.host_code = ""
    korea.dialogue.save()
    korea.page(FIND)
    assert engine.finding.cache_info().misses == 2


def test_the_case_says_in_one_line_who_is_first(korea: Korea) -> None:
    page = korea.page(CASE)
    assert "Mongolia: rank 1 by the weakest tie" in page
    assert f'href="{FIND}"' in page
    assert f'href="{CASE}claims/"' in page


def _own_tables(data: Path) -> Path:
    """The installation's own tables, here a copy of those that ship."""
    tables = data / "evidence" / TABLES
    shutil.copytree(PACK, tables)
    return tables


def test_own_tables_stand_before_those_that_ship(korea: Korea, settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    assert engine.folder() is None
    version = engine.evidence_version()
    _own_tables(tmp_path)
    assert engine.folder() == tmp_path / "evidence"
    assert engine.evidence_version() != version
    assert rows(korea.page(FIND), "Mongolia")[0] == "1"


def test_own_tables_that_were_changed_are_refused_in_one_sentence(
    korea: Korea, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    tables = _own_tables(tmp_path)
    (tables / "icews_dyad_year.parquet").write_bytes(b"not the table")
    manifest = tables / "manifest.json"
    manifest.write_text(manifest.read_text() + " ")
    page = korea.page(FIND)
    assert 'role="alert"' in page
    assert "icews_dyad_year.parquet" in page
    assert 'id="ranked"' not in page
    assert korea.desks["mediator"].get(f"{FIND}mng/").status_code == 409
    assert korea.page(CASE)
