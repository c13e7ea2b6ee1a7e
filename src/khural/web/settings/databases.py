"""Where data lives: a main database, and the ballots in a file of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ACCEPTANCE = "ballots on postgresql reveal the order of votes until publication"

LOOKS = "A database URL must look like postgresql://user:password@host:5432/name."

PRAGMAS = "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;PRAGMA foreign_keys=ON;"
# Only for the ballots: with it SQLite refuses the JSON checks that Django writes into the tables of the main database.
UNTRUSTED = "PRAGMA trusted_schema=OFF;"
# In place of the ballots where a process must not have them: every query fails.
UNREACHABLE = {"ENGINE": "django.db.backends.dummy"}
# Seconds for which a connection to PostgreSQL is used again: making one costs more than a vote does.
KEPT_SECONDS = 600


def sqlite(path: Path, pragmas: str = PRAGMAS) -> dict[str, Any]:
    """An SQLite file that survives a power cut and overwrites what it deletes."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"init_command": pragmas, "transaction_mode": "IMMEDIATE", "timeout": 20},
    }


def postgresql(url: str) -> dict[str, Any]:
    """The PostgreSQL database that `url` (postgresql://user:password@host:port/name) names."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ImproperlyConfigured(LOOKS) from None
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(LOOKS)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or _socket_folder(parts.query),
        "PORT": str(port or ""),
        "CONN_HEALTH_CHECKS": True,
    }


def _socket_folder(query: str) -> str:
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        if name == "host":
            return unquote(value)
    return ""


def kept_open(made: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The same databases, with connections to PostgreSQL kept from one request to the next."""
    return {
        alias: {**one, "CONN_MAX_AGE": KEPT_SECONDS} if one["ENGINE"].endswith("postgresql") else one
        for alias, one in made.items()
    }


def databases(data: Path, url: str, ballots_url: str, acceptance: str) -> dict[str, dict[str, Any]]:
    """Both databases. Ballots leave their own SQLite file only with the operator's written acceptance.

    Raises ImproperlyConfigured when `ballots_url` is given without the sentence `ACCEPTANCE`.
    """
    if ballots_url and " ".join(acceptance.lower().split()).rstrip(".") != ACCEPTANCE:
        raise ImproperlyConfigured(
            "KHURAL_BALLOTS_URL moves ballots to PostgreSQL, where the order of votes can be read until publication. "
            f'To accept this, set KHURAL_BALLOTS_ACCEPTED to "{ACCEPTANCE}".'
        )
    return {
        "default": postgresql(url) if url else sqlite(data / "khural.sqlite3"),
        "ballots": postgresql(ballots_url) if ballots_url else sqlite(data / "ballots.sqlite3", PRAGMAS + UNTRUSTED),
    }
