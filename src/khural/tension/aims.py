"""Aims read on the series: what could be seen, asked beforehand; what was seen, asked on the day."""

from __future__ import annotations

import datetime
from bisect import bisect_left

from khural.evidence.store import Evidence
from khural.messages import Message
from khural.tension.contrast import contrast
from khural.tension.measurement import Answer
from khural.tension.periods import period_end, weeks
from khural.tension.readings import YEAR, hostile
from khural.tension.rules import judge, mostly_zero, short_after, short_before, untold
from khural.tension.sources import net_sources
from khural.tension.visible import VisibleChange, smallest_visible_change

LEAST_WEEKS, MOST_WEEKS = 13, 104


def visible(evidence: Evidence, a: str, b: str, read_on: datetime.date) -> VisibleChange | None:
    """The smallest fall in the share of hostile periods that would be seen by `read_on`; None without a series.

    The time that counts is from the day of the evidence to `read_on`, a quarter at least and two years at most.
    """
    nets = net_sources(evidence, a, b)
    if not nets:
        return None
    series, settings = hostile(nets[0])
    after = min(max((read_on - evidence.as_of).days // 7, LEAST_WEEKS), MOST_WEEKS)
    return smallest_visible_change(series, settings, after, reported=nets[0].series[0])


def since(evidence: Evidence, a: str, b: str, day: datetime.date) -> Answer:
    """The share of hostile periods from `day` to the end of the evidence against the year before `day`.

    A period that holds the day belongs to neither side.

    Cannot tell where the evidence ends before or soon after the day, and wherever the rules of every answer say so.
    """
    nets = net_sources(evidence, a, b)
    if not nets:
        return untold(Message("tension.no_series"))
    series, settings = hostile(nets[0])
    last = period_end(series.starts[-1], series.period)
    over = bisect_left([period_end(start, series.period) for start in series.starts], day)
    before = slice(max(over - weeks(YEAR, series.period), 0), over)
    after = slice(bisect_left(series.starts, day), len(series.starts))
    found = contrast(series, before, after, settings)
    if last < day or found is None:
        return untold(Message("tension.evidence_ends", {"day": last.isoformat()}))
    reasons = (
        short_before(found.known_before, series.period),
        short_after(found.known_after, weeks(26, series.period)),
        mostly_zero(nets[0].series[0].zero_in(before)),
    )
    return judge(found.ratio, found.low, found.high, reasons)
