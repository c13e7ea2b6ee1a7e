"""Reads of the coordinator's pages. Fetching is the permission check, as everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from khural.similar import SimilarStatements
from khural.similar.index import MOST, NEARLY_SAME
from khural.web.ballots.square import offers
from khural.web.ballots.square.offers import OpenOfferShown
from khural.web.cases.models import Dialogue, Edition
from khural.web.coordination.models import Decision
from khural.web.coordination.shelf import CASE, DIALOGUE
from khural.web.rounds.models import Kind, Phase, Round, Statement, StatementState
from khural.web.rounds.permissions import DIALOGUE_RULES, DialogueVerb
from khural.web.rounds.queries import IN_PLAY, statements_of
from khural.web.square.models import Consultation
from khural.web.staff.models import Membership
from khural.web.staff.queries import Visitor, edition_for

AT_ONCE = 20
TAKES_DECISIONS = (Phase.PREPARING, Phase.VOTING)


def consultation_for(
    user: Visitor,
    case: str,
    edition: str,
    square: str,
    verb: DialogueVerb = DialogueVerb.RUN_CONSULTATIONS,
    kinds: Iterable[str] = (Kind.OPEN,),
) -> Consultation:
    """The consultation of this edition, for somebody who may do `verb`; imported ones only where `kinds` says so."""
    found_edition = edition_for(user, case, edition, verb)
    q = Consultation.objects.select_related("round__edition__dialogue__case")
    found = q.filter(slug=square, round__edition=found_edition, round__kind__in=list(kinds)).first()
    if found is None:
        raise Http404
    return found


def tables_for(user: Visitor, consultation: Consultation) -> QuerySet[Edition]:
    """The editions to which `user` may hand findings of a consultation: of rehearsals to rehearsals only."""
    if not user.is_authenticated:
        return Edition.objects.none()
    roles = DIALOGUE_RULES[DialogueVerb.RUN_CONSULTATIONS]
    own = Membership.objects.filter(user=user, role__in=roles).values("dialogue")
    q = Edition.objects.filter(dialogue__in=own, is_rehearsal=consultation.round.edition.is_rehearsal)
    return q.exclude(dialogue__slug=DIALOGUE, dialogue__case__slug=CASE).select_related("dialogue")


def consultations_of(edition: Edition) -> list[Consultation]:
    """All consultations of an edition, in the order of its slots."""
    q = Consultation.objects.filter(round__edition=edition).select_related("round__edition__dialogue__case")
    return list(q.order_by("round__slot"))


@dataclass(frozen=True)
class Alike:
    """A statement, or another offer, that says nearly the same as the one at hand. `number` is None for an offer."""

    number: int | None
    text: str
    language: str
    is_nearly_same: bool


@dataclass(frozen=True)
class Queued:
    """An offer that waits, and what is like it."""

    offer: OpenOfferShown
    alike: tuple[Alike, ...]


Key = tuple[str, int | str, str]


class Neighbours:
    """Finds statements and waiting offers of a round that say nearly the same, in whichever language they are."""

    def __init__(self, round_: Round, waiting: Iterable[OpenOfferShown] = ()) -> None:
        self._texts: dict[Key, tuple[str, str]] = {}
        for statement in statements_of(round_, *IN_PLAY):
            for text in statement.version.texts.all():
                self._texts["statement", statement.number, text.language] = (text.text, text.language)
        for offer in waiting:
            self._texts["offer", offer.key, ""] = (offer.text, offer.language)
        self._index = SimilarStatements((key, text) for key, (text, _) in self._texts.items())

    def of(self, text: str, but: tuple[str, int | str]) -> tuple[Alike, ...]:
        """The nearest, each once, never `but` itself."""
        found: dict[tuple[str, int | str], Alike] = {}
        for match in self._index.near(text, MOST * 4):
            kind, name, _ = match.key
            words, language = self._texts[match.key]
            if (kind, name) != but and (kind, name) not in found:
                number = name if isinstance(name, int) else None
                found[kind, name] = Alike(number, words, language, match.nearness >= NEARLY_SAME)
        return tuple(found.values())[:MOST]


def queue(round_: Round, first: str = "") -> tuple[list[Queued], int]:
    """Offers that wait, in an order drawn anew each time, with what is like them; and how many wait in all.

    `first` is the key of one whose decision was refused: it stands on top.
    """
    waiting = sorted(offers.shown(round_.pk), key=lambda one: one.key != first)
    neighbours = Neighbours(round_, waiting)
    return [Queued(one, neighbours.of(one.text, ("offer", one.key))) for one in waiting[:AT_ONCE]], len(waiting)


def offer_in(round_: Round, key: str) -> OpenOfferShown:
    """The waiting offer of this key; 404 where there is none."""
    found = next((one for one in offers.shown(round_.pk) if one.key == key), None)
    if found is None:
        raise Http404
    return found


def listed(round_: Round) -> list[Statement]:
    """All statements that are or were shown, in their order."""
    return list(statements_of(round_, *IN_PLAY, StatementState.WITHDRAWN))


@dataclass(frozen=True)
class Logged:
    """A decision with the words it was about, as far as they are still there."""

    decision: Decision
    text: str


def log_of(consultation: Consultation) -> list[Logged]:
    """The moderation log, newest first."""
    decided = offers.decided(consultation.round_id) | {one.key: one for one in offers.shown(consultation.round_id)}
    texts = {one.number: one.version.source_text.text for one in listed(consultation.round)}
    rows = []
    for decision in consultation.decisions.select_related("by"):
        offer = decided.get(decision.offer)
        words = texts.get(decision.statement or 0) or next((texts[n] for n in decision.made if n in texts), "")
        rows.append(Logged(decision, offer.text if offer else words))
    return rows


@dataclass(frozen=True)
class Waiting:
    """How many offered statements of one consultation wait for the coordinator."""

    consultation: Consultation
    n: int


def waiting_in(dialogue: Dialogue) -> list[Waiting]:
    """The open consultations of a dialogue in which something waits."""
    q = Consultation.objects.filter(
        round__edition__dialogue=dialogue, round__kind=Kind.OPEN, round__phase__in=TAKES_DECISIONS
    )
    counted = [
        Waiting(one, len(offers.shown(one.round_id))) for one in q.select_related("round__edition__dialogue__case")
    ]
    return [each for each in counted if each.n]
