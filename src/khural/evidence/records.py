"""What one row of each field table says, as a frozen value.

Fields shared by all: `source_url` is the page that was read (None only for grades D and NF), `grade` is S (read in a
source), D (derived), X (sources disagree: the note keeps all values) or NF (looked for, not found), `note` holds what
a reader must know beside the value. States are ISO 3166-1 alpha-3 codes, bodies stand by name. None means unknown or
not applicable, never zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from khural.evidence.dates import PartialDate


@dataclass(frozen=True)
class Sourced:
    """Where a fact was read and how far it bears."""

    source_url: str | None
    grade: str
    note: str | None


@dataclass(frozen=True)
class EditionFact(Sourced):
    """One edition of the Ulaanbaatar Dialogue, a postponed year (no number), or an edition not found.

    `participants_min`/`_max` are the lowest and highest reported figures under `counting_rule`; a maximum of None
    beside a minimum means "more than". Totals under different rules must not be compared without saying so.
    """

    edition: int | None
    year: int
    held: str
    start: PartialDate | None
    end: PartialDate | None
    venue: str | None
    participants_min: int | None
    participants_max: int | None
    counting_rule: str | None
    states_bodies: tuple[str, ...]
    states_min: int | None
    states_max: int | None
    track: str | None
    topics: tuple[str, ...]
    dprk_status: str
    dprk_delegation: str | None
    outcomes: str | None
    sources: tuple[str, ...]
    conflicts: str | None


@dataclass(frozen=True)
class Relation(Sourced):
    """A directed, dated relation from `a` to `b`; `b` is None when it holds towards all states or nobody.

    `amount` is the number in `value` when the unit is a quantity, else None.
    """

    a: str
    b: str | None
    kind: str
    start: PartialDate | None
    end: PartialDate | None
    value: str | None
    unit: str | None
    amount: Decimal | None
    source: str


@dataclass(frozen=True)
class TrackFact(Sourced):
    """A side track beside the dialogue: mayors, women, youth, energy, civil society."""

    track: str
    event: str
    start: PartialDate | None
    end: PartialDate | None
    status: str
    states: tuple[str, ...]
    facts: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class ForumFact(Sourced):
    """Another host or forum, with the lesson it holds."""

    forum: str
    hosts: tuple[str, ...]
    start: PartialDate | None
    end: PartialDate | None
    track: str | None
    parties: tuple[str, ...]
    dprk_status: str
    facts: str | None
    lesson: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Claim(Sourced):
    """A checkable claim of the article. `grade` grades the check, not the claim.

    `status_then` is the check on what was known at publication (July 2021), `check_status` the check now. A
    contradicted claim may not be shown without `evidence` and `sources`.
    """

    number: int
    section: str
    claim: str
    types: tuple[str, ...]
    status_then: str
    check_status: str
    evidence: str
    sources: tuple[str, ...]
    system_requirement: str


@dataclass(frozen=True)
class Term(Sourced):
    """A word of the glossary. `equivalents` are (language, word); none has been reviewed by a native speaker."""

    term: str
    definition: str
    source: str
    equivalents: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Act(Sourced):
    """A carrot, a stick, talks or an event, by any side. An `amount` of zero is a reported zero.

    `kind` is two words joined by a dot: the first is carrot, stick, talks or event (an event is none of the others).
    """

    actors: tuple[str, ...]
    target: str | None
    kind: str
    start: PartialDate | None
    end: PartialDate | None
    amount: Decimal | None
    unit: str | None
    source: str


@dataclass(frozen=True)
class SixPartyRound(Sourced):
    """A round, a phase of one, or a result of the Six-Party Talks; `round` is "1" to "6" or "end"."""

    round: str
    phase: str | None
    start: PartialDate
    end: PartialDate
    result: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True)
class MongoliaFact(Sourced):
    """A dated fact on Mongolia. Rival values are separate facts of the same name."""

    fact: str
    value: str | None
    unit: str | None
    as_of: PartialDate | None
    sources: tuple[str, ...]
    conflicts: str | None


@dataclass(frozen=True)
class MediationCase(Sourced):
    """A comparison case, coded for three outcomes by one coder; two are needed before any use.

    An outcome is "1", "0" (none shown), "part", "open" or "na". Where the coding rests on background knowledge the
    three outcomes and `coding_grade` are None.
    """

    case: str
    start: PartialDate | None
    end: PartialDate | None
    mediator: str
    mediator_states: tuple[str, ...]
    sizes: tuple[str, ...]
    styles: tuple[str, ...]
    outcome_agreement: str | None
    outcome_abatement: str | None
    outcome_lasting: str | None
    coding_grade: str | None
    sources: tuple[str, ...]
