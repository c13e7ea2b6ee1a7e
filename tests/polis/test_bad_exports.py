"""Every bad export: one sentence that names the place, quickly, and nothing else."""

from __future__ import annotations

import io
import resource
import zipfile
from pathlib import Path

import pytest

from khural.files import FileError
from khural.polis import Found, PolisError, from_files, from_folder, from_zip, read_conversation
from khural.polis import found as finding
from tests.polis.exports import COMMENTS, PEOPLE, TABLES, VOTES, archive, folder, raw

Tables = dict[str, str | bytes]


def sentence(tables: Tables, **options: bool) -> str:
    with pytest.raises(FileError) as refused:
        read_conversation(Found("lake", raw(tables)), **options)
    said = str(refused.value)
    assert "\n" not in said
    return said


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"votes.csv": VOTES.replace(",3,1\n", ",3,2\n", 1)}, "line 4, column vote: “2” is none of 1, 0, -1."),
        ({"votes.csv": VOTES.replace(",3,1\n", ",3,1.0\n", 1)}, "column vote: “1.0” is none of"),
        ({"votes.csv": VOTES.replace("0,1,1\n", "0,anna,1\n", 1)}, "column voter-id: “anna” is not a whole number"),
        ({"votes.csv": VOTES[: VOTES.rindex(",3,0")]}, "votes.csv, line 14: 3 fields where the header has 5"),
        ({"votes.csv": "\n".join(VOTES.split("\n")[:8]) + "\n"}, "seems to be cut off"),
        ({"votes.csv": VOTES.replace("vote\n", "voice\n", 1)}, "has no column “vote”"),
        ({"votes.csv": VOTES.split("\n")[0] + "\n"}, "votes.csv holds no vote"),
        ({"votes.csv": ""}, "votes.csv is empty"),
        ({"comments.csv": COMMENTS.replace(",2,8,", ",1,8,")}, "comments.csv, line 4: statement 1 stands there twice"),
        ({"comments.csv": COMMENTS.replace("Sell the lake.", " ")}, "comments.csv, line 4: the statement has no words"),
        ({"comments.csv": COMMENTS.replace('a lamp."', "a lamp.")}, "a quotation mark opened there is not closed"),
        ({"comments.csv": COMMENTS.replace(",-1,Sell", ",maybe,Sell")}, "column moderated: “maybe” is none of"),
        ({"comments.csv": COMMENTS.encode("utf-16")}, "comments.csv is UTF-16"),
        ({"comments.csv": COMMENTS.replace("ferry", "ferry №").encode("cp1251")}, "line 2: the text is not UTF-8"),
        ({"comments.csv": COMMENTS.replace("ferry", "fer\0ry")}, "a NUL character"),
        ({"participants-votes.csv": PEOPLE.replace("3,,", "2,,")}, "line 4: participant 2 stands there twice"),
        ({"comments.csv": COMMENTS.replace("ferry", "f" * 200_000)}, "a field holds more than 131072 characters"),
        ({"comments.csv": COMMENTS.replace("ferry", "f" * 6000)}, "line 2: the statement is longer than 5000"),
        ({"comments.csv": "  \n \n"}, "comments.csv is empty"),
        ({"comments.csv": COMMENTS.split("\n")[0] + "\n"}, "comments.csv holds no statement"),
        ({"comments.csv": COMMENTS.replace("Sell", "팔아").encode("euc-kr")}, "It could be cp949 (“3,-1,팔아"),
        ({"comments.csv": COMMENTS.replace("Sell", "卖掉").encode("gb18030")}, "gb18030 (“3,-1,卖掉"),
        ({"comments.csv": COMMENTS.replace("lake", "laké").encode("cp1252")}, "cp1252 ("),
        ({"comments.csv": COMMENTS.encode("utf-16-le")}, "comments.csv is UTF-16"),
        ({"comments.csv": COMMENTS.encode().replace(b"Sell", b"\xed\xa0\x80")}, "line 4: the text is not UTF-8"),
        ({"votes.csv": bytes(range(256)) * 20}, "votes.csv, line 2: the text is not UTF-8"),
        ({"votes.csv": VOTES.replace("0,1,1\n", "0,1234567890123456789,1\n")}, "is not a whole number"),
        ({"votes.csv": VOTES.replace(",Sun,0,", ",Sun,77,")}, "seems to be cut off"),
        ({"participants-votes.csv": ""}, "participants-votes.csv is empty"),
        ({"summary.csv": "a,\0b\n"}, "summary.csv, line 1: a NUL character"),
    ],
)
def test_each_fault_is_named_by_file_and_line(change: Tables, says: str) -> None:
    assert says in sentence({**TABLES, **change})


