"""Between the close and the publication: what publishing will show, to nobody but those who may publish it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khural.web.coordination.pages import context
from khural.web.coordination.queries import consultation_for
from khural.web.rounds.models import Phase
from khural.web.square.queries import is_as_shown_last
from khural.web.square.rendering import body_of


@require_safe
def preview(request: HttpRequest, case: str, edition: str, square: str) -> HttpResponse:
    """The last batch as it lies ready, by the same few lines that make it for readers."""
    shown = consultation_for(request.user, case, edition, square)
    if shown.round.phase != Phase.CLOSED:
        return redirect("consultation", case, edition, square)
    ctx = context(
        shown,
        _("Not published"),
        is_settled=shown.is_settled,
        body=body_of(shown) if shown.is_settled else "",
        is_as_shown_last=is_as_shown_last(shown),
    )
    return render(request, "coordination/preview.html", ctx)
