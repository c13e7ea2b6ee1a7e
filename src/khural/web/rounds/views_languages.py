"""Which languages are ready to open, and the mediator's written acceptance where nobody has reviewed one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khural.web.acting import accepted, actor, say, status_of, typed
from khural.web.crumbs import address, round_crumbs
from khural.web.language import own_names
from khural.web.rounds import actions
from khural.web.rounds.forms import AcceptanceForm
from khural.web.rounds.permissions import Verb
from khural.web.rounds.queries import language_states, unreviewed_languages
from khural.web.staff.allowed import may_in_round
from khural.web.staff.queries import round_for


@require_http_methods(["GET", "HEAD", "POST"])
def languages(request: HttpRequest, case: str, edition: str, round_: str) -> HttpResponse:
    """The state of each language; the mediator accepts an unreviewed one in writing."""
    shown = round_for(request.user, case, edition, round_, Verb.SEE_ROUND)
    may = may_in_round(request.user, shown)
    if request.method == "POST" and not may["accept_language"]:
        raise Http404
    names = dict(own_names())
    open_ = [(code, names[code]) for code in unreviewed_languages(shown)]
    form = AcceptanceForm(typed(request), languages=open_)
    if form.is_valid() and accepted(
        form,
        lambda: actions.accept_language(shown, **form.cleaned_data, on=timezone.localdate(), by=actor(request)),
    ):
        say(request, form, _("Your acceptance is recorded with the round."))
        return redirect("round_languages", case, edition, round_)
    ctx = {
        "round": shown,
        "address": address(shown),
        "rows": [(names[row.language], row) for row in language_states(shown)],
        "form": form if open_ and may["accept_language"] else None,
        "open": open_,
        "rehearsal": shown.is_rehearsal,
        "crumbs": round_crumbs(shown, _("Languages")),
    }
    return render(request, "rounds/languages.html", ctx, status=status_of(form))
