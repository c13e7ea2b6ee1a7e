"""Which dated facts may be read on the day of a ranking."""

from __future__ import annotations

from datetime import date

from khural.evidence.dates import PartialDate
from khural.evidence.sources import manifest


def before(when: PartialDate | None, as_of: date) -> bool:
    """Whether what happened at `when` was surely there by `as_of`.

    What has no date is only known to hold on the day the tables were copied, and enters from then on.
    """
    return (when or manifest().date).last_day < as_of
