"""What a rehearsal is filled with: invented statements in six languages, seven numbered delegations, simulated ballots.

Nothing here is a position of any state or person. `content` holds the statements and delegations, `simulation` the
model that answers them.
"""

from khural.example.content import (
    LANGUAGES,
    ORIGINAL,
    Basket,
    Delegation,
    Statement,
    Text,
    baskets,
    delegations,
    statements,
)
from khural.example.simulation import REHEARSAL_SEED, SimulatedBallot, simulate_ballots

__all__ = [
    "LANGUAGES",
    "ORIGINAL",
    "REHEARSAL_SEED",
    "Basket",
    "Delegation",
    "SimulatedBallot",
    "Statement",
    "Text",
    "baskets",
    "delegations",
    "simulate_ballots",
    "statements",
]
