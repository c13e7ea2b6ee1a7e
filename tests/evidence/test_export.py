"""Panels leave as Arrow, CSV, Parquet, polars and pandas; what is unknown is null everywhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from khural.evidence.export import as_arrow, as_pandas, as_polars, variable_panel, write_panel
from khural.evidence.states import panels
from khural.evidence.store import open_evidence
from khural.evidence.table import EvidenceError

EVIDENCE = open_evidence(date(2015, 1, 1))
PANEL = panels.dyad_years("cow", 2010, 2012, directed=False)


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".arrow"])
def test_a_panel_is_the_same_in_every_file(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"panel{suffix}"
    write_panel(PANEL, path)
    read = {".csv": pl.read_csv, ".parquet": pl.read_parquet, ".arrow": pl.read_ipc}[suffix](path)
    assert read.columns == ["ccode1", "ccode2", "year"]
    assert read.cast(pl.Int64).equals(as_polars(PANEL).cast(pl.Int64))


def test_unknown_is_null_in_arrow_csv_and_pandas(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    panel = variable_panel(EVIDENCE, "gdp")
    frame = as_polars(panel)
    dprk = frame.filter(pl.col("state") == "PRK")
    assert dprk.height > 50
    assert dprk["gdp"].null_count() == dprk.height
    assert as_arrow(panel).column("gdp").null_count == frame["gdp"].null_count()
    assert int(as_pandas(panel)["gdp"].isna().sum()) == frame["gdp"].null_count()
    write_panel(panel, tmp_path / "gdp.csv")
    assert "PRK,2000,\n" in (tmp_path / "gdp.csv").read_text("utf-8")


def test_pairs_stand_once_and_only_while_both_existed() -> None:
    frame = as_polars(variable_panel(EVIDENCE, "defence_pact"))
    assert (frame["a"] < frame["b"]).all()
    korea = frame.filter((pl.col("a") == "KOR") & (pl.col("b") == "USA"))
    assert korea["year"].min() == 1948
    assert korea.filter(pl.col("year") == 2014)["defence_pact"].to_list() == [1.0]
    assert frame["year"].max() == 2014


def test_what_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="suffix"):
        write_panel(PANEL, tmp_path / "panel.dta")
    with pytest.raises(EvidenceError, match="cannot be written"):
        write_panel(PANEL, tmp_path / "nowhere" / "panel.csv")
    with pytest.raises(EvidenceError, match="no variable"):
        variable_panel(EVIDENCE, "warmth")
    assert not list(tmp_path.iterdir())
