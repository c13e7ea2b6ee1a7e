"""Files of events as their producers publish them: read whole, or refused with the row that is wrong."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from khural.evidence.events.layouts import REDUCED
from khural.evidence.events.neutral import Events, neutral_events
from khural.evidence.table import EvidenceError
from tests.evidence.producers import GDELT_ROWS, gdelt_file, icews_file, polecat_file


def _pairs(events: Events) -> list[tuple[str, str, int]]:
    return [(a, b, kind) for _day, a, b, kind, _intensity, _code in events.rows.rows()]


def _dropped(events: Events) -> dict[str, int]:
    return {one.reason.removeprefix("evidence.dropped_"): one.rows for one in events.dropped}


@pytest.mark.parametrize("width", [57, 58, 61])
@pytest.mark.parametrize("name", ["20240101.export.CSV", "20240101.export.CSV.zip"])
def test_gdelt_is_read_in_each_of_its_layouts(tmp_path: Path, width: int, name: str) -> None:
    events = neutral_events(gdelt_file(tmp_path / name, width=width), "gdelt")
    assert _pairs(events) == [("MNG", "PRK", 1), ("PRK", "MNG", 2), ("MNG", "PRK", 3), ("USA", "PRK", 4)]
    assert _dropped(events) == {"no_source_state": 2, "same_state": 1}
    assert events.read == sum((events.rows.height, *(one.rows for one in events.dropped)))
    assert dict(events.volume.rows()) == {date(2024, 1, 1): 2, date(2024, 1, 2): 5}


def test_icews_is_read_by_the_countries_of_its_actors(tmp_path: Path) -> None:
    events = neutral_events(icews_file(tmp_path / "events.2018.tab"), "icews")
    assert _pairs(events) == [("KOR", "PRK", 4), ("PRK", "KOR", 1), ("MNG", "PRK", 1)]
    assert _dropped(events) == {"no_source_state": 1}
    assert events.rows["code"].to_list() == ["141", "040", "057"]


def test_polecat_is_read_by_its_names_of_classes(tmp_path: Path) -> None:
    events = neutral_events(polecat_file(tmp_path / "ngecEvents.DV.2023.txt"), "polecat")
    assert _pairs(events) == [("MNG", "PRK", 1), ("PRK", "KOR", 4)]
    assert _dropped(events) == {"no_source_state": 1}


def test_reduced_files_are_read_by_their_resolved_states(tmp_path: Path) -> None:
    path = tmp_path / "events.parquet"
    rows = [
        ("2018-01-02", "a", "x", "b", "036", 4.0, "MNG", "PRK"),
        ("2018-01-02", "c", "x", "d", "ZZ", 0.0, "MNG", "PRK"),
        ("2018-01-02", "e", "x", "d", "036", 4.0, "IGO:UN", "PRK"),
    ]
    pl.DataFrame(rows, list(REDUCED), orient="row").write_parquet(path)
    events = neutral_events(path, "icews18")
    assert _pairs(events) == [("MNG", "PRK", 1)]
    assert _dropped(events) == {"no_class": 1, "no_source_state": 1}


def _refused(path: Path, source: str) -> EvidenceError:
    with pytest.raises(EvidenceError) as caught:
        neutral_events(path, source)
    return caught.value


def test_a_file_cut_off_in_a_row_is_refused(tmp_path: Path) -> None:
    path = gdelt_file(tmp_path / "20240101.export.CSV")
    path.write_bytes(path.read_bytes()[:-30])
    assert "cut off" in str(_refused(path, "gdelt"))


def test_a_zip_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    path = gdelt_file(tmp_path / "20240101.export.CSV.zip")
    path.write_bytes(path.read_bytes()[:-40])
    assert "cut off" in str(_refused(path, "gdelt"))


def test_a_zip_with_a_damaged_byte_is_refused(tmp_path: Path) -> None:
    path = gdelt_file(tmp_path / "20240101.export.CSV.zip", GDELT_ROWS)
    content = bytearray(path.read_bytes())
    content[70] ^= 0xFF
    path.write_bytes(content)
    assert "cut off" in str(_refused(path, "gdelt"))


def test_a_zip_with_two_files_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", "x")
        archive.writestr("b", "x")
    assert "holds 2" in str(_refused(path, "gdelt"))


def test_a_row_with_a_cell_too_few_is_named(tmp_path: Path) -> None:
    path = gdelt_file(tmp_path / "20240101.export.CSV")
    lines = path.read_text().splitlines(keepends=True)
    lines[2] = lines[2].replace("\t", "", 1)
    path.write_text("".join(lines))
    assert "row 3: 57 cells where the header has 58" in str(_refused(path, "gdelt"))


def test_a_cell_too_few_and_one_too_many_do_not_cancel_out(tmp_path: Path) -> None:
    path = gdelt_file(tmp_path / "20240101.export.CSV")
    lines = path.read_text().splitlines(keepends=True)
    lines[2], lines[4] = lines[2].replace("\t", "", 1), "\t" + lines[4]
    path.write_text("".join(lines))
    assert "row 3" in str(_refused(path, "gdelt"))


def test_another_number_of_columns_is_refused(tmp_path: Path) -> None:
    assert "57 or 58 or 61" in str(_refused(gdelt_file(tmp_path / "x.CSV", width=40), "gdelt"))


def test_bytes_that_are_no_text_are_named_by_row(tmp_path: Path) -> None:
    path = icews_file(tmp_path / "events.tab")
    path.write_bytes(path.read_bytes().replace(b"Moon Jae-in", b"Moon Jae-\xff\xfein"))
    assert "row 2: this is not UTF-8" in str(_refused(path, "icews"))


def test_a_file_of_another_producer_is_refused_by_its_columns(tmp_path: Path) -> None:
    assert "does not have the columns" in str(_refused(icews_file(tmp_path / "events.tab"), "polecat"))
    assert "does not have the columns" in str(_refused(polecat_file(tmp_path / "p.txt"), "icews"))


def test_an_event_that_stands_twice_is_refused(tmp_path: Path) -> None:
    rows = (*GDELT_ROWS, GDELT_ROWS[0])
    assert "1 rows stand twice" in str(_refused(gdelt_file(tmp_path / "x.CSV", rows), "gdelt"))


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.CSV"
    path.write_bytes(b"")
    assert "no rows" in str(_refused(path, "gdelt"))
    only_header = icews_file(tmp_path / "events.tab")
    only_header.write_text(only_header.read_text().splitlines()[0] + "\n")
    assert "no rows" in str(_refused(only_header, "icews"))


def test_a_broken_parquet_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "events.parquet"
    path.write_bytes(b"PAR1 and nothing more")
    assert "cut off" in str(_refused(path, "icews18"))
