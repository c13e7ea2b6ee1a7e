"""The quick road and the careful one read the same table, and every code is in use."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import khural
from khural.files import FileError, read_table, read_text, write_whole
from khural.files.careful import read_careful
from khural.files.errors import shown
from khural.files.plain import read_header
from khural.messages import COMMONGROUND, FILES

cell = st.text(st.sampled_from("ab1-. é\"',;\n"), max_size=4).filter(lambda text: text == text.strip())


def test_a_plain_file_takes_the_quick_road_and_any_other_does_not(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    for content, is_plain in ((b"a,b\n1,2\n", True), (b'a,b\n"1",2\n', False), (b"a,b\r\n1,2\r\n", False)):
        path.write_bytes(content)
        assert (read_header(path) is not None) is is_plain
        assert read_table(path).frame.rows() == [("1", "2")]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(cell, cell), max_size=6))
def test_what_the_csv_module_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    import csv

    path = tmp_path_factory.mktemp("t") / "t.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerows([("a", "b"), *rows])
    assert read_table(path).frame.rows() == [tuple(text or None for text in row) for row in rows]


def test_lines_are_those_of_the_file_also_after_a_cell_of_several_lines() -> None:
    _, rows, lines, _ = read_careful('a,b\n1,"x\ny"\n\n2,z\n', "t.csv")
    assert rows == [["1", "x\ny"], ["2", "z"]]
    assert lines == [2, 5]


def test_a_value_is_shown_without_controls_and_cut() -> None:
    assert shown("a\u202eb\n") == "a\\u202eb\\u000a"
    assert len(shown("x" * 5000)) == 40


def test_text_and_its_notes(tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_bytes(b"\xef\xbb\xbfwords")
    text, notes = read_text(path)
    assert text == "words"
    assert [note.code for note in notes] == ["files.bom"]


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    write_whole(path, "first\n")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "second \ud800")
    assert path.read_text() == "first\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.json"]


@pytest.mark.parametrize("target", ["no/such/folder.json", "."])
def test_a_place_that_cannot_be_written_to_is_refused(tmp_path: Path, target: str) -> None:
    with pytest.raises(FileError) as refusal:
        write_whole(tmp_path / target, "text")
    assert refusal.value.message.code == "files.not_writable"
    assert list(tmp_path.iterdir()) == []


def test_every_code_is_in_use_and_its_text_names_the_file_when_it_concerns_one() -> None:
    source = Path(khural.__file__).parent
    rooms = ("files", "commonground", "cli")
    text = "".join(path.read_text(encoding="utf-8") for room in rooms for path in (source / room).rglob("*.py"))
    used = set(re.findall(r'"((?:files|commonground)\.[a-z0-9_]+?)_?["{]', text))
    codes = set(FILES) | set(COMMONGROUND)
    # A code may be put together from a stem and, behind the last underscore, who is meant.
    assert {code for code in codes if code not in used and code.rpartition("_")[0] not in used} == set()
    assert used - codes - {code.rpartition("_")[0] for code in codes} == set()
    assert all("%(file)s" in sentence for sentence in FILES.values())


def test_importing_common_ground_loads_neither_polars_nor_scipy_nor_django() -> None:
    heavy = "{'polars', 'scipy', 'django', 'numba', 'rich'}"
    program = (
        f"import sys, khural.files, khural.cli; from khural.commonground import *; print({heavy} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


def test_a_zip_file_is_told_from_a_spreadsheet(tmp_path: Path) -> None:
    for name, said in (("votes.zip", "unpack it"), ("votes.xlsx", "spreadsheet")):
        (tmp_path / name).write_bytes(b"PK\x03\x04")
        with pytest.raises(FileError, match=said):
            read_table(tmp_path / name)
