"""Spread and bridging in the summary of `khural commonground`."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from khural.cli.tables import Said, printed, table
from khural.commonground import CommonGround

BY = {"axis": "apart from the main divide", "parties": "whatever the party", "groups": "whatever the group"}


def spread_table(console: Console, result: CommonGround, said: Said, top: int) -> None:
    """What is agreed wherever people stand along the main dimension, surest first."""
    found = result.spread
    if found is None:
        return
    rows = table("Agreement across the spread", "one end", "middle", "other end", "at least", "turns")
    places = found.statements.tolist()
    listed = [j for j in range(len(places)) if result.statements[places[j]] not in result.rejected]
    for j in sorted(listed, key=lambda j: -found.across[j])[:top]:
        shares = [f"{found.agreement[j, at]:.0%}" for at in (0, 2, 4)]
        cells = (*shares, f"{found.across[j]:.0%}", "yes" if found.turns[j] else "")
        rows.add_row(said(places[j]), *map(Text, cells))
    printed(console, rows, "No statement has a vote.")
    console.print(
        f"People stand along a line ({found.dimensions} dimensions stand out from chance); the ends hold 95 % of them. "
        f"{int(found.turns.sum())} of {len(places)} statements surely turn along it."
    )


def bridging_table(console: Console, result: CommonGround, said: Said, top: int) -> None:
    """What has support that the main divide, or party lines, do not explain, surest first."""
    found = result.bridging
    if found is None:
        return
    rows = table(f"Support {BY[found.by]}", "support", "at least", "divide")
    places = found.statements.tolist()
    for j in sorted(range(len(places)), key=lambda j: -found.low[j])[: min(top, 5)]:
        cells = (f"{found.intercepts[j]:+.2f}", f"{found.low[j]:+.2f}", f"{abs(found.factors[j]):.2f}")
        rows.add_row(said(places[j]), *map(Text, cells))
    printed(console, rows, "No statement has a vote.")
    console.print(
        "Support from -1 (all reject) to 1 (all agree) on both sides of the divide alike; "
        f"{found.bridges} of {found.examined} people vote both ways on what divides."
    )
