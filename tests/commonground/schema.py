"""As much of JSON Schema as the schema of the result uses; an unknown keyword is an error."""

from __future__ import annotations

import re
from typing import Any

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
SAID = {"$schema", "$defs", "title", "description"}


def faults(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str = "$") -> list[str]:
    """Where `value` departs from `schema`."""
    found: list[str] = []
    for keyword, wanted in schema.items():
        if keyword not in SAID:
            found += [f"{at}: {text}" for text in CHECKS[keyword](value, wanted, schema, root, at)]
    return found


def _type(value: Any, wanted: Any, *_: Any) -> list[str]:
    names = [wanted] if isinstance(wanted, str) else wanted
    return [] if any(_is(value, name) for name in names) else [f"{value!r} is not {wanted}"]


def _is(value: Any, name: str) -> bool:
    if name in ("integer", "number"):
        return isinstance(value, int if name == "integer" else int | float) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])


def _properties(value: Any, wanted: dict[str, Any], schema: Any, root: Any, at: str) -> list[str]:
    if not isinstance(value, dict):
        return []
    return [f for key in wanted if key in value for f in faults(value[key], wanted[key], root, f"{at}.{key}")]


def _additional(value: Any, wanted: Any, schema: Any, root: Any, at: str) -> list[str]:
    extra = [key for key in value if key not in schema.get("properties", {})] if isinstance(value, dict) else []
    if wanted is False:
        return [f"{key} is not described" for key in extra]
    return [f for key in extra for f in faults(value[key], wanted, root, f"{at}.{key}")]


def _items(value: Any, wanted: Any, schema: Any, root: Any, at: str) -> list[str]:
    each = enumerate(value) if isinstance(value, list) else ()
    return [f for i, item in each for f in faults(item, wanted, root, f"{at}[{i}]")]


def _ref(value: Any, wanted: str, schema: Any, root: Any, at: str) -> list[str]:
    return faults(value, root["$defs"][wanted.rsplit("/", 1)[1]], root, at)


def _one_of(value: Any, wanted: Any, schema: Any, root: Any, at: str) -> list[str]:
    fitting = sum(not faults(value, choice, root, at) for choice in wanted)
    return [] if fitting == 1 else [f"fits {fitting} of the choices"]


def _plain(holds: Any) -> Any:
    return lambda value, wanted, *_: [] if holds(value, wanted) else [f"{value!r} against {wanted!r}"]


def _bounded(holds: Any) -> Any:
    return _plain(lambda value, wanted: not isinstance(value, int | float) or holds(value, wanted))


CHECKS: dict[str, Any] = {
    "type": _type,
    "properties": _properties,
    "additionalProperties": _additional,
    "items": _items,
    "$ref": _ref,
    "oneOf": _one_of,
    "const": _plain(lambda value, wanted: value == wanted),
    "enum": _plain(lambda value, wanted: value in wanted),
    "required": _plain(lambda value, wanted: not isinstance(value, dict) or set(wanted) <= set(value)),
    "pattern": _plain(lambda value, wanted: re.search(wanted, value) is not None),
    "minimum": _bounded(lambda value, wanted: value >= wanted),
    "maximum": _bounded(lambda value, wanted: value <= wanted),
    "minItems": _plain(lambda value, wanted: len(value) >= wanted),
    "maxItems": _plain(lambda value, wanted: len(value) <= wanted),
}
