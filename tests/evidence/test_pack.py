"""The pack: small, complete in what it says of itself, and the same bytes when it is made again from the raw files."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import polars as pl
import pytest

from khural.evidence.catalogue import OWN_COPY, SHIPPED, catalogue, recipe
from khural.evidence.codebook import MEANINGS, codebook
from khural.evidence.lake.adding import add
from khural.evidence.lake.building import build, build_pack
from khural.evidence.lake.records import Lake
from khural.evidence.recipes.state_codes import as_csv, state_codes
from khural.evidence.shelf import PACK, Shelf
from khural.evidence.states.registry import is_known
from khural.evidence.table import EvidenceError

MOST = 12 * 10**6


def _by_sum(reference: Path) -> dict[str, Path]:
    paths = [path for path in (reference / "data" / "ir").rglob("*") if path.is_file()]
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in paths}


def _quiet(_text: str) -> None:
    """Progress that nobody watches."""


def _filled(reference: Path, folder: Path, terms: str) -> Lake:
    lake, files = Lake(folder), _by_sum(reference)
    for name, source in catalogue().items():
        if source.terms == terms:
            for file in source.files:
                if file.sha256 in files:
                    assert add(lake, name, files[file.sha256]).known
    return lake


@pytest.fixture(scope="module")
def again(reference: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack, made again from the reference data on the day of the pack."""
    folder = tmp_path_factory.mktemp("again")
    lake = _filled(reference, folder / "lake", SHIPPED)
    build_pack(lake, folder / "pack", Shelf(PACK).manifest.made, _quiet)
    return folder / "pack"


@pytest.mark.reference
def test_the_pack_made_again_from_the_raw_files_is_the_same(again: Path) -> None:
    names = sorted(path.name for path in PACK.iterdir())
    assert sorted(path.name for path in again.iterdir()) == names
    same_writer = Shelf(again).manifest.writer == Shelf(PACK).manifest.writer
    for name in names:
        if same_writer:
            assert (again / name).read_bytes() == (PACK / name).read_bytes(), name
        elif name.endswith(".parquet"):
            assert pl.read_parquet(again / name).equals(pl.read_parquet(PACK / name)), name


@pytest.mark.reference
def test_the_table_of_states_follows_from_the_membership_lists(reference: Path) -> None:
    files = _by_sum(reference)
    given = {file.name: files[file.sha256] for file in catalogue()["cow_states"].files}
    shipped = PACK.parent / "states" / "states.csv"
    assert as_csv(state_codes(given)) == shipped.read_text("utf-8")


@pytest.mark.reference
def test_own_copies_load_and_never_enter_the_pack(reference: Path, tmp_path: Path) -> None:
    lake = _filled(reference, tmp_path / "lake", OWN_COPY)
    manifest = build(lake, "2026-11-24", _quiet)
    found = {table.name: table for table in manifest.tables}
    assert {"sanctions", "mie", "mediation_events", "icews18", "icews14", "icews05_15"} <= set(found)
    assert "MNG" in found["icews18"].states
    assert not {"MNG", "PRK", "USA"} & set(found["icews05_15"].states)
    for account in manifest.accounts:
        assert all(one.rows > 0 for one in account.dropped)
    with pytest.raises(EvidenceError, match="The pack needs"):
        build_pack(lake, tmp_path / "pack", "2026-11-24", _quiet)


def test_the_pack_is_small() -> None:
    assert sum(path.stat().st_size for path in PACK.iterdir()) < MOST


def test_only_what_may_be_passed_on_is_in_the_pack() -> None:
    shipped = {name for name, source in catalogue().items() if source.terms == SHIPPED and recipe(name)}
    assert {source.name for source in Shelf(PACK).sources()} == shipped


def test_no_table_of_the_pack_holds_single_events() -> None:
    for note in Shelf(PACK).tables():
        assert note.period in ("week", "month", "year")
        columns = set(pl.read_parquet_schema(PACK / note.file))
        assert columns <= {
            *("a", "b", "state", "start", "first", "last", "year", "value", "days", "volume"),
            *("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"),
        }


def test_every_state_of_the_pack_is_known_but_those_of_the_scores() -> None:
    shelf = Shelf(PACK)
    for note in shelf.tables():
        frame = shelf.frame(note)
        named = {name for column in ("a", "b", "state") if column in frame.columns for name in frame[column].unique()}
        strangers = {name for name in named if not is_known(name)}
        assert not strangers or note.source == "gdelt_net", (note.name, strangers)


def test_the_codebook_has_a_meaning_for_every_table() -> None:
    for entry in codebook():
        assert entry.name in MEANINGS
        assert entry.unit
        assert entry.absent in ("zero", "missing")
        assert entry.source.licence


def test_the_manifest_accounts_for_every_row() -> None:
    manifest = json.loads((PACK / "manifest.json").read_text("utf-8"))
    assert {one["table"] for one in manifest["accounts"]} == {one["name"] for one in manifest["tables"]}
    for account in manifest["accounts"]:
        assert account["read"] > 0
