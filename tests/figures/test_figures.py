"""Every figure: safe and well-formed markup, the same values drawn as in the table, the same bytes each time."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from khural.figures import (
    EditionCount,
    Figure,
    PartyAttendance,
    PartyTies,
    StatementLabel,
    Tie,
    agreement,
    agreement_by_basket,
    attendance_timeline,
    headcount,
    relation_strip,
)
from tests.figures import samples

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "\"><script>alert(1)</script><g onload='x'>\x00\x0b\u202e&amp;]]>"


def draw_agreement() -> Figure:
    labels = (samples.STATEMENTS, samples.PARTIES)
    return agreement(samples.published(), *labels, samples.AGREEMENT_WORDS, "a")


def draw_headcount() -> Figure:
    return headcount(samples.EDITIONS, samples.HEADCOUNT_WORDS, "h")


def draw_relations() -> Figure:
    return relation_strip(samples.TIES, 1920, 2025, samples.RELATION_WORDS, "r")


def draw_attendance() -> Figure:
    return attendance_timeline(samples.YEARS, samples.ATTENDANCE, samples.ATTENDANCE_WORDS, "e")


DRAW = (draw_agreement, draw_headcount, draw_relations, draw_attendance)
every_figure = pytest.mark.parametrize("draw", DRAW)


def roots(figure: Figure) -> tuple[ElementTree.Element, ...]:
    return tuple(ElementTree.fromstring(markup) for markup in (figure.svg, figure.narrow))


def said(root: ElementTree.Element) -> list[str]:
    return [title.text or "" for title in root.iterfind(f".//{SVG}g/{SVG}title")]


def hostile_figures() -> list[Figure]:
    statements = tuple(replace(label, text=HOSTILE, basket=HOSTILE) for label in samples.STATEMENTS)
    parties = tuple(replace(party, name=HOSTILE, short=HOSTILE) for party in samples.PARTIES)
    words = replace(samples.AGREEMENT_WORDS, title=HOSTILE, sentence=HOSTILE)
    editions = (EditionCount(HOSTILE, "held", 3, None, "cancelled", HOSTILE),)
    heads = replace(samples.HEADCOUNT_WORDS, party=HOSTILE, people=HOSTILE)
    ties = (PartyTies(HOSTILE, (Tie("embassy_there", "1990", "", HOSTILE, HOSTILE),)), PartyTies(HOSTILE, ()))
    guests = (PartyAttendance(HOSTILE, HOSTILE, {HOSTILE: "declined"}),)
    return [
        agreement(samples.published(), statements, parties, words, "a"),
        headcount(editions, heads, "h"),
        relation_strip(ties, 1980, 2025, replace(samples.RELATION_WORDS, unknown=HOSTILE), "r"),
        attendance_timeline((HOSTILE,), guests, samples.ATTENDANCE_WORDS, "e"),
    ]


@every_figure
def test_a_figure_has_a_sentence_a_title_and_a_full_table(draw: Callable[[], Figure]) -> None:
    figure = draw()
    assert figure.sentence
    assert figure.table.caption
    assert figure.table.rows
    assert {len(row) for row in figure.table.rows} == {len(figure.table.header)}


@every_figure
def test_a_drawing_is_named_by_its_own_title_and_description(draw: Callable[[], Figure]) -> None:
    figure = draw()
    for root in roots(figure):
        title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert title is not None
        assert description is not None
        assert root.get("role") == "img"
        assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        assert (title.text, description.text) == (figure.title, figure.sentence)


def test_no_id_occurs_twice_on_a_page() -> None:
    page = [element.get("id") for draw in DRAW for root in roots(draw()) for element in root.iter()]
    ids = [name for name in page if name]
    assert len(ids) == len(set(ids))


@every_figure
def test_the_same_values_give_the_same_bytes(draw: Callable[[], Figure]) -> None:
    assert draw() == draw()


@every_figure
def test_a_strict_policy_finds_nothing_to_forbid(draw: Callable[[], Figure]) -> None:
    for root in roots(draw()):
        for element in root.iter():
            assert element.tag.removeprefix(SVG) not in {"script", "style", "foreignObject", "a", "image", "use"}
            assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


@pytest.mark.parametrize("figure", hostile_figures(), ids=lambda figure: figure.svg[-1])
def test_hostile_names_stay_text(figure: Figure) -> None:
    for root in roots(figure):
        tags = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert "script" not in tags
        assert not [element for element in root.iter() if "onload" in element.attrib]
        assert "\u202e" not in "".join(root.itertext())


@every_figure
def test_no_text_runs_out_of_the_drawing_and_none_is_too_small_to_read(draw: Callable[[], Figure]) -> None:
    for root, smallest in zip(roots(draw()), (10.5, 11.5), strict=True):
        width, height = (float(value) for value in root.get("viewBox", "").split()[2:])
        for element in root.iter(f"{SVG}text"):
            assert float(element.get("font-size", "0")) >= smallest
            assert 0 <= float(element.get("x", "-1")) <= width
            assert 0 <= float(element.get("y", "-1")) <= height


def test_headcount_draws_what_its_table_says() -> None:
    figure = draw_headcount()
    expected = [f"{row[0]}: {row[1]}; DPRK: {row[3]}" for row in figure.table.texts()]
    for root in roots(figure):
        assert said(root) == expected


def test_headcount_bars_start_at_zero_and_are_in_proportion() -> None:
    bars: dict[str, float] = {}
    for group in roots(draw_headcount())[0].iterfind(f"{SVG}g"):
        solid = [r for r in group.iterfind(f"{SVG}rect") if r.get("class") == "f-accent" and not r.get("fill-opacity")]
        if solid:
            bars[(group.findtext(f"{SVG}title") or "")[:4]] = float(solid[0].get("height", "0"))
    assert bars.keys() == {"2014", "2016", "2018", "2019", "2022", "2023", "2024", "2025"}
    for edition in samples.EDITIONS:
        if edition.low is not None:
            assert bars[edition.label] / bars["2024"] == pytest.approx(edition.low / 200, abs=0.001)


def test_an_edition_without_a_source_is_hatched_and_never_counted_absent() -> None:
    for group in roots(draw_headcount())[0].iterfind(f"{SVG}g"):
        title = group.findtext(f"{SVG}title") or ""
        hatched = any("hatch" in rect.get("fill", "") for rect in group.iterfind(f"{SVG}rect"))
        assert hatched == title.endswith("unknown")


def test_attendance_draws_what_its_table_says() -> None:
    figure = draw_attendance()
    header, rows = figure.table.header, figure.table.texts()
    expected = [f"{row[0]}, {header[n]}: {row[n]}" for row in rows for n in range(1, len(header))]
    for root in roots(figure):
        assert sorted(said(root)) == sorted(expected)


def test_an_edition_a_party_says_nothing_about_is_unknown() -> None:
    assert PartyAttendance("Delegation 1", "D1", {}).at("2014") == "unknown"


def test_every_tie_of_the_table_is_drawn_and_a_party_without_source_is_hatched() -> None:
    figure = draw_relations()
    for root in roots(figure):
        drawn = said(root)
        assert len(drawn) == len(figure.table.rows)
        for row in figure.table.texts():
            assert any(all(value in line for value in row[:5] if value) for line in drawn)
        assert "USA: no source found" in drawn


def test_an_embassy_that_was_shut_leaves_a_gap() -> None:
    bars = []
    for group in roots(draw_relations())[0].iterfind(f"{SVG}g"):
        if (group.findtext(f"{SVG}title") or "").startswith("DPRK, embassy of the party here"):
            outline = re.match(r"M(\S+) \S+h(\S+?)v", group[1].get("d", ""))
            assert outline
            bars.append((float(outline[1]), float(outline[1]) + float(outline[2])))
    assert bars[0][1] + 20 < bars[1][0]


def test_agreement_draws_what_its_table_says_in_the_published_order() -> None:
    figure = draw_agreement()
    texts = figure.table.texts()
    assert [row[0] for row in texts] == [label.text for label in samples.STATEMENTS]
    names = [party.name for party in samples.PARTIES]
    expected = [f"{row[0]} {name}: {word}" for row in texts for name, word in zip(names, row[4:], strict=True)]
    totals = [f"{row[0]} Agree, all: {row[2]}; Disagree, all: {row[3]}" for row in texts]
    for root in roots(figure):
        drawn = said(root)
        assert [line for line in drawn if line in expected] == expected
        assert [line for line in drawn if line in totals] == totals
        assert len(drawn) == len(expected) + len(totals)


def test_withheld_is_drawn_otherwise_than_too_few_votes_and_no_consent() -> None:
    looks: dict[str, set[tuple[str | None, str | None]]] = {}
    for group in roots(draw_agreement())[0].iterfind(f"{SVG}g"):
        kind = group.get("class", "").partition("tile-")[2]
        if kind:
            looks.setdefault(kind, set()).add((group[1].get("fill"), group[1].get("stroke-dasharray")))
    assert len(looks) == 7
    assert looks["withheld"] == {("url(#a-hatch)", None)}
    assert looks["not_enough_votes"] == {("none", "2 4")}
    assert looks["no_consent"] == {("none", None)}


def test_without_a_party_view_no_party_has_a_column() -> None:
    figure = agreement(
        samples.published(party_view=False), samples.STATEMENTS, samples.PARTIES, samples.AGREEMENT_WORDS, "a"
    )
    assert len(figure.table.header) == 4
    assert "tile" not in figure.svg + figure.narrow


def test_each_basket_gets_the_published_order_and_no_statement_is_lost() -> None:
    figures = agreement_by_basket(
        samples.published(), samples.STATEMENTS, samples.PARTIES, samples.AGREEMENT_WORDS, "a"
    )
    assert [figure.title.partition(": ")[2] for figure in figures] == [
        "humanitarian",
        "environment",
        "infrastructure",
        "security",
    ]
    assert sorted(row[0] for f in figures for row in f.table.texts()) == sorted(s.text for s in samples.STATEMENTS)
    assert figures[0].sentence.startswith("humanitarian: 1 of 2")


def test_a_statement_without_wording_is_refused() -> None:
    with pytest.raises(ValueError, match="no label for 2"):
        agreement(
            samples.published(),
            [label for label in samples.STATEMENTS if label.statement != "2"],
            samples.PARTIES,
            samples.AGREEMENT_WORDS,
            "a",
        )


def test_wording_in_another_language_says_so_in_drawing_and_table() -> None:
    figure = draw_agreement()
    assert figure.table.rows[4][0].language == "ko"
    assert {t.get("lang") for t in roots(figure)[0].iter(f"{SVG}text") if t.get("lang")} == {"ko", "mn"}
    assert StatementLabel("9", "x", "y").language == ""


def test_empty_input_still_gives_a_drawing() -> None:
    for figure in (
        headcount((), samples.HEADCOUNT_WORDS, "h"),
        attendance_timeline((), (), samples.ATTENDANCE_WORDS, "e"),
        relation_strip((), 1990, 1990, samples.RELATION_WORDS, "r"),
    ):
        assert len(roots(figure)) == 2


def test_a_count_or_date_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="highest"):
        EditionCount("2014", "held", 20, 10, "attended")
    with pytest.raises(ValueError, match="not a date"):
        relation_strip((PartyTies("A", (Tie("relations", "1990-13"),)),), 1980, 2000, samples.RELATION_WORDS, "r")
