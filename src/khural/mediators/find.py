"""`find`: from a question and the evidence to a Finding."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from khural.evidence.store import Evidence
from khural.mediators import background, gather
from khural.mediators import entered as by_hand
from khural.mediators.answer import Answer, Reading, answer
from khural.mediators.checks import check_covered, check_settings, check_table
from khural.mediators.finding import Candidate, Finding, Source
from khural.mediators.grid import Window
from khural.mediators.settings import Settings
from khural.mediators.tie import EnteredTie
from khural.messages import Message

SUMMITS = date(2018, 3, 9)
"""The day the first summit was announced; from then on hosts are in the news for it."""


def find(
    parties: Sequence[str],
    stakeholders: Sequence[str],
    evidence: Evidence,
    settings: Settings,
    *,
    entered: Sequence[EnteredTie] = (),
) -> Finding:
    """Rank every state as mediator between `parties`, with `stakeholders` whose tie counts as well.

    States are ISO 3166-1 alpha-3 codes. `entered` are ties entered by hand. Raises FindError where the question has no
    sense: unknown or repeated states, one that did not exist on the day, a party as its own mediator, a bad window.
    """
    table = (*parties, *stakeholders)
    ties = by_hand.checked(entered)
    check_table(parties, stakeholders, settings, by_hand.entered_parties(ties, table))
    check_settings(settings)
    gather.check_states((*table, *settings.without), evidence)
    reading = read(parties, stakeholders, evidence, settings)
    return finding_of(tuple(parties), tuple(stakeholders), evidence, settings, reading, ties)


def read(parties: Sequence[str], stakeholders: Sequence[str], evidence: Evidence, settings: Settings) -> Reading:
    """Read from the evidence all that the ranking needs."""
    table = (*parties, *stakeholders)
    window = Window(settings.source, settings.first, settings.last)
    counts = gather.counts(evidence, window)
    covered = [state for state, seen in zip(counts.states, counts.observed, strict=True) if seen]
    check_covered(table, covered, settings)
    states = gather.states_on(evidence)
    flags = background.flags(evidence, states, table)
    near = background.neighbours_of(evidence, parties)
    staked = {state for state in states if any(f.value == "yes" and f.party in parties for f in flags[state])}
    return Reading(
        states=states,
        table=counts,
        others=gather.other_windows(evidence, window, table),
        weeks=gather.weeks(evidence, window),
        flags=flags,
        small=background.small(evidence, states),
        inside=frozenset(near | staked),
        sources=background.coverage(evidence, states),
    )


def finding_of(
    parties: tuple[str, ...],
    stakeholders: tuple[str, ...],
    evidence: Evidence,
    settings: Settings,
    reading: Reading,
    ties: Sequence[EnteredTie],
) -> Finding:
    """The finding of what was read: the ranking itself, without touching a file."""
    table = parties + stakeholders
    found = answer(parties, stakeholders, reading, settings)
    by_hand_parties = by_hand.entered_parties(ties, table)
    candidates = by_hand.with_entered(found.candidates, ties, by_hand_parties, settings)
    sources = gather.sources(evidence, {settings.source: _missing(candidates), **reading.sources})
    last = gather.reaches_to(evidence, settings.source)
    return Finding(
        parties=parties,
        stakeholders=stakeholders,
        settings=settings,
        candidates=candidates,
        pairs=found.pairs,
        insiders=found.insiders,
        grid=found.grid,
        entered=by_hand.entered_candidates(ties, table, candidates, settings),
        entered_parties=by_hand_parties,
        rarity=found.rarity,
        reaches_to=last,
        resampling=found.resampling,
        sources=sources,
        messages=_messages(
            found, table, by_hand_parties, settings, candidates, gather.reaches_to(evidence, settings.source), sources
        ),
    )


def _missing(candidates: Sequence[Candidate]) -> float:
    """The share of the candidates that the source does not cover."""
    return sum(candidate.standing == "missing" for candidate in candidates) / max(len(candidates), 1)


def _messages(
    found: Answer,
    table: Sequence[str],
    by_hand_parties: Sequence[str],
    settings: Settings,
    candidates: Sequence[Candidate],
    reaches_to: date,
    sources: Sequence[Source],
) -> tuple[Message, ...]:
    revised = ", ".join(source.name for source in sources if source.revised)
    weeks = found.resampling == "week_blocks"
    return (
        Message("mediators.reaches_to", {"date": str(reaches_to)}),
        *_first(candidates, len(found.grid)),
        *([Message("mediators.revised", {"sources": revised})] if revised else []),
        Message("mediators.caveat_weeks" if weeks else "mediators.caveat_clusters"),
        Message("mediators.caveat_news"),
        *([Message("mediators.entered_beside", {"parties": ", ".join(by_hand_parties)})] if by_hand_parties else []),
        *_korea(table, settings),
        Message("mediators.propensity_not_computed"),
    )


def _korea(table: Sequence[str], settings: Settings) -> tuple[Message, ...]:
    """What must be said of the case for which the score was made."""
    if "PRK" not in table:
        return ()
    chosen = (Message("mediators.caveat_chosen"),)
    return (*chosen, Message("mediators.caveat_summit")) if settings.last >= SUMMITS else chosen


def _first(candidates: Sequence[Candidate], variants: int) -> tuple[Message, ...]:
    """Who is first is said only together with the worst rank of the grid."""
    for candidate in candidates:
        if candidate.rank == 1 and candidate.grid is not None:
            reach = {"best": candidate.grid.low, "worst": candidate.grid.high, "variants": variants}
            return (Message("mediators.first_only", {"state": candidate.state, **reach}),)
    return ()
