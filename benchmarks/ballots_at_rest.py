"""How many of 30 people somebody with the ballot files finds who saw in which order they voted, by way of storage.

    python -m benchmarks.ballots_at_rest [RUNS]

Delegations of 4, 5, 5, 6, 3 and 7; 15 statements; people come in a random order and some change their mind. The matcher
(tests/web/ballots/attack.py) reads rows, places of cells, free space and the journal; the figure is its best trace.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import django

from tests.web.ballots import naive
from tests.web.ballots.attack import CHANCE, SEATS, Ballot, Room, best, draw, matched, mean, votes
from tests.web.ballots.pages import File

STATEMENTS = 15
Storage = Callable[[Path, Room, Sequence[Ballot]], File]


def main(runs: int) -> None:
    """Print one line for each way of storage."""
    print(f"{runs} runs of {sum(SEATS)} people and {STATEMENTS} statements; chance {CHANCE:.1%}")
    _line("the store", _store(runs))
    _line("rows come with the vote", _plain(naive.inserted_at_the_vote, runs))
    _line("journal not emptied", _plain(naive.journal_left, runs))
    _line("answers of different width", _plain(naive.answers_of_different_width, runs))


def _line(name: str, results: list[dict[str, float]]) -> None:
    trace, share = best(mean(results))
    print(f"  {name:28} {share:7.1%}   {trace}")


def _plain(storage: Storage, runs: int) -> list[dict[str, float]]:
    results = []
    for seed in range(runs):
        rng = random.Random(seed)
        room = draw([[f"{rng.getrandbits(256):064x}" for _ in range(seats)] for seats in SEATS], seed)
        cast = votes(room, range(1, STATEMENTS + 1), seed)
        with tempfile.TemporaryDirectory() as folder:
            results.append(matched(storage(Path(folder) / "ballots.sqlite3", room, cast), room, cast))
    return results


def _store(runs: int) -> list[dict[str, float]]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "khural.web.settings.test", "KHURAL_DATA": folder}
        django.setup()
        from django.core.management import call_command

        from tests.web.ballots import table as real

        call_command("migrate", database="ballots", verbosity=0)
        table = real.set_table(STATEMENTS)
        empty, results = real.read_file(), []
        for seed in range(runs):
            real.put_back(empty)
            real.without_waiting()
            room = draw(table.hashes, seed)
            cast = votes(room, table.versions, seed)
            real.cast_all(room, cast)
            results.append(matched(real.read_file(), room, cast))
        return results


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
