"""Panels as they leave: Arrow, CSV, Parquet, polars, pandas. A missing value is null everywhere, never zero."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from khural.evidence.states.panels import Panel
from khural.evidence.store import Evidence
from khural.evidence.table import EvidenceError
from khural.evidence.tables import DyadYears, StateYears

if TYPE_CHECKING:
    import polars as pl

SUFFIXES = (".csv", ".parquet", ".arrow")


def as_polars(panel: Panel) -> pl.DataFrame:
    """The panel as a polars frame; masked values are null."""
    import polars as pl

    columns = []
    for name, values in panel.columns:
        column = pl.Series(name, np.ma.getdata(values))
        if isinstance(values, np.ma.MaskedArray):
            column = column.set(pl.Series(np.ma.getmaskarray(values)), None)
        columns.append(column)
    return pl.DataFrame(columns)


def as_arrow(panel: Panel) -> Any:
    """The panel as a pyarrow table; needs pyarrow."""
    return as_polars(panel).to_arrow()


def as_pandas(panel: Panel) -> Any:
    """The panel as a pandas frame; needs pandas and pyarrow. Missing values are NaN."""
    return as_polars(panel).to_pandas()


def write_panel(panel: Panel, path: Path) -> None:
    """Write the panel as the suffix of `path` says, whole or not at all. EvidenceError for another suffix."""
    if path.suffix not in SUFFIXES:
        raise EvidenceError("evidence.other_suffix", file=path.name, suffixes=", ".join(SUFFIXES))
    frame = as_polars(panel)
    writers: dict[str, Callable[[str], object]] = {
        ".csv": frame.write_csv,
        ".parquet": frame.write_parquet,
        ".arrow": frame.write_ipc,
    }
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    except OSError:
        raise EvidenceError("evidence.cannot_write", file=str(path)) from None
    os.close(handle)
    try:
        writers[path.suffix](name)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def variable_panel(evidence: Evidence, name: str) -> Panel:
    """A variable of the evidence as rows: state, year, value, or a, b, year, value; unknown values are masked.

    Rows stand for states in the years in which they existed. EvidenceError for a name that is no variable.
    """
    if evidence.is_between_states(name):
        return _dyads(evidence.dyad_years(name))
    return _states(evidence.state_years(name))


def _states(found: StateYears) -> Panel:
    from khural.evidence.arrays import membership

    states, years = np.nonzero(membership(found.states, found.years) | found.known)
    values = np.ma.masked_array(found.values[states, years], mask=~found.known[states, years])
    return Panel(
        (
            ("state", np.array(found.states)[states]),
            ("year", np.array(found.years, dtype=np.int16)[years]),
            (found.variable, values),
        )
    )


def _dyads(found: DyadYears) -> Panel:
    from khural.evidence.arrays import membership

    there = membership(found.states, found.years)
    both = (there[:, None, :] & there[None, :, :]) | found.known
    size = len(found.states)
    both &= (
        ~np.eye(size, dtype=bool)[:, :, None] if found.directed else np.triu(np.ones((size, size), bool), 1)[:, :, None]
    )
    a, b, years = np.nonzero(both)
    values = np.ma.masked_array(found.values[a, b, years], mask=~found.known[a, b, years])
    names = np.array(found.states)
    year = np.array(found.years, dtype=np.int16)[years]
    return Panel((("a", names[a]), ("b", names[b]), ("year", year), (found.variable, values)))
