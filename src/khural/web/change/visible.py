"""The smallest change that an aim's measure could show, said before the round and not after it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from khural.web.cases.models import Party
from khural.web.change.words import Measure


def smallest_change(fields: Mapping[str, Any]) -> tuple[Decimal | None, dict[str, Any]]:
    """The smallest visible change and how it was found, as a code with parameters.

    Attendance: one seat at one edition. Common ground: one statement (whole rooms vote, so there is no sampling error,
    and bands hide smaller moves). Tension: by simulation on the dyad's own past. Surveys and commitments: no number can
    show any change until they exist.
    """
    match fields["measure"]:
        case Measure.ATTENDANCE:
            return Decimal(1), {"code": "one_seat"}
        case Measure.COMMON_GROUND:
            return Decimal(1), {"code": "one_statement"}
        case Measure.TENSION_EVENTS:
            return _tension(fields)
        case _:
            return None, {"code": "no_instrument"}


def _tension(fields: Mapping[str, Any]) -> tuple[Decimal | None, dict[str, Any]]:
    # The numeric engine is loaded only where an aim needs it.
    from khural.web.change import outside

    sides = [fields.get("party_a"), fields.get("party_b")]
    codes = [side.state for side in sides if isinstance(side, Party) and side.state]
    if len(codes) < 2:
        return None, {"code": "no_series"}
    return outside.smallest_visible(codes[0], codes[1], fields["read_on"])
