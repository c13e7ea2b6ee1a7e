"""Making a consultation, and the ways into it."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from khural.web.ballots.square import store
from khural.web.cases.models import Edition
from khural.web.record.actions import note
from khural.web.refusals import Refused
from khural.web.rounds.actions import create_round
from khural.web.rounds.models import Kind
from khural.web.square.models import CodeBatch, Consultation, JoinLink

# Each slip has its own QR code, which takes the desk's one process 7 ms to draw.
MOST_CODES = 500
# Of an edition's slots, so that its table always has the others.
MOST_CONSULTATIONS = 30


@transaction.atomic
def create_consultation(
    edition: Edition,
    *,
    name: str,
    source_language: str,
    languages: list[str],
    by: User | None,
    kind: str = Kind.OPEN,
    about: str = "",
    slug: str = "",
) -> Consultation:
    """A round of the square beside an edition, in preparation; it takes one of the edition's slots.

    Raises Refused where consultations hold their share of them already.
    """
    if Consultation.objects.filter(round__edition=edition).count() >= MOST_CONSULTATIONS:
        sentence = _("This edition already has its %(n)d consultations; the other rounds are kept for the table.")
        raise Refused(sentence % {"n": MOST_CONSULTATIONS})
    round_ = create_round(edition, name=name, source_language=source_language, languages=languages, by=by)
    round_.kind = kind
    round_.save(update_fields=["kind"])
    return Consultation.objects.create(round=round_, slug=_free_slug(slug or slugify(name) or "open"), about=about)


def _free_slug(wanted: str) -> str:
    wanted = wanted[:50]
    taken = set(Consultation.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(s for s in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if s not in taken)


def add_link(consultation: Consultation, *, label: str, per_hour: int = 1000, by: User | None) -> JoinLink:
    """A link to hand round."""
    made = JoinLink.objects.create(consultation=consultation, label=label, per_hour=per_hour)
    note(consultation.round.edition.dialogue, "add link", consultation.round.name, by=by)
    return made


def end_link(link: JoinLink, *, by: User | None, ended: bool = True) -> None:
    """Let nobody join by a link any more, or again; whoever has joined stays."""
    JoinLink.objects.filter(pk=link.pk).update(is_ended=ended)
    round_ = link.consultation.round
    note(round_.edition.dialogue, "end link" if ended else "resume link", round_.name, by=by)


@transaction.atomic
def print_codes(consultation: Consultation, *, label: str, size: int, by: User | None) -> tuple[bytes, ...]:
    """A batch of codes for a school or an association: returned once, to be printed, and kept by nobody."""
    if not 1 <= size <= MOST_CODES:
        raise Refused(_("A batch has 1 to %(n)d codes.") % {"n": MOST_CODES})
    round_ = consultation.round
    batch = CodeBatch.objects.create(consultation=consultation, label=label, size=size, printed_on=timezone.localdate())
    tokens = store.issue_codes(round_.pk, batch.pk, size, bytes(round_.edition.token_salt))
    note(round_.edition.dialogue, "print codes", round_.name, by=by, sheets=size)
    return tokens


@transaction.atomic
def end_codes(batch: CodeBatch, *, by: User | None) -> None:
    """Let nobody in with a batch of codes any more, for instance after it was found on a wall."""
    round_ = batch.consultation.round
    store.end_batch(round_.pk, batch.pk)
    CodeBatch.objects.filter(pk=batch.pk).update(is_ended=True)
    note(round_.edition.dialogue, "end codes", round_.name, by=by)


def take_place(link: JoinLink) -> bool:
    """Count one more who joins by this link; False when its hour is full. Nothing is kept of who it was."""
    hour = int(timezone.now().timestamp() // 3600)
    rows = JoinLink.objects.filter(pk=link.pk, is_ended=False)
    one_more = {"joined_in_hour": F("joined_in_hour") + 1, "joined": F("joined") + 1}
    within = rows.filter(hour=hour, joined_in_hour__lt=F("per_hour"))
    if within.update(**one_more):
        return True
    fresh = rows.filter(~Q(hour=hour), per_hour__gt=0)
    if fresh.update(hour=hour, joined_in_hour=1, joined=F("joined") + 1):
        return True
    # The hour was begun by somebody else between the two.
    return within.update(**one_more) == 1
