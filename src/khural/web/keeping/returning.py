"""From an unpacked backup to an installation that can be served: of this version, with nothing that is overdue."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from khural.web.ballots import keeping
from khural.web.keeping.contents import CREDENTIALS
from khural.web.keeping.sealing import NotOpenedError
from khural.web.rounds.phases import end_without_ballots
from khural.web.square.phases import delete_due


@dataclass(frozen=True)
class Returned:
    """What was done so that no promise breaks: rounds ended, consultations whose answers were deleted."""

    ended: int
    deleted: int


def bring_back(place: Path, say: Callable[[str], None]) -> Returned:
    """Bring the unpacked main database to this version, put credentials back, end and delete what is overdue.

    Raises NotOpenedError for a backup of a later version, or where other credentials lie in the ballots' database.
    """
    _check_version()
    say("Bringing the databases to this version")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("migrate", database="ballots", verbosity=0, interactive=False)
    if keeping.has_credentials():
        raise NotOpenedError("The ballots' database holds credentials already. Give an empty one.")
    keeping.put_back(json.loads((place / CREDENTIALS).read_text(encoding="utf-8")))
    (place / CREDENTIALS).unlink()
    say("Ending and deleting what is overdue")
    ended = end_without_ballots()
    # The first call closes what is open beyond its day; nobody waits here for its last batch.
    deleted = sum(delete_due(timedelta()) for _call in range(2))
    return Returned(ended, deleted)


def _check_version() -> None:
    loader = MigrationLoader(connection)
    known, own = set(loader.disk_migrations), set(loader.migrated_apps)
    replaced = {old for each in loader.disk_migrations.values() for old in each.replaces}
    later = [f"{app}.{name}" for app, name in loader.applied_migrations if app in own and (app, name) not in known]
    if later := [name for name in later if tuple(name.split(".", 1)) not in replaced]:
        raise NotOpenedError(f"A later version of Khural made this backup ({min(later)}). Install that one first.")
