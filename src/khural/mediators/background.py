"""From the evidence to what stands beside a score: stakes, neighbours, distances, sizes, assets."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from khural.evidence.facts import relations
from khural.evidence.sources import manifest
from khural.evidence.store import Evidence
from khural.evidence.tables import DyadYears, StateYears
from khural.mediators import small as sizes
from khural.mediators.asof import before
from khural.mediators.assets import Asset, AssetSeries, AssetYear
from khural.mediators.finding import Flag
from khural.mediators.flags import CARRIED, LOOK_BACK, StakeTable, stakes
from khural.mediators.record import track_record
from khural.mediators.register import domain_of, risk, sourced_assets

STAKES = (
    ("defence_pact", "defence_pact", 1),
    ("rivalry", "rivalry", 1),
    ("dispute", "dispute", LOOK_BACK),
    ("sanctions", "sanctions", LOOK_BACK),
)
"""(kind of stake, variable of the evidence, years looked back)."""

SHOWN_YEARS = 30
"""The last years of a figure that a profile shows."""

DEPENDENT = 30
"""Percent of a state's trade with one party from which it counts as dependent."""

OF_PAIRS = ("contiguity", "distance", "shared_organisations", "un_vote_similarity")
"""Variables between states that a candidate's profile shows."""

ASSETS = (
    ("economy", "gdp"),
    ("economy", "gdp_growth"),
    ("economy", "population"),
    ("democracy", "democracy"),
    ("peacekeeping", "peacekeeping_places"),
    ("nuclear_free", "nuclear_weapon_free_zone"),
    ("organisations", "organisations"),
    ("trade", "trade_total"),
)
"""(kind of asset, variable of the evidence)."""


def state_variable(evidence: Evidence, name: str) -> StateYears | None:
    """A state-year variable, None where neither the pack nor the user's copy has it."""
    return evidence.state_years(name) if name in evidence.variables() else None


def dyad_variable(evidence: Evidence, name: str) -> DyadYears | None:
    """A dyad-year variable, None where neither the pack nor the user's copy has it."""
    return evidence.dyad_years(name) if name in evidence.variables() else None


def coverage(evidence: Evidence, states: Sequence[str]) -> dict[str, float]:
    """The sources of what stands beside a ranking and in a profile, each with the share of `states` it lacks."""
    found: dict[str, float] = {}
    for name in (*(one for _, one, _ in STAKES), *OF_PAIRS):
        pairs = dyad_variable(evidence, name)
        if pairs is not None:
            seen = {pairs.states[row] for row in np.flatnonzero(pairs.known.any(axis=(1, 2)))}
            _note_missing(found, pairs.source.name, seen, states)
    for name in (*(one for _, one in ASSETS), *sizes.MEASURES):
        single = state_variable(evidence, name)
        if single is not None:
            seen = {single.states[row] for row in np.flatnonzero(single.known.any(axis=1))}
            _note_missing(found, single.source.name, seen, states)
    return found


def _note_missing(found: dict[str, float], source: str, seen: Collection[str], states: Sequence[str]) -> None:
    missing = sum(state not in seen for state in states) / max(len(states), 1)
    found[source] = max(found.get(source, 0.0), missing)


def flags(evidence: Evidence, states: Sequence[str], table: Sequence[str]) -> dict[str, tuple[Flag, ...]]:
    """The flags of stake of every state towards everybody at the table."""
    found, missing = [], []
    for kind, name, look_back in STAKES:
        variable = dyad_variable(evidence, name)
        if variable is None or not variable.years:
            missing.append(kind)
        else:
            found.append(_stake_table(kind, variable, table, look_back))
    beside = stakes(states, table, found, missing, evidence.as_of)
    return {state: (*beside[state], *_dependence(state, table, evidence.as_of)) for state in states}


def _dependence(state: str, table: Sequence[str], as_of: date) -> Iterator[Flag]:
    """Trade dependence from sourced shares of trade; no source covers all states, so most are unknown."""
    shares = {row.b: row for row in relations(state) if row.kind == "trade_share" and before(row.start, as_of)}
    for party in table:
        row = shares.get(party)
        if party == state:
            continue
        if row is None or row.amount is None:
            yield Flag("trade_dependence", party, "unknown", None, None)
        else:
            year = (row.start or manifest().date).year
            yield Flag("trade_dependence", party, "yes" if row.amount >= DEPENDENT else "no", year, row.source)


def _stake_table(kind: str, variable: DyadYears, table: Sequence[str], look_back: int) -> StakeTable:
    place = {state: row for row, state in enumerate(variable.states)}
    years: dict[tuple[str, str], list[int]] = {}
    for party in table:
        if party not in place:
            continue
        column = place[party]
        either = (variable.values[:, column] > 0) | (variable.values[column] > 0)
        for row, year in zip(*np.nonzero(either), strict=True):
            a, b = sorted((party, variable.states[int(row)]))
            years.setdefault((a, b), []).append(variable.years[int(year)])
    seen = {variable.states[row] for row in np.flatnonzero(variable.known.any(axis=(1, 2)))}
    return StakeTable(kind, variable.source.name, variable.years[0], variable.years[-1], seen, years, look_back)


def latest(variable: StateYears, state: str, as_of: date) -> tuple[float, int] | None:
    """The newest known value of `state` from a year that was over by `as_of`, with its year."""
    if state not in variable.states:
        return None
    row = variable.states.index(state)
    for column in reversed(range(len(variable.years))):
        if variable.years[column] < as_of.year and variable.known[row, column]:
            return float(variable.values[row, column]), variable.years[column]
    return None


