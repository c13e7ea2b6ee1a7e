"""The invented votes of the worked examples."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from khural.commonground import CommonGround, VoteMatrix, common_ground

# Per statement: agree, disagree and pass in North, then in South.
FERRY, BRIDGE, TOLL, FLAG = "ferry", "bridge", "toll", "flag"
ROOM = {
    FERRY: ((18, 2, 0), (6, 3, 1)),
    BRIDGE: ((12, 4, 4), (8, 2, 0)),
    TOLL: ((3, 15, 2), (1, 8, 1)),
    FLAG: ((19, 1, 0), (1, 9, 0)),
}
AGAIN = {**ROOM, FERRY: ((17, 3, 0), (10, 0, 0))}
SIZES = {"North": 20, "South": 10}
BORDER = (40, 30)
Floats = npt.NDArray[np.float64]


def room(counts: Mapping[str, tuple[tuple[int, int, int], ...]] = ROOM) -> CommonGround:
    """The room of 30 in which North and South vote on four statements."""
    people = {f"{party} {i + 1}": party for party, n in SIZES.items() for i in range(n)}
    votes = [
        (f"{party} {i + 1}", statement, value)
        for statement, parties in counts.items()
        for party, cell in zip(SIZES, parties, strict=True)
        for i, value in enumerate([1] * cell[0] + [-1] * cell[1] + [0] * cell[2])
    ]
    return common_ground(VoteMatrix.from_arrays(*zip(*votes, strict=True)), parties=people)


def cast(share: Floats, seed: int) -> VoteMatrix:
    """Votes of n people on s statements with these chances of agreeing (n, s)."""
    n, s = share.shape
    rows, columns = np.divmod(np.arange(n * s), s)
    values = np.where(np.random.default_rng(seed).random(n * s) < share.ravel(), 1, -1).astype(np.int8)
    return VoteMatrix.from_codes([f"p{i}" for i in range(n)], [f"s{j + 1}" for j in range(s)], rows, columns, values)


def blocs(*sizes: int, sure: float = 0.85, seed: int = 1) -> VoteMatrix:
    """Two blocs of opposite minds on 30 statements, and a few who answer by a third."""
    lean = np.random.default_rng(seed).integers(0, 2, (3, 30))
    lean[1] = 1 - lean[0]
    return cast(np.where(lean == 1, sure, 1 - sure)[np.repeat(np.arange(len(sizes)), sizes)], seed)


def line(n: int = 80) -> VoteMatrix:
    """People evenly along a line, on 30 statements that turn with position, do not, or are agreed by all."""
    at = np.linspace(-1.7, 1.7, n)[:, None]
    slopes = np.repeat([2.0, -1.5, 0.0], 10)
    middles = np.concatenate([np.linspace(-1.5, 1.5, 10), np.linspace(-1.5, 1.5, 10), np.full(10, 1.5)])
    return cast(1 / (1 + np.exp(-(middles + at * slopes))), 3)


def shuffled(votes: VoteMatrix) -> VoteMatrix:
    """Each statement's votes dealt out anew."""
    random = np.random.default_rng(4)
    values = votes.values.copy()
    for statement in range(len(votes.statements)):
        of = np.flatnonzero(votes.columns == statement)
        values[of] = values[random.permutation(of)]
    return VoteMatrix.from_codes(votes.participants, votes.statements, votes.rows, votes.columns, values)


def grouped(*cells: tuple[int, int]) -> tuple[VoteMatrix, dict[str, str]]:
    votes = [(f"{g}{i}", 1 if i < a else -1) for g, (a, d) in zip("ABCDE", cells, strict=False) for i in range(a + d)]
    people = [name for name, _ in votes]
    matrix = VoteMatrix.from_arrays(people, ["ferry"] * len(votes), [value for _, value in votes])
    return matrix, {name: name[0] for name in people}
