"""The quick roads for plain long tables; None sends a file to the careful road, which names faults."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from khural.commonground import sizes
from khural.commonground.arrange import SortedVotes
from khural.commonground.ids import IntArray, is_short
from khural.commonground.long import PARTICIPANT, STATEMENT, TIME, VOTE, is_long
from khural.commonground.matrix import VoteMatrix
from khural.commonground.short import short_votes
from khural.files import Kind, open_source

if TYPE_CHECKING:
    import polars

    from khural.commonground.compiled.runs import Runs
    from khural.commonground.compiled.sorting import Coded, Sorted

# The times of some runs of the votes, by number; None where they are not plain.
Times = Callable[[list[int]], "Runs | None"]

# Up to that many bytes a file of text is read without any library.
SHORT = 1 << 20
# The shortest line of a long table, and of one vote in Parquet, in bytes.
BYTES_PER_LINE = 6
BYTES_PER_ROW = 1
# Up to one in so many runs is read alone.
FEW_RUNS = 3


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
    if found is None or not sum(map(len, found.votes)):
        return None
    times = (lambda runs: [found.times[run] for run in runs]) if TIME in header else None
    return _matrix(found.participants, found.statements, found.votes, times)


def _from_parquet(source: Path) -> VoteMatrix | None:
    import polars as pl

    try:
        header = tuple(pl.read_parquet_schema(source))
        if not is_long(header):
            return None
        columns = _runs(pl.read_parquet(source, columns=[PARTICIPANT, STATEMENT, VOTE]))
    except (pl.exceptions.PolarsError, OSError):
        return None
    if columns is None or not sizes.is_large(sum(map(len, columns[0]))):
        return None
    participants, statements, votes = columns
    if min(run.min() for run in votes) < -1 or max(run.max() for run in votes) > 1:
        return None
    narrow = [run.astype(np.int8, copy=False) for run in votes]
    times = partial(_times, source, [len(run) for run in votes]) if TIME in header else None
    return _matrix(participants, statements, narrow, times)


def _times(source: Path, lengths: list[int], runs: list[int]) -> Runs | None:
    """Times of the runs of `lengths`: each alone where few are wanted, which costs twice as much for each."""
    import polars as pl

    starts = np.cumsum([0, *lengths]).tolist()
    if len(runs) * FEW_RUNS > len(lengths):
        whole = _runs(pl.read_parquet(source, columns=[TIME]))
        every = None if whole is None else whole[0]
        if every is not None and list(map(len, every)) != lengths:
            every = np.split(np.concatenate(every), starts[1:-1])
        found = None if every is None else [every[run] for run in runs]
    else:
        lazy = pl.scan_parquet(source).select(TIME)
        parts = [_runs(lazy.slice(starts[run], lengths[run]).collect()) for run in runs]
        found = None if None in parts else [np.concatenate(part[0]) for part in parts if part is not None]
    return found


def _runs(frame: polars.DataFrame) -> list[Runs] | None:
    """The columns, each in the same runs; None where one is not of whole numbers or has gaps."""
    if any(not column.dtype.is_integer() or column.null_count() for column in frame):
        return None
    lengths = {tuple(frame[name].chunk_lengths()) for name in frame.columns}
    whole = frame if len(lengths) == 1 else frame.rechunk()
    return [[run.to_numpy() for run in column.get_chunks() if len(run)] for column in whole]


def _matrix(participants: Runs, statements: Runs, votes: Runs, times: Times | None) -> VoteMatrix | None:
    """Votes in rows; of a repeated pair the latest where there are times, on equal times the later line."""
    from khural.commonground.compiled.numbering import extent, named, numbered
    from khural.commonground.compiled.sorting import of_known_width, sorted_cells

    coded = []
    for runs in (participants, statements):
        ids = [of_known_width(run) for run in runs]
        low, high = extent(ids)
        if not is_short(low, high):
            return None
        coded.append(numbered(ids, low, high))
    (_, rows), (_, columns) = coded
    doubled = np.zeros(rows.span, np.uint8)
    found = sorted_cells(rows, columns, votes, doubled)
    given = sum(map(len, votes))
    is_repeated = times is not None and len(found.cells) < given
    if is_repeated and not _keep_latest(found, (rows, columns), votes, doubled, times):
        return None
    people, names, starts = named(found, coded[0], coded[1])
    return VoteMatrix.from_sorted(people, names, SortedVotes(starts, found.cells), given)


def _keep_latest(
    found: Sorted, ids: tuple[Coded, Coded], votes: Runs, doubled: npt.NDArray[np.uint8], times: Times | None
) -> bool:
    """Put the latest vote of a repeated pair in the place of the last one; False where times are not plain.

    Only those who cast a vote again are looked at (`doubled`, by number of the row), and times only where a vote
    differs from the one it repeats: most are clicked twice.
    """
    from khural.commonground.compiled.sorting import Coded, put_rows, sorted_cells

    entries = _entries(ids[0], doubled)
    rows, columns, values = (_at(runs, entries) for runs in (ids[0].ids, ids[1].ids, votes))
    changed = _changed(rows, columns, values)
    ends = np.cumsum([0, *map(len, entries)]).tolist()
    wanted = [run for run in range(len(entries)) if changed[ends[run] : ends[run + 1]].any()]
    if not wanted:
        return True
    known = None if times is None else times(wanted)
    if known is None:
        return False
    # Where no vote was changed the order is nothing, and the time neither.
    when = np.zeros(len(rows), np.int64)
    for run, theirs in zip(wanted, known, strict=True):
        inside = slice(ends[run], ends[run + 1])
        when[inside] = np.where(changed[inside], theirs[entries[run]], 0)
    if when.min() < 0 or when.max() >= 10**18:
        return False
    order = np.argsort(when, kind="stable")
    people = Coded(rows[order], ids[0].low, ids[0].span)
    latest = sorted_cells(people, Coded(columns[order], ids[1].low, ids[1].span, found.places), values[order])
    put_rows(latest.starts, latest.cells, doubled, found.starts, found.cells)
    return True


def _entries(rows: Coded, chosen: npt.NDArray[np.uint8]) -> list[IntArray]:
    """Where the rows that are chosen have votes, run by run."""
    from khural.commonground.compiled.runs import in_runs
    from khural.commonground.compiled.sorting import entries_of

    entries = []
    for run in in_runs(rows.ids):
        room = np.empty(len(run), np.int64)
        entries.append(room[: entries_of(run, rows.low, chosen, room)].copy())
    return entries


def _at(runs: Any, entries: list[IntArray]) -> npt.NDArray[Any]:
    return np.concatenate([run[places] for run, places in zip(runs, entries, strict=True)])


def _changed(rows: npt.NDArray[Any], columns: npt.NDArray[Any], values: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Which votes are on a pair that has different ones; of at least one vote."""
    order = np.lexsort((columns, rows))
    of_row, of_column, votes = rows[order], columns[order], values[order]
    begins = np.append(True, (of_row[1:] != of_row[:-1]) | (of_column[1:] != of_column[:-1]))
    first = np.flatnonzero(begins)
    differ = np.maximum.reduceat(votes, first) != np.minimum.reduceat(votes, first)
    changed = np.empty(len(rows), np.bool_)
    changed[order] = differ[np.cumsum(begins) - 1]
    return changed
