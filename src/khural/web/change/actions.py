"""Entering, striking and importing acts; registering aims and storing their readings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khural.evidence.columns import COLUMNS
from khural.evidence.facts import LEDGER, act_of
from khural.evidence.records import Act
from khural.evidence.table import EvidenceError, read_rows
from khural.files import FileError, decode
from khural.web.cases.models import Dialogue, Edition
from khural.web.change.models import ActEntry, Aim, Reading
from khural.web.change.readings import answer_of
from khural.web.change.visible import smallest_change
from khural.web.change.words import ActKind
from khural.web.messages import translated
from khural.web.record.actions import note
from khural.web.refusals import Refused
from khural.web.rounds.models import Phase, Round

MOST_ACTS = 2000
OPENED = (Phase.VOTING, Phase.CLOSED, Phase.PUBLISHED, Phase.ENDED)
UNDER_WAY = (Phase.VOTING, Phase.CLOSED)


@transaction.atomic
def enter_act(dialogue: Dialogue, *, by: User, **fields: Any) -> ActEntry:
    """Add one act to the ledger of the case; the same act from the same page is refused."""
    if _same(dialogue, fields).exists():
        raise Refused(_("This act is in the ledger already, from the same page."))
    made: ActEntry = dialogue.case.acts.create(entered_by=by, **fields)
    note(dialogue, "enter act", str(made), by=by, source=made.source_url)
    return made


def _same(dialogue: Dialogue, fields: Mapping[str, Any]) -> Any:
    same = {name: fields[name] for name in ("actors", "target", "kind", "start", "source_url")}
    return dialogue.case.acts.filter(struck_because="", **same)


@transaction.atomic
def strike_act(dialogue: Dialogue, *, entry: ActEntry, reason: str, by: User) -> None:
    """Strike an entry: it stays on the page with the reason, and counts no longer."""
    if entry.struck_because:
        raise Refused(_("This entry is struck already."))
    entry.struck_because = reason
    entry.save(update_fields=["struck_because"])
    note(dialogue, "strike act", str(entry), by=by, reason=reason)


def read_ledger(raw: bytes, name: str) -> tuple[Act, ...]:
    """The acts of a file with the columns of the packed ledger.

    Refused with one sentence: another encoding or column, a row without a source, a kind that the vocabulary lacks, a
    row without a date, more rows than MOST_ACTS.
    """
    try:
        text, _told = decode(raw, name)
        rows = read_rows(name, text.lstrip("\ufeff"), COLUMNS[LEDGER])
        read = tuple(act_of(row) for row in rows)
    except (EvidenceError, FileError) as error:
        raise Refused(translated(error.message)) from None
    if len(read) > MOST_ACTS:
        raise Refused(_("%(n)d rows are more than %(most)d.") % {"n": len(read), "most": MOST_ACTS})
    for number, act in enumerate(read, start=2):
        if act.kind not in ActKind.values or act.start is None or not act.actors or not act.source_url:
            sentence = _("Row %(row)d needs an actor, a date, a page and a kind of the list. Nothing was stored.")
            raise Refused(sentence % {"row": number})
    return read


@transaction.atomic
def import_acts(dialogue: Dialogue, *, acts: Iterable[Act], by: User) -> tuple[int, int]:
    """Add the acts that are not there yet; how many were added, and how many were there."""
    added = skipped = 0
    for act in acts:
        fields = _fields(act)
        if _same(dialogue, fields).exists():
            skipped += 1
            continue
        dialogue.case.acts.create(entered_by=by, **fields)
        added += 1
    note(dialogue, "import acts", dialogue.case.name, by=by, added=added, skipped=skipped)
    return added, skipped


def _fields(act: Act) -> dict[str, Any]:
    return {
        "actors": list(act.actors),
        "target": (act.target or "")[:120],
        "kind": act.kind,
        "start": str(act.start),
        "end": str(act.end or ""),
        "amount": act.amount,
        "unit": (act.unit or "")[:40],
        "source": act.source[:200],
        "source_url": act.source_url,
        "grade": act.grade,
        "note": (act.note or "")[:1000],
    }


def register_aim(dialogue: Dialogue, *, by: User, replaces: Aim | None = None, **fields: Any) -> Aim:
    """Register what is to change. It is never altered: another one may replace it, and both stay.

    Registered after a vote of its edition had opened, it stands apart as exploratory.
    """
    if fields["read_on"] <= timezone.localdate():
        raise Refused(_("The day of reading lies in the past. An aim is said before it is answered."))
    # The simulation takes a second: nobody's vote is to wait for it.
    smallest, basis = smallest_change(fields)
    with transaction.atomic():
        if replaces is not None and Aim.objects.filter(replaces=replaces).exists():
            raise Refused(_("Somebody replaced this aim already."))
        made: Aim = Aim.objects.create(
            dialogue=dialogue,
            replaces=replaces,
            smallest=smallest,
            basis=basis,
            exploratory=_has_opened(dialogue, fields.get("edition")),
            **fields,
        )
        note(dialogue, "register aim", made.words, by=by, measure=made.measure, read_on=str(made.read_on))
    return made


def _has_opened(dialogue: Dialogue, edition: Edition | None) -> bool:
    """Whether a vote of the edition has opened; for an aim of no edition in particular, whether one is under way."""
    q = Round.objects.filter(edition__dialogue=dialogue, edition__is_rehearsal=False)
    if edition is None:
        return q.filter(phase__in=UNDER_WAY).exists()
    return q.filter(edition=edition, phase__in=OPENED).exists()


def read_aim(dialogue: Dialogue, *, aim: Aim, by: User, today: date | None = None) -> Reading:
    """Answer an aim on or after its day, and keep the answer."""
    if aim.read_on > (today or timezone.localdate()):
        raise Refused(_("The day of reading has not come yet."))
    found = answer_of(aim)
    reasons = [{"code": reason.code, "params": dict(reason.params)} for reason in found.reasons]
    with transaction.atomic():
        Dialogue.objects.select_for_update().get(pk=dialogue.pk)
        if aim.readings.exists():
            raise Refused(_("This aim was read already."))
        made: Reading = Reading.objects.create(aim=aim, answer=found.answer, reasons=reasons)
        note(dialogue, "read aim", aim.words, by=by, answer=found.answer)
    return made
