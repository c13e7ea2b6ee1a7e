"""One statement: its wording in every language side by side, reviews, other wordings, withdrawal."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khural.web.acting import actor, done, say, typed
from khural.web.crumbs import address, round_crumbs
from khural.web.rounds import actions
from khural.web.rounds.forms import ReviewForm, TranslationForm, WordingForm
from khural.web.rounds.models import Statement, StatementVersion
from khural.web.rounds.permissions import Verb
from khural.web.rounds.queries import statement_in
from khural.web.rounds.wordings import Wording, as_reviewed, as_translated, wordings
from khural.web.seen import rewritten, watched
from khural.web.staff.allowed import may_in_round
from khural.web.staff.queries import round_for

READ_WRITE = ["GET", "HEAD", "POST"]


def _statement(request: HttpRequest, case: str, edition: str, round_: str, number: int, verb: Verb) -> Statement:
    return statement_in(round_for(request.user, case, edition, round_, verb), number)


def _page(request: HttpRequest, statement: Statement, shown: list[Wording], status: int = 200) -> HttpResponse:
    round_ = statement.round
    ctx: dict[str, Any] = {
        "round": round_,
        "statement": statement,
        "address": address(round_),
        "place": [*address(round_), statement.number],
        "wordings": shown,
        "source": statement.version.source_text,
        "earlier": [version for version in statement.versions.all() if version.pk != statement.version.pk],
        "may": may_in_round(request.user, round_),
        "crumbs": round_crumbs(round_, _("Statement %(n)d") % {"n": statement.number}),
    }
    return render(request, "rounds/statement.html", ctx, status=status)


@require_safe
def show_statement(request: HttpRequest, case: str, edition: str, round_: str, number: int) -> HttpResponse:
    """All wordings side by side."""
    shown = _statement(request, case, edition, round_, number, Verb.SEE_ROUND)
    return _page(request, shown, wordings(shown, shown.round.languages))


@require_POST
def translate(request: HttpRequest, case: str, edition: str, round_: str, number: int, language: str) -> HttpResponse:
    """Save a translation; where somebody saved meanwhile, show both and keep what was typed."""
    statement = _statement(request, case, edition, round_, number, Verb.TRANSLATE_STATEMENTS)
    stored = as_translated(_in_language(statement, language), language)
    form = watched(TranslationForm(request.POST, auto_id=f"id_{language}_%s"), stored)

    def save() -> None:
        version = _locked(statement)
        text = version.text_in(language)
        revision = text.revision if text else 0
        actions.translate(version, language=language, **form.cleaned_data, revision=revision, by=actor(request))

    if form.is_valid() and rewritten(form, lambda: as_translated(_locked(statement), language), save):
        say(request, form, _("Saved."))
        return redirect(_anchor(statement, language))
    return _again(request, statement, language, form)


def _again(request: HttpRequest, statement: Statement, language: str, form: TranslationForm) -> HttpResponse:
    fresh = statement_in(statement.round, statement.number)
    status = 400 if set(form.errors) - {"__all__"} else 409
    return _page(request, fresh, wordings(fresh, fresh.round.languages, wrong=(language, form)), status)


def _locked(statement: Statement) -> StatementVersion:
    """The wording in force, which nobody else changes before this transaction ends."""
    Statement.objects.select_for_update().get(pk=statement.pk)
    return statement_in(statement.round, statement.number).version


def _in_language(statement: Statement, language: str) -> StatementVersion:
    if language not in statement.round.languages:
        raise Http404
    return statement.version


def _anchor(statement: Statement, language: str) -> str:
    return f"{reverse('statement', args=[*address(statement.round), statement.number])}#{language}"


@require_POST
def review(request: HttpRequest, case: str, edition: str, round_: str, number: int, language: str) -> HttpResponse:
    """Record that a named reader approved a translation."""
    statement = _statement(request, case, edition, round_, number, Verb.REVIEW_TRANSLATIONS)
    if _in_language(statement, language).text_in(language) is None:
        raise Http404
    stored = as_reviewed(statement.version, language)
    form = watched(ReviewForm(request.POST, auto_id=f"id_review_{language}_%s"), stored)

    def record() -> None:
        fresh = _locked(statement).text_in(language)
        assert fresh is not None
        actions.review(fresh, **form.cleaned_data, revision=fresh.revision, by=actor(request))

    if form.is_valid() and rewritten(form, lambda: as_reviewed(_locked(statement), language), record):
        say(request, form, _("The review is recorded."))
        return redirect(_anchor(statement, language))
    fresh = statement_in(statement.round, statement.number)
    status = 400 if set(form.errors) - {"__all__"} else 409
    return _page(request, fresh, wordings(fresh, fresh.round.languages, reviewing=(language, form)), status)


@require_http_methods(READ_WRITE)
def reword(request: HttpRequest, case: str, edition: str, round_: str, number: int) -> HttpResponse:
    """Another wording: a version of its own, whose translations start anew."""
    statement = _statement(request, case, edition, round_, number, Verb.EDIT_STATEMENTS)
    source = statement.version.source_text
    form = watched(WordingForm(typed(request), initial={"text": source.text}), {"text": source.text})

    def save() -> None:
        fresh = statement_in(statement.round, number)
        revision = fresh.version.source_text.revision
        actions.reword(fresh, **form.cleaned_data, revision=revision, by=actor(request))

    if form.is_valid() and rewritten(form, lambda: {"text": _locked(statement).source_text.text}, save):
        say(request, form, _("The wording was changed. Its translations start anew."))
        return redirect("statement", case, edition, round_, number)
    form.fields["text"].widget.attrs["lang"] = source.language
    ctx = {
        "form": form,
        "heading": _("Change the wording"),
        "lead": _("The changed wording is a version of its own: translations and reviews start anew."),
        "submit": _("Save the wording"),
        "back": reverse("statement", args=[case, edition, round_, number]),
        "rehearsal": statement.round.is_rehearsal,
        "crumbs": round_crumbs(statement.round, _("Statement %(n)d") % {"n": number}),
    }
    return render(
        request, "form_page.html", ctx, status=409 if form.non_field_errors() else 400 if form.errors else 200
    )


@require_POST
def withdraw(request: HttpRequest, case: str, edition: str, round_: str, number: int) -> HttpResponse:
    """Take a statement out before anybody could vote on it."""
    statement = _statement(request, case, edition, round_, number, Verb.EDIT_STATEMENTS)
    done(
        request,
        lambda: actions.withdraw_statement(statement, by=actor(request)),
        _("The statement is withdrawn. Restore it to undo this."),
    )
    return redirect("statement", case, edition, round_, number)


@require_POST
def restore(request: HttpRequest, case: str, edition: str, round_: str, number: int) -> HttpResponse:
    """Put a withdrawn statement back."""
    statement = _statement(request, case, edition, round_, number, Verb.EDIT_STATEMENTS)
    done(request, lambda: actions.restore_statement(statement, by=actor(request)), _("The statement is back."))
    return redirect("statement", case, edition, round_, number)
