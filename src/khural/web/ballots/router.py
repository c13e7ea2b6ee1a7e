"""Sends the ballot tables, and nothing else, to the database of their own."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

ALIAS = "ballots"


class BallotRouter:
    """Routes by app label; `DATABASE_URL` therefore never moves a ballot."""

    def db_for_read(self, model: type[Model], **_hints: Any) -> str | None:
        return ALIAS if model._meta.app_label == ALIAS else None

    db_for_write = db_for_read

    def allow_relation(self, one: Model, other: Model, **_hints: Any) -> bool | None:
        labels = {one._meta.app_label, other._meta.app_label}
        return len(labels) == 1 if ALIAS in labels else None

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool | None:
        if app_label == ALIAS:
            return db == ALIAS
        return False if db == ALIAS else None
