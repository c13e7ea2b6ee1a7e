"""A process that answers in an open consultation until it is killed, and says what was acknowledged."""

from __future__ import annotations

import random
import sys

import django


def main(seed: int) -> None:
    """Answer at random for ever: `try` and `saved` with voter, version and answer."""
    django.setup()
    from khural.web.ballots.square import store

    rng = random.Random(seed)
    print("ready", flush=True)
    while True:
        voter, version, answer = rng.randrange(5), rng.randrange(1, 4), rng.choice((-1, 0, 1, None))
        print("try", voter, version, answer, flush=True)
        if store.vote(7, version, voter, answer, batch=store.OpenBatch("SELECT 0 AS batch", [])):
            print("saved", voter, version, answer, flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
