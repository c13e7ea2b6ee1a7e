"""`khural data add`: one file into the lake, whole and accounted for, or nothing changed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from khural.evidence.catalogue import Source, source
from khural.evidence.events.layouts import LAYOUTS
from khural.evidence.events.neutral import Events, neutral_events
from khural.evidence.lake.checking import (
    check_columns,
    check_edition,
    check_new,
    check_sum,
    known_file,
    read_whole,
    sha256_of,
    typed,
    write_as,
)
from khural.evidence.lake.forms import Frames, converted
from khural.evidence.lake.records import Added, Lake, moved


def add(
    lake: Lake,
    name: str,
    path: Path,
    *,
    sha256: str | None = None,
    version: str | None = None,
    fewer: bool = False,
) -> Added:
    """Check the file and take it into the lake as part of the source `name`; what is refused leaves the lake as it was.

    `sha256` is the checksum that the producer publishes. `version` names an edition that Khural was not checked with;
    `fewer` accepts that it has fewer rows than the checked one. A file of the same source and name is replaced.
    """
    wanted = source(name)
    found = sha256_of(path)
    check_sum(path, found, sha256)
    if name in LAYOUTS:
        return _add_events(lake, wanted, path, found, version)
    return _add_table(lake, wanted, path, found, version, fewer=fewer)


def _add_table(lake: Lake, wanted: Source, path: Path, sha256: str, version: str | None, *, fewer: bool) -> Added:
    frame = read_whole(path)
    made = None if any(file.sha256 == sha256 for file in wanted.files) else converted(wanted.name, frame, path.name)
    if made is not None:
        return _add_converted(lake, wanted, path, sha256, version, made, read=frame.height, fewer=fewer)
    file, known = known_file(wanted, path, sha256)
    check_columns(path, frame, file)
    check_edition(path, file, known, frame.height, version, fewer=fewer)
    rows = frame.height
    stored = f"raw/{wanted.name}/{file.name}"
    with _written(lake.folder / stored) as part:
        if path.suffix == Path(file.name).suffix:
            shutil.copyfile(path, part)
        else:
            write_as(typed(frame), part, Path(file.name).suffix)
    new = Added(wanted.name, file.name, stored, sha256, "", version or wanted.version, known, rows, rows, ())
    return _recorded(lake, new)


def _add_converted(
    lake: Lake,
    wanted: Source,
    path: Path,
    sha256: str,
    version: str | None,
    made: Frames,
    *,
    read: int,
    fewer: bool,
) -> Added:
    """Store what a producer's own file became; a source of several files may come whole in one."""
    files = {file.name: file for file in wanted.files}
    for name, frame in made.items():
        check_edition(path, files[name], known=False, rows=frame.height, version=version, fewer=fewer)
    done = []
    for name, frame in made.items():
        stored = f"raw/{wanted.name}/{name}"
        with _written(lake.folder / stored) as part:
            write_as(frame, part, Path(name).suffix)
        new = Added(
            wanted.name, name, stored, sha256, "", str(version), known=False, rows=read, kept=frame.height, dropped=()
        )
        done.append(_recorded(lake, new))
    return done[0]


def _recorded(lake: Lake, new: Added) -> Added:
    done = moved(new, new.stored, sha256_of(lake.path(new)))
    lake.record(done)
    return done


def _add_events(lake: Lake, wanted: Source, path: Path, sha256: str, version: str | None) -> Added:
    events = neutral_events(path, wanted.name)
    known = any(file.sha256 == sha256 for file in wanted.files)
    stem = path.name.removesuffix(".zip").removesuffix(".parquet")
    stored = f"events/{wanted.name}/{stem}.parquet"
    check_new(lake, stored, path.name, sha256)
    new = Added(
        wanted.name,
        path.name,
        stored,
        sha256,
        "",
        version or wanted.version,
        known,
        events.read,
        events.rows.height,
        events.dropped,
        str(events.first),
        str(events.last),
    )
    return _store(lake, new, events)


def _store(lake: Lake, new: Added, events: Events) -> Added:
    """The rows and, beside them, how many events of any kind each day had."""
    target = lake.folder / new.stored
    with _written(target) as part:
        events.rows.write_parquet(part, compression="zstd")
    with _written(target.with_suffix(".volume")) as part:
        events.volume.write_parquet(part, compression="zstd")
    return _recorded(lake, new)


@contextmanager
def _written(target: Path) -> Iterator[Path]:
    """A file beside `target` that takes its place when the body is through, and is gone if it is not."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    os.close(handle)
    part = Path(name)
    try:
        yield part
        part.chmod(0o644)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
