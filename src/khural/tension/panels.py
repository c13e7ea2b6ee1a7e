"""Hostility and acts of many directed dyads by period: what the responses are estimated from."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from khural.tension.errors import TensionError
from khural.tension.series import Floats, Mask


@dataclass(frozen=True)
class ActPanel:
    """Counts by dyad and period, [D, n] each.

    Row d is what dyad d = (i, j) has: `hostile` acts of i towards j, `incoming` hostile acts of j towards i, and per
    style the `acts` of j towards i that i may answer. `volume` [n] is all events of the source by period.
    """

    source: str
    period: str
    starts: tuple[datetime.date, ...]
    dyads: tuple[tuple[str, str], ...]
    hostile: Floats
    incoming: Floats
    acts: Mapping[str, Floats]
    known: Mask
    volume: Floats

    def __post_init__(self) -> None:
        shape = (len(self.dyads), len(self.starts))
        for name, array in (("hostile", self.hostile), ("incoming", self.incoming), *self.acts.items()):
            if array.shape != shape:
                raise TensionError("tension.panel_shape", name=name, found=str(array.shape), wanted=str(shape))
            if not np.isfinite(array).all() or (array < 0).any():
                raise TensionError("tension.panel_value", name=name)

    def only(self, states: set[str]) -> ActPanel:
        """The dyads between `states`."""
        kept = [place for place, (a, b) in enumerate(self.dyads) if a in states and b in states]
        return ActPanel(
            self.source,
            self.period,
            self.starts,
            tuple(self.dyads[place] for place in kept),
            self.hostile[kept],
            self.incoming[kept],
            {style: counts[kept] for style, counts in self.acts.items()},
            self.known[kept],
            self.volume,
        )

    @property
    def pairs(self) -> tuple[str, ...]:
        """The undirected dyad of each row, the cluster of its errors."""
        return tuple("-".join(sorted(dyad)) for dyad in self.dyads)
