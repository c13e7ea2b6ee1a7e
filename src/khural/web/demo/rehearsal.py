"""A rehearsal beside the Korean case: numbered delegations, invented statements, simulated ballots, never a state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from khural import credentials, example
from khural.web.ballots import durability, store
from khural.web.ballots.router import ALIAS
from khural.web.cases.models import Basket, Dialogue, Edition, EditionStatus
from khural.web.findings.publication import publish_round
from khural.web.people.actions import add_delegation, print_sheets, record_consent
from khural.web.people.models import Delegation
from khural.web.rounds.actions import create_round
from khural.web.rounds.models import Round, Statement, StatementState, StatementText, StatementVersion
from khural.web.rounds.phases import close_round, start_voting

NAMES = {
    "en": "Rehearsal",
    "mn": "Бэлтгэл сургуулилт",
    "ko": "예행연습",
    "zh-hans": "演练",
    "ja": "リハーサル",
    "ru": "Репетиция",
}
ROUND = {
    "en": "Round {number}",
    "mn": "{number} дугаар тойрог",
    "ko": "{number}라운드",
    "zh-hans": "第{number}轮",
    "ja": "第{number}ラウンド",
    "ru": "Раунд {number}",
}
SLUG = "rehearsal"
FREE = {3: 2, 6: 2}
"""Delegation number -> how many of its seats wait for visitors in the round that is open."""

# Delegation and seat, both from 1 -> the seat's token.
Seats = Mapping[tuple[int, int], bytes]


def make(dialogue: Dialogue) -> dict[int, list[str]]:
    """Create the rehearsal with its two rounds; return the codes of the free seats of each delegation."""
    edition = _edition(dialogue)
    baskets = _baskets(dialogue)
    delegations = _delegations(edition)
    tokens = _printed(delegations)
    first = _round(edition, 1, baskets)
    start_voting(first, by=None)
    _vote(first, tokens, 1)
    for delegation in delegations.values():
        record_consent(delegation, told_by="(invented)", on=date.today(), by=None)
    first.refresh_from_db()
    close_round(first, by=None)
    publish_round(first, by=None)
    second = _round(edition, 2, baskets)
    start_voting(second, by=None)
    free = {(number, seat) for number, seats in FREE.items() for seat in range(1, seats + 1)}
    _vote(second, {place: token for place, token in tokens.items() if place not in free}, 2)
    return {
        number: [credentials.encode(tokens[number, seat]) for seat in range(1, seats + 1)]
        for number, seats in FREE.items()
    }


def _edition(dialogue: Dialogue) -> Edition:
    return Edition.objects.create(
        dialogue=dialogue,
        slug=SLUG,
        name=NAMES["en"],
        names=NAMES,
        year=timezone.localdate().year,
        status=EditionStatus.PLANNED,
        track=dialogue.track,
        is_rehearsal=True,
    )


def _baskets(dialogue: Dialogue) -> dict[str, Basket]:
    return {
        basket.key: Basket.objects.create(
            dialogue=dialogue,
            key=basket.key,
            name=basket.name("en"),
            names={text.language: text.text for text in basket.names},
            order=order,
        )
        for order, basket in enumerate(example.baskets())
    }


def _delegations(edition: Edition) -> dict[int, Delegation]:
    return {
        one.number: add_delegation(
            edition,
            name=one.name("en"),
            seats=one.seats,
            party=None,
            by=None,
            names={language: one.name(language) for language in example.LANGUAGES},
        )
        for one in example.delegations()
    }


def _printed(delegations: Mapping[int, Delegation]) -> dict[tuple[int, int], bytes]:
    return {
        (number, seat): token
        for number, delegation in delegations.items()
        for seat, token in enumerate(print_sheets(delegation, on=timezone.localdate(), by=None), start=1)
    }


@transaction.atomic
def _round(edition: Edition, number: int, baskets: Mapping[str, Basket]) -> Round:
    languages = list(example.LANGUAGES)
    made = create_round(
        edition, name=ROUND["en"].format(number=number), source_language=example.ORIGINAL, languages=languages, by=None
    )
    made.names = {language: name.format(number=number) for language, name in ROUND.items()}
    made.save(update_fields=["names"])
    for place, one in enumerate(example.statements(number), start=1):
        _statement(made, place, one, baskets[one.basket])
    return made


def _statement(round_: Round, number: int, one: example.Statement, basket: Basket) -> None:
    statement = Statement.objects.create(round=round_, number=number, basket=basket, state=StatementState.READY)
    version = StatementVersion.objects.create(statement=statement)
    StatementText.objects.bulk_create(
        StatementText(
            version=version,
            language=text.language,
            text=text.text,
            is_source=text.language == example.ORIGINAL,
            reviewed_by="",
        )
        for text in one.texts
    )


def _vote(round_: Round, tokens: Seats, number: int) -> None:
    """Cast the simulated ballots of `tokens`' seats: the same UPDATEs as everybody's, in one transaction."""
    statements = example.statements(number)
    versions = {
        one.id: statement.version.pk
        for one, statement in zip(
            statements, round_.statements.prefetch_related("versions").order_by("number"), strict=True
        )
    }
    salt = bytes(round_.edition.token_salt)
    hashes = {
        place: credentials.fingerprint(credentials.ballot_key(token, salt, round_.slot))
        for place, token in tokens.items()
    }
    with transaction.atomic(using=ALIAS):
        for ballot in example.simulate_ballots(statements, example.delegations(), example.REHEARSAL_SEED):
            voter = hashes.get((ballot.delegation, ballot.seat))
            if voter and ballot.answer is not None:
                store.vote(round_.pk, versions[ballot.statement], voter, ballot.answer)
    durability.truncate_journal()
