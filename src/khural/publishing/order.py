"""The order of the agreement table. An order is an output too: it is computed from published values only."""

from __future__ import annotations

from khural.publishing.published import BANDS, PublishedStatement


def in_order(rows: list[PublishedStatement]) -> tuple[PublishedStatement, ...]:
    """By the least favourable band shown; then, without bands, by the total that agrees; ties by statement order."""
    return tuple(sorted(rows, key=_place))


def _place(row: PublishedStatement) -> tuple[int, int, int]:
    worst = max((BANDS.index(cell.band) for cell in row.cells if cell.band is not None), default=len(BANDS))
    # Among statements with a band the total plays no part: equal bands keep the statement order.
    agreeing = -1 if row.agree.about is None else row.agree.about
    return worst, 0 if worst < len(BANDS) else -agreeing, row.number
