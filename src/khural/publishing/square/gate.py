"""The gate of open consultations: from exact counts to what may be shown, in batches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import khural
from khural.publishing.policy import PublishError
from khural.publishing.published import GATE_KEY
from khural.publishing.square.along import held, told_already
from khural.publishing.square.cells import hidden_cell, known_of, shown_cell
from khural.publishing.square.guarding import NOTHING, Lows, parts_of, rounded, whole_of
from khural.publishing.square.policy import OpenPolicy
from khural.publishing.square.published import (
    OpenCell,
    OpenGroup,
    OpenMap,
    OpenReason,
    OpenRow,
    PublishedOpen,
    in_open_order,
)
from khural.publishing.square.tally import MapTally, OpenCount, OpenStatement, OpenTally

Rows = Mapping[str, OpenRow]


def publish_open(
    tally: OpenTally, policy: OpenPolicy, previous: PublishedOpen | None = None, *, minute: int, final: bool = False
) -> PublishedOpen:
    """What may be shown of an open consultation in `minute` (whole minutes since 1970), given what was shown before.

    `previous` itself comes back in the same minute, and while fewer than `policy.batch` people must have joined since:
    `tally.voters` is that far above everything `previous` can stand for. By the same rule each statement keeps its old
    row until so many more people have answered it, for whoever knows the few would learn their answers from the
    difference; a statement that is missing from `tally`, for it was hidden, keeps its row as well, so that hiding and
    showing it again counts nobody anew. Groups, line and map change together, when one in ten is new (`final`: at the
    next batch).
    Raises PublishError for counts that cannot be.
    """
    _check(tally)
    if previous is not None and previous.round != tally.round:
        raise PublishError("publishing.bad_tally", where=tally.round, problem="the earlier batch is another round's")
    if previous is not None and (minute <= previous.minute or not is_due(tally.voters, previous.about, policy)):
        return previous
    tally = _bearable(tally, policy)
    fresh = is_structure_due(tally.voters, previous, policy, final=final)
    before = {row.statement: row for row in previous.statements} if previous is not None and policy.carried else {}
    kept = None if fresh or previous is None else len(previous.groups)
    rows = [_row(number, row, policy, before, kept) for number, row in enumerate(tally.statements, start=1)]
    rows += _hidden(tally, before, kept)
    return _with_structure(tally, policy, None if fresh else previous, in_open_order(rows), minute)


def is_due(voters: int, about: int | None, policy: OpenPolicy | None = None) -> bool:
    """Whether so many people are a batch more than `about` can stand for."""
    rules = policy or OpenPolicy()
    if about is None:
        return voters >= rules.floor
    return voters >= about + rules.rounding // 2 + rules.batch


def is_structure_due(
    voters: int, previous: PublishedOpen | None, policy: OpenPolicy | None = None, *, final: bool
) -> bool:
    """Whether groups, line and map would change too; where not, what the tally says of them is not looked at."""
    rules = policy or OpenPolicy()
    if previous is None:
        return True
    before = previous.structure_about
    return is_due(voters, before, rules) and (
        final or before is None or rules.structure_share * (voters - before) >= before
    )


def _bearable(tally: OpenTally, policy: OpenPolicy) -> OpenTally:
    """Without groups when one of them has fewer people than the floor: hiding it alone would show it by difference."""
    if all(group.people >= policy.floor for group in tally.groups):
        return tally
    bare = tuple(replace(row, groups=()) for row in tally.statements)
    return replace(tally, statements=bare, groups=(), stability=None, reason="publishing.small_groups")


def _check(tally: OpenTally) -> None:
    for row in tally.statements:
        counts = (row.everybody, *row.groups)
        low = min(min(count.agree, count.disagree, count.passed) for count in counts)
        inside = sum(count.voters for count in row.groups) <= row.everybody.voters <= tally.voters
        if low < 0 or not inside or len(row.groups) != len(tally.groups):
            raise PublishError(
                "publishing.bad_tally", where=row.statement, problem="its counts contradict those of the round"
            )


def _row(number: int, row: OpenStatement, policy: OpenPolicy, before: Rows, groups_kept: int | None) -> OpenRow:
    row = _without_rest(row, policy)
    old = before.get(row.statement)
    if groups_kept is None:
        # Groups and total are of one moment: the difference of two moments would be people, and few of them.
        is_kept = not row.groups and _is_kept(row, old, policy)
        reasons = _reasons(row, policy)
    else:
        is_kept = _is_kept(row, old, policy)
        reasons = ()
    cells, known = _coded_row(row, reasons, policy, old)
    if is_kept and old:
        cells, known = (old.everybody, *cells[1:]), (known_of(old, 0), *known[1:])
    if groups_kept is not None:
        groups = old.groups if old else (hidden_cell("too_few"),) * groups_kept
        cells, known = (cells[0], *groups), (known[0], *(old.known[1:] if old else ((),) * groups_kept))
    return OpenRow(row.statement, number, cells[0], cells[1:], known)


def _hidden(tally: OpenTally, before: Rows, groups_kept: int | None) -> list[OpenRow]:
    """The rows of statements that are not in the tally any more: as they were, without cells of groups that are new."""
    here = {row.statement for row in tally.statements}
    gone = [row for row in before.values() if row.statement not in here and row.everybody.is_shown]
    if groups_kept is not None:
        return gone
    n = len(tally.groups)
    return [
        replace(
            row,
            groups=(hidden_cell("withheld"),) * n,
            known=(known_of(row, 0), *(row.known[1:] if len(row.known) == 1 + n else ((),) * n)),
        )
        for row in gone
    ]


def _is_kept(row: OpenStatement, old: OpenRow | None, policy: OpenPolicy) -> bool:
    shown = policy.carried and old is not None and old.everybody.is_shown
    return shown and old is not None and not is_due(row.everybody.voters, old.everybody.of, policy)


def _coded_row(
    row: OpenStatement, reasons: Sequence[OpenReason], policy: OpenPolicy, old: OpenRow | None
) -> tuple[tuple[OpenCell, ...], tuple[Lows, ...]]:
    """Cells of everybody and of the groups, and what they tell."""
    count = row.everybody
    if count.voters < policy.floor:
        return (hidden_cell("too_few"),) * (1 + len(reasons)), ((),) * (1 + len(reasons))
    places = [place for place, reason in enumerate(reasons) if reason == "shown"]
    same = old is not None and len(old.groups) == len(reasons)
    before = [known_of(old, 1 + place) if same else NOTHING for place in places]
    whole_before = known_of(old, 0)
    parts = parts_of([row.groups[place] for place in places], count.voters, policy, before, whole_before)
    kept = old.everybody if old and reasons and policy.telling >= 0 and _is_kept(row, old, policy) else None
    agree, disagree, known = whole_of(count, policy, whole_before, parts, kept)
    by_place = dict(zip(places, parts, strict=True))
    groups = tuple(
        shown_cell(part.count, part.agree, part.disagree, policy)
        if (part := by_place.get(place))
        else hidden_cell(reason)
        for place, reason in enumerate(reasons)
    )
    lows = tuple(by_place[place].known if place in by_place else () for place in range(len(reasons)))
    return (shown_cell(count, agree, disagree, policy), *groups), (known, *lows)


def _without_rest(row: OpenStatement, policy: OpenPolicy) -> OpenStatement:
    """Where a few who answered are in no group, the total is that of the groups: a difference would show the few."""
    parts = row.groups
    rest = row.everybody.voters - sum(part.voters for part in parts)
    if not parts or not policy.complementary or not 0 < rest < policy.floor:
        return row
    total = OpenCount(
        sum(part.agree for part in parts), sum(part.disagree for part in parts), sum(part.passed for part in parts)
    )
    return replace(row, everybody=total)


def _reasons(row: OpenStatement, policy: OpenPolicy) -> tuple[OpenReason, ...]:
    """Which groups are shown; what is hidden beside the total, who is in no group included, is two cells or none."""
    reasons: list[OpenReason] = ["too_few"] * len(row.groups)
    if row.everybody.voters < policy.floor:
        return tuple(reasons)
    voters = [count.voters for count in row.groups]
    rest = row.everybody.voters - sum(voters)
    small = {place for place, n in enumerate(voters) if n < policy.floor}
    more = _complement(voters, small, rest, policy) if policy.complementary else set()
    for place in set(range(len(voters))) - small:
        reasons[place] = "withheld" if place in more else "shown"
    return tuple(reasons)


def _complement(voters: list[int], small: set[int], rest: int, policy: OpenPolicy) -> set[int]:
    shown = sorted(set(range(len(voters))) - small, key=lambda place: (voters[place], place))
    more: set[int] = set()
    while shown:
        hidden = [voters[place] for place in small | more if voters[place]] + ([rest] if rest else [])
        if not hidden or (len(hidden) >= 2 and sum(hidden) >= policy.floor) or min(hidden) >= policy.floor:
            break
        more.add(shown.pop(0))
    return more


def _with_structure(
    tally: OpenTally, policy: OpenPolicy, kept: PublishedOpen | None, rows: tuple[OpenRow, ...], minute: int
) -> PublishedOpen:
    about = rounded(tally.voters, policy) if tally.voters >= policy.floor else None
    shown = {row.statement for row in rows if row.everybody.is_shown}
    spread = None if kept or about is None else told_already(tally, rows, policy)
    return PublishedOpen(
        round=tally.round,
        minute=minute,
        about=about,
        statements=rows,
        reason=kept.reason if kept else tally.reason,
        groups=kept.groups if kept else _groups(tally, policy, shown),
        stability=kept.stability if kept else _whole(tally.stability),
        agreed=kept.agreed if kept else held(spread, shown, policy, is_agreeing=True),
        rejected=kept.rejected if kept else held(spread, shown, policy, is_agreeing=False),
        has_line=kept.has_line if kept else tally.spread is not None and about is not None,
        map=kept.map if kept else _map(tally.map, policy, shown),
        structure_about=kept.structure_about if kept else about,
        floor=policy.floor,
        rounding=policy.rounding,
        library_version=khural.__version__,
        weakened=policy.weakened(),
        key=GATE_KEY,
    )


def _groups(tally: OpenTally, policy: OpenPolicy, shown: set[str]) -> tuple[OpenGroup, ...]:
    return tuple(
        OpenGroup(
            group.label, rounded(group.people, policy), tuple(name for name in group.representative if name in shown)
        )
        for group in tally.groups
    )


def _whole(stability: float | None) -> int | None:
    return None if stability is None else int(100 * stability)


def _map(found: MapTally | None, policy: OpenPolicy, shown: set[str]) -> OpenMap | None:
    if found is None:
        return None
    fields = tuple(tuple(rounded(n, policy) if n >= policy.floor else None for n in row) for row in found.fields)
    if not any(n is not None for row in fields for n in row):
        return None
    return OpenMap(fields, tuple(tuple(name for name in end if name in shown) for end in found.ends))
