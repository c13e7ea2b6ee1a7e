"""Bringing a public conversation in, and taking tables out in the format of Polis."""

from __future__ import annotations

import io
import zipfile

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khural.files import FileError
from khural.polis import Conversation, preview
from khural.web.acting import accepted, actor, status_of
from khural.web.cases.models import Edition
from khural.web.coordination import bringing_in, importing
from khural.web.coordination.exporting import tables_of
from khural.web.coordination.importing import TermsForm, UploadForm
from khural.web.coordination.queries import consultation_for
from khural.web.coordination.tasks import results_of_import
from khural.web.crumbs import edition_crumbs
from khural.web.messages import translated
from khural.web.refusals import Refused
from khural.web.rounds.models import Kind
from khural.web.rounds.permissions import DialogueVerb
from khural.web.square.models import Consultation
from khural.web.staff.queries import edition_for


@require_http_methods(["GET", "HEAD", "POST"])
def import_polis(request: HttpRequest, case: str, edition: str) -> HttpResponse:
    """Upload, look at what is in it, confirm. Nothing is stored before."""
    beside = edition_for(request.user, case, edition, DialogueVerb.RUN_CONSULTATIONS)
    if "conversation" in request.POST:
        return _confirm(request, beside)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        try:
            name, conversation, initial = importing.read_upload(form)
            field = importing.sealed(name, conversation)
        except FileError as refusal:
            form.add_error(None, translated(refusal.message))
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            return _preview(request, beside, field, conversation, TermsForm(initial=initial))
    limits = {
        "most_votes": number_format(importing.MOST_VOTES, force_grouping=True),
        "most_table": importing.MOST_TABLE // 2**20,
    }
    ctx = {"form": form, **limits, **_around(beside)}
    return render(request, "coordination/import.html", ctx, status=status_of(form))


def _around(edition: Edition) -> dict[str, object]:
    where = [edition.dialogue.case.slug, edition.slug]
    return {
        "edition": edition,
        "rehearsal": edition.is_rehearsal,
        "back": reverse("consultations", args=where),
        "here": reverse("consultations_import", args=where),
        "crumbs": edition_crumbs(edition, _("Import from Polis")),
    }


def _preview(
    request: HttpRequest, edition: Edition, field: str, conversation: Conversation, form: TermsForm
) -> HttpResponse:
    ctx = {
        "form": form,
        "field": field,
        "seen": preview(conversation),
        "notes": [translated(note) for note in conversation.notes],
        "known": bringing_in.known(conversation),
        "sample": conversation.statements[:5],
        **_around(edition),
    }
    return render(request, "coordination/import_preview.html", ctx, status=status_of(form))


def _confirm(request: HttpRequest, edition: Edition) -> HttpResponse:
    try:
        name, conversation = importing.opened(request.POST["conversation"])
    except Refused as refusal:
        messages.error(request, str(refusal.sentence))
        return redirect("consultations_import", edition.dialogue.case.slug, edition.slug)
    form = TermsForm(request.POST)
    before = bringing_in.known(conversation)
    if before is not None:
        messages.warning(request, _("This conversation is there already. Nothing was changed."))
        return redirect("open_results", before.slug)
    made: list[Consultation] = []

    def store() -> None:
        made.append(
            bringing_in.bring_in(
                conversation,
                edition=edition,
                terms=form.terms,
                language=form.cleaned_data["language"],
                slug=name,
                by=actor(request),
            )
        )

    if form.is_valid() and accepted(form, store):
        results_of_import.enqueue(made[0].pk)
        messages.success(request, _("Brought in. Its results are being worked out; load the page again in a minute."))
        return redirect("consultation", edition.dialogue.case.slug, edition.slug, made[0].slug)
    return _preview(request, edition, request.POST["conversation"], conversation, form)


@require_safe
def export_polis(request: HttpRequest, case: str, edition: str, square: str) -> HttpResponse:
    """The tables in the format of Polis: of our own consultations what was published, and no row of anybody."""
    both = (Kind.OPEN, Kind.IMPORTED)
    shown = consultation_for(request.user, case, edition, square, DialogueVerb.SEE_CONSULTATIONS, both)
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in tables_of(shown).items():
            # The same content gives the same bytes, whenever it is asked for.
            archive.writestr(zipfile.ZipInfo(f"{shown.slug}/{name}"), text, compress_type=zipfile.ZIP_DEFLATED)
    response = HttpResponse(body.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{shown.slug}.zip"'
    return response
