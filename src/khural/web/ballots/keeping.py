"""What a backup keeps of the ballot file: who may enter and vote, never a ballot nor an offered statement.

Credentials are made before anybody votes and no vote changes them, so two backups differ by no vote.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from khural.web.ballots import durability
from khural.web.ballots.models import AuthorCredential, BallotCredential, CloseStamp, MemberCredential
from khural.web.ballots.router import ALIAS

__all__ = ["credentials", "has_credentials", "put_back"]

TABLES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "members": (MemberCredential, ("hash", "edition_id", "delegation_id", "is_revoked")),
    "ballots": (BallotCredential, ("hash", "edition_id", "slot", "delegation_id", "is_revoked")),
    "authors": (AuthorCredential, ("hash", "edition_id", "slot")),
    "stamps": (CloseStamp, ("round_id", "is_erased")),
}


def credentials() -> dict[str, list[list[Any]]]:
    """Every credential and every stamp of a closed round, in the order of their keys. One short read."""
    with transaction.atomic(using=ALIAS):
        return {
            name: [list(row) for row in table.objects.order_by("pk").values_list(*fields)]
            for name, (table, fields) in TABLES.items()
        }


def has_credentials() -> bool:
    """Whether anything was ever issued or closed here."""
    return any(table.objects.exists() for table, _fields in TABLES.values())


def put_back(kept: dict[str, list[list[Any]]]) -> None:
    """Store what `credentials` gave, sorted by hash as it was issued."""
    with durability.write():
        for name, (table, fields) in TABLES.items():
            rows = [dict(zip(fields, row, strict=True)) for row in kept[name]]
            table.objects.bulk_create(table(**row) for row in rows)
