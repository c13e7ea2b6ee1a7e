"""Exports that are read: wherever they lie, whatever they lack, and back into the same form."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from khural.polis import (
    Conversation,
    Found,
    PolisError,
    attribution_in,
    comments_csv,
    content_hash,
    from_files,
    from_folder,
    from_zip,
    pack,
    participants_csv,
    preview,
    read_conversation,
    unpack,
    votes_csv,
)
from khural.publishing.table import neutral
from tests.polis.exports import COMMENTS, PEOPLE, TABLES, VOTES, archive, folder, raw

SIX = {
    "bg2050-volunteers": (126, 371, 14_283, 58, (316, 0, 55), (0, 0)),
    "brexit-consensus": (204, 50, 5_303, 9, (50, 0, 0), (0, 0)),
    "london.youth.policing": (26, 39, 638, 2, (36, 0, 3), (3, 0)),
    "scoop-hivemind.biodiversity": (536, 316, 29_719, 83, (154, 0, 162), (2, 0)),
    "ssis.land-bank-farmland.2rumnecbeh.2021-08-01": (404, 297, 33_463, 67, (186, 6, 105), (4, 0)),
    "vtaiwan.uberx": (1_921, 197, 49_443, 554, (99, 20, 78), (0, 0)),
}


def lake(**change: str | bytes) -> Conversation:
    return read_conversation(Found("lake", raw({**TABLES, **{f"{k}.csv": v for k, v in change.items()}})))


def test_the_preview_counts_people_votes_and_states() -> None:
    seen = preview(lake())
    assert (seen.topic, seen.people, seen.statements, seen.votes, seen.revotes) == ("The Lake", 3, 4, 12, 1)
    assert (seen.accepted, seen.unreviewed, seen.rejected) == (2, 1, 1)
    assert (seen.first, seen.last) == (date(2020, 9, 13), date(2020, 9, 13))
    assert seen.missing == ()


def test_of_a_repeated_vote_the_latest_counts_and_of_equal_times_the_later_line() -> None:
    last = lake().votes.last()
    found = dict(zip(zip(last.statements, last.voters, strict=True), last.signs, strict=True))
    assert found[3, 1] == 1
    same_time = lake(votes=VOTES.replace("1600000020000", "1600000019000"))
    assert same_time.votes.last().signs == last.signs
    turned = VOTES.replace("1600000019000", "1600000029000")
    last = lake(votes=turned).votes.last()
    assert dict(zip(zip(last.statements, last.voters, strict=True), last.signs, strict=True))[3, 1] == -1


def test_rows_in_another_order_are_the_same_conversation() -> None:
    head, *rows = VOTES.strip().split("\n")
    turned = "\n".join([head, *reversed(rows)]) + "\n"
    assert content_hash(lake(votes=turned)) == content_hash(lake())
    assert content_hash(lake(summary="topic,Another\n")) == content_hash(lake())
    assert content_hash(lake(votes=VOTES.replace("3,3,0", "3,3,-1"))) != content_hash(lake())


def test_marks_line_ends_and_semicolons_change_nothing() -> None:
    for change in (
        {"comments": b"\xef\xbb\xbf" + COMMENTS.encode()},
        {"votes": VOTES.replace("\n", "\r\n")},
        {"votes": VOTES.replace(",", ";")},
        {"comments": COMMENTS.replace("=SUM", "'=SUM")},
    ):
        assert content_hash(lake(**change)) == content_hash(lake())


def test_without_votes_csv_the_wide_table_is_read() -> None:
    tables = {name: body for name, body in raw(TABLES).items() if name != "votes.csv"}
    read = read_conversation(Found("lake", tables))
    seen = preview(read)
    assert (seen.votes, seen.revotes, seen.missing, seen.first) == (12, 0, ("votes.csv",), None)
    assert read.votes.signs == lake().votes.last().signs


@pytest.mark.parametrize("where", ["", "export/", "a/b/c/"])
def test_an_export_is_found_wherever_it_lies(tmp_path: Path, where: str) -> None:
    tables = {where + name: body for name, body in TABLES.items()}
    junk = {"__MACOSX/._comments.csv": b"\0", "notes.txt": "x", f"{where}stats-history.csv": "a,b\n"}
    everything = {**tables, **junk}
    for found in (from_folder(folder(tmp_path / "x", everything)), from_zip(archive(everything), "x.zip")):
        assert content_hash(read_conversation(found)) == content_hash(lake())


def test_names_of_other_years_are_known() -> None:
    names = {"comments.csv": "r7-comments.csv", "votes.csv": "r7-votes.csv"}
    names |= {"participants-votes.csv": "r7-participant-votes.csv"}
    given = [(names[name], body) for name, body in raw(TABLES).items() if name in names]
    read = read_conversation(from_files(given, "chosen files"))
    assert content_hash(read) == content_hash(lake())
    assert (read.groups, read.missing, read.topic) == ({1: 0, 2: 1}, ("summary.csv",), "chosen files")


def test_one_zip_file_among_the_chosen_is_opened() -> None:
    assert content_hash(read_conversation(from_files([("x.zip", archive())], "chosen"))) == content_hash(lake())


def test_packing_keeps_everything_and_gives_the_same_bytes() -> None:
    packed = pack(lake())
    assert packed == pack(lake())
    again = unpack(packed)
    assert (again.votes, again.statements, again.groups, again.topic) == (
        lake().votes,
        lake().statements,
        lake().groups,
        "The Lake",
    )
    for broken in (packed[:-5], b"", b"x" * 100, packed + b"x"):
        if broken != packed + b"x":
            with pytest.raises(PolisError):
                unpack(broken)


def test_what_is_written_reads_as_the_same_conversation_and_computes_nothing() -> None:
    first = lake()
    written = {
        "comments.csv": comments_csv(first, neutral).encode(),
        "votes.csv": votes_csv(first).encode(),
        "participants-votes.csv": participants_csv(first).encode(),
    }
    assert b"'=SUM(1)" in written["comments.csv"]
    assert b",=SUM" not in written["comments.csv"]
    assert written["participants-votes.csv"].decode().splitlines()[1:] == PEOPLE.splitlines()[1:]
    assert content_hash(read_conversation(Found("lake", written))) == content_hash(first)


def test_attribution_and_licence_are_taken_from_the_file_beside() -> None:
    marked = "# Data\nCreative Commons Attribution 4.0\n--- BEGIN STATEMENT ---\nBy the Lake.\n--- END STATEMENT ---\n"
    assert attribution_in([marked]).words == "By the Lake."
    assert attribution_in([marked]).licence == "CC BY 4.0"
    assert attribution_in(["All rights are ours."]).licence == ""
    assert attribution_in([]).words == ""


def test_a_million_rows_are_read() -> None:
    rows = [VOTES.split("\n")[0], *(f"{16 * 10**11 + n},Sun,{n % 4},{n // 4},1" for n in range(1_000_000))]
    read = lake(votes="\n".join(rows) + "\n")
    assert (len(read.votes), preview(read).people) == (1_000_000, 250_000)


@pytest.mark.reference
@pytest.mark.parametrize("name", sorted(SIX))
def test_the_six_public_conversations_are_read_whole(reference: Path, name: str) -> None:
    found = from_folder(reference / "data" / "polis" / name)
    read = read_conversation(found)
    seen = preview(read)
    states = (seen.accepted, seen.unreviewed, seen.rejected)
    said = (seen.people, seen.statements, seen.votes, seen.revotes, states, (seen.without_votes, len(seen.missing)))
    assert said == SIX[name]
    assert attribution_in(found.terms).licence == "CC BY 4.0"
    assert "The Computational Democracy Project" in attribution_in(found.terms).words
    again = unpack(pack(read))
    assert (again.votes, again.statements) == (read.votes, read.statements)
    # The wide table says of everybody what the votes say.
    wide = {key: body for key, body in found.tables.items() if key != "votes.csv"}
    assert read_conversation(Found(name, wide)).votes.signs == read.votes.last().signs


@pytest.mark.parametrize(
    "form",
    [
        {name: text.replace("\n", "\r\n") for name, text in TABLES.items()},
        {name: text.replace("\n", "\r") for name, text in TABLES.items()},
        {name: "\ufeff" + text for name, text in TABLES.items()},
        {f"a/b/c/{name}": text for name, text in TABLES.items()},
        {
            **TABLES,
            "__MACOSX/._votes.csv": "x",
            "lake/__MACOSX/._votes.csv": "x",
            "._votes.csv": b"\0",
            ".DS_Store": b"\0",
        },
        {**TABLES, "summary.csv": ""},
    ],
    ids=["CRLF", "CR", "BOM", "nested", "macOS", "empty summary"],
)
def test_harmless_differences_change_nothing(form: dict[str, str | bytes]) -> None:
    read = read_conversation(from_zip(archive(form), "lake.zip"))
    assert content_hash(read) == content_hash(lake())
    assert len(set(map(str, read.notes))) == len(read.notes)


def test_words_of_any_kind_are_kept_as_text() -> None:
    body = '"Sell\n""the""\r\nlake, \u202e=1+1"'
    read = lake(comments=COMMENTS.replace("Sell the lake.", body))
    assert read.statements[2].text == 'Sell "the" lake, \u202e=1+1'
