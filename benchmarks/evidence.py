"""30 million events to counts by pair and month: our query against SQL written by hand, on two cores, in one run.

    python benchmarks/evidence.py [--rows 30000000]

Each runs in a process of its own, in turn, three times, with the libraries loaded before the clock starts; processor
time counts, since others may use the machine. Both
read the same Parquet files and give the same table. Promise: at most 1.5 times the SQL, at most 2 GB at the peak.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PART = HERE / "parts" / "event_counts.py"
TIMES = 3
MOST_TIMES, MOST_BYTES = 1.5, 2 << 30


def run(what: str, folder: Path) -> dict[str, float]:
    """One measurement in its own process."""
    command = [sys.executable, str(PART), what, str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout))


def main() -> None:
    """Make the events, measure, print; exit code 1 where a promise is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=30_000_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory(prefix="khural-events-") as name:
        folder = Path(name)
        made = subprocess.run(
            [sys.executable, str(PART), "make", name, str(rows)], check=True, stdout=subprocess.PIPE, text=True
        )
        print(f"{rows:,} events in {made.stdout.strip()} MB of Parquet")
        found: dict[str, list[dict[str, float]]] = {"sql": [], "ours": []}
        for turn in range(TIMES):
            for what in found if turn % 2 == 0 else reversed(found):
                found[what].append(run(what, folder))
                print(f"  {what}: {found[what][-1]['cpu']:.1f} s", file=sys.stderr)
    table(found)


def table(found: dict[str, list[dict[str, float]]]) -> None:
    """Print the figures and whether the promises are kept."""
    best = {what: min(one["cpu"] for one in runs) for what, runs in found.items()}
    wall = {what: min(one["wall"] for one in runs) for what, runs in found.items()}
    peak = max(one["peak"] for one in found["ours"])
    same = len({(one["rows"], one["sum"]) for runs in found.values() for one in runs}) == 1
    times = best["ours"] / best["sql"]
    print(f"{'':24}processor s    wall s    peak MB")
    for what, title in (("sql", "DuckDB SQL by hand"), ("ours", "our query (Ibis)")):
        high = max(one["peak"] for one in found[what]) / 2**20
        print(f"{title:24}{best[what]:11.2f}{wall[what]:10.2f}{high:11.0f}")
    print(f"ratio {times:.2f} (at most {MOST_TIMES}); same table: {'yes' if same else 'NO'}")
    if times > MOST_TIMES or peak > MOST_BYTES or not same:
        sys.exit(1)


if __name__ == "__main__":
    main()
