"""The tables of an export in a folder, in an archive or among single files. Nothing is ever unpacked to disk."""

from __future__ import annotations

import os
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from khural.files.errors import shown
from khural.polis.errors import PolisError

TABLES = ("comments.csv", "votes.csv", "participants-votes.csv", "summary.csv")
# Ends of the names under which exports of different years hold these tables.
NAMES = re.compile(r"(?:^|.*?[-_. ])(comments|participants?-votes|votes|summary)\.csv$", re.IGNORECASE)
# Those beside them in which the one who shared the export says what may be done with it.
TERMS = re.compile(r"^(attribution|licen[cs]e|readme|copying|notice)(\.(md|txt|rst))?$", re.IGNORECASE)
MOST_TABLE, MOST_TERMS, MOST_ENTRIES, DEEPEST = 400 * 2**20, 64 * 2**10, 2000, 6

Read = Callable[[], bytes]


@dataclass(frozen=True)
class Found:
    """One conversation's tables by their usual names, and texts about its terms, nearest first. `name`: its folder."""

    name: str
    tables: Mapping[str, bytes]
    terms: tuple[str, ...] = ()


def from_folder(path: str | Path) -> Found:
    """The one export in a folder or below it. Raises PolisError for none, several, or too much."""
    top = Path(path)
    if top.is_file():
        return from_zip(top.read_bytes(), top.name) if _is_archive(top) else _no_folder(top)
    if not top.is_dir():
        raise PolisError("files.missing", file=shown(str(path), 200))
    entries: dict[str, Read] = {}
    for where, folders, names in os.walk(top):
        depth = len(Path(where).relative_to(top).parts)
        folders[:] = [] if depth >= DEEPEST else sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            entries[(Path(where) / name).relative_to(top).as_posix()] = _reader(Path(where) / name, top)
        if len(entries) > MOST_ENTRIES:
            raise PolisError("polis.many_entries", file=top.name, most=MOST_ENTRIES)
    above = {f"../{one.name}": _reader(one, one.parent) for one in sorted(_siblings(top)) if TERMS.match(one.name)}
    return _one(entries | above, top.resolve().name)


def _is_archive(path: Path) -> bool:
    with path.open("rb") as stream:
        # A zip file that is cut off has lost its end, by which others know it.
        return stream.read(2) == b"PK" or zipfile.is_zipfile(path)


def _no_folder(path: Path) -> Found:
    raise PolisError("polis.not_an_export", file=path.name)


def _siblings(top: Path) -> list[Path]:
    try:
        return [one for one in top.resolve().parent.iterdir() if one.is_file() and not one.is_symlink()]
    except OSError:
        return []


def _reader(path: Path, top: Path) -> Read:
    def read() -> bytes:
        try:
            # A folder that came from elsewhere may point at anything of ours.
            if not path.resolve().is_relative_to(top.resolve()):
                raise PolisError("polis.link_out", file=path.name)
            # Pipes and devices would never end.
            if not stat.S_ISREG(path.stat().st_mode):
                raise PolisError("files.unreadable", file=path.name)
            with path.open("rb") as stream:
                return _capped(stream.read(MOST_TABLE + 1), path.name, MOST_TABLE)
        except OSError:
            raise PolisError("files.unreadable", file=path.name) from None

    return read


def _capped(raw: bytes, name: str, most: int) -> bytes:
    if len(raw) > most:
        raise PolisError("polis.too_large", file=name, most=most // 2**20)
    return raw


def from_zip(raw: bytes, name: str, most: int | None = None) -> Found:
    """The one export in an archive, no table of it above `most` bytes.

    Raises PolisError also for one that is broken, locked, or a trap.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(raw))
        infos = [info for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, NotImplementedError):
        raise PolisError("polis.zip_broken", file=name) from None
    if len(infos) > MOST_ENTRIES:
        raise PolisError("polis.many_entries", file=name, most=MOST_ENTRIES)
    entries: dict[str, Read] = {}
    for info in infos:
        path = info.filename.replace("\\", "/")
        if path.startswith("/") or ".." in path.split("/") or ":" in path.split("/")[0]:
            raise PolisError("polis.zip_path", file=name, entry=shown(info.filename))
        if path in entries:
            raise PolisError("polis.zip_twice", file=name, entry=shown(path))
        entries[path] = _unpacker(archive, info, name, most or MOST_TABLE)
    return _one(entries, re.sub(r"\.zip$", "", name, flags=re.IGNORECASE))


def _unpacker(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, most: int) -> Read:
    def read() -> bytes:
        if info.flag_bits & 0x1:
            raise PolisError("polis.zip_locked", file=name)
        try:
            with archive.open(info) as stream:
                # What the archive says of a size is not believed: no more than this is ever unpacked.
                return _capped(stream.read(most + 1), Path(info.filename).name, most)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError):
            raise PolisError("polis.zip_broken", file=name) from None

    return read


def from_files(files: Iterable[tuple[str, bytes]], name: str, most: int | None = None) -> Found:
    """The export among files that were chosen one by one, or in the one archive that was."""
    given = list(files)
    if len(given) == 1 and given[0][1].startswith(b"PK"):
        return from_zip(given[0][1], given[0][0], most)
    entries: dict[str, Read] = {}
    for path, raw in given:
        if path in entries:
            raise PolisError("polis.zip_twice", file=name, entry=shown(path))
        entries[path] = _given(raw, path, most or MOST_TABLE)
    return _one(entries, name)


def _given(raw: bytes, name: str, most: int) -> Read:
    return lambda: _capped(raw, name, most)


def _one(entries: Mapping[str, Read], name: str) -> Found:
    """The tables of the only conversation among `entries` (path -> how it is read)."""
    tables: dict[tuple[str, str], dict[str, str]] = {}
    for path in entries:
        folder, _, base = path.rpartition("/")
        match = NAMES.match(base)
        if match and not base.startswith(".") and not path.startswith(("__MACOSX/", "../")):
            table = match[1].lower().replace("participant-", "participants-") + ".csv"
            own = tables.setdefault((folder, base[: match.start(1)]), {})
            if table in own:
                raise PolisError("polis.zip_twice", file=name, entry=shown(table))
            own[table] = path
    exports = {place: own for place, own in tables.items() if own.keys() & {"comments.csv", "votes.csv"}}
    if not exports:
        raise PolisError("polis.not_an_export", file=name)
    if len(exports) > 1:
        names = sorted({shown(folder.rpartition("/")[2] or prefix or name) for folder, prefix in exports})
        raise PolisError("polis.several", file=name, names=", ".join(names[:8]), n=len(exports))
    (folder, _prefix), own = next(iter(exports.items()))
    read = {table: entries[path]() for table, path in own.items()}
    return Found(folder.rpartition("/")[2] or name, read, _terms(entries, folder))


def _terms(entries: Mapping[str, Read], folder: str) -> tuple[str, ...]:
    near = [path for path in entries if TERMS.match(path.rpartition("/")[2])]
    own = [path for path in near if path.rpartition("/")[0] == folder]
    above = [path for path in near if path not in own and folder.startswith(path.rpartition("/")[0].replace("..", ""))]
    ranked = sorted(own, key=_by_kind) + sorted(above, key=_by_kind)
    return tuple(entries[path]()[:MOST_TERMS].decode("utf-8", "replace").removeprefix("\ufeff") for path in ranked)


def _by_kind(path: str) -> tuple[int, str]:
    """Attribution before licence before anything else."""
    base = path.rpartition("/")[2].lower()
    return (0 if base.startswith("attribution") else 1 if base.startswith("licen") else 2, base)
