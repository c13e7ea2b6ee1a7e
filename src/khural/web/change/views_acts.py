"""The ledger of acts by all sides: read, enter, strike, import."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from khural.evidence.forums import compared
from khural.web.acting import accepted, actor, say, status_of, typed
from khural.web.change import actions
from khural.web.change.forms import ActForm, ActsFileForm, ChoiceForm, StrikeForm
from khural.web.change.ledger import Choice, coverage, ledger
from khural.web.change.presentation import act_lines, coverage_lines, families, forum_lines, names_of, side_name
from khural.web.crumbs import case_crumbs
from khural.web.rounds.permissions import DialogueVerb
from khural.web.staff.allowed import may_in_dialogue
from khural.web.staff.queries import dialogue_for

FORM = "form_page.html"
READ_WRITE = ["GET", "HEAD", "POST"]


@require_safe
def list_acts(request: HttpRequest, case: str) -> HttpResponse:
    """Every act with its source, what the ledger covers, and the dialogue beside other forums."""
    dialogue = dialogue_for(request.user, case, DialogueVerb.SEE_CASE)
    rows = ledger(dialogue.case, timezone.localdate())
    names = names_of(dialogue.case)
    sides = sorted({side for row in rows for side in row.sides}, key=lambda side: side_name(side, names).casefold())
    form = ChoiceForm(request.GET or None, sides=[(side, side_name(side, names)) for side in sides])
    wanted = Choice(**form.cleaned_data) if form.is_valid() else Choice()
    shown = [row for row in rows if wanted.holds(row)]
    ctx = {
        "case": dialogue.case,
        "form": form,
        "total": len(rows),
        "acts": act_lines(shown, names),
        "families": families(),
        "coverage": coverage_lines(coverage(rows, names), names),
        "forums": forum_lines(compared(), names) if dialogue.case.evidence == "korea" else (),
        "may": may_in_dialogue(request.user, dialogue),
        "crumbs": case_crumbs(dialogue.case, _("Ledger of acts")),
    }
    return render(request, "change/acts.html", ctx)


@require_http_methods(READ_WRITE)
def enter_act(request: HttpRequest, case: str) -> HttpResponse:
    """Enter one act with its page."""
    dialogue = dialogue_for(request.user, case, DialogueVerb.ENTER_ACTS)
    form = ActForm(typed(request))
    if form.is_valid() and accepted(form, lambda: actions.enter_act(dialogue, by=actor(request), **form.cleaned_data)):
        say(request, form, _("The act is in the ledger."))
        return redirect("acts", case)
    ctx = {
        "form": form,
        "heading": _("Enter an act"),
        "lead": _("Acts by all sides stand in one table, in one vocabulary, each with the page it was read on."),
        "submit": _("Enter the act"),
        "crumbs": case_crumbs(dialogue.case, _("Enter an act")),
    }
    return render(request, FORM, ctx, status=status_of(form))


@require_http_methods(READ_WRITE)
def strike_act(request: HttpRequest, case: str, act: int) -> HttpResponse:
    """Strike an own entry; it stays with the reason."""
    dialogue = dialogue_for(request.user, case, DialogueVerb.ENTER_ACTS)
    entry = get_object_or_404(dialogue.case.acts, pk=act)
    form = StrikeForm(typed(request))
    if form.is_valid() and accepted(
        form,
        lambda: actions.strike_act(dialogue, entry=entry, reason=form.cleaned_data["reason"], by=actor(request)),
    ):
        say(request, form, _("The entry is struck."))
        return redirect("acts", case)
    ctx = {
        "form": form,
        "heading": _("Strike an entry"),
        "lead": f"{entry.start}, {'; '.join(entry.actors)}: {entry.get_kind_display()}",
        "submit": _("Strike it"),
        "crumbs": case_crumbs(dialogue.case, _("Strike an entry")),
    }
    return render(request, FORM, ctx, status=status_of(form))


@require_http_methods(READ_WRITE)
def import_acts(request: HttpRequest, case: str) -> HttpResponse:
    """Add the acts of a CSV file: all of them or none."""
    dialogue = dialogue_for(request.user, case, DialogueVerb.ENTER_ACTS)
    form = ActsFileForm(typed(request), request.FILES or None)
    counts: list[tuple[int, int]] = []

    def take() -> None:
        file = form.cleaned_data["file"]
        acts = actions.read_ledger(file.read(), file.name)
        counts.append(actions.import_acts(dialogue, acts=acts, by=actor(request)))

    if form.is_valid() and accepted(form, take):
        added, skipped = counts[0]
        told = ngettext("%(n)d act was added.", "%(n)d acts were added.", added) % {"n": added}
        there = ngettext("%(n)d was there already.", "%(n)d were there already.", skipped) % {"n": skipped}
        messages.success(request, f"{told} {there}" if skipped else told)
        return redirect("acts", case)
    ctx = {"form": form, "case": dialogue.case, "crumbs": case_crumbs(dialogue.case, _("Import acts"))}
    return render(request, "change/acts_import.html", ctx, status=status_of(form))
