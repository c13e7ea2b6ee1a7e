"""Votes whose truth is known: blocs, continua, shuffles, and all three on the masks of real conversations."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from khural.commonground import VoteMatrix

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Random = np.random.Generator


def cast(share: Floats, random: Random, seen: float = 1.0) -> VoteMatrix:
    """Votes of n people on s statements with these chances of agreeing (n, s), a part `seen` of them at random."""
    rows, columns = np.nonzero(random.random(share.shape) < seen)
    values = np.where(random.random(len(rows)) < share[rows, columns], 1, -1).astype(np.int8)
    n, s = share.shape
    return VoteMatrix.from_codes(
        [f"p{i:05d}" for i in range(n)], [f"s{j:04d}" for j in range(s)], rows, columns, values
    )


def blocs(
    sizes: list[int], statements: int, random: Random, seen: float = 1.0, strong: float = 0.8
) -> tuple[VoteMatrix, Ints]:
    """Blocs agreeing with a chance of `strong` or 1 - `strong`; two are opposite, more lean at random."""
    share = lines(sizes, statements, random, strong)
    of = np.repeat(np.arange(len(sizes)), sizes)
    return cast(share[of], random, seen), of


def lines(sizes: list[int], statements: int, random: Random, strong: float = 0.8) -> Floats:
    """Chance of agreeing of each bloc with each statement (k, statements): what `blocs` draws first."""
    lean = random.integers(0, 2, (len(sizes), statements))
    if len(sizes) == 2:
        lean[1] = 1 - lean[0]
    return np.where(lean == 1, strong, 1 - strong)


def sorted_by_oracle(votes: VoteMatrix, share: Floats, sizes: list[int]) -> Ints:
    """The likeliest bloc of each person, for somebody who knows how the blocs lean and how large they are."""
    of = np.array([int(name[1:]) for name in votes.statements])[votes.columns]
    chance = np.log(np.where(votes.values > 0, share[:, of], 1 - share[:, of]))
    n = len(votes.participants)
    fit = [np.bincount(votes.rows, c, n) + np.log(size) for c, size in zip(chance, sizes, strict=True)]
    return np.asarray(np.argmax(fit, axis=0), np.int64)


def latent(n: int, d: int, kind: str, random: Random) -> Floats:
    """Positions with mean 0 and standard deviation 1: "normal", "uniform" or "exponential"."""
    if kind == "normal":
        return random.standard_normal((n, d))
    if kind == "uniform":
        return random.uniform(-(3**0.5), 3**0.5, (n, d))
    return random.exponential(size=(n, d)) - 1


def ends(kind: str) -> tuple[float, float]:
    """The ends of the central 95 % of positions."""
    if kind == "normal":
        return -1.959964, 1.959964
    if kind == "uniform":
        return -0.95 * 3**0.5, 0.95 * 3**0.5
    return float(-np.log(0.975) - 1), float(-np.log(0.025) - 1)


def items(s: int, d: int, random: Random, slope: float = 1.5) -> tuple[Floats, Floats]:
    """Intercepts (s) and slopes (s, d) of statements."""
    return random.standard_normal(s), random.standard_normal((s, d)) * slope


def logistic(x: Any) -> Any:
    """The share that belongs to log-odds."""
    return 1 / (1 + np.exp(-x))


def continuum(
    n: int, s: int, random: Random, kind: str = "normal", d: int = 1, seen: float = 1.0, slope: float = 1.5
) -> VoteMatrix:
    """A crowd without a gap."""
    positions, (intercepts, slopes) = latent(n, d, kind, random), items(s, d, random, slope)
    return cast(logistic(intercepts + positions @ slopes.T), random, seen)


def shuffled(votes: VoteMatrix, random: Random) -> VoteMatrix:
    """Each statement's votes dealt out anew among its voters."""
    drawn = np.lexsort((random.random(len(votes.columns)), votes.columns))
    values = votes.values.copy()
    values[np.argsort(votes.columns, kind="stable")] = votes.values[drawn]
    return with_values(votes, values)


def with_values(votes: VoteMatrix, values: npt.NDArray[np.int8]) -> VoteMatrix:
    """The same people on the same statements, other votes."""
    return VoteMatrix.from_codes(
        votes.participants,
        votes.statements,
        votes.rows,
        votes.columns,
        values,
        rejected=votes.rejected,
        meta=votes.meta,
    )


def continuum_on(votes: VoteMatrix, random: Random, d: int = 1) -> VoteMatrix:
    """A crowd without a gap, on who voted on what in a real conversation; passes stay."""
    positions = latent(len(votes.participants), d, "normal", random)
    intercepts, slopes = items(len(votes.statements), d, random)
    chance = logistic(intercepts[votes.columns] + (positions[votes.rows] * slopes[votes.columns]).sum(axis=1))
    return with_values(votes, _drawn(votes, chance, random))


def blocs_on(votes: VoteMatrix, random: Random, strong: float = 0.85) -> tuple[VoteMatrix, Ints]:
    """Two opposite blocs on who voted on what in a real conversation; passes stay."""
    of, side = random.integers(0, 2, len(votes.participants)), random.integers(0, 2, len(votes.statements))
    chance = np.where(side[votes.columns] == of[votes.rows], strong, 1 - strong)
    return with_values(votes, _drawn(votes, chance, random)), of


def _drawn(votes: VoteMatrix, chance: Floats, random: Random) -> npt.NDArray[np.int8]:
    sides = np.where(random.random(len(chance)) < chance, 1, -1)
    return np.where(votes.values == 0, 0, sides).astype(np.int8)


def fewer(votes: VoteMatrix, random: Random, loss: float = 0.02) -> VoteMatrix:
    """The votes without a part of them at random."""
    kept = random.random(len(votes.values)) >= loss
    return VoteMatrix.from_codes(
        votes.participants, votes.statements, votes.rows[kept], votes.columns[kept], votes.values[kept]
    )


def alike(first: npt.NDArray[Any], second: npt.NDArray[Any]) -> float:
    """Adjusted Rand index, by counting pairs."""
    one, other = (x[:, None] == x[None] for x in (first, second))
    pairs = ~np.eye(len(first), dtype=bool)
    both, a, b = ((one & other)[pairs].mean(), one[pairs].mean(), other[pairs].mean())
    return 1.0 if (a + b) / 2 == a * b else float((both - a * b) / ((a + b) / 2 - a * b))
