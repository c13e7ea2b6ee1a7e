"""One measurement in a process of its own: python event_counts.py make|sql|ours FOLDER [ROWS]; prints JSON or a size.

`make` writes ROWS invented events between 195 states over twenty years in files of a million.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa

from khural.evidence.events.engine import MEMORY, THREADS, engine, fetch
from khural.evidence.events.queries import pair_counts
from khural.evidence.states.registry import states_between

FIRST, DAYS = date(2000, 1, 1), 7305
AT_ONCE = 1_000_000
AS_OF = date(2019, 7, 1)
BY_HAND = """
select date_trunc('month', day)::date as start, a, b,
    count(*) filter (kind = 1)::int as verbal_cooperation, count(*) filter (kind = 2)::int as material_cooperation,
    count(*) filter (kind = 3)::int as verbal_conflict, count(*) filter (kind = 4)::int as material_conflict
from read_parquet('{files}') where day < date '{as_of}' group by all order by start, a, b
"""


def make(folder: Path, rows: int) -> None:
    """Invented events: a few pairs have most of them, as in the news; days in order, as producers write them."""
    draw = np.random.default_rng(20261124)
    states = pl.Series(states_between(date(2020, 1, 1), date(2020, 1, 1)))
    weight = 1 / np.arange(1, len(states) + 1)
    parts = max(1, -(-rows // AT_ONCE))
    for part in range(parts):
        size = min(AT_ONCE, rows - part * AT_ONCE)
        days = np.sort(draw.integers(DAYS * part // parts, max(DAYS * (part + 1) // parts, 1), size))
        a, b = draw.choice(len(states), size=(2, size), p=weight / weight.sum())
        frame = pl.DataFrame(
            {
                "day": pl.Series(days.astype(np.int32)) + (FIRST - date(1970, 1, 1)).days,
                "a": states[a.tolist()],
                "b": states[((b + (a == b)) % len(states)).tolist()],
                "kind": draw.choice(np.arange(1, 5, dtype=np.int8), size, p=[0.6, 0.1, 0.2, 0.1]),
                "intensity": draw.normal(0, 4, size).astype(np.float32).round(1),
                "code": pl.Series(draw.integers(10, 204, size)).cast(pl.String),
            }
        ).with_columns(pl.col("day").cast(pl.Int32).cast(pl.Date))
        frame.write_parquet(folder / f"{part:04}.parquet")
    print(sum(path.stat().st_size for path in folder.glob("*.parquet")) >> 20)


def by_hand(folder: Path) -> pa.Table:
    """The same table by SQL that was written for DuckDB alone."""
    import duckdb

    with duckdb.connect(config={"threads": THREADS, "memory_limit": MEMORY, "temp_directory": str(folder)}) as base:
        return base.execute(BY_HAND.format(files=folder / "*.parquet", as_of=AS_OF)).to_arrow_table()


def ours(folder: Path) -> pa.Table:
    """The query of the package."""
    with engine(folder) as connection:
        events = connection.read_parquet(str(folder / "*.parquet"))
        return fetch(connection, pair_counts(events, "month", AS_OF))


def measured(run: Callable[[Path], pa.Table], folder: Path) -> dict[str, float]:
    """Times and peak of one run, with the rows and the sum of its table."""
    wall, cpu = time.perf_counter(), time.process_time()
    table = run(folder)
    found = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    total = sum(pa.compute.sum(table.column(place)).as_py() for place in range(3, 7))
    return {**found, "peak": peak, "rows": table.num_rows, "sum": total}


if __name__ == "__main__":
    what, folder = sys.argv[1], Path(sys.argv[2])
    if what == "make":
        make(folder, int(sys.argv[3]))
    else:
        # Loaded beforehand: a lake loads them once, however many rows it counts.
        import ibis
        import pyarrow.compute

        ibis.duckdb.connect().disconnect()
        print(json.dumps(measured({"sql": by_hand, "ours": ours}[what], folder)))
