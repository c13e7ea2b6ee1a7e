"""`khural claims` as it is typed: everything, some, as a file; contradicted claims with what contradicts them."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from khural.claims import shown_claim
from khural.cli import group


def run(*words: str) -> tuple[int, str]:
    """Exit code and output."""
    found = CliRunner().invoke(group, ["claims", *words])
    return found.exit_code, found.output


def test_all_claims_are_printed_with_then_and_now() -> None:
    code, said = run()
    assert code == 0
    assert "55 claims: 2 contradicted, 12 open, 18 partly, 23 supported" in said
    assert said.count("then (2021-07):") == 55


def test_a_contradicted_claim_is_printed_with_its_contrary_sources_and_dates() -> None:
    for number in (26, 52):
        one = shown_claim(number)
        for words in ((), ("--only", str(number)), ("--status", "contradicted")):
            said = run(*words)[1]
            after = said[said.index(one.claim.claim) :]
            for line in one.contrary:
                assert line.url in after
                assert line.date in after


def test_one_claim_shows_its_data_for_and_against() -> None:
    said = run("--only", "26")[1]
    assert "+ 2018-06-14 edition 5 attended" in said
    assert "- 2019-06-05 edition 6 cancelled" in said
    assert "? 2022-06-23 edition 7 unknown" in said
    assert "by khural.claims.dialogue.participation" in said


def test_the_file_holds_everything(tmp_path: Path) -> None:
    out = tmp_path / "claims.json"
    assert run("--json", str(out))[0] == 0
    made = json.loads(out.read_text(encoding="utf-8"))
    assert len(made["claims"]) == 55
    again = tmp_path / "again.json"
    run("--json", str(again))
    assert again.read_bytes() == out.read_bytes()


def test_a_claim_that_is_none_is_refused_in_one_sentence() -> None:
    code, said = run("--only", "56")
    assert code == 2
    assert "56" in said
    assert "Traceback" not in said


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    found = CliRunner().invoke(group, ["claims", "--json", str(tmp_path / "folder")])
    assert found.exit_code != 0
