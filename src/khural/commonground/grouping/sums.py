"""Sums over who agreed and who disagreed, as latent classes need them again and again."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from khural.commonground.counts import FloatArray
from khural.commonground.grouping.ballots import Ballots
from khural.commonground.sizes import is_large


class Sums:
    """Of people over statements and of statements over people; `sides` holds no passes.

    Two tables without entries for the others, which would be added as noughts. Compiled and plain give the same bits.
    """

    def __init__(self, sides: Ballots) -> None:
        agrees = sides.values > 0
        parts = sides.only(agrees), sides.only(~agrees)
        tables = [part.table(np.ones(len(part.values))) for part in parts]
        kind = _Compiled if is_large(len(sides.values)) else _Plain
        self._people = [kind(table) for table in tables]
        self._statements = [kind(table.T.tocsr()) for table in tables]

    def of_people(self, numbers: FloatArray) -> FloatArray:
        """For each person (n, k) the sum of `numbers` (k, 2, s): of agreeing and of disagreeing, by statement."""
        agree, disagree = (one.sums(numbers[:, side]) for side, one in enumerate(self._people))
        return (agree + disagree).T

    def of_statements(self, numbers: FloatArray) -> tuple[FloatArray, FloatArray]:
        """For each statement (k, s) the sum of `numbers` (n, k) of those who agreed, and of those who disagreed."""
        by_class = np.ascontiguousarray(numbers.T)
        agree, disagree = (one.sums(by_class) for one in self._statements)
        return agree, disagree


class _Plain:
    def __init__(self, table: object) -> None:
        self.table = table

    def sums(self, numbers: FloatArray) -> FloatArray:
        """For each row of the table (k, n) the sum of `numbers` (k, m) over its places."""
        return np.ascontiguousarray((self.table @ numbers.T).T)  # type: ignore[operator]  # sparse products are not typed


class _Compiled:
    def __init__(self, table: object) -> None:
        self.starts = _whole(table.indptr)  # type: ignore[attr-defined]  # sparse tables are not typed
        self.places = _whole(table.indices)  # type: ignore[attr-defined]  # sparse tables are not typed

    def sums(self, numbers: FloatArray) -> FloatArray:
        """The same."""
        from khural.commonground.compiled.adding import add_up_places

        into = np.empty((len(numbers), len(self.starts) - 1))
        add_up_places(self.starts, self.places, np.ascontiguousarray(numbers), into)
        return into


def _whole(places: npt.NDArray[np.generic]) -> npt.NDArray[np.int32]:
    return places.astype(np.int32, copy=False)
