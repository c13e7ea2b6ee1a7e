"""Cells of a table of votes: identifiers and votes checked all at once, the first fault named by its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from khural.commonground.arrange import VoteArray
from khural.commonground.errors import VoteFileError
from khural.commonground.ids import IntArray, in_order, is_well_formed
from khural.files import Table
from khural.files.errors import shown

if TYPE_CHECKING:
    import polars


def refuse(table: Table, code: str, column: str, row: int, value: str) -> VoteFileError:
    """The refusal of one cell."""
    return VoteFileError(code, file=table.file, row=table.line(row), column=column, value=shown(value))


def as_text(table: Table, column: str) -> polars.Series:
    """A column as text. Raises VoteFileError for a type that is neither text nor whole numbers."""
    import polars as pl

    series = table.frame[column]
    if series.dtype != pl.String and not series.dtype.is_integer():
        raise VoteFileError("commonground.vote_type", file=table.file, column=column, found=str(series.dtype))
    return series.cast(pl.String)


def ids(table: Table, column: str) -> tuple[list[str], IntArray]:
    """The distinct identifiers of a column in order, and the place of each row among them."""
    import polars as pl

    series = as_text(table, column)
    if series.null_count():
        raise refuse(table, "commonground.id_blank", column, int(series.is_null().arg_max() or 0), "")
    distinct = series.unique().to_list()
    for text in distinct:
        if not is_well_formed(text):
            row = int((series == text).arg_max() or 0)
            raise refuse(table, "commonground.id_form", column, row, text)
    ordered = in_order(distinct)
    codes = series.cast(pl.Enum(ordered)).to_physical().to_numpy()
    return ordered, codes.astype(np.int64)


def votes(table: Table, column: str, *, blank: bool = False) -> tuple[VoteArray, IntArray]:
    """The votes of a column and the rows they stand in; `blank` allows empty cells, which are no vote."""
    import polars as pl

    series = as_text(table, column)
    known = series.is_in(["1", "0", "-1"]).fill_null(blank)
    if not known.all():
        row = int((~known).arg_max() or 0)
        raise refuse(table, "commonground.vote_value", column, row, series[row] or "")
    rows = series.is_not_null().arg_true().to_numpy().astype(np.int64)
    values = series.drop_nulls().cast(pl.Int8).to_numpy()
    return values, rows
