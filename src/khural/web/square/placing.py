"""One's own place on the map, worked out from one's own answers and shown to oneself only."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping

from khural.web.square.models import Compass, Consultation

Place = tuple[int, int]


def own_place(consultation: Consultation, given: Mapping[int, int]) -> Place | None:
    """Column and row of the field in which these answers lie; None where there is no map or nothing to go by."""
    row = Compass.objects.filter(consultation=consultation).first()
    if row is None or not row.body:
        return None
    compass = json.loads(row.body)
    axes = compass["axes"]
    known = [(answer, axes[str(version)]) for version, answer in given.items() if str(version) in axes]
    if not known:
        return None
    scale = math.sqrt(compass["mapped"] / len(known))
    x, y = (scale * sum((answer - one[0]) * one[axis] for answer, one in known) for axis in (1, 2))
    return field_of(x, y, compass["reach"], compass["fields"])


def field_of(x: float, y: float, reach: float, fields: int) -> Place:
    """Column and row, from the top left, of the field in which a place lies; who stands beyond is on the edge."""
    column, row = (int((value + reach) / (2 * reach) * fields) for value in (x, -y))
    return max(0, min(fields - 1, column)), max(0, min(fields - 1, row))
