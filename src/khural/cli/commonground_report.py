"""The summary of `khural commonground` for a reader."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import numpy as np
from rich.console import Console
from rich.text import Text

from khural.cli.commonground_structure import bridging_table, spread_table
from khural.cli.tables import Said, printed, table
from khural.commonground import CommonGround, VoteMatrix
from khural.commonground.counts import AGREE, DISAGREE, PASS
from khural.messages import english

WIDTH_WHERE_THERE_IS_NO_TERMINAL = 120


def report(result: CommonGround, votes: VoteMatrix, name: str, top: int) -> None:
    """Print shape, messages, what people agree on and reject, agreement by party, what divides."""
    width = None if sys.stdout.isatty() else WIDTH_WHERE_THERE_IS_NO_TERMINAL
    console = Console(width=width, highlight=False, soft_wrap=False)
    _head(console, result, name)
    if not len(votes.values):
        return
    said = _said(result, votes)
    _majority(console, result, said, top)
    _by_least(console, result, said, top)
    _groups(console, result, said)
    spread_table(console, result, said, top)
    bridging_table(console, result, said, top)
    _dividing(console, result, said, top)
    _passed(console, result, said, top)


def _head(console: Console, result: CommonGround, name: str) -> None:
    console.print(Text(name, style="bold"))
    console.print(
        f"{len(result.participants):,} participants, {len(result.statements):,} statements "
        f"({len(result.rejected):,} rejected), {int(result.totals.sum()):,} votes; "
        f"{int(result.in_map.sum()):,} people on the map"
    )
    for message in (result.groups_reason, *result.messages):
        console.print(Text(f"- {english(message)}"))


def _said(result: CommonGround, votes: VoteMatrix) -> Said:
    """Statement -> its number and words. Text, never markup: the words are those of strangers."""

    def words(place: int) -> Text:
        name = result.statements[place]
        visible = "".join(c if c.isprintable() else "�" for c in votes.texts.get(name, ""))
        return Text(f"{name}  {visible}".rstrip())

    return words


def _majority(console: Console, result: CommonGround, said: Said, top: int) -> None:
    for title, entries in (
        ("What most people agree with", result.consensus.agree),
        ("What most people reject", result.consensus.disagree),
    ):
        rows = table(title, "of votes")
        for entry in entries[:top]:
            rows.add_row(said(entry.statement), f"{entry.n_success} of {entry.n_trials}")
        printed(console, rows, "No statement passes the test.")


def _share(share: float, n: int) -> str:
    return f"{share:.0%} of {n}" if n else "nobody"


def _by_least(console: Console, result: CommonGround, said: Said, top: int) -> None:
    """The agreement table: each statement by the lower bound of the party, or group, that favours it least."""
    parties = result.parties
    labels = parties.labels if parties else ()
    among = "party" if parties else "group" if result.groups else None
    title = f"Common ground, by the least favourable {among}" if among else "Common ground, surest first"
    extra = ["least"] if among else []
    rows = table(title, *labels, "all", *extra, "at least")
    for entry in result.common_ground[:top]:
        c = entry.statement
        cells = [_party_cell(result, p, c) for p in range(len(labels))]
        everybody = _share(float(result.shares.share[c]), int(result.shares.n[c]))
        least = [entry.least or ""] if among else []
        rows.add_row(said(c), *map(Text, (*cells, everybody, *least, f"{entry.bound:.0%}")))
    printed(console, rows, "No statement has a vote.")
    console.print("Shares agreeing among those who took a side; “at least” is the lower end of a 95 % interval.")


def _party_cell(result: CommonGround, p: int, c: int) -> str:
    assert result.parties is not None
    n = int(result.parties.shares.n[p, c])
    return "too few" if n < result.floor else _share(float(result.parties.shares.share[p, c]), n)


def _groups(console: Console, result: CommonGround, said: Said) -> None:
    if result.groups is None:
        return
    for label in result.groups.labels:
        size = len(result.groups.members[label])
        rows = table(f"What group {label} ({size} people) says more than the others", "says", "of votes")
        for entry in result.groups.representative[label]:
            rows.add_row(said(entry.statement), entry.direction, f"{entry.n_success} of {entry.n_trials}")
        printed(console, rows, "Nothing.")


def _dividing(console: Console, result: CommonGround, said: Said, top: int) -> None:
    """With parties the sure distance between the most and the least favourable; otherwise the surest even splits."""
    if result.parties is not None:
        shares = result.parties.shares
        sure = np.where(shares.n >= result.floor, shares.low, 0).max(axis=0)
        distance = sure - np.where(shares.n >= result.floor, shares.high, 1).min(axis=0)
        title, column = "What divides the parties", "apart by"
    else:
        distance = np.minimum(result.shares.low, 1 - result.shares.high)
        title, column = "What divides people", "each side at least"
    rows = table(title, "agree", "disagree", column)
    for c in _largest(result, distance, top):
        agree, disagree = (str(int(result.totals[c, kind])) for kind in (AGREE, DISAGREE))
        rows.add_row(said(c), agree, disagree, f"{distance[c]:.0%}")
    printed(console, rows, "No statement divides them surely.")


def _passed(console: Console, result: CommonGround, said: Said, top: int) -> None:
    """Statements most people passed over, among those with at least five votes."""
    votes = result.totals.sum(axis=1)
    share = np.where(votes >= 5, result.totals[:, PASS] / np.maximum(votes, 1), 0)
    rows = table("What people passed over", "passed")
    for c in _largest(result, share, min(top, 5)):
        rows.add_row(said(c), f"{int(result.totals[c, PASS])} of {int(votes[c])}")
    printed(console, rows, "Nobody passed.")


def _largest(result: CommonGround, values: np.ndarray[tuple[int], np.dtype[np.float64]], top: int) -> Iterable[int]:
    shown = [c for c, name in enumerate(result.statements) if values[c] > 0.005 and name not in result.rejected]
    return sorted(shown, key=lambda c: -values[c])[:top]
