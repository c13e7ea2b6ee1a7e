"""What a lake keeps about each file that was added: where it came from, what entered, what did not, and why."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from khural.evidence.made import Dropped
from khural.evidence.table import EvidenceError

FILE = "provenance.json"


@dataclass(frozen=True)
class Added:
    """One file in the lake: `stored` is its path there, `sha256` that of the file as given, `stored_sha256` as kept.

    `kept` is the number of rows that can enter a table, `known` whether it is the edition that Khural was checked with.
    `first` and `last` bound its days, where it has days.
    """

    source: str
    file: str
    stored: str
    sha256: str
    stored_sha256: str
    version: str
    known: bool
    rows: int
    kept: int
    dropped: tuple[Dropped, ...]
    first: str = ""
    last: str = ""


@dataclass(frozen=True)
class Lake:
    """A folder with the user's own sources."""

    folder: Path

    @property
    def tables(self) -> Path:
        """Where `khural data build` writes."""
        return self.folder / "tables"

    def added(self) -> tuple[Added, ...]:
        """Every file that was added, by source and name. EvidenceError where the record cannot be read."""
        path = self.folder / FILE
        if not path.exists():
            return ()
        try:
            rows = json.loads(path.read_text("utf-8"))
            found = [Added(**{**row, "dropped": tuple(Dropped(**one) for one in row["dropped"])}) for row in rows]
        except (ValueError, TypeError, KeyError):
            raise EvidenceError("evidence.record_broken", file=str(path)) from None
        return tuple(found)

    def of(self, source: str) -> tuple[Added, ...]:
        """The files of one source."""
        return tuple(one for one in self.added() if one.source == source)

    def record(self, new: Added) -> None:
        """Write `new` into the record, in the place of an earlier file that was stored under the same name."""
        others = [one for one in self.added() if one.stored != new.stored]
        rows = sorted([*others, new], key=lambda one: (one.source, one.file))
        text = json.dumps([asdict(one) for one in rows], indent=1, ensure_ascii=False) + "\n"
        beside = self.folder / f"{FILE}.part"
        beside.write_text(text, "utf-8")
        beside.replace(self.folder / FILE)

    def path(self, one: Added) -> Path:
        """Where a file lies."""
        return self.folder / one.stored


def moved(one: Added, stored: str, stored_sha256: str) -> Added:
    """The record of a file that was stored."""
    return replace(one, stored=stored, stored_sha256=stored_sha256)
