"""Reads for participants and readers: statements, one's own answers, what was published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from khural.commonground import routing
from khural.publishing.square import PublishedOpen, restore_open
from khural.web.ballots.square import store
from khural.web.rounds.models import Phase, Statement, StatementState, StatementVersion
from khural.web.square.models import Consultation, Publication
from khural.web.square.participants import Participant


@dataclass(frozen=True)
class Answers:
    """A participant's own answers; `open` are the statement versions that can be answered, in statement order."""

    open: tuple[int, ...]
    given: dict[int, int]

    @property
    def answered(self) -> int:
        """How many of the statements have an answer."""
        return sum(version in self.given for version in self.open)

    @property
    def left(self) -> tuple[int, ...]:
        """The statements without an answer."""
        return tuple(version for version in self.open if version not in self.given)


def open_versions(round_id: int) -> tuple[int, ...]:
    """The statement versions that are voted on, in statement order; two columns, for every vote asks for them."""
    q = StatementVersion.objects.filter(statement__round=round_id, statement__state=StatementState.OPEN)
    rows = q.order_by("statement__number", "number").values_list("statement", "pk")
    return tuple(dict(rows).values())


def statements_shown(round_id: int) -> int:
    """How many statements are voted on: withdrawing one changes every page that shows it."""
    return Statement.objects.filter(round=round_id, state=StatementState.OPEN).count()


def answers_of(participant: Participant) -> Answers:
    """What this participant has answered, and what there is to answer."""
    round_id = participant.consultation.round_id
    return Answers(open_versions(round_id), store.own_votes(round_id, participant.voter))


def published(consultation: Consultation) -> PublishedOpen | None:
    """The last batch that was published."""
    return published_at(consultation.pk, consultation.publication) if consultation.publication else None


@lru_cache(maxsize=32)
def published_at(consultation: int, number: int) -> PublishedOpen | None:
    """A batch by its number; it never changes, so each process reads it once."""
    row = Publication.objects.filter(consultation=consultation, number__gte=number).first()
    return restore_open(row.body) if row else None


def shows_results(consultation: Consultation) -> bool:
    """Whether somebody who has the address may read results now: while people vote, and after publication."""
    return consultation.is_imported or consultation.round.phase in (Phase.VOTING, Phase.PUBLISHED)


def upcoming(participant: Participant, answers: Answers, first: Iterable[int], most: int) -> tuple[int, ...]:
    """The statements to show next: `first`, then as routing has it, from what was published and nothing else."""
    chosen = list(first)
    counts, shares = _known(participant.consultation, answers.open)
    while len(chosen) < most:
        already = {*answers.given, *chosen}
        found = routing.choose(counts, already, participant.draw, shares)
        if found is None:
            break
        chosen.append(found)
    return tuple(chosen)


def _known(consultation: Consultation, versions: Iterable[int]) -> tuple[dict[int, int], dict[int, float] | None]:
    """Votes and share agreeing (of the least favourable group) of each statement, as published."""
    result = published(consultation)
    rows = {} if result is None else {row.statement: row for row in result.statements}
    known = [(version, rows.get(str(version))) for version in versions]
    counts = {version: (row.everybody.of or 0) if row else 0 for version, row in known}
    return counts, {version: row.least_share for version, row in known if row} if rows else None
