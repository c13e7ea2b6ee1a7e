"""What the parts of a backup are called."""

from __future__ import annotations

import hashlib
from pathlib import Path

MAIN, CREDENTIALS, KEY, MANIFEST = "khural.sqlite3", "credentials.json", "secret-key", "manifest.json"
CHUNK = 1 << 20
# The public key in the data folder to which backups are sealed.
SEALED_TO = "backup-key"
FILES = (MAIN, CREDENTIALS, KEY, SEALED_TO)


def sha256(path: Path) -> str:
    """The checksum of a file, read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
