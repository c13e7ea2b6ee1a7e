"""`read_votes` beside polars reading the same columns: python reading.py FOLDER TIMES; prints one line of JSON."""

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
    """votes.csv and votes.parquet as an export has them: by statement, with times, some votes cast twice."""
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


def timed(run: Callable[[], Any]) -> tuple[float, float]:
    """Seconds on the wall and of the processor."""
    wall, cpu = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - wall, time.process_time() - cpu


def main() -> None:
    """Print seconds of both on both kinds of file, the quickest of several runs that alternate."""
    folder, times = Path(sys.argv[1]), int(sys.argv[2])
    if not (folder / "votes.parquet").exists():
        write(folder)
    found = {}
    read_votes(folder / "votes.csv")
    for kind, polars in (("csv", pl.read_csv), ("parquet", pl.read_parquet)):
        path = folder / f"votes.{kind}"
        theirs, mine = [], []
        for _ in range(times):
            theirs.append(timed(lambda p=path, read=polars: read(p, columns=COLUMNS)))
            mine.append(timed(lambda p=path: read_votes(p)))
        for name, runs in ((f"{kind}_polars", theirs), (kind, mine)):
            found[name], found[f"{name}_cpu"] = (min(run[k] for run in runs) for k in (0, 1))
    found["repeated"] = read_votes(folder / "votes.parquet").repeated
    print(json.dumps(found))


if __name__ == "__main__":
    main()
