"""One pass of the residual matrix and back over a block of vectors, with what goes before and after it."""

from __future__ import annotations

from functools import partial

import numpy as np

from khural.commonground.compiled.kernel import kernel
from khural.commonground.compiled.passes import WIDTH, Floats, Mask, turn_rows
from khural.commonground.compiled.pool import THREADS, shared_out
from khural.commonground.compiled.sorting import Cells, Longs


@kernel
def spread_vectors(vectors: Floats, places: Longs, means: Floats, table: Floats) -> None:
    """(vote - mean) * vector for each cell of the statements in `places`, into `table` (4 S, 4), 0 before."""
    for m in range(len(places)):
        s = places[m]
        for vote in range(3):
            side = (vote - 1.0) - means[s]
            for k in range(len(vectors)):
                table[4 * s + vote, k] = side * vectors[k, m]


@kernel
def take_means(sums: Longs, places: Longs, means: Floats, scale: float, images: Floats) -> None:
    """Agreeing less disagreeing sums less mean * all, over `scale`; `sums` (threads, 4 S, 4) run over cells."""
    for m in range(len(places)):
        s = places[m]
        for k in range(len(images)):
            against, passed, agreed = 0, 0, 0
            for worker in range(len(sums)):
                against += sums[worker, 4 * s, k]
                passed += sums[worker, 4 * s + 1, k]
                agreed += sums[worker, 4 * s + 2, k]
            images[k, m] = ((agreed - against) - means[s] * (against + passed + agreed)) / scale


def turned(
    rows: tuple[Longs, Cells, Mask],
    blocks: list[tuple[int, int]],
    places: Longs,
    means: Floats,
    vectors: Floats,
    scale: float,
) -> Floats:
    """R' R times each of four vectors, (4, M) to (4, M); `rows` are starts, cells and use, cut into `blocks`."""
    table = np.zeros((4 * len(means), WIDTH))
    spread_vectors(vectors, places, means, table)
    sums = np.zeros((THREADS, *table.shape), np.int64)
    work = partial(turn_rows, *rows)
    shared_out(lambda worker, block: work(*block, table, scale, sums[worker]), blocks)
    images = np.empty_like(vectors)
    take_means(sums, places, means, scale, images)
    return images
