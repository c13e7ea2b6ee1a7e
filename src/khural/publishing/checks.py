"""Counts that cannot be right never enter the gate: a wrong number published cannot be taken back."""

from __future__ import annotations

from collections.abc import Iterable

from khural.publishing.policy import PublishError
from khural.publishing.tally import PartyTally, RoundTally, StatementTally


def check(tally: RoundTally) -> None:
    """Raise PublishError, naming the place, unless `tally` could have been counted in a room."""
    seats = dict(tally.seats)
    _once("round", (party for party, _ in tally.seats))
    _once("round", (row.statement for row in tally.statements))
    for party, count in tally.seats:
        _refuse_unless(_whole(count) and count > 0, party, "a delegation has at least one seat")
    room = sum(seats.values())
    _refuse_unless(_whole(tally.voters) and tally.voters <= room, "round", "more voters than seats")
    for row in tally.statements:
        _check_statement(row, seats)
        voters = sum(part.voters for part in row.parties)
        _refuse_unless(voters <= tally.voters, row.statement, "more voters than in the round")


def _check_statement(row: StatementTally, seats: dict[str, int]) -> None:
    _once(row.statement, (part.party for part in row.parties))
    for part in row.parties:
        where = f"{row.statement}, {part.party}"
        _refuse_unless(part.party in seats, where, "this delegation has no seats")
        _refuse_unless(all(map(_whole, _counts(part))), where, "a count is not a whole number of persons")
        _refuse_unless(part.voters <= seats[part.party], where, "more voters than seats")


def _counts(part: PartyTally) -> tuple[int, int, int]:
    return part.agree, part.disagree, part.passed


def _whole(count: object) -> bool:
    return isinstance(count, int) and not isinstance(count, bool) and count >= 0


def _once(where: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        _refuse_unless(name not in seen, where, f"{name} occurs twice")
        seen.add(name)


def _refuse_unless(right: bool, where: str, problem: str) -> None:
    if not right:
        raise PublishError("publishing.bad_tally", where=where, problem=problem)
