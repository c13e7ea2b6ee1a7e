"""The staff record of a dialogue: who did what, and whether the chain holds."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khural.web.crumbs import edition_crumbs
from khural.web.record.actions import first_broken
from khural.web.record.queries import page_of
from khural.web.rounds.permissions import DialogueVerb
from khural.web.staff.queries import edition_for


@require_safe
def show_record(request: HttpRequest, case: str, edition: str) -> HttpResponse:
    """The acts of the staff, newest first, a hundred to a page."""
    shown = edition_for(request.user, case, edition, DialogueVerb.SEE_RECORD)
    lines, more = page_of(shown.dialogue, _number(request.GET.get("before")))
    ctx = {
        "edition": shown,
        "dialogue": shown.dialogue,
        "lines": lines,
        "more": more,
        "broken": first_broken(shown.dialogue),
        "crumbs": edition_crumbs(shown, _("Staff record")),
    }
    return render(request, "record/record.html", ctx)


def _number(typed: str | None) -> int | None:
    if typed is None:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) < 10):
        raise Http404
    return int(typed)
