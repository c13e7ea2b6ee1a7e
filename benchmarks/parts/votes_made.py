"""Votes of any size for benchmarks, saved so that each measurement loads them in a process of its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.generic]


def make(people: int, statements: int, votes: int, seed: int = 0) -> tuple[Array, Array, Array]:
    """About that many votes in any order: two leanings, passes, participants from eager to silent, late statements."""
    rng = np.random.default_rng(seed)
    if people * statements < 2 * votes:
        pairs = rng.permutation(people * statements)[:votes].astype(np.int64)
        rows, columns = np.divmod(pairs, statements)
    else:
        given = np.minimum(rng.geometric(people / votes, people), statements)
        given = np.clip((given * (votes / given.sum())).round(), 1, statements).astype(np.int64)
        rows = rng.permutation(np.repeat(np.arange(people), given))
        shown = np.exp(rng.normal(size=statements) * 0.2)
        columns = np.searchsorted(np.cumsum(shown / shown.sum()), rng.random(len(rows)))
        columns = np.minimum(columns, statements - 1)
    rows, columns = rows.astype(np.int32), columns.astype(np.int32)
    leaning, pull = rng.normal(size=(people, 2)), rng.normal(size=(2, statements)) * [[1.2], [0.9]]
    appeal = rng.normal(size=statements) * 0.7
    score = appeal[columns] + leaning[rows, 0] * pull[0, columns] + leaning[rows, 1] * pull[1, columns]
    draw = rng.random(len(rows))
    sides = np.where(draw < 0.85 / (1 + np.exp(-score)), 1, np.where(draw < 0.85, -1, 0))
    return rows, columns, sides.astype(np.int8)


def save(folder: Path, people: int, statements: int, votes: int) -> Path:
    """Save them and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, array in zip(("rows", "columns", "sides"), make(people, statements, votes), strict=True):
        np.save(folder / f"{name}.npy", array)
    return folder


def load(folder: Path) -> tuple[Array, Array, Array]:
    """Participants, statements and votes as saved."""
    rows, columns, sides = (np.load(folder / f"{name}.npy") for name in ("rows", "columns", "sides"))
    return rows, columns, sides
