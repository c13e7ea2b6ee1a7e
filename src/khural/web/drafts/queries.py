"""Reading a draft back: only by the page that shows its form, so whoever may not see the page has no draft either."""

from __future__ import annotations

from datetime import datetime

from django.http import QueryDict

from khural.web.drafts.models import Draft
from khural.web.drafts.permits import Permit
from khural.web.drafts.sealing import Typed, unseal
from khural.web.seen import compared, plain, read, shown_beside
from khural.web.text import CleanForm


def fill(form: CleanForm, permit: Permit) -> datetime | None:
    """Put the draft of `form` into it; when it was kept, or None where there is none or it says nothing else."""
    draft = Draft.objects.filter(user=permit.user, path=permit.path, form=permit.form).first()
    typed = unseal(draft.body) if draft else None
    if draft is None or typed is None:
        return None
    sent = _as_sent(typed)
    left = _of_others(form, typed, sent)
    changed = {name: value for name, value in _values(form, permit, sent).items() if name not in left}
    if not changed:
        return None
    form.initial = {**form.initial, **changed}
    return draft.kept_at


def _as_sent(typed: Typed) -> QueryDict:
    sent = QueryDict(mutable=True)
    for name, values in typed.fields.items():
        sent.setlist(name, values)
    return sent


def _of_others(form: CleanForm, typed: Typed, sent: QueryDict) -> tuple[str, ...]:
    """The fields that the draft left as they were and somebody else has changed since; both texts where both did."""
    if form.stored is None:
        return ()
    found = compared(form, typed.seen, sent)
    form.meanwhile = shown_beside(form, found.both)
    return found.theirs


def _values(form: CleanForm, permit: Permit, sent: QueryDict) -> dict[str, object]:
    """Field -> what was typed, for those in which it is not what the page shows anyway."""
    values: dict[str, object] = {}
    for name, field in form.fields.items():
        html_name = form.add_prefix(name)
        if html_name not in permit.names:
            continue
        shown = form.get_initial_for_field(field, name)
        if plain(read(form, name, sent)) != plain(shown):
            values[name] = field.widget.value_from_datadict(sent, {}, html_name)
    return values
