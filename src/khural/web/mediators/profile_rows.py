"""The profile of a state as rows: assets with their risks, network, standing, record, and what it stands to gain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from khural.claims.lines import readable
from khural.web.cases.models import Case
from khural.web.change.loop import held_before
from khural.web.language import current_language
from khural.web.library.pack import shipped
from khural.web.library.sourcing import GRADES, site_of
from khural.web.mediators.models import AssetEntry, AssetKind
from khural.web.mediators.naming import Names
from khural.web.mediators.rows import NONE, ranks_of
from khural.web.mediators.words import DEEDS, RESOURCES, asset_kind

if TYPE_CHECKING:
    from khural.mediators import Asset
    from khural.mediators.diversity import Diversity
    from khural.mediators.record import Deed
    from khural.mediators.standing import Standing


@dataclass(frozen=True)
class AssetRow:
    """One row of the register. `number` is that of an entry by hand, else None."""

    what: str
    value: str
    as_of: str
    url: str
    source: str
    grade: str
    note: str
    number: int | None = None
    struck: str = ""


@dataclass(frozen=True)
class AssetGroup:
    """All rows of one kind, with the resource it belongs to and what it costs in impartiality."""

    kind: str
    resource: str
    risk: str
    domain: str
    rows: tuple[AssetRow, ...]
    more: int = 0

    def latest(self, most: int = 2) -> AssetGroup:
        """The same with its latest rows only, and how many there are beside them."""
        return replace(self, rows=self.rows[-most:], more=max(len(self.rows) - most, 0))


def asset_groups(assets: Iterable[Asset], entries: Sequence[AssetEntry], names: Names) -> list[AssetGroup]:
    """The register by kind, in the fixed order of kinds; entries by hand among them, marked."""
    by_kind: dict[str, list[Asset]] = {}
    for asset in assets:
        by_kind.setdefault(asset.kind, []).append(asset)
    entered = {kind: [one for one in entries if one.kind == kind] for kind in AssetKind.values}
    return [
        _group(kind, by_kind.get(kind, []), entered[kind], names)
        for kind in AssetKind.values
        if kind != AssetKind.INTEREST and (by_kind.get(kind) or entered[kind])
    ]


def _group(kind: str, assets: Sequence[Asset], entries: Sequence[AssetEntry], names: Names) -> AssetGroup:
    from khural.mediators.assets import RESOURCES as OF_KIND
    from khural.mediators.register import domain_of, risk

    rows = (*(_asset(asset, names) for asset in assets), *map(entered_row, entries))
    return AssetGroup(
        kind=asset_kind(kind),
        resource=str(RESOURCES[OF_KIND[kind]]),
        risk=names.told(risk(kind)),
        domain=domain_of(kind),
        rows=tuple(sorted(rows, key=lambda row: (row.as_of, row.what))),
    )


def _asset(asset: Asset, names: Names) -> AssetRow:
    titles = {note.name: note.title for note in shipped()}
    words = [names.of(word) if word.isupper() and len(word) == 3 else word for word in asset.what.split()]
    unit = "" if asset.unit in (None, "text", "date") else str(asset.unit)
    return AssetRow(
        what=readable(" ".join(words)),
        value=" ".join(part for part in (asset.value, unit) if part) or NONE,
        as_of=asset.as_of or "",
        url=asset.source_url or f"{reverse('library_sources')}#source-{asset.source}",
        source=site_of(asset.source_url) if asset.source_url else titles.get(asset.source, asset.source),
        grade=str(GRADES.get(asset.grade, _("computed"))),
        note=asset.note or "",
    )


def entered_row(entry: AssetEntry) -> AssetRow:
    """An asset entered by hand."""
    return AssetRow(
        what=entry.what,
        value=_("entered by hand"),
        as_of=entry.as_of,
        url=entry.source_url,
        source=entry.source,
        grade=_("this case"),
        note=entry.note,
        number=entry.pk,
        struck=entry.struck_because,
    )


def kinds_without(no_data: Iterable[str], groups: Iterable[AssetGroup]) -> list[str]:
    """The kinds of asset of which nothing is known: said, never left out."""
    shown = {group.kind for group in groups}
    return [words for kind in no_data if (words := asset_kind(kind)) not in shown]


@dataclass(frozen=True)
class Network:
    """How spread the state's cooperation is, and its largest partners."""

    spread: str
    neighbours: str
    events: int
    partners: tuple[tuple[str, str, str], ...]


def network_of(found: Diversity | None, names: Names) -> Network | None:
    """None where the source does not cover the state, or has no event."""
    if found is None or found.spread is None:
        return None
    return Network(
        spread=f"{found.spread:.2f}",
        neighbours=NONE if found.neighbours is None else f"{found.neighbours:.0%}",
        events=found.events,
        partners=tuple((code.lower(), names.of(code), f"{share:.1%}") for code, share in found.partners),
    )


@dataclass(frozen=True)
class StandingRow:
    """One year of standing."""

    years: str
    share: str
    rank: str
    of: int


def standing_rows(found: Iterable[Standing]) -> list[StandingRow]:
    """Share in the cooperation among third parties, by year."""
    return [
        StandingRow(
            years=str(one.first.year) if one.first.year == one.last.year else f"{one.first.year}–{one.last.year}",
            share=NONE if one.share is None else f"{one.share:.2%}",
            rank=f"{one.rank or NONE} ({ranks_of(one.rank_interval)})",
            of=one.states,
        )
        for one in found
    ]


@dataclass(frozen=True)
class DeedRow:
    """Something the state did as host or go-between."""

    when: str
    role: str
    what: str
    url: str
    site: str
    grade: str
    note: str


def deed_rows(found: Iterable[Deed]) -> list[DeedRow]:
    """The record, oldest first. No row is not "never"."""
    return [
        DeedRow(
            when=" – ".join(part for part in dict.fromkeys((deed.start, deed.end)) if part),
            role=str(DEEDS.get(deed.role, deed.role)),
            what=str(DEEDS[deed.what]) if deed.what in DEEDS else deed.what,
            url=deed.source_url or "",
            site=site_of(deed.source_url) if deed.source_url else "",
            grade=deed.grade,
            note=deed.note or "",
        )
        for deed in found
    ]


def held_deeds(case: Case, state: str, today: date) -> list[DeedRow]:
    """The editions of this case that the state hosted, from the day after; their source is this case."""
    return [
        DeedRow(
            when=" – ".join(dict.fromkeys((str(held.start), str(held.end)))),
            role=str(DEEDS["host"]),
            what=held.edition.name_in(current_language()),
            url=reverse("edition", args=[case.slug, held.edition.slug]),
            site=_("this case"),
            grade="",
            note="",
        )
        for held in held_before(case, today)
        if held.host == state
    ]
