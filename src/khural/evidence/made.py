"""One table as a recipe makes it, before it is written: rows, and everything a reader must know of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

KINDS = ("state_years", "dyad_years", "dyad_counts", "dyad_series", "calendar")
"""What a table holds:

state_years  state, year, value
dyad_years   a, b, first, last, value: spans of years with one value; undirected pairs once, with a < b
dyad_counts  start, a, b and one column per class: directed events of a period; absent where there are none
dyad_series  start, a, b, value: net scores of undirected pairs, a < b
calendar     start, days, volume: which periods a source covers, with how many days and events in all
"""


@dataclass(frozen=True)
class TableNote:
    """What stands of a table in the manifest.

    `absent` says what a missing row inside the domain means: "zero" or "missing". `states` is the unit set, or empty
    where it is every state that existed in the year. Figures are the stored number times `scale`.
    """

    name: str
    kind: str
    source: str
    unit: str
    first: date
    last: date
    period: str = "year"
    directed: bool = False
    absent: str = "missing"
    scale: float = 1.0
    states: tuple[str, ...] = ()
    file: str = ""
    rows: int = 0
    sha256: str = ""


@dataclass(frozen=True)
class Dropped:
    """Rows that did not enter a table, and why (a code of `khural.messages`)."""

    reason: str
    rows: int


@dataclass(frozen=True, eq=False)
class Made:
    """A table and its note; `read` rows came in, `dropped` did not enter."""

    note: TableNote
    frame: pl.DataFrame
    read: int
    dropped: tuple[Dropped, ...] = field(default=())
