"""The rules that force "cannot tell", each a function that returns its reason or None, and the verdict after them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from khural.messages import Message
from khural.tension.measurement import Annotation, Answer, Horizon
from khural.tension.periods import weeks

SMALLEST = 0.15
"""A change of less than this share is no change worth naming."""
WEEKS_BEFORE = 26
MOST_ZERO = 0.6
FEWEST_ACTS = 5
FEWEST_CLUSTERS = 10
COVERAGE = 1.5
"""Coverage changed if the volume grew or shrank by this factor."""
MOST_MISSING = 0.25


def short_before(known: int, period: str) -> Message | None:
    """Fewer than 26 observed weeks before the act."""
    wanted = weeks(WEEKS_BEFORE, period)
    return Message("tension.short_before", {"found": known, "wanted": wanted}) if known < wanted else None


def short_after(known: int, wanted: int) -> Message | None:
    """The evidence ends, or has holes, before the span after the act is over."""
    return Message("tension.short_after", {"found": known, "wanted": wanted}) if known < wanted else None


def mostly_zero(share: float) -> Message | None:
    """Over 60 % of the periods hold nothing."""
    return Message("tension.mostly_zero", {"percent": round(100 * share)}) if share > MOST_ZERO else None


def placebo_speaks(horizons: Iterable[Horizon]) -> Message | None:
    """The outcome differs already before the acts."""
    found = [str(-one.ahead) for one in horizons if one.ahead < 0 and (one.low > 1 or one.high < 1)]
    return Message("tension.placebo_speaks", {"ahead": ", ".join(reversed(found))}) if found else None


def few_acts(count: int) -> Message | None:
    """Fewer than five acts of the style."""
    return Message("tension.few_acts", {"found": count, "wanted": FEWEST_ACTS}) if count < FEWEST_ACTS else None


def few_dyads(count: int) -> Message | None:
    """Too few pairs of states for an interval that can be trusted."""
    return (
        Message("tension.few_dyads", {"found": count, "wanted": FEWEST_CLUSTERS}) if count < FEWEST_CLUSTERS else None
    )


def coverage_changed(before: Sequence[float], after: Sequence[float], missing: float) -> Message | None:
    """The source reports much more or much less after than before, or has holes in the window.

    `before` and `after` are volumes of the source by period; `missing` is the share of unknown periods.
    """
    if missing > MOST_MISSING:
        return Message("tension.coverage_holes", {"percent": round(100 * missing)})
    if not before or not after or min(sum(before), sum(after)) <= 0:
        return None
    factor = (sum(after) / len(after)) / (sum(before) / len(before))
    if 1 / COVERAGE <= factor <= COVERAGE:
        return None
    return Message("tension.coverage_changed", {"percent": round(100 * (factor - 1))})


def other_act(
    act: Annotation, others: Iterable[Annotation], first: datetime.date, last: datetime.date
) -> Message | None:
    """Another act lies in the window, so that neither can be told from the other; the nearest one is named."""
    rivals = (one for one in others if one != act and one.precision != "year")
    inside = [one for one in rivals if one.start <= last and one.end >= first]
    if not inside:
        return None
    nearest = min(inside, key=lambda one: abs((one.start - act.start).days))
    return Message("tension.other_act", {"kind": nearest.kind, "day": nearest.start.isoformat()})


def actor_missing(state: str, source: str) -> Message:
    """A state that the source does not resolve, or whose events it left out."""
    return Message("tension.actor_missing", {"state": state, "source": source})


def judge(ratio: float, low: float, high: float, reasons: Iterable[Message | None]) -> Answer:
    """The verdict on a rate ratio with its 95 % interval; any reason makes it "cannot tell"."""
    forced = tuple(reason for reason in reasons if reason is not None)
    wide = low <= 1 - SMALLEST and high >= 1 + SMALLEST
    if wide:
        forced = (*forced, Message("tension.interval_wide", _percents(low, high)))
    if forced:
        return Answer("cannot_tell", ratio, low, high, forced)
    if low >= 1 - SMALLEST and high <= 1 + SMALLEST:
        return Answer("no_change", ratio, low, high, ())
    if high < 1:
        return Answer("reduced", ratio, low, high, ())
    if low > 1:
        return Answer("increased", ratio, low, high, ())
    return Answer("cannot_tell", ratio, low, high, (Message("tension.interval_across", _percents(low, high)),))


def untold(*reasons: Message) -> Answer:
    """ "Cannot tell" where no figure could be computed at all."""
    return Answer("cannot_tell", None, None, None, reasons)


def _percents(low: float, high: float) -> dict[str, str | int | float]:
    return {"low": round(100 * (low - 1)), "high": round(100 * (high - 1))}
