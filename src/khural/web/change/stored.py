"""A measurement as text and back: plain frozen values only, each field by its declared type.

Nothing but the classes of `khural.tension.measurement` can come out of a stored text, and a text that does not fit them
is refused whole, so that one from an older version is computed anew rather than half read.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from datetime import date
from typing import Any

from khural.messages import Message
from khural.tension import Measurement


class StoredError(ValueError):
    """The text is no measurement of this version."""


def to_text(measurement: Measurement) -> str:
    """The measurement as JSON, the same bytes for the same values."""
    return json.dumps(_plain(measurement), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def from_text(text: str) -> Measurement:
    """The measurement that `to_text` wrote; StoredError for anything else."""
    try:
        read = _read(Measurement, json.loads(text))
    except (KeyError, TypeError, ValueError) as error:
        raise StoredError(str(error)) from None
    assert isinstance(read, Measurement)
    return read


def _plain(value: Any) -> Any:
    if isinstance(value, Message):
        return {"code": value.code, "params": dict(value.params)}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _read(kind: Any, value: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        return None if value is None else _read(next(k for k in typing.get_args(kind) if k is not type(None)), value)
    if origin is tuple:
        return _tuple(typing.get_args(kind), value)
    if kind is Message:
        return Message(value["code"], dict(value["params"]))
    if dataclasses.is_dataclass(kind):
        return _record(kind, value)
    if kind is date:
        return date.fromisoformat(value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not kind:
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def _tuple(kinds: tuple[Any, ...], values: list[Any]) -> tuple[Any, ...]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_read(kinds[0], value) for value in values)
    return tuple(_read(kind, value) for kind, value in zip(kinds, values, strict=True))


def _record(kind: Any, values: Mapping[str, Any]) -> Any:
    hints = typing.get_type_hints(kind)
    names = {field.name for field in dataclasses.fields(kind)}
    if set(values) != names:
        raise KeyError(f"{kind.__name__}: {sorted(set(values) ^ names)}")
    return kind(**{name: _read(hints[name], values[name]) for name in names})
