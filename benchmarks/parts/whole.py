"""Common ground with the test of groups, the spread and bridging: python whole.py FOLDER; prints one line of JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from votes_made import load, make

from khural.commonground import VoteMatrix, common_ground


def peak() -> int:
    """The most memory so far, in bytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) * 1024


def main() -> None:
    """Print seconds, seconds of the processor, and megabytes at the peak over what stood in memory with the votes."""
    common_ground(VoteMatrix.from_arrays(*make(3000, 400, 120_000, seed=1)))
    common_ground(VoteMatrix.from_arrays(*make(20_000, 400, 1_200_000, seed=1)))
    votes = load(Path(sys.argv[1]))
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    before = pages * resource.getpagesize()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    wall, processor = time.perf_counter(), time.process_time()
    found = common_ground(VoteMatrix.from_arrays(*votes))
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    result = {"wall": wall, "cpu": processor, "peak_mb": (peak() - before) / 1e6, "reason": found.groups_reason.code}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
