"""Votes in their two shapes: one line per vote, and one line per participant."""

from __future__ import annotations

from array import array

from khural.messages import Message
from khural.polis.conversation import Votes
from khural.polis.errors import PolisError
from khural.polis.tables import WHOLE, choice, read_rows, whole

SIGNS = {"1": 1, "0": 0, "-1": -1}
MOST_VOTES = 3_000_000


def long_votes(raw: bytes, encoding: str | None, most: int = MOST_VOTES) -> tuple[Votes, tuple[Message, ...]]:
    """Every line of votes.csv, sorted; on equal times the later line comes later."""
    table = read_rows(raw, "votes.csv", encoding)
    a, b, c = (table.place(name) for name in ("comment-id", "voter-id", "vote"))
    t = table.places(["timestamp"]).get("timestamp")
    statements, voters, times, signs = array("q"), array("q"), array("q"), array("b")
    for line, row in table.rows:
        if not (WHOLE.fullmatch(row[a]) and WHOLE.fullmatch(row[b]) and row[c] in SIGNS):
            _refuse(row[a], row[b], row[c], line)
        statements.append(int(row[a]))
        voters.append(int(row[b]))
        signs.append(SIGNS[row[c]])
        times.append(0 if t is None else whole(row[t], table.file, line, "timestamp"))
        if len(signs) > most:
            raise PolisError("polis.many_votes", file=table.file, most=most)
    if not signs:
        raise PolisError("polis.no_votes", file=table.file)
    return in_order(Votes(statements, voters, times, signs)), table.notes


def _refuse(statement: str, voter: str, sign: str, line: int) -> None:
    whole(statement, "votes.csv", line, "comment-id")
    whole(voter, "votes.csv", line, "voter-id")
    choice(sign, SIGNS, "votes.csv", line, "vote")


def in_order(votes: Votes) -> Votes:
    """By statement, voter, time and line."""
    s, v, t, g = votes.statements, votes.voters, votes.times, votes.signs
    order = sorted(range(len(g)), key=lambda i: (s[i], v[i], t[i]))
    return Votes(
        array("q", (s[i] for i in order)),
        array("q", (v[i] for i in order)),
        array("q", (t[i] for i in order)),
        array("b", (g[i] for i in order)),
    )


def wide_votes(raw: bytes, encoding: str | None, most: int = MOST_VOTES) -> Votes:
    """The votes of participants-votes.csv; it has no times and no votes that were changed."""
    table = read_rows(raw, "participants-votes.csv", encoding)
    own = table.place("participant")
    columns = [(i, int(name)) for i, name in enumerate(table.header) if i != own and WHOLE.fullmatch(name)]
    statements, voters, times, signs = array("q"), array("q"), array("q"), array("b")
    for line, row in table.rows:
        voter = whole(row[own], table.file, line, "participant")
        for place, statement in columns:
            if row[place]:
                statements.append(statement)
                voters.append(voter)
                times.append(0)
                signs.append(choice(row[place], SIGNS, table.file, line, table.header[place]))
        if len(signs) > most:
            raise PolisError("polis.many_votes", file=table.file, most=most)
    if not signs:
        raise PolisError("polis.no_votes", file=table.file)
    return in_order(Votes(statements, voters, times, signs))


def wide_groups(raw: bytes, encoding: str | None) -> dict[int, int]:
    """Participant -> the group Polis put them in. Raises PolisError for a participant who stands there twice."""
    table = read_rows(raw, "participants-votes.csv", encoding)
    own, group = table.place("participant"), table.places(["group-id"]).get("group-id")
    seen: set[int] = set()
    groups: dict[int, int] = {}
    for line, row in table.rows:
        voter = whole(row[own], table.file, line, "participant")
        if voter in seen:
            raise PolisError("polis.participant_twice", file=table.file, row=line, id=voter)
        seen.add(voter)
        if group is not None and row[group]:
            groups[voter] = whole(row[group], table.file, line, "group-id")
    return groups
