"""A lake of one's own sources: whole files only, accounted for; what is refused changes nothing."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from khural.evidence.catalogue import catalogue
from khural.evidence.lake.adding import add
from khural.evidence.lake.building import ZONES, build, build_pack
from khural.evidence.lake.listing import listing
from khural.evidence.lake.records import Lake
from khural.evidence.lake.verifying import verify, verify_pack
from khural.evidence.manifest import read_manifest
from khural.evidence.store import open_evidence
from khural.evidence.table import EvidenceError
from tests.evidence.producers import gdelt_file

LATE = date(2026, 11, 1)
GDP = (
    "Country Name,Country Code,Year,Value\n"
    "Mongolia,MNG,2000,1136896124.1\nWorld,WLD,2000,3e13\nMongolia,MNG,2001,1267997934.3\n"
)
NEXT_DAY = (("2001", "20240103", "MNG", "PRK", "040", "1", "1.0"),)


def _quiet(_text: str) -> None:
    """Progress that nobody watches."""


def _state(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    """A lake with the zones, which the project itself coded."""
    found = Lake(tmp_path / "lake")
    add(found, "zone_treaties", ZONES)
    return found


def _gdp(tmp_path: Path, text: str = GDP) -> Path:
    path = tmp_path / "gdp.csv"
    path.write_text(text, "utf-8")
    return path


def _refused(lake: Lake, source: str, path: Path, **options: object) -> str:
    before = _state(lake.folder)
    with pytest.raises(EvidenceError) as caught:
        add(lake, source, path, **options)  # type: ignore[arg-type]
    assert _state(lake.folder) == before
    return str(caught.value)


def test_a_checked_edition_is_taken_and_known(lake: Lake) -> None:
    (one,) = lake.added()
    assert one.known
    assert one.rows == one.kept == catalogue()["zone_treaties"].files[0].rows
    assert one.sha256 == catalogue()["zone_treaties"].files[0].sha256


def test_another_edition_must_be_named(lake: Lake, tmp_path: Path) -> None:
    path = _gdp(tmp_path)
    assert "name its edition with --version" in _refused(lake, "worldbank_gdp", path)
    assert "3 rows" in _refused(lake, "worldbank_gdp", path, version="2030")
    one = add(lake, "worldbank_gdp", path, version="2030", fewer=True)
    assert (one.version, one.known, one.rows) == ("2030", False, 3)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GDP[:-20], "cut off"),
        (GDP.replace("Year", "Jahr"), "does not have the columns it should have: Year"),
        (GDP.replace("MNG,2000", "MNG;2000"), "row 2: 3 cells where the header has 4"),
        (GDP + "Mongolia,MNG,2001,1267997934.3\n", "1 rows stand twice"),
        (GDP.splitlines()[0] + "\n", "no rows"),
        ("", "no rows"),
        (GDP.replace("Mongolia,MNG,2000", '"Mongolia,MNG,2000'), "not a readable CSV"),
    ],
)
def test_a_broken_table_is_refused_and_nothing_changes(lake: Lake, tmp_path: Path, text: str, said: str) -> None:
    assert said in _refused(lake, "worldbank_gdp", _gdp(tmp_path, text), version="2030", fewer=True)


def test_a_table_in_another_encoding_is_refused(lake: Lake, tmp_path: Path) -> None:
    path = tmp_path / "gdp.csv"
    path.write_bytes(GDP.replace("World", "Österreich").encode("latin-1"))
    assert "row 3: this is not UTF-8" in _refused(lake, "worldbank_gdp", path, version="x", fewer=True)


def test_a_wrong_checksum_is_refused(lake: Lake, tmp_path: Path) -> None:
    path = _gdp(tmp_path)
    assert "not the file that its producer announces" in _refused(lake, "worldbank_gdp", path, sha256="0" * 64)
    right = hashlib.sha256(path.read_bytes()).hexdigest().upper()
    assert add(lake, "worldbank_gdp", path, sha256=right, version="x", fewer=True).rows == 3


def test_what_is_no_file_is_refused(lake: Lake, tmp_path: Path) -> None:
    assert "cannot be read" in _refused(lake, "gsdb", tmp_path / "nothing.csv")
    assert "is a folder" in _refused(lake, "gsdb", tmp_path)
    assert "There is no source" in _refused(lake, "gsbd", _gdp(tmp_path))
    assert "which file of unvotes" in _refused(lake, "unvotes", _gdp(tmp_path))


def test_broken_events_leave_the_lake_as_it_was(lake: Lake, tmp_path: Path) -> None:
    whole = gdelt_file(tmp_path / "20240101.export.CSV")
    add(lake, "gdelt", whole)
    whole.write_bytes(whole.read_bytes()[:-10])
    assert "cut off" in _refused(lake, "gdelt", whole)


def test_a_day_added_twice_counts_once(lake: Lake, tmp_path: Path) -> None:
    path = gdelt_file(tmp_path / "20240101.export.CSV.zip")
    add(lake, "gdelt", path)
    add(lake, "gdelt", path)
    assert len(lake.of("gdelt")) == 1


def test_the_same_events_under_another_name_are_refused(lake: Lake, tmp_path: Path) -> None:
    path = gdelt_file(tmp_path / "20240101.export.CSV.zip")
    add(lake, "gdelt", path)
    other = tmp_path / "copy.zip"
    other.write_bytes(path.read_bytes())
    assert "already there" in _refused(lake, "gdelt", other)


def test_an_event_found_late_counts_only_where_its_day_is_covered(lake: Lake, tmp_path: Path) -> None:
    late = (
        ("1", "20240102", "MNG", "PRK", "040", "1", "1.0", "20240102"),
        ("2", "20240101", "MNG", "PRK", "040", "1", "1.0", "20240102"),
        ("3", "20230102", "MNG", "PRK", "040", "1", "1.0", "20240102"),
    )
    add(lake, "gdelt", gdelt_file(tmp_path / "20240102.export.CSV.zip", late))
    build(lake, "2026-11-24", _quiet)
    source = next(one for one in open_evidence(LATE, lake.folder).sources() if one.name == "gdelt")
    assert (source.first, source.last) == (date(2024, 1, 2), date(2024, 1, 2))
    manifest = read_manifest((lake.tables / "manifest.json").read_text("utf-8"))
    account = next(one for one in manifest.accounts if one.table == "gdelt")
    assert [(one.reason, one.rows) for one in account.dropped] == [("evidence.dropped_not_covered", 2)]
    before = (("4", "20240101", "PRK", "MNG", "040", "1", "1.0", "20240101"),)
    add(lake, "gdelt", gdelt_file(tmp_path / "20240101.export.CSV.zip", before))
    build(lake, "2026-11-24", _quiet)
    counts = open_evidence(LATE, lake.folder).dyad_counts("gdelt", date(2024, 1, 1), date(2024, 1, 2))
    assert counts.verbal_cooperation.sum() == 3


def test_what_was_added_answers_after_building(lake: Lake, tmp_path: Path) -> None:
    add(lake, "gdelt", gdelt_file(tmp_path / "20240101.export.CSV.zip"))
    add(lake, "worldbank_gdp", _gdp(tmp_path), version="2030", fewer=True)
    build(lake, "2026-11-24", _quiet)
    evidence = open_evidence(LATE, lake.folder)
    counts = evidence.dyad_counts("gdelt", date(2024, 1, 1), date(2024, 1, 2))
    mng, prk = counts.states.index("MNG"), counts.states.index("PRK")
    assert (counts.verbal_cooperation[mng, prk], counts.verbal_conflict[mng, prk]) == (1, 1)
    assert counts.material_cooperation[prk, mng] == 1
    assert counts.source.holds_counts
    gdp = evidence.state_years("gdp")
    assert gdp.source.version == "2030"
    assert gdp.known.sum() == 2
    assert evidence.dyad_years("defence_pact").known.any()
    series = evidence.dyad_series("gdelt", "MNG", "PRK", "day", "verbal_conflict")
    assert series.values.tolist() == [0, 1]
    assert series.volume.tolist() == [2, 5]


def test_the_database_of_the_lake_opens_in_duckdb(lake: Lake, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    add(lake, "gdelt", gdelt_file(tmp_path / "20240101.export.CSV.zip"))
    build(lake, "2026-11-24", _quiet)
    with duckdb.connect(str(lake.folder / "lake.duckdb"), read_only=True) as connection:
        assert connection.execute("select count(*) from gdelt").fetchone() == (4,)
        rows = connection.execute('select source, "rows", sha256 from provenance order by source').fetchall()
    assert [row[0] for row in rows] == ["gdelt", "zone_treaties"]
    assert rows[0][1] == 7


def test_an_empty_lake_is_not_built(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="no source yet"):
        build(Lake(tmp_path), "2026-11-24", _quiet)


def test_a_source_that_lacks_a_file_is_not_built_and_the_old_tables_stay(lake: Lake, tmp_path: Path) -> None:
    build(lake, "2026-11-24", _quiet)
    before = _state(lake.tables)
    path = tmp_path / "country_codes.csv"
    columns = next(file.columns for file in catalogue()["cow_states"].files if file.name == path.name)
    path.write_text(",".join(columns) + "\nMongolia" + "," * (len(columns) - 1) + "\n")
    add(lake, "cow_states", path, version="x", fewer=True)
    with pytest.raises(EvidenceError, match="needs more files"):
        build(lake, "2026-11-24", _quiet)
    assert _state(lake.tables) == before


def test_the_pack_is_not_made_from_half_its_sources(lake: Lake, tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="The pack needs these sources"):
        build_pack(lake, tmp_path / "pack", "2026-11-24", _quiet)
    assert not (tmp_path / "pack").exists()


def test_verify_tells_what_was_changed(lake: Lake, tmp_path: Path) -> None:
    add(lake, "gdelt", gdelt_file(tmp_path / "20240101.export.CSV.zip"))
    build(lake, "2026-11-24", _quiet)
    assert not verify(lake, _quiet).wrong
    stored = lake.path(lake.of("zone_treaties")[0])
    stored.write_bytes(stored.read_bytes() + b"x")
    assert [message.code for message in verify(lake, _quiet).wrong] == ["evidence.file_changed"]
    stored.unlink()
    assert [message.code for message in verify(lake, _quiet).wrong] == ["evidence.cannot_read"]


def test_verify_sees_tables_that_do_not_follow_from_the_files(lake: Lake, tmp_path: Path) -> None:
    build(lake, "2026-11-24", _quiet)
    add(lake, "gdelt", gdelt_file(tmp_path / "20240101.export.CSV.zip"))
    build(lake, "2026-11-24", _quiet)
    add(
        lake,
        "gdelt",
        gdelt_file(tmp_path / "20240102.export.CSV.zip", NEXT_DAY),
    )
    assert "evidence.table_differs" in [message.code for message in verify(lake, _quiet).wrong]


def test_the_pack_is_sound() -> None:
    verdict = verify_pack()
    assert not verdict.wrong
    assert verdict.sound >= 29


def test_a_broken_record_is_said(lake: Lake) -> None:
    (lake.folder / "provenance.json").write_text("[{]")
    with pytest.raises(EvidenceError, match="cannot be read"):
        lake.added()


def test_the_list_names_every_source_and_where_it_is(lake: Lake) -> None:
    rows = {row.name: row for row in listing(lake)}
    assert rows["icews_dyad_year"].where == "pack"
    assert rows["zone_treaties"].where == "added"
    assert rows["gsdb"].where == "own copy"
    assert rows["gsdb"].rows is None
    assert rows["icews_dyad_year"].first == "2002-01-01"
    assert set(rows) == {*catalogue(), "field_facts"}
