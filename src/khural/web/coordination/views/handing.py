"""From square to table: chosen findings go to a basket of an edition, which owes each an answer."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from khural.publishing.square import OpenCell
from khural.web.acting import accepted, actor, done, say, status_of, typed
from khural.web.cases.models import Basket
from khural.web.coordination.forms import HandForm
from khural.web.coordination.pages import context
from khural.web.coordination.queries import consultation_for, tables_for
from khural.web.inputs import actions
from khural.web.inputs.models import Input
from khural.web.language import current_language
from khural.web.rounds.models import Kind, StatementVersion
from khural.web.square.models import Consultation
from khural.web.square.presentation import rows, wordings
from khural.web.square.queries import published, shows_results

BOTH = (Kind.OPEN, Kind.IMPORTED)


def finding_of(cell: OpenCell) -> dict[str, int]:
    """What is handed over of a published cell: whole percents with their ranges, and about how many answered."""
    agree, disagree = cell.agree_range, cell.disagree_range
    if cell.of is None or cell.agree_percent is None or cell.disagree_percent is None or not agree or not disagree:
        return {}
    return {
        "of": cell.of,
        "agree": cell.agree_percent,
        "agree_low": agree[0],
        "agree_high": agree[1],
        "disagree": cell.disagree_percent,
        "disagree_low": disagree[0],
        "disagree_high": disagree[1],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, case: str, edition: str, square: str) -> HttpResponse:
    """Choose findings and the table they go to."""
    shown = consultation_for(request.user, case, edition, square, kinds=BOTH)
    result = published(shown) if shows_results(shown) else None
    texts = wordings(result, current_language()) if result else {}
    table = rows(result, texts) if result else []
    names = [row.statement for row in result.statements if row.statement in texts] if result else []
    editions = tables_for(request.user, shown)
    form = HandForm(
        typed(request),
        editions=editions,
        baskets=Basket.objects.filter(dialogue__in=editions.values("dialogue")),
        versions=[(name, texts[name].text) for name in names],
        initial={"edition": shown.round.edition_id},
    )
    if result is not None and form.is_valid() and accepted(form, lambda: _hand(request, shown, form)):
        n = len(form.cleaned_data["versions"])
        sentence = ngettext("%(n)d finding was handed to the table.", "%(n)d findings were handed to the table.", n)
        say(request, form, sentence % {"n": n})
        return redirect("consultation", case, edition, square)
    ctx = context(
        shown,
        _("Hand findings to a table"),
        form=form,
        choices=list(zip(names, table, strict=True)),
    )
    return render(request, "coordination/hand.html", ctx, status=status_of(form))


def _hand(request: HttpRequest, consultation: Consultation, form: HandForm) -> None:
    result = published(consultation)
    cells = {row.statement: finding_of(row.everybody) for row in result.statements} if result else {}
    versions = StatementVersion.objects.filter(
        pk__in=form.cleaned_data["versions"], statement__round=consultation.round_id
    )
    actions.hand_over(
        form.cleaned_data["edition"],
        findings={version: cells.get(str(version.pk), {}) for version in versions},
        basket=form.cleaned_data["basket"],
        note=form.cleaned_data["note"],
        by=actor(request),
    )


@require_POST
def take_back(request: HttpRequest, case: str, edition: str, square: str, handed: int) -> HttpResponse:
    """Take a finding back before the table has answered."""
    shown = consultation_for(request.user, case, edition, square, kinds=BOTH)
    found = Input.objects.filter(pk=handed, version__statement__round=shown.round_id).first()
    if found is None:
        raise Http404
    done(request, lambda: actions.take_back(found, by=actor(request)), _("Taken back."))
    return redirect("consultation", case, edition, square)
