"""Which parties may show a band on a statement. Decided by numbers of voters alone, never by how they voted.

Primary and complementary suppression as in the SDC handbook (https://github.com/sdcTools/HandbookSDC), chapter 4.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from khural.publishing.policy import ClosedPolicy
from khural.publishing.published import CellReason

HIDDEN_PARTIES = 2
HIDDEN_VOTERS = 5


def reasons(voters: Mapping[str, int], banded: Collection[str], policy: ClosedPolicy) -> dict[str, CellReason]:
    """For each party, "shown" or the reason why not, from its voters; `banded` had their band earlier in the edition.

    Ties of size are decided by the party's identifier.
    """
    if not policy.party_view:
        return dict.fromkeys(sorted(voters), "no_consent")
    found: dict[str, CellReason] = {party: _alone(party, voters, banded, policy) for party in sorted(voters)}
    if policy.complementary:
        while _exposed(found, voters):
            smallest = min((n, party) for party, n in voters.items() if found[party] == "shown")[1]
            found[smallest] = "withheld"
    return found


def _alone(party: str, voters: Mapping[str, int], banded: Collection[str], policy: ClosedPolicy) -> CellReason:
    if voters[party] < policy.floor:
        return "not_enough_votes"
    return "already_published" if policy.once and party in banded else "shown"


def _exposed(found: Mapping[str, CellReason], voters: Mapping[str, int]) -> bool:
    """Whether the hidden voters can be had by subtraction: they are of one party, or too few, and a party is shown."""
    hidden = [n for party, n in voters.items() if found[party] != "shown" and n > 0]
    too_few = len(hidden) < HIDDEN_PARTIES or sum(hidden) < HIDDEN_VOTERS
    return bool(hidden) and too_few and "shown" in found.values()
