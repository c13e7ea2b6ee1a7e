"""Tables of statements for a terminal."""

from __future__ import annotations

from collections.abc import Callable

from rich.console import Console
from rich.table import Table
from rich.text import Text

# The words of a statement by its place in the result.
Said = Callable[[int], Text]


def table(title: str, *columns: str) -> Table:
    """An empty table: the statement, then numbers."""
    found = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, expand=True)
    found.add_column("Statement", ratio=1, overflow="fold")
    for column in columns:
        found.add_column(Text(column), justify="right", no_wrap=True)
    return found


def printed(console: Console, rows: Table, empty: str) -> None:
    """Print a table, or what is to be said when it has no rows."""
    console.print()
    if rows.row_count:
        console.print(rows)
    else:
        console.print(f"[bold]{rows.title}[/bold]\n{empty}")
