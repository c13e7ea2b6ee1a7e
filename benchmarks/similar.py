"""How many of the near-duplicates that a reader finds in six real conversations are shown to a coordinator.

    python benchmarks/similar.py [--misses]

The pairs in similar_pairs.csv were coded by hand from the texts before the method was run: two statements that a
coordinator would merge, paraphrases in other words included. The length of stems and runs and the floor were then
chosen among ten settings by the same pairs, so that another conversation may do a little worse. Recall counts both
directions of each pair. "At least right" is a lower bound of precision: most statements have no twin, and what is shown
and not in the list may be similar all the same.
"""

from __future__ import annotations

import csv
import os
import sys
import time
from collections import defaultdict
from pathlib import Path

from khural.polis import from_folder, read_conversation
from khural.similar import SimilarStatements
from khural.similar.index import FLOOR, MOST

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("KHURAL_SHARED", HERE.parent.parent / "shared"))
POLIS = SHARED / "data" / "polis"
SHOWN = (1, 3, 5)


def pairs() -> dict[str, list[tuple[int, int]]]:
    """Conversation -> pairs of statement ids."""
    found = defaultdict(list)
    with (HERE / "similar_pairs.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["conversation"]].append((int(row["one"]), int(row["other"])))
    return dict(found)


def main() -> None:
    print(f"{'conversation':46} {'statements':>10} {'pairs':>5}  recall@1 @3 @5   shown(3)  at least right")
    sums = defaultdict(float)
    for name, coded in pairs().items():
        statements = [(one.id, one.text) for one in read_conversation(from_folder(POLIS / name)).statements]
        texts = dict(statements)
        index = SimilarStatements(statements)
        wanted = {*coded, *((b, a) for a, b in coded)}
        hits = dict.fromkeys(SHOWN, 0)
        for one, other in sorted(wanted):
            near = [match.key for match in index.near(texts[one], max(SHOWN), but=one)]
            for k in SHOWN:
                hits[k] += other in near[:k]
            if "--misses" in sys.argv and other not in near[:3]:
                print(f"   missed: {one} {texts[one][:70]} | {other} {texts[other][:70]}")
        shown = [(one, match.key) for one, text in statements for match in index.near(text, 3, but=one)]
        right = sum(pair in wanted for pair in shown)
        shares = "  ".join(f"{hits[k] / len(wanted):.2f}" for k in SHOWN)
        least = right / max(1, len(shown))
        print(f"{name[:46]:46} {len(statements):>10} {len(coded):>5}  {shares}   {len(shown):>7}  {least:.2f}")
        for k in SHOWN:
            sums[k] += hits[k]
        sums["wanted"] += len(wanted)
    print(
        "all pairs: " + "  ".join(f"recall@{k} {sums[k] / sums['wanted']:.3f}" for k in SHOWN),
        f"(a coordinator is shown {MOST}; floor {FLOOR})",
    )
    _speed()


def _speed() -> None:
    texts = []
    for name in pairs():
        texts += [one.text for one in read_conversation(from_folder(POLIS / name)).statements]
    texts = texts[:1000]
    began = time.process_time()
    index = SimilarStatements(enumerate(texts))
    built = time.process_time() - began
    for n, text in enumerate(texts):
        index.near(text, 3, but=n)
    asked = time.process_time() - began - built
    print(
        f"{len(texts)} statements: index {built * 1000:.0f} ms, one question {asked / len(texts) * 1000:.2f} ms (CPU)"
    )


if __name__ == "__main__":
    main()
