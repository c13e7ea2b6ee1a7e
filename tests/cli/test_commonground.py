"""`khural commonground` as somebody at a terminal meets it."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from khural.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples/commonground"
VOTES, PARTIES = str(EXAMPLE / "votes.csv"), str(EXAMPLE / "parties.csv")


def khural(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "khural.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8", **more)  # type: ignore[call-overload, no-any-return]  # options of the test


def test_help_lists_every_command_and_loads_none() -> None:
    run = khural("--help")
    assert run.returncode == 0
    assert all(name in run.stdout for name in COMMANDS)
    program = "import sys, khural.cli as c; c.group.main(['--help'], standalone_mode=False); print(sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert "'click'" in loaded
    assert not any(f"'{name}'" in loaded for name in ("numpy", "polars", "rich", "django"))


def test_the_help_of_the_command_has_an_example() -> None:
    run = khural("commonground", "--help")
    assert run.returncode == 0
    assert "khural commonground votes.csv --parties parties.csv --json out.json" in run.stdout


def test_the_summary_names_shape_messages_consensus_parties_and_what_divides() -> None:
    run = khural("commonground", VOTES, "--parties", PARTIES)
    assert (run.returncode, run.stderr) == (0, "")
    for words in (
        "24 participants, 12 statements (1 rejected)",
        "No groups: the votes do not hang together more than chance would have it.",
        "Support whatever the party",
        "What most people agree with",
        "Common ground, by the least favourable party",
        "Delegation 4",
        "What divides the parties",
        "Forests on both sides",
    ):
        assert words in run.stdout


def test_parties_below_the_floor_are_shown_as_too_few() -> None:
    assert "too few" in khural("commonground", VOTES, "--parties", PARTIES, "--floor", "6").stdout
    assert "too few" not in khural("commonground", VOTES, "--parties", PARTIES).stdout


def test_json_holds_everything_and_is_the_same_every_time(tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        assert khural("commonground", VOTES, "--parties", PARTIES, "--json", str(tmp_path / name)).returncode == 0
    first = (tmp_path / "a.json").read_bytes()
    assert first == (tmp_path / "b.json").read_bytes()
    found = json.loads(first)
    assert found["schema"] == "khural.commonground/1"
    assert set(found["parties"]) == {f"Delegation {i}" for i in range(1, 5)}


@pytest.mark.parametrize("option", ["votes", "--parties", "--groups-from"])
def test_a_bad_file_gives_one_sentence_exit_code_2_and_no_output(tmp_path: Path, option: str) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("comment-id,voter-id,vote,party,group\n1,a,yes\n", encoding="utf-8")
    out = tmp_path / "out.json"
    out.write_text("kept", encoding="utf-8")
    arguments = [str(bad)] if option == "votes" else [VOTES, option, str(bad)]
    run = khural("commonground", *arguments, "--json", str(out))
    assert run.returncode == 2
    assert run.stdout == ""
    assert run.stderr.count("\n") == 1
    assert "bad.csv, line" in run.stderr
    assert "Traceback" not in run.stderr
    assert out.read_text(encoding="utf-8") == "kept"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.csv", "out.json"]


@pytest.mark.parametrize("arguments", [["commonground"], ["no-such"], ["commonground", VOTES, "--floor", "0"]])
def test_wrong_usage_gives_exit_code_2(arguments: list[str]) -> None:
    run = khural(*arguments)
    assert run.returncode == 2
    assert "Traceback" not in run.stderr


def test_a_result_that_cannot_be_written_gives_exit_code_1(tmp_path: Path) -> None:
    run = khural("commonground", VOTES, "--json", str(tmp_path / "none" / "out.json"))
    assert run.returncode == 1
    assert run.stderr.count("\n") == 1


def test_words_of_strangers_are_shown_as_text(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_text("comment-id,voter-id,vote\n" + "".join(f"1,{p},1\n" for p in range(9)))
    words = "[bold red]x[/] \u202eevil \x1b[2J <script>"
    (tmp_path / "comments.csv").write_text(f"comment-id,comment-body\n1,{words}\n", encoding="utf-8")
    run = khural("commonground", str(tmp_path / "votes.csv"))
    assert "[bold red]x[/]" in run.stdout
    assert "<script>" in run.stdout
    assert not {"\u202e", "\x1b"} & set(run.stdout)


def test_a_file_without_votes_is_answered(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_text("comment-id,voter-id,vote\n")
    run = khural("commonground", str(tmp_path / "votes.csv"))
    assert run.returncode == 0
    assert "Nobody has voted." in run.stdout


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are a thing of Unix")
def test_progress_is_shown_in_a_terminal_and_nowhere_else() -> None:
    reader, writer = pty.openpty()
    command = [sys.executable, "-m", "khural.cli", "commonground", VOTES]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=writer, env={**os.environ, "TERM": "xterm"})
    output, _ = run.communicate(timeout=60)
    os.close(writer)
    assert b"Reading the votes" in os.read(reader, 65536)
    os.close(reader)
    assert b"Reading the votes" not in output
    assert khural("commonground", VOTES).stderr == ""


@pytest.mark.reference
@pytest.mark.parametrize("name", ["london.youth.policing", "vtaiwan.uberx", "bg2050-volunteers"])
def test_real_conversations_are_summed_up(reference: Path, tmp_path: Path, name: str) -> None:
    folder = reference / "data/polis" / name
    groups = str(folder / "participants-votes.csv")
    run = khural("commonground", str(folder / "votes.csv"), "--groups-from", groups, "--json", str(tmp_path / "o.json"))
    assert (run.returncode, run.stderr) == (0, "")
    assert "What group 0" in run.stdout
    assert json.loads((tmp_path / "o.json").read_text(encoding="utf-8"))["groups"]["k"] >= 2
