"""A finding as plain data for JSON: the same finding gives the same bytes."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Any

from khural.evidence.dates import PartialDate
from khural.mediators.tie import Tie
from khural.messages import Message, english


def plain(value: Any) -> Any:
    """Dataclasses as objects, dates as text, messages with their English sentence; mappings in order of their keys."""
    if isinstance(value, Message):
        return {"code": value.code, "params": dict(sorted(value.params.items())), "text": english(value)}
    if isinstance(value, date | PartialDate):
        return str(value)
    if isinstance(value, Tie):
        return {**_fields(value), "cooperation": value.cooperation, "conflict": value.conflict}
    if dataclasses.is_dataclass(value):
        return _fields(value)
    if isinstance(value, Mapping):
        return {str(key): plain(found) for key, found in sorted(value.items())}
    if isinstance(value, tuple | list):
        return [plain(found) for found in value]
    return value


def _fields(value: Any) -> dict[str, Any]:
    return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
