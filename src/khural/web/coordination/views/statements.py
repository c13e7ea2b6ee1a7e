"""The statements of a consultation: the list, adding, hiding, merging, splitting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khural.web.acting import accepted, actor, say, status_of, typed
from khural.web.coordination import actions
from khural.web.coordination.forms import MergeForm, ReasonForm, SplitForm
from khural.web.coordination.pages import address, context
from khural.web.coordination.queries import Neighbours, consultation_for, listed
from khural.web.coordination.wordings import WordingsForm, save, texts_of
from khural.web.language import codes, current_language, own_name
from khural.web.rounds.forms import PasteForm, StatementForm
from khural.web.rounds.models import Kind, Phase, Statement
from khural.web.rounds.pasting import Line, read_list
from khural.web.rounds.permissions import DialogueVerb
from khural.web.rounds.queries import IN_PLAY, source_texts, statement_in
from khural.web.seen import rewritten, watched
from khural.web.square.models import Consultation
from khural.web.staff.allowed import may_in_dialogue

READ_WRITE = ["GET", "HEAD", "POST"]


def _ctx(consultation: Consultation, *here: str, **more: Any) -> dict[str, Any]:
    back = reverse("consultation_statements", args=address(consultation))
    return context(consultation, *here, **more) | {"back": back}


@require_safe
def list_statements(request: HttpRequest, case: str, edition: str, square: str) -> HttpResponse:
    """All statements, also hidden ones."""
    both = (Kind.OPEN, Kind.IMPORTED)
    shown = consultation_for(request.user, case, edition, square, DialogueVerb.SEE_CONSULTATIONS, both)
    may = may_in_dialogue(request.user, shown.round.edition.dialogue)
    is_running = may["run_consultations"] and not shown.is_imported
    language = current_language()
    rows = [(one, one.version.best_text(language), one.state in IN_PLAY) for one in listed(shown.round)]
    ctx = _ctx(shown, _("Statements"), rows=rows, may_change=is_running and shown.round.phase in actions_phases())
    return render(request, "coordination/statements.html", ctx)


def actions_phases() -> tuple[Phase, ...]:
    """The phases in which statements can be added and hidden."""
    return tuple(phase for phase in Phase if phase not in actions.TOO_LATE)


@require_http_methods(READ_WRITE)
def add_statement(request: HttpRequest, case: str, edition: str, square: str) -> HttpResponse:
    """Add one statement; where people vote already, it is shown at once."""
    added_to = consultation_for(request.user, case, edition, square)
    form = StatementForm(typed(request), baskets=added_to.round.edition.dialogue.baskets)
    if form.is_valid() and accepted(
        form,
        lambda: actions.seed(
            added_to, entries=[(form.cleaned_data["text"], form.cleaned_data["basket"])], by=actor(request)
        ),
    ):
        say(request, form, _("The statement was added."))
        return redirect("consultation_statements", case, edition, square)
    form.fields["text"].widget.attrs["lang"] = added_to.round.source_language
    form.fields["text"].help_text = _("One idea, one sentence, that people can agree or disagree with.")
    ctx = _ctx(added_to, _("Add a statement"), form=form, heading=_("Add a statement"), submit=_("Add the statement"))
    return render(request, "form_page.html", ctx, status=status_of(form))


@require_http_methods(READ_WRITE)
def paste_statements(request: HttpRequest, case: str, edition: str, square: str) -> HttpResponse:
    """Paste a list, look at what was understood, confirm. Nothing is stored before."""
    added_to = consultation_for(request.user, case, edition, square)
    baskets = added_to.round.edition.dialogue.baskets
    form = PasteForm(typed(request), baskets=baskets)
    form.fields["statements"].widget.attrs["lang"] = added_to.round.source_language
    lines: tuple[Line, ...] = ()
    if form.is_valid():
        pasted = read_list(form.cleaned_data["statements"], baskets.all(), source_texts(added_to.round))
        for error in pasted.errors or () if pasted.lines or pasted.errors else (_("There is no line to read."),):
            form.add_error("statements", error)
        lines = pasted.lines
    if lines and form.is_valid() and "store" in request.POST:
        entries = [(line.text, line.basket or form.cleaned_data["basket"]) for line in lines]
        if accepted(form, lambda: actions.seed(added_to, entries=entries, by=actor(request))):
            n = len(entries)
            messages.success(
                request, ngettext("%(n)d statement was added.", "%(n)d statements were added.", n) % {"n": n}
            )
            return redirect("consultation_statements", case, edition, square)
    basket = form.is_bound and form.is_valid() and form.cleaned_data.get("basket")
    ctx = _ctx(added_to, _("Paste a list"), form=form, lines=lines, basket=basket)
    return render(request, "rounds/paste.html", ctx, status=status_of(form))


@require_http_methods(READ_WRITE)
def show_statement(request: HttpRequest, case: str, edition: str, square: str, number: int) -> HttpResponse:
    """One statement, those that are like it, and what can be done: hide it, merge it, split it."""
    shown = consultation_for(request.user, case, edition, square)
    statement = statement_in(shown.round, number)
    form = _form(request)
    if form is not None and form.is_valid() and accepted(form, lambda: _act(request, shown, statement, form)):
        say(request, form, _("Done. It stands in the moderation log, and can be undone there."))
        return redirect("consultation_statements", case, edition, square)
    version = statement.version
    text, source = version.best_text(current_language()), version.source_text
    ctx = _ctx(
        shown,
        _("Statement %(n)d") % {"n": number},
        statement=statement,
        text=text,
        source=source,
        written_in=[own_name(code) for code in sorted({one.language for one in version.texts.all()}, key=_in_order)],
        is_shown=statement.state in IN_PLAY,
        alike=Neighbours(shown.round).of(text.text, ("statement", number)),
        hide_form=form if isinstance(form, ReasonForm) else ReasonForm(auto_id="hide_%s"),
        merge_form=form if isinstance(form, MergeForm) else MergeForm(auto_id="merge_%s"),
        split_form=form
        if isinstance(form, SplitForm)
        else SplitForm(initial={"part_1": source.text}, auto_id="split_%s"),
        form=form,
    )
    return render(request, "coordination/statement.html", ctx, status=200 if form is None else status_of(form))


def _in_order(code: str) -> tuple[bool, int, str]:
    """The pages' languages first, in their order."""
    return (code not in codes(), codes().index(code) if code in codes() else 0, code)


