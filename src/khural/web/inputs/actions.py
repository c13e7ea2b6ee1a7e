"""Handing findings to a table, and answering them. Each act stands in the record of the table's dialogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khural.web.cases.models import Basket, Edition
from khural.web.inputs.models import Input
from khural.web.record.actions import note as write
from khural.web.refusals import Refused
from khural.web.rounds.models import StatementVersion


@transaction.atomic
def hand_over(
    edition: Edition,
    *,
    findings: Mapping[StatementVersion, Mapping[str, Any]],
    basket: Basket | None,
    note: str,
    by: User,
) -> list[Input]:
    """Hand statements with what was published of them to an edition; those it has already are left as they are."""
    there = set(Input.objects.filter(edition=edition, version__in=findings).values_list("version", flat=True))
    fresh = [version for version in findings if version.pk not in there]
    if not fresh:
        raise Refused(_("The table has all of these already."))
    made = [
        Input.objects.create(
            version=version,
            edition=edition,
            basket=basket,
            finding=dict(findings[version]),
            note=note,
            handed_at=timezone.now(),
        )
        for version in fresh
    ]
    write(edition.dialogue, "hand over findings", edition.name, by=by, statements=len(made))
    return made


@transaction.atomic
def take_back(handed: Input, *, by: User) -> None:
    """Take a finding back before the table has answered."""
    fresh = Input.objects.select_for_update().filter(pk=handed.pk).first()
    if fresh is None or fresh.answered_at is not None:
        raise Refused(_("The table has answered meanwhile."))
    fresh.delete()
    write(handed.edition.dialogue, "take back a finding", handed.edition.name, by=by)


@transaction.atomic
def answer(handed: Input, *, text: str, language: str, by: User) -> None:
    """Write the table's answer, or another one: everybody who has the consultation's address can read it."""
    fresh = Input.objects.select_for_update().filter(pk=handed.pk).first()
    if fresh is None:
        raise Refused(_("The coordinator has taken this back meanwhile."))
    fresh.answer, fresh.answer_language, fresh.answered_at = text, language, timezone.now()
    fresh.save(update_fields=["answer", "answer_language", "answered_at"])
    write(handed.edition.dialogue, "answer a finding", handed.edition.name, by=by)
