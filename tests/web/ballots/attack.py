"""Somebody with the ballot files who also watched in which order people voted tries to find each one's row.

The matcher looks at every trace of order that the files could hold: rows in the order of their rowid, where cells lie
on their pages, where index entries lie, what is left in free space, and frames of the journal. Within each delegation
it puts the credentials in the order of a trace and the people in the order in which they voted, and pairs them.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.web.ballots.pages import LEAF_TABLE, Cell, File

SEATS = (4, 5, 5, 6, 3, 7)
CHANCE = len(SEATS) / sum(SEATS)
CHANGES = 60
BALLOTS, INDEX, CREDENTIALS = "ballots_ballot", "sqlite_autoindex_ballots_ballot_1", "ballots_ballotcredential"
Trace = Mapping[str, tuple[float, ...]]
Answer = int | None


@dataclass(frozen=True)
class Ballot:
    """One act that somebody watched, except for the answer: person number, statement version, answer."""

    person: int
    version: int
    answer: Answer


@dataclass(frozen=True)
class Room:
    """Who sits where and holds which credential: the last is what the attacker looks for."""

    delegations: tuple[tuple[int, ...], ...]
    held: Mapping[int, str]


def draw(hashes: Sequence[Sequence[str]], seed: int) -> Room:
    """Let people of each delegation draw their sealed sheets."""
    rng = random.Random(seed)
    delegations: list[tuple[int, ...]] = []
    held: dict[int, str] = {}
    first = 0
    for group in hashes:
        people = tuple(range(first, first + len(group)))
        held.update(zip(people, rng.sample(sorted(group), len(group)), strict=True))
        delegations.append(people)
        first += len(group)
    return Room(tuple(delegations), held)


def votes(room: Room, versions: Sequence[int], seed: int) -> list[Ballot]:
    """People come in a random order, answer everything, and some change their mind later."""
    rng = random.Random(seed)
    people = rng.sample(sorted(room.held), len(room.held))
    cast = [Ballot(person, version, rng.choice((-1, 0, 1))) for person in people for version in versions]
    later = (Ballot(rng.choice(people), rng.choice(versions), rng.choice((-1, 0, 1, None))) for _ in range(CHANGES))
    return [*cast, *later]


def traces(file: File) -> dict[str, Trace]:
    """Every trace of order in the files: name -> credential hash -> something to sort by."""
    with tempfile.TemporaryDirectory() as name:
        roots = file.roots(Path(name))
        whole = file.recovered(Path(name))
    cells = [cell for page in whole.tree(roots[BALLOTS]) for cell in page.cells()]
    places = {cell.values: (cell.page, cell.offset) for cell in cells}
    found = {
        "rows of credentials": _by_hash(_cells(whole, roots.get(CREDENTIALS)), lambda cell: (cell.rowid or 0,), min),
        "first rows of ballots": _by_hash(cells, lambda cell: (cell.rowid or 0,), min),
        "last rows of ballots": _by_hash(cells, lambda cell: (cell.rowid or 0,), max),
        "first cells of ballots": _by_hash(cells, lambda cell: places[cell.values], min),
        "last cells of ballots": _by_hash(cells, lambda cell: places[cell.values], max),
        "heights of cells": _heights(cells),
        "index cells": _by_hash(_cells(whole, roots.get(INDEX)), lambda cell: (cell.page, cell.offset), min),
        "free space": _free(whole, {_hash(cell) for cell in cells}),
        "first frames of the journal": _journal(file, roots[BALLOTS], min),
        "last frames of the journal": _journal(file, roots[BALLOTS], max),
    }
    return {name: trace for name, trace in found.items() if trace}


def _cells(file: File, root: int | None) -> list[Cell]:
    return [cell for page in file.tree(root) for cell in page.cells()] if root else []


def _hash(cell: Cell) -> str:
    return next((value for value in cell.values if isinstance(value, str) and len(value) == 64), "")


def _by_hash(
    cells: Sequence[Cell], key: Callable[[Cell], tuple[float, ...]], choose: Callable[..., tuple[float, ...]]
) -> Trace:
    trace: dict[str, tuple[float, ...]] = {}
    for cell in cells:
        trace[_hash(cell)] = choose(trace.get(_hash(cell), key(cell)), key(cell))
    return trace


def _heights(cells: Sequence[Cell]) -> Trace:
    # How far from where its neighbours by rowid would have it does a credential's cell lie, over all statements?
    sums: dict[str, float] = {}
    for cell in cells:
        sums[_hash(cell)] = sums.get(_hash(cell), 0.0) + cell.offset
    return {value: (total,) for value, total in sums.items()}


def _free(file: File, hashes: set[str]) -> Trace:
    trace: dict[str, tuple[float, ...]] = {}
    for n in range(1, len(file.data) // file.page_size + 1):
        page = file.page(n)
        spaces = page.free() if page.kind in (0x02, 0x05, 0x0A, LEAF_TABLE) else [(0, page.data)]
        for offset, data in spaces:
            for value in hashes:
                at = data.find(value.encode())
                if at >= 0:
                    trace.setdefault(value, (n, offset + at))
    return trace


def _journal(file: File, root: int, choose: Callable[..., tuple[float, ...]]) -> Trace:
    # A frame is a page as one write left it: what differs from the page before is that write.
    ballots = [page for page in file.tree(root) if page.kind == LEAF_TABLE]
    known = {(page.number, cell.rowid): cell.values for page in ballots for cell in page.cells()}
    numbers = {page.number for page in ballots}
    trace: dict[str, tuple[float, ...]] = {}
    for n, page in enumerate(file.frames()):
        for cell in page.cells() if page.number in numbers else ():
            if known.get((page.number, cell.rowid)) != cell.values:
                trace[_hash(cell)] = choose(trace.get(_hash(cell), (n,)), (n,))
                known[page.number, cell.rowid] = cell.values
    return trace


def matched(file: File, room: Room, cast: Sequence[Ballot]) -> dict[str, float]:
    """Trace and way of reading it -> the share of people whose row the attacker names."""
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for moment, ballot in enumerate(cast):
        first.setdefault(ballot.person, moment)
        last[ballot.person] = moment
    shares = {}
    for name, trace in traces(file).items():
        for order, moments in (("first", first), ("last", last)):
            for way in (1, -1):
                key = f"{name}, by {order} vote, {'forwards' if way == 1 else 'backwards'}"
                shares[key] = _share(trace, room, moments, way)
    return shares


def _share(trace: Trace, room: Room, moments: Mapping[int, int], way: int) -> float:
    right = 0
    for people in room.delegations:
        hashes = sorted(room.held[person] for person in people)
        named = sorted(hashes, key=lambda value: trace.get(value, (float("inf"),)))[::way]
        came = sorted(people, key=lambda person: moments[person])
        right += sum(room.held[person] == value for person, value in zip(came, named, strict=True))
    return right / len(room.held)


def mean(runs: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The mean share of each trace over several runs."""
    names = {name for run in runs for name in run}
    return {name: sum(run.get(name, CHANCE) for run in runs) / len(runs) for name in sorted(names)}


def best(shares: Mapping[str, float]) -> tuple[str, float]:
    """The trace that served the attacker best."""
    name = max(shares, key=lambda name: shares[name])
    return name, shares[name]
