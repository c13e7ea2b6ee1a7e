"""The rows of votes that are examined for structure, in the order of what stands in them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from khural.commonground.compiled.kernel import kernel
from khural.commonground.compiled.passes import row_blocks
from khural.commonground.compiled.pool import shared_out
from khural.commonground.compiled.sorting import Cells, Longs, Places

Hashes = npt.NDArray[np.uint64]


@kernel
def hash_rows(starts: Longs, cells: Cells, places: Places, first: int, last: int, hashes: Hashes, cast: Longs) -> None:
    """For each row a number from its votes on statements that have a place, and how many these are.

    A sum over votes of the finaliser of splitmix64 (Steele, Lea and Flood 2014).
    """
    for i in range(first, last):
        total, n = np.uint64(0), 0
        for k in range(starts[i], starts[i + 1]):
            cell = np.int64(cells[k])
            place = places[cell >> 2]
            if place >= 0:
                x = np.uint64((place << 2) + (cell & 3) + 1) + np.uint64(0x9E3779B97F4A7C15)
                x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
                x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
                total += x ^ (x >> np.uint64(31))
                n += 1
        hashes[i] = total
        cast[i] = n


@kernel
def gather_rows(
    starts: Longs, cells: Cells, places: Places, people: Longs, into: Longs, first: int, last: int, gathered: Cells
) -> None:
    """The votes of people[first .. last] on statements that have a place, those of the j-th from into[j] on."""
    for j in range(first, last):
        to = into[j]
        for k in range(starts[people[j]], starts[people[j] + 1]):
            cell = np.int64(cells[k])
            place = places[cell >> 2]
            if place >= 0:
                gathered[to] = place << 2 | cell & 3
                to += 1


def hashed_rows(starts: Longs, cells: Cells, places: Places) -> tuple[Hashes, Longs]:
    """Hash and number of votes of each row."""
    hashes, cast = np.empty(len(starts) - 1, np.uint64), np.empty(len(starts) - 1, np.int64)
    shared_out(lambda _, rows: hash_rows(starts, cells, places, *rows, hashes, cast), row_blocks(starts))
    return hashes, cast


def gathered_rows(starts: Longs, cells: Cells, places: Places, people: Longs, into: Longs, gathered: Cells) -> None:
    """Put the votes of `people`, in their order, into `gathered`, those of the j-th from into[j] on."""

    def gather(_: int, block: tuple[int, int]) -> None:
        gather_rows(starts, cells, places, people, into, *block, gathered)

    shared_out(gather, row_blocks(into))
