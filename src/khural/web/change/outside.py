"""What the event series between two states can answer; the numeric engine is loaded here and nowhere else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from khural.web.change.answers import Read
from khural.web.change.models import Aim


def has_series(_a: str, _b: str) -> bool:
    """Whether a series of events between the two states is at hand."""
    return False


def smallest_visible(a: str, b: str, read_on: date) -> tuple[Decimal | None, dict[str, Any]]:
    """The smallest change, in per cent, that the series could show by `read_on`."""
    raise LookupError(a, b, read_on)


def read_tension(aim: Aim, a: str, b: str) -> Read:
    """The answer of the series to an aim."""
    raise LookupError(aim, a, b)
