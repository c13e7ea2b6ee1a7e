"""A public conversation becomes an imported consultation: read-only, with its attribution, stored once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf.locale import LANG_INFO
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from khural.polis import UNDETERMINED, Conversation, Statement, content_hash, likeliest, pack
from khural.web.cases.models import Edition
from khural.web.language import own_name, own_names
from khural.web.record.actions import note
from khural.web.refusals import Refused
from khural.web.rounds import models as rounds
from khural.web.square.actions import create_consultation
from khural.web.square.models import Consultation, ImportedVotes

LONGEST_NAME, LONGEST_ABOUT = 180, 2000


@dataclass(frozen=True)
class Terms:
    """What must be shown beside an imported conversation."""

    attribution: str
    licence: str
    source_url: str = ""


def known(conversation: Conversation) -> Consultation | None:
    """The consultation that was made of the same statements and votes before."""
    q = Consultation.objects.filter(content_hash=content_hash(conversation), round__kind=rounds.Kind.IMPORTED)
    return q.select_related("round__edition__dialogue__case").first()


@transaction.atomic
def bring_in(
    conversation: Conversation, *, edition: Edition, terms: Terms, language: str, slug: str, by: User | None
) -> Consultation:
    """Store a conversation as an imported consultation of `edition`; the same one again gives the one that is there.

    Statements that moderators rejected are kept and not shown. Its results are worked out by `results_of_import`.
    """
    if edition.is_rehearsal:
        raise Refused(_("A rehearsal holds invented things only. Choose a real edition."))
    # Two who confirm at once are one after the other here.
    Edition.objects.select_for_update().get(pk=edition.pk)
    before = known(conversation)
    if before is not None:
        return before
    made = create_consultation(
        edition,
        name=_free_name(edition, conversation.topic),
        source_language=language,
        languages=[language],
        by=by,
        kind=rounds.Kind.IMPORTED,
        about=_cut(conversation.description, LONGEST_ABOUT),
        slug=slugify(re.sub(r"[._]", "-", slug)) or "conversation",
    )
    made.attribution, made.licence, made.source_url = terms.attribution, terms.licence, terms.source_url
    made.content_hash, made.takes_offers = content_hash(conversation), False
    made.save()
    ImportedVotes.objects.create(consultation=made, archive=pack(conversation))
    _store_statements(made.round, conversation.statements, language)
    rounds.Round.objects.filter(pk=made.round_id).update(
        phase=rounds.Phase.PUBLISHED, published_at=timezone.now(), closed_at=timezone.now()
    )
    made.round.refresh_from_db()
    note(edition.dialogue, "import conversation", made.round.name, by=by, statements=len(conversation.statements))
    return made


def _store_statements(round_: rounds.Round, statements: Iterable[Statement], language: str) -> None:
    """One row each, in the order of the export; a few inserts, however many there are."""
    rows = rounds.Statement.objects.bulk_create(
        rounds.Statement(
            round=round_,
            number=number,
            state=rounds.StatementState.OPEN if one.moderated >= 0 else rounds.StatementState.WITHDRAWN,
            origin=rounds.Origin.OFFERED,
        )
        for number, one in enumerate(statements, start=1)
    )
    versions = rounds.StatementVersion.objects.bulk_create(rounds.StatementVersion(statement=row) for row in rows)
    rounds.StatementText.objects.bulk_create(
        rounds.StatementText(version=version, language=language, text=visible(one.text), is_source=True)
        for version, one in zip(versions, statements, strict=True)
    )


# Directional overrides and isolates, and invisible tags.
HIDING = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")


def visible(text: str) -> str:
    """A public text as it can be shown: without controls and directional overrides, which hide what it says."""
    plain = unicodedata.normalize("NFC", text)
    return (
        "".join(c for c in plain if unicodedata.category(c) not in {"Cc", "Cs"} and not HIDING.match(c))
        or "\N{REPLACEMENT CHARACTER}"
    )


def _free_name(edition: Edition, topic: str) -> str:
    name = _cut(visible(" ".join(topic.split())), LONGEST_NAME)
    taken = set(edition.rounds.filter(name__startswith=name).values_list("name", flat=True))
    return next(each for each in (name, *(f"{name} ({n})" for n in range(2, len(taken) + 3))) if each not in taken)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def language_of(conversation: Conversation) -> str:
    """The likeliest language of the statements; whoever imports can correct it."""
    return likeliest(one.text for one in conversation.statements)


def languages() -> list[tuple[str, str]]:
    """(tag, name in itself) of what a conversation may be in: the pages' languages first, then all that have a name."""
    pages = own_names()
    shown = {tag for tag, _name in pages}
    others = [(tag, own_name(tag)) for tag in sorted(LANG_INFO) if tag not in shown and _is_written(tag)]
    return [*pages, *others, (UNDETERMINED, _("another language"))]


def _is_written(tag: str) -> bool:
    """Whether it is a way of writing and no national usage, which changes nothing for a reader."""
    return "name_local" in LANG_INFO[tag] and len(tag.partition("-")[2]) != 2
