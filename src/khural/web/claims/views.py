"""The article's claims, checked: then, now, for and against, computed from data, and what answers them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khural.claims import ShownClaim, shown_claims
from khural.web.cases.models import EditionStatus
from khural.web.claims.forms import ChoiceForm
from khural.web.claims.presentation import Places, cards, totals
from khural.web.crumbs import case_crumbs
from khural.web.rounds.permissions import DialogueVerb
from khural.web.staff.queries import dialogue_for

KOREA = "korea"


@require_safe
def list_claims(request: HttpRequest, case: str) -> HttpResponse:
    """All claims, narrowed by state; only the case with the package of facts has any."""
    dialogue = dialogue_for(request.user, case, DialogueVerb.SEE_CASE)
    every = shown_claims() if dialogue.case.evidence == KOREA else ()
    form = ChoiceForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    chosen = [one for one in every if _is_wanted(one, wanted)]
    edition = dialogue.editions.filter(status=EditionStatus.HELD).order_by("-year").first()
    ctx = {
        "case": dialogue.case,
        "form": form,
        "total": len(every),
        "totals": totals(every),
        "computed": sum(one.check is not None for one in every),
        "cards": cards(chosen, Places(dialogue, edition), _number(request)),
        "crumbs": case_crumbs(dialogue.case, _("The article, checked")),
    }
    return render(request, "claims/claims.html", ctx)


def _is_wanted(one: ShownClaim, wanted: dict[str, str]) -> bool:
    now, then = wanted.get("now"), wanted.get("then")
    return (not now or one.claim.check_status == now) and (not then or one.claim.status_then == then)


def _number(request: HttpRequest) -> int | None:
    text = request.GET.get("claim", "")
    return int(text) if text.isascii() and text.isdigit() else None
