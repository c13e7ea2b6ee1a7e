"""The page on numbers: its arithmetic is right, and it speaks of every measure."""

from __future__ import annotations

import math
import re

import pytest

from docs import generate, worked
from docs.crowds import room

PAGE = (generate.DOCS / "numbers.md").read_text(encoding="utf-8")
SUMS = re.findall(r"`([^`=]+) = (-?[\d.]+)`", PAGE)


@pytest.mark.parametrize(("formula", "value"), SUMS)
def test_the_arithmetic_on_the_page_is_right(formula: str, value: str) -> None:
    assert re.fullmatch(r"[\d\s.+\-*/(),]|[\d\s.+\-*/(),a-z]+", formula)
    places = len(value.partition(".")[2])
    found = eval(formula, {"__builtins__": {}}, {"sqrt": math.sqrt, "max": max})
    assert float(value) == pytest.approx(found, abs=0.51 * 10**-places + (0.005 if "0." in formula else 0))


def test_most_measures_come_with_their_arithmetic() -> None:
    assert len(SUMS) >= 12


def test_the_page_equals_what_the_library_finds() -> None:
    assert generate.written("numbers") == worked.numbers(), "run: .venv/bin/python -m docs.generate"


def test_every_measure_says_when_not_to_trust_it_and_what_polis_does() -> None:
    about = "\n".join(text for title, text in worked.sections() if title != "The room of the examples")
    titles = [title for title, _ in worked.sections()]
    assert about.count("*When not to trust it:*") == len(titles) - 1
    for measure in ("spread", "Slices", "Stability", "entative", "Bridging", "Change", "shown next"):
        assert any(measure in title for title in titles), measure
    without = [title for title, text in worked.sections() if "Polis" not in text]
    assert without == ["The room of the examples", "Slices"]


def test_no_participant_is_named_as_a_bridge() -> None:
    result = room()
    assert result.bridging is not None
    said = str(result.to_dict()["bridging"])
    assert not any(name in said for name in result.participants)
