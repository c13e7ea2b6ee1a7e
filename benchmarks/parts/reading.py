"""`read_votes` beside polars reading the same columns: python reading.py FOLDER TIMES; prints one line of JSON.

polars reads columns and no more; "same work" is polars reading them, sorting into rows and keeping the latest of each
pair, which `read_votes` does beside numbering people and statements. In votes.csv and votes.parquet a repeated vote
is the same one clicked twice, as nearly all are in real exports; in changed.parquet half of them are another vote.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from votes_made import load

from khural.commonground import read_votes

COLUMNS = ["timestamp", "comment-id", "voter-id", "vote"]
CLICKED_TWICE = 500


def write(folder: Path) -> None:
    """votes.csv, votes.parquet and changed.parquet as an export has them: by statement, with times, some cast twice."""
    rows, columns, sides = load(folder)
    order = np.lexsort((rows, columns))
    pairs = rows[order].astype(np.int64) << 32 | columns[order]
    order = order[np.append(pairs[1:] != pairs[:-1], True)]
    twice = np.arange(CLICKED_TWICE) * (len(order) // CLICKED_TWICE)
    order = order[np.sort(np.append(np.arange(len(order)), twice))]
    times = 1_700_000_000_000 + np.random.default_rng(2).integers(0, 10**9, len(order))
    picked = [array[order] for array in (columns, rows, sides)]
    frame = pl.DataFrame(dict(zip(COLUMNS, [times, *picked], strict=True)))
    frame.write_csv(folder / "votes.csv")
    frame.write_parquet(folder / "votes.parquet")
    changed = picked[2].copy()
    # Every second repeated vote: the later line of its pair.
    places = twice[::2] + np.arange(0, CLICKED_TWICE, 2) + 1
    changed[places] = (changed[places] + 2) % 3 - 1
    frame.with_columns(vote=changed).write_parquet(folder / "changed.parquet")


def same_work(frame: pl.DataFrame) -> pl.DataFrame:
    """Votes by participant and statement, the latest of each pair."""
    by_time = frame.sort("voter-id", "comment-id", "timestamp", maintain_order=True)
    return by_time.unique(["voter-id", "comment-id"], keep="last", maintain_order=True)


def timed(run: Callable[[], Any]) -> tuple[float, float]:
    """Seconds on the wall and of the processor."""
    wall, cpu = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - wall, time.process_time() - cpu


def main() -> None:
    """Print seconds of both on all files, the quickest of several runs that alternate; of the same work one run."""
    folder, times = Path(sys.argv[1]), int(sys.argv[2])
    if not (folder / "changed.parquet").exists():
        write(folder)
    found = {}
    read_votes(folder / "votes.csv")
    read_votes(folder / "changed.parquet")
    for name in ("votes.csv", "votes.parquet", "changed.parquet"):
        path, polars = folder / name, pl.read_csv if name.endswith("csv") else pl.read_parquet
        theirs, mine = [], []
        for _ in range(times):
            theirs.append(timed(lambda p=path, read=polars: read(p, columns=COLUMNS)))
            mine.append(timed(lambda p=path: read_votes(p)))
        both = [timed(lambda p=path, read=polars: same_work(read(p, columns=COLUMNS)))]
        for who, runs in (("polars", theirs), ("ours", mine), ("same_work", both)):
            found[f"{name} {who}"], found[f"{name} {who} cpu"] = (min(run[k] for run in runs) for k in (0, 1))
        found[f"{name} repeated"] = read_votes(path).repeated
    print(json.dumps(found))


if __name__ == "__main__":
    main()
