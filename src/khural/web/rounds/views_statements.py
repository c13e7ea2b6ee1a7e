"""The statements of a round: the list, adding one, pasting many."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from khural.web.acting import accepted, actor, say, status_of, typed
from khural.web.crumbs import address, round_crumbs
from khural.web.language import own_name
from khural.web.rounds import actions
from khural.web.rounds.forms import PasteForm, StatementForm
from khural.web.rounds.models import Phase, Round
from khural.web.rounds.pasting import Line, read_list
from khural.web.rounds.permissions import Verb
from khural.web.rounds.queries import listed, source_texts
from khural.web.staff.allowed import may_in_round
from khural.web.staff.queries import round_for

READ_WRITE = ["GET", "HEAD", "POST"]


def _ctx(round_: Round, *here: str, **more: Any) -> dict[str, Any]:
    return more | {
        "round": round_,
        "address": address(round_),
        "rehearsal": round_.is_rehearsal,
        "back": reverse("round_statements", args=address(round_)),
        "crumbs": round_crumbs(round_, *here),
    }


@require_safe
def list_statements(request: HttpRequest, case: str, edition: str, round_: str) -> HttpResponse:
    """All statements in their order, with basket, state, and what each language still lacks."""
    shown = round_for(request.user, case, edition, round_, Verb.SEE_ROUND)
    ctx = _ctx(shown, _("Statements"), rows=listed(shown), may=may_in_round(request.user, shown))
    ctx["names"] = [own_name(code) for code in ctx["rows"][0].languages] if ctx["rows"] else []
    ctx["collecting"] = shown.phase in {Phase.COLLECTING, Phase.VOTING}
    return render(request, "rounds/statements.html", ctx)


@require_http_methods(READ_WRITE)
def add_statement(request: HttpRequest, case: str, edition: str, round_: str) -> HttpResponse:
    """Add one statement at the end."""
    added_to = round_for(request.user, case, edition, round_, Verb.EDIT_STATEMENTS)
    form = StatementForm(typed(request), baskets=added_to.edition.dialogue.baskets)
    if form.is_valid() and accepted(
        form,
        lambda: actions.add_statement(
            added_to, **form.cleaned_data, language=added_to.source_language, by=actor(request)
        ),
    ):
        say(request, form, _("The statement was added."))
        return redirect("round_statements", case, edition, round_)
    form.fields["text"].widget.attrs["lang"] = added_to.source_language
    ctx = _ctx(added_to, _("Add a statement"), form=form, heading=_("Add a statement"), submit=_("Add the statement"))
    return render(request, "form_page.html", ctx, status=status_of(form))


@require_http_methods(READ_WRITE)
def paste_statements(request: HttpRequest, case: str, edition: str, round_: str) -> HttpResponse:
    """Paste a list, look at what was understood, confirm. Nothing is stored before."""
    added_to = round_for(request.user, case, edition, round_, Verb.EDIT_STATEMENTS)
    baskets = added_to.edition.dialogue.baskets
    form = PasteForm(typed(request), baskets=baskets)
    form.fields["statements"].widget.attrs["lang"] = added_to.source_language
    lines: tuple[Line, ...] = ()
    if form.is_valid():
        pasted = read_list(form.cleaned_data["statements"], baskets.all(), source_texts(added_to))
        for error in pasted.errors or () if pasted.lines or pasted.errors else (_("There is no line to read."),):
            form.add_error("statements", error)
        lines = pasted.lines
    if lines and form.is_valid() and "store" in request.POST:
        return _store(request, added_to, lines, form)
    ctx = _ctx(
        added_to, _("Paste a list"), form=form, lines=lines, basket=form.is_bound and form.cleaned_data.get("basket")
    )
    return render(request, "rounds/paste.html", ctx, status=status_of(form))


def _store(request: HttpRequest, round_: Round, lines: tuple[Line, ...], form: PasteForm) -> HttpResponse:
    made = actions.add_list(
        round_,
        entries=[(line.text, line.basket or form.cleaned_data["basket"]) for line in lines],
        language=round_.source_language,
        by=actor(request),
    )
    told = ngettext("%(n)d statement was added.", "%(n)d statements were added.", len(made)) % {"n": len(made)}
    messages.success(request, told)
    return redirect("round_statements", *address(round_))
