"""red-dwarf on saved votes: python red_dwarf.py FOLDER, in an environment that has it; prints one line of JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np
from reddwarf.implementations.polis import run_pipeline


def main() -> None:
    """Print wall and processor seconds of the quicker of two runs, and the peak of memory."""
    rows, columns, sides = (np.load(Path(sys.argv[1]) / f"{name}.npy") for name in ("rows", "columns", "sides"))
    latest = {(int(r), int(c)): int(v) for r, c, v in zip(rows, columns, sides, strict=True)}
    votes = [
        {"participant_id": r, "statement_id": c, "vote": v, "modified": i}
        for i, ((r, c), v) in enumerate(latest.items())
    ]
    found = []
    for _ in range(2):
        wall, cpu = time.perf_counter(), time.process_time()
        run_pipeline(votes=votes)
        found.append((time.perf_counter() - wall, time.process_time() - cpu))
    wall, cpu = min(found)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"wall": wall, "cpu": cpu, "peak_mb": peak}))


if __name__ == "__main__":
    main()
