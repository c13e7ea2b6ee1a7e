"""The copy leaves out what no source was read for, and is the same bytes each time."""

import csv
import hashlib
import io
from pathlib import Path

import pytest

from khural.evidence.columns import COLUMNS
from khural.evidence.dates import PartialDate
from khural.evidence.field_copy import PACKED, main, pack, pack_table, without_unchecked_clauses
from khural.evidence.sources import attribution, manifest
from khural.evidence.table import EvidenceError
from khural.messages import english

DATE = PartialDate(2026, 11, 24)


def packed(file: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((PACKED / file).read_text(encoding="utf-8"), newline="")))


def source(file: str, *rows: dict[str, str]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS[file], restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize("file", sorted(COLUMNS))
def test_no_row_of_the_copy_is_background_knowledge(file: str) -> None:
    rows = packed(file)
    assert rows
    for row in rows:
        assert row["grade"] in ("S", "D", "X", "NF")
        assert row.get("coding_grade", "") != "K"
        assert not any("(K)" in cell for cell in row.values())


def test_the_manifest_describes_the_files_that_are_there() -> None:
    assert [table.file for table in manifest().tables] == sorted(COLUMNS)
    for table in manifest().tables:
        assert table.sha256 == hashlib.sha256((PACKED / table.file).read_bytes()).hexdigest()
        assert table.rows_kept == len(packed(table.file))


def test_seventeen_rows_were_left_out() -> None:
    assert {table.file: table.rows_dropped for table in manifest().tables if table.rows_dropped} == {
        "mongolia_facts.csv": 1,
        "terms.csv": 16,
    }


@pytest.mark.reference
def test_packing_the_reference_tables_gives_the_committed_bytes(reference: Path, tmp_path: Path) -> None:
    pack(reference / "data" / "field", manifest().date, tmp_path)
    again = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert again == {path.name: path.read_bytes() for path in PACKED.iterdir()}


def test_packing_the_copy_itself_changes_nothing() -> None:
    for file in COLUMNS:
        copy = (PACKED / file).read_bytes()
        assert pack_table(file, copy)[0] == copy


def test_a_row_of_background_knowledge_is_dropped_and_counted() -> None:
    row = {"fact": "gdp", "value": "15", "source_url": "https://example.org", "grade": "S"}
    copy, table = pack_table("mongolia_facts.csv", source("mongolia_facts.csv", row, row | {"grade": "K"}))
    assert copy == source("mongolia_facts.csv", row)
    assert (table.rows_kept, table.rows_dropped, table.cells_changed) == (1, 1, 0)


def test_outcomes_coded_from_memory_are_blanked_beside_a_sourced_row() -> None:
    row = {"case": "a", "outcome_agreement": "1", "outcome_lasting": "0", "coding_grade": "K", "grade": "S"}
    copy, table = pack_table("mediation_cases.csv", source("mediation_cases.csv", row))
    assert copy == source("mediation_cases.csv", {"case": "a", "grade": "S"})
    assert table.cells_changed == 3


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ("Year only; that they came is background knowledge (K)", "Year only"),
        (
            "Mixed record; codes are background knowledge (K). Two cases in one row",
            "Mixed record. Two cases in one row",
        ),
        ("All of it from memory (K)", ""),
        ("From memory (K); read in the paper", "read in the paper"),
        ("One, two; three. Four", "One, two; three. Four"),
    ],
)
def test_only_the_marked_clause_of_a_note_is_left_out(note: str, kept: str) -> None:
    assert without_unchecked_clauses(note) == kept


def test_nothing_is_written_when_one_table_is_refused(tmp_path: Path) -> None:
    tables = tmp_path / "tables"
    tables.mkdir()
    for file in COLUMNS:
        (tables / file).write_bytes((PACKED / file).read_bytes())
    (tables / "ubd_tracks.csv").write_text("track,colour\n", encoding="utf-8")
    with pytest.raises(EvidenceError, match="the column “colour” is not known"):
        pack(tables, DATE, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_a_table_that_is_not_utf8_is_refused() -> None:
    with pytest.raises(EvidenceError, match=r"terms.csv is not UTF-8"):
        pack_table("terms.csv", "зөвшөөрөл".encode("utf-16"))


def test_the_command_says_what_it_kept_and_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(PACKED), "--date", "2026-11-24", "--into", str(tmp_path)])
    assert "terms.csv: 71 rows kept, 0 dropped, 0 cells changed" in capsys.readouterr().out


def test_the_command_ends_with_one_sentence_when_a_table_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([str(tmp_path), "--date", "2026-11-24", "--into", str(tmp_path / "copy")])
    assert ended.value.code == 1
    assert capsys.readouterr().err == "claims.csv is missing from the folder of field tables, or cannot be read.\n"


def test_the_page_of_sources_can_say_whose_words_and_whose_facts_they_are() -> None:
    sentences = [english(message) for message in attribution()]
    assert sentences[0] == "The facts belong to the sources named beside them."
    assert sentences[-1] == f"Copied on {manifest().date}: 470 rows kept, 17 left out without a source."
