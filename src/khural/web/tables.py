"""Whole tables of the main database, row by row: read, and compared across engines by count and SHA-256."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import router
from django.db.models import Field, Model

CHUNK = 5000


def models_of(alias: str) -> list[type[Model]]:
    """Every table that the main database at `alias` has, also those that join two others."""
    found = apps.get_models(include_auto_created=True)
    own = [model for model in found if model._meta.managed and not model._meta.proxy]
    return [model for model in own if router.allow_migrate_model(alias, model)]


def columns(model: type[Model]) -> list[Field[Any, Any]]:
    """The fields of a model that are columns of its own table."""
    return list(model._meta.local_concrete_fields)


def rows_of(model: type[Model], alias: str) -> Iterator[tuple[Any, ...]]:
    """Every row, in the order of the primary key, a few thousand at a time."""
    names = [field.attname for field in columns(model)]
    return iter(model._base_manager.using(alias).order_by("pk").values_list(*names).iterator(chunk_size=CHUNK))


def digest(model: type[Model], alias: str) -> tuple[int, str]:
    """How many rows, and the SHA-256 of them all as both engines mean them."""
    found, count = hashlib.sha256(), 0
    for row in rows_of(model, alias):
        found.update(json.dumps([_plain(value) for value in row], sort_keys=True, ensure_ascii=False).encode())
        count += 1
    return count, found.hexdigest()


def _plain(value: Any) -> Any:
    """The value as both engines mean it."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case Decimal():
            return str(value.normalize())
        case bytes() | memoryview():
            return bytes(value).hex()
        case None | bool() | int() | float() | str() | list() | dict():
            return value
        case _:
            return str(value)
