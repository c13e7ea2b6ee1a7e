"""A measurement as JSON: dataclasses by name, dates as ISO 8601, messages with code, parameters and English text."""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass

from khural.messages import Message, english
from khural.tension.measurement import Measurement

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
DIGITS = 6


def document(measurement: Measurement) -> str:
    """The same measurement gives the same text."""
    return json.dumps(plain(measurement), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def plain(value: object) -> Json:
    """`value` in JSON's own types; floats to six significant digits, values that are no numbers as null."""
    if isinstance(value, Message):
        return {"code": value.code, "params": plain(dict(value.params)), "text": english(value)}
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return _simple(value)


def _simple(value: object) -> Json:
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None
    if isinstance(value, datetime.date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | str):
        return value
    raise TypeError(f"{type(value).__name__} has no place in a document")
