"""What lies in a backup, opened and checked before anything is made of it. Knows nothing of Django's settings."""

from __future__ import annotations

import json
import os
import sqlite3
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO, cast

from khural.web.keeping.contents import CHUNK, FILES, MAIN, MANIFEST, sha256
from khural.web.keeping.sealing import NotOpenedError, Opened

MANIFEST_BYTES = 1 << 20
NOT_WHOLE = "This backup is not whole: "


def unpack(source: BinaryIO, key: str, place: Path, say: Callable[[str], None]) -> dict[str, Any]:
    """Open a backup with its private key into the empty folder `place`; returns its manifest.

    Every file is compared with its checksum and the database is examined. Raises NotOpenedError.
    """
    opened = Opened(source, key)
    try:
        with tarfile.open(fileobj=cast("BinaryIO", opened), mode="r|", bufsize=CHUNK) as tar:
            manifest = _unpack(tar, place, say)
        # The end is read too: what is cut off there is cut off.
        while opened.read(CHUNK):
            pass
    except (tarfile.TarError, EOFError):
        raise NotOpenedError(f"{NOT_WHOLE}its contents cannot be read.") from None
    say("Examining the database")
    _examine(place / MAIN)
    return manifest


def _unpack(tar: tarfile.TarFile, place: Path, say: Callable[[str], None]) -> dict[str, Any]:
    manifest: dict[str, Any] = {}
    for member in tar:
        if not manifest:
            manifest = _manifest(tar, member)
            continue
        if member.name not in FILES or not member.isreg():
            raise NotOpenedError(f"{NOT_WHOLE}{member.name} does not belong in it.")
        say(f"Opening {member.name}")
        _write(tar, member, place / member.name)
    for name in FILES:
        stated = manifest.get("files", {}).get(name, {}).get("sha256")
        if stated is None or not (place / name).is_file() or sha256(place / name) != stated:
            raise NotOpenedError(f"{NOT_WHOLE}{name} is missing or not as it was.")
    return manifest


def _manifest(tar: tarfile.TarFile, member: tarfile.TarInfo) -> dict[str, Any]:
    file = tar.extractfile(member) if member.name == MANIFEST and member.size <= MANIFEST_BYTES else None
    try:
        found = json.loads(file.read()) if file else None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise NotOpenedError(f"{NOT_WHOLE}it has no list of its contents.")
    return found


def _write(tar: tarfile.TarFile, member: tarfile.TarInfo, path: Path) -> None:
    file = tar.extractfile(member)
    assert file is not None
    # For its owner alone from the first byte on.
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        while chunk := file.read(CHUNK):
            out.write(chunk)


def _examine(path: Path) -> None:
    try:
        with closing(sqlite3.connect(path)) as db:
            (found,) = db.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.Error as error:
        found = str(error)
    if found != "ok":
        raise NotOpenedError(f"{NOT_WHOLE}the database is damaged ({found}).")
