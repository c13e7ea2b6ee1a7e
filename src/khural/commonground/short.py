"""The short road for small plain long tables; it loads no library for tables, which would take longer than the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from khural.commonground.ids import IntArray, in_order, is_well_formed
from khural.commonground.long import PARTICIPANT, STATEMENT, TIME, VOTE, is_long
from khural.commonground.matrix import VoteMatrix

SIDES = {"1": 1, "0": 0, "-1": -1}
UNUSUAL = (b'"', b"\0", b"\r")
WHOLE_TIME = re.compile("[0-9]{1,18}")


def short_votes(source: Path) -> VoteMatrix | None:
    """The votes of a small file of ASCII, commas and lines of one width; None leaves it to the careful road."""
    data = source.read_bytes()
    if not data.isascii() or any(sign in data for sign in UNUSUAL):
        return None
    header, *rows = (line.split(",") for line in data.decode("ascii").removesuffix("\n").split("\n"))
    if not rows or not is_long(tuple(header)) or any(len(row) != len(header) for row in rows):
        return None
    columns = dict(zip(header, zip(*rows, strict=True), strict=True))
    order = _order(columns[TIME]) if TIME in columns else np.arange(len(rows))
    if order is None or not set(columns[VOTE]) <= set(SIDES):
        return None
    votes = np.array([SIDES[cell] for cell in columns[VOTE]], np.int8)
    people, statements = _coded(columns[PARTICIPANT]), _coded(columns[STATEMENT])
    if people is None or statements is None:
        return None
    return VoteMatrix.from_codes(people[0], statements[0], people[1][order], statements[1][order], votes[order])


def _order(times: Sequence[str]) -> IntArray | None:
    """Rows by time, on equal times as they stand."""
    if not all(map(WHOLE_TIME.fullmatch, times)):
        return None
    return np.argsort(np.array([int(time) for time in times], np.int64), kind="stable")


def _coded(cells: Sequence[str]) -> tuple[list[str], IntArray] | None:
    """The distinct identifiers in order, and the place of each row among them."""
    distinct = set(cells)
    if not all(map(is_well_formed, distinct)):
        return None
    ordered = in_order(distinct)
    places = {name: place for place, name in enumerate(ordered)}
    return ordered, np.fromiter(map(places.__getitem__, cells), np.int64, len(cells))
