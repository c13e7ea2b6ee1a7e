"""Invented tables of delegations, and an attacker who has read the rules. Seeded; for tests and for the benchmark."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from khural.publishing import (
    Certainty,
    ClosedPolicy,
    PartyTally,
    Published,
    RoundTally,
    StatementTally,
    audit,
    publish,
    turnout_of,
)
from khural.publishing.policy import majority

VOTES = ("agree", "disagree", "pass")


def table(seed: int, statements: int = 6) -> RoundTally:
    """2 to 7 delegations of 1 to 10, from independent voters to blind discipline, with and without passes."""
    draw = random.Random(seed)
    seats = tuple((f"party {place}", draw.randint(1, 10)) for place in range(draw.randint(2, 7)))
    rows = []
    for number in range(statements):
        cohesion = draw.choice([0.0, 0.5, 0.8, 0.95, 1.0])
        weights = draw.choice([(1, 1, 0), (5, 2, 1), (2, 5, 1), (1, 1, 1), (12, 1, 1), (1, 12, 1)])
        common = draw.choices(VOTES, weights)[0] if draw.random() < 0.4 else None
        silent = draw.choice([0.0, 0.0, 0.2])
        parts = [_party(draw, party, n, common, cohesion, weights, silent) for party, n in seats]
        rows.append(StatementTally(f"statement {number}", tuple(parts)))
    return RoundTally(f"round {seed}", seats, tuple(rows), sum(n for _, n in seats))


def _party(
    draw: random.Random,
    party: str,
    seats: int,
    common: str | None,
    cohesion: float,
    weights: tuple[int, ...],
    silent: float,
) -> PartyTally:
    line = common or draw.choices(VOTES, weights)[0]
    votes = [
        line if draw.random() < cohesion else draw.choices(VOTES, weights)[0]
        for _ in range(seats)
        if draw.random() >= silent
    ]
    return PartyTally(party, *(votes.count(vote) for vote in VOTES))


def joined(tally: RoundTally, draw: random.Random) -> RoundTally:
    """The same edition later: on each statement one more delegate of one party answers, and nobody changes a vote."""
    seats = tuple((party, n + 1) for party, n in tally.seats)
    rows = []
    for row in tally.statements:
        late = draw.choice(row.parties)
        vote = draw.choice(("agree", "disagree", "passed"))
        more = replace(late, **{vote: getattr(late, vote) + 1})
        rows.append(replace(row, parties=tuple(more if part is late else part for part in row.parties)))
    return replace(tally, round=f"{tally.round} again", seats=seats, statements=tuple(rows), voters=tally.voters + 1)


def proved_at_once(tally: RoundTally, published: Published) -> list[Certainty]:
    """What one publication proves to an outsider, or to a delegate who exists: one who voted as the proof needs."""
    counts = {
        (row.statement, part.party, vote): count
        for row in tally.statements
        for part in row.parties
        for vote, count in zip(VOTES, (part.agree, part.disagree, part.passed), strict=True)
    }
    everybody = audit(published, tally.seats, 0, turnout_of(tally))
    insiders = audit(published, tally.seats, 1, turnout_of(tally))
    real = [found for found in insiders if found.insider and counts[(found.statement, *found.insider)] > 0]
    return [*everybody, *real]


def proved_by_two(first: RoundTally, one: Published, second: RoundTally, two: Published) -> list[tuple[str, str]]:
    """(statement, party) whose late voter is found out by comparing the bands of two publications."""
    before, after = turnout_of(first), turnout_of(second)
    later = {row.statement: {cell.party: cell.band for cell in row.cells} for row in two.statements}
    found = []
    for row in one.statements:
        for cell in row.shown:
            n, m = before[row.statement][cell.party], after[row.statement][cell.party]
            band = later[row.statement][cell.party]
            if m == n + 1 and band is not None and len(_late_votes(n, cell.band or "", band)) == 1:
                found.append((row.statement, cell.party))
    return found


def _late_votes(n: int, band: str, later: str) -> set[str]:
    share = ClosedPolicy(party_view=True).exact_share
    votes = set()
    for agree, disagree in pairs(n):
        if named(agree, disagree, majority(n, share)) != band:
            continue
        for vote, (a, d) in zip(VOTES, ((1, 0), (0, 1), (0, 0)), strict=True):
            if named(agree + a, disagree + d, majority(n + 1, share)) == later:
                votes.add(vote)
    return votes


def pairs(n: int) -> Iterator[tuple[int, int]]:
    """All (agree, disagree) of n voters."""
    return ((agree, disagree) for agree in range(n + 1) for disagree in range(n + 1 - agree))


def named(agree: int, disagree: int, most: int) -> str:
    """The band, by its definition."""
    return "mostly_agree" if agree >= most else "mostly_disagree" if disagree >= most else "mixed"


def attack(policy: ClosedPolicy, seed: int, statements: int = 6) -> set[str]:
    """The statements of table `seed` on which somebody's vote is certain, after two publications in one edition."""
    first = table(seed, statements)
    second = joined(first, random.Random(-seed))
    one = publish(first, policy)
    two = publish(second, policy, one)
    proofs = {found.statement for found in [*proved_at_once(first, one), *proved_at_once(second, two)]}
    return proofs | {statement for statement, _ in proved_by_two(first, one, second, two)}
