"""What the room of tension refuses."""

from __future__ import annotations

from khural.messages import KhuralError


class TensionError(KhuralError):
    """Series, spans or settings that cannot be measured; the message names the series and the place."""
