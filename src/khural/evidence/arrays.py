"""From rows of a table to arrays, cut at the day: the one place where dates are compared with `as_of`."""

from __future__ import annotations

import functools
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from khural.evidence.made import TableNote
from khural.evidence.states.registry import existed, states_between
from khural.evidence.tables import CLASSES, Counts, Floats, Mask

if TYPE_CHECKING:
    import polars as pl

LENGTH = {"year": 366, "month": 31, "week": 7, "day": 1}


def years_before(note: TableNote, as_of: date) -> tuple[int, ...]:
    """The years of the domain that were over on the day."""
    return tuple(range(note.first.year, min(note.last.year, as_of.year - 1) + 1))


def units(note: TableNote, years: tuple[int, ...]) -> tuple[str, ...]:
    """The states that a table is about in those years: its own list, or every state that existed."""
    if note.states:
        return note.states
    return states_between(date(years[0], 1, 1), date(years[-1], 12, 31))


@functools.lru_cache(maxsize=64)
def membership(states: tuple[str, ...], years: tuple[int, ...]) -> Mask:
    """Whether each state existed in each year [states, years]; not to be written to."""
    found = [[existed(state, date(year, 1, 1), date(year, 12, 31)) for year in years] for state in states]
    there = np.array(found, dtype=bool).reshape(len(states), len(years))
    there.flags.writeable = False
    return there


def state_arrays(
    note: TableNote, frame: pl.DataFrame, states: tuple[str, ...], years: tuple[int, ...]
) -> tuple[Floats, Mask]:
    """Values and what is known of them [states, years]."""
    values = np.zeros((len(states), len(years)))
    known = membership(states, years).copy() if note.absent == "zero" else np.zeros(values.shape, dtype=bool)
    rows, year, value, kept = _columns(frame, states, years, "state")
    values[rows[kept], year[kept] - years[0]] = value[kept] * note.scale
    known[rows[kept], year[kept] - years[0]] = True
    return values, known


def dyad_arrays(
    note: TableNote, frame: pl.DataFrame, states: tuple[str, ...], years: tuple[int, ...]
) -> tuple[Floats, Mask]:
    """Values and what is known of them [states, states, years]; spans are unrolled, undirected pairs laid both ways."""
    size, first, last = len(states), years[0], years[-1]
    values = np.zeros((size, size, len(years)))
    known = np.zeros(values.shape, dtype=bool)
    if note.absent == "zero":
        there = membership(states, years)
        known = there[:, None, :] & there[None, :, :]
        known[np.arange(size), np.arange(size)] = False
    a, b = _places(frame, "a", states), _places(frame, "b", states)
    starts = np.maximum(frame["first"].to_numpy().astype(np.int64), first)
    ends = np.minimum(frame["last"].to_numpy().astype(np.int64), last)
    kept = (a >= 0) & (b >= 0) & (starts <= ends)
    lengths = (ends - starts + 1)[kept]
    at = np.repeat(starts[kept] - first - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
    year = at + np.arange(len(at))
    i, j = np.repeat(a[kept], lengths), np.repeat(b[kept], lengths)
    value = np.repeat(frame["value"].to_numpy()[kept].astype(np.float64) * note.scale, lengths)
    for one, two in ((i, j),) if note.directed else ((i, j), (j, i)):
        values[one, two, year] = value
        known[one, two, year] = True
    return values, known


def class_arrays(frame: pl.DataFrame, states: tuple[str, ...]) -> dict[str, Counts]:
    """Directed sums by class [states, states] over the rows given."""
    a, b = _places(frame, "a", states), _places(frame, "b", states)
    found = {}
    for name in CLASSES:
        square = np.zeros((len(states), len(states)), dtype=np.int64)
        np.add.at(square, (a, b), frame[name].to_numpy().astype(np.int64))
        found[name] = square
    return found


def _places(frame: pl.DataFrame, column: str, states: tuple[str, ...]) -> Counts:
    import polars as pl

    place = {state: row for row, state in enumerate(states)}
    found = frame[column].replace_strict(place, default=-1, return_dtype=pl.Int64)
    return found.to_numpy()


def _columns(
    frame: pl.DataFrame, states: tuple[str, ...], years: tuple[int, ...], column: str
) -> tuple[Counts, Counts, Floats, Mask]:
    rows = _places(frame, column, states)
    year = frame["year"].to_numpy().astype(np.int64)
    value = frame["value"].to_numpy().astype(np.float64)
    return rows, year, value, (rows >= 0) & (year >= years[0]) & (year <= years[-1])
