from __future__ import annotations

import random
from pathlib import Path

import pytest
from django.db import connections

from khural.web.ballots import durability, offers, store
from tests.web.ballots import naive
from tests.web.ballots.attack import BALLOTS, CHANCE, Ballot, Room, best, draw, matched, mean, votes
from tests.web.ballots.pages import File
from tests.web.ballots.table import (
    EDITION,
    ROUND,
    SALT,
    SLOT,
    author_hash,
    cast_all,
    needs_file,
    put_back,
    read_file,
    set_table,
    without_waiting,
)

pytestmark = [needs_file, pytest.mark.django_db(transaction=True, databases=["default", "ballots"])]
RUNS, STATEMENTS = 24, 15


def test_the_order_of_votes_finds_nobody_in_the_files_beyond_chance() -> None:
    table = set_table(STATEMENTS)
    empty = read_file()
    runs = []
    for seed in range(RUNS):
        put_back(empty)
        without_waiting()
        room = draw(table.hashes, seed)
        cast = votes(room, table.versions, seed)
        cast_all(room, cast)
        runs.append(matched(read_file(), room, cast))
    name, share = best(mean(runs))
    print(f"\nmatched at best: {share:.1%} ({name}); chance {CHANCE:.1%}")
    assert len(runs[0]) >= 24
    assert share <= CHANCE + 0.05


@pytest.fixture
def room() -> Room:
    rng = random.Random(5)
    return draw([[f"{rng.getrandbits(256):064x}" for _ in range(n)] for n in (4, 5, 5, 6, 3, 7)], seed=1)


def test_the_same_matcher_finds_everybody_where_rows_come_with_the_vote(tmp_path: Path, room: Room) -> None:
    cast = votes(room, range(1, STATEMENTS + 1), seed=1)
    shares = matched(naive.inserted_at_the_vote(tmp_path / "a.sqlite3", room, cast), room, cast)
    assert shares["first rows of ballots, by first vote, forwards"] == 1.0


def test_the_same_matcher_finds_everybody_in_a_journal_that_was_left(tmp_path: Path, room: Room) -> None:
    cast = votes(room, range(1, STATEMENTS + 1), seed=1)
    shares = matched(naive.journal_left(tmp_path / "a.sqlite3", room, cast), room, cast)
    assert shares["first frames of the journal, by first vote, forwards"] == 1.0


def test_the_same_matcher_sees_answers_that_move_their_rows(tmp_path: Path, room: Room) -> None:
    runs = []
    for seed in range(12):
        cast = votes(room, range(1, STATEMENTS + 1), seed)
        runs.append(matched(naive.answers_of_different_width(tmp_path / f"{seed}.sqlite3", room, cast), room, cast))
    assert best(mean(runs))[1] > CHANCE + 0.05


def _layout(file: File, folder: Path) -> list[object]:
    roots = file.roots(folder)
    return [(page.number, page.cells_at, page.free()) for root in roots.values() for page in file.tree(root)]


def test_the_same_ballots_cast_in_another_order_leave_the_same_bytes(tmp_path: Path) -> None:
    table = set_table(5)
    empty, files = read_file(), []
    room = draw(table.hashes, seed=0)
    final = [Ballot(person, version, (person + version) % 3 - 1) for person in room.held for version in table.versions]
    for seed in (1, 2):
        put_back(empty)
        without_waiting()
        rng = random.Random(seed)
        changed = [Ballot(b.person, b.version, rng.choice((-1, 0, 1, None))) for b in rng.sample(final, 40)]
        cast_all(room, [*changed, *rng.sample(final, len(final))])
        files.append(read_file())
    one, other = files
    assert _layout(one, tmp_path) == _layout(other, tmp_path)
    # Bytes 24-27 and 92-95 of the header count changes of the file; every other byte is the same.
    for file in files:
        assert len(file.data) == len(empty.data)
    differing = {at for at, (a, b) in enumerate(zip(one.data, other.data, strict=True)) if a != b}
    assert differing <= {*range(24, 28), *range(92, 96)}
    assert one.data != empty.data


def test_the_journal_is_empty_after_every_write() -> None:
    table = set_table(2)
    value = table.all_hashes[3]
    sizes = [len(read_file().journal)]
    store.vote(ROUND, 1, value, 1)
    sizes.append(len(read_file().journal))
    store.vote(ROUND, 1, value, None)
    sizes.append(len(read_file().journal))
    token = store.reissue(EDITION, 1, 4, SALT)[0]
    sizes.append(len(read_file().journal))
    assert offers.offer(ROUND, EDITION, SLOT, author_hash(token), language="en", basket=None, text="A gauge.")
    sizes.append(len(read_file().journal))
    store.stamp(ROUND)
    sizes.append(len(read_file().journal))
    store.delete_round(ROUND, EDITION, SLOT)
    sizes.append(len(read_file().journal))
    assert sizes == [0] * 7


def test_a_truncation_that_a_reader_refused_is_made_up_for_before_the_next_write() -> None:
    table = set_table(1)
    first, second = table.all_hashes[:2]
    reader = connections["ballots"].copy(alias="ballots")
    with connections["ballots"].cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=50")
    try:
        with reader.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            cursor.execute(f"SELECT count(*) FROM {BALLOTS}")
            refused = durability.checkpoints.refused
            assert store.vote(ROUND, 1, first, 1)
            assert durability.checkpoints.refused > refused
            assert durability.checkpoints.owed
            assert read_file().journal
            cursor.execute("ROLLBACK")
        durability.catch_up()
        assert not durability.checkpoints.owed
        assert not read_file().journal
        assert store.vote(ROUND, 1, second, 1)
    finally:
        reader.close()
