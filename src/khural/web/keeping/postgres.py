"""The main database on PostgreSQL as an SQLite file: as of one moment, and compared table by table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.models import Model

from khural.web.settings.databases import sqlite
from khural.web.tables import CHUNK, columns, digest, models_of, rows_of

ALIAS = "kept"


class DiffersError(Exception):
    """A table did not arrive as it was; the sentence names it."""


def copy(target: Path, say: Callable[[str], None]) -> None:
    """Copy every table of the main database to the SQLite file `target`, which does not exist yet."""
    connections.databases[ALIAS] = {**connections.databases["default"], **sqlite(target), "CONN_MAX_AGE": 0}
    try:
        call_command("migrate", database=ALIAS, verbosity=0, interactive=False)
        with transaction.atomic():
            # One moment for all tables; what is written meanwhile is not seen.
            connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            _copy_all(say)
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.databases[ALIAS]


def _copy_all(say: Callable[[str], None]) -> None:
    models = models_of(ALIAS)
    with transaction.atomic(using=ALIAS):
        for model in reversed(models):
            connections[ALIAS].cursor().execute(f'DELETE FROM "{model._meta.db_table}"')  # noqa: S608 - a name of ours
        for model in models:
            say(f"Copying {model._meta.db_table}")
            _copy(model)
    for model in models:
        say(f"Comparing {model._meta.db_table}")
        if digest(model, "default") != digest(model, ALIAS):
            raise DiffersError(f"{model._meta.db_table} did not arrive as it was. No backup was made.")


def _copy(model: type[Model]) -> None:
    target, fields = connections[ALIAS], columns(model)
    names = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(["%s"] * len(fields))
    sql = f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({places})'  # noqa: S608 - names of ours
    with target.cursor() as cursor:
        for rows in _by_chunk(rows_of(model, "default")):
            cursor.executemany(
                sql, [[f.get_db_prep_save(v, target) for f, v in zip(fields, row, strict=True)] for row in rows]
            )


def _by_chunk(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk
