"""What the gate shows of the rehearsal's first round: what it shows of most tables."""

from collections import Counter

from khural.example import REHEARSAL_SEED, delegations, simulate_ballots, statements
from khural.publishing import ClosedPolicy, PartyTally, RoundTally, StatementTally, publish


def rehearsal() -> RoundTally:
    ballots = simulate_ballots(statements(1), delegations(), REHEARSAL_SEED)
    counts = Counter((ballot.statement, ballot.delegation, ballot.answer) for ballot in ballots)
    tallies = (
        StatementTally(
            statement.id,
            tuple(
                PartyTally(str(party.number), *(counts[statement.id, party.number, answer] for answer in (1, -1, 0)))
                for party in delegations()
            ),
        )
        for statement in statements(1)
    )
    voters = {(ballot.delegation, ballot.seat) for ballot in ballots if ballot.answer is not None}
    seats = tuple((str(party.number), party.seats) for party in delegations())
    return RoundTally("rehearsal", seats, tuple(tallies), len(voters))


def test_most_cells_are_withheld_and_the_rest_belong_to_the_three_largest_delegations() -> None:
    cells = [cell for row in publish(rehearsal(), ClosedPolicy(party_view=True)).statements for cell in row.cells]
    shown = [cell for cell in cells if cell.band is not None]
    assert 50 <= len(shown) < len(cells) / 2
    assert {cell.party for cell in shown} == {"3", "5", "7"}
    assert {cell.band for cell in shown} == {"mostly_agree", "mostly_disagree", "mixed"}
