"""Plain files are read quickly; what is found, and what is refused, is the same as on the careful road."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khural.commonground import VoteFileError, VoteMatrix, quick, read_votes, sizes
from khural.commonground.compiled import scanning

HEADS = (
    "timestamp,comment-id,voter-id,vote",
    "comment-id,datetime,vote,voter-id",
    "vote,voter-id,timestamp,comment-id",
)
PLAIN = ("0", "1", "2", "17", "-3", "4000000000", "1", "12345678", "1700000000000", "1234567890123456")
ODD = ("01", "-0", "+1", " 1", "", "a", "1.0", "é", '"1"', "9" * 19, "9" * 18)


def outcome(path: Path) -> object:
    """All that a reader learns of the file."""
    try:
        votes = read_votes(path)
    except VoteFileError as fault:
        return fault.message.code, fault.row, fault.column
    return votes.input_hash, votes.repeated, votes.participants, votes.values.tolist()


def on_all_roads(path: Path) -> list[object]:
    """As a large file, as a short one, and with care."""
    found = []
    for border, short in ((0, 0), (1 << 60, 1 << 20), (1 << 60, 0)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sizes, "COMPILED_FROM", border)
            patch.setattr(quick, "SHORT", short)
            found.append(outcome(path))
    return found


def lines_of(head: str, cells: list[str]) -> str:
    width = head.count(",") + 1
    return "".join(",".join(cells[i : i + width]) + "\n" for i in range(0, len(cells) - width + 1, width))


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(HEADS),
    st.lists(st.sampled_from(PLAIN), min_size=4, max_size=160),
    st.lists(st.tuples(st.integers(0, 159), st.sampled_from(ODD)), max_size=1),
    st.sampled_from(["", "\n", "5", "5,1", '"', "\r\n"]),
)
def test_all_roads_lead_to_the_same_votes_or_the_same_refusal(
    tmp_path_factory: pytest.TempPathFactory, head: str, cells: list[str], odd: list[tuple[int, str]], tail: str
) -> None:
    names, width = head.split(","), head.count(",") + 1
    cells = [("1", "0", "-1")[i % 3] if names[i % width] == "vote" else cell for i, cell in enumerate(cells)]
    for i, cell in enumerate(cells):
        if names[i % width] == "timestamp" and cell.startswith("-"):
            cells[i] = "3"
    for place, cell in odd:
        if place < len(cells):
            cells[place] = cell
    path = tmp_path_factory.mktemp("roads") / "votes.csv"
    path.write_text(head + "\n" + lines_of(head, cells) + tail, encoding="utf-8", newline="")
    scanned, shortly, carefully = on_all_roads(path)
    assert scanned == carefully
    assert shortly == carefully


def plain_file(folder: Path, kind: str) -> tuple[Path, dict[tuple[str, str], int]]:
    """9,000 votes not in the order of time, some repeated, and the latest of each."""
    rng = np.random.default_rng(5)
    frame = pl.DataFrame(
        {
            "timestamp": rng.integers(0, 4000, 9000),
            "comment-id": rng.integers(0, 40, 9000),
            "voter-id": rng.integers(100, 900, 9000).astype(np.int32),
            "vote": rng.integers(-1, 2, 9000).astype(np.int8),
        }
    )
    order = np.argsort(frame["timestamp"].to_numpy(), kind="stable")
    rows = frame[order].rows()
    path = folder / f"votes.{kind}"
    _ = frame.write_csv(path) if kind == "csv" else frame.write_parquet(path)
    return path, {(str(p), str(s)): v for _, s, p, v in rows}


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_the_latest_of_repeated_votes_counts_on_the_quick_road(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sizes, "COMPILED_FROM", 1000)
    monkeypatch.setattr(scanning, "BYTES_PER_BLOCK", 5000)
    path, expected = plain_file(tmp_path, kind)
    votes = quick.quick_votes(path)
    assert votes is not None
    assert found_in(votes) == expected
    assert votes.repeated == 9000 - len(expected)
    monkeypatch.setattr(sizes, "COMPILED_FROM", 1 << 60)
    assert read_votes(path).input_hash == votes.input_hash


def test_times_are_needed_only_where_a_vote_was_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "COMPILED_FROM", 0)
    path = tmp_path / "votes.parquet"
    for again in (1, -1):
        # Times that the quick road cannot read.
        columns = {"timestamp": ["9", "x", "7"], "comment-id": [1, 1, 2], "voter-id": [4, 4, 4], "vote": [1, again, 0]}
        pl.DataFrame(columns).write_parquet(path)
        votes = quick.quick_votes(path)
        assert (votes is None) == (again == -1)
        assert votes is None or votes.repeated == 1


def test_a_table_in_row_groups_is_read_as_one_in_a_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "COMPILED_FROM", 1000)
    path, expected = plain_file(tmp_path, "parquet")
    pl.read_parquet(path).write_parquet(path, row_group_size=700)
    assert pl.read_parquet(path).n_chunks() > 1
    votes = quick.quick_votes(path)
    assert votes is not None
    assert found_in(votes) == expected


def test_times_are_read_where_the_changed_vote_stands_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "COMPILED_FROM", 1000)
    people, statements = np.divmod(np.arange(9000), 40)
    times = np.arange(9000, 0, -1)
    people[5001], statements[5001] = people[5000], statements[5000]
    votes = np.ones(9000, np.int8)
    votes[5001] = -1
    frame = {"timestamp": times, "comment-id": statements, "voter-id": people, "vote": votes}
    pl.DataFrame(frame).write_parquet(tmp_path / "votes.parquet", row_group_size=700)
    found = read_votes(tmp_path / "votes.parquet")
    # The later line was cast first.
    assert found_in(found)[str(people[5000]), str(statements[5000])] == 1
    assert found.repeated == 1


def found_in(votes: VoteMatrix) -> dict[tuple[str, str], int]:
    cells = zip(votes.rows.tolist(), votes.columns.tolist(), votes.values.tolist(), strict=True)
    return {(votes.participants[i], votes.statements[j]): v for i, j, v in cells}


@pytest.mark.parametrize("cell", ["a b", "a ", "p7", "x\x7f", "1;2", "\t", "é"])
def test_identifiers_are_taken_and_refused_alike(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "votes.csv"
    path.write_text(f"comment-id,voter-id,vote\n1,{cell},1\n2,p7,0\n2,{cell},-1\n", encoding="utf-8")
    _, shortly, carefully = on_all_roads(path)
    assert shortly == carefully


def test_a_small_plain_file_needs_no_library_for_tables(tmp_path: Path) -> None:
    path, _ = plain_file(tmp_path, "csv")
    program = (
        "import sys; from khural.commonground import common_ground, read_votes; "
        f"common_ground(read_votes({str(path)!r}), groups='off'); sys.exit('polars' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
