"""Newer event files from GDELT, as its producer publishes them: resumable, checked, one polite request at a time.

Layout of the producer (GDELT 1.0 Event Database, http://data.gdeltproject.org/events/): a zip file a year until 2005
(`1979.zip`), a month until 2013-03 (`200601.zip`), a day since 2013-04-01 (`20130401.export.CSV.zip`), and `md5sums`,
one line a file: checksum, spaces, name. Days that the producer never published answer 404 and are named, not guessed.
"""

from __future__ import annotations

import hashlib
import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from khural.messages import KhuralError

ADDRESS = "http://data.gdeltproject.org/events"
FIRST_YEAR, FIRST_MONTH, FIRST_DAY = date(1979, 1, 1), date(2006, 1, 1), date(2013, 4, 1)
CHUNK = 1 << 18
TRIES = 4
AGENT = "khural (+https://pypi.org/project/khural/)"

Progress = Callable[[str, int, int | None], None]
"""Hears the name of the file, the bytes that are there, and the bytes it will have (None: the server does not say)."""


class FetchError(KhuralError):
    """The producer could not be reached, or sent something else than it announced; what was whole is kept."""


@dataclass(frozen=True)
class Fetched:
    """What a call brought: files now in the folder, those that were there, those without a published checksum, gaps.

    `missing` names files that the producer does not have.
    """

    files: tuple[Path, ...]
    already: int
    unchecked: tuple[str, ...]
    missing: tuple[str, ...]


def names(first: date, last: date) -> Iterator[str]:
    """The producer's files that hold days from `first` to `last`, in order of time."""
    day = max(first, FIRST_YEAR)
    while day <= last:
        if day < FIRST_MONTH:
            yield f"{day.year}.zip"
            day = date(day.year + 1, 1, 1)
        elif day < FIRST_DAY:
            yield f"{day:%Y%m}.zip"
            day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        else:
            yield f"{day:%Y%m%d}.export.CSV.zip"
            day += timedelta(days=1)


def fetch_gdelt(
    first: date, last: date, folder: Path, progress: Progress, address: str = ADDRESS, pause: float = 1.0
) -> Fetched:
    """Bring every file from `first` to `last` into `folder`, resuming what an earlier call had begun.

    Between two requests it waits `pause` seconds. Raises FetchError when the span is turned round or lies in the
    future, the server cannot be reached, or a file does not match its published checksum (it is then deleted).
    """
    if first > last or first > date.today():
        raise FetchError("evidence.fetch_span", first=str(first), last=str(last))
    if not address.startswith(("http://", "https://")):
        raise FetchError("evidence.fetch_unreachable", url=address, reason="not a web address")
    folder.mkdir(parents=True, exist_ok=True)
    sums = _checksums(address)
    files, missing, unchecked, already = [], [], [], 0
    for name in names(first, last):
        target = folder / name
        if target.exists() and sums.get(name) in (None, _md5(target)):
            already += 1
            files.append(target)
            continue
        time.sleep(pause)
        if not _bring(f"{address}/{name}", target, progress):
            missing.append(name)
            continue
        if name not in sums:
            unchecked.append(name)
        elif _md5(target) != sums[name]:
            target.unlink()
            raise FetchError("evidence.fetch_checksum", file=name)
        files.append(target)
    return Fetched(tuple(files), already, tuple(unchecked), tuple(missing))


def _checksums(address: str) -> dict[str, str]:
    """Name -> MD5 as published; empty where the producer publishes none."""
    try:
        with urllib.request.urlopen(_request(f"{address}/md5sums"), timeout=60) as answer:  # noqa: S310 - http only
            lines = answer.read().decode("ascii", "replace").splitlines()
    except urllib.error.HTTPError as error:
        if error.code == http.client.NOT_FOUND:
            return {}
        raise FetchError("evidence.fetch_refused", url=address, status=error.code) from None
    except (OSError, ValueError) as error:
        raise _unreachable(address, error) from None
    parts = (line.split(maxsplit=1) for line in lines)
    return {name.strip().removeprefix("*"): digest.lower() for digest, name in (p for p in parts if len(p) == 2)}


def _request(url: str, start: int = 0) -> urllib.request.Request:
    headers = {"User-Agent": AGENT} | ({"Range": f"bytes={start}-"} if start else {})
    return urllib.request.Request(url, headers=headers)  # noqa: S310 - http only, checked above


def _unreachable(url: str, error: Exception) -> FetchError:
    return FetchError("evidence.fetch_unreachable", url=url, reason=str(getattr(error, "reason", error)))


def _bring(url: str, target: Path, progress: Progress) -> bool:
    """Download `url` into `target` through a part file that a later call resumes; False where there is no such file."""
    for attempt in range(TRIES):
        try:
            return _download(url, target, progress)
        except urllib.error.HTTPError as error:
            if error.code == http.client.NOT_FOUND:
                return False
            if error.code == http.client.REQUESTED_RANGE_NOT_SATISFIABLE:
                _part(target).unlink(missing_ok=True)
            elif error.code < http.client.INTERNAL_SERVER_ERROR or attempt == TRIES - 1:
                raise FetchError("evidence.fetch_refused", url=url, status=error.code) from None
        except (OSError, http.client.HTTPException) as error:
            if attempt == TRIES - 1:
                raise _unreachable(url, error) from None
        time.sleep(0.2 * 2**attempt)
    raise FetchError("evidence.fetch_refused", url=url, status=0)


def _part(target: Path) -> Path:
    return target.with_name(f"{target.name}.part")


def _download(url: str, target: Path, progress: Progress) -> bool:
    part = _part(target)
    have = part.stat().st_size if part.exists() else 0
    with urllib.request.urlopen(_request(url, have), timeout=60) as answer:  # noqa: S310 - http only
        resumed = answer.status == http.client.PARTIAL_CONTENT
        have = have if resumed else 0
        length = answer.headers.get("Content-Length")
        whole = have + int(length) if length else None
        with part.open("ab" if resumed else "wb") as file:
            while chunk := answer.read(CHUNK):
                file.write(chunk)
                have += len(chunk)
                progress(target.name, have, whole)
    if whole is not None and have < whole:
        raise http.client.IncompleteRead(b"", whole - have)
    part.replace(target)
    return True


def _md5(path: Path) -> str:
    digest = hashlib.md5(usedforsecurity=False)
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
