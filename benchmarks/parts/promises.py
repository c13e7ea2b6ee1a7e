"""The same bytes whatever the order, batches and threads; an answer to every input without one."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys

import numpy as np
from votes_made import Array, make

from khural.commonground import CommonGround, LiveCommonGround, VoteMatrix, common_ground

# The last is so large that the axes start from the longest rows.
SIZES = ((60, 200, 8_000), (500, 300, 60_000), (3_000, 300, 150_000), (20_000, 400, 1_500_000))

DEGENERATE: dict[str, list[tuple[str, str, int]]] = {
    "no vote": [],
    "one vote": [("a", "1", 1)],
    "one participant": [("a", str(s), s % 2) for s in range(9)],
    "one statement": [(str(p), "1", 1 - p % 3) for p in range(9)],
    "unanimous": [(str(p), str(s), 1) for p in range(9) for s in range(9)],
    "all pass": [(str(p), str(s), 0) for p in range(9) for s in range(9)],
    "all the same person": [(str(p), str(s), s % 3 - 1) for p in range(9) for s in range(9)],
    "re-votes": [("a", "1", 1), ("b", "1", 0), ("a", "1", -1)],
}


def digest(result: CommonGround) -> str:
    """SHA-256 of everything in the result."""
    return hashlib.sha256(json.dumps(result.to_dict()).encode()).hexdigest()


def of(votes: tuple[Array, Array, Array]) -> str:
    return digest(common_ground(VoteMatrix.from_arrays(*votes), groups="off"))


def once_per_pair(votes: tuple[Array, Array, Array]) -> tuple[Array, ...]:
    """Repeated pairs left out: their order is meant to matter."""
    pairs = votes[0].astype(np.int64) << 32 | votes[1].astype(np.int64)
    first = np.sort(np.unique(pairs, return_index=True)[1])
    return tuple(array[first] for array in votes)


def same_bytes(people: int, statements: int, votes: int) -> None:
    rows, columns, sides = once_per_pair(make(people, statements, votes))
    order = np.random.default_rng(1).permutation(len(sides))
    half = len(sides) // 2
    live = LiveCommonGround(VoteMatrix.from_arrays(rows[:half], columns[:half], sides[:half]), groups="off")
    live.result()
    live.add(VoteMatrix.from_arrays(rows[half:], columns[half:], sides[half:]))
    found = {
        "as given": of((rows, columns, sides)),
        "another order": of((rows[order], columns[order], sides[order])),
        "64-bit identifiers": of((rows.astype(np.int64), columns.astype(np.int64), sides)),
        "two batches": digest(live.result()),
        "one thread": subprocess.run(
            [sys.executable, __file__, "one-thread", str(people), str(statements), str(votes)],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip(),
    }
    verdict = "the same bytes" if len(set(found.values())) == 1 else f"DIFFER: {found}"
    print(f"{people:,} x {statements:,}, {len(sides):,} votes: {', '.join(found)}: {verdict}", flush=True)


def one_thread(people: int, statements: int, votes: int) -> None:
    from khural.commonground.compiled import passes, pool, sorting

    pool.THREADS = passes.THREADS = sorting.THREADS = 1
    print(of(once_per_pair(make(people, statements, votes))))


def main() -> None:
    """Print one line per promise."""
    if sys.argv[1:2] == ["one-thread"]:
        one_thread(*map(int, sys.argv[2:]))
        return
    for size in SIZES:
        same_bytes(*size)
    for name, entries in DEGENERATE.items():
        people, statements, sides = ([entry[k] for entry in entries] for k in range(3))
        result = common_ground(VoteMatrix.from_arrays(people, statements, sides))
        print(f"{name}: answered, with {', '.join(m.code.split('.')[1] for m in result.messages)}", flush=True)


if __name__ == "__main__":
    main()