def _form(request: HttpRequest) -> ReasonForm | MergeForm | SplitForm | None:
    if request.method != "POST":
        return None
    if "merge" in request.POST:
        return MergeForm(request.POST, auto_id="merge_%s")
    return (
        SplitForm(request.POST, auto_id="split_%s")
        if "split" in request.POST
        else ReasonForm(request.POST, auto_id="hide_%s")
    )


def _act(
    request: HttpRequest, consultation: Consultation, statement: Statement, form: ReasonForm | MergeForm | SplitForm
) -> None:
    number, by = statement.number, actor(request)
    if isinstance(form, MergeForm):
        actions.merge(consultation, number=number, into=form.cleaned_data["into"], by=by)
    elif isinstance(form, SplitForm):
        actions.split(consultation, number=number, parts=form.parts, by=by)
    else:
        actions.hide(consultation, number=number, reason=form.reason, by=by)


@require_POST
def show_again(request: HttpRequest, case: str, edition: str, square: str, number: int) -> HttpResponse:
    """Show a hidden statement again; its votes come back with it."""
    shown = consultation_for(request.user, case, edition, square)
    statement = statement_in(shown.round, number)
    if statement.state in IN_PLAY:
        raise Http404
    form = ReasonForm({})
    if accepted(form, lambda: actions.show(shown, number=number, by=actor(request))):
        messages.success(request, _("The statement is shown again."))
    else:
        messages.error(request, str(form.non_field_errors()[0]))
    return redirect("consultation_statements", case, edition, square)


@require_http_methods(READ_WRITE)
def change_wordings(request: HttpRequest, case: str, edition: str, square: str, number: int) -> HttpResponse:
    """The statement in every language; the source wording too, as long as nobody can have voted on it."""
    shown = consultation_for(request.user, case, edition, square)
    statement = statement_in(shown.round, number)
    form = watched(WordingsForm(typed(request), statement=statement), texts_of(statement))

    def stored() -> dict[str, str]:
        Statement.objects.select_for_update().get(pk=statement.pk)
        return texts_of(statement_in(shown.round, number))

    if form.is_valid() and rewritten(form, stored, lambda: save(form, by=actor(request))):
        say(request, form, _("Saved."))
        return redirect("consultation_statement", case, edition, square, number)
    ctx = _ctx(shown, _("Wordings"), form=form, heading=_("Wordings"), submit=_("Save"))
    ctx["lead"] = statement.version.source_text.text
    ctx["notice"] = (
        _("People vote on this wording. It is fixed; translations can still be written.") if form.is_fixed else ""
    )
    return render(request, "form_page.html", ctx, status=status_of(form))
