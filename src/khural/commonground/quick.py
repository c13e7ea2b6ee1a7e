"""The quick roads for plain long tables; None sends a file to the careful road, which names faults."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from khural.commonground import sizes
from khural.commonground.arrange import SortedVotes, VoteArray
from khural.commonground.ids import IntArray, is_short
from khural.commonground.long import PARTICIPANT, STATEMENT, TIME, VOTE, is_long
from khural.commonground.matrix import VoteMatrix
from khural.commonground.short import short_votes
from khural.files import Kind, open_source

if TYPE_CHECKING:
    import polars

    from khural.commonground.compiled.sorting import Coded, Sorted

Ids = npt.NDArray[np.signedinteger[Any]]
Times = Callable[[], IntArray | None]

# Up to that many bytes a file of text is read without any library.
SHORT = 1 << 20
# The shortest line of a long table, and of one vote in Parquet, in bytes.
BYTES_PER_LINE = 6
BYTES_PER_ROW = 1


def quick_votes(path: str | Path) -> VoteMatrix | None:
    """The votes of a plain file that is large, or short; or None. Raises FileError as `open_source` does."""
    source, kind = open_source(path)
    size = source.stat().st_size
    if kind is Kind.PARQUET:
        return _from_parquet(source) if sizes.is_large(size // BYTES_PER_ROW) else None
    if sizes.is_large(size // BYTES_PER_LINE):
        return _from_text(source)
    return short_votes(source) if size <= SHORT else None


def _from_text(source: Path) -> VoteMatrix | None:
    from khural.commonground.compiled import scanning

    roles = {STATEMENT: scanning.STATEMENT, PARTICIPANT: scanning.PARTICIPANT, VOTE: scanning.VOTE, TIME: scanning.TIME}
    with source.open("rb") as stream:
        first = stream.readline(1 << 16)
    header = tuple(first.decode("latin-1").rstrip("\n").split(","))
    if not first.endswith(b"\n") or not is_long(header):
        return None
    data = np.memmap(source, np.uint8, "r")
    found = scanning.scanned(data, len(first), [roles.get(name, scanning.PASSED_OVER) for name in header])
    if found is None or not len(found[2]):
        return None
    statements, participants, votes, times = found
    return _matrix(participants, statements, votes, (lambda: times) if TIME in header else None)


def _from_parquet(source: Path) -> VoteMatrix | None:
    import polars as pl

    try:
        header = tuple(pl.read_parquet_schema(source))
        if not is_long(header):
            return None
        frame = pl.read_parquet(source, columns=[STATEMENT, PARTICIPANT, VOTE])
    except (pl.exceptions.PolarsError, OSError):
        return None
    columns = [_numbers(frame[name]) for name in (PARTICIPANT, STATEMENT, VOTE)]
    participants, statements, votes = columns
    if participants is None or statements is None or votes is None or not sizes.is_large(len(votes)):
        return None
    if votes.min() < -1 or votes.max() > 1:
        return None

    def times() -> IntArray | None:
        found = _numbers(pl.read_parquet(source, columns=[TIME])[TIME])
        return None if found is None or found.min() < 0 or found.max() >= 10**18 else found.astype(np.int64, copy=False)

    return _matrix(participants, statements, votes.astype(np.int8, copy=False), times if TIME in header else None)


def _numbers(series: polars.Series) -> Ids | None:
    if not series.dtype.is_integer() or series.null_count():
        return None
    return series.to_numpy()


def _matrix(participants: Ids, statements: Ids, votes: VoteArray, times: Times | None) -> VoteMatrix | None:
    """Votes in rows; of a repeated pair the latest where there are times, on equal times the later line."""
    from khural.commonground.compiled.numbering import extent, named, numbered
    from khural.commonground.compiled.sorting import of_known_width, sorted_cells

    coded = []
    for ids in (of_known_width(participants), of_known_width(statements)):
        low, high = extent(ids)
        if not is_short(low, high):
            return None
        coded.append(numbered(ids, low, high))
    (_, rows), (_, columns) = coded
    doubled = np.zeros(rows.span, np.uint8)
    found = sorted_cells(rows, columns, votes, doubled)
    is_repeated = times is not None and len(found.cells) < len(votes)
    if is_repeated and not _keep_latest(found, (rows, columns), votes, doubled, times):
        return None
    people, names, starts = named(found, coded[0], coded[1])
    return VoteMatrix.from_sorted(people, names, SortedVotes(starts, found.cells), len(votes))


def _keep_latest(
    found: Sorted, ids: tuple[Coded, Coded], votes: VoteArray, doubled: npt.NDArray[np.uint8], times: Times | None
) -> bool:
    """Put the latest vote of a repeated pair in the place of the last one; False where times are not plain.

    Only those who cast a vote again are looked at (`doubled`, by number of the row).
    """
    from khural.commonground.compiled.sorting import entries_of, put_rows, sorted_cells

    when = None if times is None else times()
    if when is None:
        return False
    rows, columns = ids
    cast = int(np.diff(found.starts)[doubled > 0].sum()) + len(votes) - len(found.cells)
    again = np.empty(cast, np.int64)
    entries_of(rows.ids, rows.low, doubled, again)
    again = again[np.argsort(when[again], kind="stable")]
    latest = sorted_cells(rows.at(again), replace(columns, places=found.places).at(again), votes[again])
    put_rows(latest.starts, latest.cells, doubled, found.starts, found.cells)
    return True
