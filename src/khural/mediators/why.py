"""Everything on one candidate: what its rank owes to what, what speaks against it, and what it would bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from khural.evidence.store import Evidence
from khural.mediators import background, gather
from khural.mediators.ablation import ablations
from khural.mediators.assets import KINDS, Asset, AssetSeries
from khural.mediators.change import smallest_change
from khural.mediators.checks import FindError, check_candidate
from khural.mediators.contrary import Contrary, contrary
from khural.mediators.diversity import Diversity, diversity
from khural.mediators.finding import Ablation, Candidate, Finding, SmallestChange
from khural.mediators.grid import Window
from khural.mediators.months import Months, months
from khural.mediators.record import Deed, track_record
from khural.mediators.standing import Standing, standing
from khural.mediators.venue import VenueRow, venue


@dataclass(frozen=True)
class Profile:
    """What one state would bring as a host, whatever the case: `no_data` names the kinds of asset without a row."""

    state: str
    assets: tuple[Asset, ...]
    no_data: tuple[str, ...]
    over_time: tuple[AssetSeries, ...]
    record: tuple[Deed, ...]
    diversity: Diversity | None
    standing: tuple[Standing, ...]


@dataclass(frozen=True)
class Likeness:
    """How alike a state and a party vote in the General Assembly (0 to 1). Votes do not show cordiality."""

    party: str
    value: float
    year: int
    source: str


@dataclass(frozen=True)
class Why:
    """One candidate in full.

    `since` has the months that reach further than the counts. `change` is None where no single tie moves it across the
    border of the top k.
    """

    candidate: Candidate
    ablations: tuple[Ablation, ...]
    change: SmallestChange | None
    contrary: tuple[Contrary, ...]
    likeness: tuple[Likeness, ...]
    since: tuple[Months, ...]
    venue: tuple[VenueRow, ...]
    profile: Profile


def explain(finding: Finding, evidence: Evidence, state: str) -> Why:
    """Why `state` stands where it stands in `finding`; refuses somebody at the table, or not among the candidates."""
    check_candidate(state, finding.table)
    if state not in {candidate.state for candidate in finding.candidates}:
        raise FindError("mediators.not_a_candidate", state=state)
    candidate = finding.candidate(state)
    settings = finding.settings
    counts = gather.counts(evidence, Window(settings.source, settings.first, settings.last))
    distances, source = background.newest(evidence, "distance", state, finding.table)
    return Why(
        candidate,
        ablations(finding, counts, state) if candidate.rank is not None else (),
        smallest_change(candidate, _with_rank(finding), settings.smoothing, settings.top),
        contrary(candidate, finding.table, len(finding.grid), settings.as_of),
        _likeness(evidence, state, finding.table),
        months(evidence, state, finding.table),
        venue(state, finding.table, settings.as_of, distances, source),
        profile(evidence, state, finding),
    )


def _likeness(evidence: Evidence, state: str, table: Sequence[str]) -> tuple[Likeness, ...]:
    found, source = background.newest(evidence, "un_vote_similarity", state, table)
    return tuple(Likeness(party, value, year, source) for party, (value, year) in found.items())


def _with_rank(finding: Finding) -> tuple[Candidate, ...]:
    return tuple(candidate for candidate in finding.candidates if candidate.rank is not None)


def profile(evidence: Evidence, state: str, finding: Finding) -> Profile:
    """What `state` would bring, with the window and table of `finding`."""
    settings = finding.settings
    counts = gather.counts(evidence, Window(settings.source, settings.first, settings.last))
    assets = background.assets(evidence, state, finding.table)
    kinds = {asset.kind for asset in assets}
    periods = gather.yearly(evidence, settings.source)
    covered = state in counts.states
    record = track_record(state, settings.as_of)
    over_years = standing(state, finding.table, periods, settings.draws, settings.seed) if covered else ()
    return Profile(
        state=state,
        assets=assets,
        no_data=tuple(kind for kind in KINDS if kind not in kinds),
        over_time=background.over_time(evidence, state),
        record=record,
        diversity=diversity(counts, state, background.neighbours(evidence, state)) if covered else None,
        standing=tuple(replace(one, hosted=_hosted(record, one)) for one in over_years),
    )


def _hosted(record: Sequence[Deed], period: Standing) -> int | None:
    """The meetings hosted in the period; None where no source says anything of the state as a host."""
    starts = [deed.start or deed.end or "" for deed in record if deed.role == "host"]
    return sum(str(period.first.year) <= start[:4] <= str(period.last.year) for start in starts) if starts else None
