"""Statements that every vote sends: PostgreSQL takes them apart once a connection and keeps the plan."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b

from django.db import connection

# For each connection the statements it knows; gone with the connection.
_known: weakref.WeakKeyDictionary[object, set[str]] = weakref.WeakKeyDictionary()
# Between us and the server there may be something that gives each transaction another connection (PgBouncer).
_is_direct = True

NO_SUCH, EXISTS = "26000", "42P05"


def call(sql: str, params: Sequence[int | str]) -> str:
    """What to send, with a place for each of `params`, in place of `sql`."""
    if not _is_direct:
        return sql
    kinds = tuple(type(one) for one in params)
    name, preparing = _prepared(sql, kinds)
    connection.ensure_connection()
    known = _known.setdefault(connection.connection, set())
    if name not in known:
        with connection.cursor() as cursor:
            cursor.execute(preparing)
        known.add(name)
    return f"EXECUTE {name} ({', '.join(['%s'] * len(params))})"


@lru_cache(maxsize=64)
def _prepared(sql: str, kinds: tuple[type, ...]) -> tuple[str, str]:
    name = "khural_" + blake2b(sql.encode(), digest_size=8).hexdigest()
    parts = sql.split("%s")
    numbered = "".join(f"{part}${place}" for place, part in enumerate(parts[:-1], start=1)) + parts[-1]
    types = ", ".join("bigint" if kind is int else "text" for kind in kinds)
    return name, f"PREPARE {name} ({types}) AS {numbered}"


def gave_up(error: BaseException) -> bool:
    """Whether `error` says that statements are not kept from one transaction to the next; none is prepared then."""
    global _is_direct
    if getattr(error.__cause__, "sqlstate", None) not in (NO_SUCH, EXISTS):
        return False
    _is_direct = False
    return True
