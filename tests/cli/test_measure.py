"""`khural measure` on the terminal: what it prints and writes, and how it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from khural.cli.measure import command
from khural.messages import KhuralError


def run(*words: str) -> Result:
    """The command as a terminal runs it."""
    return CliRunner().invoke(command, words)


@pytest.fixture(scope="module")
def korea(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The output and the JSON of the main example."""
    out = tmp_path_factory.mktemp("measure") / "korea.json"
    done = run("prk", "KOR", "--to", "2019", "--json", str(out))
    assert done.exit_code == 0, done.output
    return done.output, out


def test_it_says_how_far_the_evidence_reaches_and_that_nothing_is_cause(korea: tuple[str, Path]) -> None:
    output, _ = korea
    assert "Evidence ends on 2022-12-" in output
    assert "PRK – KOR, 2002-01-01 to 2019-12-" in output
    assert "none says what caused what" in output
    assert "caused by" not in output


def test_every_construct_has_its_line_and_what_was_not_measured_says_so(korea: tuple[str, Path]) -> None:
    output, _ = korea
    for construct in ("understanding", "trust", "confidence", "hostility"):
        (line,) = [line for line in output.splitlines() if line.startswith(construct)]
        assert "Not measured: no survey was held." in line


def test_states_acts_forecasts_and_sources_are_printed(korea: tuple[str, Path]) -> None:
    output, _ = korea
    for title in ("Frozen?", "Level at the end", "After each dated act", "What may come", "Sources"):
        assert title in output
    assert "2018-06-14 talks.edition" in output
    assert "doi:10.7910/DVN/28075" in output


def test_the_json_holds_the_same_and_more(korea: tuple[str, Path]) -> None:
    _, out = korea
    read = json.loads(out.read_text(encoding="utf-8"))
    assert (read["a"], read["b"]) == ("PRK", "KOR")
    assert read["last"] < "2020-01-01"
    assert read["indices"][0]["points"][0]["observed"] is not None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("PRK", "PRK"), "named twice"),
        (("PRK", "XQX"), "XQX"),
        (("PRK", "KOR", "--from", "2020", "--to", "2019"), "after its end"),
        (("PRK", "KOR", "--from", "2090", "--to", "2091"), "nothing is known from"),
        (("PRK", "KOR", "--to", "1950"), "has nothing between"),
    ],
)
def test_what_cannot_be_measured_is_refused_in_one_sentence(words: tuple[str, ...], said: str) -> None:
    done = run(*words)
    assert isinstance(done.exception, KhuralError)
    assert said in str(done.exception)
    assert "\n" not in str(done.exception)


@pytest.mark.parametrize("day", ["2020-02-30", "yesterday", "20200101"])
def test_a_date_that_is_none_is_named(day: str) -> None:
    done = run("PRK", "KOR", "--from", day)
    assert done.exit_code == 2
    assert day in done.output
