"""The look: contrast of every pair of tokens in use, equal lightness of party colours, sizes, and no remote thing."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from khural.figures import party_slots
from khural.figures.lettering import measure, shorten, wrap
from khural.figures.svg import FILLS

WEB = Path(__file__).resolve().parents[2] / "src/khural/web"
STATIC = WEB / "static/khural"
TEXT = (
    *((ink, ground) for ink in ("ink", "soft", "accent", "danger", "warn") for ground in ("paper", "raised")),
    *((ink, "paper") for ink in ("yes", "mixed", "no")),
    *(("ink", ground) for ground in ("hair", "accent-soft", "warn-soft", "danger-soft")),
    ("soft", "hair"),
    ("soft", "accent-soft"),
    ("warn", "warn-soft"),
    ("accent", "accent-soft"),
    ("on-accent", "accent"),
)
STAFF_TEXT = (("on-danger", "danger"), *(("ink", f"{band}-soft") for band in ("yes", "mixed", "no")))
EDGES = (("edge", "paper"), ("edge", "raised"), ("unknown", "paper"))
PARTIES = tuple(f"p{slot}" for slot in range(1, 9))


def schemes(name: str) -> dict[str, dict[str, str]]:
    """Tokens of a stylesheet for light and dark; dark falls back on light."""
    blocks = re.findall(r":root \{(.*?)\}", (STATIC / name).read_text(encoding="utf-8"), re.S)
    found = [dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})", block)) for block in blocks]
    return {"light": found[0], "dark": found[0] | found[1]}


def linear(colour: str) -> list[float]:
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative luminance."""
    dark, light = sorted(
        sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(x), strict=True)) for x in (one, other)
    )
    return (light + 0.05) / (dark + 0.05)


def lightness(colour: str) -> float:
    """Oklab L (Ottosson 2020)."""
    r, g, b = linear(colour)
    long = 0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b
    medium = 0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b
    short = 0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b
    return float(0.2104542553 * long ** (1 / 3) + 0.7936177850 * medium ** (1 / 3) - 0.0040720468 * short ** (1 / 3))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("sheet", ["khural.css", "voter.css"])
def test_every_text_has_at_least_four_and_a_half_to_one(sheet: str, scheme: str) -> None:
    tokens = schemes(sheet)[scheme]
    pairs = TEXT + (STAFF_TEXT + tuple((p, "paper") for p in PARTIES) if sheet == "khural.css" else ())
    low = {pair: contrast(tokens[pair[0]], tokens[pair[1]]) for pair in pairs}
    assert {pair: round(ratio, 2) for pair, ratio in low.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_of_controls_and_hatching_have_at_least_three_to_one(scheme: str) -> None:
    tokens = schemes("khural.css")[scheme]
    assert [pair for pair in EDGES if contrast(tokens[pair[0]], tokens[pair[1]]) < 3] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_party_colours_are_equally_light_and_all_different(scheme: str) -> None:
    colours = [schemes("khural.css")[scheme][slot] for slot in PARTIES]
    values = [lightness(colour) for colour in colours]
    assert max(values) - min(values) < 0.01
    assert len(set(colours)) == 8


def test_a_drawing_saved_alone_has_the_colours_of_the_page() -> None:
    assert {name: schemes("khural.css")["light"][name] for name in FILLS} == FILLS


def test_voters_load_less_than_four_kilobytes_of_style() -> None:
    assert len(gzip.compress((STATIC / "voter.css").read_bytes(), 9)) < 4096


def test_stylesheets_and_scripts_fetch_nothing_and_write_no_markup() -> None:
    for path in (*STATIC.glob("*.css"), *STATIC.glob("*.js")):
        content = path.read_text(encoding="utf-8")
        assert not re.search(r"@import|url\(|https?://|innerHTML|insertAdjacentHTML|eval\(", content), path.name


def test_shared_templates_carry_no_inline_style_or_script() -> None:
    for path in (WEB / "templates").rglob("*.html"):
        content = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)", content), path.name


def test_party_colours_do_not_depend_on_order_and_differ_while_they_last() -> None:
    names = [f"Delegation {place}" for place in range(1, 9)]
    assert party_slots(names) == party_slots(reversed(names))
    assert sorted(party_slots(names).values()) == list(range(1, 9))
    assert party_slots(names, "one dialogue") != party_slots(names, "another")
    assert set(party_slots([str(n) for n in range(60)]).values()) == set(range(1, 9))


def test_words_wrap_between_wide_letters_and_end_in_an_ellipsis() -> None:
    assert "".join(wrap("一九五三年以后离散的家庭应当见面", 10, 50, 9)) == "一九五三年以后离散的家庭应当见面"
    assert all(measure(piece, 10) <= 50 for piece in wrap("W" * 40, 10, 50, 9))
    assert wrap("one two three four five six", 10, 40, 2)[-1].endswith("…")
    assert shorten("short", 10, 100) == "short"
