"""Votes for tests: drawn from a seed, as dictionaries and as matrices."""

from __future__ import annotations

import json

import numpy as np

from khural.commonground import CommonGround, VoteMatrix


def drawn(people: int, statements: int, seed: int = 0, seen: float = 0.6) -> dict[tuple[str, str], int]:
    """Votes of two leanings with passes and gaps."""
    rng = np.random.default_rng(seed)
    lean = rng.random((2, statements))
    votes = {}
    for p in range(people):
        for s in range(statements):
            if rng.random() < seen:
                side = 1 if rng.random() < lean[p % 2, s] else -1
                votes[f"p{p}", str(s)] = 0 if rng.random() < 0.15 else side
    return votes


def matrix(votes: dict[tuple[str, str], int], **more: object) -> VoteMatrix:
    """The same as a matrix."""
    pairs = list(votes)
    return VoteMatrix.from_arrays([p for p, _ in pairs], [s for _, s in pairs], list(votes.values()), **more)


def halves(votes: dict[tuple[str, str], int]) -> dict[str, list[str]]:
    """Two groups by the parity of the participant's number."""
    people = sorted({p for p, _ in votes}, key=lambda p: int(p[1:]))
    return {"even": people[0::2], "odd": people[1::2]}


def labels(groups: dict[str, list[str]]) -> dict[str, str]:
    """participant -> label."""
    return {p: label for label, people in groups.items() for p in people}


def written(result: CommonGround) -> str:
    """Everything a result holds, as bytes would be compared."""
    return json.dumps(result.to_dict(), allow_nan=False)
