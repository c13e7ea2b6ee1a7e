"""The sources of the evidence and its codebook as rows of pages. Manifests only: no figure is read here."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from khural.evidence.columns import COLUMNS
from khural.web.messages import text_of

if TYPE_CHECKING:
    from khural.evidence.made import TableNote
    from khural.evidence.manifest import Account, Manifest
    from khural.evidence.tables import SourceNote

KINDS: dict[str, Promise] = {
    "state_years": pgettext_lazy("table", "a value per state and year"),
    "dyad_years": pgettext_lazy("table", "a value per two states and span of years"),
    "dyad_counts": pgettext_lazy("table", "counts of events between two states"),
    "dyad_series": pgettext_lazy("table", "a score per two states and period"),
    "calendar": pgettext_lazy("table", "which periods the source covers"),
}
ABSENT: dict[str, Promise] = {
    "zero": pgettext_lazy("absent row", "zero"),
    "missing": pgettext_lazy("absent row", "missing"),
}


@functools.cache
def pack_manifest() -> Manifest:
    """The manifest of the pack that ships with this version."""
    from khural.evidence.shelf import PACK, Shelf

    return Shelf(PACK).manifest


def shipped() -> tuple[SourceNote, ...]:
    """The sources whose aggregated figures ship, by name."""
    return pack_manifest().sources


@dataclass(frozen=True)
class OwnCopy:
    """A source whose terms do not allow shipping, or are unknown: it loads from the user's own copy."""

    name: str
    title: str
    licence: str
    citation: str
    url: str


def own_copies() -> list[OwnCopy]:
    """The sources that `khural data add` takes and the pack leaves out."""
    from khural.evidence.catalogue import OWN_COPY, catalogue

    return [
        OwnCopy(one.name, one.title, one.licence, one.citation, one.url)
        for one in catalogue().values()
        if one.terms == OWN_COPY
    ]


@dataclass(frozen=True)
class TableRow:
    """One table of the codebook; `unit` is in English."""

    name: str
    kind: str
    unit: str
    source: str
    first: str
    last: str
    absent: str
    states: str
    rows: int
    dropped: tuple[tuple[int, str], ...]


def codebook() -> list[TableRow]:
    """Every table of the pack, by name."""
    manifest = pack_manifest()
    accounts = {account.table: account for account in manifest.accounts}
    return [_table(note, accounts.get(note.name)) for note in manifest.tables]


def _table(note: TableNote, account: Account | None) -> TableRow:
    dropped = account.dropped if account else ()
    return TableRow(
        name=note.name,
        kind=str(KINDS[note.kind]),
        unit=note.unit,
        source=note.source,
        first=f"{note.first:%Y-%m}",
        last=f"{note.last:%Y-%m}",
        absent=str(ABSENT[note.absent]),
        states=str(len(note.states)) if note.states else "",
        rows=note.rows,
        dropped=tuple((one.rows, text_of(one.reason)) for one in dropped),
    )


def field_columns() -> list[tuple[str, tuple[str, ...]]]:
    """(table, columns) of the tables of field facts."""
    return sorted(COLUMNS.items())
