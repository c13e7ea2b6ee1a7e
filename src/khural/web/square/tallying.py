"""From the engine's result to the counts that the gate takes. Runs in the worker process."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from khural.publishing.square import (
    GroupTally,
    MapTally,
    OpenCell,
    OpenCount,
    OpenStatement,
    OpenTally,
    PublishedOpen,
    SpreadTally,
)
from khural.web.square.placing import field_of

if TYPE_CHECKING:
    from khural.commonground import CommonGround, VoteMatrix
    from khural.commonground.opinionmap import OpinionMap

REPRESENTATIVE, ENDS = 3, 2
# People per field, on average, that a map is drawn for; and the most fields on a side.
PER_FIELD, MOST_FIELDS = 25, 15
# The map reaches as far as this share of people; who stands further out is drawn on its edge.
REACH = 0.98
# The axes are unit vectors; a participant's page knows their weights in steps of this.
COARSE = 0.02


def tally_of(round_: str, found: CommonGround, votes: VoteMatrix, statements: Sequence[str]) -> OpenTally:
    """Counts of `statements` (ids, in statement order), of the `votes` from which `found` came."""
    place = {name: i for i, name in enumerate(found.statements)}
    totals = found.totals.tolist()
    by_group = [] if found.groups is None else found.groups.counts.tolist()
    rows = []
    for name in statements:
        i = place.get(name)
        everybody = OpenCount(0, 0, 0) if i is None else OpenCount(*totals[i])
        groups = tuple(OpenCount(0, 0, 0) if i is None else OpenCount(*counts[i]) for counts in by_group)
        rows.append(OpenStatement(name, everybody, groups))
    return OpenTally(
        round=round_,
        voters=len(found.participants),
        statements=tuple(rows),
        reason=found.groups_reason.code,
        groups=_groups(found),
        stability=None if found.groups is None else found.groups.stability,
        spread=_spread(found, votes),
        map=None if found.map is None else _map(found.map, found.in_map.tolist(), found.statements),
    )


def _groups(found: CommonGround) -> tuple[GroupTally, ...]:
    if found.groups is None:
        return ()
    return tuple(
        GroupTally(
            label,
            len(found.groups.members[label]),
            tuple(found.statements[one.statement] for one in found.groups.representative[label][:REPRESENTATIVE]),
        )
        for label in found.groups.labels
    )


def _spread(found: CommonGround, votes: VoteMatrix) -> SpreadTally | None:
    if found.spread is None:
        return None
    from khural.commonground.grouping.ballots import examined
    from khural.commonground.spread import slices

    names = [found.statements[i] for i in found.spread.statements.tolist()]
    by_part = slices(found.spread, examined(votes)).tolist()
    return SpreadTally(tuple((name, tuple(OpenCount(*part[i]) for part in by_part)) for i, name in enumerate(names)))


def _map(found: OpinionMap, in_map: list[bool], statements: Sequence[str]) -> MapTally | None:
    points = [point for point, shown in zip(found.participants.tolist(), in_map, strict=True) if shown]
    if not points:
        return None
    fields = fields_of(points)
    counts = [[0] * fields for _ in range(fields)]
    reach = reach_of(points)
    for x, y in points:
        column, row = field_of(x, y, reach, fields)
        counts[row][column] += 1
    return MapTally(tuple(tuple(row) for row in counts), _ends(found, statements))


def fields_of(points: Sequence[object]) -> int:
    """How many fields a map of so many people has on a side."""
    return max(3, min(MOST_FIELDS, int((len(points) / PER_FIELD) ** 0.5)))


def reach_of(points: Sequence[Sequence[float]]) -> float:
    """How far the map reaches from its middle: not to the outermost person, whom its edge would give away."""
    far = sorted(max(abs(x), abs(y)) for x, y in points)
    return max(round(far[int(REACH * (len(far) - 1))], 1), 0.1)


def _ends(found: OpinionMap, statements: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    ends = []
    for axis, sign in ((0, 1), (0, -1), (1, 1), (1, -1)):
        weights = [(sign * weight, name) for weight, name in zip(found.axes[axis].tolist(), statements, strict=True)]
        ends.append(tuple(name for weight, name in sorted(weights)[:ENDS] if weight < 0))
    return tuple(ends)


def compass_of(found: CommonGround, published: PublishedOpen) -> str:
    """What a participant's own place is worked out from: means and axes by statement, and the grid of the map.

    Whoever changes their own answers and looks each time sees the means and axes behind their place. So the means are
    those of the published numbers, and the axes are coarse.
    """
    if found.map is None:
        return ""
    points = [p for p, shown in zip(found.map.participants.tolist(), found.in_map.tolist(), strict=True) if shown]
    means = {row.statement: _mean(row.everybody) for row in published.statements}
    rows = zip(found.statements, *found.map.axes.tolist(), found.map.statements.tolist(), strict=True)
    # A statement that is not on the map has no place there: not a number.
    axes = {
        name: [means[name], *(round(weight / COARSE) * COARSE for weight in (x, y))]
        for name, x, y, place in rows
        if not math.isnan(place[0]) and means.get(name) is not None
    }
    grid = {"axes": axes, "mapped": len(axes), "fields": fields_of(points), "reach": reach_of(points)}
    return json.dumps(grid, sort_keys=True)


def _mean(cell: OpenCell) -> float | None:
    if cell.agree is None or cell.disagree is None or not cell.of:
        return None
    return (cell.agree - cell.disagree) / cell.of
