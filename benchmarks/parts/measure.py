"""One measurement in a process of its own: python measure.py WHAT FOLDER TIMES; prints one line of JSON.

`both` alternates the floor and ours, so that whatever else the machine does falls on both; `memory` runs ours alone.
Nothing of the result is put off until it is read: when a run ends all its fields are there.
"""

from __future__ import annotations

import json
import resource
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from scipy.cluster.vq import kmeans2
from scipy.sparse.linalg import svds
from votes_made import Array, load, make

from khural.commonground import CommonGround, LiveCommonGround, VoteMatrix, common_ground, sizes
from khural.commonground.compiled import passes

# Idle threads of OpenBLAS spin about that long, at the expense of whoever is measured next.
ASLEEP = 0.05
# Small runs of one kind follow each other, so that what they work on stays in the processor's caches.
AT_ONCE = 10


def floor(rows: Array, columns: Array, sides: Array) -> None:
    """What any map must do: a sparse float32 matrix, ARPACK for two components, 100 clusters, counts per cluster."""
    shape = (int(rows.max()) + 1, int(columns.max()) + 1)
    matrix = sparse.csr_array((sides.astype(np.float32), (rows, columns)), shape=shape)
    _, _, axes = svds(matrix, k=2, rng=np.random.default_rng(0))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _, labels = kmeans2(matrix @ axes.T, min(100, shape[0] // 2), minit="points", rng=np.random.default_rng(0))
    cell = (labels[rows] * shape[1] + columns) * 3 + sides + 1
    np.bincount(cell, minlength=(int(labels.max()) + 1) * shape[1] * 3)


def ours(rows: Array, columns: Array, sides: Array) -> CommonGround:
    """From arrays of identifiers to the result, the test of groups apart."""
    return common_ground(VoteMatrix.from_arrays(rows, columns, sides), groups="off")


def plain(rows: Array, columns: Array, sides: Array) -> CommonGround:
    """The same in a process that has compiled nothing, as at the first call of the command."""
    compiled, sizes.ROOMS_FROM = sizes.ROOMS_FROM, 1 << 60
    try:
        return ours(rows, columns, sides)
    finally:
        sizes.ROOMS_FROM = compiled


def timed(run: Callable[[], Any]) -> tuple[float, float]:
    """Seconds on the wall and of the processor."""
    wall, cpu = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - wall, time.process_time() - cpu


def warm(n: int) -> None:
    """Load or compile what a run of that size needs, on votes of another seed.

    The compiler as well, as in a worker that has met a large conversation; `plain` goes through a small room without.
    """
    assert passes
    size = (60, 200, 8000) if n < 100_000 else (3000, 400, 120_000) if n < 1 << 20 else (20_000, 400, 1_200_000)
    ours(*make(*size, seed=1))


def both(votes: tuple[Array, Array, Array], times: int) -> dict[str, float]:
    """The quickest of several runs of each, and the median."""
    warm(len(votes[2]))
    sides = {"floor": floor, "ours": ours}
    if len(votes[2]) < sizes.LOADED_FROM:
        sides["plain"] = plain
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in sides}
    at_once = min(times, AT_ONCE if len(votes[2]) < 1 << 20 else 1)
    for _ in range(times // at_once):
        for name, run in sides.items():
            time.sleep(ASLEEP)
            found[name] += [timed(lambda run=run: run(*votes)) for _ in range(at_once)]
    result = {}
    for name, runs in found.items():
        result[name], result[f"{name}_cpu"] = (min(run[k] for run in runs) for k in (0, 1))
        result[f"{name}_median"] = float(np.median([run[0] for run in runs]))
    return result


def memory(votes: tuple[Array, Array, Array]) -> dict[str, float]:
    """Megabytes at the peak over what stood in memory with the votes loaded and the passes compiled."""
    warm(len(votes[2]))
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    before = pages * resource.getpagesize()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    kept = ours(*votes)
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) * 1024
    return {"peak_mb": (peak - before) / 1e6, "people": len(kept.participants)}


def live(votes: tuple[Array, Array, Array], times: int) -> dict[str, float]:
    """One more vote, and the result again."""
    rows, columns, sides = votes
    conversation = LiveCommonGround(VoteMatrix.from_arrays(rows, columns, sides), groups="off")
    conversation.result()
    runs = []
    for i in range(times):
        vote = (str(rows[i]), str(columns[i]), -int(sides[i]))

        def one_more(vote: tuple[str, str, int] = vote) -> None:
            conversation.add([vote])
            conversation.result()

        runs.append(timed(one_more))
    walls, processor = zip(*runs, strict=True)
    return {"live": min(walls), "live_median": float(np.median(walls)), "live_cpu": min(processor)}


def main() -> None:
    """Print what was asked for."""
    what, folder, times = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    votes = load(folder)
    if what == "both":
        print(json.dumps(both(votes, times)))
    elif what == "live":
        print(json.dumps(live(votes, times)))
    else:
        print(json.dumps(memory(votes)))


if __name__ == "__main__":
    main()