def test_missing_tables_are_named() -> None:
    assert "comments.csv is missing" in sentence({"votes.csv": VOTES})
    assert "are both missing" in sentence({"comments.csv": COMMENTS})


def test_a_wrong_sign_is_told_and_can_be_turned() -> None:
    turned = VOTES.replace(",-1\n", ",x\n").replace(",1\n", ",-1\n").replace(",x\n", ",1\n")
    said = sentence({**TABLES, "votes.csv": turned})
    assert "seem to hold agree as -1" in said
    right = read_conversation(Found("lake", raw(TABLES)))
    swapped = read_conversation(Found("lake", raw({**TABLES, "votes.csv": turned})), swap_signs=True)
    assert swapped.votes == right.votes
    assert "seem to hold agree as -1" in sentence(dict(TABLES), swap_signs=True)


def test_votes_on_unknown_statements_are_left_out_and_said() -> None:
    more = VOTES + "1600000023000,Sun,99,1,1\n"
    read = read_conversation(Found("lake", raw({**TABLES, "votes.csv": more})))
    assert [str(note.params["n"]) for note in read.notes] == ["1"]
    assert 99 not in read.votes.statements


class TestArchives:
    def test_a_bomb_is_unpacked_no_further_than_the_limit(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(finding, "MOST_TABLE", 2**20)
        body = io.BytesIO()
        with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as made, made.open("votes.csv", "w") as stream:
            for _ in range(400):
                stream.write(b"0" * 2**20)
        assert len(body.getvalue()) < 2**20
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with pytest.raises(PolisError, match=r"votes\.csv is larger than 1 MB once unpacked"):
            from_zip(body.getvalue(), "bomb.zip")
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 2**10

    def test_what_leads_out_is_not_opened(self) -> None:
        for path in ("../../etc/comments.csv", "/etc/comments.csv", "C:/comments.csv", "a\\..\\..\\comments.csv"):
            with pytest.raises(PolisError, match="leads out of it"):
                from_zip(archive({**TABLES, path: COMMENTS}), "trap.zip")

    def test_cut_off_locked_and_crowded_ones_are_told(self) -> None:
        whole = archive()
        for broken in (whole[:-40], whole[: len(whole) // 2], b"PK\x03\x04", b"not a zip"):
            with pytest.raises(PolisError):
                from_zip(broken, "half.zip")
        locked = bytearray(whole)
        for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            start = locked.find(mark)
            while start >= 0:
                locked[start + at] |= 1
                start = locked.find(mark, start + 4)
        with pytest.raises(PolisError, match="locked with a password"):
            from_zip(bytes(locked), "locked.zip")
        with pytest.raises(PolisError, match="more than 2000 files"):
            from_zip(archive({f"{n}.txt": "" for n in range(2001)}), "crowd.zip")

    def test_damaged_bytes_inside_are_told(self) -> None:
        damaged = bytearray(archive())
        at = damaged.find(b"comments.csv") + 40
        damaged[at : at + 20] = b"\xff" * 20
        with pytest.raises(PolisError, match="cut off or damaged"):
            from_zip(bytes(damaged), "damaged.zip")

    def test_several_conversations_are_named(self) -> None:
        both = {f"{name}/{table}": body for name in ("lake", "hill") for table, body in TABLES.items()}
        with pytest.raises(PolisError, match=r"holds 2 conversations \(hill, lake\)"):
            from_zip(archive(both), "both.zip")

    def test_an_archive_without_one_says_what_is_looked_for(self) -> None:
        with pytest.raises(PolisError, match=r"comments\.csv and votes\.csv is looked for"):
            from_zip(archive({"holiday.txt": "sun"}), "holiday.zip")


def test_folders_that_are_none_are_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.txt").write_text("x")
    for path, says in (("nowhere", "does not exist"), ("empty", "looked for"), ("a.txt", "looked for")):
        with pytest.raises(FileError, match=says):
            from_folder(tmp_path / path)


def test_more_than_can_be_held_is_told() -> None:
    head = COMMENTS.split("\n")[0] + "\n"
    many = head + "".join(f"1600000000000,Sun,{n},1,0,0,1,Number {n}\n" for n in range(20_001))
    assert "comments.csv holds more than 20000 statements." in sentence({**TABLES, "comments.csv": many})
    wide = "participant,group-id,0,1,2,3\n" + "".join(f"{n},,1,1,1,1\n" for n in range(30))
    with pytest.raises(PolisError, match="holds more than 100 votes"):
        read_conversation(
            Found("lake", raw({"comments.csv": COMMENTS, "participants-votes.csv": wide})), most_votes=100
        )


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text(VOTES)
    lake = folder(tmp_path / "lake")
    (lake / "votes.csv").unlink()
    (lake / "votes.csv").symlink_to(tmp_path / "secret.csv")
    with pytest.raises(PolisError, match=r"votes\.csv is a link that leads out of the folder"):
        from_folder(lake)
    (lake / "votes.csv").unlink()
    (lake / "kept.txt").write_text(VOTES)
    (lake / "votes.csv").symlink_to(lake / "kept.txt")
    assert from_folder(lake).tables["votes.csv"] == VOTES.encode()


def test_a_link_inside_an_archive_is_a_table_of_its_own_words() -> None:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as made:
        for name, text in TABLES.items():
            entry = zipfile.ZipInfo(name)
            if name == "votes.csv":
                entry.external_attr = 0o120777 << 16
            made.writestr(entry, "/etc/passwd" if name == "votes.csv" else text)
    with pytest.raises(FileError, match=r"votes\.csv has no column"):
        read_conversation(from_zip(body.getvalue(), "link.zip"))


def test_a_folder_where_a_table_should_be_is_no_table(tmp_path: Path) -> None:
    lake = folder(tmp_path / "lake", {"comments.csv": COMMENTS})
    (lake / "votes.csv").mkdir()
    with pytest.raises(PolisError, match="are both missing"):
        read_conversation(from_folder(lake))


def test_an_archive_that_is_cut_off_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "half.zip").write_bytes(archive()[:200])
    with pytest.raises(PolisError, match="cut off or damaged"):
        from_folder(tmp_path / "half.zip")


def test_the_same_file_chosen_twice_is_told() -> None:
    twice = [("votes.csv", b"x"), ("votes.csv", b"x")]
    with pytest.raises(PolisError, match="twice"):
        from_files(twice, "chosen files")


def test_a_link_in_a_circle_ends(tmp_path: Path) -> None:
    folder(tmp_path / "lake")
    (tmp_path / "lake" / "again").symlink_to(tmp_path / "lake", target_is_directory=True)
    assert from_folder(tmp_path / "lake").name == "lake"


def test_votes_of_another_conversation_are_told_and_a_few_strange_ones_are_left_out(tmp_path: Path) -> None:
    cut = "\n".join(COMMENTS.splitlines()[:2]) + "\n"
    with pytest.raises(PolisError, match="belongs to another conversation"):
        read_conversation(from_folder(folder(tmp_path / "cut", {"comments.csv": cut, "votes.csv": VOTES})))
    last = VOTES.strip().splitlines()[-1].split(",")
    more = VOTES.strip() + "\n" + ",".join([*last[:2], "9999", *last[3:]]) + "\n"
    read = read_conversation(from_folder(folder(tmp_path / "more", {"comments.csv": COMMENTS, "votes.csv": more})))
    assert [(note.code, note.params["n"]) for note in read.notes] == [("polis.strange_votes", 1)]
