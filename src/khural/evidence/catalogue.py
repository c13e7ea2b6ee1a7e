"""The sources that Khural knows, as declared in `catalogue.toml`, and what makes tables of each."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

from khural.evidence.made import Made
from khural.evidence.table import EvidenceError
from khural.evidence.tables import SourceNote

Recipe = Callable[[dict[str, Path]], tuple[Made, ...]]
SHIPPED, OWN_COPY = "shipped", "own copy"


@dataclass(frozen=True)
class SourceFile:
    """One file of a source: its name in the lake, its columns, and the edition that was checked."""

    name: str
    columns: tuple[str, ...]
    sha256: str
    rows: int


@dataclass(frozen=True)
class Source:
    """One source as declared."""

    name: str
    title: str
    version: str
    licence: str
    terms: str
    citation: str
    url: str
    period: str
    files: tuple[SourceFile, ...]
    holds_counts: bool = False
    gaps: tuple[str, ...] = ()
    released: date | None = None

    def note(self, sha256: str, first: date, last: date, rows: int, version: str | None = None) -> SourceNote:
        """What is printed of the source with every answer."""
        return SourceNote(
            self.name,
            self.title,
            version or self.version,
            self.licence,
            self.terms,
            sha256,
            first,
            last,
            rows,
            self.citation,
            self.url,
            self.period,
            self.holds_counts,
            self.gaps,
            self.released if version in (None, self.version) else None,
        )


@functools.cache
def catalogue() -> Mapping[str, Source]:
    """Every source by name."""
    text = resources.files("khural.evidence").joinpath("catalogue.toml").read_text("utf-8")
    return {name: _source(name, fields) for name, fields in tomllib.loads(text).items()}


def source(name: str) -> Source:
    """One source; refuses a name that is none."""
    found = catalogue().get(name)
    if found is None:
        raise EvidenceError("evidence.source_unknown", source=name, sources=", ".join(sorted(catalogue())))
    return found


def recipe(name: str) -> Recipe | None:
    """What makes the tables of a source; None for files of events, which are counted in the lake."""
    from khural.evidence.recipes import counted, own_copies, pairs, singles, state_codes, votes, zones

    recipes: dict[str, Recipe] = {
        "alignment": own_copies.alignment,
        "atop": pairs.alliances,
        "cow_contiguity": pairs.contiguity,
        "cow_igo": pairs.shared_organisations,
        "cow_igo_states": singles.organisations,
        "cow_nmc": singles.capabilities,
        "cow_states": state_codes.membership,
        "cow_trade": singles.trade_totals,
        "cshapes_distance": pairs.distance,
        "gdelt_net": counted.gdelt_net,
        "geopko": singles.peacekeeping,
        "gml_mid": pairs.disputes,
        "gsdb": own_copies.sanctions,
        "icews_dyad_year": counted.icews_years,
        "isard_democracy": singles.democracy,
        "isard_gdp": singles.product,
        "mend": own_copies.mediation,
        "mie": own_copies.militarized_events,
        "td_rivalries": pairs.thompson_dreyer,
        "tss_rivalries": pairs.strategic_rivalries,
        "ucdp": singles.conflicts,
        "unvotes": votes.similarity,
        "worldbank_gdp": singles.world_bank_gdp,
        "zone_treaties": zones.zones,
    }
    return recipes.get(name)


def _source(name: str, fields: dict[str, Any]) -> Source:
    files = tuple(
        SourceFile(one["name"], tuple(one["columns"]), one["sha256"], one["rows"]) for one in fields.get("files", ())
    )
    return Source(
        name,
        fields["title"],
        fields["version"],
        fields["licence"],
        fields["terms"],
        fields["citation"],
        fields["url"],
        fields["period"],
        files,
        fields.get("holds_counts", False),
        tuple(fields.get("gaps", ())),
        fields.get("released"),
    )
