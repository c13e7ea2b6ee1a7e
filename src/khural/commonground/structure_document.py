"""Spread and bridging as JSON-ready values."""

from __future__ import annotations

from collections.abc import Sequence

from khural.commonground.bridging import Bridging
from khural.commonground.result import CommonGround, Json
from khural.commonground.spread import PLACES, Spread


def spread_document(found: Spread, result: CommonGround) -> Json:
    """Positions by participant, quantiles, agreement along the line by statement, and the order by agreement across."""
    names = [result.statements[place] for place in found.statements.tolist()]
    at = sorted(
        zip(found.people.tolist(), found.positions.tolist(), found.low.tolist(), found.high.tolist(), strict=True)
    )
    return {
        "dimensions": found.dimensions,
        "quantiles": [{"share": share, "position": x} for share, x in zip(PLACES, found.places.tolist(), strict=True)],
        "positions": {result.participants[place]: interval for place, *interval in at},
        "statements": {
            name: {
                "agreement": found.agreement[j].tolist(),
                "low": found.agreement_low[j].tolist(),
                "high": found.agreement_high[j].tolist(),
                "across": float(found.across[j]),
                "across_against": float(found.across_against[j]),
                "least_at": "high" if found.least[j] else "low",
                "turns": bool(found.turns[j]),
            }
            for j, name in enumerate(names)
        },
        "across_spread": [
            {"statement": names[j], "bound": float(found.across[j])}
            for j in sorted(range(len(names)), key=lambda j: -found.across[j])
        ],
    }


def bridging_document(found: Bridging, names: Sequence[str]) -> Json:
    """Intercept, its lower bound and factor by statement; by party or group also each one's mean."""
    means = None if found.means is None else found.means.T.tolist()
    return {
        "by": found.by,
        "mean": found.mean,
        "rounds": found.rounds,
        "change": found.change,
        "settled": found.is_settled,
        "bridges": {"count": found.bridges, "people": found.examined},
        "statements": {
            names[place]: {
                "intercept": float(found.intercepts[j]),
                "low": float(found.low[j]),
                "factor": float(found.factors[j]),
                "means": None if means is None else dict(zip(found.labels, means[j], strict=True)),
            }
            for j, place in enumerate(found.statements.tolist())
        },
    }
