"""The agreement table of an open consultation as CSV: what the page shows, empty where the page withholds."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from khural.publishing.square.published import PublishedOpen
from khural.publishing.table import neutral


def to_open_csv(published: PublishedOpen, texts: Mapping[str, str], head: Sequence[str], notice: str = "") -> str:
    """Number, statement, answers, agreeing, disagreeing, then the three again for each group; lines end with CR LF.

    `texts`: statement -> wording, and what has none is left out; `head`: the words for the five columns. Cells that a
    spreadsheet would compute get an apostrophe.
    """
    lines = io.StringIO()
    writer = csv.writer(lines)
    if notice:
        writer.writerow([neutral(notice)])
    more = [f"{group.label}: {name}" for group in published.groups for name in head[2:]]
    writer.writerow([neutral(name) for name in (*head, *more)])
    for row in (row for row in published.statements if row.statement in texts):
        cells = [(cell.of, cell.agree, cell.disagree) for cell in (row.everybody, *row.groups)]
        counts = ["" if count is None else count for cell in cells for count in cell]
        writer.writerow([row.number, neutral(texts[row.statement]), *counts])
    return lines.getvalue()
