"""Files of votes: what is read, and every bad file refused by name, line and column."""

from __future__ import annotations

import contextlib
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khural.commonground import VoteFileError, VoteMatrix, read_labels, read_votes

HEAD = "timestamp,comment-id,voter-id,vote\n"
GOOD = HEAD + "1,1,a,1\n2,2,a,0\n3,1,b,-1\n"


def saved(folder: Path, content: str | bytes, name: str = "votes.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return path


def as_dict(votes: VoteMatrix) -> dict[tuple[str, str], int]:
    cells = zip(votes.rows.tolist(), votes.columns.tolist(), votes.values.tolist(), strict=True)
    return {(votes.participants[i], votes.statements[j]): v for i, j, v in cells}


PLAIN = {("a", "1"): 1, ("a", "2"): 0, ("b", "1"): -1}

READ = {
    "plain": GOOD,
    "no timestamps": "comment-id,voter-id,vote\n1,a,1\n2,a,0\n1,b,-1\n",
    "columns in another order": "vote,voter-id,datetime,comment-id\n1,a,x,1\n0,a,,2\n-1,b,x,1\n",
    "byte order mark": "\ufeff" + GOOD,
    "semicolons": GOOD.replace(",", ";"),
    "tabs": GOOD.replace(",", "\t"),
    "quotes": GOOD.replace(",a,", ',"a",'),
    "carriage returns and line feeds": GOOD.replace("\n", "\r\n"),
    "carriage returns only": GOOD.replace("\n", "\r"),
    "no line feed at the end": GOOD.rstrip("\n"),
    "blank lines": GOOD.replace("\n", "\n\n"),
    "a wide table": "participant,xid,group-id,n-votes,1,2\na,,0,2,1,0\nb,,,1,-1,\n",
    "a wide table in quotes": 'participant,"1","2"\n"a",1,0\n"b",-1,\n',
}


@pytest.mark.parametrize("name", READ)
def test_the_same_votes_are_read_from(tmp_path: Path, name: str) -> None:
    assert as_dict(read_votes(saved(tmp_path, READ[name]))) == PLAIN


@pytest.mark.parametrize(
    ("name", "code"),
    [("byte order mark", "files.bom"), ("semicolons", "files.delimiter"), ("tabs", "files.delimiter"), ("plain", None)],
)
def test_what_was_met_on_the_way_is_said(tmp_path: Path, name: str, code: str | None) -> None:
    votes = read_votes(saved(tmp_path, READ[name]))
    assert [note.code for note in votes.notes] == ([code] if code else [])


def test_the_latest_timestamp_counts_and_of_equal_ones_the_later_line(tmp_path: Path) -> None:
    lines = ["9,1,a,1", "3,1,a,-1", "5,1,b,0", "5,1,b,1"]
    votes = read_votes(saved(tmp_path, HEAD + "\n".join(lines) + "\n"))
    assert as_dict(votes) == {("a", "1"): 1, ("b", "1"): 1}
    assert votes.repeated == 2


def test_signs_are_swapped_only_on_request(tmp_path: Path) -> None:
    assert as_dict(read_votes(saved(tmp_path, GOOD), swap_signs=True)) == {pair: -v for pair, v in PLAIN.items()}


@pytest.mark.parametrize("kind", [pl.Int64, pl.Int8, pl.String])
def test_parquet_is_read_in_the_types_it_has(tmp_path: Path, kind: type[pl.DataType]) -> None:
    frame = pl.DataFrame({"comment-id": [1, 2, 1], "voter-id": ["a", "a", "b"], "vote": [1, 0, -1]})
    frame.with_columns(pl.col("vote").cast(kind)).write_parquet(tmp_path / "votes.parquet")
    assert as_dict(read_votes(tmp_path / "votes.parquet")) == PLAIN


@pytest.mark.parametrize(("values", "found"), [([1.0, 0.0], "Float64"), ([True, False], "Boolean")])
def test_parquet_votes_of_another_type_are_refused(tmp_path: Path, values: list[object], found: str) -> None:
    frame = pl.DataFrame({"comment-id": [1, 2], "voter-id": [1, 1], "vote": values})
    frame.write_parquet(tmp_path / "votes.parquet")
    with pytest.raises(VoteFileError, match=f"column “vote”.*{found}"):
        read_votes(tmp_path / "votes.parquet")


def test_comments_beside_bring_texts_and_marks(tmp_path: Path) -> None:
    comments = (
        'comment-id,agrees,moderated,is-meta,comment-body\n1,1,-1,false,"two\nlines"\n2,0,1,true,x\n9,0,0,false,y\n'
    )
    saved(tmp_path, comments, "comments.csv")
    votes = read_votes(saved(tmp_path, GOOD))
    assert (votes.rejected, votes.meta) == ({"1"}, {"2"})
    assert dict(votes.texts) == {"1": "two lines", "2": "x"}


def test_comments_are_found_by_the_name_of_the_votes(tmp_path: Path) -> None:
    saved(tmp_path, "comment-id,comment-body\n1,mine\n", "june-comments.csv")
    saved(tmp_path, "comment-id,comment-body\n1,not mine\n", "comments.csv")
    assert dict(read_votes(saved(tmp_path, GOOD, "june-votes.csv")).texts) == {"1": "mine"}
    assert dict(read_votes(saved(tmp_path, GOOD, "ballots.csv")).texts) == {}


@pytest.mark.parametrize(("vote", "is_doubtful"), [(1, False), (-1, True)])
def test_doubtful_signs_are_said(tmp_path: Path, vote: int, is_doubtful: bool) -> None:
    lines = [f"1,{s},{p},{vote if p <= s else -vote}" for s in range(6) for p in range(6)]
    comments = "".join(f"{s},{s + 1}\n" for s in range(6))
    saved(tmp_path, "comment-id,agrees\n" + comments, "comments.csv")
    notes = read_votes(saved(tmp_path, HEAD + "\n".join(lines) + "\n")).notes
    assert ("commonground.sign_doubtful" in {note.code for note in notes}) is is_doubtful


BAD_VOTES = (
    *("NaN", "Infinity", "1e400", "true", "1.0", "0.9999", "１", "١", "1_0", " 1 ", "+1", "01", "-0", "2"),
    *("9" * 5000, "[1]", "−1", "=1"),
)


@pytest.mark.parametrize("vote", BAD_VOTES, ids=lambda vote: ascii(vote)[:12])
@pytest.mark.parametrize("form", ["long", "wide"])
def test_a_vote_that_is_none_is_refused_by_line_and_column(tmp_path: Path, vote: str, form: str) -> None:
    content = GOOD + f"4,2,b,{vote}\n" if form == "long" else f"participant,1,2\na,1,0\nb,1,{vote}\n"
    with pytest.raises(VoteFileError) as refusal:
        read_votes(saved(tmp_path, content))
    found = refusal.value
    assert found.message.code == "commonground.vote_value"
    assert (found.file, found.row, found.column) == (
        ("votes.csv", 5, "vote") if form == "long" else ("votes.csv", 3, "2")
    )
    assert len(str(found)) < 200


# name -> (content, code, row, column)
BAD_FILES: dict[str, tuple[str | bytes, str, int | None, str | None]] = {
    "empty": ("", "files.empty", None, None),
    "a mark only": ("\ufeff\n", "files.empty", None, None),
    "utf-16": (GOOD.encode("utf-16"), "files.utf16", None, None),
    "utf-16 without mark": (GOOD.encode("utf-16-le"), "files.utf16", None, None),
    "cp949": (GOOD.replace(",b,", ",김,").encode("cp949"), "files.not_utf8", 4, None),
    "two encodings": (GOOD.encode() + "4,1,é,1\n".encode() + "5,1,é,1\n".encode("latin-1"), "files.not_utf8", 6, None),
    "lone surrogate": (GOOD.replace(",b,", ",\ud800,"), "files.not_utf8", 4, None),
    "nul": (GOOD.replace(",b,", ",b\0,"), "files.nul", 4, None),
    "open quote": (GOOD.replace("2,2,a", '2,2,"a'), "files.quote_open", 3, None),
    "quote closed by a later one": (
        GOOD.replace("1,1,a", '1,1,"a').replace("3,1,b", '3,1,"b"'),
        "files.quote_open",
        2,
        None,
    ),
    "huge field": (GOOD.replace(",b,", f',"{"b" * 131_073}",'), "files.field_long", 4, None),
    "row too long": (GOOD + "4,1,c,1,1\n", "files.row_width", 5, None),
    "row too short": (GOOD + "4,1,c\n", "files.row_width", 5, None),
    "full-width commas": (GOOD.replace(",", "，"), "files.delimiter_look_alike", 1, None),
    "doubled header": (GOOD.replace("voter-id,vote", "vote,vote"), "files.column_twice", None, "vote"),
    "nameless header": (GOOD.replace("timestamp", ""), "files.column_unnamed", None, None),
    "missing header": (GOOD.replace("voter-id", "person"), "commonground.column_missing", None, None),
    "translated headers": ("의견,투표자,표\n1,a,1\n", "commonground.column_missing", None, None),
    "title row": ("Votes of June\n" + GOOD, "commonground.column_missing", None, None),
    "no header": ("1,1,a,1\n2,2,b,1\n", "files.column_twice", None, "1"),
    "padded header": (GOOD.replace("voter-id,vote", "voter-id,vote,x "), "commonground.column_unknown", 1, "x "),
    "unknown column": (GOOD.replace("timestamp", "weight"), "commonground.column_unknown", 1, "weight"),
    "empty vote": (GOOD + "4,2,b,\n", "commonground.vote_value", 5, "vote"),
    "empty voter": (GOOD.replace(",b,", ",,"), "commonground.id_blank", 4, "voter-id"),
    "padded voter": (GOOD.replace(",b,", ", b,"), "commonground.id_form", 4, "voter-id"),
    "invisible voter": (GOOD.replace(",b,", ",\u200b,"), "commonground.id_form", 4, "voter-id"),
    "full-width statement": (GOOD.replace("2,2,a", "2,２,a"), "commonground.id_form", 3, "comment-id"),
    "line break in a voter": (GOOD.replace(",b,", ',"b\nc",'), "commonground.id_form", 4, "voter-id"),
    "timestamp in words": (GOOD.replace("2,2,a", "noon,2,a"), "commonground.timestamp", 3, "timestamp"),
    "timestamp of a spreadsheet": (GOOD.replace("2,2,a", "1.4E+12,2,a"), "commonground.timestamp", 3, "timestamp"),
    "participant twice": ("participant,1,2\na,1,\nb,1,\na,,1\n", "commonground.participant_twice", 4, "participant"),
    "padded statement": ("participant,1, 2\na,1,\n", "commonground.id_form", 1, " 2"),
    "spreadsheet": (b"PK\x03\x04" + bytes(60), "files.spreadsheet", None, None),
    "old spreadsheet": (b"\xd0\xcf\x11\xe0" + bytes(60), "files.spreadsheet", None, None),
    "pdf": (b"%PDF-1.7\n", "files.not_a_table", None, None),
    "parquet under another name": (b"PAR1" + bytes(20), "files.parquet_misnamed", None, None),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_refused_by_one_sentence(tmp_path: Path, name: str) -> None:
    content, code, row, column = BAD_FILES[name]
    path = saved(tmp_path, content)
    before = path.read_bytes()
    with pytest.raises(VoteFileError) as refusal:
        read_votes(path)
    found = refusal.value
    assert (found.message.code, found.row, found.column) == (code, row, column)
    assert found.file == "votes.csv"
    text = str(found)
    assert "votes.csv" in text
    assert "\n" not in text
    assert row is None or f"line {row}" in text
    assert path.read_bytes() == before


@pytest.mark.parametrize("encoding", ["cp949", "shift_jis", "euc_jp", "gb18030", "big5", "cp1251", "koi8_r", "cp866"])
def test_an_encoding_is_proposed_with_a_look_and_used_only_when_named(tmp_path: Path, encoding: str) -> None:
    words = {
        "cp949": "대한민국 서울",
        "shift_jis": "ひらがなカタカナ",
        "euc_jp": "ひらがなカタカナ",
        "gb18030": "乌兰巴托对话",
    }
    name = words.get(encoding, "公民投票" if encoding == "big5" else "Монгол")
    path = saved(tmp_path, GOOD.replace(",b,", f",{name},").encode(encoding))
    with pytest.raises(VoteFileError) as refusal:
        read_votes(path)
    proposals = str(refusal.value.message.params["proposals"])
    assert encoding.replace("shift_jis", "cp932") in proposals
    assert name[:4] in proposals
    assert name in read_votes(path, encoding=encoding).participants


def test_an_encoding_that_is_wrong_or_unknown_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, GOOD.replace(",b,", ",é,"))
    for encoding, code in (("ascii", "files.encoding_wrong"), ("klingon", "files.encoding_unknown")):
        with pytest.raises(VoteFileError) as refusal:
            read_votes(path, encoding=encoding)
        assert refusal.value.message.code == code


@pytest.mark.parametrize(("name", "code"), [("votes.json", "ending_unknown"), ("votes.parquet", "parquet_broken")])
def test_a_wrong_ending_is_refused(tmp_path: Path, name: str, code: str) -> None:
    with pytest.raises(VoteFileError) as refusal:
        read_votes(saved(tmp_path, GOOD, name))
    assert refusal.value.message.code == f"files.{code}"


def test_a_broken_parquet_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    broken = saved(tmp_path, b"PAR1" + bytes(20), "votes.parquet")
    for path, code in ((broken, "parquet_broken"), (tmp_path, "is_folder"), (tmp_path / "none.csv", "missing")):
        with pytest.raises(VoteFileError) as refusal:
            read_votes(path)
        assert refusal.value.message.code == f"files.{code}"


def test_a_header_without_votes_is_no_vote_and_no_fault(tmp_path: Path) -> None:
    for content in (HEAD, "participant,1,2\n"):
        assert len(read_votes(saved(tmp_path, content)).values) == 0


@pytest.mark.parametrize(
    ("comments", "code", "row", "column"),
    [
        ("id,comment-body\n1,x\n", "commonground.column_missing", None, None),
        ("comment-id,moderated\n1,yes\n", "commonground.cell_choice", 2, "moderated"),
        ("comment-id,is-meta\n1,TRUE\n", "commonground.cell_choice", 2, "is-meta"),
        ("comment-id,comment-body\n1,x\n1,y\n", "commonground.statement_twice", 3, "comment-id"),
        ("comment-id,comment-body\n１,x\n", "commonground.id_form", 2, "comment-id"),
        ('comment-id,comment-body\n1,"x\n2,y\n', "files.quote_open", 2, None),
    ],
)
def test_bad_comments_are_refused_by_their_own_name(
    tmp_path: Path, comments: str, code: str, row: int | None, column: str | None
) -> None:
    saved(tmp_path, comments, "comments.csv")
    with pytest.raises(VoteFileError) as refusal:
        read_votes(saved(tmp_path, GOOD))
    found = refusal.value
    assert (found.message.code, found.file, found.row, found.column) == (code, "comments.csv", row, column)


def test_labels_come_from_two_columns_or_from_a_wide_export(tmp_path: Path) -> None:
    parties = saved(tmp_path, "voter-id,party,remark\na, 서울 ,x\nb,,x\n", "parties.csv")
    assert read_labels(parties, "party") == {"a": "서울"}
    wide = saved(tmp_path, "participant,group-id,n-votes,1\na,0,1,1\nb,,1,1\n", "participants-votes.csv")
    assert read_labels(wide, "group") == {"a": "0"}


def test_labels_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, "participant,party\na,x\na,x\na,y\n", "parties.csv")
    with pytest.raises(VoteFileError) as refusal:
        read_labels(path, "party")
    assert (refusal.value.message.code, refusal.value.row) == ("commonground.label_twice", 4)


def test_labels_without_their_column_are_refused(tmp_path: Path) -> None:
    with pytest.raises(VoteFileError, match="party"):
        read_labels(saved(tmp_path, "participant,group\na,x\n", "parties.csv"), "party")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=80), st.integers(0, len(GOOD)), st.booleans())
def test_whatever_stands_in_a_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, at: int, alone: bool
) -> None:
    content = noise if alone else GOOD.encode()[:at] + noise + GOOD.encode()[at:]
    path = saved(tmp_path_factory.mktemp("noise"), content)
    values: set[int] = set()
    with contextlib.suppress(VoteFileError):
        values = set(read_votes(path).values.tolist())
    assert values <= {-1, 0, 1}
