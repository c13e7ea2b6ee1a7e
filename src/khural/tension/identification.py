"""The traffic light: what would have to be true for an association to be an effect, and what is known of it.

Red: something that must hold is known not to hold. Amber: nothing speaks against it, but something cannot be known.
Green: all holds, the timing of the acts included; no series alone can show that, only a design laid down before.
"""

from __future__ import annotations

from khural.messages import Message
from khural.tension.measurement import Condition, Identification

CONDITIONS = ("timing", "placebo", "coverage", "alone", "enough")


def identify(
    placebo: bool | None, coverage: bool | None, alone: bool | None, enough: bool, timing: bool | None = None
) -> Identification:
    """The light from the five conditions; None where nobody can know. `timing` is True only under a design."""
    met = dict(zip(CONDITIONS, (timing, placebo, coverage, alone, enough), strict=True))
    conditions = tuple(Condition(Message(f"tension.condition_{name}"), met[name]) for name in CONDITIONS)
    if False in met.values():
        return Identification("red", conditions)
    return Identification("amber" if None in met.values() else "green", conditions)
