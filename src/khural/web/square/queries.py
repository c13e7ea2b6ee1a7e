"""Reads for participants and readers: statements, one's own answers, what was published."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from khural.commonground import routing
from khural.publishing.square import PublishedOpen, restore_open
from khural.web.ballots.square import store
from khural.web.rounds.models import Phase, Statement, StatementState, StatementVersion
from khural.web.square.models import Consultation, Publication
from khural.web.square.participants import Participant
from khural.web.voting.queries import Card
from khural.web.voting.queries import cards as all_cards


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


@lru_cache(maxsize=64)
def _recent_versions(round_id: int, second: int) -> tuple[int, ...]:  # noqa: ARG001 - read anew every second
    return open_versions(round_id)


def recent_answers(participant: Participant, given: dict[int, int]) -> Answers:
    """These answers among the statements that this process knew of within the second."""
    return Answers(_recent_versions(participant.consultation.round_id, int(time.monotonic())), given)


def answers_of(participant: Participant) -> Answers:
    """What this participant has answered, and what there is to answer."""
    round_id = participant.consultation.round_id
    return Answers(open_versions(round_id), store.own_votes(participant.voter))


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


def is_as_shown_last(consultation: Consultation) -> bool:
    """Whether the last batch was shown already while people voted, so that the close added nothing to it."""
    closed_at = consultation.round.closed_at
    row = Publication.objects.filter(consultation=consultation, number__gte=consultation.publication).first()
    return row is not None and closed_at is not None and row.made_at <= closed_at


def upcoming(participant: Participant, answers: Answers, first: Iterable[int], most: int) -> tuple[int, ...]:
    """The statements to show next: `first`, then as routing has it, from what was published and nothing else."""
    chosen = list(first)
    counts, shares = _known(participant.consultation, answers.open)
    more = routing.several(counts, {*answers.given, *chosen}, participant.draw, most - len(chosen), shares)
    return (*chosen, *more)


def _known(consultation: Consultation, versions: Iterable[int]) -> tuple[dict[int, int], dict[int, float] | None]:
    """Votes and share agreeing (of the least favourable group) of each statement, as published."""
    published_rows = _routed(consultation.pk, consultation.publication) if consultation.publication else {}
    counts = {version: published_rows.get(version, (0, 0.5))[0] for version in versions}
    return counts, {version: share for version, (_, share) in published_rows.items()} if published_rows else None


@lru_cache(maxsize=32)
def _routed(consultation: int, number: int) -> dict[int, tuple[int, float]]:
    result = published_at(consultation, number)
    rows = result.statements if result else ()
    return {int(row.statement): (row.everybody.of or 0, row.least_share) for row in rows}


def forget() -> None:
    """Read everything anew: the numbers that name it belong to other data."""
    for cached in (published_at, _routed, _card, _recent_versions):
        cached.cache_clear()


def cards(versions: Iterable[int], language: str) -> list[Card]:
    """The cards of statement versions, in the order given; each process reads a text once a minute."""
    minute = int(time.monotonic() // 60)
    return [card for version in versions if (card := _card(version, language, minute))]


@lru_cache(maxsize=8192)
def _card(version: int, language: str, minute: int) -> Card | None:  # noqa: ARG001 - a translation is seen a minute later
    return next(iter(all_cards([version], language)), None)
