"""`khural find` as somebody at a terminal meets it, right after installation: from the pack alone."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from khural.cli import main

SIX = ("PRK", "KOR", "--stakeholders", "USA", "CHN", "JPN", "RUS")
THEN = ("--as-of", "2015-01-01", "--window", "2010..2014")


@dataclass(frozen=True)
class Run:
    returncode: int
    stdout: str
    stderr: str


def khural(*arguments: str) -> Run:
    """The command in this process, so that the evidence is read once for all tests."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr("sys.argv", ["khural", "find", *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
    return Run(int(stopped.value.code or 0), out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def korea(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Path]:
    out = tmp_path_factory.mktemp("find") / "finding.json"
    return khural(*SIX, *THEN, "--learn", "--why", "MNG", "--json", str(out)), out


def test_the_help_has_the_examples() -> None:
    run = khural("--help")
    assert run.returncode == 0
    assert "khural find PRK KOR --stakeholders USA CHN JPN RUS" in run.stdout


def test_it_answers_anywhere_from_what_came_with_the_package(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "khural.cli", "find", *SIX, "--as-of", "2014-12-31"]
    run = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert "evidence reaches to 2013-12-31" in run.stdout
    assert "The evidence ends on 2013-12-31" in run.stdout
    assert "icews_dyad_year" in run.stdout
    assert run.stderr == ""
    assert not list(tmp_path.iterdir())


def test_the_table_names_rank_weakest_tie_and_what_is_not_computed() -> None:
    run = khural(*SIX, *THEN)
    row = next(line for line in run.stdout.splitlines() if " MNG " in line)
    assert row.split()[0] == "1"
    assert "0.962" in row
    assert "not computed" in row
    assert "Cannot be ranked: a tie is unknown" in run.stdout
    assert "MNG is first here, and between 1 and" in run.stdout


def test_one_candidate_in_full(korea: tuple[Run, Path]) -> None:
    run, _ = korea
    assert run.returncode == 0, run.stderr
    for part in ("What the rank rests on", "What speaks against", "Stakes and embassies", "As a venue", "Assets"):
        assert part in run.stdout
    assert "events verbal" in run.stdout
    assert "What would have to be learned (private)" in run.stdout


def test_the_json_is_the_whole_finding_and_the_same_each_time(korea: tuple[Run, Path], tmp_path: Path) -> None:
    again = tmp_path / "again.json"
    khural(*SIX, *THEN, "--learn", "--why", "MNG", "--json", str(again))
    assert again.read_bytes() == korea[1].read_bytes()
    document = json.loads(again.read_text(encoding="utf-8"))
    first = document["finding"]["candidates"][0]
    assert (first["state"], first["rank"], first["propensity"]) == ("MNG", 1, "not_computed")
    assert len(first["ties"]) == 6
    assert document["why"]["candidate"]["state"] == "MNG"
    assert document["learn"]


def test_questions_stay_private_unless_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "finding.json"
    run = khural(*SIX, *THEN, "--json", str(out))
    assert "What would have to be learned" not in run.stdout
    assert json.loads(out.read_text(encoding="utf-8"))["learn"] == []


def test_without_the_present_host_somebody_else_is_first() -> None:
    run = khural(*SIX, *THEN, "--without", "MNG")
    assert "without MNG" in run.stdout
    assert not any(" MNG " in line for line in run.stdout.splitlines())


def test_codes_may_be_small_and_lists_may_have_commas() -> None:
    one = khural("prk", "kor", *THEN, "--stakeholders", "usa,chn", "JPN", "RUS").stdout
    assert one == khural(*SIX, *THEN).stdout


@pytest.mark.parametrize(("view", "title"), [("pair", "Two partial mediators"), ("insider", "Partial and inside")])
def test_other_views_of_bias(view: str, title: str) -> None:
    assert title in khural(*SIX, *THEN, "--view", view).stdout


def test_candidates_entered_by_hand_are_marked(tmp_path: Path) -> None:
    ties = tmp_path / "ties.csv"
    url = "https://example.org/report"
    rows = [f"United Nations,{party},organisation,30,2,2010,2014,a report,{url}," for party in ("PRK", "KOR")]
    header = "candidate,party,kind,cooperation,conflict,first,last,source,source_url,note"
    ties.write_text("\n".join((header, *rows)), encoding="utf-8")
    run = khural("PRK", "KOR", *THEN, "--entered", str(ties))
    assert "Entered by hand, not part of the rank" in run.stdout
    assert "United Nations" in run.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("PRK", "XYZ"), "No state has the code “XYZ”"),
        (("PRK", "korea"), "“korea” is no state code"),
        (("PRK", "SSD", "--as-of", "2010-01-01"), "SSD was not a state of the system on 2010-01-01"),
        (("PRK", "KOR", "--without", "KOR"), "KOR sits at the table and cannot be its own mediator"),
        (("PRK", "KOR", "--why", "PRK"), "PRK sits at the table and cannot be its own mediator"),
        (("PRK", "PRK"), "PRK is named twice"),
        (("PRK", "KOR", "--stakeholders", "USA", "KOR"), "KOR is named twice"),
        (("PRK",), "between two or more parties"),
        (("PRK", "KOR", "--as-of", "2012-01-01", "--window", "2010..2014"), "it must end before 2012-01-01"),
        (("PRK", "KOR", "--window", "2014..2010"), "before its start"),
        (("PRK", "KOR", "--window", "1990..1995"), "The window is not within what icews_dyad_year holds"),
        (("PRK", "KOR", "--as-of", "2002-06-01"), "has no whole period before 2002-06-01"),
        (("PRK", "KOR", "--source", "nothing"), "The source nothing holds no counts of events"),
        (("PRK", "KOR", "--source", "atop"), "The source atop holds no counts of events"),
        (("PRK", "KOR", "--entered", "nowhere.csv"), "nowhere.csv does not exist"),
        (("PRK", "KOR", "--as-of", "someday"), "is not a year, month or day"),
        (("PRK", "KOR", "--window", "2010"), "is not a window"),
        (("PRK", "KOR", "--stakeholders"), "--stakeholders needs at least one state"),
        (("PRK", "KOR", "--without", "--learn"), "--without needs at least one state"),
        (("PRK", "KOR", "--data", "nowhere"), "nowhere"),
        (("PRK", "KOR", "--why", "ZZZ"), "ZZZ is not among the candidates"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_sentence(arguments: tuple[str, ...], sentence: str) -> None:
    run = khural(*arguments)
    assert run.returncode == 2
    assert sentence in run.stderr
    assert run.stdout == ""
