"""Moving the main database from SQLite to PostgreSQL, whole or not at all, with a check that nothing changed.

Ballots of closed rounds stay in their own file. The rows are read once for the copy and once more on each side for the
check: count and SHA-256 of every table, in the order of its primary key.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connections, transaction
from django.db.models import Model

from khural.web.settings.databases import postgresql
from khural.web.tables import columns, digest, models_of, rows_of

TARGET = "moved"

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
    if held := [model._meta.label for model in models_of(TARGET) if _has_rows(model)]:
        raise NotMovedError(f"The database at the target holds data already ({held[0]}). Give an empty one.")
    call_command("migrate", database=TARGET, verbosity=0, interactive=False)
    with transaction.atomic(using=TARGET):
        _empty_target()
        for model in models_of(TARGET):
            progress(model._meta.db_table, _copy(model))
        _reset_sequences()
        return tuple(_checked(model) for model in models_of(TARGET))


def _connect(url: str) -> None:
    default = connections.databases["default"]
    connections.databases[TARGET] = {**default, **postgresql(url), "OPTIONS": {}, "CONN_MAX_AGE": 0}


def _has_rows(model: type[Model]) -> bool:
    """Whether the target holds rows of a table; what Django itself writes into a fresh database does not count."""
    if model._meta.app_label in {"contenttypes", "auth"} and model._meta.model_name in {"contenttype", "permission"}:
        return False
    connection = connections[TARGET]
    if model._meta.db_table not in connection.introspection.table_names():
        return False
    return model._base_manager.using(TARGET).exists()


def _empty_target() -> None:
    tables = ", ".join(connections[TARGET].ops.quote_name(model._meta.db_table) for model in models_of(TARGET))
    with connections[TARGET].cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables}")


def _copy(model: type[Model]) -> int:
    connection, fields = connections[TARGET], columns(model)
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    count = 0
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {quote(model._meta.db_table)} ({names}) FROM STDIN") as copy,
    ):
        for row in rows_of(model, "default"):
            values = [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)]
            copy.write_row(values)
            count += 1
    return count


def _reset_sequences() -> None:
    connection = connections[TARGET]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models_of(TARGET)):
            cursor.execute(statement)


def _checked(model: type[Model]) -> Moved:
    (rows, before), (arrived, after) = (digest(model, alias) for alias in ("default", TARGET))
    if (rows, before) != (arrived, after):
        raise NotMovedError(
            f"{model._meta.db_table}: {rows} rows were sent and {arrived} arrived, or a value changed on the way. "
            "Nothing was moved."
        )
    return Moved(model._meta.db_table, rows, before)
