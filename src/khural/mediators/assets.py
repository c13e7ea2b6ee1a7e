"""The assets a host can bring, by Nye's three resources, each with its date, source and risk to impartiality."""

from __future__ import annotations

from dataclasses import dataclass

from khural.messages import Message

RESOURCES: dict[str, str] = {
    "nuclear_free": "foreign_policy",
    "peacekeeping": "foreign_policy",
    "policy_doctrine": "foreign_policy",
    "hosting": "foreign_policy",
    "democracy": "political_values",
    "economy": "beside",
    "heritage": "culture",
    "organisations": "foreign_policy",
    "diaspora": "culture",
    "students": "culture",
    "tourism": "culture",
    "trade": "foreign_policy",
    "partnership": "foreign_policy",
    "standing_mechanism": "foreign_policy",
    "offers": "foreign_policy",
}
"""Kind of asset -> resource of soft power it belongs to; an economy stands beside the three."""

KINDS = tuple(RESOURCES)


@dataclass(frozen=True)
class Asset:
    """One row of the register; `risk` is what the asset costs in impartiality, `domain` where it counts."""

    state: str
    kind: str
    what: str
    value: str | None
    unit: str | None
    as_of: str | None
    source: str
    source_url: str | None
    grade: str
    domain: str
    risk: Message
    note: str | None = None

    @property
    def resource(self) -> str:
        """culture, political_values, foreign_policy, or "beside" for what is none of the three."""
        return RESOURCES[self.kind]


@dataclass(frozen=True)
class AssetYear:
    """One year of a figure: of the state, and the middle of its neighbours and of all states. None where unknown."""

    year: int
    value: float | None
    neighbours: float | None
    world: float | None


@dataclass(frozen=True)
class AssetSeries:
    """A figure of the register over time, beside its comparison groups, so that "unlike others" can be checked."""

    state: str
    kind: str
    what: str
    unit: str
    source: str
    years: tuple[AssetYear, ...]
