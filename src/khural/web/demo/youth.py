"""An open rehearsal beside the closed one: a youth consultation with invented people, open for visitors to join."""

from __future__ import annotations

import hashlib

from django.db import transaction

from khural import example
from khural.web.ballots.square import offers, store
from khural.web.ballots.square.store import Change
from khural.web.cases.models import Edition
from khural.web.rounds.models import Statement, StatementState, StatementText, StatementVersion
from khural.web.square import phases
from khural.web.square.actions import add_link, create_consultation
from khural.web.square.models import Consultation

NAMES = {
    "en": "Youth consultation",
    "mn": "Залуучуудын хэлэлцүүлэг",
    "ko": "청년 공론장",
    "zh-hans": "青年公开征询",
    "ja": "若者の公開協議",
    "ru": "Молодёжная консультация",
}
SLUG = "youth"
BASKETS = ("youth", "environment", "humanitarian", "economy", "energy", "infrastructure")
# Three schools of thought, all invented.
PEOPLE = (example.Delegation(1, 80), example.Delegation(2, 60), example.Delegation(3, 60))
SEED = 5
# Offered by invented people, for the coordinator to decide: the first statement in other words, in two languages, and
# one that holds two ideas. Three authors are the fewest whose offers are shown.
OFFERED = (
    ("en", "Exchanges of students must go on also when governments do not talk."),
    ("ko", "정부 사이가 나빠도 학생 교류는 계속되어야 한다."),
    ("en", "History teachers should meet each summer, and exams should cost nothing."),
)


@transaction.atomic
def make(edition: Edition) -> None:
    """Create the consultation, open it, and let the invented people vote."""
    consultation = create_consultation(
        edition,
        name=NAMES["en"],
        source_language=example.ORIGINAL,
        languages=list(example.LANGUAGES),
        slug=SLUG,
        by=None,
    )
    round_ = consultation.round
    round_.names = NAMES
    round_.save(update_fields=["names"])
    asked = [one for one in example.statements() if one.basket in BASKETS]
    versions = {one.id: _statement(consultation, number, one) for number, one in enumerate(asked, start=1)}
    add_link(consultation, label=NAMES["en"], by=None)
    phases.start(consultation, by=None)
    for n, (language, text) in enumerate(OFFERED):
        author = hashlib.sha256(f"invented/author/{n}".encode()).hexdigest()
        offers.offer(round_.pk, author, language=language, text=text, still_open=lambda: True)
    ballots = example.simulate_ballots(asked, PEOPLE, SEED)
    answered = (ballot for ballot in ballots if ballot.answer is not None)
    store.rehearse(
        round_.pk, (Change(_voter(one.delegation, one.seat), versions[one.statement], one.answer) for one in answered)
    )


def _statement(consultation: Consultation, number: int, one: example.Statement) -> int:
    statement = Statement.objects.create(round=consultation.round, number=number, state=StatementState.READY)
    version = StatementVersion.objects.create(statement=statement)
    StatementText.objects.bulk_create(
        StatementText(
            version=version, language=text.language, text=text.text, is_source=text.language == example.ORIGINAL
        )
        for text in one.texts
    )
    return version.pk


def _voter(school: int, seat: int) -> int:
    name = f"invented/{school}/{seat}".encode()
    return int.from_bytes(hashlib.sha256(name).digest()[:8], "big", signed=True)
