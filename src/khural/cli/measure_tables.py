"""Tables of `khural measure` for a terminal."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.table import Table
from rich.text import Text

WIDTH_WHERE_THERE_IS_NO_TERMINAL = 140


def console() -> Console:
    """A console as wide as the terminal, or wide enough for the tables where there is none."""
    width = None if sys.stdout.isatty() else WIDTH_WHERE_THERE_IS_NO_TERMINAL
    return Console(width=width, highlight=False, soft_wrap=False)


def table(*columns: str) -> Table:
    """An empty table; columns whose name ends with ">" are numbers."""
    found = Table(box=None, pad_edge=False)
    for column in columns:
        if column.endswith(">"):
            found.add_column(Text(column[:-1]), justify="right", overflow="fold")
        else:
            found.add_column(Text(column), overflow="fold")
    return found


def printed(out: Console, title: str, rows: Table, empty: str = "None.") -> None:
    """A title and the table under it, or what is to be said when it has no rows."""
    out.print()
    out.print(Text(title, style="bold"))
    out.print(rows if rows.row_count else Text(empty))
