"""How far common ground is from the figures of Polis, and what it costs beside a plain scipy floor.

    python benchmarks/commonground_exact.py [FOLDER]

FOLDER holds `data/polis` and `reference/polis/production_groups` (default: KHURAL_SHARED, or `shared` beside the
repository). The floor is what any map must do: a sparse float32 matrix, ARPACK for two components, 100 clusters, and
counts. Times are the best of several runs in one process, reading excluded; the ratio is robust, seconds are not.
"""

from __future__ import annotations

import json
import os
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

from khural.commonground import VoteMatrix, common_ground, read_labels, read_votes

ROOT = Path(__file__).resolve().parent.parent
NAMES = {"tid": "statement", "repful_for": "direction"}


def best(run: Callable[[], Any], times: int = 5) -> float:
    """Seconds of the quickest run."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        found.append(time.perf_counter() - start)
    return min(found)


def floor(votes: VoteMatrix) -> None:
    """Two components, 100 clusters, counts per cluster and statement."""
    shape = (len(votes.participants), len(votes.statements))
    matrix = sparse.csr_array((votes.values.astype(np.float32), (votes.rows, votes.columns)), shape=shape)
    _, _, axes = svds(matrix, k=2, rng=np.random.default_rng(0))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _, labels = kmeans2(matrix @ axes.T, min(100, shape[0] // 2), minit="points", rng=np.random.default_rng(0))
    cell = (labels[votes.rows] * shape[1] + votes.columns) * 3 + votes.values + 1
    np.bincount(cell, minlength=(labels.max() + 1) * shape[1] * 3)


def distance(expected: dict[str, Any], found: dict[str, Any]) -> tuple[float, bool]:
    """Largest difference of any figure, and whether all lists hold the same statements in the same order."""
    worst = max(abs(found["group_consensus"][key] - value) for key, value in expected["gic_all"].items())
    pairs = [(expected["repness"][g], found["groups"]["representative"][g]) for g in expected["repness"]]
    pairs += [(expected["consensus"][side], found["consensus"][side]) for side in ("agree", "disagree")]
    same = True
    for theirs, mine in pairs:
        same &= [str(entry["tid"]) for entry in theirs] == [entry["statement"] for entry in mine]
        for a, b in zip(theirs, mine, strict=False):
            gaps = [abs(a[key] - b[NAMES.get(key, key)]) for key in a if isinstance(a[key], float)]
            worst = max([worst, *gaps])
    return worst, same


def cosines(votes: VoteMatrix) -> float:
    """1 - |cosine| with a dense decomposition, the larger of both axes."""
    result = common_ground(votes)
    assert result.map is not None
    kept = [i for i, name in enumerate(votes.statements) if name not in votes.rejected | votes.meta]
    dense = np.full((len(votes.participants), len(votes.statements)), np.nan)
    dense[votes.rows, votes.columns] = votes.values
    dense = dense[result.in_map][:, kept]
    seen = ~np.isnan(dense)
    means = np.where(seen, dense, 0).sum(axis=0) / np.maximum(seen.sum(axis=0), 1)
    axes = np.linalg.svd(np.where(seen, dense - means, 0), full_matrices=False)[2]
    return max(1 - abs(float(axes[k] @ result.map.axes[k, kept])) for k in range(2))


def main() -> None:
    """Print one line per conversation."""
    beside = os.environ.get("KHURAL_SHARED") or ROOT.parent / "shared"
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else beside)
    expected_files = sorted((folder / "reference/polis/production_groups").glob("*.json"))
    if not expected_files:
        sys.exit(f"no reference data in {folder}")
    print(f"{'conversation':46} {'votes':>7} {'max diff':>9} {'lists':>6} {'1-|cos|':>8} ", end="")
    print(f"{'read ms':>8} {'ms':>7} {'floor ms':>9} {'floor/ours':>10}")
    for path in expected_files:
        expected = json.loads(path.read_text(encoding="utf-8"))
        data = folder / "data/polis" / expected["conversation"]
        votes, groups = read_votes(data / "votes.csv"), read_labels(data / "participants-votes.csv", "group")
        worst, same = distance(expected, common_ground(votes, groups=groups).to_dict())
        ours, theirs = best(lambda v=votes, g=groups: common_ground(v, groups=g)), best(lambda v=votes: floor(v))
        reading = best(lambda d=data: read_votes(d / "votes.csv"), 3)
        print(
            f"{expected['conversation']:46} {len(votes.values):7} {worst:9.1e} {'same' if same else 'DIFFER':>6} ",
            end="",
        )
        print(f"{cosines(votes):8.0e} {reading * 1e3:8.1f} {ours * 1e3:7.1f} {theirs * 1e3:9.1f} {theirs / ours:10.2f}")


if __name__ == "__main__":
    main()
