"""Moving the main database from SQLite to PostgreSQL, whole or not at all, with a check that nothing changed.

Ballots of closed rounds stay in their own file. The rows are read once for the copy and once more on each side for the
check: count and SHA-256 of every table, in the order of its primary key.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connections, router, transaction
from django.db.models import Field, Model

from khural.web.settings.databases import postgresql

TARGET = "moved"
CHUNK = 5000

Progress = Callable[[str, int], None]


class NotMovedError(Exception):
    """Nothing was moved; the sentence says why."""


@dataclass(frozen=True)
class Moved:
    """One table that arrived: its name, how many rows, and the digest that both sides share."""

    table: str
    rows: int
    digest: str


def move(url: str, progress: Progress) -> tuple[Moved, ...]:
    """Copy every table of the main database to the empty PostgreSQL database at `url`, in one transaction.

    Raises NotMovedError where the target holds anything, or where one table differs afterwards; then the target is as
    it was. `progress` hears each table and its number of rows.
    """
    _connect(url)
    if held := [model._meta.label for model in _models() if _has_rows(model)]:
        raise NotMovedError(f"The database at the target holds data already ({held[0]}). Give an empty one.")
    call_command("migrate", database=TARGET, verbosity=0, interactive=False)
    with transaction.atomic(using=TARGET):
        _empty_target()
        for model in _models():
            progress(model._meta.db_table, _copy(model))
        _reset_sequences()
        return tuple(_checked(model) for model in _models())


def _connect(url: str) -> None:
    default = connections.databases["default"]
    connections.databases[TARGET] = {**default, **postgresql(url), "OPTIONS": {}, "CONN_MAX_AGE": 0}


def _models() -> list[type[Model]]:
    """Every table of the main database, also those that join two others."""
    found = apps.get_models(include_auto_created=True)
    own = [model for model in found if model._meta.managed and not model._meta.proxy]
    return [model for model in own if router.allow_migrate_model(TARGET, model)]


def _has_rows(model: type[Model]) -> bool:
    """Whether the target holds rows of a table; what Django itself writes into a fresh database does not count."""
    if model._meta.app_label in {"contenttypes", "auth"} and model._meta.model_name in {"contenttype", "permission"}:
        return False
    connection = connections[TARGET]
    if model._meta.db_table not in connection.introspection.table_names():
        return False
    return model._base_manager.using(TARGET).exists()


def _empty_target() -> None:
    tables = ", ".join(connections[TARGET].ops.quote_name(model._meta.db_table) for model in _models())
    with connections[TARGET].cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables}")


def _columns(model: type[Model]) -> list[Field[Any, Any]]:
    return list(model._meta.local_concrete_fields)


def _rows(model: type[Model], alias: str) -> Iterator[tuple[Any, ...]]:
    names = [field.attname for field in _columns(model)]
    return iter(model._base_manager.using(alias).order_by("pk").values_list(*names).iterator(chunk_size=CHUNK))


def _copy(model: type[Model]) -> int:
    connection, fields = connections[TARGET], _columns(model)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    count = 0
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN") as copy,
    ):
        for row in _rows(model, "default"):
            values = [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)]
            copy.write_row(values)
            count += 1
    return count


def _reset_sequences() -> None:
    connection = connections[TARGET]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(statement)


def _checked(model: type[Model]) -> Moved:
    (rows, before), (arrived, after) = (_digest(model, alias) for alias in ("default", TARGET))
    if (rows, before) != (arrived, after):
        raise NotMovedError(
            f"{model._meta.db_table}: {rows} rows were sent and {arrived} arrived, or a value changed on the way. "
            "Nothing was moved."
        )
    return Moved(model._meta.db_table, rows, before)


def _digest(model: type[Model], alias: str) -> tuple[int, str]:
    digest, count = hashlib.sha256(), 0
    for row in _rows(model, alias):
        digest.update(json.dumps([_plain(value) for value in row], sort_keys=True, ensure_ascii=False).encode())
        count += 1
    return count, digest.hexdigest()


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
