"""A process that votes until it is killed, and says on its output what it tries and what was acknowledged."""

from __future__ import annotations

import random
import sys

import django


def main(seed: int, hashes: list[str]) -> None:
    """Vote at random for ever: `try` and `saved` with statement version, hash and answer."""
    django.setup()
    from khural.web.ballots import store
    from tests.web.ballots.table import ROUND

    rng = random.Random(seed)
    print("ready", flush=True)
    while True:
        version, value, answer = rng.choice((1, 2, 3)), rng.choice(hashes), rng.choice((-1, 0, 1, None))
        print("try", version, value, answer, flush=True)
        if store.vote(ROUND, version, value, answer):
            print("saved", version, value, answer, flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2].split(","))
