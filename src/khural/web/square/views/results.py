"""What was published of a consultation, for everybody who has its address; one's own place for oneself."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from khural.publishing.square import to_open_csv
from khural.web.inputs.queries import handed_from, state_of
from khural.web.inputs.words import as_row
from khural.web.language import current_language
from khural.web.square import presentation
from khural.web.square.models import Consultation
from khural.web.square.participants import Participant, current
from khural.web.square.placing import own_place
from khural.web.square.queries import answers_of, published, shows_results, statements_shown
from khural.web.square.rendering import body_of
from khural.web.square.requests import joined, public
from khural.web.voting.requests import not_found


def _check_visible(consultation: Consultation) -> None:
    if not shows_results(consultation):
        raise not_found()


def _tag(consultation: Consultation, kind: str) -> str:
    # The same for every reader of a language: asking again says nothing about ballots.
    state = (
        f"{consultation.round.phase}-{int(consultation.frozen_at is None)}-{statements_shown(consultation.round_id)}"
        f"-{state_of(consultation.round_id)}"
    )
    return f'"{kind}-{consultation.publication}-{state}-{current_language()}"'


def _fresh(response: HttpResponse, tag: str) -> HttpResponse:
    response["ETag"], response["Cache-Control"] = tag, "private, no-cache"
    return response


@require_safe
@public
def results(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The agreement table first, then groups or the line, then the map. Readers never compute."""
    _check_visible(consultation)
    here = None if consultation.is_imported else current(request, consultation)
    tag = _tag(consultation, "joined" if here else "reader")
    if request.headers.get("If-None-Match") == tag:
        return _fresh(HttpResponseNotModified(), tag)
    ctx: dict[str, object] = {"consultation": consultation, "round": consultation.round}
    ctx |= {"about": consultation.about_in(current_language()), "is_member": here is not None}
    ctx["body"] = body_of(consultation)
    ctx["handed"] = [as_row(one, current_language()) for one in handed_from(consultation.round)]
    return _fresh(render(request, "square/results.html", ctx), tag)


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"], "form-action": ["'none'"]})
@require_safe
@public
def embedded(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The results for a frame on another site, where the coordinator has allowed it; no cookie is read or set."""
    if not consultation.is_embeddable:
        raise not_found()
    _check_visible(consultation)
    tag = _tag(consultation, "embed")
    if request.headers.get("If-None-Match") == tag:
        return _fresh(HttpResponseNotModified(), tag)
    ctx = {"consultation": consultation, "round": consultation.round, "body": body_of(consultation)}
    response = _fresh(render(request, "square/embed.html", ctx), tag)
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
@public
def table_file(request: HttpRequest, consultation: Consultation) -> HttpResponse:  # noqa: ARG001 - the signature of a view
    """The agreement table as a file for a spreadsheet: published values only."""
    _check_visible(consultation)
    result = published(consultation)
    if result is None:
        raise not_found()
    texts = {name: one.text for name, one in presentation.wordings(result, current_language()).items()}
    head = [_("number"), _("statement"), _("answers"), _("agree"), _("disagree")]
    notice = _("Rehearsal: everything here is invented") if consultation.round.is_rehearsal else ""
    # The byte order mark is how spreadsheets recognise UTF-8.
    body = "\ufeff" + to_open_csv(result, texts, head, notice)
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{consultation.slug}.csv"'
    return response


@require_safe
@joined
def place(request: HttpRequest, participant: Participant) -> HttpResponse:
    """One's own place on the map, behind a button: from one's own answers, and shown to nobody else."""
    consultation = participant.consultation
    ctx: dict[str, object] = {"consultation": consultation, "round": consultation.round, "participant": participant}
    result = published(consultation) if shows_results(consultation) else None
    if result is not None and "show" in request.GET:
        texts = presentation.wordings(result, current_language())
        own = own_place(consultation, answers_of(participant).given)
        ctx |= {"show": True, "figure": presentation.map_figure(result, texts, own), "own": own}
    if not shows_results(consultation):
        return redirect("open_statement", consultation.slug)
    return render(request, "square/place.html", ctx)
