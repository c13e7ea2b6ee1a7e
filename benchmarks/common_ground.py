"""What common ground costs and whether it holds what it promises, beside a plain sparse floor and red-dwarf.

    python benchmarks/common_ground.py --quick      under ten minutes
    python benchmarks/common_ground.py --full       1M people and reading 28.8M votes too, in some 45 minutes

The floor is what any map must do: a scipy CSR matrix in float32, ARPACK for two components, kmeans2 into at most 100
clusters, counts per cluster. Ours runs from arrays of identifiers to the whole result without the test of groups. Both
alternate in one process, and the quickest run of each counts: ratios are robust, seconds are not, and where others use
the machine only those of processor time are. Reference data: KHURAL_SHARED, or `shared` beside the
repository.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PARTS = HERE / "parts"
sys.path.insert(0, str(PARTS))

# people, statements, votes, runs, the ratio to the floor and the megabytes wanted
SIZES = (
    (60, 200, 8_000, 300, 5, None),
    (2_031, 896, 226_000, 30, 3, None),
    (100_000, 1_000, 3_750_000, 6, 6, 60),
    (1_000_000, 2_000, 28_800_000, 3, 9, 250),
)
QUICK = 3
PEER = "red-dwarf==0.4.0"
# Over the input, with the test of groups.
WHOLE_MB = 300
BEGAN = time.monotonic()


def heading(text: str) -> None:
    print(f"\n{text}\n{'-' * len(text)}", flush=True)
    print(f"after {(time.monotonic() - BEGAN) / 60:.1f} min: {text}", file=sys.stderr, flush=True)


def part(name: str, *words: object) -> dict[str, Any]:
    """What a measurement in a process of its own found."""
    command = [sys.executable, PARTS / f"{name}.py", *map(str, words)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return found


def script(name: str, *words: str) -> None:
    """Another benchmark, its output as it is."""
    sys.stdout.flush()
    # Line by line, so that one sees how far it has come.
    done = subprocess.run([sys.executable, "-u", HERE / name, *words], check=False)
    if done.returncode:
        print(f"{name} ended with {done.returncode}")


def groups(*words: str) -> None:
    """Two halves of the benchmark of groups at a time, then what is timed, alone."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as kept:
        command = [sys.executable, "-u", HERE / "groups.py", *words]
        second = subprocess.Popen([*command, "--only=blocs,stability"], stdout=kept)
        script("groups.py", *words, "--only=real,rooms,coverage")
        second.wait()
        kept.seek(0)
        print(kept.read(), end="", flush=True)
    if second.returncode:
        print(f"groups.py ended with {second.returncode}")
    script("groups.py", *words, "--only=seconds")


def speed(folder: Path, sizes: tuple[tuple[int, int, int, int, int, int | None], ...]) -> None:
    from votes_made import save

    print(
        f"{'people x statements':>22} {'votes':>11} {'ours ms':>9} {'CPU ms':>9} {'floor ms':>9} {'CPU ms':>9}", end=""
    )
    print(f" {'floor/ours':>10} {'CPU ratio':>9} {'wanted':>7} {'MB over input':>14} {'wanted':>7}")
    for people, statements, votes, runs, ratio, megabytes in sizes:
        place = save(folder / str(votes), people, statements, votes)
        found = part("measure", "both", place, runs)
        peak = f"{part('measure', 'memory', place, 1)['peak_mb']:.0f}" if megabytes else "-"
        print(f"{f'{people:,} x {statements:,}':>22} {votes:11,} ", end="")
        print(" ".join(f"{found[key] * 1e3:9.2f}" for key in ("ours", "ours_cpu", "floor", "floor_cpu")), end="")
        print(
            f" {found['floor'] / found['ours']:10.1f} {found['floor_cpu'] / found['ours_cpu']:9.1f} {ratio:7}", end=""
        )
        print(f" {peak:>14} {megabytes or '-':>7}", flush=True)
    live = part("measure", "live", folder / str(sizes[0][2]), 200)
    print(f"one more vote in the room of 60: {live['live'] * 1e3:.2f} ms, CPU {live['live_cpu'] * 1e3:.2f}", end="")
    print(f", median {live['live_median'] * 1e3:.2f} (wanted: 0.5)", flush=True)


def whole(folder: Path, sizes: tuple[tuple[int, int, int, int, int, int | None], ...]) -> None:
    """With the test of groups, the spread and bridging: a sample is tested, everybody is placed and bridged."""
    for people, statements, votes, _, _, megabytes in sizes:
        if megabytes:
            found = part("whole", folder / str(votes))
            print(
                f"{people:,} x {statements:,}, {votes:,} votes: {found['wall']:.2f} s, CPU {found['cpu']:.2f} s", end=""
            )
            print(f", {found['peak_mb']:.0f} MB over the input (wanted: {WHOLE_MB}), {found['reason']}", flush=True)


