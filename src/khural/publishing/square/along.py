"""What holds across the line along which opinions spread, in each of its parts, and never more than totals may tell."""

from __future__ import annotations

from collections.abc import Sequence

from khural.publishing.square.cells import known_of, plain_cell
from khural.publishing.square.guarding import AGREE, ALL, DISAGREE
from khural.publishing.square.policy import OpenPolicy
from khural.publishing.square.published import OpenCell, OpenRow, wilson
from khural.publishing.square.tally import OpenCount, OpenTally, SpreadTally

MOST = 0.5


def told_already(tally: OpenTally, rows: tuple[OpenRow, ...], policy: OpenPolicy) -> SpreadTally | None:
    """The line without the statements of which its parts would tell more than the totals may.

    What holds in each part by a share is a least number of people in each, and together more than the total says.
    """
    if tally.spread is None:
        return None
    voters = {row.statement: row.everybody.voters for row in tally.statements}
    by_name = {row.statement: row for row in rows if row.statement in voters}
    parts = [
        (name, counts)
        for name, counts in tally.spread.parts
        if name in by_name and _is_told(by_name[name], voters[name], counts, policy)
    ]
    return SpreadTally(tuple(parts))


def _is_told(row: OpenRow, voters: int, counts: Sequence[OpenCount], policy: OpenPolicy) -> bool:
    cells = [plain_cell(count, policy) for count in counts]
    if not row.everybody.is_shown or not all(cell.is_shown for cell in cells):
        return True
    known = known_of(row, 0)
    for answer, is_agreeing in ((AGREE, True), (DISAGREE, False)):
        share = _share_in_steps(min(_lower(cell, is_agreeing) for cell in cells))
        least = sum(_fewest(cell.of or 0, share, policy) for cell in cells)
        # Either the total says as much, or, where it is an older one, enough of those who came since stay possible.
        if policy.telling >= 0 and known[answer] < least and voters - least - known[ALL ^ answer] <= policy.telling:
            return False
    return True


def _share_in_steps(share: float) -> int:
    return int(20 * share + 1e-9) * 5


def _fewest(of: int, share: int, policy: OpenPolicy) -> int:
    """At least so many of about `of` people, where the lower bound of their share is `share` percent or more."""
    counts = range(policy.edge, of - policy.edge + 1, policy.rounding)
    least = next((count for count in counts if 100 * wilson(count, of)[0] >= share), of)
    return 0 if least <= policy.edge else least - policy.rounding // 2


def held(
    spread: SpreadTally | None, shown: set[str], policy: OpenPolicy, *, is_agreeing: bool
) -> tuple[tuple[str, int], ...]:
    """Statements that more than half of every part agree with (reject), by the lowest lower bound in steps of five."""
    found = []
    for name, counts in spread.parts if spread else ():
        cells = [plain_cell(count, policy) for count in counts]
        if name in shown and all(cell.is_shown for cell in cells):
            least = min(_lower(cell, is_agreeing) for cell in cells)
            if least > MOST:
                found.append((name, _share_in_steps(least)))
    return tuple(sorted(found, key=lambda one: -one[1]))


def _lower(cell: OpenCell, is_agreeing: bool) -> float:
    count = cell.agree if is_agreeing else cell.disagree
    return wilson(count or 0, cell.of or 1)[0]