def neighbours(evidence: Evidence, state: str) -> frozenset[str] | None:
    """The states that border `state` by land in the newest year that may be read; None where borders are unknown."""
    variable = dyad_variable(evidence, "contiguity")
    if variable is None or state not in variable.states:
        return None
    columns = [column for column, year in enumerate(variable.years) if year < evidence.as_of.year]
    if not columns:
        return None
    row, column = variable.states.index(state), columns[-1]
    near = (variable.values[row, :, column] == 1) & variable.known[row, :, column]
    return frozenset(variable.states[place] for place in np.flatnonzero(near))


def neighbours_of(evidence: Evidence, parties: Sequence[str]) -> frozenset[str]:
    """The states that border one of the `parties`, without them."""
    found = frozenset[str]().union(*(neighbours(evidence, party) or () for party in parties))
    return found - frozenset(parties)


def newest(evidence: Evidence, name: str, state: str, table: Sequence[str]) -> tuple[dict[str, tuple[float, int]], str]:
    """The newest known value of a dyad variable from `state` to each of the `table`, with its year; and the source."""
    variable = dyad_variable(evidence, name)
    if variable is None or state not in variable.states:
        return {}, ""
    row = variable.states.index(state)
    years = [place for place, year in enumerate(variable.years) if year < evidence.as_of.year]
    found = {}
    for party in table:
        if party not in variable.states or party == state:
            continue
        column = variable.states.index(party)
        known = [place for place in years if variable.known[row, column, place]]
        if known:
            found[party] = (float(variable.values[row, column, known[-1]]), variable.years[known[-1]])
    return found, variable.source.name


def small(evidence: Evidence, states: Sequence[str]) -> dict[str, str]:
    """Which states are small; values older than the carried age are unknown."""
    measures: list[Mapping[str, float]] = []
    for name in sizes.MEASURES:
        variable = state_variable(evidence, name)
        found = {} if variable is None else _carried(variable, evidence.as_of)
        measures.append(found)
    return sizes.small(states, measures)


def _carried(variable: StateYears, as_of: date) -> dict[str, float]:
    found = {}
    for state in variable.states:
        value = latest(variable, state, as_of)
        if value is not None and as_of.year - value[1] <= CARRIED + 1:
            found[state] = value[0]
    return found


def assets(evidence: Evidence, state: str, table: Sequence[str]) -> tuple[Asset, ...]:
    """Every row of the asset register for `state`: figures of the evidence, then the sourced facts."""
    return (
        *_figures(evidence, state),
        *_shared_organisations(evidence, state, table),
        *sourced_assets(state, evidence.as_of),
        *_hosting(state, evidence.as_of),
    )


def _figures(evidence: Evidence, state: str) -> Iterator[Asset]:
    for kind, name in ASSETS:
        variable = state_variable(evidence, name)
        found = None if variable is None else latest(variable, state, evidence.as_of)
        if variable is not None and found is not None:
            value, year = found
            yield _asset(state, kind, name, figure(value), variable.unit, year, variable.source.name)


def _shared_organisations(evidence: Evidence, state: str, table: Sequence[str]) -> Iterator[Asset]:
    found, source = newest(evidence, "shared_organisations", state, table)
    for party, (value, year) in found.items():
        what = f"shared_organisations {party}"
        yield _asset(state, "organisations", what, figure(value), "organisations", year, source)


def over_time(evidence: Evidence, state: str) -> tuple[AssetSeries, ...]:
    """The figures of the register for `state` by year, with the middle of its neighbours and of the world."""
    near = neighbours(evidence, state) or frozenset()
    found = []
    for kind, name in ASSETS:
        variable = state_variable(evidence, name)
        if variable is not None and state in variable.states:
            years = _years(variable, state, near)
            found.append(AssetSeries(state, kind, name, variable.unit, variable.source.name, years))
    return tuple(found)


def _years(variable: StateYears, state: str, near: Collection[str]) -> tuple[AssetYear, ...]:
    row = variable.states.index(state)
    beside = np.isin(variable.states, sorted(near))
    columns = range(max(0, len(variable.years) - SHOWN_YEARS), len(variable.years))
    return tuple(
        AssetYear(
            variable.years[column],
            float(variable.values[row, column]) if variable.known[row, column] else None,
            _middle(variable.values[:, column], variable.known[:, column] & beside),
            _middle(variable.values[:, column], variable.known[:, column]),
        )
        for column in columns
    )


def _middle(values: NDArray[np.float64], known: NDArray[np.bool_]) -> float | None:
    return float(np.median(values[known])) if known.any() else None


def _hosting(state: str, as_of: date) -> Iterator[Asset]:
    """What the state has hosted, as far as a source says so."""
    for deed in track_record(state, as_of):
        if deed.role == "host" and (deed.end or deed.start):
            yield Asset(
                state=state,
                kind="hosting",
                what=deed.what,
                value=None,
                unit=None,
                as_of=deed.end or deed.start,
                source="field",
                source_url=deed.source_url,
                grade=deed.grade,
                domain=domain_of("hosting"),
                risk=risk("hosting"),
                note=deed.note,
            )


def figure(value: float) -> str:
    """A number as a reader can take it in: whole above 100, else three figures."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _asset(state: str, kind: str, what: str, value: str, unit: str, year: int, source: str) -> Asset:
    return Asset(state, kind, what, value, unit, str(year), source, None, "S", domain_of(kind), risk(kind))