def reading(folder: Path, votes: int) -> None:
    found = part("reading", folder / str(votes), 3)
    for name in ("votes.csv", "votes.parquet", "changed.parquet"):
        seconds = [found[f"{name} {who}"] for who in ("ours", "polars", "same_work")]
        mine, theirs, same = (found[f"{name} {who} cpu"] for who in ("ours", "polars", "same_work"))
        print(f"{name:15} {votes:,} votes: {seconds[0]:.3f} s, polars {seconds[1]:.3f} s", end="")
        print(f", ratio {seconds[0] / seconds[1]:.2f}, of processor time {mine / theirs:.2f} (wanted: 1.3)", flush=True)
        print(f"{'':15} the same work in polars, sorted and the latest kept: {seconds[2]:.3f} s, ratio ", end="")
        print(f"{seconds[0] / seconds[2]:.2f}, of processor time {mine / same:.2f}", end="")
        print(f"; {found[f'{name} repeated']} votes were cast again", flush=True)


def starting() -> None:
    """Loading the package, and the first call of the command with nothing compiled."""
    for words, what, wanted in (
        (["-c", "from khural.commonground import *"], "import khural.commonground, all of it", 0.3),
        (["-m", "khural.cli", "commonground", "VOTES"], "khural commonground, 30 people", 1.5),
    ):
        with tempfile.TemporaryDirectory() as place:
            lines = [f"{s},p{p},{(p * s) % 3 - 1}\n" for s in range(40) for p in range(30)]
            votes = Path(place) / "votes.csv"
            votes.write_text("comment-id,voter-id,vote\n" + "".join(lines), encoding="utf-8")
            filled = [str(votes) if word == "VOTES" else word for word in words]
            start, before = time.perf_counter(), os.times()
            more = {"NUMBA_CACHE_DIR": place}
            subprocess.run([sys.executable, *filled], env={**os.environ, **more}, capture_output=True, check=True)
            wall, after = time.perf_counter() - start, os.times()
            used = after.children_user + after.children_system - before.children_user - before.children_system
            print(f"{what}: {wall:.2f} s, CPU {used:.2f} s (wanted: {wanted})", flush=True)


def peer(folder: Path) -> None:
    """red-dwarf in an environment of its own, at the two sizes it can do in a moment."""
    for people, statements, votes in ((60, 200, 8_000), (2_031, 896, 226_000)):
        command = ["uv", "run", "--no-project", "--isolated", "--python", "3.11", "--with", PEER, "python"]
        try:
            run = subprocess.run(
                [*command, PARTS / "red_dwarf.py", folder / str(votes)],
                capture_output=True,
                text=True,
                check=True,
                timeout=240,
            )
        except (OSError, subprocess.SubprocessError):
            print("red-dwarf could not be installed or run here: its rows are left out.")
            return
        found = json.loads(run.stdout.splitlines()[-1])
        ours = part("measure", "both", folder / str(votes), 20)
        print(f"{people:,} x {statements:,}: red-dwarf {found['wall']:.3f} s, CPU {found['cpu']:.3f} s", end="")
        print(f", {found['peak_mb']:.0f} MB in all; {found['wall'] / ours['ours']:.0f} times ours", end="")
        print(f", of processor time {found['cpu'] / ours['ours_cpu']:.0f}", flush=True)


def main() -> None:
    """Print all parts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument("--quick", action="store_true", help="under ten minutes")
    how.add_argument("--full", action="store_true", help="all sizes")
    chosen = parser.parse_args()
    sizes = SIZES if chosen.full else SIZES[:QUICK]
    print(f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores, ", end="")
    print(f"Python {platform.python_version()}, load when it began {os.getloadavg()[0]:.1f}")
    heading("Exactness: the figures of Polis with groups held fixed, and a dense decomposition")
    script("commonground_exact.py")
    heading("The same bytes, and inputs without an answer")
    script("parts/promises.py")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        heading("Speed and memory")
        speed(folder, sizes)
        heading("With the test of groups, the spread and bridging")
        whole(folder, sizes)
        heading("red-dwarf")
        peer(folder)
        heading("Reading files")
        for size in sizes[QUICK - 1 :]:
            reading(folder, size[2])
    heading("Starting")
    starting()
    if (HERE / "groups.py").exists():
        heading("Groups and the spread")
        groups(*(["--full"] if chosen.full else []))


if __name__ == "__main__":
    main()
