"""What went with carrots, sticks and talks: for the two states of the case, and for all rivals.

Each answer stands on one horizon fixed beforehand, a month (a year in yearly data), so that none can be picked from
the seventeen; the others are shown beside it.
"""

from __future__ import annotations

from collections.abc import Mapping

from khural.messages import Message
from khural.tension.identification import identify
from khural.tension.measurement import STYLES, Answer, Horizon, Identification, Response
from khural.tension.panels import ActPanel
from khural.tension.periods import ahead, period_end
from khural.tension.projections import FIRST_AHEAD, LAST_AHEAD, project
from khural.tension.rules import (
    coverage_changed,
    few_acts,
    few_dyads,
    judge,
    mostly_zero,
    placebo_speaks,
    short_before,
    untold,
)
from khural.tension.series import Floats

YEARLY_AHEAD = range(-2, 4)


def responses(panel: ActPanel, group: str) -> tuple[Response, ...]:
    """One response per style. `group` is "case" or "rivals"; TensionError where the extra `measure` is missing."""
    aheads = YEARLY_AHEAD if panel.period == "year" else range(FIRST_AHEAD, LAST_AHEAD + 1)
    projected = project(panel, aheads) if panel.dyads else {}
    return tuple(_response(panel, group, style, projected) for style in STYLES if style in panel.acts)


def headline(period: str) -> int:
    """The horizon that the answer stands on, in periods."""
    return ahead(1, period)


def _response(panel: ActPanel, group: str, style: str, projected: Mapping[str, tuple[Horizon, ...]]) -> Response:
    horizons = projected.get(style, ())
    cells = int(((panel.acts[style] > 0) & panel.known).sum())
    return Response(
        style=style,
        group=group,
        source=panel.source,
        period=panel.period,
        first=panel.starts[0],
        last=period_end(panel.starts[-1], panel.period),
        horizons=horizons,
        cells=cells,
        dyads=len(panel.dyads),
        answer=_answer(panel, group, style, horizons, cells),
        identification=_light(panel, horizons, cells),
    )


def _answer(panel: ActPanel, group: str, style: str, horizons: tuple[Horizon, ...], cells: int) -> Answer:
    reasons = [
        short_before(int(panel.known.any(axis=0).sum()), panel.period),
        few_acts(cells),
        few_dyads(len(set(panel.pairs))),
        mostly_zero(_share_zero(panel.hostile, panel)) if panel.dyads else None,
        mostly_zero(_share_zero(panel.acts[style], panel)) if group == "case" and panel.dyads else None,
        placebo_speaks(horizons),
        _coverage(panel),
    ]
    at = [one for one in horizons if one.ahead == headline(panel.period)]
    if not at:
        told = tuple(reason for reason in reasons if reason is not None)
        return untold(*(told or (Message("tension.not_estimable"),)))
    return judge(at[0].ratio, at[0].low, at[0].high, reasons)


def _share_zero(counts: Floats, panel: ActPanel) -> float:
    return float((counts[panel.known] == 0).mean()) if panel.known.any() else 1.0


def _coverage(panel: ActPanel) -> Message | None:
    """Whether the source's own volume differs between the halves of the span."""
    half = len(panel.starts) // 2
    hidden = 1 - float(panel.known.mean()) if panel.known.size else 0.0
    return coverage_changed(panel.volume[:half].tolist(), panel.volume[half:].tolist(), hidden)


def _light(panel: ActPanel, horizons: tuple[Horizon, ...], cells: int) -> Identification:
    placebos = [one for one in horizons if one.ahead < 0]
    return identify(
        placebo=placebo_speaks(placebos) is None if placebos else None,
        coverage=_coverage(panel) is None,
        alone=None,
        enough=few_acts(cells) is None and few_dyads(len(set(panel.pairs))) is None,
    )
