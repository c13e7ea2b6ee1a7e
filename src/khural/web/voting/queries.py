"""Reads for one voter: their place, their rounds, their answers. Ballots only through the listed functions."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from khural import credentials
from khural.web.ballots import store
from khural.web.cases.models import Edition
from khural.web.language import own_name
from khural.web.rounds.models import Kind, Phase, Round, StatementVersion
from khural.web.voting.sessions import VoterSession, derive

HERE = (Kind.CLOSED, Kind.REHEARSAL)
# What is sent ahead for times without a connection: this many statements at most, and about this many bytes of text.
AHEAD = 8
AHEAD_BYTES = 3000


def place_of(token: bytes) -> VoterSession | None:
    """The session to which a token leads; None for an unknown and for a revoked one alike."""
    for edition in Edition.objects.exclude(delegations__sheets_printed_on=None).distinct():
        salt = bytes(edition.token_salt)
        member = credentials.fingerprint(credentials.member_key(token, salt))
        if store.delegation_of(edition.pk, member) is not None:
            return derive(token, edition=edition.pk, salt=salt)
    return None


def edition_of(session: VoterSession) -> Edition:
    """The edition a voter's sheet belongs to."""
    return Edition.objects.select_related("dialogue").get(pk=session.edition)


def rounds_of(session: VoterSession) -> list[Round]:
    """The rounds a voter may know of: everything that has begun."""
    q = Round.objects.filter(edition_id=session.edition, kind__in=HERE).exclude(phase=Phase.PREPARING)
    return list(q.select_related("edition__dialogue"))


def round_of(session: VoterSession, slug: str) -> Round | None:
    """One of these rounds, or None."""
    return next((round_ for round_ in rounds_of(session) if round_.slug == slug), None)


def voting_round(session: VoterSession) -> Round | None:
    """The round that is being voted on, if there is exactly one."""
    voting = [round_ for round_ in rounds_of(session) if round_.phase == Phase.VOTING]
    return voting[0] if len(voting) == 1 else None


@dataclass(frozen=True)
class Answers:
    """A voter's own answers in one round; `order` is drawn from their key and stored nowhere."""

    order: tuple[int, ...]
    given: dict[int, int | None]

    @property
    def open(self) -> tuple[int, ...]:
        """The statement versions without an answer, in the drawn order."""
        return tuple(version for version in self.order if self.given[version] is None)

    @property
    def answered(self) -> int:
        """How many have an answer."""
        return len(self.order) - len(self.open)

    def before(self, version: int | None) -> int | None:
        """The answered version that stands last before `version`, or last of all: the one that undo takes back."""
        place = len(self.order) if version is None else self.order.index(version)
        return next((v for v in reversed(self.order[:place]) if self.given[v] is not None), None)


def answers_of(session: VoterSession, round_: Round) -> Answers:
    """The voter's answers in a round, unanswered statements included."""
    given = store.own_votes(round_.pk, session.ballot_hash(round_.slot))
    return Answers(drawn_order(session.ballot_keys[round_.slot], given), given)


def drawn_order(key: bytes, versions: Iterable[int]) -> tuple[int, ...]:
    """`versions` in an order of their own for every ballot key; the database, which lacks the key, cannot tell it."""
    return tuple(
        sorted(versions, key=lambda v: hmac.digest(key, f"khural/1/order/{v}".encode(), hashlib.sha256)),
    )


@dataclass(frozen=True)
class Card:
    """One statement as a voter sees it; `original` is empty where the text is the source wording itself."""

    version: int
    basket: str
    text: str
    language: str
    original: str
    original_language: str
    original_name: str
    is_reviewed: bool


def cards(versions: Iterable[int], language: str) -> list[Card]:
    """The cards of statement versions, in the order given."""
    wanted = list(versions)
    q = StatementVersion.objects.filter(pk__in=wanted).select_related("statement__basket").prefetch_related("texts")
    by_number = {version.pk: version for version in q}
    return [_card(by_number[number], language) for number in wanted if number in by_number]


def _card(version: StatementVersion, language: str) -> Card:
    text, source = version.best_text(language), version.source_text
    basket = version.statement.basket
    return Card(
        version=version.pk,
        basket=basket.name_in(language) if basket else "",
        text=text.text,
        language=text.language,
        original="" if text.is_source else source.text,
        original_language=source.language,
        original_name=own_name(source.language),
        is_reviewed=text.is_reviewed,
    )


def cards_ahead(versions: Iterable[int], language: str) -> list[Card]:
    """The first card and as many after it as a slow connection can bear."""
    return bearable(cards(tuple(versions)[:AHEAD], language))


def bearable(found: Iterable[Card]) -> list[Card]:
    """The first of `found` and as many after it as a slow connection can bear."""
    ahead: list[Card] = []
    size = 0
    for card in found:
        size += len(card.text.encode()) + len(card.original.encode())
        if ahead and size > AHEAD_BYTES:
            break
        ahead.append(card)
    return ahead
