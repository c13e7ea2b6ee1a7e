"""Whether votes and the counts beside the statements belong together."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from khural.polis.conversation import Statement, Votes
from khural.polis.errors import PolisError

# Double clicks count in both, so that the sums of a whole export are equal; a few late votes are no fault.
LEAST_SHARE = 0.95
# The wide table holds the last vote of each pair only.
LEAST_SHARE_WIDE = 0.75
FEWEST = 3


def sign_of(statements: Sequence[Statement], votes: Votes, file: str) -> None:
    """Raises PolisError where `agrees` goes with the votes of -1 rather than with those of +1."""
    plus, minus = _counts(votes, 1), _counts(votes, -1)
    stated = [one.agrees for one in statements]
    with_plus = _correlation([plus[one.id] for one in statements], stated)
    with_minus = _correlation([minus[one.id] for one in statements], stated)
    if with_plus is not None and with_minus is not None and with_minus > with_plus:
        raise PolisError("polis.sign_wrong", file=file, plus=round(with_plus, 2), minus=round(with_minus, 2))


def check_counts(statements: Sequence[Statement], votes: Votes, file: str, *, wide: bool) -> None:
    """Raises PolisError where votes are missing that the counts beside the statements know of: a file cut off."""
    stated = sum(one.agrees + one.disagrees for one in statements)
    found = sum(sign != 0 for sign in votes.signs)
    if found < (LEAST_SHARE_WIDE if wide else LEAST_SHARE) * stated:
        raise PolisError("polis.cut_off", file=file, found=found, stated=stated)


def _counts(votes: Votes, sign: int) -> Counter[int]:
    return Counter(s for s, g in zip(votes.statements, votes.signs, strict=True) if g == sign)


def _correlation(a: Sequence[int], b: Sequence[int]) -> float | None:
    n = len(a)
    if n < FEWEST:
        return None
    mean_a, mean_b = sum(a) / n, sum(b) / n
    spread = math.sqrt(sum((x - mean_a) ** 2 for x in a) * sum((y - mean_b) ** 2 for y in b))
    return sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b, strict=True)) / spread if spread else None
